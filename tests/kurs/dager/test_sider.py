"""The pages of kompetansedager: what each reader is shown, and what it costs."""

import datetime as dt
from decimal import Decimal

import pymupdf
import pytest
from django.urls import reverse
from django.utils import timezone

from kartlegging.dekning import ferdigtall
from kompetanse.felles.models import Oppslag
from kompetanse.organisasjon.models import Person
from kurs.dager.bilde import AapentBilde, Aaret, Enhetsbilde
from kurs.models import Dagmaal, Ekstern, Kursoppsett, Oppmote
from tests.felles.pdf_sjekk import assert_pdf_is_archivable, pdf_text
from tests.klokke import aar
from tests.kurs.dager.verden import lag_ekstern, lag_laering

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine("2026-11-16T12:00")]


@pytest.fixture
def laering(tre, soker, kollega, leder, utenforstaende):
    """Two days in March and a half in May for those in Prosjektkontoret, one in May for Barnehager."""
    for bruker in (soker, kollega):
        lag_laering(tre.ikt, bruker.person, dt.date(2026, 3, 5), halvdager=2)
    lag_laering(tre.ikt, soker.person, dt.date(2026, 5, 6))
    lag_ekstern(utenforstaende.person, dt.date(2026, 5, 7))


def aapne(klient, bruker, navn, *args, **valg):
    klient.force_login(bruker)
    return klient.get(reverse(f"kurs:{navn}", args=args), valg)


def test_one_sees_ones_own_days_against_the_target(client, laering, soker):
    Dagmaal.objects.create(aar=2026, dager=3)

    side = aapne(client, soker, "dager-mine").content.decode()

    assert "<b>1,5</b>" in side
    assert "av 3 dager i 2026" in side
    assert "Målet tilsier 2,8 dager" in side


def test_the_leader_sees_each_one_in_the_unit_and_the_look_is_noted(client, laering, tre, leder, soker, kollega):
    side = aapne(client, leder, "dager-enhet", tre.prosjekt.pk)

    rader = [(rad.person, rad.tall.dager, rad.tall.sist) for rad in side.context["liste"].rader]
    assert rader == [
        (leder.person, 0, None),
        (kollega.person, Decimal(1), dt.date(2026, 3, 5)),
        (soker.person, Decimal("1.5"), dt.date(2026, 5, 6)),
    ]
    assert set(Oppslag.objects.values_list("person_id", flat=True)) == {soker.person_id, kollega.person_id}


def test_a_unit_is_the_sum_of_its_parts_month_by_month(laering, tre):
    Dagmaal.objects.create(aar=2020, dager=2)

    bilde = Enhetsbilde(tre.rot, Aaret.hittil(2026))

    rader = {rad.navn: (rad.ansatte, rad.dager) for rad in bilde.rader}
    assert rader == {"Oppvekst": (1, Decimal(1)), "Stab": (3, Decimal("2.5"))}
    assert bilde.sum.per_maaned == (0, 0, 2, 0, Decimal("1.5"), 0, 0, 0, 0, 0, 0)
    assert (bilde.sum.ansatte, bilde.sum.maal, bilde.sum.andel) == (4, 8, 43)


def test_the_file_of_all_units_says_the_same_as_the_pages(laering, tre, annen_kommune):
    aaret = Aaret.hittil(2026)

    for enhet, tallene in Enhetsbilde(tre.rot, aaret).alle:
        assert tallene.per_maaned == Enhetsbilde(enhet, aaret).sum.per_maaned
        assert tallene.ansatte == Enhetsbilde(enhet, aaret).sum.ansatte


def test_one_without_names_is_told_nothing_of_fewer_than_five(client, laering, tre, tillitsvalgt, kommune):
    ferdigtall.tell_kommunen(kommune.pk)
    side = aapne(client, tillitsvalgt, "dager-enhet", tre.ikt.pk)

    assert side.context["enheten"].sum is None
    assert not side.context["liste"].rader
    assert "Siri" not in side.content.decode()


def test_one_without_names_is_told_of_five_and_of_no_part_that_leaves_fewer(
    tre, soker, kollega, leder, avdelingsdirektor, tillitsvalgt, systemansvarlig, kommune
):
    lag_laering(tre.ikt, soker.person, dt.date(2026, 3, 5), halvdager=2)
    ferdigtall.tell_kommunen(kommune.pk)

    bilde = AapentBilde(tre.ikt, Aaret.hittil(2026))

    assert (bilde.sum.ansatte, bilde.sum.dager, bilde.rader) == (6, Decimal(1), [])


@pytest.mark.parametrize(
    ("hvem", "navn", "svar"),
    [
        ("soker", "enhet", 403),
        ("soker", "person", 200),
        ("kollega", "person", 404),
        ("leder", "enhet", 200),
        ("leder", "person", 200),
        ("utenforstaende", "enhet", 403),
        ("hr", "enhet", 200),
        ("etatsdirektor", "person", 200),
        ("tillitsvalgt", "enhet", 200),
        ("tillitsvalgt", "person", 404),
    ],
)
def test_names_are_seen_by_oneself_and_the_line_alone(request, client, tre, soker, hvem, navn, svar):
    pk = {"enhet": tre.prosjekt.pk, "person": soker.person_id}[navn]

    assert aapne(client, request.getfixturevalue(hvem), f"dager-{navn}", pk).status_code == svar


def test_a_year_or_a_month_that_cannot_be_read_is_this_one(client, tre, leder):
    for valg in ({"aar": "abc", "maaned": "13"}, {"aar": "99999"}, {"maaned": "-1"}):
        aaret = aapne(client, leder, "dager-enhet", tre.prosjekt.pk, **valg).context["aaret"]
        assert aaret == Aaret(aar(), 11)


def test_a_year_that_has_not_begun_is_empty(client, tre, leder):
    svar = aapne(client, leder, "dager-enhet", tre.prosjekt.pk, aar="2027")

    assert (svar.status_code, svar.context["enheten"].sum.dager) == (200, 0)


@pytest.mark.parametrize("antall", [1, 3])
def test_the_page_of_a_unit_asks_as_often_whatever_the_number(
    client, tre, leder, soker, antall, django_assert_num_queries
):
    for nummer in range(antall):
        lag_laering(tre.ikt, soker.person, dt.date(2026, 3, 5 + nummer))
    Kursoppsett.for_kommunen()
    client.force_login(leder)

    # The frame and the right, 6; the unit, 7; the year's target and settings; the people, 5; the look, 3.
    with django_assert_num_queries(22):
        client.get(reverse("kurs:dager-enhet", args=[tre.prosjekt.pk]))


@pytest.mark.parametrize("antall", [1, 3])
def test_ones_own_page_asks_as_often_whatever_the_number(client, tre, soker, antall, django_assert_num_queries):
    for nummer in range(antall):
        lag_laering(tre.ikt, soker.person, dt.date(2026, 3, 5 + nummer))
    Kursoppsett.for_kommunen()
    client.force_login(soker)

    with django_assert_num_queries(10):
        client.get(reverse("kurs:dager-mine"))


def test_the_report_is_a_paper_of_the_month_and_the_file_has_all_units(client, laering, tre, hr, uten_pdf):
    rapport = aapne(client, hr, "dager-rapport", tre.rot.pk, aar="2026", maaned="4")
    tabell = aapne(client, hr, "dager-tabell", tre.rot.pk, format="csv").content.decode("utf-8-sig")

    assert rapport["Content-Type"] == "application/pdf"
    assert "kompetansedager-2026-04" in rapport["Content-Disposition"]
    assert [linje.split(";")[0] for linje in tabell.splitlines()][:3] == ["Enhet", "Fjordby kommune", "Stab"]


def test_the_paper_holds_the_figures_that_an_independent_calculation_gives(client, tre, soker, kollega, hr):
    Dagmaal.objects.create(aar=2026, dager=2)
    for bruker, naar, halvdager in (
        (soker, dt.date(2026, 1, 8), 1),
        (soker, dt.date(2026, 3, 5), 2),
        (kollega, dt.date(2026, 3, 5), 1),
        (hr, dt.datetime(2026, 4, 30, 23, 30), 3),  # ends in May
        (soker, dt.date(2026, 5, 1), 2),
        (kollega, dt.date(2025, 12, 31), 2),
    ):
        lag_laering(tre.ikt, bruker.person, naar, halvdager=halvdager)
    lag_ekstern(kollega.person, dt.date(2026, 2, 2), timer="11.25")

    pdf = aapne(client, hr, "dager-rapport", tre.rot.pk, aar="2026", maaned="4").content

    rader = {f"{enhet.navn} {regnet_ut(enhet, maaneder=4, maal=2)}" for enhet in (tre.rot, tre.stab, tre.ikt, tre.hr)}
    assert rader - linjene(pdf) == set()
    assert "Fjordby kommune 3 0,5 1,5 1,5 1,5 5,0 1,7 83 %" in rader
    assert "Kompetansedager april 2026" in pdf_text(pdf)
    assert_pdf_is_archivable(pdf)


def regnet_ut(enhet, *, maaneder, maal):
    """The cells of a unit, added up one row of learning at a time."""
    folk = Person.objects.filter(stillinger__enhet__path__startswith=enhet.path).distinct()
    dager = [Decimal(0)] * maaneder
    for en in Oppmote.objects.filter(kursplass__stilling__enhet__path__startswith=enhet.path):
        naar = timezone.localtime(en.samling.start)
        if (naar.year, naar.month) <= (2026, maaneder) and naar.year == 2026:
            dager[naar.month - 1] += en.halvdager / 2
    for en in Ekstern.objects.filter(stilling__enhet__path__startswith=enhet.path):
        dager[en.fullfort.month - 1] += en.timer / Decimal("7.5")
    antall, alle = folk.count(), sum(dager)
    skrevet = [f"{en:.1f}".replace(".", ",") if en else "–" for en in [*dager, alle, alle / antall]]
    return " ".join([str(antall), *skrevet, f"{int(100 * alle / (maal * antall))} %"])


def linjene(pdf):
    """What stands beside each other on the paper, line by line."""
    linjer = []
    with pymupdf.open(stream=pdf, filetype="pdf") as ark:
        for side in ark:
            ordene = sorted(
                ((topp + bunn) / 2, venstre, ord_) for venstre, topp, _h, bunn, ord_, *_ in side.get_text("words")
            )
            # A bold heading of a row stands a hair above its cells.
            for midt, venstre, ord_ in ordene:
                if not linjer or not 0 <= midt - linjer[-1][0] < 4:
                    linjer.append((midt, []))
                linjer[-1][1].append((venstre, ord_))
    return {" ".join(ord_ for _venstre, ord_ in sorted(linje)) for _midt, linje in linjer}
