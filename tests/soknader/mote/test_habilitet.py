"""Who steps aside, in whose place someone is there, how many must be there, and who has had the case twice."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from kompetanse.felles.models import Hendelse
from kompetanse.organisasjon.models import Rolle, Rollekode
from soknader.models import Soknadsoppsett, Vedtak
from soknader.mote import beslutningsmote, oppmote
from soknader.mote.bilde import Motebilde
from soknader.mote.documents import protokoll_context, saksliste_context
from soknader.mote.vedtak import fatt_vedtak
from soknader.sak import brev, saksgang
from tests.rollebesetning import gi_rolle, gi_stedfortreder, lag_bruker
from tests.soknader.factories import lag_ramme
from tests.soknader.moter import lag_klar, lag_mote, saker_i, start_mote

Utfall = Vedtak.Utfall


@pytest.fixture
def klar(soker, avdelingsdirektor, hr_leder, etatsdirektor, gruppemedlem):
    """A case that waits for the group, in which are Eva and Gro."""
    lag_ramme()
    return lag_klar(soker, avdelingsdirektor, hr_leder)


@pytest.fixture
def vera(tre):
    """A third member."""
    vera = lag_bruker("Vera", tre.oppvekst)
    vera.rolle = gi_rolle(vera, Rollekode.ETATSLEDERGRUPPE, tre.rot)
    return vera


@pytest.fixture
def sak(klar, hr):
    return saker_i(start_mote(lag_mote(hr), hr))[0]


def gaar_fra(mote):
    return [str(deltaker) for deltaker in Motebilde(mote).rader[0].inhabile]


# --- Once said, it stays --------------------------------------------------------------------------


def test_who_has_stepped_aside_needs_a_reason_of_ones_own_to_be_there_again(sak, hr, gruppemedlem):
    beslutningsmote.sett_inhabile(sak, [gruppemedlem.person], bruker=hr)

    with pytest.raises(ValidationError) as feil:
        beslutningsmote.sett_inhabile(sak, [], bruker=hr, grunn=" ")
    assert feil.value.message_dict == {
        "grunn": ["Skriv hvorfor Gro Test ikke er inhabil likevel. Grunnen må komme fra den det gjelder."]
    }
    assert gaar_fra(sak.mote) == ["Gro Test"]

    beslutningsmote.sett_inhabile(sak, [], bruker=hr, grunn="Jeg blandet den med en annen sak.")
    linje = Hendelse.objects.for_objekt(sak.soknad).last()
    assert gaar_fra(sak.mote) == []
    assert (linje.handling, linje.kommentar) == ("soknad.habil", "Gro Test: Jeg blandet den med en annen sak.")


def test_who_has_stepped_aside_does_so_after_a_new_call_and_in_the_meetings_that_follow(
    sak, hr, gruppemedlem, vera, tre
):
    oppmote.kall_inn_paa_nytt(sak.mote, bruker=hr)
    beslutningsmote.sett_inhabile(sak, [gruppemedlem.person, vera.person], bruker=hr)
    beslutningsmote.sett_inhabile(sak, [vera.person], bruker=hr, grunn="Jeg blandet saker.")
    oppmote.kall_inn_paa_nytt(sak.mote, bruker=hr)
    assert gaar_fra(sak.mote) == ["Vera Test"]
    beslutningsmote.avslutt(sak.mote, bruker=hr)

    vera.rolle.delete()
    uten_vera = start_mote(lag_mote(hr), hr)
    assert gaar_fra(uten_vera) == []
    beslutningsmote.avslutt(uten_vera, bruker=hr)
    gi_rolle(vera, Rollekode.ETATSLEDERGRUPPE, tre.rot)

    assert gaar_fra(start_mote(lag_mote(hr), hr)) == ["Vera Test"]


def test_who_stepped_aside_in_the_line_is_not_asked_about(client, klar, hr, hr_leder, tre, soker):
    gi_rolle(soker, Rollekode.ETATSLEDERGRUPPE, tre.rot)
    mote = start_mote(lag_mote(hr), hr)
    client.force_login(hr)

    form = client.get(reverse("soknader:motesak-inhabile", args=[mote.pk, saker_i(mote)[0].pk])).context["form"]

    assert soker.person_id not in dict(form.fields["inhabile"].choices)
    beslutningsmote.sett_inhabile(saker_i(mote)[0], [], bruker=hr)
    assert gaar_fra(mote) == ["Siri Test"]


def test_the_page_takes_the_reason_and_keeps_what_is_typed(client, sak, hr, gruppemedlem):
    url = reverse("soknader:motesak-inhabile", args=[sak.mote_id, sak.pk])
    client.force_login(hr)
    client.post(url, {"inhabile": [gruppemedlem.person_id]})

    uten = client.post(url, {"inhabile": [], "sett": client.get(url).context["form"].sett})
    assert "Skriv hvorfor Gro Test ikke er inhabil likevel." in uten.content.decode()
    client.post(url, {"inhabile": [], "grunn": "Feil sak.", "sett": client.get(url).context["form"].sett})

    assert gaar_fra(sak.mote) == []


# --- Deputies -------------------------------------------------------------------------------------


def test_a_deputy_who_is_there_for_one_that_steps_aside_does_too(klar, hr, vera, kollega, etatsdirektor, gruppemedlem):
    gi_stedfortreder(vera.rolle, kollega)
    mote = start_mote(lag_mote(hr), hr, til_stede=[kollega])
    sak = saker_i(mote)[0]

    beslutningsmote.sett_inhabile(sak, [vera.person], bruker=hr)

    assert gaar_fra(mote) == ["Kari Test (stedfortreder for Vera Test)", "Vera Test"]
    with pytest.raises(ValidationError) as feil:
        fatt_vedtak(sak, bruker=hr, utfall=Utfall.INNVILGET)
    assert feil.value.code == "ingen_habile"


def test_a_member_who_is_a_deputy_too_keeps_the_own_seat(klar, hr, vera, gruppemedlem):
    gi_stedfortreder(vera.rolle, gruppemedlem)
    mote = start_mote(lag_mote(hr), hr, til_stede=[gruppemedlem])

    beslutningsmote.sett_inhabile(saker_i(mote)[0], [vera.person], bruker=hr)

    assert gaar_fra(mote) == ["Vera Test"]
    assert fatt_vedtak(saker_i(mote)[0], bruker=hr, utfall=Utfall.INNVILGET).belop == 35_000


def test_a_deputy_for_two_steps_aside_when_both_do(klar, hr, vera, kollega, gruppemedlem):
    gi_stedfortreder(vera.rolle, kollega)
    gi_stedfortreder(Rolle.objects.get(person=gruppemedlem.person), kollega)
    mote = start_mote(lag_mote(hr), hr)
    kari = "Kari Test (stedfortreder for Vera Test og Gro Test)"

    beslutningsmote.sett_inhabile(saker_i(mote)[0], [vera.person], bruker=hr)
    assert gaar_fra(mote) == ["Vera Test"]
    beslutningsmote.sett_inhabile(saker_i(mote)[0], [vera.person, gruppemedlem.person], bruker=hr)
    assert gaar_fra(mote) == ["Gro Test", kari, "Vera Test"]


def test_a_deputy_who_has_stepped_aside_does_so_whoever_the_place_belongs_to(klar, hr, vera, kollega, tre):
    gi_stedfortreder(vera.rolle, kollega)
    mote = start_mote(lag_mote(hr), hr)

    beslutningsmote.sett_inhabile(saker_i(mote)[0], [kollega.person], bruker=hr)

    assert gaar_fra(mote) == ["Kari Test (stedfortreder for Vera Test)"]


def test_a_deputy_is_marked_on_the_page_in_the_minutes_and_under_the_letters(client, klar, hr, vera, gruppemedlem):
    gi_stedfortreder(vera.rolle, gruppemedlem)
    mote = start_mote(lag_mote(hr), hr, til_stede=[gruppemedlem])
    som = "stedfortreder for Vera Test"
    client.force_login(hr)

    assert f">Gro Test ({som})</span>" in client.get(mote.get_absolute_url()).content.decode()
    vedtak = fatt_vedtak(saker_i(mote)[0], bruker=hr, utfall=Utfall.INNVILGET)
    mote = beslutningsmote.avslutt(mote, bruker=hr)

    gro = next(deltaker for deltaker in protokoll_context(mote)["bilde"].til_stede)
    assert gro.i_rolle == f"Sektorleder, Oppvekst, {som}"
    assert mote.moteleders_rolle == f"møteleder, {som}"
    vedtak.refresh_from_db()
    context = brev.vedtaksbrev_context(vedtak)
    assert (context["avsender_navn"], context["avsender_rolle"]) == ("Gro Test", f"møteleder, {som}")


def test_a_deputy_for_hr_is_marked_as_the_one_who_wrote_the_decision_down(klar, hr, hr_leder, kollega, tre):
    gi_stedfortreder(gi_rolle(hr_leder, Rollekode.HR, tre.rot), kollega)
    mote = start_mote(lag_mote(hr), hr)

    vedtak = fatt_vedtak(saker_i(mote)[0], bruker=kollega, utfall=Utfall.INNVILGET)

    assert dict(brev.vedtaksbrev_context(vedtak)["fakta"])["Saksbehandler"] == "Kari Test, på vegne av Hanna Test"


# --- How many must be there -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("prosent", "advarsel"),
    [
        (50, "Bare én er til stede. Minst to av tre må være til stede for at gruppen skal kunne avgjøre saker."),
        (100, "Bare én er til stede. Minst tre av tre må være til stede for at gruppen skal kunne avgjøre saker."),
        (33, ""),
        (0, ""),
    ],
)
def test_the_meeting_warns_in_words_when_too_few_are_there(
    client, klar, hr, vera, kollega, etatsdirektor, prosent, advarsel
):
    Soknadsoppsett.objects.update(til_stede_prosent=prosent)
    gi_stedfortreder(vera.rolle, kollega)
    mote = start_mote(lag_mote(hr), hr, til_stede=[kollega])
    client.force_login(hr)

    side = " ".join(client.get(mote.get_absolute_url()).content.decode().split())

    assert Motebilde(mote).oppmote.for_faa == advarsel
    assert (advarsel in side) if advarsel else ("Minst" not in side)
    assert fatt_vedtak(saker_i(mote)[0], bruker=hr, utfall=Utfall.INNVILGET).belop == 35_000


def test_half_of_the_members_is_asked_for_until_the_kommune_says_otherwise(client, klar, hr, etatsdirektor):
    mote = start_mote(lag_mote(hr), hr, til_stede=[etatsdirektor])
    client.force_login(hr)

    start = client.get(reverse("soknader:mote-oppmote", args=[mote.pk])).content.decode()

    assert "Minst én av to må være til stede" in start
    assert Motebilde(mote).oppmote.for_faa == ""


# --- The same hand twice --------------------------------------------------------------------------


def test_one_who_has_both_recommended_and_given_the_innstilling_is_pointed_out(
    client, hr, soker, avdelingsdirektor, hr_leder, etatsdirektor, tre
):
    lag_ramme()
    lag_klar(soker, avdelingsdirektor, hr_leder, tittel="To hender")
    gi_rolle(avdelingsdirektor, Rollekode.HR_LEDER, tre.rot)
    lag_klar(soker, avdelingsdirektor, avdelingsdirektor, tittel="Én hånd")
    mote = lag_mote(hr)
    setning = f"{avdelingsdirektor.person} har både anbefalt og innstilt saken."
    client.force_login(hr)

    assert [rad.samme_hand for rad in Motebilde(mote).rader] == ["", setning]
    assert client.get(mote.get_absolute_url()).content.decode().count(setning) == 1
    assert [dict(sak["felter"]).get("Merk") for sak in saksliste_context(mote)["saker"]] == [None, setning]
    mote = beslutningsmote.avslutt(start_mote(mote, hr), bruker=hr)
    assert [dict(sak["felter"]).get("Merk") for sak in protokoll_context(mote)["saker"]] == [None, setning]


def test_an_answer_that_was_taken_back_is_not_counted(
    hr, soker, avdelingsdirektor, hr_leder, etatsdirektor, tre, leder
):
    lag_ramme()
    gi_rolle(avdelingsdirektor, Rollekode.HR_LEDER, tre.rot)
    soknad = lag_klar(soker, avdelingsdirektor, hr_leder)
    saksgang.ta_tilbake(soknad, bruker=hr_leder)
    saksgang.innstill(soknad, bruker=hr_leder)

    assert Motebilde(lag_mote(hr)).rader[0].samme_hand == ""
