"""The pages of adopting a plan, and of reading what was adopted."""

import pytest
from django.urls import reverse

from planer.models import Kompetanseplan, Planversjon
from planer.vedtak import saksgang
from tests.planer.factories import lag_plan
from tests.planer.vedtak_factories import lag_hel_plan

pytestmark = pytest.mark.usefixtures("uten_pdf")


def adresse(navn, *args):
    return reverse(f"planer:{navn}", args=args)


def test_the_leader_above_adopts_with_what_is_filled_in(client, tre, avdelingsdirektor):
    plan = lag_hel_plan(tre.prosjekt)
    client.force_login(avdelingsdirektor)
    skjema = client.get(adresse("plan-vedta", plan.pk)).context["form"]

    svar = client.post(adresse("plan-vedta", plan.pk), {**skjema.initial, "vedtatt": skjema["vedtatt"].value()})

    assert svar["Location"] == adresse("plan-vedtak", plan.pk)
    versjon = Planversjon.objects.get()
    assert versjon.organ == "Avdelingsdirektør, IKT-tjenester"
    side = client.get(adresse("planversjon-detail", versjon.pk)).content.decode()
    assert "Veilederutdanning, 10 studiepoeng 1" in side
    assert versjon.sha256 in side
    assert client.get(adresse("planversjon-pdf", versjon.pk))["Content-Type"] == "application/pdf"


def test_a_button_pressed_on_an_old_page_leads_back_with_words(client, tre, leder, avdelingsdirektor):
    plan = lag_plan(tre.prosjekt)
    saksgang.vedta(plan, bruker=avdelingsdirektor)
    client.force_login(avdelingsdirektor)

    svar = client.post(adresse("plan-vedta", plan.pk), follow=True)

    assert "Dette kan ikke gjøres med planen slik den er nå: vedtatt." in svar.content.decode()


def test_colleagues_read_what_was_adopted_and_not_what_is_being_changed(client, tre, leder, avdelingsdirektor, kollega):
    plan = lag_hel_plan(tre.prosjekt)
    versjon = saksgang.vedta(plan, bruker=avdelingsdirektor)
    saksgang.gjenaapne(plan, bruker=leder)
    client.force_login(kollega)

    assert client.get(adresse("plan-pdf", plan.pk))["Location"] == adresse("planversjon-pdf", versjon.pk)
    client.force_login(leder)
    assert client.get(adresse("plan-pdf", plan.pk))["Content-Type"] == "application/pdf"


def test_a_plan_that_is_not_adopted_is_not_found_by_others(client, tre, kollega):
    plan = lag_plan(tre.prosjekt)
    client.force_login(kollega)

    assert client.get(adresse("plan-pdf", plan.pk)).status_code == 404


@pytest.mark.parametrize(
    ("handling", "status"),
    [("til-behandling", Kompetanseplan.Status.TIL_BEHANDLING), ("finnes-ikke", Kompetanseplan.Status.UTKAST)],
)
def test_a_step_asks_once_and_does_it(client, tre, leder, handling, status):
    plan = lag_plan(tre.prosjekt)
    client.force_login(leder)
    ventet = 404 if handling == "finnes-ikke" else 200

    assert client.get(adresse("plan-steg", plan.pk, handling)).status_code == ventet
    client.post(adresse("plan-steg", plan.pk, handling))

    plan.refresh_from_db()
    assert plan.status == status
