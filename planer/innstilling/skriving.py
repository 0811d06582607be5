"""An innstilling begun, written, and frozen as it is sent."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from kompetanse.felles.avsnitt import avsnitt
from kompetanse.felles.overgang import endret_siden
from kompetanse.felles.samskriving import Endring, avtrykk
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker, Enhet
from planer.gjort import sett_gjort
from planer.innstilling import meldinger
from planer.innstilling.documents import INNSTILLING
from planer.innstilling.livslop import LIVSLOP, RETT
from planer.innstilling.punkter import FELT as PUNKTFELT
from planer.models import Innstilling

FELT = (
    *("tittel", "organ", "saksnummer", "saksbehandler", "motedato"),
    *("innledning", "tilraading"),
)


def ordene(innstilling: Innstilling) -> dict[str, Any]:
    """Every value that is typed in it."""
    return {navn: getattr(innstilling, navn) for navn in FELT}


@transaction.atomic
def begynn(aar: int, *, bruker: Bruker) -> Innstilling:
    """The innstilling for the plans of a year. Raises ValidationError when there is one."""
    if not bruker.has_perm(RETT):
        raise PermissionDenied
    with translation.override(bruker.kommune.malform):
        innstilling = Innstilling(
            aar=aar,
            tittel=_("Innstilling om felles kompetansetiltak %(aar)s") % {"aar": aar},
            saksbehandler=str(bruker)[:150],
            innledning=avsnitt(
                _(
                    "Enhetene har drøftet hvilken kompetanse de trenger, og foreslått tiltak for hele organisasjonen. "
                    "Like forslag er lagt sammen."
                )
            ),
            tilraading=avsnitt(_("Hvert punkt avgjøres slik det er tilrådd.")),
            opprettet_av=bruker,
        )
    innstilling.kommune_id = bruker.kommune_id
    innstilling.validate_constraints()
    innstilling.save()
    tilgang.logg(innstilling, "innstilling.begynt", *tilgang.HR, bruker=bruker, aar=aar)
    return innstilling


@transaction.atomic
def skriv(innstilling: Innstilling, endring: Endring, *, bruker: Bruker) -> list[ValidationError]:
    """Store what this user has changed since the page was made. Returns what someone else has changed too, which is left."""
    innstilling = LIVSLOP.begynn(innstilling, "skriv", bruker=bruker)
    endret, uenig = endring.mot(ordene(innstilling))
    for navn, verdi in endret.items():
        setattr(innstilling, navn, verdi)
    innstilling.save()
    return [uenig] if uenig else []


@transaction.atomic
def slett(innstilling: Innstilling, *, bruker: Bruker) -> None:
    """Throw a draft away; its proposals wait again."""
    innstilling = LIVSLOP.begynn(innstilling, "slett", bruker=bruker)
    tilgang.logg(innstilling, "innstilling.slettet", *tilgang.HR, bruker=bruker, tittel=innstilling.tittel)
    innstilling.delete()


def mangler(innstilling: Innstilling) -> list[str]:
    """What it lacks before it can be sent: a list of sentences."""
    punkter = list(innstilling.punkter.all())
    krav = [
        (innstilling.organ, _("Skriv hvem innstillingen går til.")),
        (innstilling.saksbehandler, _("Skriv hvem som er saksbehandler.")),
        (innstilling.tilraading, _("Skriv forslaget til vedtak.")),
        (punkter, _("Ta med minst ett av forslagene fra enhetene.")),
        *((ett.anbefaling, _("Velg hva du tilrår: %(punkt)s") % {"punkt": ett}) for ett in punkter),
    ]
    return [setning for verdi, setning in krav if not verdi]


def send(innstilling: Innstilling, *, bruker: Bruker) -> Innstilling:
    """Freeze it, with its PDF, and tell those who may have to decide. Raises `PdfMangler` with nothing changed.

    The document is drawn before the row is locked, so that nobody waits for it; is something written meanwhile, it is
    thrown away and the user is told.
    """
    innstilling = Innstilling.objects.select_related("kommune").get(pk=innstilling.pk)
    if feil := mangler(innstilling):
        raise ValidationError(feil, code="mangler")
    sett, innstilling.sendt = _avtrykk(innstilling), timezone.now()
    dokument = INNSTILLING.ferdig(innstilling)
    with transaction.atomic():
        naa = LIVSLOP.begynn(innstilling, "send", bruker=bruker)
        if _avtrykk(naa) != sett:
            raise endret_siden()
        naa.sendt, naa.sendt_av = innstilling.sendt, bruker
        naa.pdf = dokument.ta_vare_paa(naa, bruker=bruker)
        naa.save()
        sett_gjort("innstilling", timezone.localdate(naa.sendt).year, bruker=bruker, enhet=Enhet.objects.get(depth=1))
        tilgang.logg(naa, "innstilling.sendt", *tilgang.HR, bruker=bruker, sha256=naa.pdf.sha256)
        meldinger.sendt(naa, fra=bruker)
    return naa


def _avtrykk(innstilling):
    """Of all that the document is made from."""
    punkter = innstilling.punkter.prefetch_related("maal", "forslagene")
    deler = {
        f"{punkt.pk}-{navn}": getattr(punkt, navn) if navn != "maal" else list(punkt.maal.all())
        for punkt in punkter
        for navn in PUNKTFELT
    }
    forslag = {f"{punkt.pk}-forslag": [ett.forslag_id for ett in punkt.forslagene.all()] for punkt in punkter}
    return avtrykk(ordene(innstilling) | deler | forslag)
