"""Heavy work beside its floor: import, Excel, PDF, and a change of roles while many cases wait."""

import io

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kompetanse.felles import vegg
from kompetanse.felles.pdf import STATIC_BASE, _fetcher, _weasyprint
from kompetanse.felles.spreadsheets import tabell_fil
from kompetanse.organisasjon import roller
from kompetanse.organisasjon.models import Bruker, Enhet, Kommune, Person, Rollekode, Rolletype, Stilling
from soknader.mbu import saksgang as mbu
from soknader.mbu.documents import MBUSAK
from soknader.models import Saksteg, Vedtak
from soknader.sak.brev import VEDTAKSBREV
from tests.ytelse.arbeid import COPY, copy, kostnad, maal
from tests.ytelse.generer import FORSTE

MBU_RADER = 300
IMPORTTABELLER = ("organisasjon_person", "organisasjon_stilling")
EXCEL_RADER, EXCEL_KOLONNER = 10_000, 15
HODE = "Ansattnummer;Fornavn;Etternavn;E-post;Enhetskode;Enhet;Stillingstittel;Stillingsprosent;Fra dato\n"


def tunge():
    """In the database with one kommune."""
    hr = Bruker.objects.select_related("person", "kommune").get(epost=f"hr@{FORSTE}.ytelse.test")
    with vegg.innenfor(hr.kommune_id):
        return [_excel(), _pdf_en_side(), _pdf_mbu(hr), _rolleendring(hr)]


# --- Import -----------------------------------------------------------------------------------------


def importer(nummer):
    """Everyone in one kommune, first with a new title each, then the same file again; against COPY of the same rows."""
    kommune = Kommune.objects.get(nummer=nummer)
    with vegg.innenfor(kommune.pk):
        sti, antall = _fil(kommune), Stilling.objects.count()
        gulv = copy(dict.fromkeys(IMPORTTABELLER, f"kommune_id = {kommune.pk}"))

        def les():
            call_command("importer_ansatte", str(sti), kommune=nummer, bekreft=True, stdout=io.StringIO())

        endret, uendret = kostnad(les), kostnad(les)
        sti.unlink()
    return [
        maal(f"Import av {antall} rader, alle endret", endret, COPY, gulv, 40),
        maal("Den samme filen igjen", uendret, COPY, gulv, 15),
    ]


def _fil(kommune):
    sti = settings.VAR_DIR / "ytelse_ansatte.csv"
    rader = Stilling.objects.filter(kommune=kommune).select_related("person", "enhet").order_by("pk")
    with sti.open("w", encoding="utf-8") as fil:
        fil.write(HODE)
        for rad in rader.iterator(chunk_size=5000):
            person = rad.person
            fil.write(
                f"{person.ansattnummer};{person.fornavn};{person.etternavn};{person.epost};{rad.enhet.kode};"
                f"{rad.enhet.navn};Spesialrådgiver;{rad.prosent};{rad.fra}\n"
            )
    return sti


# --- Files ------------------------------------------------------------------------------------------


def _excel():
    import xlsxwriter

    overskrifter = [f"Kolonne {nr}" for nr in range(EXCEL_KOLONNER)]
    rader = [[f"Tekst {nr}", *range(EXCEL_KOLONNER - 1)] for nr in range(EXCEL_RADER)]

    def alene():
        bok = xlsxwriter.Workbook(io.BytesIO(), {"constant_memory": True})
        ark = bok.add_worksheet()
        for linje, rad in enumerate([overskrifter, *rader]):
            ark.write_row(linje, 0, rad)
        bok.close()

    vaart = kostnad(lambda: tabell_fil("xlsx", "Tabell", overskrifter, rader))
    return maal(f"Excel med {EXCEL_RADER} × {EXCEL_KOLONNER}", vaart, "xlsxwriter alene", kostnad(alene))


def _pdf_en_side():
    return maal_pdf("PDF på én side (vedtaksbrev)", VEDTAKSBREV, Vedtak.objects.select_related("soknad").first())


def _pdf_mbu(hr):
    with transaction.atomic():
        sak = mbu.opprett(bruker=hr, per_dato=timezone.localdate())
        sak.rader.filter(nr__gt=MBU_RADER).delete()
        svar = maal_pdf(f"MBU-PDF med {MBU_RADER} rader", MBUSAK, sak)
        transaction.set_rollback(True)
    return svar


def maal_pdf(navn, slag, objekt, hoyst=None):
    """Through our own function, and through WeasyPrint alone; both warm."""
    weasyprint = _weasyprint()
    html = render_to_string(slag.mal, slag.context(objekt))

    def alene():
        weasyprint.HTML(string=html, base_url=STATIC_BASE, url_fetcher=_fetcher(weasyprint)).write_pdf()

    alene()
    return maal(navn, kostnad(lambda: slag.tegn(objekt)), "WeasyPrint alene", kostnad(alene), hoyst)


# --- Roles ------------------------------------------------------------------------------------------


def _rolleendring(hr):
    """A role is given: on commit it is worked out anew who answers each waiting step. Beside reading those steps."""
    person = Person.objects.order_by("-pk").first()
    enhet = Enhet.objects.order_by("-path").first()
    leder = Rolletype.objects.get(kode=Rollekode.LEDER)
    ventende = Saksteg.objects.ventende()
    with CaptureQueriesContext(connection) as sporringer:
        pris = kostnad(lambda: roller.tildel(leder, person, enhet, bruker=hr))
    navn = f"Ny rolle mens {ventende.count()} steg venter ({len(sporringer)} spørringer)"
    return maal(navn, pris, "å lese stegene som venter", kostnad(lambda: list(ventende.select_related("soknad"))))
