"""No case waits for nobody: the next in the line who can answers, and when there is none, HR points someone out."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from kompetanse.felles.models import Varsel
from kompetanse.felles.oppgaver import oppgavene
from kompetanse.organisasjon import personer
from kompetanse.organisasjon.models import Rollekode
from soknader.models import Saksteg
from soknader.oppgaver import slag_for
from soknader.sak import omfordeling, saksgang
from soknader.sak.behandlere import brukere_for_steg
from tests.rollebesetning import gi_rolle, gi_stedfortreder, lag_bruker
from tests.soknader.factories import lag_soknad

DAG = dt.timedelta(days=1)


def send(bruker, **felt):
    return saksgang.send_inn(lag_soknad(bruker, **felt), bruker=bruker)


def venter_paa(soknad):
    steg = soknad.current_step()
    return steg.rollekode, steg.enhet, brukere_for_steg(steg)


def uten_konto(bruker):
    """Ada has the role, and never got an account."""
    bruker.delete()


def sperret(bruker):
    bruker.is_active = False
    bruker.save()


@pytest.mark.parametrize("lukk", [uten_konto, sperret])
def test_a_step_goes_to_the_next_leader_up_when_the_holder_has_no_open_account(
    soker, avdelingsdirektor, etatsdirektor, tre, lukk
):
    lukk(avdelingsdirektor)
    soknad = send(soker)

    assert venter_paa(soknad) == (Rollekode.KOMMUNEDIREKTOR, tre.rot, [etatsdirektor])
    assert soknad.current_step().flyttet == (
        "Den som har rollen «Avdelingsdirektør», har ingen åpen konto. Saken går derfor til nærmeste leder over."
    )


def test_a_deputy_with_an_account_answers_for_a_holder_who_has_none(soker, avdelingsdirektor, etatsdirektor, kollega):
    gi_stedfortreder(avdelingsdirektor.person.roller.get(), kollega)
    sperret(avdelingsdirektor)

    assert venter_paa(send(soker))[2] == [kollega]


def test_a_deputy_who_has_left_does_not_count(soker, avdelingsdirektor, etatsdirektor, kollega):
    gi_stedfortreder(avdelingsdirektor.person.roller.get(), kollega)
    sperret(avdelingsdirektor)
    kollega.person.stillinger.update(til=timezone.localdate() - DAG)

    assert venter_paa(send(soker))[2] == [etatsdirektor]


def test_a_section_leader_never_answers_in_the_place_of_the_director_above(soker, leder, etatsdirektor, tre):
    soknad = send(soker)

    assert venter_paa(soknad) == (Rollekode.KOMMUNEDIREKTOR, tre.rot, [etatsdirektor])
    assert soknad.current_step().flyttet.startswith("Ingen har rollen «Avdelingsdirektør» for enheten.")


def test_a_kommunalsjef_above_the_avdelinger_is_answered_by_the_leader_above(tre, etatsdirektor):
    sjef = lag_bruker("Kai", tre.stab, er_leder=True)
    gi_rolle(sjef, Rollekode.LEDER, tre.stab)

    assert venter_paa(send(sjef, avdeling=tre.stab)) == (Rollekode.KOMMUNEDIREKTOR, tre.rot, [etatsdirektor])


def test_shutting_an_account_moves_the_cases_at_once(
    soker, avdelingsdirektor, etatsdirektor, hr, django_capture_on_commit_callbacks
):
    soknad = send(soker)
    with django_capture_on_commit_callbacks(execute=True):
        personer.sperr_konto(avdelingsdirektor.person, bruker=hr, sperret=True)
    assert venter_paa(soknad)[2] == [etatsdirektor]

    with django_capture_on_commit_callbacks(execute=True):
        personer.sperr_konto(avdelingsdirektor.person, bruker=hr, sperret=False)
    assert venter_paa(soknad)[2] == [avdelingsdirektor]


# --- Nobody can -------------------------------------------------------------------------------------


@pytest.fixture
def stanset(etatsdirektor, tre, hr):
    """The director of all has applied: nobody in the line is above."""
    return send(etatsdirektor, avdeling=tre.rot)


def test_hr_gets_a_task_that_leads_to_the_case_that_nobody_can_answer(stanset, hr, client):
    client.force_login(hr)

    varsel = Varsel.objects.get(mottaker=hr)
    oppgave = next(oppgave for oppgave in oppgavene(slag_for(hr)) if oppgave.tone == "varsel")
    assert varsel.lenke == oppgave.url == stanset.get_absolute_url()
    assert oppgave.hva == "Pek ut hvem som svarer på «Workshop ‘Smidig dag’»"
    assert "Pek ut hvem som svarer" in client.get(oppgave.url).content.decode()


def test_the_case_says_on_top_that_it_stands_and_who_can_move_it(stanset, hr, etatsdirektor, client):
    sider = {}
    for hvem in (hr, etatsdirektor):
        client.force_login(hvem)
        sider[hvem] = client.get(stanset.get_absolute_url()).content.decode()

    assert sider[hr].index("Ingen kan svare på søknaden nå") < sider[hr].index("Pek ut hvem som svarer")
    assert sider[hr].count("Pek ut hvem som svarer") == 1
    assert "HR har fått beskjed, og kan peke ut hvem som svarer." in sider[etatsdirektor]
    assert "Pek ut hvem som svarer" not in sider[etatsdirektor]


def test_the_list_marks_the_cases_that_nobody_can_answer_and_finds_them(stanset, hr, soker, avdelingsdirektor, client):
    send(soker, tittel="En som går sin gang")
    client.force_login(hr)
    alle = client.get(reverse("soknader:soknad-list")).content.decode()
    stansede = client.get(reverse("soknader:soknad-list"), {"hvem": "stansede"}).content.decode()

    assert alle.count("Stanset: ingen kan svare") == stansede.count("Stanset: ingen kan svare") == 1
    assert ("En som går sin gang" in alle, "En som går sin gang" in stansede) == (True, False)


def test_hr_points_out_who_answers_and_only_that_one_can(stanset, hr, leder, gruppemedlem):
    saksgang.pek_ut(stanset, bruker=hr, person=gruppemedlem.person, kommentar="Etatsdirektøren har søkt selv.")
    steg = stanset.current_step()

    assert (steg.stanset, brukere_for_steg(steg)) == (False, [gruppemedlem])
    assert list(Saksteg.objects.uten_behandler()) == []
    assert Varsel.objects.filter(mottaker=gruppemedlem, emne__startswith="Ta stilling til").count() == 1
    assert [bruker.has_perm("soknader.answer_step", stanset) for bruker in (gruppemedlem, leder, hr)] == [
        True,
        False,
        False,
    ]

    saksgang.anbefal(stanset, bruker=gruppemedlem)
    svar = stanset.steg.get(avgjorelse="anbefalt")
    assert (svar.avgjort_av, svar.i_rolle, svar.flyttet) == (
        gruppemedlem,
        "",
        "Pekt ut av HR: Etatsdirektøren har søkt selv.",
    )


def test_the_one_who_has_the_role_answers_no_more_when_hr_has_pointed_out_another(
    soker, avdelingsdirektor, gruppemedlem, hr
):
    """Ada is away, and has set no deputy."""
    soknad = send(soker)
    saksgang.pek_ut(soknad, bruker=hr, person=gruppemedlem.person, kommentar="Ada er i permisjon.")

    assert not avdelingsdirektor.has_perm("soknader.answer_step", soknad)
    assert omfordeling.finn_behandlere_paa_nytt(soknad.kommune_id) == []
    assert venter_paa(soknad)[2] == [gruppemedlem]


def test_a_case_goes_back_to_the_role_when_the_one_pointed_out_loses_the_account(
    soker, avdelingsdirektor, gruppemedlem, hr
):
    soknad = send(soker)
    saksgang.pek_ut(soknad, bruker=hr, person=gruppemedlem.person, kommentar="Ada er i permisjon.")
    sperret(gruppemedlem)
    omfordeling.finn_behandlere_paa_nytt(soknad.kommune_id)

    assert venter_paa(soknad)[2] == [avdelingsdirektor]


@pytest.mark.parametrize("hvem", ["soker", "hr", "kollega"])
def test_hr_cannot_point_out_the_applicant_oneself_or_one_without_an_account(
    request, soker, avdelingsdirektor, hr, kollega, hvem
):
    soknad = send(soker)
    sperret(kollega)

    with pytest.raises(ValidationError) as feil:
        saksgang.pek_ut(soknad, bruker=hr, person=request.getfixturevalue(hvem).person, kommentar="Ada er borte.")
    assert list(feil.value.message_dict) == ["person"]
    assert venter_paa(soknad)[2] == [avdelingsdirektor]


def test_nobody_but_hr_points_out_who_answers(soker, avdelingsdirektor, gruppemedlem):
    soknad = send(soker)

    with pytest.raises(PermissionDenied):
        saksgang.pek_ut(soknad, bruker=avdelingsdirektor, person=gruppemedlem.person, kommentar="Jeg har ikke tid.")


def test_hr_points_out_from_the_page(stanset, hr, gruppemedlem, client):
    client.force_login(hr)
    url = reverse("soknader:soknad-answer", args=[stanset.pk, "pek_ut"])
    skjema = {"person": gruppemedlem.person.ansattnummer, "kommentar": "Har søkt selv.", "steg": ""}

    assert client.get(url).status_code == 200
    assert "Vi finner ingen som heter" in client.post(url, {**skjema, "person": "Ukjent Navn"}).content.decode()
    assert client.post(url, skjema).status_code == 302
    assert stanset.current_step().utpekt == gruppemedlem.person
    assert (
        f"Venter på avdelingsdirektør: {gruppemedlem.person}" in client.get(stanset.get_absolute_url()).content.decode()
    )
