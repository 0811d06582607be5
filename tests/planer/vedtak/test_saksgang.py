"""A plan on its way to being adopted: who may do what in which state, what is frozen, and what goes on living."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from django.utils import timezone

from kompetanse.felles.models import Hendelse, Varsel
from planer.models import Kompetanseplan, Planversjon, Protokollinje, Tiltak, Vedtaksorgan
from planer.vedtak import saksgang
from planer.vedtak.documents import PLANVERSJON
from planer.vedtak.innhold import Innhold, avtrykk
from planer.vedtak.livslop import LIVSLOP
from planer.vedtak.samling import samle
from tests.planer.factories import lag_plan, lag_tiltak
from tests.planer.vedtak_factories import lag_hel_plan

Status = Kompetanseplan.Status

pytestmark = pytest.mark.usefixtures("uten_pdf")


def satt_til(plan, status):
    plan.status = status
    plan.save()
    return plan


@pytest.mark.parametrize(
    ("hvem", "ventet"),
    [
        ("leder", {"til_drofting", "til_behandling"}),
        ("avdelingsdirektor", {"til_drofting", "til_behandling", "vedta"}),
        ("etatsdirektor", {"til_drofting", "til_behandling", "vedta"}),
        ("hr", {"til_drofting", "til_behandling", "vedta"}),
        ("hr_enhet", set()),
        ("soker", set()),
        ("tillitsvalgt", set()),
        ("utenforstaende", set()),
    ],
)
def test_a_draft_for_a_unit_can_be(hvem, ventet, tre, request):
    assert set(LIVSLOP.mulige(lag_plan(tre.prosjekt), request.getfixturevalue(hvem))) == ventet


@pytest.mark.parametrize(
    ("status", "ventet"),
    [
        (Status.UTKAST, {"til_drofting", "uten_drofting"}),
        (Status.TIL_DROFTING, {"fra_drofting", "drofte", "uten_drofting"}),
        (Status.DROFTET, {"til_behandling"}),
        (Status.TIL_BEHANDLING, {"skriv_sak", "send_sak", "slett_sak", "tilbake", "vedta"}),
        (Status.VEDTATT, {"gjenaapne"}),
        (Status.AVLOST, set()),
    ],
)
def test_hr_can_take_a_plan_above_unit_level_one_step_at_a_time(status, ventet, tre, hr):
    assert set(LIVSLOP.mulige(satt_til(lag_plan(tre.stab), status), hr)) == ventet


def test_the_plan_of_one_person_is_not_adopted_by_anyone(tre, leder, soker, hr):
    plan = lag_plan(tre.prosjekt, nivaa="person", person=soker.person, leder=leder.person)

    assert [LIVSLOP.mulige(plan, en) for en in (leder, soker, hr)] == [{}, {}, {}]


@pytest.mark.parametrize(("forer", "ventet"), [("leder", True), ("leder_over", False), ("hr", False)])
def test_who_adopts_is_what_the_kommune_has_said(forer, ventet, tre, leder):
    Vedtaksorgan.objects.filter(nivaa="enhet").update(forer=forer)

    assert ("vedta" in LIVSLOP.mulige(lag_plan(tre.prosjekt), leder)) is ventet


def test_a_unit_plan_goes_straight_from_draft_to_adopted(tre, leder, avdelingsdirektor):
    plan = lag_hel_plan(tre.prosjekt)

    versjon = saksgang.vedta(
        plan, bruker=avdelingsdirektor, organ="Avdelingsdirektør, IKT-tjenester", saksnummer="ELG 48/26"
    )

    plan.refresh_from_db()
    assert (plan.status, plan.gjelder_fra) == (Status.VEDTATT, timezone.localdate())
    assert (versjon.nummer, versjon.organ, versjon.i_rolle) == (
        1,
        "Avdelingsdirektør, IKT-tjenester",
        "Avdelingsdirektør, IKT-tjenester",
    )
    assert versjon.sha256 == avtrykk(Planversjon.objects.get(pk=versjon.pk).innhold)
    assert PLANVERSJON.finn(versjon).filnavn.endswith("v1-prosjektkontoret.pdf")
    linje = plan.protokoll.get()
    assert (linje.slag, linje.versjon, linje.saksnummer) == ("vedtak", versjon, "ELG 48/26")
    assert set(plan.tiltak.values_list("status", flat=True)) == {Tiltak.Status.PLANLAGT}
    hendelse = Hendelse.objects.for_objekt(plan).get()
    assert (hendelse.handling, hendelse.data["sha256"]) == ("plan.vedta", versjon.sha256)
    assert [en.mottaker for en in Varsel.objects.all()] == [leder]


def test_later_changes_do_not_touch_what_was_adopted(tre, avdelingsdirektor):
    plan = lag_hel_plan(tre.prosjekt)
    versjon = saksgang.vedta(plan, bruker=avdelingsdirektor)
    foer = Innhold.lest(Planversjon.objects.get(pk=versjon.pk).innhold)
    plan.tiltak.first().delete()
    lag_tiltak(plan, "Et nytt tiltak")

    assert Innhold.lest(Planversjon.objects.get(pk=versjon.pk).innhold) == foer
    assert len(foer.tiltak) == 6
    with pytest.raises(DatabaseError), transaction.atomic():
        Planversjon.objects.filter(pk=versjon.pk).update(organ="En annen")


def test_an_adopted_plan_is_opened_changed_and_adopted_again_as_the_next_version(tre, leder, avdelingsdirektor):
    plan = lag_hel_plan(tre.prosjekt)
    saksgang.vedta(plan, bruker=avdelingsdirektor, vedtatt=timezone.localdate() - dt.timedelta(days=30))
    plan = saksgang.gjenaapne(plan, bruker=leder)
    lag_tiltak(plan, "Et nytt tiltak")

    andre = saksgang.vedta(plan, bruker=avdelingsdirektor)

    plan.refresh_from_db()
    assert plan.gjelder_fra == timezone.localdate() - dt.timedelta(days=30)
    assert andre.nummer == 2
    assert [len(en.innhold["tiltak"]) for en in plan.versjoner.all()] == [6, 7]
    assert [linje["naar"] for linje in andre.innhold["protokoll"]][1:] != []


def test_adopting_twice_is_refused_with_words(tre, avdelingsdirektor):
    plan = lag_plan(tre.prosjekt)
    saksgang.vedta(plan, bruker=avdelingsdirektor)

    with pytest.raises(ValidationError) as feil:
        saksgang.vedta(plan, bruker=avdelingsdirektor)

    assert feil.value.code == "stale"
    assert Planversjon.objects.count() == Protokollinje.objects.count() == 1


def test_a_plan_above_unit_level_is_not_adopted_before_it_is_discussed(tre, hr):
    plan = lag_plan(tre.stab)

    for verb in (saksgang.vedta, saksgang.til_behandling):
        with pytest.raises((ValidationError, PermissionDenied)):
            verb(plan, bruker=hr)

    plan.refresh_from_db()
    assert plan.status == Status.UTKAST


def test_hr_may_leave_the_discussion_out_with_a_reason_that_is_logged(tre, hr, etatsdirektor):
    plan = lag_plan(tre.stab)

    with pytest.raises(ValidationError, match="begrunnelse"):
        saksgang.uten_drofting(plan, bruker=hr, kommentar=" ")
    with pytest.raises(PermissionDenied):
        saksgang.uten_drofting(plan, bruker=etatsdirektor, kommentar="Det haster.")
    plan = saksgang.uten_drofting(plan, bruker=hr, kommentar="Bare rettet skrivefeil.")

    assert plan.status == Status.TIL_BEHANDLING
    hendelse = Hendelse.objects.for_objekt(plan).get()
    assert (hendelse.handling, hendelse.kommentar) == ("plan.uten_drofting", "Bare rettet skrivefeil.")


def test_what_is_sent_to_be_adopted_tells_the_leader_above_and_can_come_back(tre, leder, avdelingsdirektor):
    plan = saksgang.til_behandling(lag_plan(tre.prosjekt), bruker=leder)
    assert [en.mottaker for en in Varsel.objects.all()] == [avdelingsdirektor]
    assert not leder.has_perm("planer.change_plan", plan)

    plan = saksgang.tilbake(plan, bruker=avdelingsdirektor, kommentar="Hvem skal gjøre det?")

    assert plan.status == Status.UTKAST
    assert Varsel.objects.get(mottaker=leder).tekst == "Hvem skal gjøre det?"


@pytest.mark.parametrize(("dager", "melding"), [(1, "senere enn i dag"), (-40, "før forrige vedtak")])
def test_the_day_of_adoption_makes_sense(dager, melding, tre, leder, avdelingsdirektor):
    plan = lag_plan(tre.prosjekt)
    saksgang.vedta(plan, bruker=avdelingsdirektor, vedtatt=timezone.localdate() - dt.timedelta(days=30))
    saksgang.gjenaapne(plan, bruker=leder)

    with pytest.raises(ValidationError, match=melding):
        saksgang.vedta(plan, bruker=avdelingsdirektor, vedtatt=timezone.localdate() + dt.timedelta(days=dager))


def test_last_years_plan_is_replaced_when_the_new_one_is_adopted_and_has_begun(tre, kommune, avdelingsdirektor):
    i_aar = timezone.localdate().year
    gammel, neste_aars = lag_plan(tre.prosjekt, aar=i_aar - 1), lag_plan(tre.ikt, aar=i_aar - 1)
    saksgang.vedta(gammel, bruker=avdelingsdirektor)
    ny = lag_plan(tre.prosjekt, aar=i_aar, forgjenger=gammel)
    for_tidlig = lag_plan(tre.ikt, aar=i_aar + 1, forgjenger=neste_aars, gjelder_fra=timezone.localdate())
    satt_til(neste_aars, Status.VEDTATT)

    saksgang.vedta(ny, bruker=avdelingsdirektor)

    gammel.refresh_from_db()
    assert gammel.status == Status.AVLOST
    assert saksgang.avlos_gamle(kommune.pk) == 0
    Kompetanseplan.objects.filter(pk=for_tidlig.pk).update(fra=timezone.localdate())
    assert saksgang.avlos_gamle(kommune.pk) == 1
    neste_aars.refresh_from_db()
    assert neste_aars.status == Status.AVLOST


def test_what_is_frozen_is_read_back_as_it_was(tre):
    innhold = samle(lag_hel_plan(tre.prosjekt))

    assert Innhold.lest(innhold.som_data()) == innhold
    assert (innhold.kritiske, innhold.dekkede, innhold.kostnad) == (2, 6, 202_000)
    # A field that an older version did not have.
    assert Innhold.lest({"tittel": "Fra før"}).underskrifter == ()


@pytest.mark.parametrize("antall", [1, 3])
def test_gathering_a_plan_asks_as_many_questions_whatever_its_size(antall, tre, django_assert_num_queries):
    plan = lag_hel_plan(tre.prosjekt, maal=antall, behov=antall, tiltak=antall)

    with django_assert_num_queries(23):
        samle(Kompetanseplan.objects.select_related("kommune", "enhet", "overordnet", "ansvarlig").get(pk=plan.pk))
