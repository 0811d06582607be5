"""From the units' proposals to the plans: gathered, weighed, sent, decided once, told, and done when the unit has a date."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from kompetanse.felles.models import Varsel
from kompetanse.felles.oppgaver import oppgavene
from kompetanse.felles.samskriving import Endring, Uenig, avtrykk
from kompetanse.organisasjon.models import Enhet
from planer.innstilling import avgjorelse, bilde, iverksetting, punkter, skriving
from planer.innstilling.oppgaver import slag_for
from planer.models import (
    Behovsoverforing,
    Innspillsgruppe,
    Innstilling,
    Innstillingspunkt,
    Iverksetting,
    Kompetansedrofting,
    Tiltak,
)
from planer.tiltak.penger import penger
from tests.planer.factories import lag_behov, lag_maal, lag_plan, lag_tiltak, verdi
from tests.planer.innstilling_factories import lag_forslag, lag_innstilling, lag_punkt, send

pytestmark = pytest.mark.usefixtures("uten_pdf")

AAR = timezone.localdate().year


@pytest.fixture
def forslag(tre):
    """Prosjektkontoret proposes three for the organisation and two for itself; Barnehager one like the first."""
    lag_plan(tre.prosjekt)
    lag_plan(tre.barnehager)
    egne = [
        lag_forslag(tre.prosjekt, navn, kritisk=navn == "Veilederkurs") for navn in ("Veilederkurs", "Lese", "Data")
    ]
    for navn in ("Lunsj", "Hospitere"):
        lag_forslag(tre.prosjekt, navn, for_hele=False)
    return [*egne, lag_forslag(tre.barnehager, "Veilederkurset for alle", kritisk=True)]


@pytest.fixture
def utkast(hr):
    return lag_innstilling(hr)


@pytest.fixture
def punkt(forslag, hr):
    """Two proposals in one point of an innstilling that is sent."""
    innstilling = lag_innstilling(hr)
    punkt = lag_punkt(innstilling, [forslag[0], forslag[3]], kostnad=40_000, kilde=verdi("kilde", "sentralt"))
    send(innstilling, hr)
    return punkt


def felles(punkt, bruker, **valg):
    return avgjorelse.avgjor(punkt, bruker=bruker, **{"utfall": "felles", "slik": "ett", **valg})


# --- Gathered and weighed ---------------------------------------------------------------------------


def test_hr_sees_the_three_for_the_organisation_and_not_the_two_for_the_unit(forslag):
    egne = [ett.navn for ett in punkter.ventende() if ett.enhet.navn == "Prosjektkontoret"]

    assert sorted(egne) == ["Data", "Lese", "Veilederkurs"]


def test_what_a_meeting_that_goes_on_has_proposed_waits_until_it_is_held(tre):
    lag_forslag(tre.prosjekt, "For tidlig", avsluttet=False)

    assert not punkter.ventende().exists()


@pytest.mark.parametrize(("sorter", "forst"), [("kritisk", ["", "Ja"]), ("-kritisk", ["Ja", ""])])
def test_the_critical_can_stand_first(forslag, hr, client, sorter, forst):
    client.force_login(hr)

    svar = client.get(reverse("planer:innstilling-forslag"), {"sorter": sorter, "format": "csv"})

    rader = [linje.split(";") for linje in svar.content.decode("utf-8-sig").splitlines()]
    kritisk = rader[0].index("Kritisk")
    assert list(dict.fromkeys(rad[kritisk] for rad in rader[1:])) == forst


def test_those_that_seem_alike_stand_together(forslag):
    like = bilde.venter()

    assert [ett.ord for ett in like] == ["veilederkurs", ""]
    assert [len(ett.forslag) for ett in like] == [2, 2]


def test_proposals_are_gathered_in_a_point_that_says_how_many_units_and_how_critical(utkast, forslag, hr):
    punkt = punkter.samle(utkast, [forslag[0]], bruker=hr, navn="Veiledning")
    punkter.samle(utkast, [forslag[3]], punkt=punkt, bruker=hr)

    (rad,) = bilde.punktrader(utkast)
    assert (rad.punkt.navn, [str(en) for en in rad.enheter], rad.kritiske) == (
        "Veiledning",
        ["Prosjektkontoret", "Barnehager"],
        2,
    )
    assert {ett.navn for ett in punkter.ventende()} == {"Lese", "Data"}


def test_two_advisers_cannot_take_up_the_same_proposal(utkast, forslag, hr):
    punkter.samle(utkast, [forslag[0]], bruker=hr)

    with pytest.raises(ValidationError, match="Noen andre har tatt med et av forslagene"):
        punkter.samle(utkast, [forslag[0], forslag[1]], bruker=hr)
    assert forslag[1] in punkter.ventende()


def test_a_point_that_nothing_is_left_in_goes(utkast, forslag, hr):
    punkt = punkter.samle(utkast, forslag[:1], bruker=hr)
    punkter.ta_ut(punkt.forslagene.get(), bruker=hr)

    assert not utkast.punkter.exists()
    assert forslag[0] in punkter.ventende()


def test_two_who_weigh_the_same_point_choose(utkast, forslag, hr):
    punkt = punkter.samle(utkast, forslag[:1], bruker=hr)
    punkter.vei(punkt, Endring({"vurdering": "Bra"}, avtrykk({"vurdering": ""})), bruker=hr)

    with pytest.raises(Uenig):
        punkter.vei(punkt, Endring({"vurdering": "Dyrt"}, avtrykk({"vurdering": ""})), bruker=hr)


# --- Sent -------------------------------------------------------------------------------------------


def test_it_says_what_it_lacks_before_it_can_be_sent(hr, forslag):
    innstilling = skriving.begynn(AAR, bruker=hr)
    punkter.samle(innstilling, forslag[:1], bruker=hr)

    assert skriving.mangler(innstilling) == [
        "Skriv hvem innstillingen går til.",
        "Velg hva du tilrår: Veilederkurs",
    ]
    with pytest.raises(ValidationError):
        skriving.send(innstilling, bruker=hr)


def test_there_is_one_innstilling_a_year(utkast, hr):
    with pytest.raises(ValidationError, match="allerede en innstilling for dette året"):
        skriving.begynn(AAR, bruker=hr)


def test_what_is_sent_is_frozen_with_its_document(utkast, forslag, hr, etatsdirektor):
    punkt = punkter.samle(utkast, forslag[:1], bruker=hr)
    punkter.vei(punkt, Endring({"anbefaling": "felles"}), bruker=hr)
    sendt = skriving.send(utkast, bruker=hr)

    assert (sendt.status, sendt.pdf.slag) == (Innstilling.Status.SENDT, "innstilling")
    assert [varsel.mottaker for varsel in Varsel.objects.all()] == [etatsdirektor]
    for endring in (
        lambda: Innstilling.objects.update(tilraading="<p>Noe annet</p>"),
        lambda: Innstillingspunkt.objects.update(navn="Noe annet"),
        lambda: Innstillingspunkt.objects.all().delete(),
        lambda: Innstilling.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            endring()
    with pytest.raises(ValidationError) as feil:
        punkter.samle(utkast, forslag[1:2], bruker=hr)
    assert feil.value.code == "stale"


# --- Decided ----------------------------------------------------------------------------------------


def test_a_common_measure_stands_in_the_plans_of_the_units_and_its_cost_counts_once(punkt, tre, hr):
    plan = lag_plan(tre.rot)
    felles(punkt, hr)

    punkt.refresh_from_db()
    tiltak = Tiltak.objects.get(plan=plan)
    assert (punkt.tiltak, tiltak.navn, set(tiltak.felles_for.all())) == (
        tiltak,
        "Veilederkurs",
        {tre.prosjekt, tre.barnehager},
    )
    for enhet in (tre.prosjekt, tre.barnehager):
        assert list(Tiltak.objects.felles_i(enhet.kompetanseplaner.get())) == [tiltak]
    assert penger(Tiltak.objects.all()).sum == 40_000
    assert {ett.tiltak for ett in (rad.forslag for rad in punkt.forslagene.all())} == {tiltak}


def test_the_need_and_the_goals_follow_the_measure(punkt, forslag, tre, hr):
    plan, egen = lag_plan(tre.rot), tre.prosjekt.kompetanseplaner.get()
    maal, behov = lag_maal(plan), lag_behov(egen, "Kan veilede")
    punkt.maal.set([maal])
    Kompetansedrofting.objects.filter(enhet=tre.prosjekt).update(status="forberedes", startet=None, avsluttet=None)
    gruppe = Innspillsgruppe.objects.create(drofting=forslag[0].drofting, navn="Veiledning", kritisk=True)
    naa = timezone.now()
    Kompetansedrofting.objects.filter(enhet=tre.prosjekt).update(status="avsluttet", startet=naa, avsluttet=naa)
    Behovsoverforing.objects.create(gruppe=gruppe, behov=behov)
    forslag[0].gruppe = gruppe
    forslag[0].save()

    felles(punkt, hr)

    tiltak = Tiltak.objects.get(plan=plan)
    assert (list(tiltak.maal.all()), list(tiltak.behov.all())) == ([maal], [behov])


def test_a_copy_in_each_plan_has_no_cost_and_a_unit_whose_plan_is_up_for_adoption_is_told_of(punkt, tre, hr):
    tre.barnehager.kompetanseplaner.update(status="til_behandling")
    avgjort = felles(punkt, hr, slik="kopi")

    assert [str(en) for en in avgjort.uten_plan] == ["Barnehager"]
    tiltak = Tiltak.objects.get()
    assert (tiltak.plan.enhet, tiltak.styring, tiltak.kostnader.count()) == (tre.prosjekt, "lokalt", 0)


@pytest.mark.parametrize(
    ("status", "gjelder_fra", "setning"),
    [("til_behandling", None, "ligger til vedtak"), (None, None, "Kommunen har ingen plan")],
)
def test_without_an_overall_plan_to_change_nothing_is_decided(punkt, tre, hr, status, gjelder_fra, setning):
    if status:
        lag_plan(tre.rot, status=status)
    with pytest.raises(ValidationError, match=setning):
        felles(punkt, hr)

    punkt.refresh_from_db()
    assert not punkt.er_avgjort
    assert not Tiltak.objects.exists()
    assert not Iverksetting.objects.exists()


def test_a_plan_that_is_adopted_gets_the_measure_and_keeps_what_was_adopted(punkt, tre, hr):
    plan = lag_plan(tre.rot, status="vedtatt", gjelder_fra=dt.date(AAR, 1, 1))
    felles(punkt, hr)

    plan.refresh_from_db()
    assert (plan.status, plan.tiltak.count()) == ("vedtatt", 1)


def test_back_to_the_units_it_is_theirs_to_put_into_the_plan(punkt, forslag, hr):
    avgjorelse.avgjor(punkt, bruker=hr, utfall="lokalt")

    for ett in (forslag[0], forslag[3]):
        ett.refresh_from_db()
        assert (ett.for_hele, ett.lagt_inn) == (False, None)
    assert Iverksetting.objects.count() == 2


def test_not_now_asks_for_a_reason_which_the_units_read(punkt, hr, leder, utenforstaende):
    with pytest.raises(ValidationError):
        avgjorelse.avgjor(punkt, bruker=hr, utfall="ikke_naa")
    avgjorelse.avgjor(punkt, bruker=hr, utfall="ikke_naa", grunn="Vi venter på budsjettet.")

    varsler = list(Varsel.objects.all())
    assert {ett.mottaker for ett in varsler} == {leder, utenforstaende}
    assert all("Vi venter på budsjettet." in ett.tekst for ett in varsler)
    assert not Iverksetting.objects.exists()


def test_the_page_of_the_meeting_says_what_became_of_each_proposal_once_it_is_decided(
    punkt, forslag, tre, hr, leder, client
):
    lag_plan(tre.rot)
    client.force_login(leder)
    moetet = forslag[0].drofting.get_absolute_url()
    assert "Felles tiltak" not in client.get(moetet).content.decode()
    felles(punkt, hr)

    side = client.get(moetet)

    assert [ett.avgjort_i for ett in side.context["referat"].for_hele] == [punkt, None, None]
    assert side.content.decode().count("Felles tiltak") == 1
    assert Tiltak.objects.get().get_absolute_url() in side.content.decode()


def test_what_is_decided_is_decided_once(punkt, tre, hr):
    lag_plan(tre.rot)
    felles(punkt, hr)

    with pytest.raises(ValidationError, match="allerede avgjort: felles tiltak") as feil:
        avgjorelse.avgjor(punkt, bruker=hr, utfall="ikke_naa", grunn="Nei")
    assert feil.value.code == "stale"
    assert Tiltak.objects.count() == 1
    with pytest.raises(DatabaseError), transaction.atomic():
        Innstillingspunkt.objects.update(grunn="Noe annet")


def test_when_the_last_point_is_decided_the_innstilling_is_done(punkt, hr):
    avgjorelse.avgjor(punkt, bruker=hr, utfall="lokalt")

    assert Innstilling.objects.get().status == Innstilling.Status.VEDTATT


def test_of_a_unit_that_is_merged_meanwhile_the_other_gets_it_once(punkt, tre, hr):
    lag_plan(tre.rot)
    Enhet.objects.filter(pk=tre.barnehager.pk).update(videre_i=tre.prosjekt, gyldig_til=timezone.localdate())
    felles(punkt, hr)

    assert list(Tiltak.objects.get().felles_for.all()) == [tre.prosjekt]
    assert [ett.enhet for ett in Iverksetting.objects.all()] == [tre.prosjekt]


def test_a_sector_takes_with_it_the_units_below_that_have_a_plan(punkt, tre, hr):
    lag_plan(tre.rot)
    lag_plan(tre.ikt)
    felles(punkt, hr, enheter=[tre.stab])

    assert {ett.enhet for ett in Iverksetting.objects.all()} == {tre.stab, tre.ikt, tre.prosjekt, tre.barnehager}


def test_the_task_of_the_leader_is_done_when_the_meeting_in_the_unit_has_a_date(punkt, tre, hr, leder):
    lag_plan(tre.rot)
    felles(punkt, hr)
    ett = Iverksetting.objects.get(enhet=tre.prosjekt)
    assert [oppgave.url for oppgave in oppgavene(slag_for(leder))] == [ett.get_absolute_url()]

    iverksetting.sett_mote(ett, Endring({"mote": timezone.localdate()}), bruker=leder)
    assert oppgavene(slag_for(leder)) == []


def test_the_form_of_the_common_measure_keeps_the_need_of_the_unit(punkt, tre, hr, client):
    tiltak = lag_tiltak(lag_plan(tre.rot), behov=[lag_behov(tre.prosjekt.kompetanseplaner.get(), "Kan veilede")])
    client.force_login(hr)
    form = client.get(reverse("planer:tiltak-update", args=[tiltak.pk])).context["form"]

    assert [navn for _nokkel, navn in form.fields["behov"].choices] == ["Kan veilede"]


# --- Who ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("hvem", ["avdelingsdirektor", "tillitsvalgt", "hr_enhet", "etatsdirektor", "leder"])
def test_nobody_but_hr_writes_sends_or_enters(punkt, forslag, request, hvem):
    bruker = request.getfixturevalue(hvem)
    utkast = lag_innstilling(bruker, aar=AAR + 1)
    for verb in (
        lambda: skriving.begynn(AAR + 2, bruker=bruker),
        lambda: punkter.samle(utkast, forslag[1:2], bruker=bruker),
        lambda: skriving.skriv(utkast, Endring({}), bruker=bruker),
        lambda: avgjorelse.avgjor(punkt, bruker=bruker, utfall="lokalt"),
    ):
        with pytest.raises(PermissionDenied):
            verb()


@pytest.mark.parametrize(
    ("hvem", "utkastet", "sendt"),
    [
        ("hr", 200, 200),
        ("leder", 404, 200),
        ("avdelingsdirektor", 404, 200),
        ("tillitsvalgt", 404, 200),
        ("gruppemedlem", 404, 200),
        ("soker", 403, 403),
    ],
)
def test_a_draft_is_hrs_own_and_what_is_sent_is_read_by_those_who_lead_represent_and_decide(
    client, utkast, hr, request, hvem, utkastet, sendt
):
    client.force_login(request.getfixturevalue(hvem))
    foer = client.get(utkast.get_absolute_url()).status_code
    send(utkast, hr)

    assert (foer, client.get(utkast.get_absolute_url()).status_code) == (utkastet, sendt)


def test_another_units_leader_sets_no_date(punkt, tre, hr, utenforstaende):
    avgjorelse.avgjor(punkt, bruker=hr, utfall="lokalt")
    ett = Iverksetting.objects.get(enhet=tre.prosjekt)

    with pytest.raises(PermissionDenied):
        iverksetting.sett_mote(ett, Endring({"mote": timezone.localdate()}), bruker=utenforstaende)


@pytest.mark.parametrize("antall", [1, 3])
def test_the_page_asks_as_many_questions_whatever_the_number_of_points(
    utkast, tre, hr, client, antall, django_assert_num_queries
):
    for nr in range(antall):
        lag_punkt(utkast, [lag_forslag(tre.prosjekt, f"Kurs {nr}"), lag_forslag(tre.barnehager, f"Kurs {nr}")])
        lag_forslag(tre.ikt, f"Venter {nr}")
    client.force_login(hr)
    client.get(utkast.get_absolute_url())

    with django_assert_num_queries(13):
        response = client.get(utkast.get_absolute_url())
    assert len(response.context["rader"]) == antall
