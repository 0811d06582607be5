"""The catalogue as a table: what each column says of a competence, and how it is read. The list writes files by these
columns and the import reads by them, so that a file from here says of itself that nothing is changed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kartlegging.katalog.kompetanser import SKILLE
from kartlegging.models import Kompetanse
from kompetanse.felles.fields import DatoField

MAKS_NIVAA = 9
JA_NEI = {
    "ja": True,
    "j": True,
    "x": True,
    "1": True,
    "sann": True,
    "nei": False,
    "n": False,
    "0": False,
    "usann": False,
}


@dataclass(frozen=True)
class Kolonne:
    """A column of the file. `skriv` gives what stands in the cell of a competence; `les` makes a text that is not empty
    into the value that the import compares and stores, or raises `ValidationError`. An empty cell is `tom`."""

    kode: str
    navn: str
    skriv: Callable[[Kompetanse], Any]
    les: Callable[[str], Any] = str
    andre_navn: tuple[str, ...] = ()
    tom: Any = ""


def _tekst(felt):
    maks = Kompetanse._meta.get_field(felt).max_length

    def les(verdi):
        if maks and len(verdi) > maks:
            raise ValidationError(_("For langt: %(n)d tegn. Høyst %(maks)d.") % {"n": len(verdi), "maks": maks})
        return verdi

    return les


def _navn(verdi):
    if SKILLE in verdi:
        raise ValidationError(_("Navnet kan ikke ha semikolon."))
    return _tekst("navn")(" ".join(verdi.split()))


def _valg(felt):
    """One of the choices of a field, by what people read or by its code."""
    koder = {
        str(ord_).casefold(): kode for kode, label in Kompetanse._meta.get_field(felt).choices for ord_ in (kode, label)
    }

    def les(verdi):
        if verdi.casefold() not in koder:
            lovlige = ", ".join(str(label) for _kode, label in Kompetanse._meta.get_field(felt).choices)
            raise ValidationError(
                _("«%(verdi)s» er ikke et valg. Skriv %(valg)s.") % {"verdi": verdi[:60], "valg": lovlige}
            )
        return koder[verdi.casefold()]

    return les


def _tall(lavest, hoyest):
    def les(verdi):
        tekst = verdi.removesuffix(".0").removesuffix(",0")
        if not (tekst.isascii() and tekst.isdecimal() and len(tekst) < 12 and lavest <= int(tekst) <= hoyest):
            raise ValidationError(_("Skriv et helt tall fra %(fra)d til %(til)d.") % {"fra": lavest, "til": hoyest})
        return int(tekst)

    return les


def _ja_nei(verdi):
    if verdi.casefold() not in JA_NEI:
        raise ValidationError(_("Skriv ja eller nei."))
    return JA_NEI[verdi.casefold()]


def _adresse(verdi):
    URLValidator()(verdi)
    return _tekst("esco_uri")(verdi)


def _ord(maks):
    def les(verdi):
        ord_ = [" ".join(ett.split()) for ett in verdi.replace("\n", SKILLE).split(SKILLE)]
        if lange := [ett for ett in ord_ if len(ett) > maks]:
            raise ValidationError(_("«%(ord)s …» er for langt.") % {"ord": lange[0][:40]})
        return tuple(sorted({ett.casefold(): ett for ett in ord_ if ett}.values(), key=str.casefold))

    return les


def _liste(verdier):
    return f"{SKILLE} ".join(sorted(map(str, verdier), key=str.casefold))


def _nivaatekst(nivaa):
    return lambda kompetanse: next((t.tekst for t in kompetanse.nivaatekster.all() if t.nivaa == nivaa), "")


def _nivaa_les(verdi):
    if len(verdi) > 300:
        raise ValidationError(_("For langt: %(n)d tegn. Høyst %(maks)d.") % {"n": len(verdi), "maks": 300})
    return " ".join(verdi.split())


def _felt(kode, navn, les=None, andre_navn=(), tom=""):
    """A column of a field as it is stored."""
    return Kolonne(kode, navn, lambda kompetanse: getattr(kompetanse, kode), les or _tekst(kode), andre_navn, tom)


def _valgfelt(kode, navn, andre_navn=()):
    vis = f"get_{kode}_display"
    return Kolonne(kode, navn, lambda kompetanse: getattr(kompetanse, vis)(), _valg(kode), andre_navn)


NIVAATEKSTER = tuple(f"nivaa{nivaa}" for nivaa in range(1, MAKS_NIVAA + 1))
KOLONNER = (
    Kolonne("nummer", gettext_lazy("Nummer"), lambda kompetanse: kompetanse.pk, _tall(1, 10**11), ("id",), tom=None),
    Kolonne("gruppe", gettext_lazy("Gruppe"), lambda kompetanse: kompetanse.gruppesti, str, ("område", "plassering")),
    _felt("navn", gettext_lazy("Navn"), _navn, ("kompetanse", "kompetansenavn", "tittel")),
    _valgfelt("type", gettext_lazy("Type")),
    Kolonne("kategori", gettext_lazy("Kategori"), lambda kompetanse: str(kompetanse.kategori or "")),
    _felt("beskrivelse", gettext_lazy("Beskrivelse"), str, ("forklaring",)),
    Kolonne("skala", gettext_lazy("Skala"), lambda kompetanse: str(kompetanse.skala or "")),
    _valgfelt("komponent", gettext_lazy("Komponent")),
    _valgfelt("merke", gettext_lazy("Merke"), ("merking",)),
    _felt("gyldig_mnd", gettext_lazy("Gyldig i måneder"), _tall(1, 600), ("gyldighet", "gyldigmnd"), None),
    _felt("krever_bevis", gettext_lazy("Må ha bevis"), _ja_nei, ("bevis", "kreverbevis"), False),
    _felt("kun_fremvises", gettext_lazy("Vises bare frem"), _ja_nei, tom=False),
    _felt("bevares", gettext_lazy("Betyr noe for lønn eller tilsetting"), _ja_nei, ("bevares",), False),
    _felt("hjemmel", gettext_lazy("Hjemmel"), andre_navn=("lovhjemmel",)),
    _felt("kilde", gettext_lazy("Kilde")),
    _felt("nus", gettext_lazy("NUS"), _tall(0, 8), ("utdanningsnivå", "nuskode"), None),
    _felt("styrk", gettext_lazy("STYRK-08"), andre_navn=("styrk", "yrkeskode", "yrkeskoder")),
    _felt("esco_uri", gettext_lazy("ESCO"), _adresse, ("escouri", "escoadresse")),
    _felt("avviklet", gettext_lazy("Utgår"), DatoField().clean, ("avviklet", "gyldigtil"), None),
    Kolonne(
        "synonymer",
        gettext_lazy("Synonymer"),
        lambda kompetanse: _liste(kompetanse.synonymer.all()),
        _ord(100),
        ("andreord", "stikkord"),
        (),
    ),
    Kolonne(
        "inkluderer",
        gettext_lazy("Inkluderer"),
        lambda kompetanse: _liste(ett.inkluderer for ett in kompetanse.inkluderinger.all()),
        _ord(150),
        ("omfatter",),
        (),
    ),
    *(
        Kolonne(kode, gettext_lazy("Nivå %d") % nivaa, _nivaatekst(nivaa), _nivaa_les)
        for nivaa, kode in enumerate(NIVAATEKSTER, start=1)
    ),
)
PER_KODE = {kolonne.kode: kolonne for kolonne in KOLONNER}


def med_alt(kompetanser: QuerySet[Kompetanse]) -> QuerySet[Kompetanse]:
    """With what the columns read, except `gruppesti`, which is set from the tree."""
    return kompetanser.select_related("gruppe", "kategori", "skala").prefetch_related(
        "synonymer", "nivaatekster", "inkluderinger__inkluderer"
    )


def lagret(kompetanse: Kompetanse) -> dict[str, Any]:
    """Column code → the value, as the import would read it from a file of ours."""
    return {kolonne.kode: _lagret(kolonne, kolonne.skriv(kompetanse)) for kolonne in KOLONNER}


def _lagret(kolonne, verdi):
    if verdi in ("", None):
        return kolonne.tom
    return kolonne.les(verdi) if isinstance(verdi, str) else verdi
