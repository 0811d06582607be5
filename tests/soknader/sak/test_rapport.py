"""After the grant: the report, unused money back, and reminders that come once."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from kompetanse.felles.arbeidsdager import paa_arbeidsdag
from kompetanse.felles.models import Hendelse, Varsel
from kompetanse.oversikt.oppgaver import oppgaver_for
from soknader.models import Sluttrapport, Soknad, Soknadsoppsett
from soknader.models.soknad import rapport_ventes
from soknader.ramme import regnskap
from soknader.sak import rapport as etterarbeid
from soknader.sak import saksgang
from tests.klokke import dag
from tests.soknader.factories import lag_ramme, lag_satsingsomraade, lag_soknad
from tests.soknader.moter import lag_klar, vedta

RAPPORT = {"antall_deltakere": 20, "gjennomfort": "En dag med øvelser.", "resultat": "Felles språk."}


@pytest.fixture
def ramme(kommune):
    return lag_ramme(oremerket={lag_satsingsomraade(): 20_000})


@pytest.fixture
def til():
    """Days from today to the last day of the measure, None without dates; a test chooses another by its parameter."""
    return 60


@pytest.fixture
def innvilget(ramme, soker, avdelingsdirektor, hr_leder, hr, til):
    """35 000 kr: 20 000 from the earmark and 15 000 from the free part."""
    slutt = None if til is None else dag(til)
    soknad = lag_klar(soker, avdelingsdirektor, hr_leder)
    Soknad.objects.filter(pk=soknad.pk).update(periode_fra=None, periode_til=slutt)
    vedta(soknad, hr)
    return Soknad.objects.get(pk=soknad.pk)


def test_unused_money_goes_back_to_the_free_part_first(innvilget, ramme, soker):
    rapport = etterarbeid.lever_rapport(innvilget, bruker=soker, faktisk_kostnad=Decimal("30000.50"), **RAPPORT)

    oremerket, fri = regnskap.regnskap(ramme).potter
    assert rapport.tilbakefort == Decimal("4999.50")
    assert (oremerket.tilbakefort, fri.tilbakefort) == (Decimal(0), Decimal("4999.50"))
    assert Hendelse.objects.for_objekt(innvilget).last().handling == "soknad.rapportert"


@pytest.mark.parametrize("kostnad", [Decimal(35_000), Decimal(40_000)])
def test_nothing_goes_back_when_it_cost_as_much_or_more(innvilget, ramme, soker, kostnad):
    rapport = etterarbeid.lever_rapport(innvilget, bruker=soker, faktisk_kostnad=kostnad, **RAPPORT)

    assert rapport.tilbakefort == 0
    assert regnskap.regnskap(ramme).sum.tilbakefort == 0


def test_a_report_sent_twice_counts_once(innvilget, ramme, soker):
    etterarbeid.lever_rapport(innvilget, bruker=soker, faktisk_kostnad=Decimal(30_000), **RAPPORT)

    with pytest.raises(ValidationError):
        etterarbeid.lever_rapport(innvilget, bruker=soker, faktisk_kostnad=Decimal(10_000), **RAPPORT)

    assert Sluttrapport.objects.count() == 1
    assert regnskap.regnskap(ramme).sum.tilbakefort == Decimal(5_000)


@pytest.mark.parametrize("hvem", ["kollega", "avdelingsdirektor", "hr"])
def test_only_the_applicant_reports(innvilget, hvem, request):
    with pytest.raises(PermissionDenied):
        etterarbeid.lever_rapport(
            innvilget, bruker=request.getfixturevalue(hvem), faktisk_kostnad=Decimal(1), **RAPPORT
        )


def test_a_case_without_money_has_no_report(soker, avdelingsdirektor):
    soknad = saksgang.send_inn(lag_soknad(soker), bruker=soker)

    with pytest.raises(PermissionDenied):
        etterarbeid.lever_rapport(soknad, bruker=soker, faktisk_kostnad=Decimal(1), **RAPPORT)


# --- Reminders ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("slutt", "fra"), [(60, 60), (0, 0), (-90, 0), (None, 0)])
def test_the_deadline_is_counted_from_the_end_of_the_measure_or_a_later_decision(innvilget, kommune, slutt, fra):
    oppsett = Soknadsoppsett.objects.get(kommune=kommune)
    innvilget.periode_til = None if slutt is None else dag(slutt)

    assert innvilget.rapportfrist(oppsett.rapportfrist_dager) == paa_arbeidsdag(dag(fra + 30))


@pytest.mark.parametrize(("dager_etter_slutt", "sendt"), [(-400, 0), (0, 0), (1, 1), (23, 1), (31, 1), (400, 1)])
def test_a_reminder_is_sent_when_the_measure_is_over(innvilget, soker, dager_etter_slutt, sendt):
    Varsel.objects.all().delete()

    dagen = innvilget.periode_til + dt.timedelta(days=dager_etter_slutt)
    assert etterarbeid.send_rapportpaaminnelser(dagen) == sendt
    assert list(Varsel.objects.values_list("mottaker", flat=True)) == [soker.pk] * sendt


def test_each_reminder_comes_once_however_often_the_job_runs(innvilget, kommune):
    oppsett = Soknadsoppsett.objects.get(kommune=kommune)
    frist = innvilget.rapportfrist(oppsett.rapportfrist_dager)
    etter_slutt = [(innvilget.periode_til, etter) for etter in (-1, 0, 1, 1)]
    dager = [*etter_slutt, *((frist, etter) for etter in (-8, -7, -7, 0, 1, 1, 60))]

    assert [etterarbeid.send_rapportpaaminnelser(fra + dt.timedelta(days=etter)) for fra, etter in dager] == [
        0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0,
    ]  # fmt: skip


@pytest.mark.parametrize("til", [None])
def test_without_dates_the_report_is_asked_for_at_once(innvilget):
    assert etterarbeid.send_rapportpaaminnelser(dag()) == 1


@pytest.mark.parametrize("til", [None, -1, 0, 1])
def test_the_condition_and_the_method_agree_on_when_the_report_is_due(innvilget, til):
    assert innvilget.skal_rapporteres() is (til in (None, -1))
    assert Soknad.objects.filter(rapport_ventes()).exists() is innvilget.skal_rapporteres()


def test_no_reminder_after_the_report_or_for_a_refused_case(innvilget, soker, avdelingsdirektor):
    etterarbeid.lever_rapport(innvilget, bruker=soker, faktisk_kostnad=Decimal(35_000), **RAPPORT)
    avslaatt = saksgang.send_inn(lag_soknad(soker), bruker=soker)
    saksgang.avslaa(avslaatt, bruker=avdelingsdirektor, kommentar="Ikke prioritert.")

    assert etterarbeid.send_rapportpaaminnelser(dt.date(2090, 1, 1)) == 0


# --- The page ---------------------------------------------------------------------------------------


@pytest.fixture
def side(innvilget, client, soker):
    client.force_login(soker)
    return reverse("soknader:soknad-rapport", args=[innvilget.pk])


def test_the_page_shows_what_goes_back_before_it_is_stored(client, side, innvilget):
    svar = client.post(side, {**RAPPORT, "faktisk_kostnad": "30 000"})

    assert svar.context["tilbake"] == Decimal(5_000)
    assert Sluttrapport.objects.count() == 0

    svar = client.post(side, {**RAPPORT, "faktisk_kostnad": "30 000", "bekreft": "5000.00"})

    assert svar.url == innvilget.get_absolute_url()
    assert Sluttrapport.objects.get().tilbakefort == Decimal(5_000)


def test_the_page_says_where_it_belongs(client, side, innvilget):
    navn, lenke = client.get(side).context["brodsmuler"][-2]

    assert (navn, lenke) == (innvilget.nummer, innvilget.get_absolute_url())


def test_another_amount_than_the_one_shown_is_shown_once_more(client, side):
    client.post(side, {**RAPPORT, "faktisk_kostnad": "3 000", "bekreft": "5000.00"})

    assert Sluttrapport.objects.count() == 0


def test_a_second_delivery_is_told_kindly(client, side, innvilget, soker):
    etterarbeid.lever_rapport(innvilget, bruker=soker, faktisk_kostnad=Decimal(35_000), **RAPPORT)

    assert client.post(side, {**RAPPORT, "faktisk_kostnad": "1"}).url == innvilget.get_absolute_url()
    assert Sluttrapport.objects.get().faktisk_kostnad == Decimal(35_000)


@pytest.mark.parametrize(
    ("felt", "verdi"),
    [
        ("faktisk_kostnad", ""),
        ("faktisk_kostnad", "1e9"),
        ("faktisk_kostnad", "-5"),
        ("faktisk_kostnad", "12,345"),
        ("faktisk_kostnad", "NaN"),
        ("antall_deltakere", "-1"),
        ("antall_deltakere", "tjue"),
        ("antall_deltakere", "99999999999999999999"),
        ("gjennomfort", ""),
        ("gjennomfort", "x" * 100_000),
    ],
)
def test_bad_input_gets_a_message_at_its_field_and_keeps_the_rest(client, side, felt, verdi):
    svar = client.post(side, {**RAPPORT, "faktisk_kostnad": "100", felt: verdi})

    form = svar.context["form"]
    assert list(form.errors) == [felt]
    assert form["resultat"].value() == "Felles språk."
    assert Sluttrapport.objects.count() == 0


@pytest.mark.parametrize(("til", "oppgave"), [(-1, True), (None, True), (0, False), (60, False)])
def test_the_report_is_a_task_when_the_measure_is_over_and_a_quiet_choice_before(
    client, side, innvilget, soker, til, oppgave
):
    svar = client.get(innvilget.get_absolute_url())
    oppgaver = oppgaver_for(soker)

    assert svar.content.decode().count(side) == 1
    assert ("Fortell hvordan det gikk" in svar.content.decode()) is oppgave
    assert ("Tiltaket er ferdig" in svar.content.decode()) is not oppgave
    assert [ett.frist_dato for ett in oppgaver] == [paa_arbeidsdag(dag(30))] * oppgave
    assert client.get(side).context["tidlig"] is not oppgave


def test_who_has_finished_early_may_report_before_the_last_day(client, side, innvilget):
    assert client.post(side, {**RAPPORT, "faktisk_kostnad": "35 000"}).url == innvilget.get_absolute_url()
    assert Sluttrapport.objects.exists()
