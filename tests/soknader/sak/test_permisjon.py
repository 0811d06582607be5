"""Somebody is on leave: others answer, go on with the cases and are told, and nothing is said of it to those it does not
concern."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from kompetanse.felles.models import Varsel
from kompetanse.felles.oppgaver import oppgavene
from kompetanse.felles.samskriving import Endring
from kompetanse.organisasjon import personer, roller
from kompetanse.organisasjon.models import Rollekode
from soknader.models import Soknad
from soknader.mote import oppmote
from soknader.mote.deltakelse import Oppmote
from soknader.oppgaver import slag_for
from soknader.sak import paaminnelser, register, saksgang
from soknader.sak.behandlere import brukere_for_steg
from tests.klokke import dag, senere
from tests.rollebesetning import gi_permisjon, gi_stedfortreder
from tests.soknader.factories import lag_soknad
from tests.soknader.moter import lag_klar, lag_mote


@pytest.fixture
def sendt(soker, avdelingsdirektor, etatsdirektor):
    return saksgang.send_inn(lag_soknad(soker), bruker=soker)


@pytest.fixture
def sett_permisjon(hr, django_capture_on_commit_callbacks):
    """HR says from when to when somebody is away, as the page does."""

    def _sett(bruker, fra, til):
        form = {"permisjon_fra": fra, "permisjon_til": til}
        with django_capture_on_commit_callbacks(execute=True):
            bruker.person = personer.sett_permisjon(bruker.person, Endring(form), bruker=hr)

    return _sett


# --- Who answers ------------------------------------------------------------------------------------


def test_a_waiting_step_goes_up_the_line_while_the_leader_is_on_leave_and_comes_back(
    sendt, avdelingsdirektor, etatsdirektor, sett_permisjon
):
    sett_permisjon(avdelingsdirektor, dag(), dag(10))
    steg = sendt.current_step()
    assert brukere_for_steg(steg) == [etatsdirektor]
    assert steg.flyttet == (
        "Den som har rollen «Avdelingsdirektør», er borte nå. Saken går derfor til nærmeste leder over."
    )
    assert [bruker.has_perm("soknader.answer_step", sendt) for bruker in (avdelingsdirektor, etatsdirektor)] == [
        False,
        True,
    ]

    sett_permisjon(avdelingsdirektor, None, None)
    assert brukere_for_steg(sendt.current_step()) == [avdelingsdirektor]
    assert sendt.current_step().flyttet == ""


def test_a_leave_begins_and_ends_by_its_dates(
    sendt, avdelingsdirektor, etatsdirektor, sett_permisjon, django_capture_on_commit_callbacks
):
    sett_permisjon(avdelingsdirektor, dag(5), dag(9))
    svarer = []
    for dager in (4, 5, 9, 10):
        with senere(days=dager), django_capture_on_commit_callbacks(execute=True):
            roller.folg_datoene()
        svarer.append(brukere_for_steg(sendt.current_step()))

    assert svarer == [[avdelingsdirektor], [etatsdirektor], [etatsdirektor], [avdelingsdirektor]]


def test_the_deputy_answers_alone_while_the_holder_is_on_leave_and_the_chain_says_so(
    client, sendt, avdelingsdirektor, kollega, soker
):
    gi_stedfortreder(avdelingsdirektor.person.roller.get(), kollega)
    gi_permisjon(avdelingsdirektor)

    assert brukere_for_steg(sendt.current_step()) == [kollega]
    client.force_login(soker)
    side = client.get(sendt.get_absolute_url()).content.decode()
    assert ("Kari Test" in side, "Ada Test" in side) == (True, False)
    with pytest.raises(PermissionDenied):
        saksgang.anbefal(sendt, bruker=avdelingsdirektor)
    svar = saksgang.anbefal(sendt, bruker=kollega).steg.get(avgjorelse="anbefalt")
    assert svar.paa_vegne_av == "Ada Test"


def test_a_deputy_who_is_on_leave_answers_for_nobody(sendt, avdelingsdirektor, kollega):
    gi_stedfortreder(avdelingsdirektor.person.roller.get(), kollega)
    gi_permisjon(kollega)

    assert brukere_for_steg(sendt.current_step()) == [avdelingsdirektor]
    assert not kollega.has_perm("soknader.answer_step", sendt)


def test_hr_is_told_when_everyone_in_the_line_is_on_leave(sendt, avdelingsdirektor, etatsdirektor, hr, sett_permisjon):
    sett_permisjon(etatsdirektor, dag(), dag(10))
    sett_permisjon(avdelingsdirektor, dag(), dag(10))

    assert sendt.current_step().stanset
    assert Varsel.objects.get(mottaker=hr).emne == "Ingen kan svare på 1 søknad"


def test_one_on_leave_cannot_be_pointed_out_and_one_who_is_goes_back_to_the_role(
    sendt, avdelingsdirektor, gruppemedlem, hr, sett_permisjon
):
    saksgang.pek_ut(sendt, bruker=hr, person=gruppemedlem.person, kommentar="Ada har ferie.")
    sett_permisjon(gruppemedlem, dag(), dag(10))

    assert brukere_for_steg(sendt.current_step()) == [avdelingsdirektor]
    with pytest.raises(ValidationError, match="er borte"):
        saksgang.pek_ut(sendt, bruker=hr, person=gruppemedlem.person, kommentar="Ada har ferie.")


def test_reminders_go_to_who_answers(sendt, avdelingsdirektor, kollega):
    gi_stedfortreder(avdelingsdirektor.person.roller.get(), kollega)
    gi_permisjon(avdelingsdirektor)
    Varsel.objects.all().delete()

    paaminnelser.paaminn_ventende_steg(dag(60))

    assert [varsel.mottaker for varsel in Varsel.objects.all()] == [kollega]


# --- One's own cases --------------------------------------------------------------------------------


def test_the_cases_of_one_on_leave_are_taken_over_drafts_too_by_the_line_and_hr_alone(
    soker, leder, hr, utenforstaende, gruppemedlem
):
    soknad = lag_soknad(soker)
    gi_permisjon(soker, fra=dag(1))
    assert not leder.has_perm("soknader.take_over_soknad", soknad)
    gi_permisjon(soker)

    alle = (leder, hr, utenforstaende, gruppemedlem)
    assert [Soknad.objects.visible_to(bruker).contains(soknad) for bruker in alle] == [True, True, False, False]
    assert [len(register.finn(bruker, hvem="uten_eier")) for bruker in alle] == [1, 1, 0, 0]
    oppgave = next(oppgave for oppgave in oppgavene(slag_for(leder)) if oppgave.url == soknad.get_absolute_url())
    assert oppgave.hvorfor == "Siri Test, som eier søknaden, er ikke her nå"
    saksgang.overta(soknad, bruker=leder, kommentar="Siri er borte en stund.")
    assert Soknad.objects.get(soker=leder) == soknad


def test_a_returned_case_is_told_to_the_nearest_leader_who_is_here(
    sendt, soker, leder, avdelingsdirektor, etatsdirektor
):
    gi_permisjon(soker)
    gi_permisjon(leder)
    Varsel.objects.all().delete()

    saksgang.returner(sendt, bruker=avdelingsdirektor, kommentar="Skriv mer.")

    varsel = Varsel.objects.get()
    assert varsel.mottaker == avdelingsdirektor
    assert varsel.tekst.endswith("Siri Test, som eier søknaden, er ikke her nå. Du kan overta saken.")


def test_the_list_marks_the_case_for_those_who_can_take_it_over(client, sendt, soker, leder, gruppemedlem):
    gi_permisjon(soker)

    merket = []
    for bruker in (leder, gruppemedlem, soker):
        client.force_login(bruker)
        (rad,) = client.get(reverse("soknader:soknad-list")).context["liste"].rader
        merket.append(rad.mangler_eier)
    assert merket == [True, False, False]


# --- The meeting ------------------------------------------------------------------------------------


def test_a_member_on_leave_is_not_called_and_the_deputy_is(
    etatsdirektor, gruppemedlem, kollega, hr, soker, avdelingsdirektor, hr_leder, sett_permisjon
):
    lag_klar(soker, avdelingsdirektor, hr_leder)
    mote = lag_mote(hr, dato=dag(7))
    sett_permisjon(etatsdirektor, dag(), dag(10))
    mote.refresh_from_db()
    navn = [deltaker.person.fornavn for deltaker in mote.deltakere.select_related("person")]
    assert (navn, mote.moteleder) == (["Gro"], gruppemedlem.person)

    gi_stedfortreder(etatsdirektor.person.roller.get(), kollega)
    oppmote.folg_rollene(mote.kommune_id, [Rollekode.KOMMUNEDIREKTOR])
    assert mote.deltakere.get(person=kollega.person).i_rolle == "stedfortreder for Eva Test"
    assert Oppmote.av(mote, mote.deltakere.all()).plasser == 2
