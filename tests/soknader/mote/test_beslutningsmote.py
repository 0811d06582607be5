"""The meeting from the call to the close: who is called, the agenda, who steps aside, and what never changes."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, InternalError, transaction

from kompetanse.felles import dokumenter as felles_dokumenter
from kompetanse.felles.models import Dokument, Hendelse, Jobb, Varsel
from kompetanse.organisasjon.models import Rollekode
from soknader.models import Mote, Motedeltaker, Motesak, Soknad, Vedtak
from soknader.mote import beslutningsmote, dokumenter, oppmote
from soknader.mote.vedtak import fatt_vedtak
from soknader.sak import saksgang
from tests.klokke import aar
from tests.rollebesetning import gi_rolle, gi_stedfortreder, lag_bruker
from tests.soknader.factories import lag_ramme, lag_soknad
from tests.soknader.moter import lag_klar, lag_mote, saker_i, start_mote

Status = Soknad.Status
Utfall = Vedtak.Utfall
STALE = "stale"


@pytest.fixture
def gruppen(etatsdirektor, gruppemedlem):
    """Eva leads, Gro is a member."""
    return [etatsdirektor, gruppemedlem]


@pytest.fixture
def klare(gruppen, soker, avdelingsdirektor, hr_leder):
    lag_ramme()
    return [lag_klar(soker, avdelingsdirektor, hr_leder, tittel=tittel) for tittel in ("Første", "Andre", "Tredje")]


@pytest.fixture
def planlagt(klare, hr):
    return lag_mote(hr)


@pytest.fixture
def i_gang(planlagt, hr):
    return start_mote(planlagt, hr)


def titler(mote):
    return [(sak.rekkefolge, sak.soknad.tittel) for sak in saker_i(mote)]


def handlinger(objekt):
    return list(Hendelse.objects.for_objekt(objekt).values_list("handling", flat=True))


# --- The call -------------------------------------------------------------------------------------


def test_a_new_meeting_calls_the_group_and_proposes_all_ready_cases_in_the_order_they_came(planlagt, gruppen, hr):
    assert planlagt.tittel == f"Etatsledergruppen 9. desember {aar()}"
    assert {deltaker.person for deltaker in planlagt.deltakere.all()} == {bruker.person for bruker in gruppen}
    assert planlagt.moteleder == gruppen[0].person
    assert titler(planlagt) == [(1, "Første"), (2, "Andre"), (3, "Tredje")]
    assert handlinger(planlagt) == ["mote.opprettet"]


def test_a_deputy_is_called_in_place_of_the_holder(klare, hr, tre, etatsdirektor, kollega):
    rolle = gi_rolle(lag_bruker("Vera", tre.oppvekst), Rollekode.ETATSLEDERGRUPPE, tre.rot)
    gi_stedfortreder(rolle, kollega)

    mote = lag_mote(hr)

    kalt = {deltaker.person.fornavn: (deltaker.i_rolle, deltaker.til_stede) for deltaker in mote.deltakere.all()}
    assert kalt == {
        "Eva": ("Etatsdirektør, Fjordby kommune", True),
        "Gro": ("Sektorleder, Oppvekst", True),
        "Vera": ("Rådgiver, Oppvekst", False),
        "Kari": ("stedfortreder for Vera Test", True),
    }


def test_someone_who_gets_the_role_afterwards_can_be_called(planlagt, hr, tre):
    ny = lag_bruker("Nina", tre.stab)
    gi_rolle(ny, Rollekode.ETATSLEDERGRUPPE, tre.rot)

    oppmote.kall_inn_paa_nytt(planlagt, bruker=hr)

    assert planlagt.deltakere.filter(person=ny.person).exists()
    assert planlagt.deltakere.count() == 3


def test_a_meeting_takes_only_cases_of_its_own_year(klare, hr):
    neste = lag_mote(hr, ramme=lag_ramme(aar(1)))

    assert titler(neste) == []


def test_a_title_made_from_the_date_follows_the_date_and_one_that_was_written_stays(planlagt, hr):
    mote = beslutningsmote.endre(planlagt, bruker=hr, dato=dt.date(aar(), 12, 16), tittel=planlagt.tittel)
    assert mote.tittel == f"Etatsledergruppen 16. desember {aar()}"

    mote = beslutningsmote.endre(mote, bruker=hr, dato=mote.dato, tittel="Ekstra møte")
    assert beslutningsmote.endre(mote, bruker=hr, dato=dt.date(aar(), 12, 20)).tittel == "Ekstra møte"


def test_a_cancelled_meeting_gives_its_cases_back(planlagt, hr, klare):
    beslutningsmote.avlys(planlagt, bruker=hr)

    assert not Mote.objects.exists()
    assert list(beslutningsmote.klare_soknader(planlagt.ramme)) == klare
    with pytest.raises(ValidationError, match="avlyst"):
        beslutningsmote.avlys(planlagt, bruker=hr)


# --- The agenda -----------------------------------------------------------------------------------


def test_cases_are_moved_taken_off_and_put_on_again(planlagt, hr):
    forste, _andre, tredje = saker_i(planlagt)

    beslutningsmote.flytt(tredje, bruker=hr, ned=False)
    beslutningsmote.flytt(tredje, bruker=hr, ned=True)
    beslutningsmote.flytt(forste, bruker=hr, ned=False)
    beslutningsmote.flytt(forste, bruker=hr, ned=True)
    assert titler(planlagt) == [(1, "Andre"), (2, "Første"), (3, "Tredje")]

    beslutningsmote.ta_av(forste, bruker=hr)
    assert titler(planlagt) == [(1, "Andre"), (2, "Tredje")]

    beslutningsmote.sett_paa_saksliste(planlagt, beslutningsmote.klare_soknader(planlagt.ramme), bruker=hr)
    assert titler(planlagt) == [(1, "Andre"), (2, "Tredje"), (3, "Første")]


def test_a_case_stands_on_one_open_agenda_only(planlagt, hr, klare):
    andre = lag_mote(hr)

    assert titler(andre) == []
    assert beslutningsmote.sett_paa_saksliste(andre, klare, bruker=hr) == []


def test_a_withdrawn_case_leaves_the_agenda_and_the_rest_is_numbered_anew(planlagt, hr, klare, soker):
    saksgang.trekk(klare[0], bruker=soker)

    start_mote(planlagt, hr)

    assert titler(planlagt) == [(1, "Andre"), (2, "Tredje")]


def test_a_late_case_can_join_a_meeting_in_progress(i_gang, hr, soker, avdelingsdirektor, hr_leder):
    sen = lag_klar(soker, avdelingsdirektor, hr_leder, tittel="Sen")

    beslutningsmote.sett_paa_saksliste(i_gang, [sen], bruker=hr)

    assert titler(i_gang)[-1] == (4, "Sen")


def test_a_meeting_without_cases_does_not_start(gruppen, hr):
    mote = lag_mote(hr)

    with pytest.raises(ValidationError, match="minst én sak"):
        start_mote(mote, hr)


def test_the_leader_is_among_those_who_are_there(planlagt, hr, gruppen):
    with pytest.raises(ValidationError) as feil:
        beslutningsmote.start(planlagt, bruker=hr, til_stede={gruppen[1].person_id}, moteleder=gruppen[0].person)

    assert list(feil.value.message_dict) == ["moteleder"]
    planlagt.refresh_from_db()
    assert planlagt.status == Mote.Status.PLANLAGT


def test_people_who_were_not_called_cannot_be_put_down_as_present(planlagt, hr, gruppen, kollega):
    mote = oppmote.registrer_oppmote(
        planlagt, bruker=hr, til_stede={gruppen[0].person_id, kollega.person_id}, moteleder=gruppen[0].person
    )

    assert [deltaker.person for deltaker in mote.deltakere.filter(til_stede=True)] == [gruppen[0].person]


# --- Habilitet ------------------------------------------------------------------------------------


def test_a_member_who_has_applied_steps_aside_by_itself_and_always(klare, hr, soker, tre):
    gi_rolle(soker, Rollekode.ETATSLEDERGRUPPE, tre.rot)
    mote = start_mote(lag_mote(hr), hr)
    sak = saker_i(mote)[0]
    assert list(sak.inhabile.all()) == [soker.person]

    beslutningsmote.sett_inhabile(sak, [], bruker=hr)

    assert list(sak.inhabile.all()) == [soker.person]


def test_who_stepped_aside_in_the_line_or_in_an_earlier_meeting_does_so_again(
    gruppen, soker, avdelingsdirektor, hr_leder, hr, tre
):
    lag_ramme()
    gi_rolle(hr_leder, Rollekode.ETATSLEDERGRUPPE, tre.rot)
    soknad = saksgang.send_inn(lag_soknad(soker), bruker=soker)
    soknad = saksgang.anbefal(soknad, bruker=avdelingsdirektor)
    soknad = saksgang.meld_inhabil(soknad, bruker=hr_leder, kommentar="Skal holde kurset.")
    soknad = saksgang.innstill(soknad, bruker=gruppen[0])
    forste = start_mote(lag_mote(hr), hr)
    beslutningsmote.sett_inhabile(saker_i(forste)[0], [gruppen[1].person, hr_leder.person], bruker=hr)
    beslutningsmote.avslutt(forste, bruker=hr)

    andre = start_mote(lag_mote(hr), hr)

    for mote in (forste, andre):
        assert set(saker_i(mote)[0].inhabile.all()) == {soker.person, gruppen[1].person, hr_leder.person}


def test_a_decided_case_keeps_someone_present_who_could_decide_it(i_gang, hr, gruppen):
    sak = saker_i(i_gang)[0]
    beslutningsmote.sett_inhabile(sak, [gruppen[1].person], bruker=hr)
    fatt_vedtak(sak, bruker=hr, utfall=Utfall.INNVILGET)

    with pytest.raises(ValidationError, match="Sak 1 er avgjort"):
        oppmote.registrer_oppmote(i_gang, bruker=hr, til_stede={gruppen[1].person_id}, moteleder=gruppen[1].person)

    assert i_gang.deltakere.filter(til_stede=True).count() == 2


def test_who_steps_aside_cannot_be_changed_after_the_decision(i_gang, hr, gruppen):
    sak = saker_i(i_gang)[0]
    fatt_vedtak(sak, bruker=hr, utfall=Utfall.INNVILGET)

    with pytest.raises(ValidationError) as feil:
        beslutningsmote.sett_inhabile(sak, [gruppen[0].person], bruker=hr)

    assert feil.value.code == STALE


# --- In the meeting -------------------------------------------------------------------------------


def test_a_postponed_case_can_be_taken_up_again_while_the_meeting_is_open(i_gang, hr):
    sak = saker_i(i_gang)[0]
    for _gang in range(2):
        beslutningsmote.utsett(sak, bruker=hr, grunn="Mangler tilbud.")
    with pytest.raises(ValidationError):
        fatt_vedtak(sak, bruker=hr, utfall=Utfall.INNVILGET)

    beslutningsmote.angre_utsettelse(sak, bruker=hr)

    assert fatt_vedtak(sak, bruker=hr, utfall=Utfall.INNVILGET).belop == 35_000
    assert handlinger(i_gang)[2:] == ["mote.sak_utsatt", "mote.utsettelse_angret"]


def test_a_case_is_postponed_for_a_reason_only(i_gang, hr):
    sak = saker_i(i_gang)[0]

    with pytest.raises(ValidationError) as feil:
        beslutningsmote.utsett(sak, bruker=hr, grunn=" ")

    assert feil.value.message_dict == {"kommentar": ["Skriv en begrunnelse."]}
    assert not Motesak.objects.filter(utsatt=True).exists()


def test_a_decided_case_cannot_be_postponed(i_gang, hr):
    sak = saker_i(i_gang)[0]
    fatt_vedtak(sak, bruker=hr, utfall=Utfall.INNVILGET)

    with pytest.raises(ValidationError) as feil:
        beslutningsmote.utsett(sak, bruker=hr, grunn="Mangler tilbud.")

    assert feil.value.code == STALE


def test_a_case_in_a_meeting_can_neither_be_withdrawn_nor_taken_back(i_gang, klare, soker, hr_leder):
    with pytest.raises(ValidationError, match="møte nå"):
        saksgang.trekk(klare[0], bruker=soker)
    with pytest.raises(PermissionDenied):
        saksgang.ta_tilbake(klare[0], bruker=hr_leder)


# --- The close ------------------------------------------------------------------------------------


def test_the_close_postpones_what_is_left_tells_people_and_makes_the_documents(
    i_gang, hr, soker, django_capture_on_commit_callbacks
):
    forste, andre, tredje = saker_i(i_gang)
    fatt_vedtak(forste, bruker=hr, utfall=Utfall.INNVILGET)
    fatt_vedtak(andre, bruker=hr, utfall=Utfall.AVSLAATT, begrunnelse="Er dekket.")
    Varsel.objects.all().delete()

    with django_capture_on_commit_callbacks(execute=True):
        mote = beslutningsmote.avslutt(i_gang, bruker=hr, merknad="Neste møte er i januar.")

    tredje.refresh_from_db()
    assert (mote.status, mote.avsluttet_av, mote.merknad) == (Mote.Status.AVSLUTTET, hr, "Neste møte er i januar.")
    assert (tredje.utsatt, tredje.utsatt_grunn) == (True, "Ikke behandlet i møtet.")
    assert [tredje.soknad] == list(beslutningsmote.klare_soknader(mote.ramme))
    assert sorted(Varsel.objects.filter(mottaker=soker).values_list("emne", flat=True)) == [
        "Søknaden «Andre» er avgjort: avslått",
        "Søknaden «Første» er avgjort: innvilget",
        "Søknaden «Tredje» er utsatt",
    ]
    assert sorted(Dokument.objects.values_list("slag", flat=True)) == [
        "protokoll",
        "saksliste",
        "vedtaksbrev",
        "vedtaksbrev",
    ]
    assert handlinger(mote)[-1] == "mote.avsluttet"
    assert handlinger(tredje.soknad)[-1] == "soknad.utsatt"


def test_a_postponed_case_is_decided_in_the_next_meeting(i_gang, hr, klare):
    beslutningsmote.avslutt(i_gang, bruker=hr)

    neste = start_mote(lag_mote(hr), hr)
    fatt_vedtak(saker_i(neste)[0], bruker=hr, utfall=Utfall.INNVILGET)

    beslutningsmote.avslutt(neste, bruker=hr)

    assert titler(neste) == [(1, "Første"), (2, "Andre"), (3, "Tredje")]
    assert Soknad.objects.get(pk=klare[0].pk).status == Status.INNVILGET


@pytest.mark.parametrize(
    "verb",
    [
        lambda mote, sak, hr: beslutningsmote.avslutt(mote, bruker=hr),
        lambda mote, sak, hr: beslutningsmote.avlys(mote, bruker=hr),
        lambda mote, sak, hr: beslutningsmote.endre(mote, bruker=hr, dato=mote.dato),
        lambda mote, sak, hr: beslutningsmote.sett_paa_saksliste(mote, [sak.soknad], bruker=hr),
        lambda mote, sak, hr: beslutningsmote.ta_av(sak, bruker=hr),
        lambda mote, sak, hr: beslutningsmote.flytt(sak, bruker=hr, ned=True),
        lambda mote, sak, hr: beslutningsmote.start(mote, bruker=hr, til_stede=set(), moteleder=None),
        lambda mote, sak, hr: oppmote.registrer_oppmote(mote, bruker=hr, til_stede=set(), moteleder=None),
        lambda mote, sak, hr: oppmote.kall_inn_paa_nytt(mote, bruker=hr),
        lambda mote, sak, hr: beslutningsmote.sett_inhabile(sak, [], bruker=hr),
        lambda mote, sak, hr: beslutningsmote.utsett(sak, bruker=hr, grunn="Mangler tilbud."),
        lambda mote, sak, hr: beslutningsmote.angre_utsettelse(sak, bruker=hr),
    ],
)
def test_nothing_changes_after_the_close(i_gang, hr, verb):
    beslutningsmote.avslutt(i_gang, bruker=hr)
    antall = Hendelse.objects.count()

    with pytest.raises(ValidationError) as feil:
        verb(i_gang, saker_i(i_gang)[0], hr)

    assert feil.value.code == STALE
    assert Hendelse.objects.count() == antall


def test_the_database_freezes_a_closed_meeting(i_gang, hr, kollega):
    beslutningsmote.avslutt(i_gang, bruker=hr)
    sak = saker_i(i_gang)[0]

    for endring in (
        lambda: Mote.objects.filter(pk=i_gang.pk).update(sted="Et annet sted"),
        lambda: Motesak.objects.filter(mote=i_gang).update(utsatt=False),
        lambda: Motedeltaker.objects.filter(mote=i_gang).update(til_stede=False),
        lambda: Motedeltaker.objects.create(mote=i_gang, person=kollega.person),
        lambda: sak.inhabile.add(kollega.person),
        lambda: sak.delete(),
    ):
        with pytest.raises((InternalError, IntegrityError)), transaction.atomic():
            endring()


PERSONER = ["soker", "leder", "avdelingsdirektor", "etatsdirektor", "gruppemedlem", "mbu_medlem", "systemansvarlig"]


@pytest.mark.parametrize("navn", PERSONER)
def test_only_hr_runs_a_meeting(request, i_gang, navn):
    bruker = request.getfixturevalue(navn)
    sak = saker_i(i_gang)[0]

    for verb in (
        lambda: beslutningsmote.opprett(bruker=bruker, ramme=i_gang.ramme, dato=i_gang.dato),
        lambda: beslutningsmote.endre(i_gang, bruker=bruker, dato=i_gang.dato),
        lambda: beslutningsmote.sett_inhabile(sak, [], bruker=bruker),
        lambda: beslutningsmote.utsett(sak, bruker=bruker, grunn="Mangler tilbud."),
        lambda: fatt_vedtak(sak, bruker=bruker, utfall=Utfall.INNVILGET),
        lambda: beslutningsmote.avslutt(i_gang, bruker=bruker),
    ):
        with pytest.raises(PermissionDenied):
            verb()


# --- The documents --------------------------------------------------------------------------------


def test_many_letters_are_made_by_a_job(
    klare, hr, soker, avdelingsdirektor, hr_leder, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(dokumenter, "BREV_I_EN_FORESPORSEL", 2)
    mote = start_mote(lag_mote(hr), hr)
    for sak in saker_i(mote):
        fatt_vedtak(sak, bruker=hr, utfall=Utfall.INNVILGET)

    with django_capture_on_commit_callbacks(execute=True):
        mote = beslutningsmote.avslutt(mote, bruker=hr)

    assert Jobb.objects.get().navn == f"Dokumenter fra {mote.tittel}"
    assert not Dokument.objects.exists()
    fremdrift = []
    dokumenter.motejobb(framdrift=lambda gjort, av: fremdrift.append((gjort, av)), mote_id=mote.pk)
    assert fremdrift == [(1, 5), (2, 5), (3, 5), (4, 5), (5, 5)]
    assert dokumenter.manglende_dokumenter(mote) == []


def test_a_pdf_that_cannot_be_made_leaves_the_meeting_closed_and_is_made_later(
    i_gang, hr, monkeypatch, django_capture_on_commit_callbacks
):
    ekte = felles_dokumenter.render_pdf
    monkeypatch.setattr(felles_dokumenter, "render_pdf", _feiler)
    with django_capture_on_commit_callbacks(execute=True):
        mote = beslutningsmote.avslutt(i_gang, bruker=hr)
    assert mote.status == Mote.Status.AVSLUTTET
    assert Jobb.objects.get().navn == f"Dokumenter fra {mote.tittel}"
    assert felles_dokumenter.lag_manglende() == 0

    monkeypatch.setattr(felles_dokumenter, "render_pdf", ekte)
    assert felles_dokumenter.lag_manglende() == 2
    assert felles_dokumenter.lag_manglende() == 0
    assert sorted(Dokument.objects.values_list("slag", flat=True)) == ["protokoll", "saksliste"]


def _feiler(*args, **kwargs):
    raise OSError("Pango is gone")
