"""What the benchmark does inside Django: `python -m tests.ytelse.oppdrag <function> [arguments]`. Prints one line."""

import io
import sys
import time

import django

django.setup()

from django.conf import settings  # noqa: E402 — Django must be set up first
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.template.loader import render_to_string  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402

from kompetanse.felles import vegg  # noqa: E402
from kompetanse.felles.pdf import STATIC_BASE, _fetcher  # noqa: E402
from kompetanse.organisasjon.models import Bruker, Enhet, Kommune, Stilling  # noqa: E402
from soknader.mbu import saksgang as mbusak  # noqa: E402
from soknader.mbu.documents import MBUSAK  # noqa: E402
from soknader.models import Mote, Soknad  # noqa: E402
from tests.ytelse import generer as generator  # noqa: E402

MBU_RADER = 300


def generer(ansatte, enheter, soknader):
    generator.generer(ansatte=int(ansatte), enheter=int(enheter), soknader=int(soknader))


def stier():
    """A session for the HR adviser, and the pages to measure as «name|path»."""
    kommune = Kommune.objects.get()
    hr = Bruker.objects.get(epost="hr@ytelse.test")
    with vegg.innenfor(kommune.pk):
        sider = _sider(kommune)
    return [_sesjon(hr), *(f"{navn}|{sti}" for navn, sti in sider)]


def _sesjon(bruker):
    sesjon = SessionStore()
    sesjon[SESSION_KEY] = str(bruker.pk)
    sesjon[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[1]
    sesjon[HASH_SESSION_KEY] = bruker.get_session_auth_hash()
    sesjon.create()
    return sesjon.session_key


def _sider(kommune):
    register = reverse("soknader:soknad-list")
    aar = timezone.localdate().year
    enhet = Enhet.objects.filter(kommune=kommune, depth=3).first()
    sak = Soknad.objects.filter(status=Soknad.Status.TIL_BEHANDLING).order_by("pk").first()
    siste = -(-Soknad.objects.exclude(status=Soknad.Status.UTKAST).count() // 50)
    return [
        ("Gulv", "/gulv/"),
        ("Min_side", reverse("oversikt:min-side")),
        ("Organisasjonstreet", reverse("organisasjon:enhet-list")),
        ("Enhet", enhet.get_absolute_url()),
        ("Register,_første_side", register),
        ("Register,_siste_side", f"{register}?side={siste}"),
        ("Register,_filtrert", f"{register}?status=innvilget&aar={aar}"),
        ("Register,_fritekst", f"{register}?q=ledelse"),
        ("Sak", sak.get_absolute_url()),
        ("Møte", Mote.objects.first().get_absolute_url()),
        ("Ramme", reverse("soknader:ramme-detail", args=[aar])),
    ]


def tunge():
    """Import of every employee against COPY of the same rows, and the MBU PDF against WeasyPrint on its HTML."""
    kommune = Kommune.objects.get()
    with vegg.innenfor(kommune.pk):
        return [_import(kommune), _mbu_pdf()]


def _import(kommune):
    """The same people in a file, with every title changed, so that each row is written."""
    sti = settings.VAR_DIR / "ytelse_ansatte.csv"
    rader = Stilling.objects.select_related("person", "enhet").order_by("pk")
    with sti.open("w", encoding="utf-8") as fil:
        fil.write("Ansattnummer;Fornavn;Etternavn;E-post;Enhetskode;Enhet;Stillingstittel;Stillingsprosent;Fra dato\n")
        for rad in rader.iterator(chunk_size=5000):
            person = rad.person
            fil.write(
                f"{person.ansattnummer};{person.fornavn};{person.etternavn};{person.epost};{rad.enhet.kode};"
                f"{rad.enhet.navn};Spesialrådgiver;{rad.prosent};{rad.fra}\n"
            )
    start = time.perf_counter()
    call_command("importer_ansatte", str(sti), kommune=kommune.nummer, bekreft=True, stdout=io.StringIO())
    brukt = time.perf_counter() - start
    sti.unlink()
    return f"Import_av_{rader.count()}_rader|{brukt}|COPY_av_de_samme_radene|{_copy()}"


def _copy():
    """Out of the tables and into bare ones, nothing else."""
    with transaction.atomic(), connection.cursor() as cursor:
        sekunder = 0.0
        for tabell in ("organisasjon_person", "organisasjon_stilling"):
            cursor.execute(f"create temporary table gulv_{tabell} (like {tabell}) on commit drop")
            buffer = io.StringIO()
            cursor.copy_expert(f"copy (select * from {tabell}) to stdout", buffer)
            buffer.seek(0)
            start = time.perf_counter()
            cursor.copy_expert(f"copy gulv_{tabell} from stdin", buffer)
            sekunder += time.perf_counter() - start
    return sekunder


def _mbu_pdf():
    """A case with some hundred rows, through our own function and through WeasyPrint alone."""
    import weasyprint

    hr = Bruker.objects.select_related("person", "kommune").get(epost="hr@ytelse.test")
    with transaction.atomic():
        sak = mbusak.opprett(bruker=hr, per_dato=timezone.localdate())
        sak.rader.filter(nr__gt=MBU_RADER).delete()
        start = time.perf_counter()
        MBUSAK.tegn(sak)
        brukt = time.perf_counter() - start
        html = render_to_string(MBUSAK.mal, MBUSAK.innhold(sak))
        start = time.perf_counter()
        weasyprint.HTML(string=html, base_url=STATIC_BASE, url_fetcher=_fetcher(weasyprint)).write_pdf()
        gulv = time.perf_counter() - start
        transaction.set_rollback(True)
    return f"MBU-PDF_med_{MBU_RADER}_rader|{brukt}|WeasyPrint_alene|{gulv}"


if __name__ == "__main__":
    svar = globals()[sys.argv[1]](*sys.argv[2:])
    print(*(svar or []))
