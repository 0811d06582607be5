"""The lists of other learning platforms: their columns, what is refused with a reason, and the same list twice."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from kartlegging.models import Personkompetanse
from kompetanse.felles.innlesing import prosess
from kompetanse.felles.innlesing.filer import les_tabell
from kurs.ekstern.innlesing import KURS, les_dag, les_timer
from kurs.models import Ekstern, Kjoring, Kursimport, Kursplass, Oppmote
from kurs.oppmote import fullforing
from tests.kartlegging.factories import lag_bevis, lag_kompetanse
from tests.klokke import dag, skrevet
from tests.kurs.factories import lag_kjoring, lag_kurs, lag_plass

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("lager")]
HODE = "Ansattnummer;Kurs;Fullført;Timer"


def importer(hr, *rader):
    importen = prosess.last_opp(KURS, "\n".join(rader).encode(), "fra-moodle.csv", bruker=hr)
    if not Kursimport.objects.get(pk=importen.pk).fingeravtrykk:
        prosess.velg_kolonner(KURS, importen, importen.kolonner, bruker=hr)
    importen.refresh_from_db()
    if importen.linjer.exclude(slag__in=("feil", "uendret")).exists():
        prosess.bekreft(KURS, importen, bruker=hr, fingeravtrykk=importen.fingeravtrykk)
    return [(linje.slag, linje.tekst) for linje in importen.linjer.all()]


def nr(bruker):
    return bruker.person.ansattnummer


def lagret():
    rader = Ekstern.objects.select_related("person").order_by("person__fornavn", "navn")
    return [(rad.person.fornavn, rad.navn, rad.fullfort, rad.timer) for rad in rader]


@pytest.mark.parametrize(
    ("hode", "rad"),
    [
        (HODE, "{nr};Personvern på nett;{dag};1,5"),
        ("Email address,Course full name,Completion date,Time spent", "{epost},Personvern på nett,{iso}T12:00:00,1:30"),
        ("E-post;Kursnavn;Fullført dato;Varighet;Status", "{epost};Personvern på nett;{dag};90 min;Bestått"),
        ("Email;Course;Completed at;Duration;Progress", "{epost};Personvern på nett;{iso} 09:30;1 t 30 min;100 %"),
    ],
)
def test_the_columns_of_learning_platforms_are_known(soker, hr, hode, rad):
    felt = {"nr": nr(soker), "epost": soker.person.epost, "dag": skrevet(-3), "iso": dag(-3).isoformat()}

    svar = importer(hr, hode, rad.format(**felt))

    assert svar == [("ny", "")]
    assert lagret() == [("Siri", "Personvern på nett", dag(-3), Decimal("1.50"))]
    en = Ekstern.objects.get()
    assert (en.stilling, en.kilde, en.registrert_av) == (soker.person.stillinger.get(), "fra-moodle.csv", hr)


def test_the_same_list_twice_gives_nothing_new_and_a_later_one_what_it_adds(soker, hr):
    rad = f"{nr(soker)};Personvern  på nett;{skrevet(-3)};"
    assert importer(hr, HODE, rad) == [("ny", "Uten timer: teller ikke som kompetansedager.")]
    assert importer(hr, HODE, rad) == [("uendret", "")]
    assert importer(hr, HODE, rad.upper()) == [("uendret", "")]

    assert importer(hr, HODE, f"{rad}2") == [("endret", "timer: tomt → 2,00.")]
    assert lagret() == [("Siri", "Personvern på nett", dag(-3), Decimal(2))]


def test_what_cannot_be_stored_is_a_line_with_the_reason(soker, kollega, hr):
    lag_bevis("Førstehjelp")
    kollega.person.stillinger.update(til=dag(-1))
    hode = f"{HODE};Begynte;Status;Kompetanse"

    svar = importer(
        hr,
        hode,
        f"finnes-ikke;Kurs;{skrevet(-3)};1;;;",
        f"{nr(kollega)};Kurs;{skrevet(-3)};1;;;",
        f"{nr(soker)};;{skrevet(-3)};1;;;",
        f"{nr(soker)};Kurs;{skrevet(3)};1;;;",
        f"{nr(soker)};Kurs;{skrevet(-3)};mye;;;",
        f"{nr(soker)};Kurs;{skrevet(-3)};1;{skrevet(-1)};;",
        f"{nr(soker)};Kurs;{skrevet(-3)};1;;Påbegynt;",
        f"{nr(soker)};Kurs;{skrevet(-3)};1;;;Trolldom",
        f"{nr(soker)};Godt kurs;{skrevet(-3)};1;;Fullført;Førstehjelp",
        f"{nr(soker)};Godt kurs;{skrevet(-3)};9;;;",
    )

    assert [slag for slag, _tekst in svar] == ["feil"] * 8 + ["ny", "feil"]
    biter = (
        "Ingen ansatt har",
        "har sluttet",
        "Tom",
        "ikke kommet",
        "Skriv timene",
        "før det begynte",
        "ikke fullført",
    )
    for (_slag, tekst), bit in zip(svar, (*biter, "Trolldom", "", "Det samme står også på linje 10"), strict=True):
        assert bit in tekst
    assert lagret() == [("Siri", "Godt kurs", dag(-3), Decimal(1))]
    rad = Personkompetanse.objects.get(person=soker.person)
    assert (str(rad), rad.tilstand) == ("Førstehjelp", "bekreftet")


def test_of_two_courses_of_the_same_name_it_is_the_one_where_the_person_had_a_place(tre, soker, kollega, hr):
    plasser = []
    for enhet, deltaker in ((tre.ikt, soker), (tre.oppvekst, kollega)):
        kjoring = lag_kjoring(lag_kurs(enhet, "Personvern"), dager=(-3,))
        plasser.append(lag_plass(kjoring, deltaker.person))

    importer(hr, HODE, *(f"{nr(en)};Personvern;{skrevet(-3)};3" for en in (soker, kollega)))

    assert [plass.oppmoter.count() for plass in plasser] == [1, 1]
    assert lagret() == []


def test_the_list_of_a_course_of_ours_is_attendance_and_no_hour_counts_twice(tre, soker, leder, hr):
    kjoring = lag_kjoring(lag_kurs(tre.ikt, "Kurs i personvern"), dager=(-3,))
    lag_plass(kjoring, soker.person)
    rader = [f"{nr(en)};kurs i personvern;{skrevet(-3)};3" for en in (soker, leder)]

    foerst = importer(hr, HODE, *rader)
    assert [slag for slag, _tekst in foerst] == ["ny", "ny"]
    assert foerst[0][1].startswith("Oppmøte på kurset vårt")
    assert foerst[1][1].startswith("Sto ikke på deltakerlisten vår")
    assert [slag for slag, _tekst in importer(hr, HODE, *rader)] == ["uendret", "uendret"]

    assert [(rad.kursplass.person, rad.maate) for rad in Oppmote.objects.all()] == [(soker.person, "import")]
    assert [rad[0] for rad in lagret()] == ["Lars"]


def test_a_list_that_comes_after_the_run_was_completed_completes_those_on_it(tre, soker, hr):
    sar = lag_kompetanse("Sår")
    kjoring = lag_kjoring(lag_kurs(tre.ikt, "Kurs i sår", kompetanser=[(sar, 2)]), dager=(-3,))
    plass = lag_plass(kjoring, soker.person)
    fullforing.fullfor(kjoring, bruker=hr)
    assert Kursplass.objects.get(pk=plass.pk).status == "ikke_fullfort"

    importer(hr, HODE, f"{nr(soker)};Kurs i sår;{skrevet(-3)};3")

    assert Kursplass.objects.get(pk=plass.pk).status == "fullfort"
    assert Personkompetanse.objects.get(person=soker.person).nivaa == 2


def test_a_cancelled_run_is_no_run_of_ours(tre, soker, hr):
    kjoring = lag_kjoring(lag_kurs(tre.ikt, "Kurs i sår"), dager=(-3,), status=Kjoring.Status.AVLYST)
    lag_plass(kjoring, soker.person)

    importer(hr, HODE, f"{nr(soker)};Kurs i sår;{skrevet(-3)};3")

    assert (Oppmote.objects.count(), Ekstern.objects.count()) == (0, 1)


def test_others_import_nothing(leder):
    with pytest.raises(PermissionDenied):
        prosess.last_opp(KURS, b"Ansattnummer;Kurs", "a.csv", bruker=leder)


@pytest.mark.parametrize(
    ("tekst", "ventet"),
    [("7,5", "7.50"), ("1:30", "1.50"), ("90 min", "1.50"), ("1 t 30 min", "1.50"), ("2 hours", "2.00"), ("0", "0.00")],
)
def test_hours_are_read_as_platforms_write_them(tekst, ventet):
    assert str(les_timer(tekst)) == ventet


@pytest.mark.parametrize("tekst", ["mye", "-1", "2001", "NaN", "1e9", "min", "t"])
def test_what_is_no_number_of_hours_is_refused(tekst):
    with pytest.raises(ValidationError):
        les_timer(tekst)


@pytest.mark.parametrize(
    ("tekst", "ventet"),
    [
        ("5.3.2026", dt.date(2026, 3, 5)),
        ("2026-03-05 14:05", dt.date(2026, 3, 5)),
        # Past midnight in Norway.
        ("2026-03-05T23:30:00Z", dt.date(2026, 3, 6)),
    ],
)
def test_a_day_is_the_day_in_norway(tekst, ventet):
    assert les_dag(tekst) == ventet


@pytest.mark.parametrize("antall", [1, 3])
def test_the_plan_asks_as_many_questions_for_one_row_as_for_three(
    tre, soker, kollega, leder, hr, django_assert_num_queries, antall
):
    kjoring = lag_kjoring(lag_kurs(tre.ikt, "Kurs i sår"), dager=(-3,))
    folk = (soker, kollega, leder)[:antall]
    for en in folk:
        lag_plass(kjoring, en.person)
    rader = [f"{nr(en)};Kurs i sår;{skrevet(-3)};3" for en in folk]
    importen = prosess.last_opp(KURS, "\n".join([HODE, *rader]).encode(), "a.csv", bruker=hr)
    tabell = les_tabell(importen)
    with django_assert_num_queries(9):
        KURS.lag_plan(importen, tabell, None)
