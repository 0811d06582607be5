"""The document of a plan: archivable, accessible, two pages for a unit, and the same every time."""

from kompetanse.felles.dokumenter import les_dokument
from planer.models import Faktornotat, Listeverdi, Planversjon, Saksframlegg, Tiltak
from planer.vedtak import saksframlegg, saksgang
from planer.vedtak.documents import PLANUTKAST, PLANVERSJON, SAKSFRAMLEGG
from tests.felles.pdf_sjekk import assert_pdf_is_archivable, page_count, pdf_text
from tests.planer.factories import lag_tiltak
from tests.planer.vedtak_factories import lag_hel_plan, lag_saksframlegg


def test_a_unit_plan_is_two_pages(tre):
    innhold = PLANUTKAST.tegn(lag_hel_plan(tre.prosjekt))

    assert_pdf_is_archivable(innhold)
    assert page_count(innhold) == 2


def test_a_full_plan_of_a_unit_is_two_pages_too(tre):
    plan = lag_hel_plan(tre.prosjekt, behov=10, tiltak=9)
    for faktor in Listeverdi.objects.filter(liste=Listeverdi.Liste.FAKTOR):
        Faktornotat.objects.create(
            plan=plan, faktor=faktor, ser="Elektronisk medisinskap fra mars.", betyr="Alle må mestre skapet innen da."
        )

    innhold = PLANUTKAST.tegn(plan)

    assert_pdf_is_archivable(innhold)
    assert page_count(innhold) == 2


def test_a_version_gives_the_same_bytes_again_whatever_has_changed_since(tre, avdelingsdirektor):
    plan = lag_hel_plan(tre.prosjekt)
    versjon = saksgang.vedta(plan, bruker=avdelingsdirektor)
    Tiltak.objects.filter(plan=plan).update(navn="Noe annet")
    plan.enhet.navn = "Nytt navn"
    plan.enhet.save()

    kept = les_dokument(PLANVERSJON.finn(versjon))

    assert "Noe annet" not in pdf_text(kept)
    assert PLANVERSJON.tegn(Planversjon.objects.get(pk=versjon.pk)) == kept
    assert_pdf_is_archivable(kept)


def test_what_looks_like_html_is_text(tre):
    plan = lag_hel_plan(tre.prosjekt)
    ondt = "<b>fet</b> & <script>alert(1)</script>"
    lag_tiltak(plan, ondt, maalgruppe=ondt, evaluering=ondt, kostnad_tekst=ondt)

    assert pdf_text(PLANUTKAST.tegn(plan)).replace(" ", "").count(ondt.replace(" ", "")) == 4


def test_the_plan_of_the_kommune_is_as_long_as_it_is_with_contents(tre):
    plan = lag_hel_plan(tre.rot, maal=12, behov=25, tiltak=45)

    innhold = PLANUTKAST.tegn(plan)

    assert_pdf_is_archivable(innhold)
    sider, tekst = page_count(innhold), pdf_text(innhold)
    assert sider > 4
    assert f"Side {sider} av {sider}" in tekst
    assert "Innhold" in tekst
    assert [nr for nr in range(1, 46) if f"studiepoeng {nr} " not in tekst] == []


def test_a_case_and_the_plan_that_was_sent_with_it_are_archivable_and_stand_whatever_has_changed_since(tre, hr):
    plan = lag_hel_plan(tre.stab, status="til_behandling")
    sak = saksframlegg.send(saksframlegg.begynn(plan, bruker=hr), bruker=hr)
    Tiltak.objects.filter(plan=plan).update(navn="Noe annet")

    kept, vedlegg = les_dokument(sak.pdf), les_dokument(sak.vedlegg)

    assert SAKSFRAMLEGG.tegn(Saksframlegg.objects.get(pk=sak.pk)) == kept
    assert "202 000 kr" in pdf_text(kept)
    assert "Noe annet" not in pdf_text(vedlegg)
    for innhold in (kept, vedlegg):
        assert_pdf_is_archivable(innhold)


def test_a_table_as_the_editor_leaves_it_and_a_long_text_make_a_case_that_is_archivable(tre, hr):
    sak = lag_saksframlegg(lag_hel_plan(tre.stab), hr)
    celle = '<{0} colspan="1" rowspan="1"><p>{1}</p></{0}>'.format
    rad = f"<tr>{celle('th', 'Eget budsjett')}{celle('td', '25 000 kr')}</tr>"
    sak.deler.filter(kode="okonomi").update(tekst=f"<table><tbody>{rad * 60}</tbody></table>")
    sak.deler.filter(kode="vurdering").update(tekst="<p>Dette er rett vei. </p>" * 120)

    innhold = SAKSFRAMLEGG.tegn(sak)

    assert_pdf_is_archivable(innhold)
    assert f"Side 1 av {page_count(innhold)}" in pdf_text(innhold)
