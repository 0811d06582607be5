"""The PDF of a case to MBU: archivable, accessible, and the same every time."""

import io

import pikepdf
import pytest

from kompetanse.felles.dokumenter import les_dokument
from kompetanse.organisasjon.models import Kommune
from soknader.mbu import saksgang
from soknader.mbu.documents import MBUSAK
from soknader.models import MbuSak
from tests.felles.pdf_sjekk import assert_pdf_is_archivable, page_count, pdf_text
from tests.klokke import dag
from tests.soknader.mbu_factories import lag_avgjort, lag_klar_sak, lag_sendt_sak

LANG = "Kurset går over tre samlinger med øving på egen arbeidsplass mellom samlingene. " * 25


def test_a_case_of_one_page(hr, soker):
    lag_avgjort(soker)
    sak = lag_klar_sak(hr, ramme_tekst="Kort.", organisering_tekst="")

    innhold = MBUSAK.tegn(sak)

    assert_pdf_is_archivable(innhold)
    assert page_count(innhold) == 1


def test_a_case_of_sixty_rows_with_long_text(hr, soker):
    for nr in range(60):
        lag_avgjort(soker, tittel=f"Kompetansetiltak nummer {nr + 1}", beskrivelse=LANG if nr % 7 == 0 else LANG[:200])
    sak = lag_klar_sak(hr)

    innhold = MBUSAK.tegn(sak)

    assert_pdf_is_archivable(innhold)
    tekst, sider = pdf_text(innhold), page_count(innhold)
    assert sider > 5
    # The headings stand again on every page of the table.
    assert sider - 2 <= tekst.count("Antall deltakere") <= sider
    assert f"Side {sider} av {sider}" in tekst
    assert [nr for nr in range(1, 61) if f"Kompetansetiltak nummer {nr} " not in tekst] == []


def test_what_looks_like_html_is_text(hr, soker):
    ondt = "<b>fet</b> & <script>alert(1)</script>"
    lag_avgjort(soker, tittel=ondt, beskrivelse=ondt)
    sak = lag_klar_sak(hr, tittel=ondt, ramme_tekst=f"- {ondt}", forslag_til_vedtak=ondt)

    tekst = pdf_text(MBUSAK.tegn(sak)).replace(" ", "")

    assert tekst.count(ondt.replace(" ", "")) == 5


def test_the_longest_text_without_a_space_stays_on_the_page(hr, soker):
    adresse = "https://www.eksempel.test/kompetanse/kurs?sted=Fjordby"
    lag_avgjort(soker, tittel="Å" * 200, beskrivelse="ordutenmellomrom" * 300)
    lag_avgjort(soker, beskrivelse=f"{LANG}{adresse} {LANG}")
    sak = lag_klar_sak(hr, ramme_tekst="W" * 20_000, tittel="i" * 200, saksbehandler="M" * 150)

    innhold = MBUSAK.tegn(sak)

    assert_pdf_is_archivable(innhold)
    assert adresse in pdf_text(innhold).replace(" ", "")


def test_a_nynorsk_kommune_gets_a_nynorsk_pdf(hr, etatsdirektor, soker):
    Kommune.objects.filter(pk=hr.kommune_id).update(malform="nn")
    lag_avgjort(soker)
    sak = lag_sendt_sak(hr, etatsdirektor)

    innhold = les_dokument(sak.pdf)

    assert_pdf_is_archivable(innhold)
    with pikepdf.open(io.BytesIO(innhold)) as pdf:
        assert str(pdf.Root.Lang) == "nn"


def test_a_sent_case_gives_the_same_bytes_again(hr, etatsdirektor, soker):
    lag_avgjort(soker)
    sak = lag_sendt_sak(hr, etatsdirektor)

    assert MBUSAK.tegn(MbuSak.objects.get(pk=sak.pk)) == les_dokument(sak.pdf)


def test_a_case_without_applications_has_no_table(hr):
    sak = saksgang.lagre(saksgang.opprett(bruker=hr), bruker=hr, felt={"motedato": dag()})

    innhold = MBUSAK.tegn(sak)

    assert_pdf_is_archivable(innhold)
    assert "Ingen søknader er avgjort." in pdf_text(innhold)
    assert "Antall deltakere" not in pdf_text(innhold)


@pytest.mark.parametrize("tegn", ["🎓", "漢字", "\u0301", "ﬁ", "\u200b"])
def test_rare_signs_do_not_stop_the_pdf(hr, tegn):
    sak = lag_klar_sak(hr, ramme_tekst=f"Før {tegn} etter")

    assert "etter" in pdf_text(MBUSAK.tegn(sak))
