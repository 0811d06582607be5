"""The PDF of a case to MBU: archivable, accessible, and the same every time."""

import io

import pikepdf
import pytest

from kompetanse.felles.dokumenter import les_dokument
from kompetanse.felles.pdf import TegnUtenSkrift
from kompetanse.organisasjon.models import Kommune
from soknader.mbu import saksgang
from soknader.mbu.documents import MBUSAK
from soknader.models import MbuSak
from tests.felles.pdf_sjekk import assert_pdf_is_archivable, page_count, page_texts, pdf_text
from tests.klokke import dag
from tests.soknader.mbu_factories import lag_avgjort, lag_klar_sak, lag_sendt_sak

LANG = "Kurset går over tre samlinger med øving på egen arbeidsplass mellom samlingene. " * 25


def test_a_case_of_one_page(hr, soker):
    lag_avgjort(soker)
    sak = lag_klar_sak(hr, ramme_tekst="Kort.", organisering_tekst="")

    innhold = MBUSAK.tegn(sak)

    assert_pdf_is_archivable(innhold)
    assert page_count(innhold) == 1


def test_sixty_rows_take_eight_pages_and_what_is_long_stands_whole_in_the_appendix(hr, soker):
    for nr in range(60):
        lag_avgjort(
            soker,
            utfall=("innvilget", "delvis", "avslaatt")[nr % 3],
            tittel=f"Lederutvikling for nye avdelingsledere, nummer {nr + 1}",
            beskrivelse=f"{LANG}Slutt {nr + 1}." if nr % 7 == 0 else LANG[:200],
            deltakere_tekst="Alle prosjektledere i kommunalavdelingene",
        )
    sak = lag_klar_sak(hr)

    innhold = MBUSAK.tegn(sak)

    assert_pdf_is_archivable(innhold)
    sider = page_texts(innhold)
    saken, vedlegget = split_before(sider, "Vedlegg: beskrivelsene i sin helhet")
    assert len(saken) <= 8
    assert "Lederutvikling for nye avdelingsledere, nummer 1 " in saken[0] + saken[1]
    assert sum("Antall deltakere" in side for side in saken) >= len(saken) - 2
    saken, vedlegget = " ".join(saken), " ".join(vedlegget)
    assert [nr for nr in range(1, 61) if f"nummer {nr} " not in saken] == []
    assert [nr for nr in range(1, 61, 7) if f"Slutt {nr}." in saken or f"Slutt {nr}." not in vedlegget] == []
    assert saken.count("Hele teksten står i vedlegget.") == 9
    assert "Forslag til vedtak" in saken


def split_before(sider, overskrift):
    """The pages before the one that begins the part with this heading, and the rest."""
    nr = next(nr for nr, side in enumerate(sider) if overskrift in side)
    return sider[:nr], sider[nr:]


def test_no_word_is_cut_and_no_page_is_half_empty(hr, soker):
    lange = "Kommunikasjonsvirksomheten Arbeidsmiljøundersøkelsen prosjektlederne medarbeiderskapet"
    for _ in range(4):
        lag_avgjort(soker, seksjoner="beskrevet", seksjoner_tekst=lange, beskrivelse=f"{LANG[:460]} {lange}")
    sak = lag_klar_sak(hr)

    sider = page_texts(MBUSAK.tegn(sak))

    ordene = " ".join(sider).split()
    assert {ord: ordene.count(ord) for ord in lange.split()} == dict.fromkeys(lange.split(), 8)
    assert "1 " in sider[0].split("medarbeider")[-1]


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
    assert "Vi har ikke mottatt søknader." in pdf_text(innhold)
    assert "Antall deltakere" not in pdf_text(innhold)


@pytest.mark.parametrize("tegn", ["🎓", "漢字", "\u0301", "ﬁ", "\u200b"])
def test_rare_signs_do_not_stop_the_pdf(hr, tegn):
    sak = lag_klar_sak(hr, ramme_tekst=f"Før {tegn} etter")

    assert "etter" in pdf_text(MBUSAK.tegn(sak))


def test_a_sign_that_no_font_has_is_told_before_the_case_is_frozen_and_never_drawn_as_a_box(hr, etatsdirektor):
    sak = saksgang.til_godkjenning(lag_klar_sak(hr, ramme_tekst="Kurs 🎓 og \U00013080"), bruker=hr)

    with pytest.raises(TegnUtenSkrift) as feil:
        saksgang.send(sak, bruker=etatsdirektor)

    assert "🎓 (U+1F393)" in str(feil.value)
    assert MbuSak.objects.get().status == "til_godkjenning"
    assert "Kurs [U+1F393] og [U+13080]" in pdf_text(MBUSAK.tegn(sak))
