"""The yearly meeting with the unions: its ground, who is told, the minutes, and what never changes."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from kartlegging.models import Kategorikilde, Stillingskategori
from kompetanse.felles.models import Varsel
from kompetanse.felles.oppgaver import oppgavene
from kompetanse.felles.samskriving import Endring
from kompetanse.organisasjon.models import Person, Stilling
from planer.aarsmote import grunnlag, moter
from planer.aarsmote.bilde import tabell
from planer.aarsmote.documents import GRUNNLAG, PROTOKOLL
from planer.aarsmote.oppgaver import slag_for
from planer.models import Drofting
from planer.vedtak.drofting import Partsvar
from tests.planer.factories import lag_behov, lag_plan, lag_tiltak

pytestmark = pytest.mark.usefixtures("uten_pdf")

DAG = dt.date(2026, 6, 10)
TELLEDAG = dt.date(2025, 12, 1)


def lag_kategori(navn, kode):
    kategori = Stillingskategori.objects.create(navn=navn)
    Kategorikilde.objects.create(kategori=kategori, stillingskode=kode)
    return kategori


def ansett(enhet, kode, antall, *, fra=dt.date(2015, 1, 1), til=None, prosent=100):
    nummer = Person.objects.count()
    folk = Person.objects.bulk_create(
        Person(ansattnummer=f"x{nummer + nr}", fornavn=f"Nr {nummer + nr}") for nr in range(antall)
    )
    Stilling.objects.bulk_create(
        Stilling(person=en, enhet=enhet, stillingskode=kode, tittel="Stilling", fra=fra, til=til, prosent=prosent)
        for en in folk
    )


@pytest.fixture
def sykepleier(tre):
    """Sixty nurses; six left in the year and two the year before, and eight are new."""
    kategori = lag_kategori("Sykepleier", "7174")
    ansett(tre.prosjekt, "7174", 46, prosent=75)
    ansett(tre.prosjekt, "7174", 6, til=dt.date(2025, 5, 1))
    ansett(tre.prosjekt, "7174", 2, til=dt.date(2022, 5, 1))
    ansett(tre.prosjekt, "7174", 8, fra=dt.date(2025, 3, 1))
    return kategori


def linjen(navn):
    return next(ett for ett in grunnlag.lag(DAG).linjer if ett.navn == navn)


def test_the_ground_counts_people_and_what_happened_in_the_year(sykepleier):
    linje = linjen("Sykepleier")

    assert grunnlag.telledag(DAG) == TELLEDAG
    assert (linje.ansatte, linje.aarsverk) == (54, Decimal("42.5"))
    assert (linje.sluttet, linje.byttet, linje.nye) == (6, 0, 8)
    # 52 in each of the last three years (in the first two more before that the data are not known): six left.
    assert (linje.turnover, linje.turnover_fra) == (Decimal("3.8"), dt.date(2022, 12, 1))
    assert (linje.landet, linje.landet_eget) == (Decimal("13.9"), True)


def test_a_group_that_is_too_small_is_few_to_those_who_may_not_see_names(sykepleier, tre):
    lag_kategori("Jordmor", "7000")
    ansett(tre.prosjekt, "7000", 3)
    bilde = grunnlag.lag(DAG)

    vist = {rad.navn: rad for rad in tabell(bilde, med_navn=False).rader}
    for_hr = {rad.navn: rad for rad in tabell(bilde, med_navn=True).rader}
    assert vist["Jordmor"].ansatte == vist["Jordmor"].aarsverk == ("få", True)
    assert for_hr["Jordmor"].ansatte == ("3", False)
    assert vist["Sykepleier"].sluttet == ("6", False)
    assert vist["Sykepleier"].byttet == ("få", True)


def test_what_the_data_cannot_tell_is_unknown_and_never_zero(tre):
    lag_kategori("Sykepleier", "7174")
    ansett(tre.prosjekt, "7174", 20)
    bilde = grunnlag.lag(DAG)

    rad = tabell(bilde, med_navn=True).rader[0]
    assert not bilde.er_kjent
    assert (rad.sluttet, rad.nye) == (("ukjent", True), ("ukjent", True))
    assert rad.egen == ("for lite å regne av", True)


def test_critical_needs_of_plans_that_can_be_read_stand_with_their_open_measures(sykepleier, tre):
    plan = lag_plan(tre.prosjekt, aar=2026, status="vedtatt", gjelder_fra=DAG)
    behov = lag_behov(plan, "Kan sårbehandling", kategori=sykepleier, kritisk=True, har=1, trenger=3)
    lag_behov(plan, "Ikke kritisk", kategori=sykepleier)
    lag_behov(plan, "Dekket", kategori=sykepleier, kritisk=True, har=3, trenger=3)
    lag_behov(lag_plan(tre.ikt, aar=2026), "I et utkast", kategori=sykepleier, kritisk=True)
    lag_tiltak(plan, "Kurs", behov=[behov])
    lag_tiltak(plan, "Gjort", behov=[behov], status="ferdig")
    lag_tiltak(plan, "Rekruttere").kategorier.add(sykepleier)

    linje = linjen("Sykepleier")
    assert [(ett.navn, ett.enhet, ett.tiltak) for ett in linje.behov] == [
        ("Kan sårbehandling", "Prosjektkontoret", ("Kurs",))
    ]
    assert linje.tiltak == ("Rekruttere, Prosjektkontoret",)


# --- The meeting ------------------------------------------------------------------------------------


@pytest.fixture
def mote(sykepleier, hr, tillitsvalgt):
    return moter.kall_inn(
        bruker=hr, mote=timezone.localdate(), roller=moter.representanter(hr.kommune_id), andre=["NSF"]
    )


def svar(mote):
    return [Partsvar(part.pk, part.part, part.hvem, True, "Bra") for part in mote.parter.all()]


def test_the_parties_are_told_and_get_a_task_until_they_have_said_what_they_mean(mote, tillitsvalgt):
    assert [part.part for part in mote.parter.all()] == ["Tillitsvalgt, Tor Test", "NSF"]
    assert [varsel.mottaker for varsel in Varsel.objects.all()] == [tillitsvalgt]
    assert [oppgave.url for oppgave in oppgavene(slag_for(tillitsvalgt))] == [mote.get_absolute_url()]
    assert GRUNNLAG.finn(mote) is not None
    assert [ett.kategori for ett in mote.punkter.all()][:2] == ["Alle stillingskategorier", "Sykepleier"]


def test_there_is_one_meeting_a_year_until_it_is_called_off(mote, hr):
    igjen = {"bruker": hr, "mote": timezone.localdate(), "andre": ["NSF"]}
    with pytest.raises(ValidationError, match="allerede kalt inn"):
        moter.kall_inn(**igjen)

    moter.avlys(mote, bruker=hr)
    assert moter.kall_inn(**igjen).pk != mote.pk


def test_the_minutes_are_written_per_category_and_frozen_when_the_meeting_is_closed(mote, hr, tillitsvalgt):
    punkt = mote.punkter.get(kategori="Sykepleier")
    navn = moter.feltnavn(punkt, "enige")
    assert moter.skriv(mote, Endring({navn: "Vi lyser ut fire faste stillinger."}), bruker=hr) == []
    moter.avslutt(mote, bruker=hr, dato=timezone.localdate(), utfall="enige", parter=svar(mote))

    assert PROTOKOLL.finn(mote) is not None
    assert oppgavene(slag_for(tillitsvalgt)) == []
    for endring in (
        lambda: Drofting.objects.filter(pk=mote.pk).update(svar="Noe annet"),
        lambda: mote.punkter.update(enige="Noe annet"),
        lambda: mote.punkter.all().delete(),
        lambda: mote.parter.update(syn="Noe annet"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            endring()
    with pytest.raises(ValidationError) as feil:
        moter.skriv(mote, Endring({navn: "For sent"}), bruker=hr)
    assert feil.value.code == "stale"


def test_two_who_write_of_one_category_are_told_and_the_first_stands(mote, hr):
    punkt = mote.punkter.first()
    navn = moter.feltnavn(punkt, "sagt")
    moter.skriv(mote, Endring({navn: "Den første"}), bruker=hr)

    # What the second page showed was an empty field.
    from kompetanse.felles.samskriving import avtrykk

    (uenig,) = moter.skriv(mote, Endring({navn: "Den andre"}, avtrykk({navn: ""})), bruker=hr)
    assert list(uenig.error_dict) == [navn]
    punkt.refresh_from_db()
    assert punkt.sagt == "Den første"


@pytest.mark.parametrize("hvem", ["tillitsvalgt", "avdelingsdirektor", "hr_enhet", "etatsdirektor"])
def test_nobody_but_hr_calls_in_writes_or_closes(mote, hvem, request):
    bruker = request.getfixturevalue(hvem)
    for verb in (
        lambda: moter.kall_inn(bruker=bruker, mote=timezone.localdate(), andre=["NSF"]),
        lambda: moter.skriv(mote, Endring({}), bruker=bruker),
        lambda: moter.avlys(mote, bruker=bruker),
        lambda: moter.avslutt(mote, bruker=bruker, dato=timezone.localdate(), utfall="enige", parter=svar(mote)),
    ):
        with pytest.raises(PermissionDenied):
            verb()


@pytest.mark.parametrize(
    ("hvem", "side", "status"),
    [
        ("tillitsvalgt", "detail", 200),
        ("tillitsvalgt", "grunnlag", 200),
        ("tillitsvalgt", "protokoll", 404),
        ("tillitsvalgt", "edit", 403),
        ("hr", "protokoll", 200),
        ("hr", "edit", 200),
        ("hr", "syn", 403),
        ("etatsdirektor", "detail", 200),
        ("leder", "detail", 403),
    ],
)
def test_who_opens_what_while_the_meeting_is_called_in(mote, client, request, hvem, side, status):
    client.force_login(request.getfixturevalue(hvem))

    assert client.get(reverse(f"planer:aarsmote-{side}", args=[mote.pk])).status_code == status


def test_the_party_of_one_person_says_what_it_means_on_the_page(mote, client, tillitsvalgt):
    client.force_login(tillitsvalgt)
    response = client.post(reverse("planer:aarsmote-syn", args=[mote.pk]), {"syn": "For få faste stillinger."})

    assert response.status_code == 302
    assert mote.parter.get(person=tillitsvalgt.person).syn == "For få faste stillinger."


def test_the_representative_reads_few_where_hr_reads_the_figure(mote, client, tillitsvalgt, hr):
    adresse = mote.get_absolute_url()
    sett = {}
    for bruker in (tillitsvalgt, hr):
        client.force_login(bruker)
        sett[bruker] = {rad.navn: rad.byttet for rad in client.get(adresse).context["tabell"].rader}["Sykepleier"]

    assert sett == {tillitsvalgt: ("få", True), hr: ("0", False)}
