"""The chain: every action from every state, by everyone; moved steps, deputies, rounds and what is never changed."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, InternalError, transaction

from kompetanse.felles.arbeidsdager import paa_arbeidsdag
from kompetanse.felles.models import Hendelse, Varsel
from kompetanse.organisasjon.models import Rollekode, Rolletype
from soknader.models import Kjedesteg, Saksteg, Soknad, Steghandling
from soknader.sak import omfordeling, saksgang
from soknader.sak.livslop import LIVSLOP
from tests.klokke import dag
from tests.rollebesetning import gi_rolle, gi_stedfortreder, glem_roller
from tests.soknader.factories import lag_ramme, lag_soknad

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
    "utenforstaende",
]


@pytest.fixture
def alle(request, tre):
    """Everyone in the cast, by name."""
    return {navn: request.getfixturevalue(navn) for navn in PERSONER}


@pytest.fixture
def sendt(alle, soker):
    lag_ramme()
    return saksgang.send_inn(lag_soknad(soker), bruker=soker)


@pytest.fixture
def hos_hr(sendt, avdelingsdirektor):
    return saksgang.anbefal(sendt, bruker=avdelingsdirektor)


@pytest.fixture
def til_mote(hos_hr, hr_leder):
    return saksgang.innstill(hos_hr, bruker=hr_leder)


def handlinger(soknad):
    return list(Hendelse.objects.for_objekt(soknad).values_list("handling", flat=True))


def test_a_sent_application_gets_a_number_its_own_steps_and_waits_for_the_department_director(sendt, tre):
    steg = sendt.current_step()

    assert (sendt.status, sendt.lopenummer) == (Status.TIL_BEHANDLING, 1)
    assert list(sendt.steg.values_list("tittel", "handling")) == [
        ("Avdelingsdirektør", "anbefaling"),
        ("Avdelingsdirektør HR og virksomhetsstyring", "innstilling"),
        ("Etatsledergruppen", "mote"),
        ("MBU orienteres", "orientering"),
    ]
    assert (steg.rollekode, steg.enhet, steg.flyttet) == ("avdelingsdirektor", tre.ikt, "")
    assert steg.frist == paa_arbeidsdag(dag(7))
    assert handlinger(sendt) == ["soknad.sendt"]


def test_an_application_that_lacks_something_is_not_sent_and_gets_no_number(soker):
    soknad = lag_soknad(soker, begrunnelse="")

    with pytest.raises(ValidationError):
        saksgang.send_inn(soknad, bruker=soker)

    soknad.refresh_from_db()
    assert (soknad.status, soknad.lopenummer, soknad.steg.count()) == (Status.UTKAST, None, 0)


KAN_OVERTA = ("leder", "avdelingsdirektor", "hr", "hr_leder", "etatsdirektor")
FORVENTET = {
    Status.UTKAST: {"soker": {"send_inn"}},
    Status.TIL_BEHANDLING: {
        "soker": {"trekk", "ta_tilbake"},
        "avdelingsdirektor": {"anbefal", "returner", "avslaa", "meld_inhabil"},
        "hr": {"pek_ut"},
        "hr_leder": {"pek_ut"},
    },
    "hos_hr": {
        "soker": {"trekk"},
        "avdelingsdirektor": {"ta_tilbake"},
        "hr": {"pek_ut"},
        "hr_leder": {"innstill", "returner", "meld_inhabil", "pek_ut"},
    },
    Status.TIL_MOTE: {"soker": {"trekk"}, "hr_leder": {"ta_tilbake"}},
    Status.RETURNERT: {"soker": {"send_inn", "trekk"}},
    Status.AVSLAATT: {},
    Status.TRUKKET: {},
}


@pytest.mark.parametrize("tilstand", FORVENTET)
def test_the_actions_open_to_each_person_in_each_state_are_exactly_these(tilstand, alle, soker):
    lag_ramme()
    soknad = lag_soknad(soker)
    ada, hanna = alle["avdelingsdirektor"], alle["hr_leder"]
    veier = {
        Status.UTKAST: [],
        Status.TIL_BEHANDLING: [("send_inn", soker, {})],
        "hos_hr": [("send_inn", soker, {}), ("anbefal", ada, {})],
        Status.TIL_MOTE: [("send_inn", soker, {}), ("anbefal", ada, {}), ("innstill", hanna, {})],
        Status.RETURNERT: [("send_inn", soker, {}), ("returner", ada, {"kommentar": "Mer om effekten."})],
        Status.AVSLAATT: [("send_inn", soker, {}), ("avslaa", ada, {"kommentar": "Ikke prioritert."})],
        Status.TRUKKET: [("send_inn", soker, {}), ("trekk", soker, {})],
    }
    for navn, bruker, felt in veier[tilstand]:
        soknad = getattr(saksgang, navn)(soknad, bruker=bruker, **felt)

    faktisk = {navn: set(LIVSLOP.mulige(soknad, bruker)) for navn, bruker in alle.items()}

    overta = set() if tilstand in (Status.UTKAST, Status.AVSLAATT, Status.TRUKKET) else {"overta"}
    assert faktisk == {
        navn: FORVENTET[tilstand].get(navn, set()) | (overta if navn in KAN_OVERTA else set()) for navn in PERSONER
    }


@pytest.mark.parametrize("navn", ["kollega", "leder", "hr", "etatsdirektor", "utenforstaende", "soker"])
def test_an_action_refuses_those_who_have_no_part_in_the_step(navn, sendt, alle):
    with pytest.raises(PermissionDenied):
        saksgang.anbefal(sendt, bruker=alle[navn])

    assert sendt.current_step().tittel == "Avdelingsdirektør"


def test_the_same_answer_twice_counts_once_and_the_second_is_told(sendt, avdelingsdirektor):
    saksgang.anbefal(sendt, bruker=avdelingsdirektor)

    with pytest.raises(ValidationError) as feil:
        saksgang.anbefal(sendt, bruker=avdelingsdirektor)

    assert feil.value.code == "stale"
    assert handlinger(sendt) == ["soknad.sendt", "soknad.anbefalt"]


def test_when_the_applicant_holds_the_role_the_step_goes_to_the_next_leader_up_and_says_so(
    avdelingsdirektor, etatsdirektor, tre
):
    soknad = saksgang.send_inn(lag_soknad(avdelingsdirektor), bruker=avdelingsdirektor)
    steg = soknad.current_step()

    assert (steg.rollekode, steg.enhet) == (Rollekode.KOMMUNEDIREKTOR, tre.rot)
    assert steg.flyttet == "Søkeren har selv rollen «Avdelingsdirektør». Saken går derfor til nærmeste leder over."
    assert set(LIVSLOP.mulige(soknad, etatsdirektor)) >= {"anbefal"}
    assert "anbefal" not in LIVSLOP.mulige(soknad, avdelingsdirektor)


def test_a_deputy_of_the_applicant_cannot_answer_the_applicants_own_case(avdelingsdirektor, etatsdirektor, kollega):
    gi_stedfortreder(avdelingsdirektor.person.roller.get(), kollega)
    soknad = saksgang.send_inn(lag_soknad(avdelingsdirektor), bruker=avdelingsdirektor)

    assert LIVSLOP.mulige(soknad, kollega).keys() == {"overta"}


def test_a_deputy_of_one_of_two_holders_who_applies_is_ruled_out_while_the_other_holder_answers(
    avdelingsdirektor, kollega, leder, tre
):
    gi_stedfortreder(avdelingsdirektor.person.roller.get(), kollega)
    gi_rolle(leder, Rollekode.AVDELINGSDIREKTOR, tre.ikt)
    soknad = saksgang.send_inn(lag_soknad(avdelingsdirektor), bruker=avdelingsdirektor)

    assert LIVSLOP.mulige(soknad, kollega).keys() == {"overta"}
    assert set(LIVSLOP.mulige(soknad, leder)) >= {"anbefal"}


def test_a_deputy_answers_in_the_roles_name_and_the_step_says_for_whom(sendt, avdelingsdirektor, leder):
    gi_stedfortreder(avdelingsdirektor.person.roller.get(), leder)

    saksgang.anbefal(sendt, bruker=leder, kommentar="Bra tiltak.")

    steg = sendt.steg.get(rekkefolge=1)
    assert (steg.avgjort_av, steg.i_rolle, steg.paa_vegne_av, steg.kommentar) == (
        leder,
        "Avdelingsdirektør, IKT-tjenester",
        "Ada Test",
        "Bra tiltak.",
    )


def test_declaring_a_conflict_of_interest_moves_the_step_up_and_is_recorded(sendt, avdelingsdirektor, etatsdirektor):
    saksgang.meld_inhabil(sendt, bruker=avdelingsdirektor, kommentar="Gift med søkeren.")
    steg = sendt.current_step()

    assert steg.rollekode == Rollekode.KOMMUNEDIREKTOR
    assert (
        steg.flyttet == "Den som har rollen «Avdelingsdirektør», er inhabil. Saken går derfor til nærmeste leder over."
    )
    assert sendt.inhabile.get().grunn == "Gift med søkeren."
    assert LIVSLOP.mulige(sendt, avdelingsdirektor).keys() == set()
    assert handlinger(sendt)[-1] == "soknad.inhabil"


def test_a_step_that_nobody_can_answer_says_so_and_finds_its_handler_when_the_role_is_given(soker, kollega, tre, hr):
    soknad = saksgang.send_inn(lag_soknad(soker), bruker=soker)
    assert (soknad.current_step().enhet, list(Saksteg.objects.uten_behandler())) == (None, [soknad.current_step()])

    gi_rolle(kollega, Rollekode.AVDELINGSDIREKTOR, tre.ikt)
    omfordeling.finn_behandlere_paa_nytt(soknad.kommune_id)

    assert soknad.current_step().enhet == tre.ikt
    assert "anbefal" in LIVSLOP.mulige(soknad, kollega)


def test_a_returned_application_keeps_its_history_and_goes_through_the_chain_again(sendt, soker, avdelingsdirektor):
    saksgang.returner(sendt, bruker=avdelingsdirektor, kommentar="Skriv mer om effekten.")
    saksgang.send_inn(sendt, bruker=soker)

    assert list(sendt.steg.values_list("runde", "rekkefolge", "avgjorelse")) == [
        (1, 1, "returnert"),
        (2, 1, ""),
        (2, 2, ""),
        (2, 3, ""),
        (2, 4, ""),
    ]
    sendt.refresh_from_db()
    assert (sendt.lopenummer, sendt.status) == (1, Status.TIL_BEHANDLING)


def test_a_return_without_a_reason_is_refused_and_changes_nothing(sendt, avdelingsdirektor):
    with pytest.raises(ValidationError) as feil:
        saksgang.returner(sendt, bruker=avdelingsdirektor, kommentar="  ")

    assert feil.value.message_dict == {"kommentar": ["Skriv en begrunnelse."]}
    assert sendt.current_step().avgjorelse == ""


def test_changing_the_chain_leaves_cases_under_way_alone(sendt, avdelingsdirektor, hr_leder, soker):
    Kjedesteg.objects.filter(handling=Steghandling.INNSTILLING).delete()
    Kjedesteg.objects.filter(rekkefolge=1).update(tittel="Kommunalsjef")

    saksgang.returner(sendt, bruker=avdelingsdirektor, kommentar="Se på budsjettet.")
    saksgang.send_inn(sendt, bruker=soker)
    saksgang.anbefal(sendt, bruker=avdelingsdirektor)

    assert sendt.current_step().tittel == "Avdelingsdirektør HR og virksomhetsstyring"
    assert "innstill" in LIVSLOP.mulige(sendt, hr_leder)


def test_the_one_who_sent_a_case_on_takes_it_back_and_the_answer_stays_readable(hos_hr, avdelingsdirektor):
    saksgang.ta_tilbake(hos_hr, bruker=avdelingsdirektor)

    hos_hr.refresh_from_db()
    steg = hos_hr.current_step()
    assert (steg.tittel, steg.runde, steg.erstatter.avgjorelse) == ("Avdelingsdirektør", 2, "anbefalt")
    assert "anbefal" in LIVSLOP.mulige(hos_hr, avdelingsdirektor)


def test_a_case_that_the_next_has_opened_cannot_be_taken_back(hos_hr, avdelingsdirektor, hr_leder, hr):
    saksgang.merk_aapnet(hos_hr, bruker=hr)
    assert "ta_tilbake" in LIVSLOP.mulige(hos_hr, avdelingsdirektor)

    saksgang.merk_aapnet(hos_hr, bruker=hr_leder)

    assert LIVSLOP.mulige(hos_hr, avdelingsdirektor).keys() == {"overta"}
    with pytest.raises(PermissionDenied):
        saksgang.ta_tilbake(hos_hr, bruker=avdelingsdirektor)


def test_the_applicant_takes_an_unopened_application_back_to_a_draft_and_sends_it_under_the_same_number(sendt, soker):
    saksgang.ta_tilbake(sendt, bruker=soker)
    sendt.refresh_from_db()
    assert sendt.status == Status.UTKAST

    saksgang.send_inn(sendt, bruker=soker)

    sendt.refresh_from_db()
    assert (sendt.status, sendt.lopenummer) == (Status.TIL_BEHANDLING, 1)


def test_a_draft_that_was_taken_back_can_be_withdrawn_and_one_that_was_never_sent_cannot(sendt, soker):
    soknad = saksgang.ta_tilbake(sendt, bruker=soker)
    assert set(LIVSLOP.mulige(soknad, soker)) == {"send_inn", "trekk"}
    assert set(LIVSLOP.mulige(lag_soknad(soker), soker)) == {"send_inn"}

    saksgang.trekk(soknad, bruker=soker)

    soknad.refresh_from_db()
    assert soknad.status == Status.TRUKKET


def test_hr_cannot_propose_more_than_is_asked_for(hos_hr, hr_leder):
    with pytest.raises(ValidationError) as feil:
        saksgang.innstill(hos_hr, bruker=hr_leder, belop=hos_hr.soknadsbelop + 1)

    assert feil.value.message_dict == {"belop": ["Du kan ikke innstille på mer enn det er søkt om."]}


def test_a_refusal_in_the_line_decides_the_case_and_leaves_the_meeting_step_unanswered(sendt, avdelingsdirektor):
    saksgang.avslaa(sendt, bruker=avdelingsdirektor, kommentar="Dekkes av egne midler.")

    sendt.refresh_from_db()
    assert (sendt.status, sendt.vedtak.utfall, sendt.vedtak.begrunnelse) == (
        Status.AVSLAATT,
        "avslaatt",
        "Dekkes av egne midler.",
    )
    assert sendt.steg.get(handling=Steghandling.MOTE).startet is None


def test_an_answered_step_can_never_be_changed_or_deleted(hos_hr):
    besvart = hos_hr.steg.get(rekkefolge=1)

    with pytest.raises(InternalError), transaction.atomic():
        Saksteg.objects.filter(pk=besvart.pk).update(kommentar="Noe annet")
    with pytest.raises(InternalError), transaction.atomic():
        besvart.delete()


def test_a_step_is_answered_wholly_or_not_at_all(sendt):
    with pytest.raises(IntegrityError), transaction.atomic():
        sendt.steg.filter(rekkefolge=1).update(avgjorelse="anbefalt")


def test_those_who_can_answer_are_told_after_commit_and_nobody_else(
    soker, avdelingsdirektor, kollega, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        saksgang.send_inn(lag_soknad(soker), bruker=soker)

    assert list(Varsel.objects.values_list("mottaker", "emne")) == [
        (avdelingsdirektor.pk, "Ta stilling til «Workshop ‘Smidig dag’»")
    ]


def test_visible_to_hides_drafts_and_other_lines(sendt, alle, annen_kommune):
    lag_soknad(alle["kollega"])
    synlig = {navn: list(Soknad.objects.visible_to(bruker)) == [sendt] for navn, bruker in alle.items()}

    assert {navn for navn, ser in synlig.items() if ser} == {
        "soker",
        "leder",
        "avdelingsdirektor",
        "hr",
        "hr_leder",
        "etatsdirektor",
        "gruppemedlem",
    }
    assert list(Soknad.objects.visible_to(annen_kommune.hr)) == []


def test_a_role_type_of_the_kommunes_own_can_hold_a_step(soker, kollega, tre, avdelingsdirektor):
    okonomi = Rolletype.objects.create(kode="okonomisjef", navn="Økonomisjef")
    Kjedesteg.objects.filter(rekkefolge=2).update(rolletype=okonomi, tittel="Økonomisjef")
    gi_rolle(kollega, "okonomisjef", tre.rot)
    soknad = saksgang.send_inn(lag_soknad(soker), bruker=soker)
    saksgang.anbefal(soknad, bruker=avdelingsdirektor)
    glem_roller(kollega)

    assert "innstill" in LIVSLOP.mulige(soknad, kollega)
    assert list(Soknad.objects.visible_to(kollega)) == [soknad]


def test_a_proposal_of_nothing_needs_a_reason(hos_hr, hr_leder):
    with pytest.raises(ValidationError) as feil:
        saksgang.innstill(hos_hr, bruker=hr_leder, belop=Decimal(0))
    assert feil.value.message_dict == {"kommentar": ["Skriv hvorfor du innstiller på avslag."]}

    soknad = saksgang.innstill(hos_hr, bruker=hr_leder, belop=Decimal(0), kommentar="Dekkes av egne midler.")
    assert soknad.status == Status.TIL_MOTE
