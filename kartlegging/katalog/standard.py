"""The catalogue that a municipality starts with: `innhold/`, plain data that someone who knows the field can read."""

from collections.abc import Iterator
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kartlegging.katalog.endring import laas_katalogen, logg
from kartlegging.models import (
    Inkludering,
    Kategorikilde,
    Kompetanse,
    Kompetansegruppe,
    Nivaatekst,
    Realkategori,
    Skala,
    Skalatrinn,
    Stillingskategori,
    Synonym,
)
from kompetanse.felles.innhold import les
from kompetanse.organisasjon.models import Bruker, Kommune

INNHOLD = Path(__file__).resolve().parent.parent / "innhold"
SKALA = "Fire nivåer"
TRINN = (
    ("grunnleggende", "Gjør det med støtte eller etter oppskrift."),
    ("selvstendig", "Gjør det alene i vanlige tilfeller."),
    ("god", "Tar de vanskelige tilfellene og veileder andre."),
    ("ekspert", "Utvikler hvordan det gjøres, og blir spurt av andre enheter."),
)
# What the key of an education, a fagbrev or an authorisation begins with: what matters for pay and appointment.
BEVARES = {"autorisasjon", "fagbrev", "fagutdanning", "lederutdanning", "lisens", "utdanning"}
REALKATEGORIER = ("Faglig", "Administrativ", "Sosial", "Personlig")


def omraader() -> list[dict]:
    """The areas of the catalogue, each with its groups and their competences, in the order of the file names."""
    return [les(INNHOLD, f"kompetanser/{fil.stem}") for fil in sorted((INNHOLD / "kompetanser").glob("*.toml"))]


def er_tom() -> bool:
    """The kommune has nothing of a catalogue, not even a part that someone has begun on."""
    modeller = (Kompetanse, Kompetansegruppe, Realkategori, Skala, Stillingskategori)
    return not any(modell.objects.exists() for modell in modeller)


@transaction.atomic
def fyll(*, bruker: Bruker) -> Kommune:
    """Give a kommune that has no catalogue the one that others start with. Raises ValidationError when it has one."""
    kommune = laas_katalogen(bruker)
    if not er_tom():
        raise ValidationError(_("Katalogen er alt fylt."))
    opprett_standardkatalog(kommune)
    logg(kommune, "katalog.fylt", bruker=bruker)
    return kommune


@transaction.atomic
def opprett_standardkatalog(kommune: Kommune) -> None:
    """Give a kommune the catalogue and the categories of positions. Run inside its wall, once; all of it can be edited."""
    skala = Skala.objects.create(navn=SKALA, standard=True)
    Skalatrinn.objects.bulk_create(
        Skalatrinn(skala=skala, nivaa=nivaa, navn=navn, tekst=tekst)
        for nivaa, (navn, tekst) in enumerate(TRINN, start=1)
    )
    kategorier = Realkategori.objects.bulk_create(
        Realkategori(navn=navn, rekkefolge=10 * plass) for plass, navn in enumerate(REALKATEGORIER, start=1)
    )
    kategorier = {kategori.navn.lower(): kategori for kategori in kategorier}
    kilder = {data["nokkel"]: (gruppe, data) for gruppe, data in _med_gruppe()}
    kompetanser = Kompetanse.objects.bulk_create(
        _kompetanse(gruppe, data, skala, kategorier) for gruppe, data in kilder.values()
    )
    etter_nokkel = {kompetanse.nokkel: kompetanse for kompetanse in kompetanser}
    _lag_tekster(etter_nokkel, {nokkel: data for nokkel, (_gruppe, data) in kilder.items()})
    _lag_stillingskategorier(etter_nokkel)


def _med_gruppe() -> Iterator[tuple[Kompetansegruppe, dict]]:
    """Every competence of the content with the group that it is to lie in, which is made on the way."""
    for plass, omraade in enumerate(omraader(), start=1):
        over = Kompetansegruppe.objects.create(navn=omraade["omraade"], rekkefolge=10 * plass)
        for nummer, gruppe in enumerate(omraade["gruppe"], start=1):
            under = Kompetansegruppe.objects.create(navn=gruppe["navn"], forelder=over, rekkefolge=10 * nummer)
            for data in gruppe["kompetanse"]:
                yield under, data


def _kompetanse(gruppe, data, skala, kategorier):
    return Kompetanse(
        gruppe=gruppe,
        nokkel=data["nokkel"],
        navn=data["navn"],
        type=data["type"],
        kategori=kategorier.get(data.get("kategori")),
        beskrivelse=data.get("beskrivelse", ""),
        skala=skala if data["type"] == Kompetanse.Type.REAL else None,
        komponent=data.get("komponent", ""),
        gyldig_mnd=data.get("gyldig_mnd"),
        krever_bevis=data.get("bevis", False),
        kun_fremvises=data.get("kun_fremvises", False),
        bevares=data["type"] == Kompetanse.Type.FORMAL and data["nokkel"].partition("-")[0] in BEVARES,
        hjemmel=data.get("hjemmel", ""),
        kilde=data.get("kilde", ""),
        nus=data.get("nus"),
        styrk=", ".join(data.get("styrk", ())),
    )


def _lag_tekster(kompetanser, kilder):
    """Level texts, synonyms, and which competences include others."""
    Nivaatekst.objects.bulk_create(
        Nivaatekst(kompetanse=kompetanser[nokkel], nivaa=nivaa, tekst=tekst)
        for nokkel, data in kilder.items()
        for nivaa, tekst in enumerate(data.get("nivaa", ()), start=1)
    )
    Synonym.objects.bulk_create(
        Synonym(kompetanse=kompetanser[nokkel], ord=ett)
        for nokkel, data in kilder.items()
        for ett in data.get("synonymer", ())
    )
    Inkludering.objects.bulk_create(
        Inkludering(kompetanse=kompetanser[nokkel], inkluderer=kompetanser[annen])
        for nokkel, data in kilder.items()
        for annen in data.get("inkluderer", ())
    )


def _lag_stillingskategorier(kompetanser):
    for data in les(INNHOLD, "stillingskategorier")["kategori"]:
        kategori = Stillingskategori.objects.create(navn=data["navn"], nokkel=data["nokkel"], nus=data.get("nus"))
        kategori.formalkrav.set(kompetanser[nokkel] for nokkel in data.get("formalkrav", ()))
        Kategorikilde.objects.bulk_create(
            [Kategorikilde(kategori=kategori, stillingskode=kode) for kode in data.get("stillingskoder", ())]
            + [Kategorikilde(kategori=kategori, tittel=tittel) for tittel in data.get("titler", ())]
        )
