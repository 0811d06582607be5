"""The pages of what one has registered: corrected, ended, taken away, and how one uses it."""

import pytest
from django.urls import reverse

from kartlegging.models import Bevisfil
from tests.kartlegging.factories import Tilstand, gi_kompetanse, lag_bevis, lag_kompetanse, om
from tests.klokke import skrevet

pytestmark = pytest.mark.django_db
FIL = {"filnavn": "a.pdf", "mime": "application/pdf", "lagringssti": "a", "sha256": "0" * 64, "storrelse": 1}


def side(navn, rad):
    return reverse(f"kartlegging:{navn}", args=[rad.pk])


def test_what_was_returned_shows_the_comment_and_is_handed_in_again(soker, client):
    rad = gi_kompetanse(soker, lag_kompetanse("Demens"), 4, tilstand=Tilstand.RETURNERT, vurdering="Ta det i samtalen.")
    client.force_login(soker)

    assert "Ta det i samtalen." in client.get(side("registrering-update", rad)).content.decode()
    client.post(side("registrering-update", rad), {"nivaa": "2", "fra": skrevet(-5)})

    rad.refresh_from_db()
    assert (rad.nivaa, rad.tilstand) == (2, Tilstand.EGENVURDERT)


def test_a_confirmed_one_is_ended_on_the_page_and_a_day_to_come_is_refused(soker, client):
    rad = gi_kompetanse(soker, lag_bevis("Truck"))
    client.force_login(soker)

    avslag = client.post(side("registrering-end", rad), {"siste_dag": skrevet(1)})
    client.post(side("registrering-end", rad), {"siste_dag": skrevet(-1)})

    assert "Velg en dag fra" in avslag.content.decode()
    rad.refresh_from_db()
    assert rad.til == om(-1)


def test_an_unconfirmed_one_is_deleted_with_its_files_and_a_confirmed_one_is_not(soker, client):
    egen, fast = (
        gi_kompetanse(soker, lag_bevis(navn), tilstand=tilstand)
        for navn, tilstand in (("Egen", Tilstand.EGENVURDERT), ("Fast", Tilstand.BEKREFTET))
    )
    for rad in (egen, fast):
        Bevisfil.objects.create(personkompetanse=rad, **FIL)
    client.force_login(soker)

    for rad in (egen, fast):
        client.post(side("registrering-delete", rad))

    assert list(soker.person.kompetanser.all()) == [fast]
    assert Bevisfil.objects.count() == 1


def test_a_file_is_taken_away_until_the_leader_has_confirmed_with_it(soker, client):
    rad = gi_kompetanse(soker, lag_bevis("Truck"), tilstand=Tilstand.EGENVURDERT)
    fil, annen = (Bevisfil.objects.create(personkompetanse=rad, **FIL | {"sha256": str(nr) * 64}) for nr in (1, 2))
    client.force_login(soker)
    client.post(side("bevis-delete", fil))
    assert list(rad.filer.all()) == [annen]

    rad.tilstand = Tilstand.BEKREFTET
    rad.save()
    client.post(side("bevis-delete", annen))

    assert list(rad.filer.all()) == [annen]


def test_how_one_uses_it_is_said_on_the_page(soker, client):
    rad = gi_kompetanse(soker, lag_kompetanse("Demens"), 2)
    client.force_login(soker)

    client.post(side("registrering-use", rad), {"bruk": "mer"})
    client.post(side("registrering-use", rad), {"bruk": "tull"})

    rad.refresh_from_db()
    assert rad.bruk == "mer"
