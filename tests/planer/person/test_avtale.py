"""The plan of one person: begun, written, agreed by both, and seen by the two alone."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from lxml import html

from kompetanse.felles.models import Hendelse, Varsel
from kompetanse.felles.samskriving import Endring
from kompetanse.organisasjon.models import Rollekode
from planer.maal import maal as maalprosess
from planer.models import Kompetanseplan, Maal, Plannivaa, Tiltak
from planer.person import avtale, opprettelse, skriving
from planer.plan import styring as planstyring
from tests.kartlegging.factories import lag_kompetanse, lag_krav, om
from tests.planer.factories import lag_maal, lag_plan, lag_tiltak
from tests.rollebesetning import gi_rolle, lag_bruker, lag_enhet

pytestmark = pytest.mark.django_db

Status = Kompetanseplan.Status


@pytest.fixture
def plan(soker, leder):
    return opprettelse.begynn(soker.person, leder.person, bruker=soker)


@pytest.fixture
def med_maal(plan, soker):
    """The plan with one goal, tied to nothing."""
    skriving.lagre(Maal(plan=plan, navn="Ta over sårbehandlingen"), bruker=soker)
    return plan


def si_ja(plan, bruker):
    return avtale.godta(plan, avtale.avtrykk(plan), bruker=bruker)


def flytt(person, enhet):
    """The person works in another unit from today."""
    person.stillinger.update(enhet=enhet)


def test_a_plan_is_begun_by_the_person_below_the_plan_of_the_unit(tre, soker, leder):
    enhetens = lag_plan(tre.prosjekt, gjelder_fra=om(-10), status=Status.VEDTATT, til=om(400))
    lag_plan(tre.rot, gjelder_fra=om(-10), status=Status.VEDTATT, til=om(400))

    plan = opprettelse.begynn(soker.person, leder.person, bruker=soker)

    assert (plan.nivaa, plan.person, plan.leder, plan.enhet) == (
        Plannivaa.PERSON,
        soker.person,
        leder.person,
        tre.prosjekt,
    )
    assert (plan.overordnet, plan.status) == (enhetens, Status.UTKAST)


def test_begun_by_both_it_is_one_plan(soker, leder, plan):
    assert opprettelse.begynn(soker.person, leder.person, bruker=leder) == plan
    assert Kompetanseplan.objects.filter(person=soker.person).count() == 1


def test_nobody_but_the_two_begins_one(soker, leder, kollega, avdelingsdirektor, hr):
    for bruker in (kollega, avdelingsdirektor, hr):
        with pytest.raises(PermissionDenied):
            opprettelse.begynn(soker.person, leder.person, bruker=bruker)
    with pytest.raises(ValidationError, match="ikke nærmeste leder"):
        opprettelse.begynn(soker.person, avdelingsdirektor.person, bruker=soker)


def test_only_the_two_see_it(plan, soker, leder, kollega, avdelingsdirektor, hr, etatsdirektor):
    maal = lag_maal(plan, "Hemmelig")
    alle = (soker, leder, kollega, avdelingsdirektor, hr, etatsdirektor)
    ser = [bruker for bruker in alle if plan in Kompetanseplan.objects.visible_to(bruker)]

    assert ser == [soker, leder]
    assert [bruker for bruker in alle if maal in Maal.objects.visible_to(bruker)] == [soker, leder]
    assert [bruker for bruker in alle if bruker.has_perm("planer.manage_plan", plan)] == [soker, leder]


def test_a_goal_is_tied_to_one_of_the_units_measures_and_to_a_requirement_that_one_lacks(tre, plan, soker):
    enhetens = lag_plan(tre.prosjekt, gjelder_fra=om(-10), status=Status.VEDTATT)
    over = lag_maal(enhetens, "Riktig kompetanse på rett plass")
    tiltak = lag_tiltak(enhetens, "Hospitering")
    krav = lag_krav(tre.prosjekt, lag_kompetanse("Sårbehandling"), nivaa=2)

    begge = Endring({"knyttet_tiltak": [tiltak], "knyttet_krav": [krav]})
    maal = skriving.lagre(Maal(plan=plan, navn="Ta over", over=over), begge, bruker=soker)

    assert [(ett.tiltak, ett.krav, ett.tekst) for ett in maal.koblinger.all()] == [
        (tiltak, None, "Hospitering"),
        (None, krav, "Sårbehandling"),
    ]
    skriving.lagre(maal, Endring({"knyttet_tiltak": [], "knyttet_krav": [krav]}), bruker=soker)
    assert [ett.tekst for ett in maal.koblinger.all()] == ["Sårbehandling"]


def test_the_name_of_a_measure_that_is_gone_stays(tre, plan, soker):
    tiltak = lag_tiltak(lag_plan(tre.prosjekt), "Hospitering")
    maal = skriving.lagre(Maal(plan=plan, navn="Ta over"), Endring({"knyttet_tiltak": [tiltak]}), bruker=soker)

    tiltak.delete()

    assert [(ett.tiltak, ett.tekst) for ett in maal.koblinger.all()] == [(None, "Hospitering")]


def test_what_was_agreed_says_what_it_serves_as_it_was_called_then(client, tre, soker, leder):
    enhetens = lag_plan(tre.prosjekt)
    over, annet = lag_maal(enhetens, "Trygg hele døgnet"), lag_maal(enhetens, "Nok folk")
    plan = opprettelse.begynn(soker.person, leder.person, bruker=soker)
    for navn, ett in (("Sår", over), ("Vakt", annet)):
        skriving.lagre(Maal(plan=plan, navn=navn, over=ett), bruker=soker)
    plan = si_ja(si_ja(plan, soker), leder)

    annet.navn = "Flere folk"
    maalprosess.lagre(annet, bruker=leder)
    maalprosess.slett(over, bruker=leder)

    client.force_login(soker)
    side = html.fromstring(client.get(plan.get_absolute_url()).content)
    opp = [" ".join(ett.text_content().split()) for ett in side.xpath("//p[@class='opp']")]
    assert opp == ["Bidrar til: Trygg hele døgnet", "Bidrar til: Nok folk"]


def test_what_a_goal_served_is_taken_away_by_the_two_and_not_by_a_change_of_something_else(tre, plan, soker, leder):
    over = lag_maal(lag_plan(tre.prosjekt), "Trygg hele døgnet")
    gaar, staar = (skriving.lagre(Maal(plan=plan, navn=navn, over=over), bruker=soker) for navn in ("Sår", "Vakt"))

    skriving.lagre(gaar, Endring({"over": None}), bruker=soker)
    maalprosess.slett(over, bruker=leder)
    skriving.lagre(staar, Endring({"beskrivelse": "Hver uke"}), bruker=soker)

    assert [ett.over_navn for ett in plan.maal.order_by("pk")] == ["", "Trygg hele døgnet"]


def test_it_is_agreed_when_both_have_said_yes_and_each_is_told(med_maal, soker, leder):
    plan = si_ja(med_maal, soker)
    assert (plan.status, plan.gjelder_fra) == (Status.TIL_BEHANDLING, None)
    plan = si_ja(plan, leder)

    assert (plan.status, plan.gjelder_fra) == (Status.VEDTATT, om(0))
    assert [(ett.mottaker, ett.emne) for ett in Varsel.objects.order_by("pk")] == [
        (leder, f"Siri Test har godtatt {plan.tittel}"),
        (soker, f"{plan.tittel} er avtalt"),
    ]
    assert not any("sårbehandling" in ett.tekst for ett in Varsel.objects.all())
    assert Hendelse.objects.for_objekt(plan).filter(handling="utviklingsplan.godtatt").count() == 2


def test_one_who_says_yes_twice_is_not_two(med_maal, soker):
    si_ja(med_maal, soker)

    assert si_ja(med_maal, soker).status == Status.TIL_BEHANDLING


def test_nothing_can_be_changed_while_a_yes_stands(med_maal, soker, leder):
    si_ja(med_maal, soker)

    with pytest.raises(PermissionDenied):
        skriving.lagre(Maal(plan=med_maal, navn="Mer"), bruker=leder)


def test_either_takes_it_back_and_both_are_asked_again(med_maal, soker, leder):
    si_ja(med_maal, soker)
    si_ja(med_maal, leder)

    plan = avtale.trekk(med_maal, bruker=leder)
    assert (plan.status, plan.avtaler.count()) == (Status.UTKAST, 0)
    assert si_ja(plan, leder).status == Status.TIL_BEHANDLING


def test_yes_to_what_has_changed_since_is_refused(med_maal, soker, leder):
    sett = avtale.avtrykk(med_maal)
    med_maal.maal.update(navn="Noe annet")

    with pytest.raises(ValidationError, match="endret siden"):
        avtale.godta(med_maal, sett, bruker=leder)
    assert med_maal.avtaler.count() == 0


def test_an_empty_plan_is_not_agreed(plan, soker):
    with pytest.raises(ValidationError, match="minst ett mål"):
        si_ja(plan, soker)


def test_the_old_leader_sees_nothing_once_the_person_works_elsewhere(tre, plan, soker, leder):
    flytt(soker.person, tre.barnehager)

    assert plan not in Kompetanseplan.objects.visible_to(leder)
    assert not leder.has_perm("planer.manage_plan", plan)
    assert plan in Kompetanseplan.objects.visible_to(soker)


def test_the_walk_from_min_plan_to_agreed(client, tre, soker, leder):
    enhetens = lag_plan(tre.prosjekt, gjelder_fra=om(-10), status=Status.VEDTATT)
    tiltak = lag_tiltak(enhetens, "Hospitering")
    client.force_login(soker)
    start = client.get(reverse("planer:personplan-mine"))["Location"]
    plan_url = client.post(start, {"leder": leder.person_id})["Location"]
    plan = Kompetanseplan.objects.get(person=soker.person)
    assert plan_url == plan.get_absolute_url() == f"/planer/utvikling/{plan.pk}/"

    skjema = reverse("planer:personmaal-create", args=[plan.pk])
    assert "Hospitering" in client.get(skjema).content.decode()
    client.post(skjema, {"navn": "Ta over sårbehandlingen", "knyttet_tiltak": [tiltak.pk], "over": ""})
    tekst = client.get(plan_url).content.decode()
    assert "Ta over sårbehandlingen" in tekst
    assert "Hospitering" in tekst

    for bruker, ventet in ((soker, "Du har godtatt planen"), (leder, "Dere er enige")):
        client.force_login(bruker)
        sett = client.get(plan_url).context["avtrykk"]
        response = client.post(reverse("planer:personplan-agree", args=[plan.pk]), {"sett": sett}, follow=True)
        assert ventet in response.content.decode()


def test_pages_of_units_plans_do_not_show_one_of_a_person(client, plan, soker):
    client.force_login(soker)

    assert client.get(reverse("planer:plan-maal", args=[plan.pk])).status_code == 404


def test_who_has_two_leaders_chooses(client, tre, soker, leder):
    annen = lag_bruker("Nina", tre.prosjekt)
    gi_rolle(annen, Rollekode.LEDER, tre.prosjekt)
    client.force_login(soker)
    skjema = reverse("planer:personplan-create", args=[soker.person_id])
    assert client.post(skjema, {}).context["form"].errors

    client.post(skjema, {"leder": annen.person_id})
    assert Kompetanseplan.objects.get(person=soker.person).leder == annen.person


def test_the_unit_is_the_one_under_the_leader_it_is_agreed_with(tre, soker):
    annen = lag_enhet(tre.oppvekst, "Kulturskolen")
    sjef = lag_bruker("Nina", annen)
    gi_rolle(sjef, Rollekode.LEDER, annen)
    soker.person.stillinger.create(enhet=annen, tittel="Lærer", prosent=20, fra=om(-100))

    assert opprettelse.begynn(soker.person, sjef.person, bruker=soker).enhet == annen


@pytest.mark.parametrize("antall", [1, 3])
def test_the_page_asks_the_same_number_of_questions(client, tre, plan, soker, antall, django_assert_num_queries):
    enhetens = lag_plan(tre.prosjekt)
    for nr in range(antall):
        maal = Maal(plan=plan, navn=f"Mål {nr}", over=lag_maal(enhetens, f"Over {nr}"))
        skriving.lagre(maal, Endring({"knyttet_tiltak": [lag_tiltak(enhetens)]}), bruker=soker)
        skriving.lagre_tiltak(Tiltak(plan=plan, navn="Hospitere"), maal, bruker=soker)
    client.force_login(soker)

    with django_assert_num_queries(18):
        client.get(plan.get_absolute_url())


def test_what_is_above_can_be_deleted_and_does_not_tell_of_the_goals_of_people(tre, soker, leder):
    enhetens = lag_plan(tre.prosjekt)
    over, annet = lag_maal(enhetens, "Riktig kompetanse"), lag_maal(enhetens, "Nok folk")
    plan = opprettelse.begynn(soker.person, leder.person, bruker=leder)
    egne = [skriving.lagre(Maal(plan=plan, navn="Ta over", over=ett), bruker=soker) for ett in (over, annet)]
    assert plan.overordnet == enhetens

    maalprosess.slett(over, bruker=leder)
    planstyring.slett(enhetens, bruker=leder)

    plan.refresh_from_db()
    assert (plan.overordnet, [Maal.objects.get(pk=ett.pk).over for ett in egne]) == (None, [None, None])
