"""Decisions at the same instant, on real parallel connections, and decisions cut off by a killed server."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from kompetanse.felles import vegg
from kompetanse.felles.models import Hendelse
from soknader.models import Motesak, Postering, Saksteg, Soknad, TidligereVedtak, Vedtak
from soknader.mote import beslutningsmote
from soknader.mote.vedtak import angre_vedtak, fatt_vedtak
from soknader.ramme.regnskap import regnskap
from soknader.ramme.styring import juster
from tests.parallelt import samtidig
from tests.soknader.factories import lag_ramme, lag_satsingsomraade
from tests.soknader.moter import lag_klar, lag_mote, saker_i, start_mote

FORSOK = 50
BELOP = 35_000
Utfall = Vedtak.Utfall

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def ny_sak(soker, avdelingsdirektor, hr_leder):
    """A function that makes one more ready case."""
    return lambda: lag_klar(soker, avdelingsdirektor, hr_leder)


def test_the_last_money_is_granted_once(kommune, ny_sak, hr, hr_leder, etatsdirektor, gruppemedlem):
    """50 tries, two meetings about one frame: one of two decisions at the same instant succeeds, the other is told."""
    ramme = lag_ramme(total=BELOP, fordelt=0)
    ny_sak()
    forste = start_mote(lag_mote(hr, ramme=ramme), hr)
    ny_sak()
    andre = start_mote(lag_mote(hr_leder, ramme=ramme), hr_leder)

    for forsok in range(FORSOK):
        if forsok:
            juster(ramme, BELOP, "Penger til én søknad til", hr)
            beslutningsmote.sett_paa_saksliste(forste, [ny_sak()], bruker=hr)
            beslutningsmote.sett_paa_saksliste(andre, [ny_sak()], bruker=hr)
        saker = [saker_i(mote)[-1] for mote in (forste, andre)]
        svar = samtidig(
            kommune.pk,
            lambda sak=saker[0]: fatt_vedtak(sak, bruker=hr, utfall=Utfall.INNVILGET),
            lambda sak=saker[1]: fatt_vedtak(sak, bruker=hr_leder, utfall=Utfall.INNVILGET),
        )

        vedtak, feil = sorted(svar, key=lambda verdi: isinstance(verdi, Exception))
        assert isinstance(vedtak, Vedtak), svar
        assert getattr(feil, "code", None) == "for_lite", svar
        assert "Ledig nå" in feil.messages[0]
        assert regnskap(ramme).sum.ledig == 0
        assert list(Vedtak.objects.filter(motesak__in=saker)) == [vedtak]
    assert Vedtak.objects.count() == FORSOK


def test_the_same_decision_at_the_same_instant_counts_once(kommune, ny_sak, hr, hr_leder, etatsdirektor, gruppemedlem):
    lag_ramme()
    for _forsok in range(10):
        ny_sak()
    mote = start_mote(lag_mote(hr), hr)

    for sak in saker_i(mote):
        svar = samtidig(
            kommune.pk,
            *(
                lambda sak=sak, bruker=bruker: fatt_vedtak(sak, bruker=bruker, utfall=Utfall.INNVILGET)
                for bruker in (hr, hr_leder, hr)
            ),
        )

        assert {vedtak.pk for vedtak in svar} == {Vedtak.objects.get(soknad=sak.soknad).pk}
        assert Postering.objects.filter(soknad=sak.soknad).count() == 1
        assert Hendelse.objects.for_objekt(sak.soknad).filter(handling="soknad.innvilget").count() == 1


def test_opposite_decisions_at_the_same_instant_give_one_and_a_message(kommune, ny_sak, hr, hr_leder, etatsdirektor):
    lag_ramme()
    for _forsok in range(10):
        ny_sak()
    mote = start_mote(lag_mote(hr), hr)

    for sak in saker_i(mote):
        svar = samtidig(
            kommune.pk,
            lambda sak=sak: fatt_vedtak(sak, bruker=hr, utfall=Utfall.INNVILGET),
            lambda sak=sak: fatt_vedtak(sak, bruker=hr_leder, utfall=Utfall.AVSLAATT, begrunnelse="Er dekket."),
        )

        assert [getattr(feil, "code", None) for feil in svar if isinstance(feil, Exception)] == ["stale"]
        assert Vedtak.objects.filter(soknad=sak.soknad_id).count() == 1


def test_a_button_pressed_twice_counts_once(kommune, ny_sak, hr, etatsdirektor):
    """Two real requests at the same instant, as after a double click."""
    lag_ramme()
    ny_sak()
    mote = start_mote(lag_mote(hr), hr)
    sak = saker_i(mote)[0]
    url = reverse("soknader:motesak-vedtak", args=[mote.pk, sak.pk, "innvilg"])

    def trykk():
        klient = Client()
        klient.force_login(hr)
        return klient.post(url).status_code

    assert samtidig(kommune.pk, trykk, trykk) == [302, 302]
    with vegg.innenfor(kommune.pk):
        assert Vedtak.objects.get().belop == BELOP
        assert Postering.objects.count() == 1


def test_a_decision_while_the_meeting_is_closed_is_made_or_postponed_never_both(
    kommune, ny_sak, hr, hr_leder, etatsdirektor
):
    lag_ramme()
    for _forsok in range(10):
        ny_sak()
        mote = start_mote(lag_mote(hr), hr)
        for sak in saker_i(mote)[1:]:
            beslutningsmote.utsett(sak, bruker=hr, grunn="Mangler tilbud.")
        sak = saker_i(mote)[0]

        vedtak, lukket = samtidig(
            kommune.pk,
            lambda sak=sak: fatt_vedtak(sak, bruker=hr_leder, utfall=Utfall.INNVILGET),
            lambda mote=mote: beslutningsmote.avslutt(mote, bruker=hr),
        )

        sak = Motesak.objects.get(pk=sak.pk)
        assert lukket == mote
        assert sak.utsatt is isinstance(vedtak, ValidationError)
        assert Vedtak.objects.filter(soknad=sak.soknad_id).exists() is not sak.utsatt


def _innvilg(sak, bruker):
    return lambda: fatt_vedtak(sak, bruker=bruker, utfall=Utfall.INNVILGET)


def _angre(sak, bruker, vedtak):
    return lambda: angre_vedtak(sak, bruker=bruker, vedtak=vedtak.pk)


def test_a_decision_undone_by_two_at_the_same_instant_is_undone_once(kommune, ny_sak, hr, hr_leder, etatsdirektor):
    ramme = lag_ramme(total=BELOP, fordelt=0)
    ny_sak()
    sak = saker_i(start_mote(lag_mote(hr), hr))[0]

    for _forsok in range(10):
        vedtak = _innvilg(sak, hr)()
        svar = samtidig(kommune.pk, _angre(sak, hr, vedtak), _angre(sak, hr_leder, vedtak))

        assert [getattr(feil, "code", None) for feil in svar if isinstance(feil, Exception)] == ["stale"]
        assert regnskap(ramme).sum.ledig == BELOP
    assert TidligereVedtak.objects.count() == 10


def test_money_that_is_freed_is_granted_once(kommune, ny_sak, hr, hr_leder, etatsdirektor, gruppemedlem):
    """Two meetings about one frame: one undoes its decision and makes it anew while the other grants what there is."""
    ramme = lag_ramme(total=BELOP, fordelt=0)
    ny_sak()
    egen = saker_i(start_mote(lag_mote(hr, ramme=ramme), hr))[0]
    ny_sak()
    andres = saker_i(start_mote(lag_mote(hr_leder, ramme=ramme), hr_leder))[0]
    vedtak = _innvilg(egen, hr)()

    for _forsok in range(20):
        angret, annen = samtidig(kommune.pk, _angre(egen, hr, vedtak), _innvilg(andres, hr_leder))

        assert angret == egen
        if isinstance(annen, Vedtak):
            assert regnskap(ramme).sum.ledig == 0
            _angre(andres, hr_leder, annen)()
        else:
            assert annen.code == "for_lite"
        assert regnskap(ramme).sum.ledig == BELOP
        vedtak = _innvilg(egen, hr)()


def test_a_decision_undone_while_the_meeting_is_closed_is_undone_or_stands_never_both(
    kommune, ny_sak, hr, hr_leder, etatsdirektor
):
    ramme = lag_ramme()
    for _forsok in range(10):
        ny_sak()
        mote = start_mote(lag_mote(hr), hr)
        for sak in saker_i(mote)[1:]:
            beslutningsmote.utsett(sak, bruker=hr, grunn="Mangler tilbud.")
        sak = saker_i(mote)[0]
        foer, vedtak = regnskap(ramme).sum.innvilget, _innvilg(sak, hr)()

        angret, lukket = samtidig(
            kommune.pk, _angre(sak, hr_leder, vedtak), lambda mote=mote: beslutningsmote.avslutt(mote, bruker=hr)
        )

        sak = Motesak.objects.select_related("soknad").get(pk=sak.pk)
        stod = isinstance(angret, ValidationError)
        assert lukket == mote
        assert (sak.utsatt, sak.soknad.status == Soknad.Status.INNVILGET) == (not stod, stod)
        assert regnskap(ramme).sum.innvilget == foer + (BELOP if stod else 0)


# --- A killed server ------------------------------------------------------------------------------

TJENER = """
import os, sys, time
import django
django.setup()
from django.test import Client
from kompetanse.organisasjon.models import Bruker
klient = Client(SERVER_NAME="localhost")
klient.force_login(Bruker.objects.get(pk=int(sys.argv[1])))
print("klar", flush=True)
print(klient.post(sys.argv[2]).status_code, flush=True)
time.sleep(60)
"""


@pytest.fixture
def i_mote(kommune, ny_sak, hr, etatsdirektor):
    """A case in a meeting in progress, as the killed server found it."""
    lag_ramme(oremerket={lag_satsingsomraade(): 10_000})
    ny_sak()
    return saker_i(start_mote(lag_mote(hr), hr))[0]


@pytest.fixture
def start_tjener(hr):
    """A function that starts a server process of its own, which is about to post to an address."""
    prosesser = []

    def start(url):
        miljo = {**os.environ, "DJANGO_SETTINGS_MODULE": "kompetanse.settings", "KOMPETANSE_SOM_EIER": "1"}
        navn = connection.settings_dict["NAME"]
        if settings.USES_EMBEDDED_DATABASE:
            miljo["KOMPETANSE_DB"] = navn
        else:
            miljo["DATABASE_URL"] = f"{os.environ['DATABASE_URL'].rpartition('/')[0]}/{navn}"
            miljo.pop("DATABASE_OWNER_URL", None)
        prosess = subprocess.Popen(
            [sys.executable, "-c", TJENER, str(hr.pk), url],
            env=miljo,
            cwd=Path(settings.BASE_DIR),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        prosesser.append(prosess)
        return prosess

    yield start
    for prosess in prosesser:
        prosess.kill()
        prosess.wait()
        prosess.stdout.close()


def innvilg_url(sak):
    return reverse("soknader:motesak-vedtak", args=[sak.mote_id, sak.pk, "innvilg"])


def spor(sql, *verdier):
    with connection.cursor() as cursor:
        cursor.execute(sql, verdier)
        return cursor.fetchone()


def vent_til(vilkaar):
    """Wait for something that happens in another process, at most half a minute."""
    slutt = time.monotonic() + 30
    while (svar := vilkaar()) is None:
        assert time.monotonic() < slutt
        time.sleep(0.02)
    return svar


def tilstand(sak):
    """All that a decision writes, in short."""
    soknad = Soknad.objects.get(pk=sak.soknad_id)
    return (
        soknad.status,
        soknad.avgjort is not None,
        Vedtak.objects.filter(soknad=soknad).count(),
        Postering.objects.filter(soknad=soknad).count(),
        soknad.steg.filter(avgjorelse=Saksteg.Avgjorelse.BESLUTTET).count(),
        Hendelse.objects.for_objekt(soknad).filter(handling="soknad.innvilget").count(),
    )


FOR = ("til_mote", False, 0, 0, 0, 0)
VEDTATT = ("til_mote", False, 1, 2, 0, 1)
ETTER = ("innvilget", True, 1, 2, 1, 1)


@pytest.mark.parametrize(
    ("modell", "vedtatt"), [(Vedtak, False), (Postering, False), (Hendelse, False), (Saksteg, True), (Soknad, True)]
)
def test_a_server_killed_between_two_writes_leaves_the_case_as_it_was(i_mote, start_tjener, hr, modell, vedtatt):
    """The server is stopped in front of one of the tables that the decision, or the close, writes to, and killed there."""
    if vedtatt:
        fatt_vedtak(i_mote, bruker=hr, utfall=Utfall.INNVILGET)
    tabell = modell._meta.db_table
    with transaction.atomic():
        spor(f'lock table "{tabell}" in share row exclusive mode; select 1')
        tjener = start_tjener(
            reverse("soknader:mote-avslutt", args=[i_mote.mote_id]) if vedtatt else innvilg_url(i_mote)
        )
        assert tjener.stdout.readline().strip() == "klar"
        (tilkobling,) = vent_til(
            lambda: spor("select pid from pg_locks where relation = %s::regclass and not granted", tabell)
        )
        os.kill(tjener.pid, signal.SIGKILL)
        tjener.wait()
    vent_til(lambda: spor("select 1 where not exists (select 1 from pg_stat_activity where pid = %s)", tilkobling))

    assert tilstand(i_mote) == (VEDTATT if vedtatt else FOR)
    fatt_vedtak(i_mote, bruker=hr, utfall=Utfall.INNVILGET)
    assert tilstand(i_mote) == VEDTATT
    beslutningsmote.avslutt(i_mote.mote, bruker=hr)
    assert tilstand(i_mote) == ETTER


def test_a_server_killed_after_its_answer_has_decided_the_case(i_mote, start_tjener, hr):
    tjener = start_tjener(innvilg_url(i_mote))
    assert [tjener.stdout.readline().strip() for _linje in range(2)] == ["klar", "302"]
    os.kill(tjener.pid, signal.SIGKILL)
    tjener.wait()

    assert tilstand(i_mote) == VEDTATT
    fatt_vedtak(i_mote, bruker=hr, utfall=Utfall.INNVILGET)
    assert tilstand(i_mote) == VEDTATT
