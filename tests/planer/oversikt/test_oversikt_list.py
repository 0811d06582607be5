import io

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from openpyxl import load_workbook

from kompetanse.felles.models import Varsel
from kompetanse.felles.oppgaver import oppgavene
from planer.aaret import oppgaver
from planer.models import Kompetanseplan, Planoppsett, Statuslinje, Tiltak
from planer.oversikt import paaminnelse
from tests.klokke import dag
from tests.planer.factories import lag_plan, lag_tiltak


@pytest.fixture(autouse=True)
def alle_nivaaer(kommune):
    Planoppsett.objects.create(til_nivaa=7)


def lag_gjeldende(enhet, **felt):
    felt = {"fra": dag(-100), "til": dag(200), "gjelder_fra": dag(-90), "status": Kompetanseplan.Status.VEDTATT, **felt}
    return lag_plan(enhet, **felt)


def hent(client, bruker, **valg):
    client.force_login(bruker)
    return client.get(reverse("planer:oversikt-list"), valg)


def test_hr_sees_every_unit_and_a_leader_the_own_ones(client, tre, hr, leder):
    lag_gjeldende(tre.prosjekt)

    hele = hent(client, hr).content.decode()
    assert all(str(enhet) in hele for enhet in (tre.rot, tre.stab, tre.prosjekt, tre.barnehager))
    eget = hent(client, leder).context["oversikt"].rader
    assert [rad.enhet for rad in eget] == [tre.prosjekt]


def test_one_who_answers_for_no_unit_does_not_see_the_overview(client, soker):
    assert hent(client, soker).status_code == 403


@pytest.mark.parametrize(
    ("vis", "ventet"), [("uten", {"rot", "oppvekst"}), ("gammel", {"stab"}), ("over", {"prosjekt"}), ("neste", {"ikt"})]
)
def test_each_tab_holds_its_units(client, tre, hr, vis, ventet):
    lag_gjeldende(tre.stab, fra=dag(-900), gjelder_fra=dag(-800))
    lag_tiltak(lag_gjeldende(tre.prosjekt), frist=dag(-1))
    lag_gjeldende(tre.ikt, til=dag(30))
    lag_gjeldende(tre.hr)
    lag_gjeldende(tre.barnehager)

    vist = hent(client, hr, vis=vis).context["oversikt"].vist
    assert {linje.rad.enhet for linje in vist} == {getattr(tre, navn) for navn in ventet}


def test_units_fold_together_and_out(client, tre, hr):
    uten = hent(client, hr, aapne=str(tre.rot.pk)).context["oversikt"].vist
    assert [linje.rad.enhet for linje in uten] == [tre.rot, tre.stab, tre.oppvekst]

    stab = next(linje for linje in uten if linje.rad.enhet == tre.stab)
    med = hent(client, hr, **dict([stab.apning[1:].split("=")])).context["oversikt"].vist
    assert tre.ikt in {linje.rad.enhet for linje in med}


def test_nonsense_in_the_address_shows_the_tree(client, tre, hr):
    assert hent(client, hr, aapne="x-9-²-", vis="tull").status_code == 200


def test_the_file_holds_every_unit_with_its_own_figures(client, tre, hr):
    lag_tiltak(lag_gjeldende(tre.stab), kostnader=[("eget", 250)])

    ark = load_workbook(io.BytesIO(hent(client, hr, format="xlsx").content)).active
    rader = {rad[0]: rad for rad in ark.iter_rows(min_row=2, values_only=True)}
    assert len(rader) == 7
    assert rader["Stab"][-3] in (0, 250)  # the plan may end in another year than today


def test_a_leader_is_reminded_once_a_day(tre, hr, leder):
    for ventet in (1, 0):
        assert paaminnelse.minn([tre.prosjekt], bruker=hr) == ventet

    varsel = Varsel.objects.get()
    assert (varsel.mottaker, varsel.emne) == (leder, "Kompetanseplan for Prosjektkontoret")


def test_nobody_reminds_of_units_that_they_do_not_answer_for(tre, leder):
    with pytest.raises(PermissionDenied):
        paaminnelse.minn([tre.oppvekst], bruker=leder)


def test_a_leader_is_asked_how_the_measures_stand_when_the_period_ends(tre, leder):
    plan = lag_gjeldende(tre.prosjekt, til=dag(5))
    tiltak = lag_tiltak(plan, status=Tiltak.Status.I_GANG)
    assert [(ett.hva, ett.frist_dato) for ett in oppgavene(oppgaver.slag_for(leder, Planoppsett.for_kommunen()))] == [
        ("Meld hvordan det går med ett tiltak", dag(5))
    ]

    Statuslinje.objects.create(tiltak=tiltak, periode=dag(5), tilstand="som_planlagt")
    assert oppgavene(oppgaver.slag_for(leder, Planoppsett.for_kommunen())) == []
