"""A leader's answers: who may give them, what becomes of the row, who is told, and what two who answer at once do."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from kartlegging.models import Kartleggingsoppsett, Personkompetanse
from kartlegging.profil import bekreftelse, registrering
from kartlegging.profil.oppsett import mulige_bekreftere, sett_bekreftere
from kartlegging.profil.registrering import Registrering
from kompetanse.felles.models import Hendelse, Varsel
from kompetanse.organisasjon import tre as treendring
from kompetanse.organisasjon.models import Enhet, Rollekode, Rolletype, Stilling
from tests.kartlegging.factories import Tilstand, gi_kompetanse, lag_bevis, lag_kompetanse, om
from tests.klokke import senere
from tests.parallelt import samtidig
from tests.rollebesetning import START, gi_rolle, gi_stedfortreder, lag_bruker

pytestmark = pytest.mark.django_db


@pytest.fixture
def demens(tre):
    return lag_kompetanse("Demens")


def venter(bruker, kompetanse, nivaa=None, **felt):
    return gi_kompetanse(bruker, kompetanse, nivaa, tilstand=Tilstand.EGENVURDERT, **felt)


def meldinger(bruker):
    return list(Varsel.objects.filter(mottaker=bruker).values_list("emne", "tekst"))


# --- Confirming -----------------------------------------------------------------------------------


def test_many_are_confirmed_at_once_with_one_line_each_and_one_message_a_person(soker, kollega, leder, demens):
    rader = [venter(soker, demens, 2), venter(soker, lag_bevis("Fagbrev")), venter(kollega, demens, 1)]

    svar = bekreftelse.bekreft(rader, bruker=leder)

    assert svar == (rader, [])
    for rad in Personkompetanse.objects.all():
        assert (rad.tilstand, rad.vurdert_av, rad.i_rolle) == (Tilstand.BEKREFTET, leder, "Leder, Prosjektkontoret")
    assert Hendelse.objects.filter(handling="kompetanse.bekreftet", utfort_av=leder).count() == 3
    assert meldinger(soker) == [("2 kompetanser er bekreftet", "Lars Test har bekreftet det du har registrert.")]
    assert meldinger(kollega) == [("«Demens» er bekreftet", "Lars Test har bekreftet det.")]


@pytest.mark.parametrize("antall", [1, 30])
def test_confirming_asks_as_many_questions_for_one_as_for_thirty(tre, soker, leder, antall, django_assert_num_queries):
    rader = [venter(soker, lag_bevis(f"Bevis {nr}")) for nr in range(antall)]
    bekreftelse.bekreft([venter(soker, lag_bevis("Før"))], bruker=leder)

    # savepoint, rows locked, levels, who they are, update, lines, accounts, message, savepoint
    with django_assert_num_queries(8):
        bekreftelse.bekreft(rader, bruker=leder)


def test_nobody_confirms_ones_own(leder, demens, soker):
    egen = venter(leder, demens, 2)

    with pytest.raises(PermissionDenied):
        bekreftelse.bekreft([venter(soker, demens, 1), egen], bruker=leder)

    assert Personkompetanse.objects.venter().count() == 2
    assert not Varsel.objects.exists()


def test_the_leader_of_a_leader_confirms_hers(leder, avdelingsdirektor, demens):
    bekreftelse.bekreft([venter(leder, demens, 2)], bruker=avdelingsdirektor)

    assert Personkompetanse.objects.get().tilstand == Tilstand.BEKREFTET


@pytest.mark.parametrize(
    ("hvem", "faar"),
    [
        ("leder", True),
        ("avdelingsdirektor", True),
        ("hr", True),
        ("hr_leder", True),
        ("etatsdirektor", True),
        ("hr_enhet", False),
        ("kollega", False),
        ("tillitsvalgt", False),
        ("systemansvarlig", False),
        ("utenforstaende", False),
        ("gruppemedlem", False),
        ("mbu_medlem", False),
    ],
)
def test_leaders_in_the_line_and_hr_confirm_and_no_other(request, soker, demens, hvem, faar):
    bruker, rad = request.getfixturevalue(hvem), venter(soker, demens, 2)

    assert bruker.has_perm("kartlegging.confirm", soker.person) is faar
    if faar:
        bekreftelse.bekreft([rad], bruker=bruker)
    else:
        with pytest.raises(PermissionDenied):
            bekreftelse.bekreft([rad], bruker=bruker)
    assert (Personkompetanse.objects.get().tilstand == Tilstand.BEKREFTET) is faar


def test_a_role_that_hr_names_confirms_in_its_unit_until_hr_takes_it_away(tre, soker, hr, demens):
    fagansvarlig = Rolletype.objects.create(kode="fagansvarlig", navn="Fagansvarlig")
    anne = lag_bruker("Anne", tre.prosjekt)
    gi_rolle(anne, "fagansvarlig", tre.prosjekt)
    assert not anne.has_perm("kartlegging.confirm", soker.person)

    sett_bekreftere([fagansvarlig], bruker=hr)
    bekreftelse.bekreft([venter(soker, demens, 2)], bruker=anne)
    assert Personkompetanse.objects.get().i_rolle == "Fagansvarlig, Prosjektkontoret"
    assert not anne.has_perm("kartlegging.confirm_enhet", tre.oppvekst)
    assert not anne.has_perm("kartlegging.view_person", soker.person)

    sett_bekreftere([], bruker=hr)
    assert not anne.has_perm("kartlegging.confirm", soker.person)


def test_only_hr_names_roles_and_never_those_who_are_to_see_no_competences(leder, hr, tre):
    with pytest.raises(PermissionDenied):
        sett_bekreftere([], bruker=leder)

    koder = set(mulige_bekreftere().values_list("kode", flat=True))
    assert koder.isdisjoint({Rollekode.SYSTEMANSVARLIG, Rollekode.TILLITSVALGT, Rollekode.VERNEOMBUD, Rollekode.LEDER})
    assert Kartleggingsoppsett.for_kommunen().bekreftere.count() == 0


def test_a_deputy_confirms_in_the_name_of_the_leader(leder, kollega, soker, demens):
    gi_stedfortreder(leder.person.roller.get(), kollega)

    bekreftelse.bekreft([venter(soker, demens, 2)], bruker=kollega)

    assert Personkompetanse.objects.get().paa_vegne_av == "Lars Test"


def test_of_two_leaders_the_first_answer_counts_and_the_second_is_told_so(tre, soker, leder, demens):
    Stilling.objects.create(person=soker.person, enhet=tre.barnehager, tittel="Vikar", prosent=20, fra=START)
    annen = lag_bruker("Berit", tre.barnehager, er_leder=True)
    gi_rolle(annen, Rollekode.LEDER, tre.barnehager)
    rad = venter(soker, demens, 2)

    bekreftelse.bekreft([rad], bruker=leder)
    svar = bekreftelse.bekreft([rad], bruker=annen)

    assert (svar.bekreftet, svar.for_sent) == ([], [rad])
    assert Personkompetanse.objects.get().vurdert_av == leder
    with pytest.raises(ValidationError, match="En annen har alt svart"):
        bekreftelse.returner(rad, "Nei", bruker=annen)
    assert len(meldinger(soker)) == 1


def test_the_second_leader_reads_on_the_page_that_the_answer_was_given(tre, soker, leder, hr, demens, client):
    rad = venter(soker, demens, 2)
    bekreftelse.bekreft([rad], bruker=hr)
    client.force_login(leder)

    svar = client.post(reverse("kartlegging:enhet-bekreft", args=[tre.prosjekt.pk]), {"rad": rad.versjon}, follow=True)

    assert "var alt besvart av en annen" in svar.content.decode()


def test_what_the_employee_changes_after_the_leader_has_seen_it_is_not_confirmed(tre, soker, leder, demens, client):
    sett = venter(soker, demens, 2)
    registrering.endre(sett, Registrering(kompetanse=demens, fra=om(0), nivaa=4), bruker=soker)

    assert bekreftelse.bekreft([sett], bruker=leder).bekreftet == []
    client.force_login(leder)
    client.post(reverse("kartlegging:enhet-bekreft", args=[tre.prosjekt.pk]), {"rad": sett.versjon})
    client.post(reverse("kartlegging:registrering-confirm", args=[sett.pk]), {"versjon": sett.versjon})
    assert list(Personkompetanse.objects.values_list("nivaa", "tilstand")) == [(4, Tilstand.EGENVURDERT)]

    naa = Personkompetanse.objects.get()
    client.post(reverse("kartlegging:enhet-bekreft", args=[tre.prosjekt.pk]), {"rad": naa.versjon})
    assert Personkompetanse.objects.get().tilstand == Tilstand.BEKREFTET


def test_a_unit_that_moves_between_two_confirmations_takes_the_right_along(tre, soker, avdelingsdirektor, hr, demens):
    rader = [venter(soker, demens, 1), venter(soker, demens, 2)]
    bekreftelse.bekreft(rader[:1], bruker=avdelingsdirektor)

    treendring.flytt(
        Enhet.objects.get(pk=tre.prosjekt.pk), ny_forelder=Enhet.objects.get(pk=tre.oppvekst.pk), bruker=hr
    )

    with pytest.raises(PermissionDenied):
        bekreftelse.bekreft(rader[1:], bruker=avdelingsdirektor)
    assert list(Personkompetanse.objects.venter()) == rader[1:]


def test_what_a_person_who_has_left_registered_can_still_be_answered_by_the_last_leader(soker, leder, demens):
    rad = venter(soker, demens, 2)
    soker.person.stillinger.update(til=om(-1))

    bekreftelse.bekreft([rad], bruker=leder)

    assert Personkompetanse.objects.get().tilstand == Tilstand.BEKREFTET


@pytest.mark.django_db(transaction=True)
def test_two_leaders_who_answer_at_the_same_instant_give_one_answer(kommune, tre):
    liv, lars, lise = (lag_bruker(navn, tre.prosjekt) for navn in ("Liv", "Lars", "Lise"))
    for leder in (lars, lise):
        gi_rolle(leder, Rollekode.LEDER, tre.prosjekt)
    rad = venter(liv, lag_kompetanse("Demens"), 2)

    svar = samtidig(
        kommune.pk,
        lambda: bekreftelse.bekreft([rad], bruker=lars).bekreftet,
        lambda: bekreftelse.bekreft([rad], bruker=lise).bekreftet,
    )

    assert sorted(len(ett) for ett in svar) == [0, 1]
    assert Hendelse.objects.filter(handling="kompetanse.bekreftet").count() == 1


# --- Returning, and taking back -------------------------------------------------------------------


def test_one_is_returned_with_a_word_and_no_longer_counts(soker, leder, demens):
    rad = venter(soker, demens, 3)

    bekreftelse.returner(rad, "Vi tar det i samtalen.", bruker=leder)

    rad.refresh_from_db()
    assert (rad.tilstand, rad.vurdering, rad.vurdert_av) == (Tilstand.RETURNERT, "Vi tar det i samtalen.", leder)
    assert meldinger(soker) == [("«Demens» er sendt tilbake", "Vi tar det i samtalen.")]
    assert not Personkompetanse.objects.gyldig().exists()


def test_it_is_not_returned_without_a_word(soker, leder, demens):
    with pytest.raises(ValidationError, match="Skriv hva som mangler"):
        bekreftelse.returner(venter(soker, demens, 3), "  ", bruker=leder)


def test_what_the_employee_has_changed_since_the_page_was_shown_is_not_returned(soker, leder, demens):
    sett = venter(soker, demens, 2)
    registrering.endre(sett, Registrering(kompetanse=demens, fra=om(0), nivaa=1), bruker=soker)

    with pytest.raises(ValidationError, match="eller den er endret"):
        bekreftelse.returner(sett, "For høyt", bruker=leder)
    assert Personkompetanse.objects.get().tilstand == Tilstand.EGENVURDERT
    assert not meldinger(soker)


@pytest.mark.parametrize("svar", ["bekreft", "returner"])
def test_an_answer_is_taken_back_within_thirty_days_and_waits_again(soker, leder, demens, svar):
    rad = venter(soker, demens, 3)
    if svar == "bekreft":
        (rad,) = bekreftelse.bekreft([rad], bruker=leder).bekreftet
    else:
        rad = bekreftelse.returner(rad, "Nei.", bruker=leder)

    with senere(days=29):
        bekreftelse.angre(rad, bruker=leder)

    rad.refresh_from_db()
    assert (rad.tilstand, rad.vurdert, rad.vurdert_av, rad.vurdering) == (Tilstand.EGENVURDERT, None, None, "")


def test_an_answer_stands_after_thirty_days(soker, leder, demens):
    (rad,) = bekreftelse.bekreft([venter(soker, demens, 3)], bruker=leder).bekreftet

    with senere(days=31), pytest.raises(ValidationError, match="eldre enn 30 dager"):
        bekreftelse.angre(rad, bruker=leder)


def test_of_two_who_take_an_answer_back_the_second_is_told_that_it_is_done(soker, leder, demens):
    (sett,) = bekreftelse.bekreft([venter(soker, demens, 3)], bruker=leder).bekreftet
    bekreftelse.angre(sett, bruker=leder)
    bekreftelse.bekreft([Personkompetanse.objects.get()], bruker=leder)

    with pytest.raises(ValidationError, match="En annen har alt svart"):
        bekreftelse.angre(sett, bruker=leder)
    assert Personkompetanse.objects.get().tilstand == Tilstand.BEKREFTET


def test_a_return_is_not_taken_back_when_the_level_is_registered_anew(soker, leder, demens):
    rad = bekreftelse.returner(venter(soker, demens, 3), "Nei.", bruker=leder)
    venter(soker, demens, 3)

    with pytest.raises(ValidationError, match="registrert på nytt"):
        bekreftelse.angre(rad, bruker=leder)


# --- A certificate that is only shown -------------------------------------------------------------


def test_a_certificate_that_is_shown_leaves_the_day_and_who_saw_it_and_no_file(soker, leder, tre):
    attest = lag_bevis("Politiattest fremlagt", kun_fremvises=True)

    rad = bekreftelse.fremlagt(soker.person, attest, om(-3), bruker=leder)

    assert (rad.fra, rad.vurdert_av, rad.tilstand, rad.filer.count()) == (om(-3), leder, Tilstand.BEKREFTET, 0)


def test_the_day_is_not_to_come_and_not_noted_twice_nor_by_oneself(soker, leder, tre):
    attest = lag_bevis("Politiattest fremlagt", kun_fremvises=True)
    bekreftelse.fremlagt(soker.person, attest, om(0), bruker=leder)

    for dag in (om(1), om(0)):
        with pytest.raises(ValidationError):
            bekreftelse.fremlagt(soker.person, attest, dag, bruker=leder)
    with pytest.raises(PermissionDenied):
        bekreftelse.fremlagt(soker.person, attest, om(-1), bruker=soker)


def test_that_a_certificate_was_shown_is_taken_back_whole(soker, leder, tre):
    attest = lag_bevis("Politiattest fremlagt", kun_fremvises=True)

    bekreftelse.angre(bekreftelse.fremlagt(soker.person, attest, om(0), bruker=leder), bruker=leder)

    assert not soker.person.kompetanser.exists()
