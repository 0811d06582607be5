"""A leave: from when to when, set by HR and the leaders above, seen by them and the person, and never why."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from kompetanse.felles.samskriving import Endring
from kompetanse.organisasjon import personer
from kompetanse.organisasjon.models import Person
from tests.klokke import dag, skrevet
from tests.rollebesetning import gi_permisjon, gi_stedfortreder

PERIODE = Endring({"permisjon_fra": dag(), "permisjon_til": dag(30)})


def adresse(bruker):
    return reverse("organisasjon:person-leave", args=[bruker.person_id])


def test_hr_and_the_leaders_above_set_it(soker, leder, avdelingsdirektor, hr):
    for bruker in (leder, avdelingsdirektor, hr):
        personer.sett_permisjon(soker.person, PERIODE, bruker=bruker)
    assert Person.objects.get(pk=soker.person_id).er_i_permisjon()


@pytest.mark.parametrize("hvem", ["soker", "kollega", "utenforstaende", "hr_enhet", "systemansvarlig", "gruppemedlem"])
def test_nobody_else_sets_it(request, soker, hvem):
    with pytest.raises(PermissionDenied):
        personer.sett_permisjon(soker.person, PERIODE, bruker=request.getfixturevalue(hvem))


def test_a_deputy_does_not_send_the_leader_away(avdelingsdirektor, kollega, soker):
    gi_stedfortreder(avdelingsdirektor.person.roller.get(), kollega)

    assert kollega.has_perm("organisasjon.set_permisjon", soker.person)
    assert not kollega.has_perm("organisasjon.set_permisjon", avdelingsdirektor.person)


@pytest.mark.parametrize(("fra", "til"), [(None, dag()), (dag(), None), (dag(), dag(-1))])
def test_it_has_a_first_day_and_a_last_one_that_is_not_before(soker, hr, fra, til):
    with pytest.raises(ValidationError, match="Skriv både første og siste dag"):
        personer.sett_permisjon(soker.person, Endring({"permisjon_fra": fra, "permisjon_til": til}), bruker=hr)
    assert not Person.objects.get(pk=soker.person_id).er_i_permisjon()


def test_it_holds_on_its_first_day_and_its_last_and_is_the_same_in_sql(soker):
    gi_permisjon(soker, fra=dag(1), til=dag(2))

    dager = [dag(n) for n in range(4)]
    assert [soker.person.er_i_permisjon(en) for en in dager] == [False, True, True, False]
    assert [not Person.objects.til_stede(en).contains(soker.person) for en in dager] == [False, True, True, False]


def test_the_leader_sets_it_on_the_page_and_it_is_seen_by_the_line_hr_and_oneself(
    client, soker, leder, hr, systemansvarlig
):
    client.force_login(leder)
    svar = client.post(adresse(soker), {"permisjon_fra": skrevet(), "permisjon_til": skrevet(30)}, follow=True)
    assert "Permisjonen er lagret." in svar.content.decode()

    ser = []
    for bruker in (leder, hr, soker, systemansvarlig):
        client.force_login(bruker)
        ser.append("<dt>Permisjon</dt>" in client.get(soker.person.get_absolute_url()).content.decode())
    assert ser == [True, True, True, False]


def test_what_is_typed_wrong_is_told_on_the_page_and_kept(client, soker, leder):
    client.force_login(leder)
    side = client.post(adresse(soker), {"permisjon_fra": skrevet(), "permisjon_til": ""}).content.decode()

    assert "Skriv både første og siste dag" in side
    assert f'value="{skrevet()}"' in side


def test_min_side_tells_the_one_who_is_on_leave(client, soker, leder):
    gi_permisjon(soker)

    sier = []
    for bruker in (soker, leder):
        client.force_login(bruker)
        sier.append("Du er registrert med permisjon til og med" in client.get("/").content.decode())
    assert sier == [True, False]
