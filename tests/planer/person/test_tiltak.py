"""The person's own measures below a goal, and two who write in the same goal or measure at once."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from kompetanse.felles.formats import dato
from kompetanse.felles.models import Hendelse
from kompetanse.felles.samskriving import Endring
from planer import sok
from planer.models import Maal, Tiltak
from planer.person import avtale, opprettelse, skriving
from tests.kartlegging.factories import lag_kompetanse, lag_krav, om
from tests.planer.factories import lag_plan, lag_tiltak, verdi

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(soker, leder):
    return opprettelse.begynn(soker.person, leder.person, bruker=soker)


@pytest.fixture
def maal(plan, soker):
    return skriving.lagre(Maal(plan=plan, navn="Ta over sårbehandlingen"), bruker=soker)


@pytest.fixture
def tiltak(plan, maal, soker):
    return skriving.lagre_tiltak(
        Tiltak(plan=plan, navn="Hospitere på legevakten", omfang_i="timer"), maal, bruker=soker
    )


def skjema(client, adresse, **endret):
    """What the page would send, with these fields changed."""
    form = client.get(adresse).context["form"]
    verdier = {navn: form[navn].value() for navn in form.fields}
    vist = {navn: verdi for navn, verdi in verdier.items() if verdi is not None}
    return vist | {"sett": form.sett} | endret


def test_a_measure_of_ones_own_stands_below_its_goal_on_both_pages(client, plan, maal, soker):
    client.force_login(soker)
    kurs = verdi("laeringsform", "kurs")
    data = {"navn": "Hospitere", "laeringsform": kurs.pk, "frist": "1.6.2031", "omfang": "7,5", "omfang_i": "timer"}

    client.post(reverse("planer:persontiltak-create", args=[maal.pk]), data)

    tiltak = plan.tiltak.get()
    assert (tiltak.navn, tiltak.frist, tiltak.omfang, list(tiltak.maal.all())) == (
        "Hospitere",
        dt.date(2031, 6, 1),
        7.5,
        [maal],
    )
    [bilde] = client.get(plan.get_absolute_url()).context["bilde"].maal
    assert [ett.tekst for ett in bilde.egne] == [f"{kurs} · 7,5 timer · ferdig {dato(tiltak.frist)}"]
    assert "Hospitere" in client.get(reverse("kartlegging:min")).content.decode()


def test_a_requirement_that_one_lacks_becomes_a_goal_in_two_clicks(client, tre, plan, soker, leder):
    krav = lag_krav(tre.prosjekt, lag_kompetanse("Sårbehandling"), nivaa=2)
    annet = lag_krav(tre.prosjekt, lag_kompetanse("Førstehjelp"), nivaa=1)
    client.force_login(leder)
    adresse = f"{reverse('planer:personmaal-create', args=[plan.pk])}?krav={krav.pk}"
    assert adresse in client.get(plan.get_absolute_url()).content.decode()

    client.post(adresse, skjema(client, adresse))

    maal = plan.maal.get()
    assert (maal.navn, maal.knyttet_krav) == ("Sårbehandling", [krav])
    client.force_login(soker)
    assert client.get(plan.get_absolute_url()).context["mangler"] == [annet]
    assert "Sårbehandling" in client.get(reverse("kartlegging:min")).content.decode()


def test_bad_input_is_told_and_nothing_is_stored(client, plan, maal, soker):
    client.force_login(soker)
    data = {"navn": "", "fra": "1.6.2031", "frist": "1.5.2031", "omfang": "mye", "omfang_i": "timer"}

    svar = client.post(reverse("planer:persontiltak-create", args=[maal.pk]), data)

    assert set(svar.context["form"].errors) >= {"navn", "omfang"}
    assert not plan.tiltak.exists()


def test_a_measure_cannot_end_before_it_begins(client, plan, maal, soker):
    client.force_login(soker)
    data = {"navn": "Kurs", "fra": "1.6.2031", "frist": "1.5.2031", "omfang_i": "timer"}

    svar = client.post(reverse("planer:persontiltak-create", args=[maal.pk]), data)

    assert "Fristen kan ikke komme før tiltaket begynner." in svar.content.decode()


def test_nobody_but_the_two_reaches_a_measure_and_no_page_of_units_shows_it(
    client, tiltak, maal, soker, leder, avdelingsdirektor, hr, kollega
):
    egen = reverse("planer:persontiltak-update", args=[tiltak.pk])
    enhetens = [tiltak.get_absolute_url(), maal.get_absolute_url(), reverse("planer:maal-update", args=[maal.pk])]
    for bruker, ventet in ((soker, 200), (leder, 200), (avdelingsdirektor, 404), (hr, 404), (kollega, 404)):
        client.force_login(bruker)
        assert client.get(egen).status_code == ventet
        assert [client.get(adresse).status_code for adresse in enhetens] == [404, 404, 404]
        assert not any(treff for _gruppe, treff in sok.finn("Hospitere", bruker))


def test_the_audit_line_does_not_say_what_the_plan_says(tiltak, maal, soker):
    skriving.slett_tiltak(tiltak, bruker=soker)
    skriving.slett(maal, bruker=soker)

    linjer = Hendelse.objects.filter(handling__startswith="utviklingsplan.").order_by("pk")
    assert [linje.handling.split(".")[1] for linje in linjer] == [
        *("opprettet", "maal_lagret", "tiltak_lagret", "tiltak_slettet", "maal_slettet"),
    ]
    assert all("Hospitere" not in str(linje.data) and "sår" not in str(linje.data) for linje in linjer)


def test_a_measure_follows_its_goal_out_and_is_frozen_by_a_yes(plan, maal, tiltak, soker, leder):
    sett = avtale.avtrykk(plan)
    tiltak.navn = "Kurs"
    tiltak.save()
    assert avtale.avtrykk(plan) != sett

    avtale.godta(plan, avtale.avtrykk(plan), bruker=soker)
    with pytest.raises(PermissionDenied):
        skriving.slett_tiltak(tiltak, bruker=leder)

    avtale.trekk(plan, bruker=leder)
    skriving.slett(maal, bruker=soker)
    assert not Tiltak.objects.filter(pk=tiltak.pk).exists()


def test_the_second_to_save_a_goal_sees_both_and_chooses(client, plan, maal, soker, leder):
    adresse = reverse("planer:personmaal-update", args=[maal.pk])
    client.force_login(leder)
    lederens = skjema(client, adresse, navn="Lede sårteamet", indikator="Teamet er i gang.")
    client.force_login(soker)
    client.post(adresse, skjema(client, adresse, navn="Ta over alle sår", beskrivelse="Følge Nina."))

    client.force_login(leder)
    svar = client.post(adresse, lederens)
    form = svar.context["form"]
    assert [(ett.navn, ett.andres) for ett in form.uenigheter] == [("uenig-navn", "Ta over alle sår")]
    assert Maal.objects.get(pk=maal.pk).indikator == ""

    igjen = lederens | {"sett": form.sett, "uenig-navn": "mitt"}
    client.post(adresse, igjen)
    maal.refresh_from_db()
    assert (maal.navn, maal.beskrivelse, maal.indikator) == ("Lede sårteamet", "Følge Nina.", "Teamet er i gang.")


def test_two_who_tie_a_goal_to_different_things_keep_both_kinds(client, tre, plan, maal, soker, leder):
    tiltak = lag_tiltak(lag_plan(tre.prosjekt, gjelder_fra=om(-10), status="vedtatt"), "Veiledning")
    krav = lag_krav(tre.prosjekt, lag_kompetanse("Sårbehandling"), nivaa=2)
    adresse = reverse("planer:personmaal-update", args=[maal.pk])
    client.force_login(leder)
    lederens = skjema(client, adresse, knyttet_tiltak=[tiltak.pk])
    client.force_login(soker)
    client.post(adresse, skjema(client, adresse, knyttet_krav=[krav.pk]))

    client.force_login(leder)
    client.post(adresse, lederens)

    assert (maal.knyttet_tiltak, maal.knyttet_krav) == ([tiltak], [krav])


def test_a_goal_that_the_other_has_taken_out_is_told_and_not_written_again(client, plan, maal, soker, leder):
    adresse = reverse("planer:personmaal-update", args=[maal.pk])
    client.force_login(leder)
    data = skjema(client, adresse, navn="Lede sårteamet")

    naa = Maal.objects.select_related("plan").get(pk=maal.pk)
    skriving.slett(maal, bruker=soker)

    with pytest.raises(ValidationError, match="slettet"):
        skriving.lagre(naa, Endring({"navn": data["navn"]}, data["sett"]), bruker=leder)
    assert not plan.maal.exists()


def test_the_second_to_save_a_measure_is_told(client, tiltak, soker, leder):
    adresse = reverse("planer:persontiltak-update", args=[tiltak.pk])
    client.force_login(leder)
    lederens = skjema(client, adresse, navn="Kurs")
    client.force_login(soker)
    client.post(adresse, skjema(client, adresse, navn="Hospitere to dager"))

    client.force_login(leder)
    svar = client.post(adresse, lederens)

    assert [ett.andres for ett in svar.context["form"].uenigheter] == ["Hospitere to dager"]
    tiltak.refresh_from_db()
    assert tiltak.navn == "Hospitere to dager"
