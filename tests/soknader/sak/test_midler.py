"""What an application got stands on its measure, whatever is done with it, as an independent calculation has it."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from kompetanse.felles.samskriving import Endring
from planer.aaret.rullering import rull
from planer.models import Tiltak, Tiltaksmidler
from planer.plan import styring as planstyring
from planer.tiltak import styring
from planer.tiltak.midler import midlerbilde
from soknader.mbu import saksgang as mbu
from soknader.models import Vedtak
from soknader.mote import beslutningsmote
from soknader.mote.vedtak import angre_vedtak, fatt_vedtak
from soknader.sak import rapport, retting, saksgang, utkast
from soknader.sak.livslop import LIVSLOP
from soknader.sak.utkast import Linje
from tests.klokke import dag
from tests.planer.factories import lag_plan, lag_tiltak
from tests.soknader.factories import lag_ramme, lag_soknad
from tests.soknader.mbu_factories import lag_klar_sak
from tests.soknader.moter import lag_klar, lag_mote, saker_i, start_mote, vedta

TEKST = {"antall_deltakere": 20, "gjennomfort": "En dag med øvelser.", "resultat": "Felles språk."}
# What the rows of the applications give, by the database alone.
FASIT = """
    select s.tiltak_id, s.id, s.aar,
        case when s.status in ('til_behandling', 'returnert', 'til_mote') then 'under_behandling' else s.status end,
        s.soknadsbelop,
        case when s.status in ('innvilget', 'delvis', 'avslaatt') then v.belop end,
        case when r.id is not null then least(r.faktisk_kostnad, v.belop) end,
        coalesce((
            select string_agg(m.saksnummer, ', ' order by m.sendt) from soknader_mbusak m where m.status = 'sendt'
            and exists (
                select from soknader_mburad rad where rad.soknad_id = s.id and rad.sak_id in (m.id, m.retter_id)
            )
        ), '')
    from soknader_soknad s
    left join soknader_vedtak v on v.soknad_id = s.id
    left join soknader_sluttrapport r on r.soknad_id = s.id
    where s.tiltak_id is not null and s.status <> 'utkast' order by s.id
"""
FELT = ("tiltak", "soknad_pk", "aar", "status", "omsokt", "innvilget", "brukt", "mbu_sak")


def fasit():
    with connection.cursor() as cursor:
        cursor.execute(FASIT)
        return cursor.fetchall()


def skrevet():
    return list(Tiltaksmidler.objects.order_by("soknad_pk").values_list(*FELT))


def stemmer():
    """The rows are what they must be. Returns (status, asked for, granted, used) of each."""
    assert skrevet() == fasit()
    return [rad[3:7] for rad in skrevet()]


@pytest.fixture
def plan(tre):
    return lag_plan(tre.prosjekt)


@pytest.fixture
def tiltak(plan):
    return lag_tiltak(plan, "Smidig dag", status=Tiltak.Status.PLANLAGT)


def vent(belop):
    return ("under_behandling", Decimal(belop), None, None)


class Gang:
    """Does the actions of the life cycle, checks the row after each, and remembers which were done."""

    def __init__(self, soknad):
        self.soknad, self.gjort = soknad, set()

    def gjor(self, navn, bruker, **felt):
        self.soknad = getattr(saksgang, navn)(self.soknad, bruker=bruker, **felt)
        self.gjort.add(navn)
        return stemmer()


@pytest.mark.usefixtures("uten_pdf")
def test_the_measure_tells_what_the_application_does_through_every_step_of_its_life(
    tiltak, tre, soker, kollega, leder, avdelingsdirektor, hr, hr_leder, etatsdirektor, utenforstaende
):
    lag_ramme()
    gang = Gang(lag_soknad(soker, tiltak=tiltak, andre_enheter=[tre.barnehager]))
    assert stemmer() == []  # a draft is nobody's but the applicant's

    assert gang.gjor("send_inn", soker) == [vent(35_000)]
    assert gang.gjor("ta_tilbake", soker) == []
    gang.gjor("send_inn", soker)
    assert gang.gjor("returner", avdelingsdirektor, kommentar="Mer om prisen.") == [vent(35_000)]
    utkast.lagre_budsjett(gang.soknad, Endring({"linjer": [Linje("Kurs", Decimal(50_000), "uten")]}), bruker=soker)
    assert stemmer() == [vent(50_000)]
    gang.gjor("send_inn", soker)
    gang.gjor("overta", leder, kommentar="Siri er borte.")
    gang.gjor("pek_ut", hr, person=kollega.person, kommentar="Kjenner saken.")
    gang.gjor("meld_inhabil", kollega, kommentar="Er i familie.")
    gang.gjor("anbefal", avdelingsdirektor)
    gang.gjor("si_nei", utenforstaende, enheter=gang.soknad.soknadsenheter.all(), kommentar="Vi har gjort det.")
    assert gang.gjor("innstill", hr_leder) == [vent(50_000)]

    mote = start_mote(lag_mote(hr), hr)
    sak = saker_i(mote)[0]
    vedtak = fatt_vedtak(sak, bruker=hr, utfall=Vedtak.Utfall.INNVILGET)
    assert stemmer() == [vent(50_000)]  # the meeting may still change its mind
    angre_vedtak(sak, bruker=hr, vedtak=vedtak.pk)
    assert stemmer() == [vent(50_000)]
    fatt_vedtak(sak, bruker=hr, utfall=Vedtak.Utfall.DELVIS, belop=Decimal(30_000), begrunnelse="Halv dag.")
    beslutningsmote.avslutt(mote, bruker=hr)
    assert stemmer() == [("delvis", 50_000, 30_000, None)]

    rapport.lever_rapport(gang.soknad, bruker=leder, faktisk_kostnad=Decimal(10_000), **TEKST)
    assert stemmer() == [("delvis", 50_000, 30_000, 10_000)]
    rett = {"grunn": "Fakturaen kom senere.", "versjon": 0, **TEKST}
    retting.rett_rapport(gang.soknad, bruker=leder, faktisk_kostnad=Decimal(45_000), **rett)
    assert stemmer() == [("delvis", 50_000, 30_000, 30_000)]

    for bruker, slutt in ((avdelingsdirektor, "avslaa"), (soker, "trekk")):
        gang.soknad = saksgang.send_inn(lag_soknad(soker, tiltak=tiltak), bruker=soker)
        gang.gjor(slutt, bruker, kommentar="Vi venter et år.")
    assert stemmer()[1:] == [("avslaatt", 35_000, 0, None), ("trukket", 35_000, None, None)]
    assert gang.gjort == set(LIVSLOP.overganger)


# --- The case to MBU ------------------------------------------------------------------------------


@pytest.mark.usefixtures("uten_pdf")
def test_the_case_to_mbu_stands_on_the_measure_when_it_is_sent_and_so_does_the_one_that_corrects_it(
    tiltak, soker, avdelingsdirektor, hr, hr_leder, etatsdirektor
):
    lag_ramme()
    vedta(lag_klar(soker, avdelingsdirektor, hr_leder, tiltak=tiltak), hr)
    lag_soknad(soker, tiltak=tiltak)
    sak = lag_klar_sak(hr)
    assert [rad[-1] for rad in skrevet()] == [""]

    sak = mbu.send(mbu.til_godkjenning(sak, bruker=hr), bruker=etatsdirektor)
    assert stemmer() == [("innvilget", 35_000, 35_000, None)]
    assert [rad[-1] for rad in skrevet()] == [sak.saksnummer]

    rettet = mbu.rett(sak, bruker=hr)
    mbu.lagre(rettet, bruker=hr, felt={"motedato": dag(7), "tittel": "Rettet sak"})
    assert [rad[-1] for rad in skrevet()] == [sak.saksnummer]
    mbu.send(mbu.til_godkjenning(rettet, bruker=hr), bruker=etatsdirektor)
    stemmer()
    assert [rad[-1] for rad in skrevet()] == [f"{sak.saksnummer}, {rettet.saksnummer}"]


# --- When things come in another order --------------------------------------------------------------


@pytest.mark.parametrize("status", [Tiltak.Status.FERDIG, Tiltak.Status.STOPPET])
def test_an_application_is_withdrawn_after_its_measure_was_closed(tiltak, soker, avdelingsdirektor, status):
    soknad = saksgang.send_inn(lag_soknad(soker, tiltak=tiltak), bruker=soker)
    Tiltak.objects.update(status=status)

    saksgang.trekk(soknad, bruker=soker)

    assert stemmer() == [("trukket", 35_000, None, None)]


def test_the_row_follows_a_measure_that_is_moved_to_another_plan_and_an_application_that_changes_its_measure(
    tiltak, tre, soker, avdelingsdirektor
):
    soknad = saksgang.send_inn(lag_soknad(soker, tiltak=tiltak), bruker=soker)
    tiltak.plan = lag_plan(tre.ikt)
    tiltak.save()
    soknad = saksgang.returner(soknad, bruker=avdelingsdirektor, kommentar="Hvilket tiltak?")
    assert Tiltaksmidler.objects.get().tiltak.plan.enhet == tre.ikt

    annet = lag_tiltak(tiltak.plan, "Smidig uke")
    for nytt, ventet in ((annet, [vent(35_000)]), (None, [])):
        utkast.lagre(soknad, Endring({"tiltak": nytt}), bruker=soker)
        assert stemmer() == ventet


def test_two_applications_for_one_measure_are_two_rows(tiltak, soker, avdelingsdirektor):
    for tittel in ("Del 1", "Del 2"):
        saksgang.send_inn(lag_soknad(soker, tiltak=tiltak, tittel=tittel), bruker=soker)

    assert stemmer() == [vent(35_000), vent(35_000)]


@pytest.mark.parametrize(
    ("utvei", "kan_slettes"), [(None, False), ("trekk", True), ("avslaa", True), ("innvilg", False)]
)
def test_a_measure_with_money_asked_for_or_granted_is_not_deleted_and_neither_is_its_plan(
    tiltak, soker, leder, avdelingsdirektor, hr, hr_leder, utvei, kan_slettes
):
    lag_ramme()
    if utvei == "innvilg":
        vedta(lag_klar(soker, avdelingsdirektor, hr_leder, tiltak=tiltak), hr)
    else:
        soknad = saksgang.send_inn(lag_soknad(soker, tiltak=tiltak), bruker=soker)
    if utvei in ("trekk", "avslaa"):
        getattr(saksgang, utvei)(soknad, bruker=soker if utvei == "trekk" else avdelingsdirektor, kommentar="Nei.")

    for slett, hva in ((styring.slett, tiltak), (planstyring.slett, tiltak.plan)):
        if kan_slettes:
            slett(hva, bruker=leder)
        else:
            with pytest.raises(ValidationError) as feil:
                slett(hva, bruker=leder)
            assert feil.value.code == "har_midler"

    assert Tiltak.objects.exists() is not kan_slettes
    stemmer()


def test_a_draft_goes_on_without_its_measure_when_that_is_deleted(tiltak, soker, leder):
    soknad = lag_soknad(soker, tiltak=tiltak)

    styring.slett(tiltak, bruker=leder)

    soknad.refresh_from_db()
    assert soknad.tiltak is None
    assert saksgang.send_inn(soknad, bruker=soker).lopenummer == 1


def test_the_money_stays_in_the_plan_that_it_was_asked_for_and_the_carried_on_measure_shows_it_from_there(
    tiltak, soker, leder
):
    """Next period's plan has a draft of its own application; a third plan carries the measure on once more."""
    saksgang.send_inn(lag_soknad(soker, tiltak=tiltak), bruker=soker)
    planer = [tiltak.plan]
    for _ in range(2):
        type(tiltak.plan).objects.filter(pk=planer[-1].pk).update(gjelder_fra=planer[-1].fra)
        planer.append(rull(planer[-1], bruker=leder))
    viderefort = planer[-1].tiltak.get()

    rad = midlerbilde(viderefort, leder).rader

    assert [(en.midler.tiltak, en.fra_plan) for en in rad] == [(tiltak, tiltak.plan.tittel)]
    assert [en.fra_plan for en in midlerbilde(tiltak, leder).rader] == [""]
    assert not viderefort.midler.exists()
