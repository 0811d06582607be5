"""Levels 2 and 3: before and after by participant, what is passed, who sees what; and that there is one door to answers."""

import datetime as dt
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from evaluering.models import Deltakersvar, Innsamling, Metode, Skjema, Skjemaversjon, Sporsmal, Svarer
from evaluering.rapport.bilde import rapport
from evaluering.svar import avlegging, innsamling, registeret
from evaluering.svar.avlegging import Adgang
from evaluering.svar.nivabilde import deltakerrader
from evaluering.svar.resultater import synlige
from kartlegging.models import Personkompetanse
from tests.evaluering.factories import lag_niva
from tests.evaluering.svar.conftest import Moment
from tests.kartlegging.factories import lag_kompetanse
from tests.kurs.factories import lag_kurs
from tests.rollebesetning import lag_bruker

pytestmark = pytest.mark.django_db


def gi(aapen, person, gitt, som=Svarer.DELTAKER):
    """What the one who is asked about this person as `som` answers: text of the question → answer."""
    lenke = aapen.lenker.get(om=person, som=som)
    nokler = {ett.tekst: str(ett.pk) for ett in aapen.versjon.sporsmal.all()}
    avlegging.svar(Adgang(aapen, lenke.nokkel, lenke), {nokler[tekst]: verdi for tekst, verdi in gitt.items()})


@pytest.fixture
def proeve():
    """Five questions, each with its right answer."""
    versjon = Skjemaversjon.objects.create(skjema=Skjema.objects.create(niva=2, navn="Prøve"))
    for nr in range(5):
        Sporsmal.objects.create(versjon=versjon, slag="valg", tekst=f"Nr. {nr}", valg=["Ja", "Nei"], riktig=nr % 2)
    return versjon


@pytest.fixture
def laering(evaluering, proeve, leder):
    return lag_niva(evaluering, 2, skjema=proeve.skjema, metode=Metode.TEST, ogsaa_foer=True)


RIKTIG = {f"Nr. {nr}": nr % 2 for nr in range(5)}


@pytest.mark.parametrize(("feil", "poeng", "bestaatt"), [(0, 5, True), (1, 4, True), (2, 3, False)])
def test_a_test_is_marked_as_it_is_answered_and_passed_from_four_of_five(laering, deltakere, feil, poeng, bestaatt):
    aapen = innsamling.aapne(laering, Moment.SLUTT)
    gale = {f"Nr. {nr}": 1 - nr % 2 for nr in range(feil)}

    gi(aapen, deltakere[0].person, RIKTIG | gale)

    svar = Deltakersvar.objects.get()
    assert (svar.poeng, svar.av, svar.bestaatt) == (poeng, 5, bestaatt)


def test_before_and_after_stand_together_on_the_participant(evaluering, deltakere, hr):
    skjema = Skjemaversjon.objects.get(skjema__navn="Egenvurdering før og etter").skjema
    niva = lag_niva(evaluering, 2, skjema=skjema, metode=Metode.EGENVURDERING, ogsaa_foer=True)
    hvordan = "Jeg klarer å gjøre det på egen hånd i dag"
    for moment, verdi in ((Moment.FOER, 2), (Moment.SLUTT, 4)):
        gi(innsamling.aapne(niva, moment), deltakere[0].person, {hvordan: verdi})

    (rad,) = deltakerrader(synlige(deltakere[0]))

    assert [(ett.tekst, ett.foer, ett.etter) for ett in rad.linjer if ett.etter] == [(hvordan, 2, 4)]
    assert (rad.med_leder_foer, rad.med_leder) == (False, False)


def test_what_the_leader_said_before_and_now_stands_beside_what_the_participant_said(evaluering, deltakere, tre, leder):
    skjema = Skjemaversjon.objects.get(skjema__navn="Bruk i arbeidet").skjema
    niva = lag_niva(evaluering, 3, skjema=skjema, metode=Metode.SKJEMA, ogsaa_foer=True)
    atferd = evaluering.atferd.create(tekst="Bruker NEWS2")
    bruk = skjema.nyeste.sporsmal.get(slag=Sporsmal.Slag.SKALA)
    for moment, egen, lederens in ((Moment.FOER, 1, 2), (Moment.ETTER, 4, 3)):
        ett = Innsamling.objects.create(
            niva=niva,
            moment=moment,
            versjon=skjema.nyeste,
            aapner=timezone.now(),
            lukker=timezone.now() + dt.timedelta(days=1),
        )
        for som, verdi in ((Svarer.DELTAKER, egen), (Svarer.LEDER, lederens)):
            Deltakersvar.objects.create(
                innsamling=ett,
                deltaker=deltakere[0].person,
                som=som,
                svart=timezone.localdate(),
                verdier={f"{bruk.pk}:{atferd.pk}": verdi},
            )

    (rad,) = deltakerrader(synlige(leder))

    (linje,) = [ett for ett in rad.linjer if ett.foer]
    assert (linje.foer, linje.etter, linje.leder_foer, linje.leder) == (1, 4, 2, 3)
    assert (rad.med_leder_foer, rad.med_leder, linje.forskjell) == (True, True, 1)


def test_those_who_passed_get_the_competence_once_and_nobody_else(laering, deltakere, tre, hr):
    kurs = lag_kurs(tre.prosjekt)
    kurs.tiltak.add(laering.evaluering.tiltak)
    kurs.kompetanser.create(kompetanse=lag_kompetanse("NEWS2", nivaaer=False))
    aapen = innsamling.aapne(laering, Moment.SLUTT)
    gi(aapen, deltakere[0].person, RIKTIG)
    gi(aapen, deltakere[1].person, RIKTIG | {"Nr. 0": 1, "Nr. 1": 0})
    with pytest.raises(avlegging.ValidationError, match="Ingen har bestått"):
        registeret.registrer(laering, bruker=hr)
    innsamling.lukk(aapen)

    assert [registeret.registrer(laering, bruker=hr) for _gang in range(2)] == [1, 1]

    assert list(Personkompetanse.objects.values_list("person", "tilstand")) == [(deltakere[0].person_id, "bekreftet")]


def test_a_leader_who_could_work_out_the_rest_sees_no_figure_and_hr_does(evaluering, deltakere, tre, leder, hr):
    andre = [lag_bruker(f"Annen{nr}", tre.barnehager) for nr in range(3)]
    for bruker in andre:
        evaluering.tiltak.deltakere.create(person=bruker.person)
    skjema = Skjemaversjon.objects.get(skjema__navn="Egenvurdering før og etter").skjema
    niva = lag_niva(evaluering, 2, skjema=skjema, metode=Metode.EGENVURDERING)
    aapen = innsamling.aapne(niva, Moment.SLUTT)
    for bruker in [*deltakere, *andre]:
        gi(aapen, bruker.person, {"Jeg klarer å gjøre det på egen hånd i dag": 4})
    innsamling.lukk(aapen)

    assert rapport(evaluering, hr).svar.laering.inn.vises
    assert not rapport(evaluering, leder).svar.laering.inn.vises
    # With five who are not the leader's own, nobody can be told apart.
    for nr in range(2):
        fler = lag_bruker(f"Enda{nr}", tre.barnehager)
        Deltakersvar.objects.create(
            innsamling=aapen, deltaker=fler.person, som=Svarer.DELTAKER, svart=evaluering.planlagt, verdier={}
        )
    assert rapport(evaluering, leder).svar.laering.inn.vises


def test_what_one_other_leader_said_cannot_be_worked_out_by_one_who_sees_the_others(
    evaluering, deltakere, tre, leder, hr
):
    skjema = Skjemaversjon.objects.get(skjema__niva=3).skjema
    niva = lag_niva(evaluering, 3, skjema=skjema, svarer=[Svarer.DELTAKER, Svarer.LEDER])
    aapen = innsamling.aapne(niva, Moment.ETTER)
    andre = [lag_bruker(f"Annen{nr}", tre.barnehager).person for nr in range(5)]
    egne = [bruker.person for bruker in deltakere[:4]]
    # Five of the others have answered, and the leader of one of them.
    for som, personer in ((Svarer.DELTAKER, egne + andre), (Svarer.LEDER, egne + andre[:1])):
        for person in personer:
            aapen.deltakersvar.create(deltaker=person, som=som, svart=evaluering.planlagt)
    innsamling.lukk(aapen)

    assert rapport(evaluering, hr).svar.anvendelse.av_ledere.vises
    assert not rapport(evaluering, leder).svar.anvendelse.av_ledere.vises


def test_a_practical_test_is_noted_by_the_teacher_and_passed_when_all_is_done_right(evaluering, deltakere, leder):
    evaluering.evaluator = leder.person
    evaluering.save()
    skjema = Skjema.objects.get(navn="Praktisk prøve")
    niva = lag_niva(evaluering, 2, skjema=skjema, metode=Metode.PRAKTISK, svarer=[Svarer.LAERER])
    aapen = innsamling.aapne(niva, Moment.SLUTT)
    forste = aapen.versjon.sporsmal.first()

    for bruker, sett in ((deltakere[0], 4), (deltakere[1], 3)):
        lenke = aapen.lenker.get(om=bruker.person, person=leder.person)
        avlegging.svar(Adgang(aapen, lenke.nokkel, lenke), {f"{forste.pk}:1": sett, f"{forste.pk}:2": 5})

    assert dict(Deltakersvar.objects.values_list("deltaker", "bestaatt")) == {
        deltakere[0].person_id: True,
        deltakere[1].person_id: False,
    }


# Where the rows of the answers may be named: those who write, count and show them, and figures that ask how many there are.
DOREN = {
    "evaluering/svar/avlegging.py",
    "evaluering/svar/opptelling.py",
    "evaluering/svar/resultater.py",
    "evaluering/bruk/sammenlikning.py",
}
LESER = re.compile(r"\b(?:Svar|Opptelling|Deltakersvar)\.objects|evaluering_svar\b|evaluering_deltakersvar\b")


def test_nothing_reads_answers_but_the_one_door():
    rot = Path(settings.BASE_DIR)
    apper = ("evaluering", "kompetanse", "kurs", "planer", "soknader")
    filer = [fil for app in apper for fil in (rot / app).rglob("*.py") if "migrations" not in fil.parts]

    assert {str(fil.relative_to(rot)) for fil in filer if LESER.search(fil.read_text())} == DOREN
    assert not any(re.search(r"Opptelling\.objects(?!\.viste\(\)|\.bulk_create)", fil.read_text()) for fil in filer), (
        "counts are read as they may be shown"
    )
