"""The form in short steps: what each one saves, what it refuses, and what it says about the money."""

import re
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from kompetanse.felles import vegg
from kompetanse.organisasjon.models import Stilling
from soknader.models import Soknad
from soknader.sak import saksgang
from soknader.sak.utkast import Steg
from tests.rollebesetning import START, lag_bruker, lag_enhet
from tests.soknader.factories import lag_ramme, lag_satsingsomraade, lag_soknad

HTMX = {"HTTP_HX_REQUEST": "true"}
pytestmark = pytest.mark.time_machine("2026-02-02T12:00")


def adresse(soknad, steg):
    return reverse("soknader:soknad-edit", args=[soknad.pk, steg])


@pytest.fixture
def utkast(soker):
    return lag_soknad(soker)


@pytest.fixture
def som_soker(client, soker):
    client.force_login(soker)
    return client


def hva(**felt):
    """A complete answer to step 1."""
    return {
        "kompetansetype": "tverrgaaende",
        "tittel": "Klart språk",
        "beskrivelse": "To samlinger.",
        "aar": "2026",
        "periode_fra": "5.3.2026",
        "periode_til": "30/6 2026",
        **felt,
    }


def hvem(**felt):
    """A complete answer to step 2, but for the avdeling."""
    return {"seksjoner": "alle", "maalgruppe": "ledere", "antall_deltakere": "12", **felt}


def budsjett(*linjer, egenandel="0", **felt):
    """The posted form set of step 4; each line is (hva, belop[, mva])."""
    data = {"linjer-TOTAL_FORMS": str(len(linjer)), "linjer-INITIAL_FORMS": "0", "egenandel": egenandel, **felt}
    for nr, (tekst, belop, *mva) in enumerate(linjer):
        data |= {f"linjer-{nr}-hva": tekst, f"linjer-{nr}-belop": belop, f"linjer-{nr}-mva": mva[0] if mva else "uten"}
    return data


# --- Start ------------------------------------------------------------------------------------------


def test_starting_makes_a_draft_and_opens_the_first_step(som_soker, soker):
    svar = som_soker.post(
        reverse("soknader:soknad-create"), {"kompetansetype": "tverrgaaende", "tittel": "Klart språk"}
    )

    soknad = Soknad.objects.get()
    assert svar.url == adresse(soknad, "hva")
    assert (soknad.tittel, soknad.soker, soknad.status) == ("Klart språk", soker, Soknad.Status.UTKAST)


def test_subject_specific_need_is_shown_its_own_money_and_stores_nothing(som_soker, tre):
    lag_ramme(fordelinger={tre.ikt: 120_000})

    svar = som_soker.post(reverse("soknader:soknad-create"), {"kompetansetype": "fagspesifikk", "tittel": "Nettverk"})

    assert svar.context["annet_sted"]["tekst"] == "Fagspesifikk kompetanse dekkes av midler som er fordelt ut."
    assert "<strong>120\xa0000\xa0kr</strong>" in svar.content.decode()
    assert svar.context["form"]["tittel"].value() == "Nettverk"
    assert Soknad.objects.count() == 0


def test_a_get_stores_nothing(som_soker):
    som_soker.get(reverse("soknader:soknad-create"))

    assert Soknad.objects.count() == 0


# --- The steps --------------------------------------------------------------------------------------


def test_the_first_steps_save_what_norwegians_write_and_go_on(som_soker, utkast, tre):
    svar = [
        som_soker.post(adresse(utkast, "hva"), hva()).url,
        som_soker.post(adresse(utkast, "hvem"), hvem(avdeling=tre.ikt.pk)).url,
    ]

    utkast.refresh_from_db()
    assert svar == [adresse(utkast, "hvem"), adresse(utkast, "hvorfor")]
    assert (utkast.tittel, utkast.aar, utkast.maalgruppe, utkast.antall_deltakere) == (
        "Klart språk",
        2026,
        "ledere",
        12,
    )
    assert [str(dag) for dag in (utkast.periode_fra, utkast.periode_til)] == ["2026-03-05", "2026-06-30"]


@pytest.mark.parametrize(("aar", "sies"), [(2026, True), (2027, False)])
def test_the_summary_shows_the_year_of_the_money_and_a_period_that_begins_after_it(som_soker, utkast, aar, sies):
    Soknad.objects.filter(pk=utkast.pk).update(aar=aar, periode_fra="2027-02-01", periode_til="2027-02-03")

    side = som_soker.get(adresse(utkast, "oppsummering")).content.decode()

    assert re.search(rf"<dt>Året pengene skal brukes</dt>\s*<dd>\s*{aar}", side)
    assert ("Perioden begynner etter dette året" in side) == sies


def test_a_half_done_step_is_saved_and_the_summary_says_what_is_missing(som_soker, utkast, tre):
    som_soker.post(adresse(utkast, "hva"), {"tittel": "Klart språk", "aar": "2026"})
    som_soker.post(adresse(utkast, "hvem"), {"seksjoner": "alle"})

    mangler = som_soker.get(adresse(utkast, "oppsummering")).context["mangler"]
    assert [(mangel.felt, url) for mangel, url in mangler] == [
        *((felt, adresse(utkast, "hva")) for felt in ("kompetansetype", "beskrivelse", "periode_fra")),
        *((felt, adresse(utkast, "hvem")) for felt in ("avdeling", "maalgruppe", "antall_deltakere")),
    ]


def test_only_what_may_be_left_out_in_the_end_is_called_optional(som_soker, utkast):
    html = som_soker.get(adresse(utkast, "hvem")).content.decode()

    assert re.findall(r'for="id_(\w+)">[^<]*<span class="valgfritt">', html) == ["ny_enhet"]


def test_later_leads_to_the_case_page(som_soker, utkast):
    svar = som_soker.post(adresse(utkast, "effekt"), {"forventet_effekt": "Mer", "evaluering": "Skjema", "senere": ""})

    utkast.refresh_from_db()
    assert (svar.url, utkast.forventet_effekt) == (utkast.get_absolute_url(), "Mer")


def test_a_draft_that_turns_subject_specific_stays_on_the_step_and_cannot_be_sent(som_soker, utkast, soker):
    svar = som_soker.post(adresse(utkast, "hva"), hva(kompetansetype="fagspesifikk"))

    assert svar.url == adresse(utkast, "hva")
    assert som_soker.get(svar.url).context["annet_sted"] is not None
    with pytest.raises(ValidationError):
        saksgang.send_inn(utkast, bruker=soker)


def test_some_sections_are_chosen_among_those_below_the_avdeling(som_soker, utkast, tre):
    drift = lag_enhet(tre.ikt, "Drift")

    data = hvem(avdeling=tre.ikt.pk, seksjoner="utvalgte", valgte_seksjoner=[drift.pk])
    som_soker.post(adresse(utkast, "hvem"), data)

    utkast.refresh_from_db()
    assert utkast.seksjoner_visning == "Drift"


def test_one_who_works_in_two_units_chooses_which_line_the_case_takes(som_soker, utkast, soker, tre):
    Stilling.objects.create(
        person=soker.person, enhet=tre.barnehager, tittel="Vikar", prosent=20, fra=START, hovedstilling=False
    )

    feil = som_soker.post(adresse(utkast, "hvem"), hvem(enhet=tre.barnehager.pk, avdeling=tre.ikt.pk))
    som_soker.post(adresse(utkast, "hvem"), hvem(enhet=tre.barnehager.pk, avdeling=tre.barnehager.pk))

    utkast.refresh_from_db()
    assert list(feil.context["form"].errors) == ["avdeling"]
    assert (utkast.enhet, utkast.avdeling) == (tre.barnehager, tre.barnehager)


def test_priority_areas_of_the_year_are_offered(som_soker, utkast):
    naa = lag_satsingsomraade()
    lag_satsingsomraade("Avsluttet satsing", til_aar=2021)

    form = som_soker.get(adresse(utkast, "hvorfor")).context["form"]

    assert list(form.fields["satsingsomraade"].objekter.values()) == [naa]


def test_the_money_left_in_the_pot_is_shown_early(som_soker, utkast):
    lag_ramme(utkast.aar, oremerket={lag_satsingsomraade(): 20_000})

    penger = som_soker.get(adresse(utkast, "hvorfor")).context["penger"]

    assert [(pott.navn, pott.ledig, pott.uttak, pott.etter) for pott in penger.potter] == [
        ("Digital kompetanse", Decimal(20_000), Decimal(20_000), Decimal(0)),
        ("Fri del", Decimal(980_000), Decimal(15_000), Decimal(965_000)),
    ]


def test_too_little_money_is_said_as_it_is(som_soker, soker):
    lag_ramme(total=20_000, fordelt=0)
    utkast = lag_soknad(soker)

    svar = som_soker.get(adresse(utkast, "budsjett"))

    assert svar.context["penger"].mangler == Decimal(15_000)


# --- Budget -----------------------------------------------------------------------------------------


def test_budget_lines_are_read_as_people_write_amounts(som_soker, utkast):
    linjer = [("Kurs", "93.000"), ("Reise", "1 250,50", "med"), ("Bok", "kr 300,-", "ikke_oppgitt"), ("", "")]

    svar = som_soker.post(adresse(utkast, "budsjett"), budsjett(*linjer, egenandel="550,50"))

    utkast.refresh_from_db()
    assert svar.url == adresse(utkast, "effekt")
    assert [(linje.hva, linje.belop, linje.mva) for linje in utkast.budsjett.all()] == [
        ("Kurs", Decimal("93000.00"), "uten"),
        ("Reise", Decimal("1250.50"), "med"),
        ("Bok", Decimal("300.00"), "ikke_oppgitt"),
    ]
    assert (utkast.egenandel, utkast.soknadsbelop) == (Decimal("550.50"), Decimal("94000.00"))


def test_a_line_is_taken_away(som_soker, utkast):
    data = budsjett(("Kurs", "100"), ("Reise", "x"), egenandel="") | {"linjer-1-DELETE": "on"}

    som_soker.post(adresse(utkast, "budsjett"), data)

    assert [linje.hva for linje in utkast.budsjett.all()] == ["Kurs"]


def test_a_row_is_added_without_javascript_and_what_is_typed_stays(som_soker, utkast):
    svar = som_soker.post(adresse(utkast, "budsjett"), budsjett(("Kurs", "100"), legg_til_rad="linjer"))

    rader = svar.context["linjer"]
    assert [rad["hva"].value() for rad in rader] == ["Kurs", None]


@pytest.mark.parametrize(
    ("linje", "felt"),
    [
        (("Kurs", "1e9"), "belop"),
        (("Kurs", "-5"), "belop"),
        (("Kurs", "12,345"), "belop"),
        (("Kurs", "NaN"), "belop"),
        (("Kurs", "0"), "belop"),
        (("Kurs", "99999999999999"), "belop"),
        (("Kurs", ""), "belop"),
        (("", "100"), "hva"),
        (("x" * 100_000, "100"), "hva"),
        (("Kurs", "100", "halv"), "mva"),
    ],
)
def test_a_bad_line_is_refused_at_its_field_and_nothing_is_changed(som_soker, utkast, linje, felt):
    svar = som_soker.post(adresse(utkast, "budsjett"), budsjett(("Reise", "500"), linje))

    utkast.refresh_from_db()
    assert [list(feil) for feil in svar.context["linjer"].errors] == [[], [felt]]
    assert svar.context["linjer"][0]["hva"].value() == "Reise"
    assert (utkast.budsjett.count(), utkast.soknadsbelop) == (2, Decimal(35_000))


def test_an_own_share_above_the_budget_is_refused_at_its_field(som_soker, utkast):
    svar = som_soker.post(adresse(utkast, "budsjett"), budsjett(("Kurs", "100"), egenandel="101"))

    utkast.refresh_from_db()
    assert list(svar.context["form"].errors) == ["egenandel"]
    assert utkast.soknadsbelop == Decimal(35_000)


@pytest.mark.parametrize("antall", ["51", "100000000", "-1", "x", ""])
def test_a_tampered_number_of_rows_is_no_server_error(som_soker, utkast, antall):
    svar = som_soker.post(
        adresse(utkast, "budsjett"), budsjett(("Kurs", "1"), egenandel="") | {"linjer-TOTAL_FORMS": antall}
    )

    assert svar.status_code in (200, 302)


# --- Saved as you go --------------------------------------------------------------------------------


def test_a_pause_saves_and_says_so(som_soker, utkast):
    svar = som_soker.post(adresse(utkast, "effekt"), {"forventet_effekt": "Bedre svar", "evaluering": ""}, **HTMX)

    utkast.refresh_from_db()
    assert "Lagret kl." in svar.content.decode()
    assert svar.headers["HX-Trigger"] == "lagret"
    assert (utkast.forventet_effekt, utkast.evaluering) == ("Bedre svar", "")


def test_a_pause_saves_what_is_valid_and_says_that_something_must_be_mended(som_soker, utkast):
    data = {"tittel": "Ny", "aar": "2026", "periode_fra": "snart", "beskrivelse": "x" * 100_000}

    svar = som_soker.post(adresse(utkast, "hva"), data, **HTMX)

    utkast.refresh_from_db()
    assert "HX-Trigger" not in svar.headers
    assert "må rettes" in svar.content.decode()
    assert (utkast.tittel, str(utkast.periode_fra), utkast.beskrivelse[:5]) == ("Ny", "2026-12-01", "Danne")


def test_half_a_period_is_not_saved_when_it_would_turn_the_stored_one_around(som_soker, utkast):
    svar = som_soker.post(
        adresse(utkast, "hva"), hva(periode_fra=f"31.12.{utkast.aar + 1}", periode_til="snart"), **HTMX
    )

    utkast.refresh_from_db()
    assert svar.status_code == 200
    assert str(utkast.periode_fra) == f"{utkast.aar}-12-01"


def test_a_pause_in_a_budget_that_is_not_whole_changes_nothing(som_soker, utkast):
    som_soker.post(adresse(utkast, "budsjett"), budsjett(("Kurs", "10"), ("Reise", "")), **HTMX)

    utkast.refresh_from_db()
    assert utkast.soknadsbelop == Decimal(35_000)


def test_a_step_of_a_sent_application_leads_to_the_case(som_soker, utkast, soker, avdelingsdirektor):
    saksgang.send_inn(utkast, bruker=soker)

    svar = som_soker.post(adresse(utkast, "effekt"), {"forventet_effekt": "For sent"})

    utkast.refresh_from_db()
    assert svar.url == utkast.get_absolute_url()
    assert utkast.forventet_effekt != "For sent"


# --- A measure that is over -------------------------------------------------------------------------


def test_a_measure_that_is_over_is_asked_about_and_sent_when_it_is_confirmed(som_soker, utkast, avdelingsdirektor):
    Soknad.objects.filter(pk=utkast.pk).update(periode_fra="2026-01-05", periode_til="2026-02-01")
    send = reverse("soknader:soknad-send", args=[utkast.pk])

    spurt = som_soker.post(send, follow=True)
    utkast.refresh_from_db()
    status_foer = utkast.status
    svart = som_soker.post(send, {"gjennomfort": "on"}, follow=True)

    assert "Er tiltaket gjennomført?" in spurt.content.decode()
    assert [str(melding) for melding in spurt.context["messages"]] == [
        "Perioden sluttet 1.\xa0februar 2026. Bekreft at tiltaket er gjennomført, eller rett datoene."
    ]
    utkast.refresh_from_db()
    assert (status_foer, utkast.status) == (Soknad.Status.UTKAST, Soknad.Status.TIL_BEHANDLING)
    assert "Søkeren har bekreftet at det er gjennomført." in svart.content.decode()


def test_a_measure_that_ends_today_is_not_asked_about(som_soker, utkast):
    Soknad.objects.filter(pk=utkast.pk).update(periode_fra="2026-01-05", periode_til="2026-02-02")

    assert som_soker.get(adresse(utkast, "oppsummering")).context["bekreft"] is None
    assert saksgang.send_inn(utkast, bruker=utkast.soker).sendt_etterpaa is False


# --- Bad input --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("felt", "verdi"),
    [
        ("seksjoner", "annet"),
        ("maalgruppe", "annet"),
        ("antall_deltakere", "-1"),
        ("antall_deltakere", "1e9"),
        ("antall_deltakere", "99999999999999999999999"),
        ("avdeling", "0"),
        ("avdeling", "x"),
    ],
)
def test_bad_input_of_the_second_step_gets_a_message_at_its_field_and_nothing_is_stored(som_soker, utkast, felt, verdi):
    svar = som_soker.post(adresse(utkast, "hvem"), hvem() | {felt: verdi})

    utkast.refresh_from_db()
    assert list(svar.context["form"].errors) == [felt]
    assert svar.context["form"][felt].value() == verdi
    assert utkast.maalgruppe == Soknad.Maalgruppe.ALLE


@pytest.mark.parametrize(
    ("felt", "verdi"),
    [
        ("tittel", ""),
        ("tittel", "x" * 201),
        ("tittel", "x" * 100_000),
        ("beskrivelse", "x" * 100_000),
        ("kompetansetype", "annet"),
        ("aar", "1"),
        ("aar", "NaN"),
        ("periode_fra", "1.1.0001"),
        ("periode_fra", "31.2.2026"),
        ("periode_til", "0001-01-01"),
        ("periode_til", "4.3.2026"),
    ],
)
def test_bad_input_gets_a_message_at_its_field_and_nothing_is_stored(som_soker, utkast, felt, verdi):
    svar = som_soker.post(adresse(utkast, "hva"), hva() | {felt: verdi})

    utkast.refresh_from_db()
    assert list(svar.context["form"].errors) == [felt]
    assert svar.context["form"][felt].value() == verdi
    assert utkast.tittel == "Workshop «Smidig dag»"


def test_control_characters_are_dropped_and_emoji_kept(som_soker, utkast):
    som_soker.post(
        adresse(utkast, "effekt"), {"forventet_effekt": "Bedre\x00 sva\x1br 🎉\r\nHver dag", "evaluering": "Ja"}
    )

    utkast.refresh_from_db()
    assert utkast.forventet_effekt == "Bedre svar 🎉\nHver dag"


def test_text_is_shown_as_text(som_soker, utkast):
    som_soker.post(adresse(utkast, "effekt"), {"forventet_effekt": "<script>alert(1)</script>", "evaluering": "Ja"})

    html = som_soker.get(utkast.get_absolute_url()).content.decode()
    assert "<script>alert(1)" not in html
    assert "&lt;script&gt;alert(1)" in html


def test_units_and_areas_of_another_kommune_are_refused(som_soker, utkast, annen_kommune, tre):
    with vegg.innenfor(annen_kommune.kommune.pk):
        deres_omraade = lag_satsingsomraade("Deres satsing")
    som = {"hvem": hvem(avdeling=annen_kommune.rot.pk), "hvorfor": {"satsingsomraade": deres_omraade.pk}}

    feil = [list(som_soker.post(adresse(utkast, steg), data).context["form"].errors) for steg, data in som.items()]

    assert feil == [["avdeling"], ["satsingsomraade"]]


def test_a_unit_outside_the_line_is_refused(som_soker, utkast, tre):
    svar = som_soker.post(adresse(utkast, "hvem"), hvem(avdeling=tre.barnehager.pk))

    assert list(svar.context["form"].errors) == ["avdeling"]


# --- Copy and delete --------------------------------------------------------------------------------


def test_a_copy_is_opened_in_the_form(som_soker, utkast):
    svar = som_soker.post(reverse("soknader:soknad-copy", args=[utkast.pk]))

    kopi = Soknad.objects.exclude(pk=utkast.pk).get()
    assert (svar.url, kopi.kopi_av) == (adresse(kopi, "hva"), utkast)


def test_deleting_asks_first(som_soker, utkast):
    side = reverse("soknader:soknad-delete", args=[utkast.pk])

    som_soker.get(side)
    assert Soknad.objects.count() == 1

    assert som_soker.post(side).url == reverse("soknader:soknad-list")
    assert Soknad.objects.count() == 0


# --- Who, and how many statements -------------------------------------------------------------------


@pytest.mark.parametrize("steg", [*Steg.values, "finnes-ikke"])
@pytest.mark.parametrize(
    ("hvem", "kode"),
    [("kollega", 404), ("avdelingsdirektor", 404), ("hr", 404), ("utenforstaende", 404), ("tillitsvalgt", 404)],
)
def test_a_draft_is_nobody_elses(client, utkast, request, steg, hvem, kode):
    client.force_login(request.getfixturevalue(hvem))

    assert client.get(adresse(utkast, steg)).status_code == kode


def test_another_kommune_sees_no_difference_between_a_draft_and_nothing(client, utkast, annen_kommune):
    client.force_login(annen_kommune.hr)
    koder = {client.get(reverse("soknader:soknad-edit", args=[pk, "hva"])).status_code for pk in (utkast.pk, 10**9)}

    assert koder == {404}


def test_a_guest_is_led_to_the_login_and_back(client, utkast):
    svar = client.post(adresse(utkast, "effekt"), {"forventet_effekt": "Skrevet etter at økten var slutt"})

    assert svar.status_code == 302
    assert svar.url.endswith(f"?mistet=1&next={adresse(utkast, 'effekt')}")


def test_one_without_a_position_is_told_so(client, soker):
    uten = lag_bruker("Una", soker.person.stillinger.get().enhet)
    Stilling.objects.filter(person=uten.person).delete()
    client.force_login(uten)

    svar = client.post(reverse("soknader:soknad-create"), {"kompetansetype": "tverrgaaende", "tittel": "Kurs"})

    assert "Ta kontakt med HR" in str(svar.context["form"].non_field_errors())


# session, account, wall, person, roles, application, units, standing texts, the balances (four) = 12, and what the step
# reads
SPORRINGER = {
    "hva": 13,  # + years
    "hvem": 15,  # + the unit's line, positions, sections
    "hvorfor": 13,  # + areas
    "budsjett": 14,  # + lines, sum of the lines
    "effekt": 13,  # + what similar applications have taught
    "vedlegg": 13,  # + attachments
    "oppsummering": 16,  # + lines, attachments, chain, copied steps
}


@pytest.mark.parametrize("antall", [1, 3])
@pytest.mark.parametrize("steg", Steg.values)
def test_step_query_count(som_soker, soker, steg, antall, django_assert_num_queries):
    lag_ramme()
    linjer = [(f"Linje {nr}", 1000) for nr in range(antall)]
    utkast = [lag_soknad(soker, linjer=linjer) for _nr in range(antall)][0]

    with django_assert_num_queries(SPORRINGER[steg]):
        assert som_soker.get(adresse(utkast, steg)).status_code == 200
