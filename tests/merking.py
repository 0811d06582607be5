"""Puts markup in every stored text that a person can have typed, and finds it again where it became more than text."""

import re

from django.apps import apps
from django.db import connection, models
from lxml import html

APPER = {"evaluering", "felles", "kartlegging", "kurs", "organisasjon", "planer", "soknader"}
# The longest that there is room for; N is the number of the field.
MERKER = (
    """'"><ond nN hx-get="/ond" hx-post="/ond" hx-trigger="load" onclick="ond()" data-ond>""",
    """'"><ond nN hx-get=/ond onclick=ond()>""",
    """'"><ond nN>""",
)
SETT = re.compile(r"<ond n([0-9]+)\b")
# Values that the code reads: numbers, dates, paths and names of fields.
FOR_MASKINER = re.compile(r"[0-9 .,:+T-]*|[a-z_.-]+|/.*|app\..*")
# Made by the product, never typed: keys, paths, hashes, addresses, names of functions and rights.
LAGET_AV_OSS = {
    "evaluering.BruktLenke.avtrykk", "evaluering.Innsamling.kode", "evaluering.Lenke.avtrykk", "evaluering.Lenke.nokkel",
    "felles.Dokument.lagringssti", "felles.Dokument.mime", "felles.Dokument.sha256", "felles.Dokument.slag",
    "felles.Engangsnokkel.lenke", "felles.Engangsnokkel.nokkel",
    "felles.Engangslenke.lag", "felles.Engangslenke.siste_feil", "felles.Hendelse.handling",
    "felles.Hjerteslag.navn", "felles.Jobb.resultat_lenke", "felles.Oppslag.hva",
    "kartlegging.Bevisfil.lagringssti", "kartlegging.Bevisfil.mime", "kartlegging.Bevisfil.sha256",
    "kartlegging.Bevisimport.fingeravtrykk", "kartlegging.Bevisimport.lagringssti", "kartlegging.Bevisimport.sha256",
    "kartlegging.Bevisimportlinje.slag", "kartlegging.Dekningstall.aapne", "kartlegging.Dekningstall.tall",
    "kartlegging.Katalogimport.fingeravtrykk", "kartlegging.Katalogimport.lagringssti", "kartlegging.Katalogimport.sha256",
    "kartlegging.Katalogimportlinje.slag", "kartlegging.Kompetanse.nokkel", "kartlegging.Stillingskategori.nokkel",
    "felles.Varsel.lenke", "felles.Varsel.vedlegg", "kurs.Ekstern.nokkel", "kurs.Kursimport.fingeravtrykk",
    "kurs.Kursimport.lagringssti", "kurs.Kursimport.sha256", "kurs.Kursimportlinje.slag", "kurs.Samling.kode",
    "organisasjon.Bruker.password", "organisasjon.Eksport.lag",
    "organisasjon.Eksport.lagringssti",
    "organisasjon.Eksport.mime", "organisasjon.Eksport.rettighet", "organisasjon.Eksport.sha256",
    "organisasjon.Eksport.side", "organisasjon.Eksport.sporring", "organisasjon.Enhet.path",
    "organisasjon.Import.fingeravtrykk", "organisasjon.Import.lagringssti", "organisasjon.Import.sha256",
    "organisasjon.Importlinje.slag", "organisasjon.Kommune.logo",
    "organisasjon.Rolletype.kode", "planer.Aarsaktivitet.side",
    "planer.Kalenderadresse.loepenummer", "planer.Behovsgrunnlag.lagringssti", "planer.Behovsgrunnlag.mime",
    "planer.Behovsgrunnlag.sha256", "planer.Dokumentfil.lagringssti", "planer.Dokumentfil.mime",
    "planer.Dokumentfil.sha256", "planer.Drofting.sha256", "planer.Funnsvar.nokkel", "planer.Gruppestemme.avtrykk",
    "planer.Innspill.avtrykk", "planer.Motemateriell.lagringssti", "planer.Motemateriell.mime",
    "planer.Motemateriell.sha256", "planer.Moterom.kode", "planer.Listeverdi.kode",
    "planer.Planimport.fingeravtrykk", "planer.Planimport.lagringssti", "planer.Planimport.sha256",
    "planer.Planimportlinje.slag", "planer.Planversjon.sha256", "planer.Saksdel.kode", "planer.Saksdelmal.kode",
    "planer.Samtalebidrag.innhold",
    "planer.Seksjonsmal.kode", "planer.Tiltak.evaluering_adresse", "planer.Tiltaksmidler.adresse",
    "soknader.Saksteg.opprinnelig_rollekode",
    "soknader.Saksteg.rollekode", "soknader.Vedlegg.lagringssti", "soknader.Vedlegg.mime", "soknader.Vedlegg.sha256",
}  # fmt: skip
# Too short for markup, and of a form that the database demands.
FOR_KORT = {"organisasjon.Kommune.nummer", "organisasjon.Kommune.temafarge"}
# The database demands that some rows have none.
BARE_DER_DET_STAAR_NOE = {
    "kartlegging.Foresporsel.utfall", "kartlegging.Kategorikilde.stillingskode", "kartlegging.Kategorikilde.tittel",
}  # fmt: skip
# Read anew for each year, and refused when it cannot be.
LEST = {"planer.Aarsaktivitet.naar"}
TEKST = (models.CharField, models.TextField, models.JSONField, models.FileField)


def tekstfelter():
    """Number → field of every text that a person can have typed, in the same order each time."""
    felter = [
        felt
        for modell in apps.get_models()
        if modell._meta.app_label in APPER and not hasattr(modell, "pgh_tracked_model")
        for felt in modell._meta.local_concrete_fields
        if isinstance(felt, TEKST) and not felt.choices
    ]
    return {nr: felt for nr, felt in enumerate(felter, 1) if str(felt) not in LAGET_AV_OSS | FOR_KORT | LEST}


def merk_alt():
    """Put the mark in every row of every such field, whatever guards the row. Returns the fields that have no row."""
    tomme = []
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        tabeller = {felt.model._meta.db_table for felt in tekstfelter().values()}
        for tabell in tabeller:
            cursor.execute(f'alter table "{tabell}" disable trigger user')
        for nr, felt in tekstfelter().items():
            tomme += [] if _merk(felt, nr) else [str(felt)]
        for tabell in tabeller:
            cursor.execute(f'alter table "{tabell}" enable trigger user')
    return tomme


def _merk(felt, nr):
    rader = list(felt.model._base_manager.order_by("pk"))
    if str(felt) in BARE_DER_DET_STAAR_NOE:
        rader = [rad for rad in rader if getattr(rad, felt.name)]
    for rad in rader:
        felt.model._base_manager.filter(pk=rad.pk).update(**{felt.name: _merket(felt, nr, rad)})
    return len(rader)


def _merket(felt, nr, rad):
    if isinstance(felt, models.JSONField):
        return _i_json(getattr(rad, felt.name), MERKER[1].replace("N", str(nr)))
    # What is unique stays so.
    hale = str(rad.pk)
    plass = (felt.max_length or 1000) - len(hale)
    return next(merke for ett in MERKER if len(merke := ett.replace("N", str(nr))) <= plass) + hale


def _i_json(verdi, merke):
    if isinstance(verdi, dict):
        return {navn: _i_json(ett, merke) for navn, ett in verdi.items()}
    if isinstance(verdi, list):
        return [_i_json(ett, merke) for ett in verdi]
    return verdi + merke if isinstance(verdi, str) and not FOR_MASKINER.fullmatch(verdi) else verdi


def virksomt(innhold):
    """The elements that came from a mark, as they stand in the page."""
    rot = html.document_fromstring(innhold)
    fra_merke = rot.xpath(
        "//ond | //*[@onclick or @data-ond or contains(@hx-get, '/ond') or contains(@hx-post, '/ond')]"
    )
    return [html.tostring(element, encoding="unicode")[:200] for element in fra_merke]


def sette(innhold):
    """The numbers of the fields whose text a page shows."""
    rot = html.document_fromstring(innhold)
    tekst = " ".join(
        [rot.text_content(), *rot.xpath("//@value | //@placeholder | //@title | //@aria-label | //@content")]
    )
    return {int(nr) for nr in SETT.findall(tekst)}
