"""The shared pieces: what they say to readers and to screen readers, and that axe is silent about all of them."""

import re

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, RequestContext, Template, TemplateSyntaxError
from django.template.loader import render_to_string
from django.test import RequestFactory

from tests.felles.stilside import LinjeFormSet, ProveForm, SvarForm, faulty_rows
from tests.nettleser import axe


def render(source, request=None, **context):
    made = RequestContext(request, context) if request else Context(context)
    return Template(source).render(made)


def component(name, **context):
    return " ".join(render_to_string(f"komponenter/{name}.html", context).split())


# --- Tags --------------------------------------------------------------------------------------


def test_ikon_is_hidden_from_screen_readers_unless_it_has_a_title():
    assert 'aria-hidden="true"' in render('{% ikon "Hourglass" %}')
    assert 'role="img" aria-label="Lest"' in render('{% ikon "Eye" tittel="Lest" %}')


@pytest.mark.parametrize("navn", ["FinnesIkke", "../README", ""])
def test_ikon_refuses_names_it_does_not_have(navn):
    with pytest.raises(TemplateSyntaxError):
        render("{% ikon navn %}", navn=navn)


def test_maaler_felt_lays_the_parts_side_by_side_with_a_dot():
    felter = render(
        "{% maaler_felt deler as f %}{% for d in f %}{{ d.x }}+{{ d.bredde }} {% endfor %}",
        deler=[("a", 612, "hel"), ("b", 128, "stripet"), ("c", 260, "ledig")],
    )

    assert felter.split() == ["0.00%+61.20%", "61.20%+12.80%", "74.00%+26.00%"]


def test_maaler_felt_never_draws_past_the_end_or_backwards():
    felter = render(
        "{% maaler_felt deler 100 as f %}{% for d in f %}{{ d.x }}+{{ d.bredde }} {% endfor %}",
        deler=[("a", 80, "hel"), ("b", -5, "hel"), ("c", 40, "hel"), ("d", None, "hel")],
    )

    assert felter.split() == ["0.00%+80.00%", "80.00%+0.00%", "80.00%+20.00%", "100.00%+0.00%"]


def test_fang_makes_the_title_the_heading_too():
    html = render('{% extends "base.html" %}{% block tittel %}{{ navn }}{% endblock %}', navn="Mål & midler")

    assert "<title>Mål &amp; midler – Kompetanse</title>" in html
    assert "<h1>Mål &amp; midler</h1>" in html


def test_csrf_token_works_inside_an_include_with_only():
    request = RequestFactory().get("/")

    assert "csrfmiddlewaretoken" in render('{% include "komponenter/_bekreft.html" with knapp="Ja" only %}', request)


# --- Components --------------------------------------------------------------------------------


def test_maaler_says_the_same_numbers_in_picture_and_legend():
    html = component("_maaler", deler=[("Innvilget", 612000, "hel"), ("Ledig", 388000, "ledig")], penger=True)

    assert 'aria-label="Fordeling: Innvilget 612 000 kr, Ledig 388 000 kr"' in html
    assert html.count("612 000 kr") == 2


def test_brodsmuler_marks_this_page():
    html = component("_brodsmuler", stier=[("Søknader", "/soknader/"), ("26/014", None)])

    assert '<a href="/soknader/">Søknader</a>' in html
    assert '<span aria-current="page">26/014</span>' in html


def test_kjede_marks_the_waiting_step_and_says_the_states_in_words():
    html = component(
        "_kjede",
        ledd=[
            {"tilstand": "gjort", "tittel": "Sendt", "kommentar": "<b>hei</b>"},
            {"tilstand": "naa", "tittel": "HR"},
            {"tilstand": "kommer", "tittel": "MBU"},
        ],
    )

    assert html.count('aria-current="step"') == 1
    assert 'aria-label="Gjort"' in html
    assert 'aria-label="Venter her"' in html
    assert "&lt;b&gt;hei&lt;/b&gt;" in html


def test_feltliste_says_when_nothing_is_filled_in_but_keeps_zero():
    html = component("_feltliste", felter=[("Egenandel", ""), ("Antall", 0)])

    assert "Ikke fylt ut" in html
    assert re.search(r'<dt>Antall</dt>\s*<dd class="tekstverdi">0</dd>', html)


def test_sidevelger_keeps_the_filter_and_marks_this_page():
    request = RequestFactory().get("/soknader/?status=sendt&side=2")
    side = Paginator(range(100), 10).page(2)

    html = render(
        '{% include "komponenter/_sidevelger.html" with side=side enheter="søknader" only %}', request, side=side
    )

    assert 'href="?status=sendt&amp;side=3"' in html
    assert html.count('aria-current="page"') == 1
    assert "11–20 av 100" in html


def test_sidevelger_is_silent_with_one_page():
    assert component("_sidevelger", side=Paginator(range(3), 10).page(1)) == ""


def test_framdrift_asks_only_while_the_job_runs():
    running = component("_framdrift", tittel="Leser", gjort=1, av=3, url="/jobb/1/")
    done = component("_framdrift", tittel="Leser", gjort=3, av=3, url="/jobb/1/", ferdig=True, resultat_url="/r/")

    assert 'hx-get="/jobb/1/"' in running
    assert 'max="3" value="1"' in running
    assert "hx-get" not in done
    assert 'href="/r/"' in done


def test_tre_keeps_the_link_outside_the_button_that_opens():
    html = component("_tre", noder=[{"navn": "Helse", "url": "/h/", "barn": [{"navn": "Hjemmet", "url": "/hj/"}]}])

    assert "<a" not in re.search(r"<summary>.*?</summary>", html).group(0)
    assert "Vis det som ligger under Helse" in html


# --- Forms -------------------------------------------------------------------------------------


def crispy(form):
    """The form with its white space folded, as a browser reads it."""
    html = render("{% load crispy_forms_tags %}{% crispy form %}", RequestFactory().get("/"), form=form)
    return " ".join(html.split())


def test_field_has_label_description_control_and_error_in_that_order():
    html = crispy(ProveForm({}))
    start = html.index('for="id_tittel"')

    order = [html.index(part, start) for part in ('id="id_tittel_helptext"', 'name="tittel"', 'id="id_tittel_error"')]
    assert order == sorted(order)
    assert 'aria-describedby="id_tittel_helptext id_tittel_error"' in html


def test_only_optional_fields_say_so():
    html = crispy(ProveForm())

    assert re.search(r'for="id_antall">Antall deltakere <span class="valgfritt">\(valgfritt\)', html)
    assert re.search(r'for="id_tittel">Kompetanseområde</label>', html)


def test_error_summary_links_to_every_faulty_field_and_escapes():
    form = ProveForm({"feil": "1", "maalgruppe": "<script>"})
    html = crispy(form)

    assert 'href="#id_tittel"' in html
    assert 'href="#id_maalgruppe"' in html
    assert 'id="id_maalgruppe"' in html
    assert "Du har alt en åpen søknad om dette." in html
    assert "<script>" not in html


def test_form_without_errors_has_no_summary():
    assert "data-feilliste" not in crispy(ProveForm())


def test_choices_are_one_question_with_a_legend():
    html = crispy(ProveForm({"maalgruppe": "alle"}))

    assert re.search(r"<fieldset[^>]*role=\"radiogroup\"[^>]*>\s*<legend>\s*Målgruppe\s*</legend>", html)
    assert re.search(r'value="alle" id="id_maalgruppe_2" checked', html)


def test_unit_and_letter_count_follow_the_widget():
    html = crispy(ProveForm())

    assert '<span class="ds-field-affix">kr</span>' in html
    assert 'data-teller="id_begrunnelse"' in html
    assert 'inputmode="decimal"' in html


def test_buttons_follow_their_kind():
    html = crispy(ProveForm())

    assert re.search(r'name="send" value="Send søknaden" class="ds-button"\s', html)
    assert re.search(r'name="lagre"[^>]*data-variant="secondary"', html)
    assert re.search(r'name="slett"[^>]*data-variant="tertiary" data-color="danger"', html)


def test_form_with_a_file_is_multipart_and_carries_the_csrf_field():
    html = crispy(ProveForm())

    assert 'enctype="multipart/form-data"' in html
    assert "csrfmiddlewaretoken" in html


def test_filter_form_needs_no_layout():
    html = render('{% include "designsystemet/uni_form.html" %}', form=SvarForm())

    assert 'name="kommentar"' in html
    assert 'class="ds-input"' in html


def test_rows_have_names_a_template_for_new_ones_and_a_way_without_javascript():
    formset = LinjeFormSet(initial=[{"hva": "Lokale"}])

    html = render_to_string(
        "designsystemet/rader.html", {"formset": formset, "radnavn": "Linje", "legg_til": "Ny linje"}
    )

    assert 'aria-label="Linje 1"' in html
    assert 'name="form-__prefix__-hva"' in html
    assert re.search(r'name="legg_til_rad" value="form"[^>]*formnovalidate', html)


def test_error_summary_of_rows_tells_which_row():
    html = render_to_string("designsystemet/feilliste.html", {"formset": faulty_rows(), "radnavn": "Linje"})

    assert re.search(r'href="#id_form-0-belop">Linje 1, Beløp:\s+Oppgi', html)


def test_hidden_fields_get_no_label():
    class Skjult(forms.Form):
        nr = forms.IntegerField(widget=forms.HiddenInput)

    assert "<label" not in render('{% include "designsystemet/uni_form.html" %}', form=Skjult())


# --- In the browser ----------------------------------------------------------------------------


@pytest.mark.flyt
@pytest.mark.urls("tests.felles.stilside")
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("path", ["/", "/?feil=1", "/403/", "/404/", "/500/"])
def test_page_is_accessible_and_fits(live_server, page, width, path):
    page.set_viewport_size({"width": width, "height": 900})
    refused = []
    page.on("console", lambda line: refused.append(line.text) if "Content Security Policy" in line.text else None)
    page.goto(f"{live_server.url}{path}")

    violations = axe(page).response["violations"]

    assert [(v["id"], [n["html"] for n in v["nodes"]]) for v in violations] == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert refused == []


@pytest.mark.flyt
@pytest.mark.urls("tests.felles.stilside")
def test_new_row_and_live_sum(live_server, page):
    page.goto(live_server.url)
    page.get_by_role("button", name="Legg til linje").click()
    page.locator("#id_form-2-belop").fill("1 000,50")

    assert page.locator("output").inner_text().replace("\xa0", " ") == "36 000,50 kr"
    page.get_by_label("Ta bort Linje 2").check()
    assert page.locator("output").inner_text().replace("\xa0", " ") == "29 000,50 kr"


@pytest.mark.flyt
@pytest.mark.urls("tests.felles.stilside")
def test_tree_fetches_children_when_it_is_opened(live_server, page):
    page.goto(live_server.url)
    page.get_by_text("Vis det som ligger under IKT-tjenester").locator("..").click()

    page.get_by_text("Drift", exact=True).wait_for()
