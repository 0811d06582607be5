"""The pages of requirements and tasks, as a leader and HR use them."""

import pytest
from django.urls import reverse

from kartlegging.katalog.standard import opprett_standardkatalog
from kartlegging.krav import styring
from kartlegging.models import Kompetansekrav, Oppgave, Oppgaveutforer
from kompetanse.organisasjon.models import Enhet
from tests.kartlegging.factories import lag_bevis, lag_kompetanse, lag_krav, lag_oppgave, om

pytestmark = pytest.mark.django_db


@pytest.fixture
def saar(tre):
    return lag_kompetanse("Sårbehandling")


def adresse(navn, *argumenter):
    return reverse(f"kartlegging:{navn}", args=argumenter)


def skjema(**felt):
    return {
        "gjelder": "alle",
        "kompetanse": "sårbehandling",
        "nivaa": "2",
        "styrke": "skal",
        "hvor_mange": "alle",
        "fra": om(0).strftime("%d.%m.%Y"),
        **felt,
    }


def sett_krav(client, bruker, enhet, **felt):
    client.force_login(bruker)
    return client.post(adresse("enhet-krav-create", enhet.pk), skjema(**felt), follow=True)


def meldinger(response):
    return [str(melding) for melding in response.context["messages"]]


def test_a_leader_sees_what_follows_before_anything_is_stored(client, tre, soker, leder, saar):
    response = sett_krav(client, leder, tre.prosjekt)

    assert response.context["folger"] == (
        "Gjelder 2 medarbeidere i dag · ingen møter kravet · to medarbeidere mangler det fra første dag"
    )
    assert not Kompetansekrav.objects.exists()

    response = sett_krav(client, leder, tre.prosjekt, bekreftet="ja")
    krav = Kompetansekrav.objects.get()
    assert response.redirect_chain == [(krav.get_absolute_url(), 302)]
    assert (krav.kompetanse, krav.nivaa, krav.fra) == (saar, 2, om(0))


def test_a_number_per_shift_is_worked_out_shown_and_kept_with_its_parts(client, tre, soker, leder, saar):
    valg = {"hvor_mange": "vakt", "per_vakt": "2", "vakter": "3", "antall": "99"}
    regnestykke = "To på hver vakt × tre vakter som dekkes av ulike folk = seks må kunne det"
    assert regnestykke in sett_krav(client, leder, tre.prosjekt, **valg).context["folger"]

    response = sett_krav(client, leder, tre.prosjekt, bekreftet="ja", **valg)
    krav = Kompetansekrav.objects.get()
    assert (krav.antall, krav.per_vakt, krav.vakter) == (6, 2, 3)
    assert response.context["regnestykke"] == regnestykke
    assert regnestykke in response.content.decode()


@pytest.mark.parametrize(
    ("felt", "feil"),
    [
        ({"kompetanse": "Finnes ikke i det hele tatt"}, {"kompetanse"}),
        ({"kompetanse": ""}, {"kompetanse"}),
        ({"nivaa": ""}, {"nivaa"}),
        ({"nivaa": "9"}, {"nivaa"}),
        ({"gjelder": "oppgave-999999"}, {"gjelder"}),
        ({"gjelder": ""}, {"gjelder"}),
        ({"hvor_mange": "antall"}, {"antall"}),
        ({"hvor_mange": "antall", "antall": "-1"}, {"antall"}),
        ({"hvor_mange": "antall", "antall": "99999999999999999999"}, {"antall"}),
        ({"hvor_mange": "vakt", "per_vakt": "2"}, {"vakter"}),
        ({"hvor_mange": "noe annet"}, {"hvor_mange"}),
        ({"fra": "31.02.2026"}, {"fra"}),
        ({"fra": ""}, {"fra"}),
        ({"frist_dager": "en måned"}, {"frist_dager"}),
        ({"overgang_til": "1.1.2001"}, {"overgang_til"}),
        ({"hvorfor": "x" * 301}, {"hvorfor"}),
        ({"styrke": ""}, {"styrke"}),
    ],
)
def test_what_cannot_be_read_is_told_at_its_field_and_nothing_typed_is_lost(client, tre, leder, saar, felt, feil):
    for bekreftet in ({}, {"bekreftet": "ja"}):
        response = sett_krav(client, leder, tre.prosjekt, **felt, **bekreftet)

        assert set(response.context["form"].errors) == feil
        assert response.context["form"].data["styrke"] == felt.get("styrke", "skal")
    assert not Kompetansekrav.objects.exists()


def test_the_same_form_sent_twice_sets_one_requirement(client, tre, leder, saar):
    for _nr in range(2):
        response = sett_krav(client, leder, tre.prosjekt, bekreftet="ja", engang="x" * 22)

    assert Kompetansekrav.objects.count() == 1
    assert "sendt to ganger" in meldinger(response)[0]


def test_the_levels_follow_the_competence_that_is_written(client, tre, leder, saar):
    lag_bevis("Brannvern")
    client.force_login(leder)

    def nivaaer(tekst):
        return client.get(adresse("kompetanse-levels"), {"nivaa": "", "kompetanse": tekst}).content.decode()

    assert nivaaer("Sårbehandling").count("<option") == 5
    assert "uten nivå" in nivaaer("brannvern")
    assert "Velg kompetansen først" in nivaaer("")


def test_competences_are_suggested_by_name_in_the_own_kommune(client, tre, leder, saar, annen_kommune):
    client.force_login(leder)
    assert client.get(adresse("kompetanse-suggest"), {"kompetanse": "sår"}).context["valg"] == ["Sårbehandling"]

    client.force_login(annen_kommune.hr)
    assert client.get(adresse("kompetanse-suggest"), {"kompetanse": "sår"}).context["valg"] == []


def endre(client, krav, vist=None, **felt):
    krav.refresh_from_db()
    utfylt = skjema(vist=vist or styring.merke(krav), bekreftet="ja", **felt)
    return client.post(adresse("krav-update", krav.pk), utfylt, follow=True)


def test_who_saves_a_page_that_is_older_than_the_requirement_is_told(client, tre, leder, saar):
    krav = lag_krav(tre.prosjekt, saar, nivaa=2, fra=om(20))
    client.force_login(leder)
    vist = client.get(adresse("krav-update", krav.pk)).context["form"]["vist"].value()
    endre(client, krav, nivaa="3", fra=om(20).strftime("%d.%m.%Y"))

    response = endre(client, krav, vist, nivaa="1", fra=om(20).strftime("%d.%m.%Y"))
    assert meldinger(response) == ["Kravet er endret av noen andre. Se hva som gjelder nå."]
    assert Kompetansekrav.objects.get().nivaa == 3


def test_a_sharper_change_asks_for_the_transition_and_keeps_what_was_typed(client, tre, soker, leder, saar):
    krav = lag_krav(tre.prosjekt, saar, nivaa=2)
    client.force_login(leder)
    response = endre(client, krav, nivaa="3", hvorfor="Flere sår")
    assert set(response.context["form"].errors) == {"overgang_til"}
    assert response.context["form"]["hvorfor"].value() == "Flere sår"

    endre(client, krav, nivaa="3", overgang_til=om(30).strftime("%d.%m.%Y"))
    assert list(Kompetansekrav.objects.order_by("fra").values_list("nivaa", "til")) == [(2, om(-1)), (3, None)]


def test_the_page_of_an_old_requirement_leads_to_the_new_and_changes_nothing(client, tre, leder, saar):
    krav = lag_krav(tre.prosjekt, saar, nivaa=2)
    client.force_login(leder)
    endre(client, krav, nivaa="1")

    response = client.get(krav.get_absolute_url())
    assert not response.context["kan_endre"]
    assert [ett.nivaa for ett, _tekst in response.context["historie"]] == [1, 2]
    igjen = endre(client, krav, nivaa="4")
    assert meldinger(igjen) == ["Kravet er endret av noen andre. Se hva som gjelder nå."]


def test_a_requirement_of_what_is_yes_or_no_can_be_changed(client, tre, leder):
    krav = lag_krav(tre.prosjekt, lag_bevis("Brannvern"))
    client.force_login(leder)

    response = endre(client, krav, styrke="bor")
    assert response.status_code == 200
    assert Kompetansekrav.objects.get(til=None).styrke == "bor"


def test_the_unit_shows_what_is_set_here_inherited_and_set_below(
    client, tre, soker, kollega, leder, avdelingsdirektor, saar
):
    lag_krav(tre.rot, lag_kompetanse("Fra toppen"), nivaa=1)
    lag_krav(tre.rot, lag_kompetanse("Bare for ledere i toppen"), nivaa=1, antall=3)
    lag_krav(tre.ikt, saar, nivaa=1)
    lag_krav(tre.prosjekt, lag_kompetanse("Under"), nivaa=1)
    lag_krav(tre.hr, lag_kompetanse("Ved siden av"), nivaa=1)
    client.force_login(avdelingsdirektor)

    bilde = client.get(adresse("enhet-krav", tre.ikt.pk)).context["bilde"]

    def innhold(grupper):
        return [
            (str(linje.krav.kompetanse), gruppe.navn, linje.antall_folk)
            for gruppe in grupper
            for linje in gruppe.linjer
        ]

    assert innhold(bilde.her) == [("Sårbehandling", "Alle i IKT-tjenester", 4)]
    assert innhold(bilde.arvet) == [("Fra toppen", "Fjordby kommune", 4)]
    assert innhold(bilde.under) == [("Under", "Prosjektkontoret", 3)]


@pytest.mark.parametrize("antall", [1, 3])
def test_the_page_of_a_unit_asks_the_same_number_of_questions_whatever_the_size(
    client, tre, soker, kollega, leder, antall, django_assert_num_queries
):
    for nr in range(antall):
        kompetanse = lag_kompetanse(f"Kompetanse {nr}")
        lag_krav(tre.prosjekt, kompetanse, nivaa=1)
        lag_krav(tre.rot, kompetanse, nivaa=2)
        oppgave = lag_oppgave(tre.prosjekt, f"Oppgave {nr}", utforere=[soker, kollega])
        lag_krav(tre.prosjekt, kompetanse, oppgave=oppgave, nivaa=3)
    client.force_login(leder)

    # session, user, wall, person, roles; unit, those above, what waits to be confirmed; requirements and levels, whom they
    # concern, who does the tasks; tasks and their people
    with django_assert_num_queries(14):
        client.get(adresse("enhet-krav", tre.prosjekt.pk))


def test_a_task_is_made_given_people_and_ended_from_its_pages(client, tre, soker, leder):
    client.force_login(leder)
    client.post(adresse("enhet-oppgave-create", tre.prosjekt.pk), {"navn": "Gi legemidler", "merknad": ""})
    oppgave = Oppgave.objects.get()
    side = adresse("oppgave-detail", oppgave.pk)
    client.post(side, {"person": soker.person.ansattnummer, "fra": om(0).strftime("%d.%m.%Y"), "til": ""})
    utforer = Oppgaveutforer.objects.get()
    assert (utforer.person, utforer.fra, utforer.til) == (soker.person, om(0), None)

    client.post(adresse("utforer-end", utforer.pk), {"siste_dag": om(0).strftime("%d.%m.%Y")})
    client.post(adresse("oppgave-end", oppgave.pk), {"siste_dag": om(0).strftime("%d.%m.%Y")})
    oppgave.refresh_from_db()
    assert oppgave.til == om(0)
    assert client.post(side, {"person": soker.person.ansattnummer, "fra": "1.1.2030"}).status_code == 403


@pytest.mark.parametrize(
    ("felt", "feil"),
    [
        ({"person": "Ingen Slik"}, {"person"}),
        ({"fra": "i morgen"}, {"fra"}),
        ({"til": "1.1.2001"}, {"til"}),
    ],
)
def test_a_wrong_name_or_date_on_a_task_is_told(client, tre, soker, leder, felt, feil):
    oppgave = lag_oppgave(tre.prosjekt)
    client.force_login(leder)
    utfylt = {"person": soker.person.ansattnummer, "fra": om(0).strftime("%d.%m.%Y"), "til": "", **felt}

    response = client.post(adresse("oppgave-detail", oppgave.pk), utfylt)
    assert set(response.context["form"].errors) == feil
    assert not oppgave.utforere.exists()


def test_a_task_of_the_same_name_is_refused_on_its_page(client, tre, leder):
    lag_oppgave(tre.prosjekt, "Gi legemidler")
    client.force_login(leder)

    response = client.post(adresse("enhet-oppgave-create", tre.prosjekt.pk), {"navn": "Gi legemidler", "merknad": ""})
    assert response.context["form"].errors == {"__all__": ["Enheten har allerede en oppgave med dette navnet."]}


def test_a_set_is_taken_in_with_one_press_and_the_chosen_lines_alone(client, kommune, tre, leder):
    opprett_standardkatalog(kommune)
    client.force_login(leder)
    side = adresse("enhet-kravsett-detail", tre.prosjekt.pk, "verneombud")
    assert client.get(side).context["form"].avkrysset == {"verneombud-kurs", "hms-arbeid", "avvik-og-forbedring"}

    response = client.post(side, {"linjer": ["hms-arbeid"], "fra": om(0).strftime("%d.%m.%Y")}, follow=True)
    assert meldinger(response) == ["1 krav er tatt inn."]
    assert Kompetansekrav.objects.get().kompetanse.nokkel == "hms-arbeid"


@pytest.mark.parametrize("linjer", [[], ["finnes-ikke"], ["hms-arbeid", "hms-arbeid; drop table"]])
def test_a_choice_that_is_none_takes_in_nothing(client, kommune, tre, leder, linjer):
    opprett_standardkatalog(kommune)
    client.force_login(leder)
    side = adresse("enhet-kravsett-detail", tre.prosjekt.pk, "verneombud")

    response = client.post(side, {"linjer": linjer, "fra": om(0).strftime("%d.%m.%Y")})
    assert set(response.context["form"].errors) == {"linjer"}
    assert not Kompetansekrav.objects.exists()


def test_requirements_are_copied_from_a_unit_that_is_written(client, tre, leder, saar):
    lag_krav(tre.hr, saar, nivaa=2)
    client.force_login(leder)
    side = adresse("enhet-kopier", tre.prosjekt.pk)
    assert "Velg en annen enhet" in str(client.get(side, {"kilde": "Prosjektkontoret"}).context["form"].errors)

    adressen = f"{side}?kilde=HR og virksomhetsstyring"
    (forslag,) = client.get(adressen).context["forslag"]
    client.post(adressen, {"linjer": [forslag.nokkel], "fra": om(0).strftime("%d.%m.%Y")})
    assert Kompetansekrav.objects.filter(enhet=tre.prosjekt).count() == 1


def test_who_lost_the_unit_between_the_form_and_the_press_is_stopped(client, tre, avdelingsdirektor, saar):
    sett_krav(client, avdelingsdirektor, tre.prosjekt)
    Enhet.objects.move(Enhet.objects.get(pk=tre.prosjekt.pk), Enhet.objects.get(pk=tre.oppvekst.pk), "last-child")

    assert sett_krav(client, avdelingsdirektor, tre.prosjekt, bekreftet="ja").status_code == 403
    assert not Kompetansekrav.objects.exists()


def test_hr_filters_the_list_of_all_requirements_and_gets_the_same_as_a_file(client, tre, hr, saar):
    lag_krav(tre.prosjekt, saar, nivaa=2)
    lag_krav(tre.hr, saar, rolle="leder", nivaa=1)
    lag_krav(tre.hr, lag_kompetanse("Annet"), nivaa=1, oppgave=lag_oppgave(tre.hr))
    lag_krav(tre.hr, lag_kompetanse("Avsluttet"), nivaa=1, til=om(-1))
    client.force_login(hr)

    def treff(**valg):
        rader = client.get(adresse("krav-list"), valg).context["liste"].rader
        return sorted((str(krav.kompetanse), krav.enhet.navn) for krav in rader)

    assert len(treff()) == 3
    assert treff(kompetanse="sårbehandling", enhet="Prosjektkontoret") == [("Sårbehandling", "Prosjektkontoret")]
    assert treff(slag="rolle") == [("Sårbehandling", "HR og virksomhetsstyring")]
    assert treff(slag="oppgave") == [("Annet", "HR og virksomhetsstyring")]
    fil = client.get(adresse("krav-list"), {"format": "csv", "slag": "rolle"}).content.decode("utf-8-sig")
    assert "Ledere" in fil.splitlines()[1]
    assert len(fil.splitlines()) == 2


@pytest.mark.parametrize("antall", [1, 3])
def test_the_list_asks_the_same_number_of_questions_whatever_the_size(
    client, tre, hr, antall, django_assert_num_queries
):
    for nr in range(antall):
        lag_krav(tre.prosjekt, lag_kompetanse(f"Kompetanse {nr}"), nivaa=2)
    client.force_login(hr)

    # session, user, wall, person, roles; the root, categories of the filter; count, rows, levels
    with django_assert_num_queries(10):
        client.get(adresse("krav-list"))
