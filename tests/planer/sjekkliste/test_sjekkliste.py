"""The joint checklist: who ticks, who is told, and two who write at once."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from kompetanse.felles.models import Varsel
from kompetanse.felles.samskriving import Endring, Uenig, avtrykk
from planer.models import Sjekkpunkt
from planer.sjekkliste import svar
from tests.planer.factories import lag_plan


@pytest.fixture
def plan(tre):
    return lag_plan(tre.ikt)


@pytest.fixture
def punkt(plan):
    return Sjekkpunkt.objects.first()


def test_leader_and_representative_tick_off_together_and_each_stands_with_who_and_when(
    plan, punkt, avdelingsdirektor, tillitsvalgt
):
    gjort, notat = svar.feltnavn(punkt, "gjort"), svar.feltnavn(punkt, "notat")
    svar.lagre(plan, Endring({gjort: False, notat: "Nattevaktene"}), bruker=avdelingsdirektor)
    svar.lagre(plan, Endring({gjort: True, notat: "Nattevaktene"}), bruker=tillitsvalgt)

    rad = plan.sjekksvar.get()
    assert (rad.punkt, rad.notat, rad.gjort_av) == (punkt, "Nattevaktene", tillitsvalgt)
    svar.lagre(plan, Endring({gjort: False}), bruker=avdelingsdirektor)
    rad.refresh_from_db()
    assert (rad.gjort, rad.gjort_av) == (None, None)


def test_the_other_side_is_told_once_when_the_list_is_begun(plan, punkt, avdelingsdirektor, tillitsvalgt):
    for tekst in ("Først", "Så"):
        svar.lagre(plan, Endring({svar.feltnavn(punkt, "notat"): tekst}), bruker=avdelingsdirektor)

    varsel = Varsel.objects.get()
    assert (varsel.mottaker, varsel.lenke) == (tillitsvalgt, reverse("planer:plan-sjekkliste", args=[plan.pk]))


def test_two_who_note_on_the_same_point_choose(plan, punkt, avdelingsdirektor, tillitsvalgt):
    notat = svar.feltnavn(punkt, "notat")
    svar.lagre(plan, Endring({notat: "Den første"}, avtrykk({notat: ""})), bruker=avdelingsdirektor)

    with pytest.raises(Uenig):
        svar.lagre(plan, Endring({notat: "Den andre"}, avtrykk({notat: ""})), bruker=tillitsvalgt)


def test_a_point_that_hr_takes_out_of_use_stays_where_something_is_said_of_it(plan, punkt, avdelingsdirektor):
    svar.lagre(plan, Endring({svar.feltnavn(punkt, "gjort"): True}), bruker=avdelingsdirektor)
    Sjekkpunkt.objects.all().update(i_bruk=False)

    assert [ett for ett, _svar in svar.punkter(plan)] == [punkt]


@pytest.mark.parametrize(
    ("hvem", "status", "vist"),
    [
        ("avdelingsdirektor", "utkast", 200),
        ("tillitsvalgt", "utkast", 200),
        ("hr", "utkast", 200),
        ("leder", "utkast", 404),
        ("utenforstaende", "utkast", 404),
        ("leder", "vedtatt", 403),
        ("tillitsvalgt", "avlost", 200),
    ],
)
def test_who_opens_the_list_in_each_state(plan, client, request, hvem, status, vist):
    plan.status, plan.gjelder_fra = status, None if status == "utkast" else plan.fra
    plan.save()
    client.force_login(request.getfixturevalue(hvem))
    adresse = reverse("planer:plan-sjekkliste", args=[plan.pk])

    assert client.get(adresse).status_code == vist
    if vist == 200:
        # One that is replaced says why on the page.
        assert client.post(adresse, {}).status_code == (200 if status == "avlost" else 302)


def test_the_representative_of_another_unit_does_not_see_it(tre, tillitsvalgt):
    annen = lag_plan(tre.barnehager)

    with pytest.raises(PermissionDenied):
        svar.lagre(annen, Endring({}), bruker=tillitsvalgt)
