"""What goes wrong on the way: the leader changes, the employee leaves, and the time to keep it is over."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from kartlegging.models import Kartleggingsoppsett, Oppbevaring
from kompetanse.felles.models import Hendelse, Varsel
from kompetanse.organisasjon.models import Rollekode
from planer.models import Planoppsett, Samtale, Samtalebidrag
from planer.samtale import forberedelse, gjennomforing, invitasjon, ledervalg, rydding
from planer.samtale.bilde import samtalebilde
from planer.samtale.folk import Stand, med_alt, medarbeidere
from tests.klokke import dag, senere
from tests.planer.samtale.factories import inviter, lag_permisjon, skriv
from tests.rollebesetning import gi_rolle, lag_bruker, lag_enhet

pytestmark = pytest.mark.django_db
Status = Samtale.Status


@pytest.fixture
def samtale(soker, leder):
    """Both have written, and the employee has shared."""
    samtale = inviter(leder, soker, melding="Velkommen")[0]
    skriv(samtale, soker, "Siri skriver")
    skriv(samtale, leder, "Lars skriver")
    forberedelse.del_(samtale, bruker=soker)
    return samtale


@pytest.fixture
def ny_leder(tre):
    bruker = lag_bruker("Nina", tre.barnehager)
    gi_rolle(bruker, Rollekode.LEDER, tre.barnehager)
    return bruker


def test_a_leader_who_is_no_longer_the_nearest_is_out_before_the_night(samtale, tre, soker, leder):
    soker.person.stillinger.update(enhet=tre.barnehager)

    assert not Samtale.objects.mellom(leder).exists()
    with pytest.raises(PermissionDenied):
        gjennomforing.hold(samtale, dag(0), bruker=leder)


def test_the_leader_changes_between_prepare_and_share(samtale, tre, soker, leder, ny_leder):
    soker.person.stillinger.update(enhet=tre.barnehager)

    assert (ledervalg.flytt_alle(), ledervalg.flytt_alle()) == (1, 0)

    samtale.refresh_from_db()
    assert (samtale.leder, samtale.melding) == (None, "")
    assert list(Samtalebidrag.objects.values_list("person", "delt")) == [(soker.person_id, None)]
    assert Varsel.objects.latest("pk").mottaker == soker
    assert inviter(ny_leder, soker) == [samtale]
    samtale.refresh_from_db()
    assert (samtale.leder, samtale.enhet) == (ny_leder.person, tre.barnehager)
    assert samtalebilde(samtale, ny_leder).deres is None
    assert list(samtalebilde(samtale, soker).mitt.svar.values()) == ["Siri skriver"]


def test_a_new_leader_invites_on_the_same_day_and_sees_nothing_of_it_either(samtale, tre, soker, leder, ny_leder):
    soker.person.stillinger.update(enhet=tre.barnehager)

    inviter(ny_leder, soker)

    samtale.refresh_from_db()
    assert samtale.leder == ny_leder.person
    assert samtalebilde(samtale, ny_leder).deres is None
    assert not Samtalebidrag.objects.filter(person=leder.person).exists()


def test_a_new_leader_sees_nothing_of_a_talk_that_was_held(client, samtale, tre, soker, leder, ny_leder):
    gjennomforing.hold(samtale, dag(0), bruker=leder)
    soker.person.stillinger.update(enhet=tre.barnehager)
    ledervalg.flytt_alle()

    client.force_login(ny_leder)
    assert client.get(samtale.get_absolute_url()).status_code == 404
    assert [(rad.person, rad.stand) for rad in med_alt(medarbeidere(ny_leder, samtale.aar))] == [
        (soker.person, Stand.ANNEN)
    ]
    client.force_login(soker)
    assert "Siri skriver" in client.get(samtale.get_absolute_url()).content.decode()


def test_one_with_two_positions_has_the_talk_with_the_leader_of_the_main_one_or_chooses(
    client, tre, samtale, soker, leder
):
    annen = lag_enhet(tre.oppvekst, "Kulturskolen")
    sjef = lag_bruker("Nina", annen)
    gi_rolle(sjef, Rollekode.LEDER, annen)
    stilling = {"tittel": "Lærer", "prosent": 20, "fra": dag(-100), "hovedstilling": False}
    soker.person.stillinger.create(enhet=annen, **stilling)
    assert [rad.person for rad in med_alt(medarbeidere(sjef, samtale.aar))] == []
    with pytest.raises(PermissionDenied):
        inviter(sjef, soker)

    client.force_login(soker)
    client.post(reverse("planer:samtale-leader", args=[samtale.pk]), {"leder": sjef.person_id})

    samtale.refresh_from_db()
    assert (samtale.leder, samtale.enhet) == (sjef.person, annen)
    assert samtalebilde(samtale, sjef).deres is None
    assert [(rad.person, rad.stand) for rad in med_alt(medarbeidere(sjef, samtale.aar))] == [
        (soker.person, Stand.FORBEREDES)
    ]
    rad = next(rad for rad in med_alt(medarbeidere(leder, samtale.aar)) if rad.person == soker.person)
    assert (rad.stand, rad.samtale) == (Stand.ANNEN, None)


def test_a_leader_without_a_leader_is_told_so(client, etatsdirektor):
    client.force_login(etatsdirektor)

    assert "Vi finner ingen leder for deg" in client.get(reverse("planer:samtale-create")).content.decode()
    with pytest.raises(ValidationError, match="ikke nærmeste leder"):
        invitasjon.be_om(etatsdirektor.person, etatsdirektor.person, bruker=etatsdirektor)


def test_who_leaves_before_they_agree_leaves_no_words_and_no_task(samtale, soker, leder):
    soker.person.stillinger.update(til=dag(-1))

    assert (rydding.rydd(), rydding.rydd()) == (1, 0)

    samtale.refresh_from_db()
    assert (samtale.status, samtale.melding, Samtalebidrag.objects.count()) == (Status.AVLYST, "", 0)
    assert soker.person_id not in [rad.person.pk for rad in med_alt(medarbeidere(leder, samtale.aar))]


def test_what_was_prepared_goes_when_its_time_is_over_and_that_it_was_held_stays(samtale, leder):
    gjennomforing.hold(samtale, dag(0), bruker=leder)
    oppsett = Planoppsett.for_kommunen()
    oppsett.samtale_slettes_etter_mnd = 2
    oppsett.save()

    with senere(days=50):
        assert rydding.rydd() == 0
    with senere(days=70):
        assert (rydding.rydd(), rydding.rydd()) == (1, 0)

    samtale.refresh_from_db()
    assert (samtale.status, Samtalebidrag.objects.count()) == (Status.HOLDT, 0)
    assert Hendelse.objects.for_objekt(samtale).last().handling == "samtale.tekst_slettet"


def test_the_row_of_one_who_has_left_goes_with_the_rest_of_what_the_kommune_had(samtale, soker):
    lag_permisjon(samtale, soker)
    oppsett = Kartleggingsoppsett.for_kommunen()
    oppsett.sperres_etter_mnd, oppsett.slettes_etter_mnd = 1, 1
    oppsett.save()
    soker.person.stillinger.update(til=dag(-200))
    Oppbevaring.objects.create(person=soker.person, sperret=dag(-100))

    rydding.rydd()

    assert not Samtale.objects.filter(person=soker.person).exists()
    data = Hendelse.objects.get(handling="samtale.destruert").data
    assert (data["samtaler"], data["permisjoner"]) == (1, 1)


def test_one_that_is_called_off_can_be_invited_to_anew(samtale, soker, leder):
    invitasjon.avlys(samtale, bruker=leder)

    assert Samtalebidrag.objects.count() == 0
    ny = inviter(leder, soker)[0]
    assert (ny == samtale, ny.status) == (False, Status.INVITERT)
