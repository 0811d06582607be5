"""One decision: who may make it, from which state, for how much; and that it is made once."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import InternalError, transaction

from kompetanse.felles.models import Hendelse, Jobb
from kompetanse.organisasjon.models import Rollekode
from soknader.models import Postering, Saksteg, Soknad, Vedtak
from soknader.mote import beslutningsmote
from soknader.mote.vedtak import fatt_vedtak
from soknader.ramme.regnskap import regnskap
from soknader.sak import saksgang
from tests.rollebesetning import gi_rolle
from tests.soknader.factories import lag_ramme, lag_satsingsomraade, lag_soknad
from tests.soknader.moter import lag_klar, lag_mote, saker_i, start_mote

Utfall = Vedtak.Utfall
Status = Soknad.Status
PERSONER = [
    "soker",
    "kollega",
    "leder",
    "avdelingsdirektor",
    "hr",
    "hr_leder",
    "etatsdirektor",
    "gruppemedlem",
    "mbu_medlem",
    "tillitsvalgt",
    "systemansvarlig",
    "utenforstaende",
]


@pytest.fixture
def omraade(kommune):
    return lag_satsingsomraade("Digital kompetanse")


@pytest.fixture
def ramme(omraade):
    """60 000 centrally, of which 20 000 is for the area that the applications belong to."""
    return lag_ramme(total=60_000, fordelt=0, oremerket={omraade: 20_000})


@pytest.fixture
def klar(ramme, soker, avdelingsdirektor, hr_leder):
    return lag_klar(soker, avdelingsdirektor, hr_leder)


@pytest.fixture
def motesak(klar, hr, etatsdirektor, gruppemedlem):
    """The case in a meeting in progress."""
    return saker_i(start_mote(lag_mote(hr), hr))[0]


def tatt_ut(soknad):
    return [
        (rad.oremerking and str(rad.oremerking), rad.belop)
        for rad in Postering.objects.filter(soknad=soknad).order_by("pk")
    ]


def test_a_grant_draws_on_the_earmark_first_answers_the_step_and_is_written_down(motesak, hr):
    vedtak = fatt_vedtak(motesak, bruker=hr, utfall=Utfall.INNVILGET)

    soknad = Soknad.objects.get(pk=motesak.soknad_id)
    steg = soknad.steg.get(handling="mote")
    linje = Hendelse.objects.for_objekt(soknad).last()
    assert (soknad.status, soknad.avgjort) == (Status.INNVILGET, vedtak.fattet)
    assert (vedtak.belop, vedtak.rolletekst) == (35_000, "HR-rådgiver, Fjordby kommune")
    assert tatt_ut(soknad) == [("Digital kompetanse", Decimal(20_000)), (None, Decimal(15_000))]
    assert (steg.avgjorelse, steg.avgjort_av) == (Saksteg.Avgjorelse.BESLUTTET, hr)
    assert (linje.handling, linje.utfort_av) == ("soknad.innvilget", hr)
    assert regnskap(motesak.mote.ramme).sum.ledig == 25_000


def test_the_draw_can_be_chosen_otherwise(motesak, hr):
    fatt_vedtak(motesak, bruker=hr, utfall=Utfall.INNVILGET, fordeling=[(None, Decimal(35_000))])

    assert tatt_ut(motesak.soknad) == [(None, Decimal(35_000))]


def test_a_refusal_draws_nothing_and_needs_a_reason(motesak, hr):
    with pytest.raises(ValidationError, match="begrunnelse"):
        fatt_vedtak(motesak, bruker=hr, utfall=Utfall.AVSLAATT, begrunnelse="  ")

    vedtak = fatt_vedtak(motesak, bruker=hr, utfall=Utfall.AVSLAATT, begrunnelse="Er dekket.")

    assert (vedtak.belop, tatt_ut(motesak.soknad)) == (0, [])
    assert Soknad.objects.get(pk=motesak.soknad_id).status == Status.AVSLAATT


@pytest.mark.parametrize("belop", [None, 0, -1, 35_000, 35_001])
def test_a_grant_in_part_is_more_than_nothing_and_less_than_all(motesak, hr, belop):
    with pytest.raises(ValidationError) as feil:
        fatt_vedtak(motesak, bruker=hr, utfall=Utfall.DELVIS, belop=belop, begrunnelse="Halvparten.")

    assert list(feil.value.message_dict) == ["belop"]
    assert not Vedtak.objects.exists()


def test_too_little_money_says_how_much_is_left_where_and_stores_nothing(motesak, hr, ramme):
    ramme.total = 30_000
    ramme.save()

    with pytest.raises(ValidationError) as feil:
        fatt_vedtak(motesak, bruker=hr, utfall=Utfall.INNVILGET)

    assert feil.value.messages == [
        "Det er ikke nok penger igjen til 35\xa0000\xa0kr. Ledig nå: Digital kompetanse 20\xa0000\xa0kr, "
        "Fri del 10\xa0000\xa0kr."
    ]
    assert (Vedtak.objects.count(), Postering.objects.count()) == (0, 0)
    assert Soknad.objects.get(pk=motesak.soknad_id).status == Status.TIL_MOTE


def test_the_same_decision_again_returns_the_first_and_another_one_is_stale(motesak, hr, hr_leder):
    forste = fatt_vedtak(motesak, bruker=hr, utfall=Utfall.INNVILGET)

    igjen = fatt_vedtak(motesak, bruker=hr_leder, utfall=Utfall.INNVILGET)
    with pytest.raises(ValidationError) as feil:
        fatt_vedtak(motesak, bruker=hr, utfall=Utfall.AVSLAATT, begrunnelse="Nei.")

    assert igjen == forste
    assert feil.value.code == "stale"
    assert Postering.objects.count() == 2


def test_the_same_amount_drawn_otherwise_is_another_decision(motesak, hr):
    fatt_vedtak(motesak, bruker=hr, utfall=Utfall.INNVILGET)

    with pytest.raises(ValidationError) as feil:
        fatt_vedtak(motesak, bruker=hr, utfall=Utfall.INNVILGET, fordeling=[(None, Decimal(35_000))])

    assert feil.value.code == "stale"


@pytest.mark.parametrize("navn", PERSONER)
def test_only_hr_writes_down_a_decision(request, motesak, navn):
    bruker = request.getfixturevalue(navn)
    if navn in ("hr", "hr_leder"):
        assert fatt_vedtak(motesak, bruker=bruker, utfall=Utfall.INNVILGET).fattet_av == bruker
    else:
        with pytest.raises(PermissionDenied):
            fatt_vedtak(motesak, bruker=bruker, utfall=Utfall.INNVILGET)
        assert not Vedtak.objects.exists()


@pytest.mark.parametrize("status", [status for status in Status if status != Status.TIL_MOTE])
def test_only_a_case_that_is_ready_can_be_decided(motesak, hr, status):
    Soknad.objects.filter(pk=motesak.soknad_id).update(status=status)

    with pytest.raises(ValidationError) as feil:
        fatt_vedtak(motesak, bruker=hr, utfall=Utfall.INNVILGET)

    assert feil.value.code == "stale"
    assert not Vedtak.objects.exists()


def test_nobody_in_hr_writes_down_the_decision_of_their_own_application(motesak, soker, hr_leder, tre):
    gi_rolle(soker, Rollekode.HR, tre.rot)

    with pytest.raises(PermissionDenied):
        fatt_vedtak(motesak, bruker=soker, utfall=Utfall.INNVILGET)

    vedtak = fatt_vedtak(motesak, bruker=hr_leder, utfall=Utfall.INNVILGET)
    assert vedtak.fattet_av == hr_leder


def test_a_meeting_where_all_present_must_step_aside_decides_nothing(motesak, hr, etatsdirektor, gruppemedlem):
    beslutningsmote.sett_inhabile(motesak, [etatsdirektor.person, gruppemedlem.person], bruker=hr)

    with pytest.raises(ValidationError) as feil:
        fatt_vedtak(motesak, bruker=hr, utfall=Utfall.INNVILGET)

    assert feil.value.code == "ingen_habile"


@pytest.mark.parametrize("start", [True, False])
def test_a_meeting_that_is_not_in_progress_decides_nothing(klar, hr, etatsdirektor, start):
    mote = lag_mote(hr)
    sak = saker_i(mote)[0]
    if start:
        beslutningsmote.avslutt(start_mote(mote, hr), bruker=hr)

    with pytest.raises(ValidationError) as feil:
        fatt_vedtak(sak, bruker=hr, utfall=Utfall.INNVILGET)

    assert feil.value.code == "stale"


def test_the_database_lets_nobody_change_or_remove_a_decision(motesak, hr):
    vedtak = fatt_vedtak(motesak, bruker=hr, utfall=Utfall.INNVILGET)

    for endring in (lambda: Vedtak.objects.filter(pk=vedtak.pk).update(belop=1), vedtak.delete):
        with pytest.raises(InternalError), transaction.atomic():
            endring()


def test_a_refusal_in_the_line_is_a_decision_with_a_letter_in_the_queue(ramme, soker, avdelingsdirektor):
    soknad = saksgang.send_inn(lag_soknad(soker), bruker=soker)

    saksgang.avslaa(soknad, bruker=avdelingsdirektor, kommentar="Dekkes av fordelte midler.")

    vedtak = Vedtak.objects.get(soknad=soknad)
    assert (vedtak.utfall, vedtak.belop, vedtak.begrunnelse) == (Utfall.AVSLAATT, 0, "Dekkes av fordelte midler.")
    assert (vedtak.fattet_av, vedtak.i_rolle) == (avdelingsdirektor, "Avdelingsdirektør, IKT-tjenester")
    assert Jobb.objects.get().navn == f"Vedtaksbrev {soknad.nummer}"
