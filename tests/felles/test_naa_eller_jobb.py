"""Work that is done now or in a job, paths that outlive a move, and each kommune in turn."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django_q.models import OrmQ
from django_q.signing import SignedPackage

from kompetanse.felles import jobber, vegg
from kompetanse.felles.jobber import Resultat, for_hver_kommune, hver_for_seg, naa_eller_jobb
from kompetanse.felles.models import Jobb
from kompetanse.organisasjon.models import Kommune


def doble(framdrift, tall):
    framdrift(1, 1)
    if tall < 0:
        raise ValidationError("Tallet er under null.")
    return Resultat(melding=str(2 * tall)) if tall else None


def kjor_koen():
    for pakke in OrmQ.objects.order_by("pk"):
        jobber.kjor(*SignedPackage.loads(pakke.payload)["args"])


@pytest.mark.parametrize(("tall", "melding"), [(21, "42"), (0, "")])
def test_small_work_is_done_now(ada, tall, melding):
    svar = naa_eller_jobb("Doble", doble, stor=False, bruker=ada, kommune_id=ada.kommune_id, tall=tall)

    assert svar == Resultat(melding=melding)
    assert not Jobb.objects.exists()


def test_small_work_raises_its_errors_to_the_caller(ada):
    with pytest.raises(ValidationError, match="under null"):
        naa_eller_jobb("Doble", doble, stor=False, bruker=ada, kommune_id=ada.kommune_id, tall=-1)


def test_large_work_is_done_by_the_same_function_in_a_job(ada):
    jobb = naa_eller_jobb(
        "Doble", doble, stor=True, bruker=ada, kommune_id=ada.kommune_id, resultat_lenke="/tall/", tall=21
    )
    assert (jobb.status, jobb.melding) == ("venter", "")

    kjor_koen()

    jobb.refresh_from_db()
    assert (jobb.status, jobb.melding, jobb.resultat_lenke) == ("ferdig", "42", "/tall/")


def test_a_job_from_before_its_module_moved_is_done(ada, monkeypatch):
    monkeypatch.setattr(jobber, "_flyttet", {})
    jobb = jobber.start_jobb("Doble", "tests.gammelt_sted.doble", bruker=ada, kommune_id=ada.kommune_id, tall=21)

    jobber.meld_flyttet({"tests.gammelt_sted.doble": f"{__name__}.doble"})
    kjor_koen()

    jobb.refresh_from_db()
    assert (jobb.status, jobb.melding) == ("ferdig", "42")


def test_every_kommune_gets_its_turn_inside_its_wall_though_the_first_fails(kommune, caplog):
    nabo = Kommune.objects.create(nummer="9902", navn="Nabo kommune")
    sett = []

    def tell(kommune_id):
        sett.append((kommune_id, vegg.gjeldende_kommune_id()))
        if kommune_id == kommune.pk:
            raise ZeroDivisionError
        return 3

    assert for_hver_kommune(tell) == 3

    assert sett == [(kommune.pk, kommune.pk), (nabo.pk, nabo.pk)]
    (linje,) = caplog.records
    assert linje.getMessage().endswith(f"tell failed for {kommune.pk}")
    assert linje.exc_info[0] is ZeroDivisionError
    assert vegg.gjeldende_kommune_id() == kommune.pk  # the test's own wall stands as before


@pytest.mark.django_db(transaction=True)
def test_a_fault_in_the_database_does_not_stop_the_others(kommune, caplog):
    nabo = Kommune.objects.create(nummer="9902", navn="Nabo kommune")
    gjort = []

    def lag_to_ganger(kommune_id):
        jobb = Jobb.objects.create(navn="Rydd")
        if kommune_id == kommune.pk:
            Jobb.objects.bulk_create([Jobb(pk=jobb.pk, navn="Rydd")])
        gjort.append(kommune_id)

    assert for_hver_kommune(lag_to_ganger) == 0

    assert gjort == [nabo.pk]
    assert caplog.records[0].exc_info[0] is IntegrityError


def test_a_row_that_fails_is_named_by_its_number_alone(kommune, caplog):
    def feil(rad):
        raise ValueError("uventet")

    assert hver_for_seg(feil, [kommune, 7], hva="Reminder") == 0

    assert [linje.getMessage() for linje in caplog.records] == [
        f"Reminder failed for {kommune.pk}",
        "Reminder failed for 7",
    ]
