"""A plan that exists comes in whole: what is understood in fields, the rest in words, and nothing twice."""

import csv
import io
import re
from collections import Counter
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from kompetanse.felles.innlesing import prosess
from planer.innlesing.importering import PLAN
from planer.models import Kompetanseplan, Planimport, Tiltak
from tests.planer.factories import lag_plan

AAR = 2027
# As the table stands in the case to the MBU, with the line breaks of its narrow columns.
MBU = (
    ("Nr.", "Avdeling", "Seksjon", "Kompetanseområde", "Antall \ndeltakere", "Kostnad", "Leder/ \nmedarbeider"),
    (
        "1",
        "Kommunikasjons- \nog OU-tjenester",
        "Alle",
        "6 mnd. abonnement på Videocation.  \n\nVideocation tilbyr 173 videokurs med til \nsammen 2730 leksjoner.",
        "90",
        "Kr. 93.000 \neks. mva.",
        "Alle",
    ),
    (
        "2",
        "IKT-tjenester",
        "Alle \nprosjektled\nere i IKT-\ntjenester, \nev. andre",
        "Workshop “Smidig” dag.  \n\nDanne felles begrepsapparat.",
        "Alle \nprosjektledere i \nIKT-\ntjenester",
        "Kr. \n35.000,-",
        "Prosjektledere",
    ),
)


def som_tsv(rader):
    ut = io.StringIO()
    csv.writer(ut, delimiter="\t").writerows(rader)
    return ut.getvalue().encode()


@pytest.fixture
def plan(tre):
    return lag_plan(tre.prosjekt, aar=AAR)


def les_inn(plan, innhold, bruker, filnavn="limt.tsv"):
    """Upload, take the columns as they are proposed, and confirm."""
    importen = prosess.last_opp(PLAN, innhold, filnavn, bruker=bruker, kompetanseplan=plan)
    prosess.velg_kolonner(PLAN, importen, importen.kolonner, bruker=bruker)
    importen.refresh_from_db()
    prosess.bekreft(PLAN, importen, bruker=bruker, fingeravtrykk=importen.fingeravtrykk)
    importen.refresh_from_db()
    return importen


def test_the_table_of_the_mbu_case_comes_in_as_the_acceptance_case_says(plan, leder):
    les_inn(plan, som_tsv(MBU), leder)

    forste, andre = plan.tiltak.all()
    assert (forste.antall, [k.belop for k in forste.kostnader.all()]) == (90, [Decimal("93000.00")])
    assert forste.kostnad_tekst == "Kr. 93.000 eks. mva."
    assert forste.beskrivelse.startswith("6 mnd. abonnement på Videocation.\n\nVideocation tilbyr 173 videokurs")
    assert (andre.antall, [k.belop for k in andre.kostnader.all()]) == (None, [Decimal("35000.00")])
    assert "Alle prosjektledere i IKT-tjenester" in andre.maalgruppe


def ord_i(tekster):
    return Counter(ord_ for tekst in tekster for ord_ in re.findall(r"\w+", tekst))


def ord_i_planen(plan):
    """Every word that the plan holds: needs, measures with all their fields, and sections."""
    tekster = [seksjon.tekst for seksjon in plan.seksjoner.all()]
    for behov in plan.behov.all():
        tekster += [behov.navn, behov.beskrivelse]
    for ett in plan.tiltak.all():
        tekster += [ett.navn, ett.beskrivelse, ett.maalgruppe, str(ett.antall or ""), ett.ansvarlig_tekst]
        tekster += [str(ett.ansvarlig or ""), ett.frist_tekst, ett.kostnad_tekst, ett.status_tekst, ett.evaluering]
        tekster += [ett.merknad, ett.get_status_display()]
    return ord_i(tekster)


ROTETE = """<p>Vi skal bli bedre.</p><h3>Helse og mestring</h3>
<table><tr><td>Utfordring</td><td>Opplæring</td><td>Hvem</td><td>Ansv.</td><td>Når</td><td>Pris</td><td>Sted</td></tr>
<tr><td rowspan="2">Sår</td><td>Kurs<br>to dager</td><td>Alle</td><td>Fagleder</td><td>høsten 2027</td>
<td>ca. 10 000 pr. stk.</td><td>Oslo</td></tr>
<tr><td>Hospitering</td><td></td><td></td><td>uke 12–14</td><td>dekkes av egen drift</td><td></td></tr>
<tr><td>Demens</td><td></td><td></td><td></td><td></td><td></td><td></td></tr></table>
<p>Sist endret i mars.</p>"""


def test_no_word_of_the_file_is_lost(plan, leder):
    les_inn(plan, ROTETE.encode(), leder, filnavn="limt.html")

    overskrifter = ord_i(["Utfordring Opplæring Hvem Ansv Når Pris Sted"])
    filen = ord_i(re.sub(r"<[^>]+>", " ", ROTETE).split("\n")) - overskrifter
    assert filen - ord_i_planen(plan) == Counter()
    kurs, hospitering = plan.tiltak.all()
    assert [list(ett.behov.values_list("navn", flat=True)) for ett in (kurs, hospitering)] == [["Sår"], ["Sår"]]
    assert (kurs.frist, kurs.frist_tekst, kurs.kostnader.count()) == (None, "høsten 2027", 0)
    assert (str(hospitering.frist), hospitering.frist_tekst) == ("2027-04-11", "uke 12–14")
    assert list(plan.behov.values_list("navn", flat=True)) == ["Sår", "Demens"]


def test_the_same_file_again_changes_nothing(plan, leder):
    les_inn(plan, som_tsv(MBU), leder)
    les_inn(plan, ROTETE.encode(), leder, filnavn="limt.html")
    foer = (plan.tiltak.count(), plan.behov.count(), plan.seksjoner.count())

    for innhold, navn in ((som_tsv(MBU), "limt.tsv"), (ROTETE.encode(), "limt.html")):
        importen = les_inn(plan, innhold, leder, filnavn=navn)
        assert importen.plan.get("ny", 0) == importen.plan.get("endret", 0) == 0

    assert (plan.tiltak.count(), plan.behov.count(), plan.seksjoner.count()) == foer


def test_two_measures_of_one_name_are_two_also_the_second_time(plan, leder):
    fil = som_tsv([("Tiltak", "Frist"), ("Kurs", "mai"), ("Kurs", "juni")])
    les_inn(plan, fil, leder)
    les_inn(plan, fil, leder)

    assert list(plan.tiltak.values_list("navn", "frist_tekst")) == [("Kurs", "mai"), ("Kurs", "juni")]


def test_a_changed_row_changes_its_measure_and_what_it_is_silent_about_stays(plan, leder):
    les_inn(plan, som_tsv([("Tiltak", "Ansvarlig", "Status"), ("Kurs", "Fagleder", "Planlagt")]), leder)
    Tiltak.objects.update(evaluering="Spør dem.")

    les_inn(plan, som_tsv([("Tiltak", "Ansvarlig", "Status"), ("Kurs", "", "I gang")]), leder)

    assert list(plan.tiltak.values_list("navn", "ansvarlig_tekst", "status", "evaluering")) == [
        ("Kurs", "Fagleder", "i_gang", "Spør dem.")
    ]


def test_an_amount_below_a_heading_in_thousands_stays_in_words(plan, leder):
    les_inn(plan, som_tsv([("Tiltak", "Kostnad i 1000 kr"), ("Kurs", "40")]), leder)

    tiltak = plan.tiltak.get()
    assert (tiltak.kostnader.count(), "40" in tiltak.kostnad_tekst) == (0, True)


def test_the_one_who_has_the_name_is_responsible_and_a_name_that_two_have_stays_in_words(plan, leder, soker, kollega):
    kollega.person.fornavn, kollega.person.etternavn = "Lik", "Lik"
    kollega.person.save()
    soker.person.fornavn, soker.person.etternavn = "Lik", "Lik"
    soker.person.save()
    les_inn(plan, som_tsv([("Tiltak", "Ansvarlig"), ("Kurs", str(leder.person)), ("Fagdag", "Lik Lik")]), leder)

    assert list(plan.tiltak.values_list("ansvarlig", "ansvarlig_tekst")) == [(leder.person_id, ""), (None, "Lik Lik")]


def test_a_plan_that_is_up_for_adoption_takes_nothing_in(plan, leder):
    importen = prosess.last_opp(PLAN, som_tsv(MBU), "limt.tsv", bruker=leder, kompetanseplan=plan)
    prosess.velg_kolonner(PLAN, importen, importen.kolonner, bruker=leder)
    importen.refresh_from_db()
    Kompetanseplan.objects.update(status=Kompetanseplan.Status.TIL_BEHANDLING)

    with pytest.raises(PermissionDenied):
        prosess.bekreft(PLAN, importen, bruker=leder, fingeravtrykk=importen.fingeravtrykk)
    assert plan.tiltak.count() == 0


def test_two_thousand_rows_come_in(plan, leder):
    rader = [("Behov", "Tiltak", "Kostnad"), *((f"Behov {n % 50}", f"Tiltak {n}", f"{n} 000") for n in range(1, 2001))]
    tabell = prosess.les(PLAN, som_tsv(rader), "limt.tsv", plan.kommune).tabell
    kolonner = PLAN.gjenkjenn(tabell.overskrifter, (), plan.kommune)
    importen = Planimport(kompetanseplan=plan, bruker=leder, kolonner=kolonner)

    PLAN.skriv(importen, PLAN.lag_plan(importen, tabell, None), bruker=leder, framdrift=None)

    assert (plan.tiltak.count(), plan.behov.count()) == (2000, 50)


def test_a_leader_pastes_a_table_and_sees_what_it_becomes(client, plan, leder):
    client.force_login(leder)
    svar = client.post(
        reverse("planer:planimport-list"),
        {"kompetanseplan": plan.pk, "limt_inn": "Tiltak\tFrist\nKurs i sår, to dager\t1. mars\n"},
        follow=True,
    )

    assert "Kurs i sår, to dager" in svar.content.decode()
    assert svar.status_code == 200


@pytest.mark.parametrize("data", [{}, {"limt_inn": " \t \n"}, {"limt_inn": "x" * 2_000_001}])
def test_nothing_to_read_is_said(client, plan, leder, data):
    client.force_login(leder)
    svar = client.post(reverse("planer:planimport-list"), {"kompetanseplan": plan.pk, **data})

    assert svar.status_code == 200
    assert Planimport.objects.count() == 0


def test_another_units_plan_takes_nothing_in(client, tre, leder):
    annen = lag_plan(tre.barnehager, aar=AAR)
    client.force_login(leder)
    client.post(reverse("planer:planimport-list"), {"kompetanseplan": annen.pk, "limt_inn": "Tiltak\tFrist\nKurs\tmai"})

    assert Planimport.objects.count() == 0
