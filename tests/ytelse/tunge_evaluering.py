"""Heavy work of the evaluations beside its floor: answers from a whole hall at once."""

from django.test import Client
from django.urls import reverse
from psycopg2.extras import Json

from evaluering.models import Evaluering, Evalueringsniva, Innsamling, Metode, Skjema, Svarer
from evaluering.svar import avlegging, innsamling
from evaluering.svar.avlegging import BLAND_BRUKTE, BLAND_SVAR
from evaluering.svar.lenker import bruktmerke
from kompetanse.felles import vegg
from kompetanse.organisasjon.models import Bruker
from planer.models import Tiltak
from tests.ytelse.arbeid import angres, kostnad, maal, p95
from tests.ytelse.generer import FORSTE
from tests.ytelse.generer_planer import tabellplan

TELEFONER = 200


def tunge():
    """In the database with one kommune; nothing that is made stays in it."""
    hr = Bruker.objects.get(epost=f"hr@{FORSTE}.ytelse.test")
    with vegg.innenfor(hr.kommune_id):
        return [svar(hr, Tiltak.objects.filter(plan=tabellplan()).first())]


def svar(hr, tiltak):
    """An answer from each phone of a large hall, as whole requests; beside the two statements that mix it with the others.
    Of the clock the p95 of one. The answers to one form are written one after another, so many at once wait for each other:
    all of them take as long as they take one by one."""
    with angres():
        aapen, innhold = _aapen(hr, tiltak)
        adresse = reverse("svar:skjema", args=[aapen.kode])
        telefoner = [Client(SERVER_NAME="localhost") for _nr in range(TELEFONER)]
        for telefon in telefoner:
            telefon.get(adresse)
        data = {f"s-{nokkel}": verdi for nokkel, verdi in innhold.items()}
        poster = [kostnad(lambda ett=ett: ett.post(adresse, data)) for ett in telefoner]
        # A guest leaves the wall behind.
        vegg.bruk_kommune(hr.kommune_id)
        assert aapen.svar.count() == TELEFONER
        aapen.svar.all().delete()
        aapen.brukte.all().delete()
        bare = [kostnad(lambda nr=nr: _bland(aapen, innhold, nr)) for nr in range(TELEFONER)]
    return maal(f"Svar fra {TELEFONER} telefoner, p95", p95(poster), "de to setningene som skriver", p95(bare))


def _aapen(hr, tiltak):
    """A form that as many took part in, and an answer to it."""
    skjema = Skjema.objects.get(navn="Kort skjema til deltakerne")
    evaluering = Evaluering.objects.create(tiltak=tiltak, enhet=hr.person.stillinger.first().enhet)
    niva = Evalueringsniva.objects.create(
        evaluering=evaluering, niva=1, metode=Metode.SKJEMA, dager=0, svarer=[Svarer.DELTAKER], skjema=skjema
    )
    tiltak.deltakere.all().delete()
    Tiltak.objects.filter(pk=tiltak.pk).update(antall=TELEFONER)
    aapen = innsamling.aapne(niva, Innsamling.Moment.SLUTT, bruker=hr)
    return aapen, {str(ett.pk): 4 for ett in aapen.versjon.sporsmal.filter(slag="skala")}


def _bland(aapen, innhold, nummer):
    avlegging.kjor(BLAND_BRUKTE, aapen, merke=bruktmerke(str(nummer)))
    avlegging.kjor(BLAND_SVAR, aapen, verdier=Json(innhold))
