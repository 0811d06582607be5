"""Applications received in rounds with a deadline: what is open to whom, what comes after, and who is reminded."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from kompetanse.felles.formats import dato
from kompetanse.felles.models import Varsel
from kompetanse.felles.oppgaver import oppgavene
from soknader.models import Etterfrist, Soknad, Soknadsoppsett, Soknadsrunde
from soknader.oppgaver import slag_for
from soknader.oppsett import soknadsrunder
from soknader.sak import register, saksgang
from soknader.sak.paaminnelser import paaminn_ventende_steg
from tests.klokke import dag
from tests.parallelt import samtidig
from tests.soknader.factories import lag_soknad

# A Tuesday with working days on all sides.
pytestmark = pytest.mark.time_machine("2027-02-02T12:00")
AAR = 2027


def lag_runde(navn="Vår", aapner=-10, frist=10, aar=AAR):
    return Soknadsrunde.objects.create(navn=navn, aar=aar, aapner=dag(aapner), frist=dag(frist))


@pytest.fixture
def i_runder(kommune):
    Soknadsoppsett.objects.update(i_runder=True)


@pytest.fixture
def utkast(soker, avdelingsdirektor):
    return lag_soknad(soker)


@pytest.fixture
def som_hr(client, hr):
    client.force_login(hr)
    return client


def stengt(soknad):
    """The sentence that refuses it."""
    with pytest.raises(ValidationError) as feil:
        saksgang.send_inn(soknad, bruker=soknad.soker)
    soknad.refresh_from_db()
    assert (soknad.status, soknad.lopenummer) == (Soknad.Status.UTKAST, None)
    return feil.value.messages[0].replace("\xa0", " ")


# --- What is open -----------------------------------------------------------------------------------


def test_a_kommune_receives_applications_at_any_time_unless_it_has_chosen_rounds(utkast, soker):
    lag_runde(aapner=-20, frist=-10)

    assert saksgang.send_inn(utkast, bruker=soker).soknadsrunde is None


@pytest.mark.usefixtures("i_runder")
@pytest.mark.parametrize(("aapner", "frist"), [(0, 10), (-10, 0)])
def test_an_application_belongs_to_the_round_that_is_open_from_its_first_day_to_its_last(utkast, soker, aapner, frist):
    runde = lag_runde(aapner=aapner, frist=frist)
    lag_runde("Neste år", aar=AAR + 1)

    assert saksgang.send_inn(utkast, bruker=soker).soknadsrunde == runde


@pytest.mark.usefixtures("i_runder")
@pytest.mark.parametrize(
    ("neste", "setning"),
    [
        (None, "Ingen ny runde er satt opp ennå. HR kan gi deg en ny frist."),
        (("Høst", 30, 60, AAR), "Neste runde, «Høst» for 2027, åpner 4. mars 2027. HR kan gi deg en ny frist."),
        (
            ("Tidlig", -1, 20, AAR + 1),
            "«Tidlig» tar imot søknader for 2028 nå. Endre året i det første steget for å sende den dit.",
        ),
        (("I fjor", -1, 20, AAR - 1), "Ingen ny runde er satt opp ennå. HR kan gi deg en ny frist."),
    ],
)
def test_after_the_deadline_a_draft_stays_and_is_told_what_comes(utkast, neste, setning):
    lag_runde(aapner=-20, frist=-1)
    if neste:
        lag_runde(*neste)

    assert stengt(utkast) == f"Fristen for «Vår» gikk ut 1. februar 2027. Søknaden blir liggende som utkast. {setning}"


@pytest.mark.usefixtures("i_runder")
def test_a_year_without_a_round_is_said_too(utkast):
    assert stengt(utkast).startswith("Det er ingen søknadsrunde for 2027 nå. Søknaden blir liggende som utkast.")


@pytest.mark.usefixtures("i_runder")
def test_a_draft_is_sent_in_the_next_round_and_one_taken_back_must_keep_the_deadline(utkast, soker, time_machine):
    lag_runde()
    neste = lag_runde("Høst", 30, 60)
    sendt = saksgang.ta_tilbake(saksgang.send_inn(utkast, bruker=soker), bruker=soker)
    time_machine.move_to(dt.datetime(2027, 2, 15, 12))
    with pytest.raises(ValidationError):
        saksgang.send_inn(sendt, bruker=soker)
    time_machine.move_to(dt.datetime(2027, 3, 10, 12))

    assert saksgang.send_inn(sendt, bruker=soker).soknadsrunde == neste


@pytest.mark.usefixtures("i_runder")
def test_a_returned_application_is_sent_again_after_the_deadline_and_keeps_its_round(
    utkast, soker, avdelingsdirektor, time_machine
):
    runde = lag_runde()
    returnert = saksgang.returner(
        saksgang.send_inn(utkast, bruker=soker), bruker=avdelingsdirektor, kommentar="Skriv mer."
    )
    time_machine.move_to(dt.datetime(2027, 3, 10, 12))

    assert saksgang.send_inn(returnert, bruker=soker).soknadsrunde == runde


# --- A deadline of one's own ------------------------------------------------------------------------


@pytest.mark.usefixtures("i_runder")
def test_hr_lets_one_applicant_in_after_the_deadline_with_a_reason_and_nobody_else(som_hr, utkast, soker, hr, kollega):
    runde = lag_runde(aapner=-20, frist=-1)
    data = {"soker": str(soker.person), "frist": dato(dag(3)), "grunn": "Siri var syk."}

    svar = som_hr.post(reverse("soknader:soknadsrunde-etterfrist", args=[runde.pk]), data)

    etterfrist = Etterfrist.objects.get()
    assert (svar.url, etterfrist.soker, etterfrist.grunn, etterfrist.gitt_av) == (
        runde.get_absolute_url(),
        soker,
        "Siri var syk.",
        hr,
    )
    assert [(varsel.mottaker, "Siri var syk." in varsel.tekst) for varsel in Varsel.objects.all()] == [(soker, True)]
    assert "Siri var syk." in som_hr.get(runde.get_absolute_url()).content.decode()
    assert stengt(lag_soknad(kollega)).startswith("Fristen for «Vår» gikk ut")
    assert saksgang.send_inn(utkast, bruker=soker).soknadsrunde == runde


@pytest.mark.usefixtures("i_runder")
def test_ones_own_deadline_passes_too(utkast, soker, hr, time_machine):
    runde = lag_runde(aapner=-20, frist=-1)
    soknadsrunder.gi_etterfrist(runde, soker=soker, frist=dag(3), grunn="Syk.", bruker=hr)
    time_machine.move_to(dt.datetime(2027, 2, 6, 12))

    assert stengt(utkast).startswith("Fristen for «Vår» gikk ut")


@pytest.mark.parametrize(("felt", "verdi"), [("frist", -1), ("frist", 4), ("soker", "Ingen Kjent"), ("grunn", "")])
def test_ones_own_deadline_is_a_working_day_to_come_for_somebody_with_a_reason(som_hr, soker, felt, verdi):
    runde = lag_runde(aapner=-20, frist=-1)
    data = {"soker": str(soker.person), "frist": dato(dag(3)), "grunn": "Syk."}
    data[felt] = dato(dag(verdi)) if felt == "frist" else verdi

    svar = som_hr.post(reverse("soknader:soknadsrunde-etterfrist", args=[runde.pk]), data)

    assert list(svar.context["form"].errors) == [felt]
    assert Etterfrist.objects.count() == 0


# --- What the applicant sees ------------------------------------------------------------------------


@pytest.mark.usefixtures("i_runder")
def test_the_applicant_sees_the_deadline_wherever_the_draft_is(client, utkast, soker):
    lag_runde()
    client.force_login(soker)
    sider = [
        reverse("soknader:soknad-create"),
        utkast.get_absolute_url(),
        *(reverse("soknader:soknad-edit", args=[utkast.pk, steg]) for steg in ("hva", "oppsummering")),
    ]

    frist = f"<strong>{dato(dag(10))}</strong>"
    assert [side for side in sider if frist not in client.get(side).content.decode()] == []
    (oppgave,) = oppgavene(slag_for(soker))
    assert (oppgave.url, oppgave.frist_dato) == (utkast.get_absolute_url(), dag(10))


@pytest.mark.usefixtures("i_runder")
def test_the_summary_offers_no_sending_after_the_deadline(client, utkast, soker):
    lag_runde(aapner=-20, frist=-1)
    client.force_login(soker)

    side = client.get(reverse("soknader:soknad-edit", args=[utkast.pk, "oppsummering"])).content.decode()

    assert "Søknaden kan ikke sendes nå" in side
    assert "Send til" not in side
    assert oppgavene(slag_for(soker)) == []


# --- Reminders --------------------------------------------------------------------------------------


@pytest.mark.usefixtures("i_runder")
def test_those_with_a_draft_are_reminded_a_week_and_a_day_before_the_deadline_once_each(utkast, soker, kollega):
    runde = lag_runde()
    lag_soknad(kollega, aar=AAR + 1)
    saksgang.trekk(saksgang.send_inn(lag_soknad(soker), bruker=soker), bruker=soker)
    dager = [-8, -7, -7, -5, -1, -1, 0, 1]

    sendt = [paaminn_ventende_steg(runde.frist + dt.timedelta(days=dager_foer)) for dager_foer in dager]

    egne = Varsel.objects.filter(lenke=utkast.get_absolute_url())
    assert sendt == [0, 1, 0, 0, 1, 0, 0, 0]
    assert [varsel.mottaker for varsel in egne] == [soker, soker]
    assert not Varsel.objects.filter(mottaker=kollega).exists()


def test_nobody_is_reminded_where_applications_are_received_at_any_time(utkast):
    assert paaminn_ventende_steg(lag_runde().frist) == 0


# --- HR's pages -------------------------------------------------------------------------------------


def test_hr_chooses_rounds_and_makes_one(som_hr, kommune):
    som_hr.post(reverse("soknader:soknadsmottak"), {"i_runder": "True"})
    tom = som_hr.get(reverse("soknader:soknadsmottak")).content.decode()

    data = {"navn": "Vår 2027", "aar": "2027", "aapner": "1.2.2027", "frist": "1.3.2027"}
    svar = som_hr.post(reverse("soknader:soknadsrunde-create"), data)

    runde = Soknadsrunde.objects.get()
    assert svar.url == reverse("soknader:soknadsmottak")
    assert (str(runde), runde.aar, str(runde.aapner), str(runde.frist)) == (
        "Vår 2027",
        2027,
        "2027-02-01",
        "2027-03-01",
    )
    assert Soknadsoppsett.objects.get().i_runder is True
    assert "Ingen kan sende søknader før du har laget en runde." in tom


@pytest.mark.parametrize(
    ("felt", "feil"),
    [
        ({"frist": "28.2.2027"}, "Ingen er på arbeid 28. februar 2027. Den første arbeidsdagen etter er 1. mars 2027."),
        ({"aapner": "1.12.2026", "frist": "1.1.2027"}, "Ingen er på arbeid"),
        ({"frist": "29.1.2027"}, "Fristen kan ikke være før dagen runden åpner."),
        ({}, "En annen runde for samme år er åpen i de samme dagene."),
    ],
)
def test_a_round_that_cannot_be_is_refused_and_said_why(som_hr, felt, feil):
    lag_runde()
    data = {"navn": "Vår 2027", "aar": "2027", "aapner": "1.2.2027", "frist": "1.3.2027", **felt}

    svar = som_hr.post(reverse("soknader:soknadsrunde-create"), data)

    assert feil in svar.content.decode().replace("\xa0", " ")
    assert Soknadsrunde.objects.count() == 1


def test_a_round_that_nobody_has_applied_in_is_deleted_and_another_is_not(som_hr, utkast, soker):
    Soknadsoppsett.objects.update(i_runder=True)
    brukt, ubrukt = lag_runde(), lag_runde("Høst", 30, 60)
    saksgang.send_inn(utkast, bruker=soker)

    for runde in (brukt, ubrukt):
        som_hr.post(reverse("soknader:soknadsrunde-delete", args=[runde.pk]))

    assert list(Soknadsrunde.objects.all()) == [brukt]


@pytest.mark.usefixtures("i_runder")
def test_the_register_is_filtered_by_round(utkast, soker, hr, som_hr):
    runde = lag_runde()
    lag_soknad(soker)
    sendt = saksgang.send_inn(utkast, bruker=soker)

    assert list(register.finn(hr, soknadsrunde=runde)) == [sendt]
    svar = som_hr.get(reverse("soknader:soknad-list"), {"soknadsrunde": runde.pk})
    assert [rad.pk for rad in svar.context["liste"].rader] == [sendt.pk]


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("i_runder", "avdelingsdirektor")
def test_a_round_is_deleted_or_receives_an_application_but_not_both(kommune, soker, hr):
    for nr in range(6):
        runde, utkast = lag_runde(f"Runde {nr}"), lag_soknad(soker)

        slettet, sendt = samtidig(
            kommune.pk,
            lambda runde=runde: soknadsrunder.slett(runde, bruker=hr),
            lambda utkast=utkast: saksgang.send_inn(utkast, bruker=soker),
        )

        if slettet is None:
            assert (type(sendt), sendt.code in {"stale", "frist"}) == (ValidationError, True)
        else:
            assert (slettet.code, sendt.soknadsrunde) == ("brukt", runde)
            Soknadsrunde.objects.filter(pk=runde.pk).update(aapner=dag(-30), frist=dag(-20 + nr))
