"""The pages of roles and deputies: who sees and changes what, and bad input."""

import pytest
from django.urls import reverse

from kompetanse.organisasjon.models import Rolle, Rollekode, Rolletype, Stedfortreder
from tests.klokke import dag, skrevet
from tests.rollebesetning import gi_rolle, gi_stedfortreder, lag_bruker


def side(navn, *args):
    return reverse(f"organisasjon:{navn}", args=args)


def hent(client, bruker, navn, *args, **sporring):
    client.force_login(bruker)
    return client.get(side(navn, *args), sporring)


def rolle_til(bruker):
    return Rolle.objects.get(person=bruker.person)


@pytest.mark.parametrize(("hvem", "antall"), [("hr", 3), ("systemansvarlig", 4), ("leder", 1), ("soker", 0)])
def test_the_list_holds_all_roles_for_hr_and_ones_own_for_others(
    client, hr, leder, tillitsvalgt, request, hvem, antall
):
    svar = hent(client, request.getfixturevalue(hvem), "rolle-list")

    assert svar.context["liste"].summer["antall"] == antall


def test_a_deputy_sees_the_role_that_is_lent(client, leder, kollega):
    gi_stedfortreder(rolle_til(leder), kollega)

    assert [rolle.person for rolle in hent(client, kollega, "rolle-list").context["liste"].rader] == [leder.person]


@pytest.mark.parametrize("antall", [1, 3])
def test_rolle_list_query_count(client, tre, hr, antall, django_assert_num_queries):
    for _nr in range(antall):
        gi_stedfortreder(gi_rolle(lag_bruker("Bo", tre.ikt), Rollekode.VERNEOMBUD, tre.ikt), hr)
    client.force_login(hr)

    # session, user, wall, person, roles; how many, the page, deputies, role types of the filter
    with django_assert_num_queries(9):
        svar = client.get(side("rolle-list"))

    assert len(svar.context["liste"].rader) == antall + 1


@pytest.mark.parametrize(
    ("sporring", "personer"),
    [
        ({"enhet": "IKT-tjenester"}, {"Lars Test", "Tor Test"}),
        ({"person": "Lars Test"}, {"Lars Test"}),
        ({"enhet": "Finnes ikke"}, {"Lars Test", "Tor Test", "Ivar Test"}),
        ({"type": "x"}, {"Lars Test", "Tor Test", "Ivar Test"}),
    ],
)
def test_the_list_is_filtered(client, hr, leder, tillitsvalgt, sporring, personer):
    svar = hent(client, hr, "rolle-list", **sporring)

    assert {str(rolle.person) for rolle in svar.context["liste"].rader} == personer


def skjema(**endret):
    svar = {"person": "Siri Test", "enhet": "IKT-tjenester", "fra": skrevet(), "til": "", "med_underliggende": "on"}
    return svar | {"rolletype": Rolletype.objects.get(kode=Rollekode.VERNEOMBUD).pk} | endret


def test_hr_gives_a_role(client, tre, hr, soker):
    client.force_login(hr)

    svar = client.post(side("rolle-create"), skjema(), follow=True)

    assert "Siri Test har fått rollen Verneombud, IKT-tjenester." in svar.content.decode()
    assert rolle_til(soker).enhet == tre.ikt


def test_the_form_begins_with_the_unit_and_person_of_the_address(client, tre, hr, soker):
    svar = hent(client, hr, "rolle-create", enhet=str(tre.ikt.pk), person=str(soker.person_id)).content.decode()

    assert 'value="IKT-tjenester (Stab)"' in svar
    assert f'value="Siri Test ({soker.person.ansattnummer})"' in svar


@pytest.mark.parametrize(
    ("endret", "melding"),
    [
        ({"person": "Ingen Slik"}, "Vi finner ingen som heter"),
        ({"enhet": ""}, "Rett dette før du går videre"),
        ({"enhet": "\u200b"}, "Rett dette før du går videre"),
        ({"rolletype": "999999"}, "Velg et gyldig valg"),
        ({"fra": "1.1.0001"}, "Året må være mellom"),
        ({"til": "1.1.2020", "fra": "1.1.2019"}, "Sluttdatoen er passert"),
        ({"til": skrevet(1), "fra": skrevet(2)}, "Sluttdatoen kan ikke komme før"),
    ],
)
def test_what_is_wrong_with_a_role_is_said(client, hr, soker, endret, melding):
    client.force_login(hr)

    svar = client.post(side("rolle-create"), skjema(**endret)).content.decode()

    assert melding in svar
    assert not Rolle.objects.filter(person=soker.person).exists()


def test_namesakes_are_told_apart_by_number(client, tre, hr, soker):
    navnesoster = lag_bruker("Siri", tre.barnehager)
    client.force_login(hr)

    assert "Flere heter" in client.post(side("rolle-create"), skjema()).content.decode()
    client.post(side("rolle-create"), skjema(person=navnesoster.person.ansattnummer))
    assert rolle_til(navnesoster).enhet == tre.ikt


def test_hr_ends_a_role_after_being_asked(client, hr, tillitsvalgt):
    rolle = rolle_til(tillitsvalgt)

    assert "Vil du avslutte rollen" in hent(client, hr, "rolle-end", rolle.pk).content.decode()
    client.post(side("rolle-end", rolle.pk), {"siste_dag": skrevet(-1)})

    rolle.refresh_from_db()
    assert rolle.til == dag(-1)


def test_the_last_hr_role_cannot_be_ended(client, hr):
    client.force_login(hr)

    svar = client.post(side("rolle-end", rolle_til(hr).pk), {"siste_dag": skrevet()}).content.decode()

    assert "den siste som kan tildele roller" in svar


def test_a_deputy_does_not_lend_the_role_on(client, leder, kollega):
    gi_stedfortreder(rolle_til(leder), kollega)

    assert hent(client, kollega, "stedfortreder-create", rolle_til(leder).pk).status_code == 403


def test_the_holder_sets_and_removes_a_deputy(client, leder, kollega):
    client.force_login(leder)
    rolle = rolle_til(leder)

    client.post(
        side("stedfortreder-create", rolle.pk),
        {"person": "Kari Test", "fra": skrevet(), "til": skrevet(5), "grunn": ""},
    )
    vikar = Stedfortreder.objects.get(rolle=rolle, person=kollega.person)
    assert client.get(side("stedfortreder-delete", vikar.pk)).status_code == 200
    client.post(side("stedfortreder-delete", vikar.pk))

    assert not Stedfortreder.objects.exists()


@pytest.mark.parametrize(
    ("endret", "melding"),
    [
        ({"person": "Lars Test"}, "stedfortreder for seg selv"),
        ({"person": "\u200b"}, "Rett dette før du går videre"),
        ({"til": skrevet(900)}, "høyst ett år"),
        ({"til": "i morgen"}, "Skriv datoen som"),
        ({"grunn": "x" * 5000}, "Teksten er for lang"),
    ],
)
def test_what_is_wrong_with_a_deputy_is_said(client, leder, kollega, endret, melding):
    client.force_login(leder)
    svar = {"person": "Kari Test", "fra": skrevet(), "til": skrevet(5), "grunn": ""} | endret

    assert melding in client.post(side("stedfortreder-create", rolle_til(leder).pk), svar).content.decode()
    assert not Stedfortreder.objects.exists()


def test_hr_renames_a_role_type(client, tre, hr):
    type_ = Rolletype.objects.get(kode=Rollekode.AVDELINGSDIREKTOR)
    client.force_login(hr)

    client.post(side("rolletype-update", type_.pk), {"navn": "Virksomhetsleder", "leder_paa_nivaa": "2"})

    type_.refresh_from_db()
    assert (type_.navn, type_.leder_paa_nivaa) == ("Virksomhetsleder", 2)


def test_roles_of_another_kommune_do_not_exist(client, hr, annen_kommune):
    client.force_login(annen_kommune.hr)
    fremmed = rolle_til(hr)
    type_ = Rolletype.objects.first()

    for adresse in (
        side("rolle-end", fremmed.pk),
        side("stedfortreder-create", fremmed.pk),
        side("rolletype-update", type_.pk),
    ):
        assert client.get(adresse).status_code == 404
        assert client.post(adresse, {}).status_code == 404
