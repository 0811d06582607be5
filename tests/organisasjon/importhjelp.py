"""Files and short ways for the tests of the HR import."""

import io

import openpyxl
from django.utils import timezone

from kompetanse.felles.innlesing import prosess
from kompetanse.felles.innlesing.lesing import Lesevalg, foreslaa_kolonner, les
from kompetanse.organisasjon.importering.ansattimport import ANSATTE
from kompetanse.organisasjon.importering.plan import lag_plan
from kompetanse.organisasjon.models import Import, Person, Stilling

OVERSKRIFTER = (
    "Ansattnummer;Fornavn;Etternavn;E-post;Stillingsnummer;Stillingstittel;Stillingsprosent;Startdato;Sluttdato;"
    "Enhetskode;Enhetsnavn;Overordnet"
)
KARI = "1001;Kari;Berg;kari@eksempel.test;1;Sykepleier;80;01.01.2020;;310;Hjemmetjenesten;30"
OLA = "1002;Ola;Dal;;1;Enhetsleder;100;2019-08-01;;310;Hjemmetjenesten;30"
HODE = "Ansattnr;Fornavn;Etternavn;Stillingstittel;Enhet"
HELSE = "1003;Eva;Vik;;1;Kommunalsjef;100;1.2.2018;;30;Helse;"


def csv(*rader, overskrifter=OVERSKRIFTER):
    return "\n".join([overskrifter, *rader]).encode()


def bytt(rad, **felt):
    """The row with some values changed, by heading."""
    navn = OVERSKRIFTER.split(";")
    verdier = dict(zip(navn, rad.split(";"), strict=True)) | felt
    return ";".join(verdier[n] for n in navn)


def plan(kommune, innhold, *, filnavn="ansatte.csv", dato=None, full_fil=True, kolonner=None):
    """What importing the file would do."""
    tabell = les(ANSATTE, innhold, filnavn, kommune).tabell
    kolonner = kolonner or foreslaa_kolonner(ANSATTE, tabell, kommune)
    return lag_plan(tabell, kolonner, kommune, dato=dato or timezone.localdate(), full_fil=full_fil)


def linjer(plan_, slag):
    return [(linje.linje, linje.navn, linje.tekst) for linje in plan_.linjer if linje.slag == slag]


def forhaandsvis(bruker, innhold, *, filnavn="ansatte.csv", **valg):
    """Upload a file and accept the proposed columns. Returns the import as it is stored."""
    importen = prosess.last_opp(ANSATTE, innhold, filnavn, bruker=bruker, **valg)
    if importen.antall_rader and not Import.objects.get(pk=importen.pk).fingeravtrykk:
        prosess.velg_kolonner(ANSATTE, importen, importen.kolonner, bruker=bruker)
    return Import.objects.get(pk=importen.pk)


def importer(bruker, innhold, **valg):
    """Upload, check and store. Returns the stored import."""
    importen = forhaandsvis(bruker, innhold, **valg)
    prosess.bekreft(ANSATTE, importen, bruker=bruker, fingeravtrykk=importen.fingeravtrykk, svar=["mange"])
    return Import.objects.get(pk=importen.pk)


def person(nummer):
    return Person.objects.get(ansattnummer=nummer)


def gjeldende(nummer, dato=None):
    """(title, unit, per cent) of the employee's positions in force."""
    rader = Stilling.objects.gjeldende(dato).filter(person__ansattnummer=nummer).order_by("nummer", "tittel")
    return [(rad.tittel, rad.enhet.navn, rad.prosent) for rad in rader.select_related("enhet")]


def ark(*rader, formater=(), flettet=(), skjult=(), foran=()):
    """An .xlsx file. `foran` are sheets before it."""
    bok = openpyxl.Workbook()
    bok.active.title = "Ansatte"
    for rad in rader:
        bok.active.append(rad)
    for celle, format_ in formater:
        bok.active[celle].number_format = format_
    for omraade in flettet:
        bok.active.merge_cells(omraade)
    for linje in skjult:
        bok.active.row_dimensions[linje].hidden = True
    for navn, tekst in foran:
        bok.create_sheet(navn, 0).append([tekst])
    ut = io.BytesIO()
    bok.save(ut)
    return ut.getvalue()


def stillinger(laget):
    """(number, title, path of the unit, per cent) that the plan would make."""
    return [
        (p.ansattnummer, post.ny.tittel, post.ny.enhet.plassering, post.ny.prosent)
        for p in laget.personer
        for post in p.stillinger
        if post.pk is None
    ]


def feil(laget):
    return [(linje, grunn) for linje, _navn, grunn in linjer(laget, "feil")]


def lest(kommune, innhold, navn="ansatte.csv", **valg):
    return les(ANSATTE, innhold, navn, kommune, Lesevalg(**valg)).tabell
