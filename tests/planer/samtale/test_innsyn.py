"""Who sees what of a talk: nobody but the two, not even in the database; and what those above are told."""

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.urls import reverse

from kartlegging.dekning.ferdigtall import tell_alle
from kompetanse.felles.models import Oppslag
from kompetanse.felles.varsler import send_usendte
from kompetanse.organisasjon import egne_data
from kompetanse.organisasjon.models import Rollekode
from kompetanse.oversikt.sok import finn
from planer.models import Samtale, Samtalebidrag, Utdanningspermisjon
from planer.samtale import forberedelse, gjennomforing, permisjon
from planer.samtale.andel import enhetstall
from planer.samtale.livslop import LIVSLOP
from tests.kartlegging.factories import gi_kompetanse, lag_kompetanse
from tests.klokke import dag
from tests.organisasjon.test_hemmelig import alt_i_databasen
from tests.planer.factories import lag_behov, lag_plan, lag_tiltak
from tests.planer.samtale.factories import inviter, klokken, lag_permisjon, skriv
from tests.rollebesetning import gi_rolle, gi_stedfortreder, lag_bruker, lag_enhet

pytestmark = pytest.mark.django_db
ORD = ("Sommerfuglnett", "Kveldsvaktkor", "Nattergalbok", "Fjellvettregel", "Havblikkstille")


@pytest.fixture
def samtale(soker, leder):
    return inviter(leder, soker)[0]


def test_nothing_of_a_talk_is_found_in_the_database_after_a_whole_walk(client, soker, leder, hr, settings, mailoutbox):
    settings.EMAIL_HOST = "post.eksempel.test"
    cache.clear()
    svar, lederens, melding, utdanning, grunn = ORD
    samtale = inviter(leder, soker, melding=melding)[0]
    client.force_login(soker)
    adresse = reverse("planer:samtale-answer", args=[samtale.pk, samtale.skjema[0]["nokkel"]])
    client.post(adresse, {"tekst": svar}, headers={"HX-Request": "true"})
    client.post(adresse, {"tekst": f"{svar} igjen", "sett": '{"tekst": "feil"}'})
    client.post(reverse("planer:samtale-share", args=[samtale.pk]))
    skjema = {"utdanning": utdanning, "fra": "1.8.2027", "til": "1.6.2028", "omfang": "hel", "lonn": "ulonnet"}
    client.post(reverse("planer:permisjon-create", args=[samtale.pk]), skjema)
    client.force_login(leder)
    skriv(samtale, leder, lederens)
    for side in (samtale.get_absolute_url(), Utdanningspermisjon.objects.get().get_absolute_url()):
        assert svar in client.get(samtale.get_absolute_url()).content.decode()
        client.get(side)
    client.post(reverse("planer:permisjon-refuse", args=[Utdanningspermisjon.objects.get().pk]), {"grunn": grunn})
    client.post(reverse("planer:samtale-hold", args=[samtale.pk]), {"holdt": dag(0).strftime("%d.%m.%Y")})
    send_usendte()

    assert Utdanningspermisjon.objects.get().grunn == grunn
    assert Samtalebidrag.objects.get(person=soker.person).svar
    alt = alt_i_databasen() + "".join(brev.subject + brev.body for brev in mailoutbox)
    assert len(mailoutbox) > 3
    assert [ord_ for ord_ in ORD if ord_.lower() in alt.lower()] == []
    assert [str(treff) for ord_ in ORD for treff in finn(ord_, hr) if treff[1]] == []


def test_a_new_key_reads_what_was_written_and_the_old_one_can_go(samtale, soker, settings, capsys):
    nokkel = skriv(samtale, soker, "Som før")
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "en helt ny nøkkel"

    call_command("krypter_paa_nytt")
    settings.SECRET_KEY_FALLBACKS = []

    assert Samtalebidrag.objects.get().svar == {nokkel: "Som før"}


def test_without_the_key_the_page_stands_and_nothing_is_written_over(client, samtale, soker, settings):
    skriv(samtale, soker, "Som før")
    settings.SECRET_KEY, riktig = "feil nøkkel", settings.SECRET_KEY
    client.force_login(soker)

    assert client.get(samtale.get_absolute_url()).status_code == 200
    with pytest.raises(ValidationError, match="kan ikke leses"):
        skriv(samtale, soker, "Noe annet")

    Samtalebidrag.objects.get().save()
    settings.SECRET_KEY = riktig
    assert list(Samtalebidrag.objects.get().svar.values()) == ["Som før"]


def test_markup_in_an_answer_is_text(client, samtale, soker, leder):
    skriv(samtale, soker, "<script>ond()</script>")
    forberedelse.del_(samtale, bruker=soker)
    for bruker in (soker, leder):
        client.force_login(bruker)
        side = client.get(samtale.get_absolute_url() + "?sporsmaal=x").content.decode()
        assert "&lt;script&gt;ond()" in side
        assert "<script>ond()" not in side


ALLE = {"forbered", "del", "endre_tid"}
UTFALL = {
    ("soker", "invitert"): {*ALLE, "velg_leder", "be_om_permisjon"},
    ("leder", "invitert"): {*ALLE, "hold", "avlys"},
    ("soker", "holdt"): {"avtal", "be_om_permisjon"},
    ("leder", "holdt"): {"avtal"},
}
ANDRE = ("kollega", "avdelingsdirektor", "hr", "hr_leder", "etatsdirektor", "tillitsvalgt", "systemansvarlig")


def test_who_may_do_what_in_each_state(request, samtale, soker, leder):
    alle = {navn: request.getfixturevalue(navn) for navn in ("soker", "leder", *ANDRE)}
    for status in ("invitert", "holdt", "avlyst"):
        Samtale.objects.update(status=status, holdt=dag(0))
        naa = Samtale.objects.get()
        for navn, bruker in alle.items():
            assert set(LIVSLOP.mulige(naa, bruker)) == UTFALL.get((navn, status), set()), (navn, status)
            assert Samtale.objects.mellom(bruker).exists() == (navn in ("soker", "leder")), navn


def test_a_deputy_of_the_leader_is_never_one_of_the_two(client, samtale, leder, kollega):
    gi_stedfortreder(leder.person.roller.get(), kollega)
    client.force_login(kollega)

    assert client.get(samtale.get_absolute_url()).status_code == 404
    assert client.get(reverse("planer:samtale-list")).status_code == 403
    with pytest.raises(PermissionDenied):
        inviter(kollega, leder)


def test_ones_own_data_has_what_one_wrote_and_not_what_the_other_did(samtale, soker, leder):
    skriv(samtale, soker, "Mitt eget")
    skriv(samtale, leder, "Lederens")

    egne = str([ett.rader for ett in egne_data.om(soker.person)])
    assert "Mitt eget" in egne
    assert "Lederens" not in egne


@pytest.mark.parametrize("omfang", ["hel", "delvis"])
@pytest.mark.parametrize("lonn", ["lonnet", "ulonnet"])
def test_leave_is_asked_for_in_four_kinds_and_agreed_or_refused_with_a_reason(samtale, soker, leder, omfang, lonn):
    sak = lag_permisjon(samtale, soker, omfang=omfang, lonn=lonn)
    with pytest.raises(ValidationError, match="Skriv hvorfor"):
        permisjon.avslaa(sak, " ", bruker=leder)
    with pytest.raises(PermissionDenied):
        permisjon.innvilg(sak, None, bruker=soker)

    sak = permisjon.innvilg(sak, 24, bruker=leder)

    assert (sak.status, sak.bindingstid, sak.omfang, sak.lonn) == ("innvilget", 24, omfang, lonn)
    with pytest.raises(ValidationError, match="endret siden"):
        permisjon.trekk(sak, bruker=soker)


def test_above_the_leader_talks_and_leave_are_counts_without_names(client, tre, leder, hr):
    for sted in (tre.rot, tre.oppvekst):
        [lag_bruker(f"Ola{nr}", sted) for nr in range(5)]
    stor, liten = lag_enhet(tre.oppvekst, "Dag"), lag_enhet(tre.oppvekst, "Natt")
    sjef = lag_bruker("Nina", stor)
    gi_rolle(sjef, Rollekode.LEDER, stor)
    dagfolk, nattfolk = [lag_bruker(f"Dag{nr}", stor) for nr in range(7)], [lag_bruker("Natt", liten)]
    nattsjef = lag_bruker("Nils", liten)
    gi_rolle(nattsjef, Rollekode.LEDER, liten)
    samtaler = inviter(sjef, *dagfolk[:3])
    for ett in samtaler:
        gjennomforing.hold(ett, dag(0), bruker=sjef)
    gjennomforing.hold(inviter(nattsjef, *nattfolk)[0], dag(0), bruker=nattsjef)
    sak = lag_permisjon(samtaler[0], dagfolk[0], fra=dag(0), til=dag(0))
    permisjon.innvilg(sak, None, bruker=sjef)
    tell_alle()

    tallene = {ett.enhet.navn: (ett.holdt, ett.permisjon) for ett in enhetstall(hr, dag(0).year)}
    assert tallene["Dag"] == ((3, 8), (1, 8))
    assert "Natt" not in tallene
    client.force_login(hr)
    side = client.get(reverse("planer:samtaletall-list")).content.decode()
    assert "Dag0" not in side
    assert client.get(reverse("planer:samtaletall-list") + "?format=xlsx").status_code == 200


def test_hr_sees_that_it_was_held_and_the_one_it_is_about_sees_who_looked(client, samtale, soker, leder, hr):
    skriv(samtale, soker, "Ingen skal lese dette")
    gjennomforing.hold(samtale, dag(0), bruker=leder)
    client.force_login(hr)

    side = client.get(reverse("planer:samtaleholdt-list")).content.decode()

    assert "Siri Test" in side
    assert "Ingen skal lese" not in side
    assert Oppslag.objects.get(person_id=soker.person_id).hva == "At medarbeidersamtalen er holdt"


def test_confirmed_education_that_is_done_since_a_day_is_hrs_list(client, soker, kollega, hr):
    master = lag_kompetanse("Master i sykepleie")
    for bruker, felt in (
        (soker, {"nus": 7, "tilstand": "bekreftet", "fra": dag(-20), "studiepoeng": 120}),
        (soker, {"nus": 6, "tilstand": "bekreftet", "fra": dag(-400)}),
        (kollega, {"nus": 7, "tilstand": "egenvurdert", "fra": dag(-20)}),
        (kollega, {"nus": 9, "tilstand": "bekreftet", "fra": dag(-20)}),
    ):
        gi_kompetanse(bruker, master, **felt)
    client.force_login(hr)
    siden = dag(-30).strftime("%d.%m.%Y")

    rader = client.get(reverse("planer:utdanning-list") + f"?siden={siden}").context["liste"].rader

    assert [(rad.person, rad.nus, rad.studiepoeng) for rad in rader] == [(soker.person, 7, 120)]
    assert Oppslag.objects.get(person_id=soker.person_id).hva == "Fullført utdanning"


def test_the_leaders_list_has_nothing_to_open_for_one_who_is_not_invited(client, leder, soker, kollega):
    samtale = inviter(leder, soker)[0]
    client.force_login(leder)

    side = client.get(reverse("planer:samtale-list"))

    assert [rad.person for rad in side.context["liste"].rader if not rad.samtale] == [kollega.person]
    assert side.content.decode().count(samtale.get_absolute_url()) == 1
    assert ">None<" not in side.content.decode()


@pytest.mark.parametrize("antall", [1, 3])
def test_the_leaders_list_asks_the_same_number_of_questions(client, leder, tre, antall, django_assert_num_queries):
    folk = [lag_bruker(f"Ola{nr}", tre.prosjekt) for nr in range(antall)]
    inviter(leder, *folk, tid=klokken(0))
    client.force_login(leder)

    with django_assert_num_queries(13):  # session, the page, whose leader one is, the talks, and who is on the page
        client.get(reverse("planer:samtale-list"))


@pytest.mark.parametrize("antall", [1, 3])
def test_the_page_of_a_talk_asks_the_same_number_of_questions(
    client, samtale, soker, tre, antall, django_assert_num_queries
):
    plan = lag_plan(tre.prosjekt, gjelder_fra=dag(-10), status="vedtatt", til=dag(700))
    for nr in range(antall):
        lag_tiltak(plan, behov=[lag_behov(plan, f"Behov {nr}", kritisk=True)])
    client.force_login(soker)

    with django_assert_num_queries(20):
        client.get(samtale.get_absolute_url())
