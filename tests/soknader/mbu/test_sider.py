"""The pages of the cases to MBU."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from lxml import html

from kompetanse.felles import vegg
from kompetanse.felles.dokumenter import les_dokument
from kompetanse.felles.jobber import kjor, sti_til
from kompetanse.felles.models import Jobb
from kompetanse.felles.pdf import PdfMangler
from kompetanse.felles.riktekst import som_tekst
from soknader.mbu import saksgang, utkast
from soknader.models import MbuSak
from tests.klokke import dag, skrevet
from tests.soknader.mbu_factories import lag_avgjort, lag_klar_sak, lag_sendt_sak

SIDER = ("mbusak-detail", "mbusak-pdf", "mbusak-edit", "mbusak-collect", "mbusak-vedtak")
STEG = ("til-godkjenning", "tilbake", "send", "rett", "slett")
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def uten_pdf(monkeypatch):
    """These tests are about the pages; the PDF has its own."""
    monkeypatch.setattr("kompetanse.felles.dokumenter.render_pdf", lambda *args, **kwargs: b"%PDF-1.7")


def side(navn, *args):
    return reverse(f"soknader:{navn}", args=args)


def adresser(pk):
    return [side(navn, pk) for navn in SIDER] + [side("mbusak-step", pk, steg) for steg in STEG]


def les(svar):
    return html.fromstring(svar.content.decode())


def tekst(svar):
    return " ".join(les(svar).text_content().split())


def skjemadata(client, sak, **endret):
    """What the browser would send from the editor: every field as the page has it, and the changes."""
    skjema = les(client.get(side("mbusak-edit", sak.pk))).xpath("//form[contains(@class, 'redigering')]")[0]
    return {**{navn: verdi or "" for navn, verdi in skjema.fields.items() if navn}, **endret}


# --- Who gets in --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rolle", ["mbu_medlem", "tillitsvalgt"])
def test_a_draft_does_not_exist_for_those_who_are_informed(request, client, hr, rolle):
    sak = lag_klar_sak(hr)
    client.force_login(request.getfixturevalue(rolle))

    for adresse in adresser(sak.pk):
        assert client.get(adresse).status_code == 404
        assert client.post(adresse).status_code == 404
    assert sak.tittel not in tekst(client.get(side("mbusak-list")))


def test_a_case_of_another_kommune_does_not_exist(client, hr, etatsdirektor, annen_kommune):
    sak = lag_sendt_sak(hr, etatsdirektor)
    client.force_login(annen_kommune.hr)

    svar = {client.get(adresse).status_code for adresse in adresser(sak.pk)}
    svar |= {client.post(adresse).status_code for adresse in adresser(sak.pk)}

    assert svar == {404}
    assert sak.tittel not in tekst(client.get(side("mbusak-list")))


def test_the_board_reads_a_sent_case_and_changes_nothing(client, hr, etatsdirektor, mbu_medlem):
    sak = lag_sendt_sak(hr, etatsdirektor)
    client.force_login(mbu_medlem)

    assert client.get(side("mbusak-detail", sak.pk)).status_code == 200
    assert client.get(side("mbusak-pdf", sak.pk)).content == b"%PDF-1.7"
    for adresse in adresser(sak.pk)[2:]:
        assert client.get(adresse).status_code == 403
        assert client.post(adresse).status_code == 403


def test_the_board_does_not_see_what_happened_before_the_case_was_sent(client, hr, etatsdirektor, mbu_medlem):
    sak = lag_klar_sak(hr)
    saksgang.til_godkjenning(sak, bruker=hr)
    saksgang.tilbake_til_utkast(sak, bruker=etatsdirektor, kommentar="Internt ord")
    saksgang.til_godkjenning(sak, bruker=hr)
    saksgang.send(sak, bruker=etatsdirektor)

    client.force_login(mbu_medlem)
    assert "Internt ord" not in tekst(client.get(side("mbusak-detail", sak.pk)))
    client.force_login(hr)
    assert "Internt ord" in tekst(client.get(side("mbusak-detail", sak.pk)))


# --- The list -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("antall", [1, 3, 30])
def test_mbusak_list_query_count(client, hr, soker, antall, django_assert_num_queries):
    for nr in range(antall):
        lag_avgjort(soker)
        lag_klar_sak(hr, saksnummer=f"{nr}/21")
    client.force_login(hr)

    # session, user, wall, person, roles; years, count, page, the board's name, what waits
    with django_assert_num_queries(10):
        svar = client.get(side("mbusak-list"))

    assert len(svar.context["liste"].rader) == min(antall, 25)


def test_the_list_says_what_waits(client, hr, soker):
    for _ in range(3):
        lag_avgjort(soker)
    client.force_login(hr)

    assert "Tre søknader er avgjort uten at MBU er orientert" in tekst(client.get(side("mbusak-list")))


def test_the_list_says_what_each_case_waits_for(client, hr, etatsdirektor):
    saksgang.til_godkjenning(lag_klar_sak(hr), bruker=hr)
    lag_sendt_sak(hr, etatsdirektor)
    saksgang.opprett(bruker=hr)
    client.force_login(hr)

    rader = les(client.get(side("mbusak-list"))).xpath("//tbody/tr/td[last()]")

    assert [" ".join(rad.text_content().split()) for rad in rader] == [
        "Utkast HR gjør saken klar",
        "Sendt Vedtaket er ikke ført inn",
        "Til godkjenning Venter på etatsdirektøren",
    ]


@pytest.mark.parametrize(
    ("sok", "treff"),
    [("?q=18/21", 1), ("?q=finnes+ikke", 0), ("?aar=2026", None), ("?aar=abc", None), ("?q=%00&side=99", None)],
)
def test_the_list_can_be_searched(client, hr, sok, treff):
    lag_klar_sak(hr, saksnummer="18/21")
    client.force_login(hr)

    svar = client.get(side("mbusak-list") + sok)

    assert svar.status_code == 200
    if treff is not None:
        assert svar.context["liste"].summer["antall"] == treff


# --- Making one ---------------------------------------------------------------------------------------------


def test_create_makes_a_draft_up_to_the_date(client, hr, soker):
    lag_avgjort(soker)
    client.force_login(hr)
    idag = dag()

    svar = client.post(side("mbusak-create"), {"per_dato": f"{idag:%d.%m.%Y}"})

    sak = MbuSak.objects.get()
    assert svar.url == side("mbusak-edit", sak.pk)
    assert (sak.per_dato, sak.rader.count()) == (idag, 1)


@pytest.mark.parametrize("dato", ["", "31.2.2026", "0001-01-01", "i går", "1.1.2199"])
def test_create_refuses_a_bad_date(client, hr, dato):
    client.force_login(hr)

    svar = client.post(side("mbusak-create"), {"per_dato": dato})

    assert (svar.status_code, len(svar.context["form"].errors)) == (200, 1)
    assert not MbuSak.objects.exists()


def test_collect_again_keeps_what_is_edited(client, hr, soker):
    sak = lag_klar_sak(hr, ramme_tekst="Min ramme")
    lag_avgjort(soker)
    client.force_login(hr)

    client.post(side("mbusak-collect", sak.pk), {"per_dato": skrevet()})

    sak.refresh_from_db()
    assert (sak.ramme_tekst, sak.rader.count()) == ("<p>Min ramme</p>", 1)


# --- The editor ---------------------------------------------------------------------------------------------


def test_edit_saves_every_word_and_shows_it(client, hr):
    sak = lag_klar_sak(hr)
    client.force_login(hr)
    nytt = {felt: f"Nytt i {felt}" for felt in (*MbuSak.TEKSTER, "tittel", "saksbehandler")}

    client.post(side("mbusak-edit", sak.pk), skjemadata(client, sak, **nytt, saksnummer="7/21", motedato="15.12.2021"))

    sak.refresh_from_db()
    assert {felt: som_tekst(getattr(sak, felt)) for felt in nytt} == nytt
    assert (sak.saksnummer, sak.motedato) == ("7/21", dt.date(2021, 12, 15))
    ark = les(client.get(side("mbusak-edit", sak.pk))).get_element_by_id("ark").text_content()
    assert [verdi for verdi in nytt.values() if verdi not in ark] == []


def test_a_page_that_is_saved_unchanged_changes_nothing(client, hr, soker):
    lag_avgjort(soker)
    sak = saksgang.opprett(bruker=hr)
    for_lagring = MbuSak.objects.values().get()
    client.force_login(hr)

    client.post(side("mbusak-edit", sak.pk), skjemadata(client, sak))

    etter = MbuSak.objects.values().get()
    assert {felt for felt in etter if etter[felt] != for_lagring[felt]} == set()


def test_saving_while_typing_answers_with_the_preview(client, hr):
    sak = lag_klar_sak(hr)
    client.force_login(hr)

    svar = client.post(side("mbusak-edit", sak.pk), skjemadata(client, sak, tittel="Helt ny"), headers=HTMX)

    assert "Helt ny" in svar.content.decode()
    assert "Lagret kl." in svar.content.decode()
    assert svar["HX-Trigger"] == "lagret"


def test_the_heading_follows_the_number_that_is_typed(client, hr):
    sak = lag_klar_sak(hr, saksnummer="1/21")
    client.force_login(hr)
    assert les(client.get(side("mbusak-edit", sak.pk))).xpath("string(//h1)").strip() == "Rediger sak 1/21"

    svar = client.post(side("mbusak-edit", sak.pk), skjemadata(client, sak, saksnummer="18/21"), headers=HTMX)

    assert les(svar).get_element_by_id("overskrift").text == "Rediger sak 18/21"


def test_the_editor_has_one_button_that_saves(client, hr, soker):
    lag_avgjort(soker)
    sak = saksgang.opprett(bruker=hr)
    client.force_login(hr)

    knapper = les(client.get(side("mbusak-edit", sak.pk))).xpath(
        "//form[contains(@class, 'redigering')]//button[@name='gjor']"
    )

    assert [knapp.text_content().strip() for knapp in knapper if "Lagre" in knapp.text_content()] == [
        "Lagre og gå til saken"
    ]


def test_what_is_valid_is_saved_and_the_rest_is_told(client, hr):
    sak = lag_klar_sak(hr)
    client.force_login(hr)
    data = skjemadata(client, sak, tittel="Ny tittel", motedato="31.2.2026")

    underveis = client.post(side("mbusak-edit", sak.pk), data, headers=HTMX).content.decode()
    hel_side = client.post(side("mbusak-edit", sak.pk), data)

    sak.refresh_from_db()
    assert sak.tittel == "Ny tittel"
    assert "Møtedato: Denne datoen finnes ikke." in underveis
    assert les(hel_side).get_element_by_id("id_motedato").value == "31.2.2026"


def test_100_000_characters_are_refused_and_kept_on_the_page(client, hr):
    sak = lag_klar_sak(hr)
    client.force_login(hr)
    langt = "å" * 100_000

    svar = client.post(side("mbusak-edit", sak.pk), skjemadata(client, sak, ramme_tekst=langt))

    assert "Teksten er for lang: 100000 tegn" in tekst(svar)
    assert les(svar).get_element_by_id("id_ramme_tekst").value.strip() == langt
    assert MbuSak.objects.get().ramme_tekst == sak.ramme_tekst


def test_control_characters_are_taken_away_and_emoji_kept(client, hr):
    sak = lag_klar_sak(hr)
    client.force_login(hr)

    client.post(side("mbusak-edit", sak.pk), skjemadata(client, sak, ramme_tekst="En\x00\x07 to\u202e 🎓\r\ntre"))

    assert MbuSak.objects.get().ramme_tekst == "<p>En to 🎓<br>tre</p>"


def test_html_is_shown_as_text(client, hr, soker):
    ondt = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    lag_avgjort(soker, tittel=ondt, beskrivelse=ondt)
    sak = lag_klar_sak(hr, **dict.fromkeys([*MbuSak.TEKSTER, "tittel", "saksbehandler"], ondt[:150]))
    client.force_login(hr)

    for adresse in (side("mbusak-edit", sak.pk), side("mbusak-detail", sak.pk), side("mbusak-list")):
        dokument = les(client.get(adresse))
        assert dokument.xpath("//script[not(@src)] | //img[@src='x'] | //*[@onerror]") == []


@pytest.mark.parametrize("antall", [1, 3, 30])
def test_mbusak_edit_query_count(client, hr, soker, antall, django_assert_num_queries):
    for _ in range(antall):
        lag_avgjort(soker)
    sak = saksgang.opprett(bruker=hr)
    client.force_login(hr)

    # session, user, wall, person, roles; case, setup, rows, their years, how many are not with
    with django_assert_num_queries(10):
        client.get(side("mbusak-edit", sak.pk))


@pytest.mark.parametrize("antall", [1, 3, 30])
def test_mbusak_detail_query_count(client, hr, soker, antall, django_assert_num_queries):
    for _ in range(antall):
        lag_avgjort(soker)
    sak = saksgang.opprett(bruker=hr)
    client.force_login(hr)
    client.get(side("mbusak-detail", sak.pk))

    # session, user, wall, person, roles; case, setup, rows, their years, history
    with django_assert_num_queries(10):
        client.get(side("mbusak-detail", sak.pk))


# --- Rows in the editor ---------------------------------------------------------------------------------------


@pytest.fixture
def sak_med_rader(hr, soker):
    for tittel in ("Ett", "To", "Tre"):
        lag_avgjort(soker, tittel=tittel)
    return saksgang.opprett(bruker=hr)


def rekkefolge(sak):
    return list(sak.rader.values_list("kompetanseomraade", flat=True))


@pytest.mark.parametrize(
    ("gjor", "nr", "ventet"),
    [
        ("opp", 2, ["To", "Ett", "Tre"]),
        ("ned", 2, ["Ett", "Tre", "To"]),
        ("ut", 1, ["To", "Tre"]),
        ("opp", 1, ["Ett", "To", "Tre"]),
    ],
)
def test_a_button_moves_a_row_and_saves_the_words(client, hr, sak_med_rader, gjor, nr, ventet):
    rad = sak_med_rader.rader.get(nr=nr)
    client.force_login(hr)
    data = skjemadata(client, sak_med_rader, tittel="Skrevet nå", gjor=f"{gjor}:{rad.pk}")

    client.post(side("mbusak-edit", sak_med_rader.pk), data)

    assert rekkefolge(sak_med_rader) == ventet
    assert MbuSak.objects.get().tittel == "Skrevet nå"


def test_one_row_is_open_at_a_time_and_every_column_can_be_changed(client, hr, sak_med_rader):
    rad = sak_med_rader.rader.get(nr=2)
    client.force_login(hr)
    adresse = f"{side('mbusak-edit', sak_med_rader.pk)}?rad={rad.pk}"
    skjema = les(client.get(adresse)).xpath("//form[contains(@class, 'redigering')]")[0]
    data = {navn: verdi or "" for navn, verdi in skjema.fields.items() if navn}
    nytt = {
        "avdeling": "A",
        "seksjon": "B",
        "kompetanseomraade": "C",
        "beskrivelse": "D\nE",
        "antall_deltakere": "F",
        "kostnad_merknad": "G",
        "maalgruppe": "H",
    }

    client.post(adresse, {**data, **{f"rad-{rad.pk}-{felt}": verdi for felt, verdi in nytt.items()}})

    rad.refresh_from_db()
    assert {felt: getattr(rad, felt) for felt in nytt} == nytt
    assert rekkefolge(sak_med_rader) == ["Ett", "C", "Tre"]


@pytest.mark.parametrize("rad", ["0", "999999", "abc", "²", "9" * 40, "-1", ""])
def test_a_row_that_is_not_there_is_nothing(client, hr, sak_med_rader, rad):
    client.force_login(hr)
    adresse = side("mbusak-edit", sak_med_rader.pk)

    assert client.get(f"{adresse}?rad={rad}").status_code == 200
    assert client.post(adresse, skjemadata(client, sak_med_rader, gjor=f"ut:{rad}")).status_code == 302
    assert rekkefolge(sak_med_rader) == ["Ett", "To", "Tre"]


def test_a_row_of_another_case_cannot_be_reached(client, hr, sak_med_rader, soker):
    lag_avgjort(soker, tittel="Fremmed")
    fremmed = saksgang.opprett(bruker=hr).rader.get()
    client.force_login(hr)

    client.post(side("mbusak-edit", sak_med_rader.pk), skjemadata(client, sak_med_rader, gjor=f"ut:{fremmed.pk}"))

    fremmed.refresh_from_db()
    assert fremmed.kompetanseomraade == "Fremmed"


# --- Two people in one case -----------------------------------------------------------------------------------


def test_two_people_in_different_fields_keep_both(client, hr, hr_leder):
    sak = lag_klar_sak(hr, ramme_tekst="Ramme", organisering_tekst="Organisering")
    client.force_login(hr)
    min_side = skjemadata(client, sak, ramme_tekst="<p>Ramme fra Ivar</p>")
    saksgang.lagre(sak, bruker=hr_leder, felt={"organisering_tekst": "<p>Organisering fra Hanna</p>"})

    client.post(side("mbusak-edit", sak.pk), min_side)

    sak.refresh_from_db()
    assert (sak.ramme_tekst, sak.organisering_tekst) == ("<p>Ramme fra Ivar</p>", "<p>Organisering fra Hanna</p>")


def test_two_people_in_one_field_are_told_before_one_is_written_over(client, hr, hr_leder):
    sak = lag_klar_sak(hr, ramme_tekst="Ramme")
    client.force_login(hr)
    min_side = skjemadata(client, sak, ramme_tekst="<p>Ramme fra Ivar</p>")
    saksgang.lagre(sak, bruker=hr_leder, felt={"ramme_tekst": "<p>Ramme fra Hanna</p>"})

    for headers in (HTMX, HTMX, None):
        svar = client.post(side("mbusak-edit", sak.pk), min_side, headers=headers)
        assert "Noen andre har endret dette" in svar.content.decode()
        assert MbuSak.objects.get().ramme_tekst == "<p>Ramme fra Hanna</p>"
        min_side["sett"] = les(svar).get_element_by_id("sett").get("value")

    client.post(side("mbusak-edit", sak.pk), min_side)
    assert MbuSak.objects.get().ramme_tekst == "<p>Ramme fra Ivar</p>"


def test_what_another_wrote_is_not_written_over_by_a_page_that_goes_on(client, hr, hr_leder):
    sak = lag_klar_sak(hr, ramme_tekst="Ramme", organisering_tekst="Organisering")
    client.force_login(hr)
    min_side = skjemadata(client, sak)
    saksgang.lagre(sak, bruker=hr_leder, felt={"organisering_tekst": "<p>Organisering fra Hanna</p>"})

    for ord in ("<p>Ramme fra</p>", "<p>Ramme fra Ivar</p>"):
        min_side["ramme_tekst"] = ord
        svar = client.post(side("mbusak-edit", sak.pk), min_side, headers=HTMX)
        min_side["sett"] = les(svar).get_element_by_id("sett").get("value")

    sak.refresh_from_db()
    assert (sak.ramme_tekst, sak.organisering_tekst) == ("<p>Ramme fra Ivar</p>", "<p>Organisering fra Hanna</p>")


def test_a_choice_that_is_not_made_is_not_made_by_typing_on(client, hr, hr_leder):
    sak = lag_klar_sak(hr, ramme_tekst="Ramme")
    client.force_login(hr)
    min_side = skjemadata(client, sak, ramme_tekst="<p>Ramme fra Ivar</p>")
    saksgang.lagre(sak, bruker=hr_leder, felt={"ramme_tekst": "<p>Ramme fra Hanna</p>"})
    hel_side = client.post(side("mbusak-edit", sak.pk), min_side)
    skjema = les(hel_side).xpath("//form[contains(@class, 'redigering')]")[0]
    data = {navn: verdi or "" for navn, verdi in skjema.fields.items() if navn} | {"tittel": "Ny tittel"}

    svar = client.post(side("mbusak-edit", sak.pk), data, headers=HTMX)

    assert data["uenig-ramme_tekst"] == "mitt"
    assert "Velg hva som skal stå." in svar.content.decode()
    sak.refresh_from_db()
    assert (sak.ramme_tekst, sak.tittel) == ("<p>Ramme fra Hanna</p>", "Ny tittel")

    client.post(side("mbusak-edit", sak.pk), data | {"uenig-ramme_tekst": "andres"})
    sak.refresh_from_db()
    assert sak.ramme_tekst == "<p>Ramme fra Hanna</p>"


@pytest.mark.parametrize("sett", ["", "{", "[]", "null", '{"tittel": 1}', "x" * 10_000])
def test_a_broken_fingerprint_is_no_hindrance(client, hr, sett):
    sak = lag_klar_sak(hr)
    client.force_login(hr)

    svar = client.post(side("mbusak-edit", sak.pk), skjemadata(client, sak, sett=sett), headers=HTMX)

    assert svar.status_code == 200


def test_what_was_typed_is_shown_when_the_case_has_gone_on(client, hr, etatsdirektor):
    sak = lag_klar_sak(hr)
    client.force_login(hr)
    data = skjemadata(client, sak, ramme_tekst="Det jeg skrev")
    saksgang.til_godkjenning(sak, bruker=hr)

    svar = client.post(side("mbusak-edit", sak.pk), data)

    assert svar.status_code == 409
    assert les(svar).get_element_by_id("id_ramme_tekst").value.strip() == "Det jeg skrev"
    assert client.post(side("mbusak-edit", sak.pk), data, headers=HTMX).status_code == 409


# --- Steps ----------------------------------------------------------------------------------------------------


def test_a_case_goes_from_draft_to_resolution_through_the_pages(client, hr, etatsdirektor, mbu_sekretaer):
    sak = lag_klar_sak(hr)
    client.force_login(hr)
    assert "Vil du sende saken til etatsdirektøren?" in tekst(
        client.get(side("mbusak-step", sak.pk, "til-godkjenning"))
    )
    client.post(side("mbusak-step", sak.pk, "til-godkjenning"))
    client.force_login(etatsdirektor)
    client.post(side("mbusak-step", sak.pk, "tilbake"), {"kommentar": "Se på summen"})
    client.force_login(hr)
    client.post(side("mbusak-step", sak.pk, "til-godkjenning"))
    client.force_login(etatsdirektor)
    assert "Saken blir låst" in tekst(client.get(side("mbusak-step", sak.pk, "send")))
    client.post(side("mbusak-step", sak.pk, "send"))
    client.force_login(mbu_sekretaer)
    client.post(
        side("mbusak-vedtak", sak.pk),
        {"vedtak": "Tatt til orientering.", "vedtaksdato": skrevet()},
    )

    sak.refresh_from_db()
    assert (sak.status, sak.vedtak) == ("sendt", "Tatt til orientering.")
    lest = tekst(client.get(side("mbusak-detail", sak.pk)))
    assert sak.pdf.sha256 in lest
    assert "Vedtaket ble ført inn" in lest


@pytest.mark.parametrize("steg", STEG)
def test_looking_at_a_step_changes_nothing(client, hr, steg):
    sak = lag_klar_sak(hr)
    client.force_login(hr)

    client.get(side("mbusak-step", sak.pk, steg))

    assert MbuSak.objects.values_list("pk", "status").get() == (sak.pk, "utkast")


def test_an_unknown_step_is_404(client, hr):
    client.force_login(hr)

    assert client.get(side("mbusak-step", lag_klar_sak(hr).pk, "brenn")).status_code == 404


def test_a_case_that_lacks_something_is_not_asked_for(client, hr):
    sak = saksgang.opprett(bruker=hr)
    client.force_login(hr)

    assert "Skriv møtedatoen." in tekst(client.get(side("mbusak-step", sak.pk, "til-godkjenning")))
    assert "Skriv møtedatoen." in tekst(client.post(side("mbusak-step", sak.pk, "til-godkjenning"), follow=True))
    assert MbuSak.objects.get().status == "utkast"


def test_a_large_case_is_sent_by_a_job(client, monkeypatch, hr, etatsdirektor, soker):
    monkeypatch.setattr(saksgang, "RADER_I_EN_FORESPORSEL", 1)
    for _ in range(2):
        lag_avgjort(soker)
    sak = saksgang.til_godkjenning(lag_klar_sak(hr), bruker=hr)
    client.force_login(etatsdirektor)

    svar = client.post(side("mbusak-step", sak.pk, "send"))

    jobb = Jobb.objects.get()
    assert (svar["Location"], MbuSak.objects.get().status) == (jobb.get_absolute_url(), "til_godkjenning")
    kjor(jobb.pk, sak.kommune_id, sti_til(saksgang.sendjobb), {"sak_id": sak.pk, "bruker_id": etatsdirektor.pk})
    jobb.refresh_from_db()
    assert (MbuSak.objects.get().status, jobb.status, jobb.resultat_lenke) == (
        "sendt",
        "ferdig",
        sak.get_absolute_url(),
    )


def test_the_pdf_of_a_large_draft_is_drawn_by_a_job_and_again_when_the_draft_is_another(client, monkeypatch, hr):
    monkeypatch.setattr(utkast, "RADER_I_EN_FORESPORSEL", -1)
    sak = lag_klar_sak(hr)
    client.force_login(hr)

    jobb = Jobb.objects.get(pk=client.get(side("mbusak-pdf", sak.pk))["Location"].strip("/").split("/")[-1])
    kjor(jobb.pk, sak.kommune_id, sti_til(utkast.tegnejobb), {"sak_id": sak.pk})

    jobb.refresh_from_db()
    assert jobb.resultat_lenke == side("mbusak-pdf", sak.pk)
    assert client.get(jobb.resultat_lenke).content == b"%PDF-1.7"
    saksgang.lagre(sak, bruker=hr, felt={"tittel": "Ny"})
    assert client.get(jobb.resultat_lenke).status_code == 302


def test_an_old_page_sends_nothing_twice(client, hr, etatsdirektor):
    sak = lag_sendt_sak(hr, etatsdirektor)
    client.force_login(etatsdirektor)

    svar = client.post(side("mbusak-step", sak.pk, "send"), follow=True)

    assert "Dette kan ikke gjøres med saken slik den er nå: sendt." in tekst(svar)


def test_without_pango_the_page_says_what_is_missing(client, monkeypatch, hr, etatsdirektor):
    def mangler(*args, **kwargs):
        raise PdfMangler("PDF kan ikke lages. Kjør: apt-get install libpango-1.0-0")

    monkeypatch.setattr("kompetanse.felles.dokumenter.render_pdf", mangler)
    sak = saksgang.til_godkjenning(lag_klar_sak(hr), bruker=hr)
    client.force_login(etatsdirektor)

    for svar in (
        client.post(side("mbusak-step", sak.pk, "send"), follow=True),
        client.get(side("mbusak-pdf", sak.pk), follow=True),
    ):
        assert "apt-get install libpango-1.0-0" in tekst(svar)
    assert MbuSak.objects.get().status == "til_godkjenning"


@pytest.mark.parametrize(
    "data",
    [
        {"vedtak": "", "vedtaksdato": ""},
        {"vedtak": "Ja", "vedtaksdato": "1.1.2199"},
        {"vedtak": "Ja", "vedtaksdato": "1.1.2001"},
        {"vedtak": "\x00", "vedtaksdato": "x"},
    ],
)
def test_a_resolution_must_be_whole(client, hr, etatsdirektor, data):
    sak = lag_sendt_sak(hr, etatsdirektor)
    client.force_login(hr)

    svar = client.post(side("mbusak-vedtak", sak.pk), data)

    assert svar.context["form"].errors
    assert MbuSak.objects.get().vedtak == ""


def test_an_old_case_is_entered_after_its_meeting(client, hr, etatsdirektor):
    sak = lag_sendt_sak(hr, etatsdirektor, motedato=dt.date(2021, 6, 15))
    client.force_login(hr)

    client.post(side("mbusak-vedtak", sak.pk), {"vedtak": "Tatt til orientering.", "vedtaksdato": "15.6.2021"})

    assert MbuSak.objects.get().vedtaksdato == dt.date(2021, 6, 15)


def test_the_day_that_is_proposed_for_the_resolution_can_be_stored(client, hr, etatsdirektor, mbu_sekretaer):
    sak = lag_sendt_sak(hr, etatsdirektor)
    client.force_login(mbu_sekretaer)
    form = client.get(side("mbusak-vedtak", sak.pk)).context["form"]

    svar = client.post(side("mbusak-vedtak", sak.pk), {felt.html_name: felt.value() for felt in form})

    assert svar.status_code == 302
    sak.refresh_from_db()
    assert sak.vedtaksdato == dag()


def test_the_pdf_of_a_sent_case_is_the_frozen_one(client, hr, etatsdirektor, mbu_medlem):
    sak = lag_sendt_sak(hr, etatsdirektor)
    client.force_login(mbu_medlem)

    svar = client.get(side("mbusak-pdf", sak.pk))

    with vegg.innenfor(sak.kommune_id):
        assert svar.content == les_dokument(sak.pdf)
    assert re.search(r'filename="?sak-mbu-\d+-\d+\.pdf', svar["Content-Disposition"])
