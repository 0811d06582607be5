"""Heavy work of the plans beside its floor: a saved cell, a long PDF, a plan that is imported, and rullering."""

from itertools import count

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kompetanse.felles import vegg
from kompetanse.felles.spreadsheets import tabell_fil
from kompetanse.organisasjon.models import Bruker, Enhet
from planer.aaret.rullering import rull_i_jobb
from planer.drofting import forberedelse, mote
from planer.handlingsplan import celle
from planer.handlingsplan.redigering import FASTE
from planer.innlesing.importering import PLAN
from planer.models import (
    Innhold,
    Innspill,
    Kompetansebehov,
    Kompetanseplan,
    Maal,
    Planimport,
    Plannivaa,
    Planseksjon,
    Punkt,
    Tiltak,
    Tiltakskostnad,
)
from planer.vedtak.documents import PLANUTKAST
from tests.ytelse.arbeid import COPY, angres, copy, kommer_etter, kostnad, les_inn, maal, p95
from tests.ytelse.generer import FORSTE
from tests.ytelse.generer_planer import TEKST, tabellplan, utkast
from tests.ytelse.tunge import maal_pdf

CELLER, IMPORTRADER, LANGE_DELER, AVSNITT, TELEFONER = 100, 2000, 30, 22, 200
HODE = ["Behov", "Tiltak", "Målgruppe", "Ansvarlig", "Frist", "Kostnad", "Status"]
KOPIERES = (
    *(Kompetanseplan, Planseksjon, Maal, Kompetansebehov, Tiltak, Tiltakskostnad),
    *(Kompetansebehov.maal.through, Tiltak.behov.through, Tiltak.maater.through),
)


def tunge():
    """In the database with one kommune, last of all: the plans that are made stay in it."""
    hr = Bruker.objects.select_related("person", "kommune").get(epost=f"hr@{FORSTE}.ytelse.test")
    with vegg.innenfor(hr.kommune_id):
        return [_celler(hr), _pdf(), *_import(hr), _rullering(hr), _drofting(hr)]


def _celler(hr):
    """Cells of the long table, one at a time; beside an update of the same column."""
    tiltak = list(Tiltak.objects.filter(plan=tabellplan()).select_related("plan__enhet")[:CELLER])
    nummer = count()

    def bare():
        for ett in tiltak:
            Tiltak.objects.filter(pk=ett.pk).update(navn=f"Nytt navn {next(nummer)}")

    def endre():
        for ett in Tiltak.objects.filter(pk__in=[ett.pk for ett in tiltak]).select_related("plan__enhet"):
            nytt = f"Nytt navn {next(nummer)}"
            celle.endre(ett, FASTE[Innhold.NAVN], nytt, ett.navn, kolonne="navn", bruker=hr)

    with angres():
        bare()
        endre()  # once beforehand, since the first call reads the roles
        gulv, pris = kostnad(bare), kostnad(endre)
    return maal(f"Lagre {len(tiltak)} celler, én om gangen", pris, "update av den samme kolonnen", gulv, 3)


def _pdf():
    """The long table as a plan of the kommune would have it, with so many long sections before it."""
    with angres():
        plan = Kompetanseplan.objects.select_related("kommune", "enhet").get(pk=tabellplan())
        plan.nivaa = Plannivaa.KOMMUNE
        Planseksjon.objects.bulk_create(
            Planseksjon(plan=plan, tittel=f"Lang del {nummer}", tekst=TEKST * AVSNITT) for nummer in range(LANGE_DELER)
        )
        return maal_pdf("PDF av en lang plan", PLANUTKAST, plan, 1.2)


def _import(hr):
    """A spreadsheet with so many measures, and then the same file again."""
    plan = Kompetanseplan.objects.get(pk=utkast())
    innhold = tabell_fil("xlsx", "Plan", HODE, [_rad(nummer) for nummer in range(1, IMPORTRADER + 1)]).innhold

    def importer():
        importen = Planimport(kommune=hr.kommune, kompetanseplan=plan, filnavn="plan.xlsx", bruker=hr)
        les_inn(PLAN, importen, innhold, bruker=hr)

    nye = kommer_etter(Tiltak, Kompetansebehov, Tiltakskostnad, Tiltak.behov.through)
    ny, uendret, gulv = kostnad(importer), kostnad(importer), copy(nye)
    return [
        maal(f"Import av en plan med {IMPORTRADER} rader", ny, COPY, gulv),
        maal("Den samme planen igjen", uendret, COPY, gulv),
    ]


def _rad(nummer):
    return [f"Behov {nummer % 50}", f"Kurs {nummer}", "Alle", "Fagleder", "høsten 2027", f"{nummer} 000", "Planlagt"]


def _rullering(hr):
    """All adopted plans of the kommune, as the job does it."""
    rot, nye = Enhet.objects.get(depth=1), kommer_etter(*KOPIERES)
    foer = Kompetanseplan.objects.count()
    pris = kostnad(lambda: rull_i_jobb(rot.pk, hr.pk, timezone.localdate().year))
    antall = Kompetanseplan.objects.count() - foer
    return maal(f"Rull {antall} planer", pris, COPY, copy(nye))


def _drofting(hr):
    """A note from each phone of a large meeting, as whole requests; beside the row alone. Of the clock the p95 of one."""
    with angres():
        drofting = forberedelse.begynn(Kompetanseplan.objects.get(pk=utkast()), bruker=hr)
        rom = mote.start(drofting, bruker=hr)
        mote.gaa_til(drofting, Punkt.BEHOV, bruker=hr)
        adresse = reverse("telefon:rom", args=[rom.kode])
        telefoner = [Client(SERVER_NAME="localhost") for _nr in range(TELEFONER)]
        for telefon in telefoner:
            telefon.get(adresse)
        poster = [kostnad(lambda ett=ett: ett.post(adresse, {"tekst": "Veilede nye"})) for ett in telefoner]
        # A guest leaves the wall behind.
        vegg.bruk_kommune(hr.kommune_id)
        rader = [kostnad(lambda: Innspill.objects.create(drofting=drofting, tekst="Nye")) for _nr in telefoner]
    return maal(f"Innspill fra {TELEFONER} telefoner, p95", p95(poster), "raden alene", p95(rader))
