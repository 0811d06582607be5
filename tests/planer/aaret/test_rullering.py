import datetime as dt

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from planer.aaret import rullering
from planer.models import Kompetanseplan, Listeverdi, Maal, Maaling, Planevaluering, Tiltak
from tests.parallelt import samtidig
from tests.planer.factories import lag_behov, lag_maal, lag_plan, lag_tiltak, verdi

AAR = 2021
Status = Tiltak.Status


def lag_vedtatt(enhet, **felt):
    plan = lag_plan(enhet, aar=AAR, gjelder_fra=dt.date(AAR, 1, 1), **felt)
    Kompetanseplan.objects.filter(pk=plan.pk).update(status=Kompetanseplan.Status.VEDTATT)
    plan.refresh_from_db()
    return plan


@pytest.mark.parametrize(
    ("fra", "til", "neste"),
    [
        ((2027, 1, 1), (2027, 12, 31), ((2028, 1, 1), (2028, 12, 31))),
        ((2025, 1, 1), (2028, 12, 31), ((2029, 1, 1), (2032, 12, 31))),
        ((2027, 8, 1), (2028, 7, 31), ((2028, 8, 1), (2029, 7, 31))),
        ((2027, 3, 1), (2028, 2, 28), ((2028, 2, 29), (2029, 2, 28))),
    ],
)
def test_the_next_period_begins_the_day_after_and_is_as_many_years(fra, til, neste):
    plan = Kompetanseplan(fra=dt.date(*fra), til=dt.date(*til))

    assert rullering.neste_periode(plan) == tuple(dt.date(*dag) for dag in neste)


def test_open_measures_go_on_and_done_ones_stay(tre, leder):
    plan = lag_vedtatt(tre.prosjekt)
    maal = lag_maal(plan)
    behov = lag_behov(plan, maal=[maal])
    maate = verdi(Listeverdi.Liste.MAATE, "utvikle")
    aapent = lag_tiltak(
        plan,
        "Kurs",
        behov=[behov],
        maal=[maal],
        status=Status.I_GANG,
        kostnader=[("eget", 500)],
        ansvarlig=leder.person,
    )
    aapent.maater.add(maate)
    aapent.kostnader.create(aar=AAR + 1, kilde=verdi(Listeverdi.Liste.KILDE, "eget"), belop=900)
    lag_tiltak(plan, "Fagdag", status=Status.FERDIG)
    lag_tiltak(plan, "Hospitering", status=Status.STOPPET)

    ny = rullering.rull(plan, bruker=leder)

    assert (ny.tittel, ny.fra, ny.til, ny.status, ny.forgjenger) == (
        f"Kompetanseplan {AAR + 1}",
        dt.date(AAR + 1, 1, 1),
        dt.date(AAR + 1, 12, 31),
        Kompetanseplan.Status.UTKAST,
        plan,
    )
    videre = ny.tiltak.get()
    assert (videre.navn, videre.forgjenger, videre.ansvarlig, videre.status) == (
        "Kurs",
        aapent,
        leder.person,
        Status.I_GANG,
    )
    assert [k.belop for k in videre.kostnader.all()] == [900]
    assert list(videre.maater.all()) == [maate]
    assert [b.forgjenger for b in videre.behov.all()] == [behov]
    assert [m.forgjenger for m in videre.maal.all()] == [m.forgjenger for m in ny.behov.get().maal.all()] == [maal]
    assert plan.tiltak.count() == 3


def test_a_goal_goes_on_from_what_was_measured_last_and_answers_to_the_goal_above_as_it_is_now(tre, leder, hr):
    over = lag_vedtatt(tre.stab)
    maal_over = lag_maal(over, "Flere med fagbrev")
    plan = lag_vedtatt(tre.prosjekt, overordnet=over)
    svar = lag_maal(plan, "Flere med fagbrev", over=maal_over, valg=Maal.Valg.BIDRAR, utgangspunkt=10)
    for maaned, tall in ((9, 30), (3, 20)):
        Maaling.objects.create(maal=svar, dato=dt.date(AAR, maaned, 1), verdi=tall)
    ny_over = rullering.rull(over, bruker=hr)

    ny = rullering.rull(plan, bruker=leder)

    nytt = ny.maal.get()
    assert (nytt.over, nytt.valg) == (ny_over.maal.get(), Maal.Valg.BIDRAR)
    assert (nytt.utgangspunkt, nytt.utgangspunkt_dato) == (30, dt.date(AAR, 9, 1))
    assert ny.overordnet == ny_over


def test_a_need_that_falls_away_stays_behind(tre, leder):
    plan = lag_vedtatt(tre.prosjekt)
    lag_behov(plan, "Telefaks", trengs_til=dt.date(AAR, 12, 31))
    lag_behov(plan, "Sår", trengs_til=dt.date(AAR + 1, 6, 1))

    assert [behov.navn for behov in rullering.rull(plan, bruker=leder).behov.all()] == ["Sår"]


def test_twice_gives_the_same_plan(tre, leder):
    plan = lag_vedtatt(tre.prosjekt)

    assert rullering.rull(plan, bruker=leder) == rullering.rull(plan, bruker=leder)
    assert Kompetanseplan.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_who_roll_over_at_once_make_one_plan(tre, leder):
    plan = lag_vedtatt(tre.prosjekt)
    lag_tiltak(plan, status=Status.I_GANG)

    svar = samtidig(plan.kommune_id, *[lambda: rullering.rull(plan, bruker=leder).pk] * 2)

    assert len(set(svar)) == 1
    assert Tiltak.objects.count() == 2


def test_a_draft_is_not_rolled_over(tre, leder):
    with pytest.raises(ValidationError, match="Bare en plan som er vedtatt"):
        rullering.rull(lag_plan(tre.prosjekt, aar=AAR), bruker=leder)


def test_a_unit_that_has_a_plan_for_next_year_is_told(tre, leder):
    plan = lag_vedtatt(tre.prosjekt)
    lag_plan(tre.prosjekt, aar=AAR + 1)

    with pytest.raises(ValidationError, match="Enheten har allerede en slik plan"):
        rullering.rull(plan, bruker=leder)


def test_one_who_does_not_answer_for_the_unit_rolls_nothing_over(tre, soker):
    with pytest.raises(PermissionDenied):
        rullering.rull(lag_vedtatt(tre.prosjekt), bruker=soker)


def test_all_below_are_rolled_over_those_above_first_and_one_that_cannot_be_is_named(tre, hr):
    over, under, tett = (lag_vedtatt(enhet) for enhet in (tre.stab, tre.prosjekt, tre.barnehager))
    Kompetanseplan.objects.filter(pk=under.pk).update(overordnet=over)
    lag_plan(tre.barnehager, aar=AAR + 1)

    resultat = rullering.rull_i_jobb(tre.rot.pk, hr.pk, AAR)

    nye = {plan.forgjenger_id: plan for plan in Kompetanseplan.objects.exclude(forgjenger=None)}
    assert nye.keys() == {over.pk, under.pk}
    assert nye[under.pk].overordnet == nye[over.pk]
    assert "2 planer er rullert." in resultat.melding
    assert f"{tett.enhet}: Enheten har allerede" in resultat.melding


def test_the_new_plan_opens_with_what_the_last_one_gave(client, tre, leder):
    plan = lag_vedtatt(tre.prosjekt)
    lag_tiltak(plan, "Fagdag", status=Status.FERDIG, evaluering="Alle bruker rutinen.")
    Planevaluering.objects.create(plan=plan, aar=AAR, ga="Flere tør å spørre.")
    client.force_login(leder)

    svar = client.post(reverse("planer:plan-rull", args=[plan.pk]), follow=True).content.decode()

    assert "Flere tør å spørre." in svar
    assert "Alle bruker rutinen." in svar


def test_a_plan_that_comes_from_no_other_has_no_such_page(client, tre, leder):
    client.force_login(leder)

    assert client.get(reverse("planer:plan-overgang", args=[lag_vedtatt(tre.prosjekt).pk])).status_code == 404


@pytest.mark.parametrize("antall", [1, 3])
def test_rolling_over_query_count(tre, leder, antall, django_assert_num_queries):
    plan = lag_vedtatt(tre.prosjekt)
    maal = lag_maal(plan)
    for nummer in range(antall):
        lag_tiltak(plan, f"Kurs {nummer}", behov=[lag_behov(plan, f"Behov {nummer}", maal=[maal])], maal=[maal])

    # The audit line asks for it once for each process.
    ContentType.objects.get_for_model(Kompetanseplan)
    with django_assert_num_queries(43):
        rullering.rull(plan, bruker=leder)
