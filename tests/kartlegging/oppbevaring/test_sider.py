"""HR's list of those who have left, the stop, the settings, and what the others see of what is blocked."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from kartlegging.enhetsramme import ramme
from kartlegging.katalog.standard import opprett_standardkatalog
from kartlegging.models import Bevisfil, Kartleggingsoppsett, Kompetanse, MiniCv, Oppbevaring, Personkompetanse
from kartlegging.oppbevaring import utsettelse
from kartlegging.oppbevaring.frister import sluttede
from kartlegging.oppbevaring.rydding import rydd
from kartlegging.oppgaver import slag_for
from kartlegging.profil import minicv
from kartlegging.profil.bekreftbilde import bekreftbilde
from kartlegging.profil.registrering import om_maaneder
from kompetanse.felles.formats import dato
from kompetanse.felles.models import Hendelse, Oppslag
from kompetanse.felles.oppgaver import oppgavene
from tests.kartlegging.factories import gi_kompetanse, lag_bevis, om
from tests.kartlegging.oppbevaring.conftest import slutter
from tests.klokke import skrevet
from tests.rollebesetning import lag_bruker

pytestmark = pytest.mark.django_db
LISTE = "/kompetanse/oppbevaring/"


def side(client, bruker, sti=LISTE):
    client.force_login(bruker)
    return client.get(sti)


def test_hr_reads_who_is_due_when_and_what_goes_and_stays(client, frister, fylt, kollega, hr):
    siste_dag = slutter(fylt, 2)
    tekst = side(client, hr).content.decode().replace("\xa0", " ")

    for ord in (
        dato(siste_dag),
        dato(om_maaneder(siste_dag, 6)),
        dato(om_maaneder(siste_dag, 18)),
        "2 kompetanser, 1 fil, mini-CV, 1 oppgave",
    ):
        assert ord.replace("\xa0", " ") in tekst, ord
    assert "Siri Test" in tekst
    assert "Kari Test" not in tekst
    assert [*Oppslag.objects.values_list("person_id", "hva")] == [(fylt.person_id, "Hva som slettes når")]


def test_hr_sees_that_nothing_is_decided(client, fylt, hr):
    slutter(fylt, 2)
    tekst = side(client, hr).content.decode()

    assert "Fristen er ikke satt" in tekst
    assert "Ikke bestemt" in tekst


@pytest.mark.parametrize("antall", [1, 3])
def test_the_list_asks_as_much_for_one_as_for_three(client, frister, tre, hr, antall, django_assert_num_queries):
    kurs = lag_bevis("Truck")
    for nr in range(antall):
        bruker = lag_bruker(f"Ola{nr}", tre.prosjekt)
        gi_kompetanse(bruker, kurs)
        slutter(bruker, 2)
    side(client, hr)

    # session, user, roles, and what every page asks; settings, count, rows, looks within the hour
    with django_assert_num_queries(16):
        assert len(side(client, hr).context["liste"].rader) == antall


def test_hr_holds_back_with_a_reason_and_lets_go(client, frister, fylt, hr):
    siste_dag = slutter(fylt, 18)
    rydd(om_maaneder(siste_dag, 6))
    client.force_login(hr)
    adresse = reverse("kartlegging:oppbevaring-utsett", args=[fylt.person_id])

    client.post(adresse, {"utsatt_til": skrevet(40), "grunn": "Klage på lønn"})
    rydd()
    assert Personkompetanse.objects.filter(person=fylt.person).count() == 3
    assert "Klage på lønn" in side(client, hr).content.decode()

    client.post(reverse("kartlegging:oppbevaring-opphev", args=[fylt.person_id]))
    rydd()
    assert Personkompetanse.objects.filter(person=fylt.person).count() == 1
    linjer = Hendelse.objects.for_objekt(fylt.person).values_list("handling", "kommentar")
    assert list(linjer)[1:3] == [("kompetanse.utsatt", "Klage på lønn"), ("kompetanse.utsettelse_opphevet", "")]


@pytest.mark.parametrize(
    ("felter", "feil"),
    [
        ({"utsatt_til": "0", "grunn": "Sak"}, "Skriv datoen som dag.måned.år"),
        ({"utsatt_til": "i dag", "grunn": "Sak"}, "Velg en dag som ikke er kommet."),
        ({"utsatt_til": "om litt", "grunn": ""}, "id_grunn_error"),
    ],
)
def test_a_stop_needs_a_day_to_come_and_a_reason(client, frister, fylt, hr, felter, feil):
    slutter(fylt, 2)
    client.force_login(hr)
    felter |= {
        "utsatt_til": {"i dag": skrevet(), "om litt": skrevet(9)}.get(felter["utsatt_til"], felter["utsatt_til"])
    }
    response = client.post(reverse("kartlegging:oppbevaring-utsett", args=[fylt.person_id]), felter)

    assert feil in response.content.decode()
    assert not Oppbevaring.objects.exists()


def test_only_hr_for_the_kommune_holds_back(frister, fylt, leder, hr_enhet):
    for bruker in (leder, hr_enhet):
        with pytest.raises(PermissionDenied):
            utsettelse.utsett(fylt.person, om(9), "Nei", bruker=bruker)
        with pytest.raises(PermissionDenied):
            utsettelse.opphev(fylt.person, bruker=bruker)


def test_the_settings_keep_how_long_and_refuse_to_destroy_what_is_never_blocked(client, hr):
    client.force_login(hr)
    sti = reverse("kartlegging:oppsett-update")
    andre = {"varsle_dager": "30", "maal_formal": "90", "maal_real": "0"}

    client.post(sti, andre | {"sperres_etter_mnd": "6", "slettes_etter_mnd": "12"})
    oppsett = Kartleggingsoppsett.objects.get()
    assert (oppsett.sperres_etter_mnd, oppsett.slettes_etter_mnd) == (6, 12)

    nektet = client.post(sti, andre | {"sperres_etter_mnd": "", "slettes_etter_mnd": "12"})
    assert "Si først når kompetansen skal sperres." in nektet.content.decode()
    for galt in ("0", "601", "-1", "seks"):
        assert (
            "Skriv et helt tall fra 1 til 600."
            in client.post(sti, andre | {"sperres_etter_mnd": galt}).content.decode()
        )
    oppsett.refresh_from_db()
    assert (oppsett.sperres_etter_mnd, oppsett.slettes_etter_mnd) == (6, 12)


def test_the_shipped_catalogue_proposes_to_preserve_educations_and_authorisations(kommune):
    opprett_standardkatalog(kommune)
    bevares = dict(Kompetanse.objects.values_list("nokkel", "bevares"))

    assert {bevares[nokkel] for nokkel in ("autorisasjon-sykepleier", "fagbrev-renhold", "utdanning-lektor")} == {True}
    assert {bevares[nokkel] for nokkel in ("hlr", "politiattest", "forerkort-b", "truckforerbevis")} == {False}


# --- What is blocked --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("hvem", "foer", "etter"),
    [
        ("leder", (200, 3, 200), (403, 0, 404)),
        ("avdelingsdirektor", (200, 3, 200), (403, 0, 404)),
        ("etatsdirektor", (200, 3, 200), (403, 0, 404)),
        ("hr", (200, 3, 200), (200, 3, 200)),
        ("hr_leder", (200, 3, 200), (200, 3, 200)),
        ("kollega", (404, 0, 404), (404, 0, 404)),
        ("utenforstaende", (404, 0, 404), (404, 0, 404)),
    ],
)
def test_what_is_blocked_is_seen_by_hr_alone(request, client, frister, fylt, hvem, foer, etter):
    bruker = request.getfixturevalue(hvem)
    slutter(fylt, 7)
    fil = Bevisfil.objects.get(filnavn="kurs.pdf")

    def ser():
        return (
            side(client, bruker, reverse("kartlegging:person-kompetanse", args=[fylt.person_id])).status_code,
            Personkompetanse.objects.visible_to(bruker).count(),
            side(client, bruker, reverse("kartlegging:bevis-download", args=[fil.pk])).status_code,
        )

    assert ser() == foer
    rydd()
    assert ser() == etter


def test_a_mini_cv_is_shared_no_longer_than_its_owner_works_here(fylt, kollega, hr):
    minicv.del_med(fylt.person, "kommune", bruker=fylt)
    assert MiniCv.objects.visible_to(kollega).count() == 1

    slutter(fylt, 1)

    assert (MiniCv.objects.visible_to(kollega).count(), MiniCv.objects.visible_to(hr).count()) == (0, 0)


# --- What was not confirmed when someone left ---------------------------------------------------------


def test_nobody_is_asked_to_confirm_after_the_last_day(fylt, leder):
    enhet = fylt.person.stillinger.get().enhet
    gi_kompetanse(fylt, lag_bevis("Uavklart"), tilstand="egenvurdert")

    def ventende():
        faner = ramme(enhet, "enhet-bekreft", bruker=leder, her="")["faner"]
        antall = next(fane["antall"] for fane in faner if fane["url"].endswith("/bekreft/"))
        return len(oppgavene(slag_for(leder))), antall, bekreftbilde(enhet, leder).antall

    assert ventende() == (1, 1, 1)
    fylt.person.stillinger.update(til=om(0))
    assert ventende() == (1, 1, 1)
    fylt.person.stillinger.update(til=om(-1))
    assert ventende() == (0, None, 0)


def test_who_has_left_and_has_nothing_here_is_in_no_list(frister, kollega, fylt):
    slutter(kollega, 7)
    assert list(sluttede()) == []

    slutter(fylt, 7)
    assert list(sluttede()) == [fylt.person]
