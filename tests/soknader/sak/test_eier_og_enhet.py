"""A case goes on when its owner is gone, its unit goes on in another, or its year is changed."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from kompetanse.felles.models import Varsel
from kompetanse.felles.oppgaver import oppgavene
from kompetanse.organisasjon import tre as organisasjonstre
from soknader.models import Soknad
from soknader.oppgaver import slag_for
from soknader.sak import rapport, register, saksgang, utkast
from soknader.sak.behandlere import brukere_for_steg
from tests.klokke import dag, senere
from tests.organisasjon.importhjelp import HELSE, csv, plan
from tests.rollebesetning import gi_stedfortreder, glem_roller
from tests.soknader.factories import lag_ramme, lag_soknad
from tests.soknader.moter import lag_klar, lag_mote, start_mote, vedta

GRUNN = "Siri har sluttet."


@pytest.fixture
def sendt(soker, avdelingsdirektor):
    return saksgang.send_inn(lag_soknad(soker), bruker=soker)


def slutt(bruker):
    """The last day at work was yesterday."""
    bruker.person.stillinger.update(til=dag(-1))


# --- The owner is gone ------------------------------------------------------------------------------


@pytest.mark.parametrize("hvem", ["hr", "leder", "avdelingsdirektor"])
def test_hr_and_the_leaders_of_the_unit_take_a_case_over_and_own_it(request, sendt, soker, hvem):
    ny = request.getfixturevalue(hvem)
    slutt(soker)

    saksgang.overta(sendt, bruker=ny, kommentar=GRUNN)

    sendt.refresh_from_db()
    assert sendt.soker == ny
    assert ny.has_perm("soknader.withdraw_soknad", sendt)
    assert not ny.has_perm("soknader.answer_step", sendt)


@pytest.mark.parametrize("hvem", ["utenforstaende", "gruppemedlem", "kollega", "hr_enhet"])
def test_nobody_else_takes_it_over(request, sendt, hvem):
    with pytest.raises(PermissionDenied):
        saksgang.overta(sendt, bruker=request.getfixturevalue(hvem), kommentar=GRUNN)


def test_who_has_stepped_aside_does_not_take_it_over_but_the_earlier_owner_who_is_back_may(
    leder, avdelingsdirektor, etatsdirektor
):
    sendt = saksgang.send_inn(lag_soknad(leder), bruker=leder)
    saksgang.meld_inhabil(sendt, bruker=avdelingsdirektor, kommentar="Gift med kursholderen.")
    with pytest.raises(PermissionDenied):
        saksgang.overta(sendt, bruker=avdelingsdirektor, kommentar=GRUNN)

    saksgang.overta(sendt, bruker=etatsdirektor, kommentar="Lars er borte.")
    saksgang.overta(sendt, bruker=leder, kommentar="Jeg er tilbake.")
    assert Soknad.objects.get(soker=leder) == sendt


def test_a_leader_who_takes_over_a_case_that_waits_for_the_leader_passes_it_up(sendt, avdelingsdirektor, etatsdirektor):
    saksgang.overta(sendt, bruker=avdelingsdirektor, kommentar=GRUNN)

    assert brukere_for_steg(sendt.current_step()) == [etatsdirektor]


def test_the_one_who_applied_never_answers_the_case_that_another_took_over(sendt, soker, hr, avdelingsdirektor):
    gi_stedfortreder(avdelingsdirektor.person.roller.get(), soker)
    saksgang.overta(sendt, bruker=hr, kommentar="Siri er i permisjon.")
    glem_roller(soker)

    assert not soker.has_perm("soknader.answer_step", sendt)


def test_a_draft_is_its_owners_own_until_the_owner_has_left(soker, leder, hr, utenforstaende):
    soknad = lag_soknad(soker)
    assert [Soknad.objects.visible_to(bruker).contains(soknad) for bruker in (leder, hr)] == [False, False]
    with pytest.raises(PermissionDenied):
        saksgang.overta(soknad, bruker=leder, kommentar=GRUNN)

    slutt(soker)

    synlig = [Soknad.objects.visible_to(bruker).contains(soknad) for bruker in (leder, hr, utenforstaende)]
    assert synlig == [True, True, False]
    soknad = saksgang.overta(soknad, bruker=leder, kommentar=GRUNN)
    assert leder.has_perm("soknader.edit_soknad", soknad)


def test_a_returned_case_is_told_to_those_who_can_take_it_over_and_never_to_one_who_has_left(
    sendt, soker, avdelingsdirektor, leder, hr
):
    slutt(soker)
    Varsel.objects.all().delete()

    saksgang.returner(sendt, bruker=avdelingsdirektor, kommentar="Skriv mer.")

    assert set(Varsel.objects.values_list("mottaker", flat=True)) == {leder.pk, hr.pk}
    assert Varsel.objects.first().tekst.endswith(
        "Siri Test, som eier søknaden, er ikke her lenger. Du kan overta saken."
    )


def test_a_grant_without_a_report_is_taken_over_reported_and_paid_back(soker, avdelingsdirektor, hr_leder, hr, leder):
    ramme = lag_ramme()
    soknad = lag_klar(soker, avdelingsdirektor, hr_leder, periode_fra=dag(-1), periode_til=dag())
    vedta(soknad, hr)
    slutt(soker)
    Varsel.objects.all().delete()
    with senere(days=2):
        rapport.send_rapportpaaminnelser()
    assert soker.pk not in Varsel.objects.values_list("mottaker", flat=True)
    assert leder.pk in Varsel.objects.values_list("mottaker", flat=True)

    soknad.refresh_from_db()
    saksgang.overta(soknad, bruker=leder, kommentar=GRUNN)
    rapport.lever_rapport(
        soknad, bruker=leder, faktisk_kostnad=30_000, antall_deltakere=20, gjennomfort="En dag.", resultat=""
    )

    assert soknad.posteringer.filter(ramme=ramme).count() == 2
    assert not hr.has_perm("soknader.take_over_soknad", Soknad.objects.get(pk=soknad.pk))


def test_those_who_can_take_over_have_it_as_a_task_and_find_it_in_the_register(sendt, soker, leder, hr, utenforstaende):
    slutt(soker)

    assert [
        [oppgave.url for oppgave in oppgavene(slag_for(bruker)) if oppgave.hva.startswith("Overta")]
        for bruker in (leder, hr, utenforstaende)
    ] == [[sendt.get_absolute_url()], [sendt.get_absolute_url()], []]
    assert list(register.finn(hr, hvem="uten_eier")) == [sendt]


def test_a_case_is_not_taken_over_while_a_meeting_has_it_in_hand(soker, avdelingsdirektor, hr_leder, hr, etatsdirektor):
    soknad = lag_klar(soker, avdelingsdirektor, hr_leder)
    start_mote(lag_mote(hr), hr)

    with pytest.raises(ValidationError, match="i et møte nå"):
        saksgang.overta(soknad, bruker=hr, kommentar=GRUNN)


def test_the_page_asks_before_a_case_is_taken_over_and_tells_the_one_who_had_it(sendt, soker, leder, client):
    client.force_login(leder)
    url = reverse("soknader:soknad-answer", args=[sendt.pk, "overta"])

    assert "Du blir den som retter" in client.get(url).content.decode()
    assert client.post(url, {"kommentar": "Siri er i permisjon."}).status_code == 302
    assert "Overtatt av Lars Test" in client.get(sendt.get_absolute_url()).content.decode()
    assert Varsel.objects.get(mottaker=soker).emne == "Lars Test har overtatt «Workshop ‘Smidig dag’»"


# --- The unit goes on in another --------------------------------------------------------------------


@pytest.fixture
def slaa_sammen(tre, hr, django_capture_on_commit_callbacks):
    def _slaa_sammen(kilde=None, maal=None):
        with django_capture_on_commit_callbacks(execute=True):
            organisasjonstre.slaa_sammen([kilde or tre.prosjekt], maal=maal or tre.barnehager, bruker=hr)

    return _slaa_sammen


def test_a_case_follows_its_unit_to_the_line_of_the_one_it_goes_on_in(
    sendt, slaa_sammen, tre, avdelingsdirektor, utenforstaende, client
):
    slaa_sammen()

    sendt.refresh_from_db()
    assert (sendt.enhet, sendt.tidligere_enhet) == (tre.barnehager, tre.prosjekt)
    assert brukere_for_steg(sendt.current_step()) == [utenforstaende]
    synlig = [Soknad.objects.visible_to(bruker).contains(sendt) for bruker in (utenforstaende, avdelingsdirektor)]
    assert synlig == [True, False]
    client.force_login(utenforstaende)
    assert "Barnehager (tidligere Prosjektkontoret)" in client.get(sendt.get_absolute_url()).content.decode()


def test_a_returned_case_goes_to_the_new_line_when_it_is_sent_again(
    sendt, soker, slaa_sammen, avdelingsdirektor, utenforstaende
):
    saksgang.returner(sendt, bruker=avdelingsdirektor, kommentar="Skriv mer.")
    slaa_sammen()

    soknad = saksgang.send_inn(sendt, bruker=soker)
    assert brukere_for_steg(soknad.current_step()) == [utenforstaende]


def test_a_decided_case_follows_through_two_mergers_and_keeps_the_name_it_was_decided_under(
    soker, avdelingsdirektor, hr_leder, hr, slaa_sammen, tre
):
    lag_ramme()
    soknad = lag_klar(soker, avdelingsdirektor, hr_leder)
    vedta(soknad, hr)

    slaa_sammen(maal=tre.hr)
    slaa_sammen(kilde=tre.hr, maal=tre.barnehager)

    soknad.refresh_from_db()
    assert (soknad.enhet, soknad.tidligere_enhet) == (tre.barnehager, tre.prosjekt)


def test_a_moved_unit_takes_its_waiting_cases_to_the_new_line(
    sendt, tre, hr, utenforstaende, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        organisasjonstre.flytt(tre.prosjekt, ny_forelder=tre.barnehager, bruker=hr)

    sendt.refresh_from_db()
    assert brukere_for_steg(sendt.current_step()) == [utenforstaende]


def test_an_open_case_follows_its_owner_when_the_unit_is_split(
    sendt, soker, kollega, hr, tre, avdelingsdirektor, django_capture_on_commit_callbacks
):
    blir = saksgang.send_inn(lag_soknad(kollega), bruker=kollega)
    with django_capture_on_commit_callbacks(execute=True):
        ny = organisasjonstre.del_opp(tre.prosjekt, navn="Nytt kontor", folk=[soker.person], bruker=hr)

    for soknad in (sendt, blir):
        soknad.refresh_from_db()
    assert (sendt.enhet, sendt.tidligere_enhet) == (ny, tre.prosjekt)
    assert (blir.enhet, blir.tidligere_enhet) == (tre.prosjekt, None)
    assert brukere_for_steg(sendt.current_step()) == [avdelingsdirektor]


def test_distributed_money_follows_the_unit_and_keeps_its_own_line(client, hr, tre, slaa_sammen):
    i_aar = timezone.localdate().year
    lag_ramme(fordelt=150_000, fordelinger={tre.ikt: 50_000, tre.prosjekt: 30_000, tre.barnehager: 70_000})
    slaa_sammen()
    client.force_login(hr)

    assert utkast.fordelt_til_linjen(tre.barnehager, i_aar) == (tre.barnehager, Decimal(100_000))
    assert utkast.fordelt_til_linjen(tre.ikt, i_aar) == (tre.ikt, Decimal(50_000))
    for navn in ("ramme-detail", "ramme-fordelt"):
        assert (
            "Prosjektkontoret (nå Barnehager)" in client.get(reverse(f"soknader:{navn}", args=[i_aar])).content.decode()
        )


# --- Another year -----------------------------------------------------------------------------------


def test_a_returned_application_that_changes_year_keeps_its_number_beside_one_of_that_year(
    soker, avdelingsdirektor, hr
):
    i_aar = timezone.localdate().year
    neste = saksgang.send_inn(lag_soknad(soker, aar=i_aar + 1, tittel="Neste års"), bruker=soker)
    soknad = saksgang.send_inn(lag_soknad(soker), bruker=soker)
    saksgang.returner(soknad, bruker=avdelingsdirektor, kommentar="Ta det neste år.")

    Soknad.objects.filter(pk=soknad.pk).update(aar=i_aar + 1)
    soknad = saksgang.send_inn(soknad, bruker=soker)

    nummer = f"{i_aar % 100:02d}/001"
    assert (soknad.aar, soknad.nummer) == (i_aar + 1, nummer)
    assert list(register.finn(hr, sok=nummer)) == [soknad]
    assert list(register.finn(hr, sok=neste.nummer)) == [neste]
    assert saksgang.send_inn(lag_soknad(soker), bruker=soker).nummer == f"{i_aar % 100:02d}/002"


# --- An import that ends people ---------------------------------------------------------------------


def test_the_preview_of_an_import_names_the_open_cases_of_those_who_end(
    kommune, soker, kollega, avdelingsdirektor, hr_leder
):
    lag_soknad(soker, tittel="Et utkast")
    saksgang.trekk(saksgang.send_inn(lag_soknad(soker, tittel="Trukket"), bruker=soker), bruker=soker)
    saksgang.send_inn(lag_soknad(kollega, tittel="En annens"), bruker=kollega)

    laget = plan(kommune, csv(HELSE))

    assert [setning for setning in laget.advarsler if "overta" in setning] == [
        "Siri Test slutter og eier «Et utkast». HR eller lederen må overta saken.",
        "Kari Test slutter og eier «En annens». HR eller lederen må overta saken.",
    ]
