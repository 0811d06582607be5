"""One decision: who may make it, from which state, for how much; and that it is made once."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, InternalError, transaction

from kompetanse.felles.models import Hendelse, Jobb
from kompetanse.organisasjon.models import Rollekode
from soknader.mbu.rader import avgjorte_uten_sak
from soknader.models import Motesak, Postering, Saksteg, Soknad, TidligereVedtak, Vedtak
from soknader.mote import beslutningsmote, oppmote
from soknader.mote.vedtak import angre_vedtak, fatt_vedtak
from soknader.ramme.regnskap import regnskap
from soknader.ramme.saker import saker_bak
from soknader.sak import saksgang
from soknader.sak.rapport import lever_rapport
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


def test_a_grant_draws_on_the_earmark_first_and_is_written_down(motesak, hr):
    vedtak = fatt_vedtak(motesak, bruker=hr, utfall=Utfall.INNVILGET)

    linje = Hendelse.objects.for_objekt(motesak.soknad).last()
    assert (vedtak.belop, vedtak.rolletekst) == (35_000, "HR-rådgiver, Fjordby kommune")
    assert tatt_ut(motesak.soknad) == [("Digital kompetanse", Decimal(20_000)), (None, Decimal(15_000))]
    assert (linje.handling, linje.utfort_av) == ("soknad.innvilget", hr)
    assert regnskap(motesak.mote.ramme).sum.ledig == 25_000


def test_a_decision_is_carried_into_its_case_when_the_meeting_closes(motesak, hr, hr_leder, soker):
    vedtak = fatt_vedtak(motesak, bruker=hr, utfall=Utfall.INNVILGET)
    soknad = Soknad.objects.get(pk=motesak.soknad_id)
    assert (soknad.status, soknad.mangler_rapport(), list(avgjorte_uten_sak(soknad.kommune_id))) == (
        Status.TIL_MOTE,
        False,
        [],
    )

    beslutningsmote.avslutt(motesak.mote, bruker=hr_leder)

    soknad.refresh_from_db()
    steg = soknad.steg.get(handling="mote")
    assert (soknad.status, soknad.avgjort) == (Status.INNVILGET, vedtak.fattet)
    assert (steg.avgjorelse, steg.avgjort_av, steg.i_rolle) == (
        Saksteg.Avgjorelse.BESLUTTET,
        hr,
        "HR-rådgiver, Fjordby kommune",
    )
    assert soknad.current_step().handling == "orientering"
    assert list(avgjorte_uten_sak(soknad.kommune_id)) == [soknad]


def test_what_is_decided_in_a_meeting_is_not_counted_as_asked_for_too(motesak, hr):
    assert regnskap(motesak.mote.ramme).sum.omsokt == 35_000

    fatt_vedtak(motesak, bruker=hr, utfall=Utfall.DELVIS, belop=Decimal(10_000), begrunnelse="Én samling.")

    summen = regnskap(motesak.mote.ramme).sum
    assert (summen.omsokt, summen.antall_omsokt, summen.innvilget) == (0, 0, 10_000)


def test_the_draw_can_be_chosen_otherwise(motesak, hr):
    fatt_vedtak(motesak, bruker=hr, utfall=Utfall.INNVILGET, fordeling=[(None, Decimal(35_000))])

    assert tatt_ut(motesak.soknad) == [(None, Decimal(35_000))]


def test_a_refusal_draws_nothing_and_needs_a_reason(motesak, hr):
    with pytest.raises(ValidationError, match="begrunnelse"):
        fatt_vedtak(motesak, bruker=hr, utfall=Utfall.AVSLAATT, begrunnelse="  ")

    vedtak = fatt_vedtak(motesak, bruker=hr, utfall=Utfall.AVSLAATT, begrunnelse="Er dekket.")

    assert (vedtak.belop, tatt_ut(motesak.soknad)) == (0, [])


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


# --- Undone ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("utfall", "belop", "resultat"),
    [
        (Utfall.INNVILGET, None, "Innvilget 35\xa0000\xa0kr"),
        (Utfall.DELVIS, Decimal(30_000), "Delvis innvilget 30\xa0000\xa0kr"),
        (Utfall.AVSLAATT, None, "Avslått"),
    ],
)
def test_an_undone_decision_frees_its_money_waits_again_and_is_kept(
    motesak, hr, hr_leder, ramme, utfall, belop, resultat
):
    vedtak = fatt_vedtak(motesak, bruker=hr, utfall=utfall, belop=belop, begrunnelse="Slik ble det.")

    angre_vedtak(motesak, bruker=hr_leder, vedtak=vedtak.pk)

    tidligere, linje = TidligereVedtak.objects.get(), Hendelse.objects.for_objekt(motesak.soknad).last()
    assert not Vedtak.objects.exists()
    assert [(pott.ledig, pott.innvilget) for pott in regnskap(ramme).potter] == [(20_000, 0), (40_000, 0)]
    assert (tidligere.motesak, tidligere.resultat, tidligere.begrunnelse) == (motesak, resultat, "Slik ble det.")
    assert (tidligere.fattet_av, tidligere.fattet, tidligere.angret_av) == (hr, vedtak.fattet, hr_leder)
    assert (linje.handling, linje.utfort_av, linje.kommentar) == ("soknad.vedtak_angret", hr_leder, resultat)


def test_a_case_is_decided_anew_and_the_frame_follows_from_pot_to_pot(motesak, hr, ramme):
    forste = fatt_vedtak(motesak, bruker=hr, utfall=Utfall.INNVILGET)
    angre_vedtak(motesak, bruker=hr, vedtak=forste.pk)

    fatt_vedtak(motesak, bruker=hr, utfall=Utfall.DELVIS, belop=Decimal(25_000), begrunnelse="Én samling.")
    beslutningsmote.avslutt(motesak.mote, bruker=hr)

    soknad = Soknad.objects.get(pk=motesak.soknad_id)
    assert (soknad.status, soknad.vedtak.belop) == (Status.DELVIS, 25_000)
    assert [(pott.navn, pott.innvilget) for pott in regnskap(ramme).potter] == [
        ("Digital kompetanse", 20_000),
        ("Fri del", 5_000),
    ]
    assert [(sak.pk, sak.belop) for sak in saker_bak(Soknad.objects.all(), ramme, "innvilget")] == [(soknad.pk, 25_000)]
    assert list(Hendelse.objects.for_objekt(soknad).values_list("handling", flat=True))[-3:] == [
        "soknad.innvilget",
        "soknad.vedtak_angret",
        "soknad.delvis",
    ]


def test_what_is_not_used_goes_back_to_the_pots_of_the_decision_that_stands(motesak, hr, soker, ramme):
    forste = fatt_vedtak(motesak, bruker=hr, utfall=Utfall.INNVILGET, fordeling=[(None, Decimal(35_000))])
    angre_vedtak(motesak, bruker=hr, vedtak=forste.pk)
    fatt_vedtak(motesak, bruker=hr, utfall=Utfall.INNVILGET)
    beslutningsmote.avslutt(motesak.mote, bruker=hr)

    soknad = Soknad.objects.get(pk=motesak.soknad_id)
    lever_rapport(soknad, bruker=soker, faktisk_kostnad=Decimal(18_000), antall_deltakere=3, gjennomfort="Ja.")

    assert [(pott.innvilget, pott.tilbakefort) for pott in regnskap(ramme).potter] == [
        (20_000, 2_000),
        (15_000, 15_000),
    ]


def test_an_undone_decision_can_be_postponed(motesak, hr):
    vedtak = fatt_vedtak(motesak, bruker=hr, utfall=Utfall.INNVILGET)
    angre_vedtak(motesak, bruker=hr, vedtak=vedtak.pk)

    beslutningsmote.utsett(motesak, bruker=hr, grunn="Vi venter på prisen.")

    motesak.refresh_from_db()
    assert (motesak.utsatt, motesak.utsatt_grunn) == (True, "Vi venter på prisen.")


def test_only_the_decision_that_the_page_showed_is_undone(motesak, hr):
    forste = fatt_vedtak(motesak, bruker=hr, utfall=Utfall.INNVILGET)
    angre_vedtak(motesak, bruker=hr, vedtak=forste.pk)
    nytt = fatt_vedtak(motesak, bruker=hr, utfall=Utfall.INNVILGET)

    with pytest.raises(ValidationError) as feil:
        angre_vedtak(motesak, bruker=hr, vedtak=forste.pk)

    assert feil.value.code == "stale"
    assert list(Vedtak.objects.all()) == [nytt]


@pytest.mark.parametrize("navn", PERSONER)
def test_only_hr_undoes_a_decision(request, motesak, hr, navn):
    vedtak, bruker = fatt_vedtak(motesak, bruker=hr, utfall=Utfall.INNVILGET), request.getfixturevalue(navn)
    if navn in ("hr", "hr_leder"):
        angre_vedtak(motesak, bruker=bruker, vedtak=vedtak.pk)
    else:
        with pytest.raises(PermissionDenied):
            angre_vedtak(motesak, bruker=bruker, vedtak=vedtak.pk)
    assert Vedtak.objects.exists() is (navn not in ("hr", "hr_leder"))


def test_nobody_in_hr_undoes_the_decision_of_their_own_application_or_one_where_they_step_aside(
    motesak, soker, hr, hr_leder, tre
):
    for bruker in (soker, hr_leder):
        gi_rolle(bruker, Rollekode.HR, tre.rot)
    gi_rolle(hr_leder, Rollekode.ETATSLEDERGRUPPE, tre.rot)
    oppmote.kall_inn_paa_nytt(motesak.mote, bruker=hr)
    beslutningsmote.sett_inhabile(motesak, [hr_leder.person], bruker=hr)
    vedtak = fatt_vedtak(motesak, bruker=hr, utfall=Utfall.INNVILGET)

    with pytest.raises(PermissionDenied):
        angre_vedtak(motesak, bruker=soker, vedtak=vedtak.pk)
    with pytest.raises(ValidationError) as feil:
        angre_vedtak(motesak, bruker=hr_leder, vedtak=vedtak.pk)

    assert feil.value.code == "inhabil"
    assert Vedtak.objects.get() == vedtak


def test_nothing_is_undone_after_the_close(motesak, hr):
    vedtak = fatt_vedtak(motesak, bruker=hr, utfall=Utfall.INNVILGET)
    beslutningsmote.avslutt(motesak.mote, bruker=hr)

    with pytest.raises(ValidationError) as feil:
        angre_vedtak(motesak, bruker=hr, vedtak=vedtak.pk)

    assert feil.value.code == "stale"
    assert Vedtak.objects.get() == vedtak


def test_the_database_lets_nobody_change_a_decision_or_remove_one_that_stands(
    motesak, hr, soker, avdelingsdirektor, hr_leder
):
    vedtak = fatt_vedtak(motesak, bruker=hr, utfall=Utfall.INNVILGET)
    i_linjen = saksgang.send_inn(lag_soknad(soker), bruker=soker)
    i_linjen = saksgang.avslaa(i_linjen, bruker=avdelingsdirektor, kommentar="Dekkes av fordelte midler.").vedtak
    beslutningsmote.avslutt(motesak.mote, bruker=hr)
    lag_klar(soker, avdelingsdirektor, hr_leder)
    annen = start_mote(lag_mote(hr), hr)

    for endring in (
        lambda: Vedtak.objects.filter(pk=vedtak.pk).update(belop=1),
        lambda: Vedtak.objects.filter(pk=vedtak.pk).update(motesak=saker_i(annen)[0]),
        lambda: Motesak.objects.filter(pk=motesak.pk).update(mote=annen),
        lambda: Vedtak.objects.get(pk=vedtak.pk).delete(),
        lambda: Vedtak.objects.get(pk=i_linjen.pk).delete(),
    ):
        with pytest.raises((InternalError, IntegrityError)), transaction.atomic():
            endring()


def test_a_refusal_in_the_line_is_a_decision_with_a_letter_in_the_queue(ramme, soker, avdelingsdirektor):
    soknad = saksgang.send_inn(lag_soknad(soker), bruker=soker)

    saksgang.avslaa(soknad, bruker=avdelingsdirektor, kommentar="Dekkes av fordelte midler.")

    vedtak = Vedtak.objects.get(soknad=soknad)
    assert (vedtak.utfall, vedtak.belop, vedtak.begrunnelse) == (Utfall.AVSLAATT, 0, "Dekkes av fordelte midler.")
    assert (vedtak.fattet_av, vedtak.i_rolle) == (avdelingsdirektor, "Avdelingsdirektør, IKT-tjenester")
    assert Jobb.objects.get().navn == f"Vedtaksbrev {soknad.nummer}"
