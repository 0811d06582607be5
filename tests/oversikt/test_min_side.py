"""Min side: what waits for whom, and a constant number of statements."""

import datetime as dt
import re
from decimal import Decimal

import pytest
from django.urls import reverse

from kompetanse.felles.arbeidsdager import paa_arbeidsdag
from kompetanse.felles.models import Varsel
from kompetanse.felles.oppgaver import Oppgave
from kompetanse.oversikt.oppgaver import gruppert, oppgaver_for
from planer.models import Planoppsett
from soknader.mote import beslutningsmote
from soknader.ramme.bilde import maaler
from soknader.ramme.regnskap import regnskap
from soknader.ramme.styring import juster
from soknader.sak import omfordeling, saksgang
from tests.klokke import dag
from tests.soknader.factories import lag_ramme, lag_soknad

MIN_SIDE = reverse("oversikt:min-side")


def hva(bruker):
    return [oppgave.hva for oppgave in oppgaver_for(bruker)]


def test_min_side_sends_a_guest_to_the_login_page_and_back(client, db):
    response = client.get(MIN_SIDE)

    assert (response.status_code, response.url) == (302, f"{reverse('account_login')}?next=/")


def test_the_one_who_can_answer_sees_the_application_with_its_deadline_and_nobody_else_does(
    soker, avdelingsdirektor, hr_leder, utenforstaende
):
    lag_ramme()
    saksgang.send_inn(lag_soknad(soker), bruker=soker)

    oppgave = oppgaver_for(avdelingsdirektor)[0]

    assert oppgave.hva == "Ta stilling til «Workshop ‘Smidig dag’»"
    assert oppgave.frist_dato == paa_arbeidsdag(dag(7))
    assert [hva(bruker) for bruker in (soker, hr_leder, utenforstaende)] == [[], [], []]


def test_a_returned_application_waits_for_the_applicant(soker, avdelingsdirektor):
    soknad = saksgang.send_inn(lag_soknad(soker), bruker=soker)
    saksgang.returner(soknad, bruker=avdelingsdirektor, kommentar="Mer om effekten.")

    assert hva(soker) == ["Rett opp «Workshop ‘Smidig dag’»"]
    assert hva(avdelingsdirektor) == []


def test_hr_is_told_of_cases_that_nobody_can_answer_and_of_those_ready_for_a_meeting(
    soker, kollega, avdelingsdirektor, hr_leder, hr
):
    lag_ramme()
    saksgang.send_inn(lag_soknad(soker), bruker=soker)
    klar = saksgang.send_inn(lag_soknad(kollega), bruker=kollega)
    saksgang.innstill(saksgang.anbefal(klar, bruker=avdelingsdirektor), bruker=hr_leder)
    avdelingsdirektor.person.roller.update(til=dag(-1))
    omfordeling.finn_behandlere_paa_nytt(klar.kommune_id)

    assert hva(hr) == ["Pek ut hvem som svarer på «Workshop ‘Smidig dag’»", "Sett 1 sak på sakslisten"]


def test_a_case_that_was_postponed_and_stands_on_the_next_agenda_does_not_wait_for_hr(
    soker, avdelingsdirektor, hr_leder, hr, etatsdirektor
):
    ramme = lag_ramme()
    soknad = saksgang.anbefal(saksgang.send_inn(lag_soknad(soker), bruker=soker), bruker=avdelingsdirektor)
    saksgang.innstill(soknad, bruker=hr_leder)
    mote = beslutningsmote.opprett(bruker=hr, ramme=ramme, dato=dag())
    til_stede = [etatsdirektor.person_id]
    beslutningsmote.start(mote, bruker=hr, til_stede=til_stede, moteleder=etatsdirektor.person)
    beslutningsmote.avslutt(mote, bruker=hr)
    assert hva(hr) == ["Sett 1 sak på sakslisten"]

    beslutningsmote.opprett(bruker=hr, ramme=ramme, dato=dag())

    assert hva(hr) == []


def test_another_municipality_has_no_part_in_the_tasks(soker, annen_kommune):
    saksgang.send_inn(lag_soknad(soker), bruker=soker)

    assert hva(annen_kommune.hr) == []


@pytest.mark.parametrize("antall", [1, 3])
def test_min_side_asks_the_same_number_of_questions_whatever_the_size(
    client, antall, soker, hr, avdelingsdirektor, django_assert_num_queries
):
    lag_ramme()
    for _nummer in range(antall):
        saksgang.send_inn(lag_soknad(soker), bruker=soker)
        lag_soknad(hr)
    Planoppsett.for_kommunen()
    client.force_login(hr)

    # session, user, wall, person with kommune, roles; the year that plans are made for; which kinds of tasks there are, and
    # which of those about one's own applications; own applications for the list, positions, messages, the next meeting, this
    # year's money (four)
    with django_assert_num_queries(16):
        response = client.get(MIN_SIDE)

    assert len(response.context["mine_soknader"]) == antall


def test_min_side_asks_little_of_who_has_no_role_and_has_applied_for_nothing(client, soker, django_assert_num_queries):
    client.force_login(soker)

    # as above, without what is for leaders and HR, and without tasks of one's own
    with django_assert_num_queries(9):
        response = client.get(MIN_SIDE)

    assert list(response.context["mine_soknader"]) == []


def test_the_next_meeting_stands_there_for_those_who_are_called(
    client, soker, avdelingsdirektor, hr_leder, hr, gruppemedlem, etatsdirektor
):
    ramme = lag_ramme()
    soknad = saksgang.anbefal(saksgang.send_inn(lag_soknad(soker), bruker=soker), bruker=avdelingsdirektor)
    saksgang.innstill(soknad, bruker=hr_leder)
    for dager, sted in ((-1, "Før"), (3, "Formannskapssalen"), (5, "Etter")):
        beslutningsmote.opprett(bruker=hr, ramme=ramme, dato=dag(dager), klokkeslett=dt.time(9), sted=sted)

    moter = {}
    for bruker in (gruppemedlem, hr, soker):
        client.force_login(bruker)
        svar = client.get(MIN_SIDE)
        moter[bruker] = getattr(svar.context["mote"], "sted", None)
        assert ("kl. 09.00" in svar.content.decode()) == (bruker == gruppemedlem)
    assert moter == {gruppemedlem: "Formannskapssalen", hr: None, soker: None}


def nytt(bruker):
    return [varsel.emne for varsel in Varsel.objects.ulest_av(bruker)]


def test_what_someone_has_answered_is_no_news_to_those_who_were_asked(soker, avdelingsdirektor, hr_leder, hr):
    lag_ramme()
    sak, annen = (saksgang.send_inn(lag_soknad(soker, tittel=navn), bruker=soker) for navn in ("Kurs", "Annet"))
    assert nytt(avdelingsdirektor) == ["Ta stilling til «Annet»", "Ta stilling til «Kurs»"]

    sak = saksgang.anbefal(sak, bruker=avdelingsdirektor)

    assert nytt(avdelingsdirektor) == ["Ta stilling til «Annet»"]
    assert nytt(hr_leder) == ["Ta stilling til «Kurs»"]
    saksgang.returner(sak, bruker=hr_leder, kommentar="Mer.")
    assert (nytt(hr_leder), nytt(soker)) == ([], ["Søknaden «Kurs» er returnert"])
    saksgang.send_inn(sak, bruker=soker)
    assert nytt(soker) == []
    assert sorted(nytt(avdelingsdirektor)) == ["Ta stilling til «Annet»", "Ta stilling til «Kurs»"]


def test_the_years_money_is_the_same_here_as_in_the_accounts(client, soker, avdelingsdirektor, hr, kommune):
    ramme = lag_ramme()
    saksgang.send_inn(lag_soknad(soker), bruker=soker)
    juster(ramme, Decimal("12500.50"), "Ekstra tilskudd", hr)
    client.force_login(hr)

    assert client.get(MIN_SIDE).context["midler"]["deler"] == maaler(regnskap(ramme).sum)


def test_the_way_to_all_my_applications_shows_mine_alone(client, soker, hr):
    egen, andres = lag_soknad(hr, tittel="Min egen"), lag_soknad(soker, tittel="En annens")
    saksgang.send_inn(andres, bruker=soker)
    client.force_login(hr)

    lenke = re.search(r'href="([^"]+)">Alle mine søknader', client.get(MIN_SIDE).content.decode())[1]

    assert client.get(lenke).context["liste"].rader == [egen]


def test_more_than_the_page_holds_are_a_press_away(client, soker, avdelingsdirektor, monkeypatch):
    monkeypatch.setattr("soknader.oppgaver.MANGE", 2)
    for nr in range(3):
        saksgang.send_inn(lag_soknad(soker, tittel=f"Kurs {nr}"), bruker=soker)
    client.force_login(avdelingsdirektor)

    oppgaver = oppgaver_for(avdelingsdirektor)

    assert [oppgave.hva for oppgave in oppgaver[2:]] == ["Se alle søknadene som venter på deg"]
    assert len(client.get(oppgaver[2].url).context["liste"].rader) == 3


def om(slag, antall, haster=0):
    """So many tasks of a kind, the first of them urgent."""
    frister = [dag(-1 - nr) for nr in range(haster)] + [dag(30 + nr) for nr in range(antall - haster)]
    return [Oppgave(f"{slag} {nr}", "", "", "", frist_dato=frist, om=slag) for nr, frist in enumerate(frister, start=1)]


def test_few_tasks_stand_in_one_list():
    oppgaver = om("Planer", 4) + om("Søknader", 3)

    assert [(gruppe.navn, gruppe.fremme, gruppe.foldet) for gruppe in gruppert(oppgaver)] == [("", oppgaver, [])]


def test_many_tasks_are_gathered_by_what_they_are_about_and_what_is_urgent_is_never_folded():
    oppgaver = om("Planer", 6, haster=5) + om("Søknader", 5) + om("Kompetanse", 1)

    assert [(gruppe.navn, len(gruppe.fremme), len(gruppe.foldet)) for gruppe in gruppert(oppgaver)] == [
        ("Planer", 5, 1),
        ("Søknader", 3, 2),
        ("Kompetanse", 1, 0),
    ]


def test_the_page_says_what_each_task_is_about(client, hr, monkeypatch):
    monkeypatch.setattr("kompetanse.oversikt.oppgaver.FAA", 0)
    oppgaver = [*om("Planer og samtaler", 4), *om("Kompetanse", 1)]
    monkeypatch.setattr("kompetanse.oversikt.views.oppgaver_for", lambda bruker: oppgaver)
    client.force_login(hr)

    side = client.get(MIN_SIDE).content.decode()

    assert re.findall(r"<h3>(.*?)</h3>", side) == ["Planer og samtaler", "Kompetanse"]
    assert "Vis 1 til" in side
    assert "Fem ting venter på deg." in side
