import datetime as dt
import importlib
import io
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace

import pikepdf
import pymupdf
import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.utils.safestring import SafeString
from PIL import Image

from kompetanse.felles import pdf
from tests.felles.pdf_sjekk import assert_pdf_is_archivable, outloud_errors, page_count, pdf_text

TEMPLATE = """
{% extends "pdf/base.html" %}
{% block innhold %}
  <h2>Søknader</h2>
  <ul><li>Fagspesifikk kompetanse dekkes av midlene som er fordelt ut.</li></ul>
  <table>
    <caption>Søknader om sentrale kompetansemidler</caption>
    <thead><tr>
      <th scope="col" class="smal">Nr.</th><th scope="col">Avdeling</th><th scope="col" class="tall">Kostnad</th>
    </tr></thead>
    <tbody>{% for rad in rader %}
      <tr><td>{{ forloop.counter }}</td><td>{{ rad }}</td><td class="tall">93 000 kr</td></tr>{% endfor %}
    </tbody>
    <tfoot><tr><th scope="row" colspan="2">Sum</th><td class="tall">128 000 kr</td></tr></tfoot>
  </table>
  {% if ekstra %}<p>{{ ekstra }}</p>{% endif %}
  <section class="forslag"><h2>Forslag til vedtak</h2><p>{% translate "Saken tas til orientering." %}</p></section>
{% endblock %}
"""
FJORDBY = SimpleNamespace(navn="Fjordby kommune", temafarge="#0d7a5f", logo=None)
LAGET = dt.datetime(2026, 12, 9, 12, 0, tzinfo=dt.UTC)


@pytest.fixture
def render(settings, tmp_path):
    (tmp_path / "prove.html").write_text(TEMPLATE)
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [*settings.TEMPLATES[0]["DIRS"], tmp_path]}]

    def render(rader=("IKT-tjenester",), avsender=FJORDBY, **context):
        hode = pdf.brevhode(
            avsender,
            organ="Medbestemmelsesutvalget",
            fakta=[("Sak", "MBU 24/26"), ("Møte", "16. desember 2026")],
            referanse="Sak MBU 24/26",
            laget=LAGET,
        )
        spraak = context.pop("spraak", None)
        context = {**hode, "tittel": "Sak MBU 24/26 Fordeling av midler", "rader": rader, **context}
        return pdf.render_pdf("prove.html", context, spraak=spraak)

    return render


def test_one_page_is_archivable_and_says_what_the_template_says(render):
    innhold = render()

    assert_pdf_is_archivable(innhold)
    assert page_count(innhold) == 1
    tekst = pdf_text(innhold)
    for stykke in ("Fjordby kommune", "Medbestemmelsesutvalget", "Sak MBU 24/26 Fordeling av midler", "Side 1 av 1"):
        assert stykke in tekst


def test_a_long_table_is_archivable_repeats_its_head_and_sums_once(render):
    innhold = render(rader=[f"Avdeling for kommunikasjon nummer {i}" for i in range(130)])

    assert page_count(innhold) == 5
    assert_pdf_is_archivable(innhold)
    tekst = pdf_text(innhold)
    assert tekst.count("Kostnad") == 5
    assert tekst.count("128 000 kr") == 1
    assert "Side 5 av 5" in tekst


def test_the_same_data_gives_the_same_bytes(render):
    assert render() == render()


def test_nynorsk_is_declared_as_the_language(render):
    assert b"/Lang (nn)" in _unpacked(render(spraak="nn"))
    assert b"/Lang (nb)" in _unpacked(render(spraak="nb"))


def test_letters_beyond_norwegian_and_signs_are_kept(render):
    innhold = render(ekstra="Łódź, Kárášjohka, ŋ, č, → og «sitat» – 1 000 kr", rader=["x" * 200])

    assert "Łódź, Kárášjohka, ŋ, č, → og «sitat» – 1 000 kr" in pdf_text(innhold)
    assert outloud_errors(innhold) == []


def test_the_logo_of_the_kommune_stands_in_the_letterhead(render):
    bilde = io.BytesIO()
    Image.new("RGB", (40, 40), "red").save(bilde, "PNG")
    fil = File(ContentFile(bilde.getvalue()), name="logo.png")

    med_logo = render(avsender=SimpleNamespace(navn="Fjordby", temafarge="", logo=fil))

    assert_pdf_is_archivable(med_logo)
    assert b"/Subtype /Image" in _unpacked(med_logo)


@pytest.mark.parametrize(
    ("navn", "linjer"),
    [
        ("Fjordby kommune", ["Fjordby kommune"]),
        ("Kautokeino kommune – Guovdageainnu suohkan", ["Kautokeino kommune – Guovdageainnu", "suohkan"]),
    ],
)
def test_the_name_of_the_kommune_breaks_only_when_there_is_no_room(render, navn, linjer):
    innhold = render(avsender=SimpleNamespace(navn=navn, temafarge="", logo=None), organ="")

    with pymupdf.open(stream=innhold, filetype="pdf") as dokument:
        assert dokument[0].get_text().splitlines()[: len(linjer) + 1] == [*linjer, "Sak"]


def test_a_colour_that_is_not_a_colour_is_left_out():
    avsender = SimpleNamespace(navn="Fjordby", temafarge="red}body{display:none", logo=None)

    assert pdf.brevhode(avsender)["farge"] == ""


class Listener(BaseHTTPRequestHandler):
    hits = []

    def do_GET(self):
        self.hits.append(self.path)
        self.send_error(404)

    def log_message(self, *args):
        pass


@pytest.fixture
def web_server():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Listener)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_nothing_is_fetched_from_disk_or_network(render, web_server, tmp_path):
    hemmelig = tmp_path / "hemmelig.svg"
    hemmelig.write_text('<svg xmlns="http://www.w3.org/2000/svg" width="300" height="50"><text>HEMMELIG</text></svg>')
    ekstra = SafeString(
        f'<img alt="a" src="{hemmelig.as_uri()}"><img alt="b" src="{web_server}/b.png">'
        f'<style>@import "{web_server}/c.css"; p {{ background: url("{web_server}/d.png") }}</style>'
        f'<img alt="e" src="../kompetanse/settings.py"><img alt="f" src="https://statiske-filer.invalid//etc/passwd">'
        f'<a rel="attachment" href="{hemmelig.as_uri()}">g</a><link rel="attachment" href="/etc/passwd">'
    )

    innhold = render(ekstra=ekstra)

    assert Listener.hits == []
    assert "HEMMELIG" not in pdf_text(innhold)
    assert b"/EmbeddedFile" not in _unpacked(innhold)


def test_missing_pango_is_said_with_the_command_that_mends_it(render, monkeypatch):
    class NoPango:
        def find_spec(self, name, path=None, target=None):
            if name == "weasyprint":
                raise OSError("cannot load library 'libpango-1.0-0'")

    for name in [name for name in sys.modules if name.split(".")[0] == "weasyprint"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "meta_path", [NoPango(), *sys.meta_path])
    importlib.invalidate_caches()

    with pytest.raises(pdf.PdfMangler, match="apt-get install .* libpango-1.0-0 libpangoft2-1.0-0"):
        render()


def test_the_answer_is_shown_in_the_browser_under_its_name():
    response = pdf.pdf_response(b"%PDF", "Sak MBU 24/26.pdf")

    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'inline; filename="Sak MBU 24-26.pdf"'


def _unpacked(innhold):
    """The PDF with its object streams opened, so that a test can look for a key."""
    ut = io.BytesIO()
    with pikepdf.open(io.BytesIO(innhold)) as dokument:
        dokument.save(ut, object_stream_mode=pikepdf.ObjectStreamMode.disable, compress_streams=False)
    return ut.getvalue()


@pytest.mark.parametrize(("tekst", "ventet"), [("Kárášjohka, Łódź – «æøå»", set()), ("Kurs 🎓 og 🎓", {"🎓"})])
def test_signs_that_no_font_has_are_known_from_the_text_alone(tekst, ventet):
    assert pdf.uten_skrift(tekst) == ventet


def test_what_no_font_has_is_written_as_its_number_and_refused_where_it_can_be_mended(render):
    assert "Kurs [U+1F393]" in pdf_text(render(ekstra="Kurs 🎓"))
    with pytest.raises(ValidationError, match="🎓 .U.1F393."):
        pdf.krev_skrift("Kurs 🎓")
