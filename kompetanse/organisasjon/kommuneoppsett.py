"""The municipality's own settings: name, language, names of levels, colour and logo."""

import hashlib
import io
import warnings

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from kompetanse.felles.samskriving import Endring
from kompetanse.organisasjon import tre
from kompetanse.organisasjon.endring import laas_kommune, logg
from kompetanse.organisasjon.models import Bruker, Enhet, Kommune

MAKS_LOGO = 1024 * 1024
MAKS_BILDEPUNKTER = 12_000_000
LOGO_HOYDE = 200


@transaction.atomic
def lagre(
    kommune_id: int,
    endring: Endring,
    *,
    bruker: Bruker,
    logo: ContentFile | None = None,
    fjern_logo: bool = False,
) -> Kommune:
    """Store the settings. `logo` is PNG bytes from `les_logo`, or None to keep what is there. Raises ValidationError, and
    Uenig."""
    kommune = laas_kommune(kommune_id, bruker=bruker, rettighet="organisasjon.change_kommune")
    foer = _verdier(kommune)
    endring.flett(kommune)
    kommune.full_clean()
    if logo:
        kommune.logo.save(
            f"{kommune.nummer}-{hashlib.sha256(logo).hexdigest()[:16]}.png", ContentFile(logo), save=False
        )
    elif fjern_logo:
        kommune.logo = ""
    kommune.save()
    etter = _verdier(kommune)
    endret = {felt: [foer[felt], verdi] for felt, verdi in etter.items() if foer[felt] != verdi}
    if "navn" in endret:
        _gi_rotenheten_navnet(kommune, foer["navn"], bruker)
    if endret:
        logg(kommune, "kommune.endre", bruker=bruker, endret=endret)
    return kommune


def _gi_rotenheten_navnet(kommune, gammelt_navn, bruker):
    """The unit on top of the tree follows, when it was called what the municipality was called."""
    rot = Enhet.objects.filter(kommune=kommune, depth=1, navn=gammelt_navn).first()
    if rot is not None:
        tre.gi_nytt_navn(rot, navn=kommune.navn, bruker=bruker, rettighet="organisasjon.change_kommune")


def _verdier(kommune):
    return {felt: getattr(kommune, felt) for felt in ("navn", "malform", "varselrytme", "nivaanavn", "temafarge")} | {
        "logo": kommune.logo.name or ""
    }


def les_logo(fil: UploadedFile) -> ContentFile:
    """Read an uploaded PNG or JPEG and draw it anew as PNG: nothing but the picture is kept. Raises ValidationError."""
    from PIL import Image, ImageFile, ImageOps  # slow to import, used here only

    ImageFile.LOAD_TRUNCATED_IMAGES = False  # the maker of PDFs turns it on for the whole process

    if fil.size > MAKS_LOGO:
        raise ValidationError(_("Bildet er større enn 1 MB. Lagre det i et mindre format, og prøv igjen."))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what is odd in the file, but can be drawn
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(fil, formats=["PNG", "JPEG"]) as bilde:
                if bilde.width * bilde.height > MAKS_BILDEPUNKTER:
                    raise ValidationError(_("Bildet har for mange bildepunkter. Gjør det mindre, og prøv igjen."))
                return _som_png(ImageOps.exif_transpose(bilde))
    except ValidationError:
        raise
    except Exception:  # Pillow's readers raise whatever a broken file makes them raise
        raise ValidationError(_("Filen er ikke et PNG- eller JPEG-bilde vi kan lese. Velg en annen fil.")) from None


def _som_png(bilde):
    ny = bilde.convert("RGBA" if bilde.mode in ("RGBA", "LA", "P") else "RGB")
    ny.thumbnail((ny.width, LOGO_HOYDE))
    data = io.BytesIO()
    ny.save(data, "PNG")
    return data.getvalue()
