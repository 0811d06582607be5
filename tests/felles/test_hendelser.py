import datetime as dt
from decimal import Decimal

import pytest
from django.db import InternalError, transaction
from django.db.transaction import TransactionManagementError

from kompetanse.felles import vegg
from kompetanse.felles.hendelser import log_hendelse, logg_oppslag
from kompetanse.felles.models import Hendelse, Oppslag


def test_log_hendelse_tells_who_did_what_in_which_role(kommune, ada, bo):
    hendelse = log_hendelse(
        bo.person,
        "person.flyttet",
        bruker=ada,
        i_rolle="HR-rådgiver",
        paa_vegne_av="Cato Vik",
        kommentar="Etter avtale",
        belop=Decimal("93000.50"),
        dato=dt.date(2026, 3, 5),
    )

    hendelse.refresh_from_db()
    assert list(Hendelse.objects.for_objekt(bo.person)) == [hendelse]
    assert (hendelse.kommune_id, hendelse.utfort_av, hendelse.i_rolle) == (kommune.pk, ada, "HR-rådgiver")
    assert (hendelse.paa_vegne_av, hendelse.kommentar) == ("Cato Vik", "Etter avtale")
    assert hendelse.data == {"belop": "93000.50", "dato": "2026-03-05"}


def test_the_system_may_act_by_itself(bo):
    assert log_hendelse(bo.person, "person.paaminnet", bruker=None).utfort_av is None


def test_an_event_gets_the_kommune_of_its_object_also_in_work_across_kommuner(kommune, bo):
    with vegg.alle_kommuner():
        assert log_hendelse(bo.person, "person.ryddet", bruker=None).kommune_id == kommune.pk


@pytest.mark.django_db(transaction=True)
def test_an_event_outside_the_transaction_of_its_change_is_refused(bo):
    with pytest.raises(TransactionManagementError):
        log_hendelse(bo.person, "person.flyttet", bruker=None)

    assert not Hendelse.objects.exists()


@pytest.mark.parametrize("change", ["update", "delete"])
def test_an_event_can_never_be_changed(bo, change):
    log_hendelse(bo.person, "person.flyttet", bruker=None)
    do = {"update": lambda: Hendelse.objects.update(kommentar="x"), "delete": lambda: Hendelse.objects.all().delete()}

    with pytest.raises(InternalError), transaction.atomic():
        do[change]()

    assert Hendelse.objects.get().kommentar == ""


def test_a_look_at_anothers_data_is_noted_once_an_hour(ada, bo, time_machine):
    time_machine.move_to("2026-03-05T10:00:00Z")
    logg_oppslag(ada, bo.person_id, "kompetanse", i_rolle="leder")
    time_machine.shift(dt.timedelta(minutes=59))
    logg_oppslag(ada, bo.person_id, "kompetanse")
    logg_oppslag(ada, bo.person_id, "stillinger")
    time_machine.shift(dt.timedelta(minutes=2))
    logg_oppslag(ada, bo.person_id, "kompetanse")

    looks = Oppslag.objects.order_by("tidspunkt", "pk").values_list("bruker", "person_id", "hva", "i_rolle")
    assert list(looks) == [
        (ada.pk, bo.person_id, "kompetanse", "leder"),
        (ada.pk, bo.person_id, "stillinger", ""),
        (ada.pk, bo.person_id, "kompetanse", ""),
    ]


def test_a_look_at_ones_own_data_is_not_noted(ada):
    logg_oppslag(ada, ada.person_id, "kompetanse")

    assert not Oppslag.objects.exists()
