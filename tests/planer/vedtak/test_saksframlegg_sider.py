"""The pages of the case about a plan: begun from the plan's page, edited beside its document, sent, and read."""

import pytest
from django.urls import reverse
from lxml import html

from planer.models import Saksframlegg, Vedtaksorgan
from planer.vedtak.saksframlegg import begynn, send
from tests.planer.factories import lag_plan, lag_tiltak
from tests.planer.vedtak_factories import lag_hel_plan, lag_saksframlegg

HTMX = {"HX-Request": "true"}

pytestmark = pytest.mark.usefixtures("uten_pdf")


@pytest.fixture
def plan(tre):
    return lag_plan(tre.stab, status="til_behandling")


def adresse(navn, *args):
    return reverse(f"planer:{navn}", args=args)


def les(svar):
    return html.fromstring(svar.content.decode())


def tekst(svar):
    return " ".join(les(svar).text_content().split())


def felt(sak, kode):
    return f"del-{sak.deler.get(kode=kode).pk}"


def skjemadata(client, sak, **endret):
    """What the browser would send from the editor: every field as the page has it, and the changes."""
    skjema = les(client.get(adresse("saksframlegg-edit", sak.pk))).xpath("//form[contains(@class, 'redigering')]")[0]
    return {**{navn: verdi or "" for navn, verdi in skjema.fields.items() if navn}, **endret}


def test_from_the_page_of_the_plan_to_a_case_that_is_sent(client, plan, hr):
    client.force_login(hr)
    begynt = client.post(adresse("plan-saksframlegg", plan.pk))
    sak = Saksframlegg.objects.get()
    assert begynt["Location"] == adresse("saksframlegg-edit", sak.pk)
    data = skjemadata(client, sak, saksnummer="26/0042", gjor="ferdig", **{felt(sak, "vurdering"): "Dette er rett."})

    assert client.post(adresse("saksframlegg-edit", sak.pk), data)["Location"] == sak.get_absolute_url()
    assert "Saken er klar til å sendes" in tekst(client.get(sak.get_absolute_url()))
    assert "med planen som vedlegg" in tekst(client.get(adresse("saksframlegg-send", sak.pk)))
    client.post(adresse("saksframlegg-send", sak.pk))

    sak.refresh_from_db()
    side = tekst(client.get(sak.get_absolute_url()))
    assert (sak.saksnummer, sak.sendt_av) == ("26/0042", hr)
    assert "Dette er rett." in side
    assert sak.pdf.sha256 in side
    assert sak.tittel in tekst(client.get(adresse("plan-vedtak", plan.pk)))
    for navn in ("saksframlegg-pdf", "saksframlegg-vedlegg"):
        assert client.get(adresse(navn, sak.pk))["Content-Type"] == "application/pdf"


def test_a_page_that_is_saved_unchanged_changes_nothing_and_the_words_still_follow_the_plan(client, tre, hr):
    plan = lag_hel_plan(tre.stab, maal=1, behov=2, tiltak=2, status="til_behandling")
    sak = begynn(plan, bruker=hr)
    foer = list(sak.deler.values())
    client.force_login(hr)

    client.post(adresse("saksframlegg-edit", sak.pk), skjemadata(client, sak))

    assert list(sak.deler.values()) == foer


def test_saving_while_typing_answers_with_the_document_and_says_what_was_not_stored(client, plan, hr):
    sak = begynn(plan, bruker=hr)
    client.force_login(hr)
    data = skjemadata(client, sak, tittel="Ny tittel", motedato="31.2.2026")

    svar = client.post(adresse("saksframlegg-edit", sak.pk), data, headers=HTMX)

    sak.refresh_from_db()
    assert sak.tittel == "Ny tittel"
    assert les(svar).xpath("string(//p[@class='sakstittel'])") == "Ny tittel"
    assert "Ikke dette: Møtedato: Denne datoen finnes ikke." in tekst(svar)


def test_the_second_of_two_in_one_part_sees_both_and_chooses(client, plan, hr, etatsdirektor):
    sak = begynn(plan, bruker=hr)
    navn = felt(sak, "vurdering")
    client.force_login(hr)
    min_side = skjemadata(client, sak, **{navn: "<p>Skrevet av Ivar</p>"})
    client.force_login(etatsdirektor)
    client.post(adresse("saksframlegg-edit", sak.pk), skjemadata(client, sak, **{navn: "<p>Skrevet av Eva</p>"}))
    client.force_login(hr)

    siden = les(client.post(adresse("saksframlegg-edit", sak.pk), min_side))

    assert siden.get_element_by_id(f"id_{navn}").value.strip() == "<p>Skrevet av Ivar</p>"
    assert "Skrevet av Eva" in siden.xpath("string(//fieldset[contains(@class, 'uenig')])")
    min_side["sett"] = siden.get_element_by_id("sett").get("value")
    client.post(adresse("saksframlegg-edit", sak.pk), min_side)
    assert sak.deler.get(kode="vurdering").tekst == "<p>Skrevet av Ivar</p>"


def test_what_was_typed_is_shown_when_the_case_was_sent_meanwhile(client, plan, hr, etatsdirektor):
    sak = begynn(plan, bruker=hr)
    client.force_login(hr)
    data = skjemadata(client, sak, tittel="Det jeg skrev")
    send(sak, bruker=etatsdirektor)

    svar = client.post(adresse("saksframlegg-edit", sak.pk), data)

    assert (svar.status_code, les(svar).get_element_by_id("id_tittel").value) == (409, "Det jeg skrev")
    assert client.post(adresse("saksframlegg-edit", sak.pk), data, headers=HTMX).status_code == 409


def test_a_script_in_the_text_is_never_more_than_text(client, plan, hr):
    ondt = "<p>Før</p><script>alert(1)</script><img src=x onerror=alert(1)>"
    sak = begynn(plan, bruker=hr)
    client.force_login(hr)

    data = skjemadata(client, sak, tittel=ondt, **{felt(sak, ett.kode): ondt for ett in sak.deler.all()})
    client.post(adresse("saksframlegg-edit", sak.pk), data)

    assert set(sak.deler.values_list("tekst", flat=True)) == {"<p>Før</p>"}
    for navn in ("saksframlegg-edit", "saksframlegg-detail"):
        side = les(client.get(adresse(navn, sak.pk)))
        assert side.xpath("//main//script[not(@src)] | //img[@src='x'] | //*[@onerror]") == []


def test_a_case_that_lacks_something_says_so_before_it_can_be_sent(client, plan, hr):
    sak = begynn(plan, bruker=hr)
    client.force_login(hr)
    client.post(adresse("saksframlegg-edit", sak.pk), skjemadata(client, sak, saksbehandler=""))

    assert "Skriv hvem som er saksbehandler." in tekst(client.get(sak.get_absolute_url()))
    assert "Skriv hvem som er saksbehandler." in tekst(client.post(adresse("saksframlegg-send", sak.pk), follow=True))


def test_the_drafts_of_others_and_of_plans_given_back_cannot_be_opened_for_writing(client, tre, hr):
    sak = lag_saksframlegg(lag_plan(tre.stab), hr)
    client.force_login(hr)

    svar = client.get(adresse("saksframlegg-edit", sak.pk), follow=True)

    assert "Dette kan ikke gjøres med planen slik den er nå: utkast." in tekst(svar)


def test_the_body_and_the_case_number_of_the_case_are_proposed_when_it_is_adopted(client, plan, hr):
    sak = begynn(plan, bruker=hr)
    Saksframlegg.objects.update(organ="Administrasjonsutvalget", saksnummer="26/0042")
    send(sak, bruker=hr)
    client.force_login(hr)

    form = client.get(adresse("plan-vedta", plan.pk)).context["form"]

    assert (form.initial["organ"], form.initial["saksnummer"]) == ("Administrasjonsutvalget", "26/0042")


@pytest.mark.parametrize("antall", [1, 3])
def test_the_editor_asks_as_many_questions_whatever_the_size_of_the_plan(
    client, tre, hr, antall, django_assert_num_queries
):
    plan = lag_plan(tre.stab, status="til_behandling")
    for nr in range(antall):
        lag_tiltak(plan, f"Kurs {nr}", kostnader=[("eget", 1000)])
    sak = begynn(plan, bruker=hr)
    client.force_login(hr)

    # session, user, wall, person, roles; case, its parts twice, what belongs in them, the units of the breadcrumb
    with django_assert_num_queries(10):
        client.get(adresse("saksframlegg-edit", sak.pk))


@pytest.mark.parametrize("antall", [1, 3])
def test_the_page_of_the_plan_asks_as_many_questions_whatever_the_number_of_cases(
    client, plan, hr, tillitsvalgt, antall, django_assert_num_queries
):
    for _ in range(antall):
        lag_saksframlegg(plan, hr, sendt=True)
    client.force_login(tillitsvalgt)

    with django_assert_num_queries(21):
        svar = client.get(adresse("plan-vedtak", plan.pk))

    assert len(svar.context["sakene"]) == antall


# --- Who adopts -------------------------------------------------------------------------------------


def test_hr_says_who_adopts_the_plans_of_a_level(client, hr):
    organ = Vedtaksorgan.objects.get(nivaa="sektor")
    client.force_login(hr)

    svar = client.post(adresse("vedtaksorgan-update", organ.pk), {"navn": "Sektorutvalget", "forer": "hr"}, follow=True)

    organ.refresh_from_db()
    assert (organ.navn, organ.forer) == ("Sektorutvalget", "hr")
    assert "Sektorplan: Sektorutvalget Føres inn av: HR alene" in tekst(svar)


def test_a_level_without_a_body_is_refused_with_words(client, hr):
    organ = Vedtaksorgan.objects.get(nivaa="sektor")
    client.force_login(hr)

    svar = client.post(adresse("vedtaksorgan-update", organ.pk), {"navn": " ", "forer": "keiseren"})

    assert "Skriv hvem som vedtar planene." in tekst(svar)
    organ.refresh_from_db()
    assert organ.forer == "leder"
