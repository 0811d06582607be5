"""Properties that hold for any file: again changes nothing; A then B is what B says; the tree stays a tree."""

import datetime as dt

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from kompetanse.organisasjon.importering import plan as planlegging
from kompetanse.organisasjon.importering.lagring import lagre_plan
from kompetanse.organisasjon.models import Enhet, Enhetsperiode, Person, Stilling
from tests.eksempler import eksempler
from tests.organisasjon.importhjelp import csv, plan

pytestmark = pytest.mark.time_machine("2026-06-01T12:00")
FORST, SAA = dt.date(2026, 3, 1), dt.date(2026, 6, 1)
KODER = ("10", "20", "30", "310", "320", "3110")
TITLER = ("Sykepleier", "Lærer", "Leder æøå", "Rådgiver 🚒")
FRA = st.sampled_from(["", "01.01.2020", "01.04.2026", "15.05.2026"])

OVERSKRIFTER = "Ansattnr;Navn;Stillingsnr;Tittel;Prosent;Fra;Til;Er leder;Enhetskode;Enhetsnavn;Overordnet"


@st.composite
def filer(draw, med_nummer=True):
    """A file without faults: a tree of units, employees with up to three positions, in any order."""
    rekke = draw(st.permutations(KODER))
    foreldre = {kode: draw(st.sampled_from(["", *rekke[:plass]])) for plass, kode in enumerate(rekke)}
    # A column that is empty all the way down says nothing about the tree.
    foreldre[rekke[-1]] = draw(st.sampled_from(rekke[:-1]))
    navn = {kode: draw(st.sampled_from([f"Enhet {kode}", f"Nytt navn {kode}"])) for kode in KODER}
    rader = [f"lead{kode};Leder, Leif;1;Leder;100;;;ja;{kode};{navn[kode]};{foreldre[kode]}" for kode in foreldre]
    for nummer in draw(st.sets(st.integers(1, 6))):
        for stilling in range(draw(st.integers(1, 3))):
            kode, tittel = draw(st.sampled_from(KODER)), draw(st.sampled_from(TITLER))
            prosent, fra = draw(st.sampled_from(["20", "33,3", "100"])), draw(FRA)
            til = draw(st.sampled_from(["", "31.12.2026"]))
            nr = stilling if med_nummer else ""
            if not med_nummer:
                tittel = f"{tittel} {stilling}"
            rader.append(
                f"{nummer};Ås, Åse {nummer};{nr};{tittel};{prosent};{fra};{til};;{kode};{navn[kode]};{foreldre[kode]}"
            )
    return draw(st.permutations(rader))


def lagre(kommune, rader, dato):
    """Import the rows as a full file of the day. Returns the plan."""
    laget = plan(kommune, csv(*rader, overskrifter=OVERSKRIFTER), dato=dato)
    assert [linje for linje in laget.linjer if linje.slag == "feil"] == []
    lagre_plan(laget, kommune.pk)
    return laget


def beskrevet(rader):
    """What the rows say of positions in force: employee, number, title, per cent, end, leader, unit and its parent."""
    svar = set()
    for rad in rader:
        nummer, navn, nr, tittel, prosent, _fra, til, leder, kode, enhetsnavn, over = rad.split(";")
        svar.add((nummer, navn, nr, tittel, prosent, til, leder == "ja", kode, enhetsnavn, over))
    return svar


def lagret(dato):
    """The same of what is stored on the day."""
    foreldre = {enhet.path: enhet for enhet in Enhet.objects.all()}
    svar = set()
    for s in Stilling.objects.gjeldende(dato).select_related("person", "enhet"):
        prosent = str(s.prosent.normalize() if s.prosent % 1 else int(s.prosent)).replace(".", ",")
        til = f"{s.til:%d.%m.%Y}" if s.til else ""
        over = foreldre[s.enhet.path[:-4]]
        navn = f"{s.person.etternavn}, {s.person.fornavn}"
        svar.add(
            (
                s.person.ansattnummer,
                navn,
                s.nummer,
                s.tittel,
                prosent,
                til,
                s.er_leder,
                s.enhet.kode,
                s.enhet.navn,
                over.kode,
            )
        )
    return svar


@pytest.fixture
def proev(kommune):
    """Run a check inside a transaction of its own, rolled back afterwards."""

    def kjor(sjekk, *args):
        with transaction.atomic():
            sjekk(kommune, *args)
            transaction.set_rollback(True)

    return kjor


EGENSKAP = eksempler(30)


@EGENSKAP
@given(st.booleans().flatmap(lambda med_nummer: filer(med_nummer=med_nummer)))
def test_the_same_file_again_changes_nothing(proev, rader):
    def sjekk(kommune, rader):
        lagre(kommune, rader, FORST)
        igjen = plan(kommune, csv(*reversed(rader), overskrifter=OVERSKRIFTER), dato=FORST)
        senere = plan(kommune, csv(*rader, overskrifter=OVERSKRIFTER), dato=SAA)

        assert not igjen.endrer_noe, igjen.linjer
        assert not senere.endrer_noe, senere.linjer

    proev(sjekk, rader)


@EGENSKAP
@given(st.booleans().flatmap(lambda med_nummer: st.tuples(filer(med_nummer=med_nummer), filer(med_nummer=med_nummer))))
def test_one_file_after_another_gives_what_the_last_one_says(proev, par):
    def sjekk(kommune, par):
        forst, saa = par
        lagre(kommune, forst, FORST)
        folk = Person.objects.count()
        lagre(kommune, saa, SAA)

        assert lagret(SAA) == beskrevet(saa)
        assert Person.objects.count() >= folk
        assert not plan(kommune, csv(*saa, overskrifter=OVERSKRIFTER), dato=SAA).endrer_noe
        assert Enhet.objects.find_problems() == ([], [], [], [], [])
        assert_the_periods_end_in_the_tree_of_today()

    proev(sjekk, par)


def assert_the_periods_end_in_the_tree_of_today():
    per_sti = {enhet.path: enhet.pk for enhet in Enhet.objects.all()}
    for enhet in Enhet.objects.all():
        siste = Enhetsperiode.objects.filter(enhet=enhet).latest("fra")
        assert (siste.navn, siste.forelder_id) == (enhet.navn, per_sti.get(enhet.path[:-4]))


def test_the_plan_has_one_line_for_each_row_of_the_file(kommune):
    rader = [f"{n};Ås, Åse;{n};Lærer;{100 + n % 2};;;;10;Skole;" for n in range(50)]

    laget = plan(kommune, csv(*rader, overskrifter=OVERSKRIFTER))

    assert sorted(linje.linje for linje in laget.linjer if linje.linje) == list(range(2, 52))
    assert planlegging.sammendrag(laget)[0][1] == 25
