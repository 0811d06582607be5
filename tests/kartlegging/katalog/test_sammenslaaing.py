"""Two competences become one: what follows, what is joined, and what happens to those at work with them meanwhile."""

import datetime as dt
import time

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from kartlegging.katalog import kompetanser
from kartlegging.katalog.kompetanser import Tillegg
from kartlegging.katalog.sammenslaaing import slaa_sammen
from kartlegging.models import (
    Bevisfil,
    Inkludering,
    Kompetanse,
    Kompetansekrav,
    Nivaatekst,
    Personkompetanse,
    Synonym,
    Utlopsvarsel,
)
from kompetanse.felles.models import Hendelse
from tests.eksempler import eksempler
from tests.kartlegging.factories import gi_kompetanse, lag_bevis, lag_kategori, lag_kompetanse, lag_krav, om
from tests.parallelt import samtidig

Tilstand = Personkompetanse.Tilstand
START = dt.date(2024, 1, 1)


def dag(nummer):
    return None if nummer is None else START + dt.timedelta(days=nummer)


@pytest.fixture
def par(kommune):
    """«Sårstell», which is to go on in «Sårbehandling»."""
    return lag_kompetanse("Sårstell"), lag_kompetanse("Sårbehandling")


def har(bruker):
    """(trust, first day, last day) of what a person has, in order."""
    poster = Personkompetanse.objects.filter(person=bruker.person).order_by("fra", "tilstand")
    return [(post.tilstand, (post.fra - START).days, post.til and (post.til - START).days) for post in poster]


def test_everything_that_points_to_the_one_points_to_the_other(hr, soker, tre, par):
    kilde, maal = par
    post, krav = gi_kompetanse(soker, kilde, 2), lag_krav(tre.prosjekt, kilde, nivaa=2)
    kategori = lag_kategori("Sykepleier")
    kategori.formalkrav.add(kilde)
    Synonym.objects.create(kompetanse=kilde, ord="bandasje")
    Nivaatekst.objects.bulk_create(
        [Nivaatekst(kompetanse=kilde, nivaa=nivaa, tekst=f"Gammel {nivaa}") for nivaa in (1, 2)]
        + [Nivaatekst(kompetanse=maal, nivaa=2, tekst="Ny 2")]
    )

    slaa_sammen(kilde, maal, bruker=hr)

    post.refresh_from_db()
    krav.refresh_from_db()
    kilde.refresh_from_db()
    assert (post.kompetanse, krav.kompetanse, list(kategori.formalkrav.all())) == (maal, maal, [maal])
    assert {ett.ord for ett in maal.synonymer.all()} == {"Sårstell", "bandasje"}
    assert [tekst.tekst for tekst in maal.nivaatekster.all()] == ["Gammel 1", "Ny 2"]
    assert (kilde.slaatt_sammen_med, kilde.er_i_bruk()) == (maal, False)
    linje = Hendelse.objects.for_objekt(maal).get()
    assert (linje.handling, linje.data["poster"], linje.data["krav"]) == ("kompetanse.slaatt_sammen", 1, 1)


def test_every_table_that_points_to_a_competence_is_thought_of():
    """A new one belongs in `sammenslaaing`, and then here."""
    pekere = {
        (relasjon.related_model.__name__, relasjon.field.name)
        for relasjon in Kompetanse._meta.get_fields(include_hidden=True)
        if relasjon.auto_created and relasjon.is_relation and not relasjon.concrete
    }

    # The needs of plans and what courses give follow by the database itself (`test_sammenslaaing.py` of each).
    assert {par for par in pekere if "Event" not in par[0]} == {
        ("Behovsmelding", "kompetanse"),
        ("Ekstern", "kompetanse"),
        ("Foresporsel", "kompetanse"),
        ("Inkludering", "inkluderer"),
        ("Inkludering", "kompetanse"),
        ("Kompetanse", "slaatt_sammen_med"),
        ("Kompetansebehov", "kompetanse"),
        ("Kompetanseforslag", "kompetanse"),
        ("Kompetansekrav", "kompetanse"),
        ("Kurskompetanse", "kompetanse"),
        ("Nivaatekst", "kompetanse"),
        ("Personkompetanse", "kompetanse"),
        ("Stillingskategori", "formalkrav"),
        ("Stillingskategori_formalkrav", "kompetanse"),
        ("Synonym", "kompetanse"),
        ("Utlopsvarsel", "kompetanse"),
    }


def test_inclusions_follow_both_ways_without_repetition(hr, par):
    kilde, maal = par
    smitte, hygiene, sykepleie = (lag_kompetanse(navn) for navn in ("Smitte", "Hygiene", "Sykepleie"))
    for fra, til in ((kilde, smitte), (kilde, hygiene), (maal, hygiene), (sykepleie, kilde), (maal, kilde)):
        Inkludering.objects.create(kompetanse=fra, inkluderer=til)

    slaa_sammen(kilde, maal, bruker=hr)

    assert set(Inkludering.objects.values_list("kompetanse__navn", "inkluderer__navn")) == {
        ("Sårbehandling", "Smitte"),
        ("Sårbehandling", "Hygiene"),
        ("Sykepleie", "Sårbehandling"),
    }


def test_a_merge_that_would_make_a_circle_is_refused_and_leaves_all_as_it_was(hr, soker, par):
    kilde, maal = par
    mellom = lag_kompetanse("Mellom", inkluderer=[maal])
    Inkludering.objects.create(kompetanse=kilde, inkluderer=mellom)
    gi_kompetanse(soker, kilde, 2)

    with pytest.raises(ValidationError, match="i ring"):
        slaa_sammen(kilde, maal, bruker=hr)

    assert Personkompetanse.objects.get().kompetanse == kilde
    assert Kompetanse.objects.i_bruk().count() == 3


def test_competences_with_unlike_scales_are_not_merged(hr, par):
    with pytest.raises(ValidationError, match="ulik skala"):
        slaa_sammen(lag_bevis("Kurs"), par[1], bruker=hr)


def test_a_competence_is_not_merged_into_itself_or_twice(hr, par):
    kilde, maal = par
    with pytest.raises(ValidationError, match="Velg en annen"):
        slaa_sammen(kilde, kilde, bruker=hr)
    slaa_sammen(kilde, maal, bruker=hr)
    with pytest.raises(ValidationError, match="alt slått sammen"):
        slaa_sammen(kilde, lag_kompetanse("En tredje"), bruker=hr)


def test_what_was_merged_before_leads_on(hr, par):
    kilde, maal = par
    foerst = lag_kompetanse("Bandasjering")
    slaa_sammen(foerst, kilde, bruker=hr)

    slaa_sammen(kilde, maal, bruker=hr)

    foerst.refresh_from_db()
    assert foerst.slaatt_sammen_med == maal
    assert {ett.ord for ett in maal.synonymer.all()} == {"Sårstell", "Bandasjering"}


def test_the_key_of_the_shipped_catalogue_is_inherited(hr, par):
    kilde, maal = par
    Kompetanse.objects.filter(pk=kilde.pk).update(nokkel="sarbehandling")

    slaa_sammen(kilde, maal, bruker=hr)

    assert Kompetanse.objects.get(nokkel="sarbehandling") == maal


def test_a_reminder_that_was_sent_is_not_sent_again(hr, soker, par):
    for kompetanse, dager in ((par[0], 90), (par[0], 30), (par[1], 90)):
        Utlopsvarsel.objects.create(person=soker.person, kompetanse=kompetanse, utloper=om(10), dager=dager)

    slaa_sammen(*par, bruker=hr)

    assert sorted(Utlopsvarsel.objects.filter(kompetanse=par[1]).values_list("dager", flat=True)) == [30, 90]


# --- What overlaps -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("av_kilde", "av_maal", "etter"),
    [
        # Of the same trust: one row from the first day to the last.
        ([("bekreftet", 0, 10)], [("bekreftet", 5, None)], [("bekreftet", 0, None)]),
        ([("egenvurdert", 0, None)], [("egenvurdert", 5, 8)], [("egenvurdert", 0, None)]),
        # Without overlap: as they were.
        ([("bekreftet", 0, 4)], [("bekreftet", 5, 9)], [("bekreftet", 0, 4), ("bekreftet", 5, 9)]),
        # Nothing is confirmed longer than someone said.
        (
            [("egenvurdert", 0, None)],
            [("bekreftet", 5, 9)],
            [("egenvurdert", 0, 4), ("bekreftet", 5, 9), ("egenvurdert", 10, None)],
        ),
        ([("egenvurdert", 5, 9)], [("bekreftet", 0, None)], [("bekreftet", 0, None)]),
        # A row grows into where another gives way.
        (
            [("bekreftet", 4, 10)],
            [("bekreftet", 0, 5), ("egenvurdert", 6, 12)],
            [("bekreftet", 0, 10), ("egenvurdert", 11, 12)],
        ),
    ],
)  # fmt: skip
def test_rows_that_would_overlap_at_a_level_are_joined(hr, soker, par, av_kilde, av_maal, etter):
    for kompetanse, rader in zip(par, (av_kilde, av_maal), strict=True):
        for tilstand, fra, til in rader:
            gi_kompetanse(soker, kompetanse, 2, tilstand=tilstand, fra=dag(fra), til=dag(til))

    slaa_sammen(*par, bruker=hr)

    assert har(soker) == etter
    assert set(Personkompetanse.objects.values_list("kompetanse", flat=True)) == {par[1].pk}


def test_levels_people_and_what_is_begun_are_kept_apart(hr, soker, kollega, par):
    gi_kompetanse(soker, par[0], 1, fra=START)
    gi_kompetanse(soker, par[0], 2, fra=START, tilstand="paabegynt")
    gi_kompetanse(soker, par[1], 2, fra=START)
    gi_kompetanse(kollega, par[1], 1, fra=START)

    slaa_sammen(*par, bruker=hr)

    assert Personkompetanse.objects.filter(kompetanse=par[1]).count() == 4


def test_the_files_and_words_of_a_row_that_goes_follow_to_the_one_that_stays(hr, soker, par):
    vekk = gi_kompetanse(soker, par[0], 2, fra=START, kommentar="Kurs på Haukeland")
    igjen = gi_kompetanse(soker, par[1], 2, fra=dag(5), kommentar="Praksis")
    fil = Bevisfil.objects.create(
        personkompetanse=vekk, filnavn="a.pdf", mime="application/pdf", lagringssti="a", sha256="0" * 64, storrelse=1
    )

    slaa_sammen(*par, bruker=hr)

    fil.refresh_from_db()
    igjen.refresh_from_db()
    assert fil.personkompetanse == igjen
    assert igjen.kommentar == "Praksis\nKurs på Haukeland"
    assert not Personkompetanse.objects.filter(pk=vekk.pk).exists()


PERIODE = st.tuples(st.sampled_from(["egenvurdert", "bekreftet"]), st.integers(0, 12), st.integers(0, 6))


def uten_overlapp(perioder):
    """Those that can stand beside each other for one competence and level."""
    igjen = []
    for tilstand, fra, lengde in perioder:
        if all(fra > til or fra + lengde < start for _t, start, til in igjen):
            igjen.append((tilstand, fra, fra + lengde))
    return igjen


def dagene(rader):
    """Day → the best trust that day."""
    svar = {}
    for tilstand, fra, til in rader:
        for nummer in range(fra, til + 1):
            svar[nummer] = min(tilstand, svar.get(nummer, tilstand))  # «bekreftet» comes before «egenvurdert»
    return svar


@eksempler(60)
@given(av_kilde=st.lists(PERIODE, max_size=4), av_maal=st.lists(PERIODE, max_size=4))
def test_each_day_is_worth_after_a_merge_what_it_was_worth_before(hr, soker, av_kilde, av_maal):
    with transaction.atomic():
        par = lag_kompetanse("Sårstell"), lag_kompetanse("Sårbehandling")
        foer = []
        for kompetanse, perioder in zip(par, (uten_overlapp(av_kilde), uten_overlapp(av_maal)), strict=True):
            for tilstand, fra, til in perioder:
                gi_kompetanse(soker, kompetanse, 2, tilstand=tilstand, fra=dag(fra), til=dag(til))
                foer.append((tilstand, fra, til))

        slaa_sammen(*par, bruker=hr)

        assert dagene(har(soker)) == dagene(foer)
        transaction.set_rollback(True)


# --- While people are at work -------------------------------------------------------------------------


def test_a_form_that_was_open_since_before_the_merge_is_refused(hr, par):
    kilde, maal = par
    aapen = Kompetanse.objects.get(pk=kilde.pk)
    slaa_sammen(kilde, maal, bruker=hr)

    with pytest.raises(ValidationError, match="«Sårstell» er slått sammen med «Sårbehandling» mens du skrev."):
        kompetanser.lagre(aapen, Tillegg(), bruker=hr)


def test_an_inclusion_chosen_before_the_merge_leads_to_the_one_that_stayed(hr, par):
    kilde, maal = par
    sykepleie = lag_kompetanse("Sykepleie")
    slaa_sammen(kilde, maal, bruker=hr)
    kilde.refresh_from_db()

    kompetanser.lagre(sykepleie, Tillegg(inkluderer=[kilde]), bruker=hr)

    assert sykepleie.inkluderinger.get().inkluderer == maal


@pytest.mark.parametrize("modell", [Personkompetanse, Kompetansekrav])
def test_what_is_stored_after_the_merge_by_an_old_page_follows(hr, soker, tre, par, modell):
    slaa_sammen(*par, bruker=hr)

    gi_kompetanse(soker, par[0], 2)
    lag_krav(tre.prosjekt, par[0], nivaa=2)

    assert modell.objects.get().kompetanse == par[1]


@pytest.mark.django_db(transaction=True)
def test_what_is_registered_while_the_merge_is_under_way_follows(hr, soker, kommune, par):
    kilde, maal = par

    def slaa():
        with transaction.atomic():
            slaa_sammen(kilde, maal, bruker=hr)
            time.sleep(0.4)

    def registrer():
        time.sleep(0.1)
        return gi_kompetanse(soker, kilde, 2)

    svar = samtidig(kommune.pk, slaa, registrer)

    assert not [ett for ett in svar if isinstance(ett, Exception)]
    assert Personkompetanse.objects.get().kompetanse == maal


@pytest.mark.django_db(transaction=True)
def test_what_is_being_registered_when_the_merge_begins_follows(hr, soker, kommune, par):
    kilde, maal = par

    def registrer():
        with transaction.atomic():
            gi_kompetanse(soker, kilde, 2)
            time.sleep(0.4)

    def slaa():
        time.sleep(0.1)
        slaa_sammen(kilde, maal, bruker=hr)

    svar = samtidig(kommune.pk, registrer, slaa)

    assert not [ett for ett in svar if isinstance(ett, Exception)]
    assert Personkompetanse.objects.get().kompetanse == maal


@pytest.mark.django_db(transaction=True)
def test_two_who_merge_the_two_into_each_other_at_once_do_it_one_way(hr, kommune, par):
    a, b = par

    svar = samtidig(kommune.pk, lambda: slaa_sammen(a, b, bruker=hr), lambda: slaa_sammen(b, a, bruker=hr))

    assert sorted(type(ett).__name__ for ett in svar) == ["Kompetanse", "ValidationError"]
    assert Kompetanse.objects.i_bruk().count() == 1
