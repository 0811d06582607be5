"""What an evaluation came to, and where it is written."""

import hashlib
from decimal import Decimal
from unittest.mock import Mock

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from evaluering.models import Evaluering
from evaluering.nytte.maaling import registrer
from evaluering.rapport import konklusjon
from evaluering.rapport.documents import RAPPORT
from kompetanse.felles.dokumenter import Dokumentslag, lagre_dokument
from kompetanse.felles.models import Hendelse
from kompetanse.felles.pdf import PdfMangler
from kompetanse.felles.samskriving import Endring
from planer.maal.maaling import Maalt
from tests.evaluering.factories import lag_evaluering, lag_innsamling, lag_niva, lag_skjema
from tests.klokke import dag
from tests.kurs.factories import lag_kjoring, lag_kurs
from tests.planer.factories import lag_plan, lag_tiltak
from tests.rollebesetning import lag_bruker

pytestmark = pytest.mark.django_db
LAERT = Endring({"laering": "Øv mer på egne saker.", "anbefaling": "endre", "neste_gang": "Mer øving\n\nFærre lysark"})


@pytest.fixture
def evaluering(tre, kollega):
    return lag_evaluering(lag_tiltak(lag_plan(tre.prosjekt), frist=dag(-1)), 1, 4, evaluator=kollega.person)


def test_the_sentence_and_the_recommendation_stand_on_the_measure(evaluering, kollega):
    konklusjon.konkluder(evaluering, LAERT, bruker=kollega)

    tiltak = evaluering.tiltak
    tiltak.refresh_from_db()
    assert (tiltak.laering, tiltak.anbefaling, tiltak.evaluert) == (
        "Øv mer på egne saker.",
        "endre",
        timezone.localdate(),
    )
    assert tiltak.evaluering_adresse == reverse("evaluering:rapport-detail", args=[evaluering.pk])
    assert [niva.status for niva in evaluering.nivaaer.all()] == ["planlagt", "ferdig"]
    assert Hendelse.objects.filter(handling="evaluering.konkludert").count() == 1


def test_what_a_run_came_to_stands_on_every_measure_that_its_course_serves(tre, kollega):
    plan = lag_plan(tre.prosjekt)
    tiltak = [lag_tiltak(plan, navn) for navn in ("A", "B")]
    kjoring = lag_kjoring(lag_kurs(tre.prosjekt, tiltak=tiltak), dager=(-5,))
    evaluering = Evaluering.objects.create(kjoring=kjoring, enhet=tre.prosjekt, evaluator=kollega.person)

    konklusjon.konkluder(evaluering, LAERT, bruker=kollega)

    for ett in tiltak:
        ett.refresh_from_db()
    assert [ett.laering for ett in tiltak] == ["Øv mer på egne saker."] * 2


def test_nothing_is_concluded_before_it_has_ended(evaluering, kollega):
    evaluering.tiltak.frist = dag(1)
    evaluering.tiltak.save()

    with pytest.raises(ValidationError, match="ikke ferdig ennå"):
        konklusjon.konkluder(evaluering, LAERT, bruker=kollega)


def test_what_was_not_managed_stays_so(evaluering, kollega):
    evaluering.nivaaer.filter(niva=4).update(status="rakk_ikke", grunn="Ikke tid")

    konklusjon.konkluder(evaluering, LAERT, bruker=kollega)

    assert evaluering.nivaaer.get(niva=4).status == "rakk_ikke"


def test_it_is_for_the_evaluator_to_say_and_for_hr(evaluering, leder, utenforstaende, hr):
    for bruker in (leder, utenforstaende):
        with pytest.raises(PermissionDenied):
            konklusjon.konkluder(evaluering, LAERT, bruker=bruker)
    konklusjon.konkluder(evaluering, LAERT, bruker=hr)


def test_without_an_evaluator_the_leader_says_it(evaluering, leder):
    evaluering.evaluator = None
    evaluering.save()

    konklusjon.konkluder(evaluering, LAERT, bruker=leder)

    evaluering.refresh_from_db()
    assert evaluering.avsluttet == timezone.localdate()


def test_the_page_asks_for_a_sentence_and_shows_what_was_said(client, kollega, evaluering):
    client.force_login(kollega)
    adresse = reverse("evaluering:konklusjon-update", args=[evaluering.pk])

    uten = client.post(adresse, {"anbefaling": "endre", "laering": ""})
    med = client.post(adresse, dict(LAERT.felt), follow=True)

    assert uten.context["form"].errors["laering"]
    assert med.context["rapport"].punkter == ["Mer øving", "Færre lysark"]


# --- The report as it was then ----------------------------------------------------------------------


def utgave(client, evaluering, dokument):
    return client.get(reverse("evaluering:rapport-utgave", args=[evaluering.pk, dokument.pk]))


def utgaver(client, evaluering):
    return client.get(reverse("evaluering:rapport-detail", args=[evaluering.pk])).context["utgaver"]


def test_the_report_is_kept_as_it_was_with_its_sum_in_the_audit_line(client, evaluering, kollega):
    konklusjon.konkluder(evaluering, LAERT, bruker=kollega)
    client.force_login(kollega)

    dokument = RAPPORT.finn(evaluering)
    svar = utgave(client, evaluering, dokument)

    pdf = b"".join(svar.streaming_content) if svar.streaming else svar.content
    assert pdf.startswith(b"%PDF")
    assert hashlib.sha256(pdf).hexdigest() == dokument.sha256
    assert Hendelse.objects.get(handling="evaluering.konkludert").data["sha256"] == dokument.sha256
    assert utgaver(client, evaluering).nytt == []


def test_what_is_new_after_the_conclusion_is_said_beside_what_was_kept(client, evaluering, kollega):
    indikator = evaluering.indikatorer.create(navn="Innleggelser")
    konklusjon.konkluder(evaluering, LAERT, bruker=kollega)
    client.force_login(kollega)

    registrer(indikator, dag(), Maalt(Decimal(4)), bruker=kollega)

    sett = utgaver(client, evaluering)
    assert (len(sett.alle), sett.nytt) == (1, ["Indikatorer er målt"])


def test_a_changed_conclusion_is_kept_beside_the_former(client, evaluering, kollega):
    konklusjon.konkluder(evaluering, LAERT, bruker=kollega)
    evaluering.refresh_from_db()
    konklusjon.konkluder(evaluering, Endring({"laering": "Noe annet.", "anbefaling": "gjenta"}), bruker=kollega)
    client.force_login(kollega)

    sett = utgaver(client, evaluering)

    assert (len({ett.sha256 for ett in sett.alle}), sett.nytt) == (2, [])
    assert RAPPORT.mangler_for().count() == 0


def test_a_machine_that_draws_no_pdf_owes_it_and_the_conclusion_stands(evaluering, kollega, monkeypatch):
    monkeypatch.setattr(Dokumentslag, "tegn", Mock(side_effect=PdfMangler("Mangler pango.")))

    konklusjon.konkluder(evaluering, LAERT, bruker=kollega)

    evaluering.refresh_from_db()
    assert evaluering.avsluttet == timezone.localdate()
    assert list(RAPPORT.mangler_for()) == [evaluering]


def test_a_kept_report_of_another_evaluation_is_not_found(client, evaluering, kollega):
    konklusjon.konkluder(evaluering, LAERT, bruker=kollega)
    annen = lag_evaluering(lag_tiltak(evaluering.tiltak.plan, "Noe annet"), evaluator=kollega.person)
    client.force_login(kollega)

    assert utgave(client, annen, RAPPORT.finn(evaluering)).status_code == 404


def test_one_who_could_work_out_the_rest_from_what_was_kept_does_not_get_it(client, evaluering, leder, hr, tre):
    niva = lag_niva(evaluering, 3, svarer=["deltaker"])
    innsamling = lag_innsamling(niva, "etter", versjon=lag_skjema("Bruk", niva=3))
    # Six answers, of whom the leader sees four one by one: the other two would be left.
    folk = [lag_bruker(f"P{nr}", tre.prosjekt if nr < 4 else tre.barnehager) for nr in range(6)]
    for bruker in folk:
        innsamling.deltakersvar.create(deltaker=bruker.person, som="deltaker", svart=dag())
    konklusjon.konkluder(evaluering, LAERT, bruker=hr)

    client.force_login(leder)
    assert (utgaver(client, evaluering).alle, utgave(client, evaluering, RAPPORT.finn(evaluering)).status_code) == (
        [],
        404,
    )
    client.force_login(hr)
    assert utgave(client, evaluering, RAPPORT.finn(evaluering)).status_code == 200


@pytest.mark.parametrize("antall", [1, 3])
def test_kept_reports_cost_the_same_for_one_and_three(client, evaluering, leder, antall, django_assert_num_queries):
    evaluering.laering, evaluering.anbefaling, evaluering.avsluttet = "Øv mer.", "endre", dag()
    evaluering.save()
    for nr in range(antall):
        lagre_dokument(evaluering, RAPPORT.slag, "Rapport", f"{nr}.pdf", b"%PDF" + bytes([nr]), bruker=None)
    client.force_login(leder)

    with django_assert_num_queries(23):
        assert len(utgaver(client, evaluering).alle) == antall
