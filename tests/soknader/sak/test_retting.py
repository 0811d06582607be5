"""A delivered report is corrected: what stood before is kept, and the frame's numbers follow."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import InternalError, transaction
from django.urls import reverse

from kompetanse.felles.models import Hendelse, Varsel
from soknader.models import Postering, Sluttrapport, Soknad, TidligereRapport
from soknader.ramme import regnskap, styring
from soknader.ramme.saker import saker_bak
from soknader.sak import rapport as etterarbeid
from soknader.sak import retting
from tests.soknader.factories import lag_ramme, lag_satsingsomraade, lag_soknad
from tests.soknader.moter import lag_klar, vedta

TEKST = {"antall_deltakere": 20, "gjennomfort": "En dag med øvelser.", "resultat": "Felles språk."}


@pytest.fixture
def ramme(kommune):
    """1 000 000 kr held centrally, of which 20 000 earmarked to the area of the case."""
    return lag_ramme(oremerket={lag_satsingsomraade(): 20_000})


@pytest.fixture
def sak(ramme, soker, avdelingsdirektor, hr_leder, hr):
    """Granted 35 000 kr (20 000 from the earmark); reported 10 000, so 25 000 went back."""
    soknad = lag_klar(soker, avdelingsdirektor, hr_leder)
    vedta(soknad, hr)
    etterarbeid.lever_rapport(soknad, bruker=soker, faktisk_kostnad=Decimal(10_000), **TEKST)
    return Soknad.objects.get(pk=soknad.pk)


def rett(sak, bruker, kostnad, *, grunn="Fakturaen kom senere.", versjon=0, **felt):
    return retting.rett_rapport(
        sak, bruker=bruker, grunn=grunn, versjon=versjon, faktisk_kostnad=Decimal(kostnad), **{**TEKST, **felt}
    )


def tall(ramme):
    """Per pot: granted, used, paid back, and what is left."""
    return [(p.innvilget, p.brukt, p.tilbakefort, p.ledig) for p in regnskap.regnskap(ramme).potter]


def ta_ut_pengene(ramme, soker, *, rest):
    """Grant someone else all of the free part but `rest`."""
    fri = regnskap.regnskap(ramme).fri.ledig
    andres = lag_soknad(soker, satsingsomraade=None)
    regnskap.ta_ut(ramme, soknad=andres, belop=fri - rest, satsingsomraade=None)


# --- The money ------------------------------------------------------------------------------------


@pytest.mark.parametrize("kostnad", ["0", "10000.01", "15000", "19999.99", "22000", "34999.50", "35000", "50000"])
def test_the_frame_stands_as_if_the_right_cost_had_been_reported_at_once(
    ramme, sak, soker, avdelingsdirektor, hr_leder, hr, kostnad
):
    rapport = rett(sak, soker, kostnad)
    rettet = tall(ramme)

    neste = lag_ramme(ramme.aar + 1, oremerket={lag_satsingsomraade(): 20_000})
    soknad = lag_klar(soker, avdelingsdirektor, hr_leder, aar=neste.aar)
    vedta(soknad, hr)
    direkte = etterarbeid.lever_rapport(soknad, bruker=soker, faktisk_kostnad=Decimal(kostnad), **TEKST)

    assert rettet == tall(neste)
    assert rapport.tilbakefort == direkte.tilbakefort


def test_the_granted_sum_is_never_touched(ramme, sak, soker):
    rett(sak, soker, 30_000)
    rett(sak, soker, 12_000, versjon=1)
    rett(sak, soker, 35_000, versjon=2)

    samlet = regnskap.regnskap(ramme).sum
    assert (samlet.innvilget, samlet.brukt, samlet.tilbakefort) == (35_000, 35_000, 0)
    assert Sluttrapport.objects.get().rettelser == 3


def test_the_cases_behind_the_number_paid_back_add_up(ramme, sak, soker):
    rett(sak, soker, 30_000)

    assert [rad.belop for rad in saker_bak(Soknad.objects.all(), ramme, "tilbakefort")] == [5_000]


def test_a_cost_above_the_grant_moves_nothing_more(ramme, sak, soker):
    rett(sak, soker, 40_000)
    foer = Postering.objects.count()

    rett(sak, soker, 60_000, versjon=1)

    assert Postering.objects.count() == foer


def test_money_that_others_have_been_granted_cannot_be_drawn_again(ramme, sak, soker):
    ta_ut_pengene(ramme, soker, rest=4_000)
    foer = tall(ramme)

    with pytest.raises(ValidationError) as feil:
        rett(sak, soker, 35_000)

    assert feil.value.code == "delt_ut"
    assert "Rettelsen trenger 25 000 kr" in feil.value.messages[0].replace("\u00a0", " ")
    assert "Fri del 4 000 kr" in feil.value.messages[0].replace("\u00a0", " ")
    assert tall(ramme) == foer
    assert Sluttrapport.objects.get().faktisk_kostnad == 10_000
    assert not TidligereRapport.objects.exists()


def test_as_much_as_is_left_can_be_drawn_again(ramme, sak, soker):
    ta_ut_pengene(ramme, soker, rest=4_000)

    rett(sak, soker, 14_000)  # the free part was filled first, so the earmark gives first

    assert regnskap.regnskap(ramme).fri.ledig == 4_000


def test_a_year_that_is_carried_over_keeps_its_money_but_not_its_words(ramme, sak, hr, soker):
    styring.overfor_til_neste(ramme, belop=Decimal(100), grunn="Årsavslutning", bruker=hr)

    for kostnad in (9_000, 12_000):
        with pytest.raises(ValidationError) as feil:
            rett(sak, soker, kostnad)
        assert feil.value.code == "gjort_opp"

    assert rett(sak, soker, 10_000, antall_deltakere=22).antall_deltakere == 22


# --- Who, why, and what stood before --------------------------------------------------------------


def test_what_stood_before_is_kept_for_good(sak, soker):
    rett(sak, soker, 12_000, gjennomfort="To dager.", antall_deltakere=22)

    tidligere = TidligereRapport.objects.get(rapport__soknad=sak)
    hendelse = Hendelse.objects.for_objekt(sak).last()
    historie = Sluttrapport.pgh_event_model.objects.order_by("pgh_id").values_list("faktisk_kostnad", flat=True)
    assert (tidligere.rettet_av, tidligere.grunn) == (soker, "Fakturaen kom senere.")
    assert (tidligere.faktisk_kostnad, tidligere.tilbakefort) == (10_000, 25_000)
    assert (tidligere.gjennomfort, tidligere.antall_deltakere) == ("En dag med øvelser.", 20)
    assert (hendelse.handling, hendelse.utfort_av, hendelse.data) == ("soknad.rapport_rettet", soker, {})
    assert list(historie) == [10_000, 12_000]
    for endre in (tidligere.delete, tidligere.save):
        with pytest.raises(InternalError), transaction.atomic():
            endre()


def test_hr_corrects_in_the_role_of_hr_and_the_applicant_is_told(sak, hr, soker):
    Varsel.objects.all().delete()

    rett(sak, hr, 12_000)

    hendelse = Hendelse.objects.for_objekt(sak).last()
    assert (hendelse.utfort_av, hendelse.rolletekst) == (hr, "HR-rådgiver, Fjordby kommune")
    assert Varsel.objects.get().mottaker == soker
    assert Sluttrapport.objects.get().levert_av == soker


def test_the_applicant_is_not_told_about_what_they_did(sak, soker):
    Varsel.objects.all().delete()

    rett(sak, soker, 12_000)

    assert not Varsel.objects.exists()


@pytest.mark.parametrize("hvem", ["kollega", "leder", "avdelingsdirektor", "etatsdirektor", "gruppemedlem"])
def test_others_do_not_correct_the_report(sak, hvem, request):
    with pytest.raises(PermissionDenied):
        rett(sak, request.getfixturevalue(hvem), 12_000)


def test_a_correction_of_an_old_version_is_refused(sak, soker, hr):
    rett(sak, soker, 12_000)

    with pytest.raises(ValidationError) as feil:
        rett(sak, hr, 11_000, versjon=0)

    assert feil.value.code == "stale"
    assert Sluttrapport.objects.get().faktisk_kostnad == 12_000


@pytest.mark.parametrize(
    ("grunn", "kostnad", "melding"),
    [("  ", 12_000, "Skriv hvorfor rapporten rettes."), ("Feil", 10_000, "Du har ikke endret noe i rapporten.")],
)
def test_a_correction_needs_a_reason_and_a_change(sak, soker, grunn, kostnad, melding):
    with pytest.raises(ValidationError) as feil:
        rett(sak, soker, kostnad, grunn=grunn)

    assert feil.value.messages == [melding]


# --- The page -------------------------------------------------------------------------------------


@pytest.fixture
def side(sak, client, soker):
    client.force_login(soker)
    return reverse("soknader:soknad-rapport-rett", args=[sak.pk])


SVAR = {**TEKST, "faktisk_kostnad": "12 000", "grunn": "Fakturaen kom senere.", "versjon": "0"}


def test_the_page_starts_with_the_report_and_shows_the_money_before_it_moves(client, side, sak):
    assert client.get(side).context["form"]["gjennomfort"].value() == "En dag med øvelser."

    svar = client.post(side, SVAR)

    assert svar.context["endring"] == -2_000
    assert Sluttrapport.objects.get().faktisk_kostnad == 10_000

    svar = client.post(side, {**SVAR, "bekreft": "-2000.00"})

    assert svar.url == sak.get_absolute_url()
    assert Sluttrapport.objects.get().faktisk_kostnad == 12_000


def test_a_change_of_words_alone_is_stored_at_once(client, side, sak):
    assert client.post(side, {**SVAR, "faktisk_kostnad": "10 000", "antall_deltakere": "21"}).status_code == 302
    assert Sluttrapport.objects.get().antall_deltakere == 21


def test_the_case_page_shows_the_report_as_it_is_and_as_it_was(client, side, sak):
    client.post(side, {**SVAR, "bekreft": "-2000.00", "gjennomfort": "To dager."})

    html = client.get(sak.get_absolute_url()).content.decode()

    assert html.count("To dager.") == 1
    assert html.count("En dag med øvelser.") == 1
    assert "Fakturaen kom senere." in html
    assert "trukket igjen da rapporten ble rettet" in html
    assert side in html


def test_what_is_refused_is_said_and_nothing_typed_is_lost(client, side, sak, ramme, soker):
    ta_ut_pengene(ramme, soker, rest=0)

    svar = client.post(side, {**SVAR, "faktisk_kostnad": "35 000", "bekreft": "-25000.00"})

    assert "siden delt ut til andre" in svar.context["form"].non_field_errors()[0]
    assert svar.context["form"]["grunn"].value() == "Fakturaen kom senere."


@pytest.mark.parametrize("versjon", ["7", "-1", "", "x"])
def test_an_odd_version_changes_nothing(client, side, versjon):
    client.post(side, {**SVAR, "versjon": versjon, "bekreft": "-2000.00"})

    assert Sluttrapport.objects.get().faktisk_kostnad == 10_000


def test_a_case_without_a_report_has_nothing_to_correct(client, ramme, soker, avdelingsdirektor, hr_leder, hr):
    soknad = lag_klar(soker, avdelingsdirektor, hr_leder)
    vedta(soknad, hr)
    client.force_login(soker)

    assert client.get(reverse("soknader:soknad-rapport-rett", args=[soknad.pk])).status_code == 403
