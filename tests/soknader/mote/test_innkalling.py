"""The group is told when a meeting is called: who gets it, what it says, and when it is sent again."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from kompetanse.felles.formats import dato
from kompetanse.felles.models import Hendelse, Varsel
from kompetanse.organisasjon.models import Rolle, Rollekode
from soknader.models import Mote
from soknader.mote import beslutningsmote, innkalling, oppmote
from soknader.mote.bilde import Motebilde
from soknader.mote.documents import protokoll_context, saksliste_context
from soknader.mote.vedtak import fatt_vedtak
from soknader.sak import saksgang
from tests.klokke import dag
from tests.rollebesetning import gi_rolle, gi_stedfortreder, lag_bruker
from tests.soknader.factories import lag_ramme
from tests.soknader.moter import lag_klar, lag_mote, saker_i, start_mote


@pytest.fixture
def gruppen(etatsdirektor, gruppemedlem):
    return [etatsdirektor, gruppemedlem]


@pytest.fixture
def mote(gruppen, soker, avdelingsdirektor, hr_leder, hr):
    """Two cases on the agenda, a week from now."""
    ramme = lag_ramme()
    for tittel in ("Første", "Andre"):
        lag_klar(soker, avdelingsdirektor, hr_leder, tittel=tittel)
    mote = lag_mote(hr, ramme=ramme, dato=dag(7))
    Varsel.objects.all().delete()
    return mote


def send(mote, hr):
    mote = Mote.objects.get(pk=mote.pk)
    return innkalling.send(mote, bruker=hr, forrige=mote.innkalt.isoformat() if mote.innkalt else "")


def status(mote):
    mote = Mote.objects.get(pk=mote.pk)
    saker = [sak.soknad_id for sak in saker_i(mote)]
    svar = innkalling.status(mote, saker=saker, personer=mote.deltakere.values_list("person_id", flat=True))
    return [str(del_av) for del_av in svar.endret]


def mottakere():
    return set(Varsel.objects.values_list("mottaker", flat=True))


def test_every_member_gets_date_place_number_of_cases_and_a_link(mote, gruppen, hr, settings):
    settings.EMAIL_HOST = "post.eksempel.test"
    assert send(mote, hr) == (2, [])

    varsel = Varsel.objects.first()
    tekst = varsel.tekst.replace("\u00a0", " ")
    assert mottakere() == {bruker.pk for bruker in gruppen}
    assert varsel.emne == f"Innkalling: {mote.tittel}"
    assert f"{mote.dato.day}. " in tekst
    assert f"{mote.dato.year} kl. 09.00, Formannskapssalen. Det er 2 saker på sakslisten." in tekst
    assert varsel.lenke == mote.get_absolute_url()
    assert set(Varsel.objects.usendte().values_list("mottaker", flat=True)) == {bruker.pk for bruker in gruppen}


def test_the_mail_says_nothing_about_anyones_money_or_cases(mote, hr):
    send(mote, hr)

    for varsel in Varsel.objects.all():
        for hemmelig in ("kr", "35", "Første", "Andre", "Siri"):
            assert hemmelig not in varsel.tekst.replace(str(mote.dato.year), "").replace("kl.", "")


def test_the_deputy_is_called_beside_the_member(mote, gruppen, kollega, hr):
    gi_stedfortreder(Rolle.objects.get(person=gruppen[1].person), kollega)

    assert send(mote, hr)[0] == 3
    assert mottakere() == {bruker.pk for bruker in (*gruppen, kollega)}


def test_a_deputy_for_another_time_and_a_former_member_are_not_called(mote, gruppen, kollega, tre, hr):
    rolle = Rolle.objects.get(person=gruppen[1].person)
    gi_stedfortreder(rolle, kollega, fra=dag(), til=mote.dato - dt.timedelta(days=1))
    tidligere = lag_bruker("Tove", tre.stab)
    gi_rolle(tidligere, Rollekode.ETATSLEDERGRUPPE, tre.rot, til=dag())

    send(mote, hr)

    assert mottakere() == {bruker.pk for bruker in gruppen}


def test_who_has_become_a_member_since_is_called_and_put_on_the_list(mote, tre, hr):
    ny = lag_bruker("Nina", tre.stab)
    gi_rolle(ny, Rollekode.ETATSLEDERGRUPPE, tre.rot)

    send(mote, hr)

    assert ny.pk in mottakere()
    assert mote.deltakere.filter(person=ny.person).exists()


def test_a_member_without_an_account_is_named_to_the_sender(mote, gruppen, hr):
    gruppen[1].is_active = False
    gruppen[1].save()

    assert send(mote, hr) == (1, [gruppen[1].person])


def test_the_call_is_logged_with_what_it_said(mote, gruppen, hr):
    send(mote, hr)

    hendelse = Hendelse.objects.for_objekt(mote).get(handling="mote.innkalling_sendt")
    assert hendelse.utfort_av == hr
    assert hendelse.data["mottakere"] == sorted(bruker.person_id for bruker in gruppen)
    assert hendelse.data["saker"] == [sak.soknad_id for sak in saker_i(mote)]


def test_what_has_changed_is_said_on_the_page_and_in_the_next_call(mote, hr):
    send(mote, hr)
    assert status(mote) == []

    beslutningsmote.endre(mote, bruker=hr, dato=mote.dato, klokkeslett=dt.time(12, 30), sted="Kantina")
    beslutningsmote.ta_av(saker_i(mote)[0], bruker=hr)
    assert status(mote) == ["klokkeslettet", "stedet", "sakslisten"]

    Varsel.objects.all().delete()
    send(mote, hr)
    varsel = Varsel.objects.first()
    assert varsel.emne.startswith("Ny innkalling: ")
    assert varsel.tekst.startswith("Dette er endret siden forrige innkalling: klokkeslettet, stedet og sakslisten.")
    assert "12.30, Kantina. Det er 1 sak på sakslisten." in varsel.tekst
    assert status(mote) == []


def test_the_order_and_the_people_count_as_changes(mote, kollega, gruppen, hr):
    send(mote, hr)
    beslutningsmote.flytt(saker_i(mote)[0], bruker=hr, ned=True)
    gi_stedfortreder(Rolle.objects.get(person=gruppen[1].person), kollega)
    oppmote.kall_inn_paa_nytt(mote, bruker=hr)

    assert status(mote) == ["sakslisten", "hvem som er innkalt"]


def test_a_button_pressed_twice_sends_once(mote, hr):
    innkalling.send(mote, bruker=hr, forrige="")

    with pytest.raises(ValidationError) as feil:
        innkalling.send(mote, bruker=hr, forrige="")

    assert feil.value.code == "stale"
    assert Varsel.objects.count() == 2


def test_a_call_needs_cases_people_and_a_day_to_come(mote, gruppen, hr):
    Rolle.objects.filter(person__bruker__in=gruppen).update(til=dag())
    _venter(mote, hr, "ingen_mottakere")
    Rolle.objects.filter(person__bruker__in=gruppen).update(til=None)
    Mote.objects.filter(pk=mote.pk).update(dato=dag(-1))
    _venter(mote, hr, "passert")
    Mote.objects.filter(pk=mote.pk).update(dato=dag())
    mote.saker.all().delete()
    _venter(mote, hr, "ingen_saker")
    assert not Varsel.objects.exists()


def _venter(mote, hr, kode):
    with pytest.raises(ValidationError) as feil:
        send(mote, hr)
    assert feil.value.code == kode


def test_a_meeting_that_has_started_is_not_called(mote, hr):
    start_mote(mote, hr)

    _venter(mote, hr, "stale")


def test_only_hr_calls(mote, etatsdirektor):
    with pytest.raises(PermissionDenied):
        send(mote, etatsdirektor)


@pytest.mark.parametrize("kalt", [True, False])
def test_a_cancelled_meeting_is_told_to_those_who_were_called(mote, gruppen, hr, kalt):
    if kalt:
        send(mote, hr)
        Varsel.objects.all().delete()

    beslutningsmote.avlys(mote, bruker=hr)

    assert mottakere() == ({bruker.pk for bruker in gruppen} if kalt else set())


# --- The page -------------------------------------------------------------------------------------


def test_hr_sends_from_the_meeting_page_which_says_so(client, mote, hr):
    client.force_login(hr)
    side = client.get(mote.get_absolute_url())
    assert "Send innkallingen" in side.content.decode()

    svar = client.post(reverse("soknader:mote-innkalling", args=[mote.pk]), {"forrige": ""}, follow=True)

    html = " ".join(svar.content.decode().split())
    assert "Innkallingen er sendt til 2 personer." in html
    assert f"Innkalling sendt {dato(dag())} til 2 personer.".replace("\u00a0", " ") in html
    assert "Send innkallingen en gang til" in html


def test_members_see_that_the_call_is_sent_but_have_no_button(client, mote, gruppemedlem, hr):
    send(mote, hr)
    client.force_login(gruppemedlem)

    html = client.get(mote.get_absolute_url()).content.decode()

    assert "Innkalling sendt" in html
    assert reverse("soknader:mote-innkalling", args=[mote.pk]) not in html
    assert client.post(reverse("soknader:mote-innkalling", args=[mote.pk])).status_code == 403


# --- A case that is withdrawn ---------------------------------------------------------------------


def trekk(mote, nr=0):
    soknad = saker_i(mote)[nr].soknad
    Varsel.objects.all().delete()
    return saksgang.trekk(soknad, bruker=soknad.soker, kommentar="Kurset er avlyst.")


def test_a_case_withdrawn_from_a_called_agenda_is_told_and_stands_there_as_withdrawn(
    client, mote, gruppen, hr, hr_leder
):
    send(mote, hr)

    soknad = trekk(mote)

    varsel = Varsel.objects.first()
    assert mottakere() == {bruker.pk for bruker in (*gruppen, hr, hr_leder)}
    assert (varsel.emne, varsel.lenke) == ("«Første» er trukket", mote.get_absolute_url())
    assert varsel.tekst == f"Saken står på sakslisten for {mote.tittel} som trukket, og skal ikke behandles."
    assert status(mote) == []
    client.force_login(hr)
    bilde = client.get(mote.get_absolute_url()).context["bilde"]
    assert [(rad.soknad.tittel, rad.resultat) for rad in bilde.rader] == [
        ("Første", "Trukket"),
        ("Andre", "Ikke behandlet"),
    ]
    assert (bilde.oppsummering, bilde.sum_sokt) == ("To saker. Én er trukket.", 35_000)
    assert dict(saksliste_context(bilde.mote)["saker"][0]["felter"])["Status"] == "Trukket"

    i_gang = start_mote(mote, hr)
    assert [rad.soknad.tittel for rad in Motebilde(i_gang).gjenstaar] == ["Andre"]
    with pytest.raises(ValidationError):
        fatt_vedtak(saker_i(i_gang)[0], bruker=hr, utfall="innvilget")
    lukket = beslutningsmote.avslutt(i_gang, bruker=hr)
    assert [sak["vedtak"] for sak in protokoll_context(lukket)["saker"]] == [
        "Saken ble ikke behandlet. Søknaden er trukket.",
        "Saken er utsatt.",
    ]
    soknad.refresh_from_db()
    assert soknad.status == "trukket"


def test_a_case_withdrawn_before_anyone_is_called_is_off_the_agenda(mote, hr):
    trekk(mote)

    assert [sak.soknad.tittel for sak in saker_i(mote)] == ["Andre"]
    assert not Varsel.objects.exists()


def test_a_case_put_on_since_the_call_is_off_the_agenda_when_it_is_withdrawn(
    mote, hr, soker, avdelingsdirektor, hr_leder
):
    send(mote, hr)
    beslutningsmote.sett_paa_saksliste(mote, [lag_klar(soker, avdelingsdirektor, hr_leder, tittel="Sen")], bruker=hr)

    trekk(mote, 2)

    assert [sak.soknad.tittel for sak in saker_i(mote)] == ["Første", "Andre"]
    assert not Varsel.objects.exists()


def test_a_meeting_whose_cases_are_all_withdrawn_is_neither_called_anew_nor_started(mote, hr):
    send(mote, hr)
    trekk(mote)
    trekk(mote, 1)

    with pytest.raises(ValidationError, match="minst én sak"):
        send(mote, hr)
    with pytest.raises(ValidationError, match="minst én sak"):
        start_mote(mote, hr)
