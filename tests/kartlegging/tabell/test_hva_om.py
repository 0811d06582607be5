"""What if: people are left out or put in, and nothing is stored."""

import datetime as dt

import pytest
from django.apps import apps
from django.db.models import Model
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from kartlegging.models import Kompetanse, Kompetansekrav
from kartlegging.oppfylling import Oppfylling
from kartlegging.tabell.bilde import Kravrad, kartlegging
from kartlegging.tabell.hva_om import Utfall, hva_om, spoer
from kompetanse.felles.models import Oppslag
from kompetanse.organisasjon.models import Person
from tests.kartlegging.factories import Tilstand, gi_kompetanse, lag_bevis, lag_kompetanse, lag_krav, lag_oppgave, om
from tests.rollebesetning import lag_bruker
from tests.skjemaangrep import ONDE, Fil

DAG = dt.date(2026, 3, 2)
FOLK = [Person(pk=nummer, fornavn=f"Person {nummer}") for nummer in range(1, 6)]


# --- The calculation, whatever the answers are ----------------------------------------------------


@st.composite
def tabeller(draw):
    """Rows of requirements on so many, or on each one, with answers of some of five people."""
    rader = []
    for nummer in range(draw(st.integers(1, 4))):
        krav = Kompetansekrav(pk=nummer + 1, antall=draw(st.sampled_from([None, 1, 2, 4])), kompetanse=Kompetanse())
        hvem = draw(st.lists(st.sampled_from(FOLK), unique_by=lambda person: person.pk))
        rader.append(Kravrad(krav, DAG, [(person, svaret(draw, krav, person)) for person in hvem]))
    return rader


def svaret(draw, krav, person):
    return Oppfylling(
        krav_id=krav.pk,
        person_id=person.pk,
        berort=draw(st.booleans()),
        frist=draw(st.sampled_from([None, DAG, DAG - dt.timedelta(days=1)])),
        tilstand=draw(st.sampled_from(["moter", "nesten", "mangler"])),
        grunn="",
        holder_til=None,
        nivaa=None,
        gikk_ut=None,
        forventet=None,
    )


UTVALG = st.sets(st.sampled_from([person.pk for person in FOLK]))


def staar(rader):
    return [(rad.krav.pk, rad.svar, rad.trengs, rad.mangler, rad.alene, rad.antall_dekket) for rad in rader]


def etter(rader, borte, nye=()):
    return [endring.etter for endring in hva_om(rader, borte, nye)]


@given(tabeller())
def test_nobody_away_changes_nothing(rader):
    assert staar(etter(rader, set())) == staar(rader)
    assert not any(endring.endret for endring in hva_om(rader, set()))


@given(tabeller())
def test_all_away_leaves_nobody_and_only_requirements_on_so_many_still_ask(rader):
    for rad in etter(rader, {person.pk for person in FOLK}):
        assert (rad.moter, rad.trengs, rad.mangler) == ([], rad.krav.antall or 0, rad.krav.antall or 0)


@given(tabeller(), UTVALG, UTVALG)
def test_the_order_does_not_matter(rader, noen, andre):
    assert staar(etter(etter(rader, noen), andre)) == staar(etter(etter(rader, andre), noen))
    assert staar(etter(etter(rader, noen), andre)) == staar(etter(rader, noen | andre))


@given(tabeller(), UTVALG, st.data())
def test_who_comes_and_goes_again_was_never_there(rader, borte, data):
    ny = Person(pk=99, fornavn="Ny")
    nye = [(ny, svaret(data.draw, rad.krav, ny)) for rad in rader]

    assert staar(etter(etter(rader, borte, nye), {ny.pk})) == staar(etter(rader, borte))


@given(tabeller(), UTVALG)
def test_the_fewer_people_the_more_is_missing_of_so_many_and_the_less_of_each_one(rader, borte):
    for endring in hva_om(rader, borte):
        if endring.foer.krav.antall:
            assert endring.etter.mangler >= endring.foer.mangler
        else:
            assert endring.etter.mangler <= endring.foer.mangler


@given(tabeller(), UTVALG)
def test_what_holds_has_enough_and_what_has_none_left_has_none(rader, borte):
    for endring in hva_om(rader, borte):
        igjen, trengs = len(endring.etter.moter), endring.etter.krav.antall
        if trengs:
            ventet = Utfall.HOLDER if igjen >= trengs else Utfall.FOR_FAA if igjen else Utfall.INGEN
            assert endring.utfall == ventet


# --- The page -------------------------------------------------------------------------------------


@pytest.fixture
def saar(tre):
    kompetanse = lag_kompetanse("Sårbehandling")
    lag_krav(tre.prosjekt, kompetanse, oppgave=lag_oppgave(tre.prosjekt, "Behandle sår"), nivaa=3, antall=2)
    return kompetanse


def side(client, bruker, enhet, navn="enhet-matrise", *, htmx=False, **valg):
    client.force_login(bruker)
    headers = {"HX-Request": "true"} if htmx else {}
    return client.get(reverse(f"kartlegging:{navn}", args=[enhet.pk]), {"hva_om": "1", **valg}, headers=headers)


def deler(response):
    """{what it is called: [(competence, before, after, who is nearest)]}."""
    return {
        en["navn"]: [
            (str(endring.foer.krav.kompetanse), len(endring.foer.moter), len(endring.etter.moter), endring.naermest)
            for endring in en["endringer"]
        ]
        for en in response.context["hva_om"].deler
    }


SIDER = pytest.mark.parametrize("navn", ["enhet-matrise", "enhet-tabell"])


@pytest.mark.django_db
@SIDER
def test_both_away_leaves_nobody_and_says_who_is_nearest(client, tre, leder, soker, kollega, saar, navn):
    for bruker in (soker, kollega):
        gi_kompetanse(bruker, saar, 3)
    gi_kompetanse(leder, saar, 2)

    response = side(client, leder, tre.prosjekt, navn, borte=[soker.person_id, kollega.person_id])

    assert deler(response) == {"Ingen igjen": [("Sårbehandling", 2, 0, "Nærmest: Lars Test, nivå 2")]}
    html = response.content.decode()
    assert "Uten Siri Test og Kari Test" in html
    assert "Ett krav står uten noen." in html
    assert "Ingenting lagres." in html


@pytest.mark.django_db
@SIDER
def test_one_away_leaves_too_few_and_a_third_holder_makes_it_hold(client, tre, leder, soker, kollega, saar, navn):
    for bruker in (soker, kollega):
        gi_kompetanse(bruker, saar, 3)
    borte = {"borte": soker.person_id}
    assert list(deler(side(client, leder, tre.prosjekt, navn, **borte))) == ["For få igjen"]

    gi_kompetanse(leder, saar, 4)
    assert list(deler(side(client, leder, tre.prosjekt, navn, **borte))) == ["Holder"]


@pytest.mark.django_db
def test_requirements_on_each_person_shrink_with_the_staff(client, tre, leder, soker, kollega):
    kurs = lag_bevis("Brannvern")
    lag_krav(tre.prosjekt, kurs)
    gi_kompetanse(soker, kurs)

    response = side(client, leder, tre.prosjekt, borte=kollega.person_id)

    svar = response.context["hva_om"]
    assert (svar.tabell.egne_krav, svar.etter.egne_krav) == ((1, 3), (1, 2))
    assert "1 av 2 er møtt. I dag er det 1 av 3." in " ".join(response.content.decode().split())


@pytest.mark.django_db
def test_someone_from_elsewhere_in_the_line_counts_as_if_they_worked_here(client, tre, avdelingsdirektor, soker, saar):
    gi_kompetanse(avdelingsdirektor, saar, 3)
    gi_kompetanse(soker, saar, 3)

    response = side(client, avdelingsdirektor, tre.prosjekt, med=avdelingsdirektor.person_id)

    assert deler(response) == {"Holder": [("Sårbehandling", 1, 2, "Ingen er nær")]}
    # By name, as one types it, and once however often it is asked for.
    person = avdelingsdirektor.person
    response = side(client, avdelingsdirektor, tre.prosjekt, med=person.pk, legg_til=str(person))
    assert response.context["hva_om"].kommer == [person]


@pytest.mark.django_db
def test_a_new_one_who_meets_the_requirement_is_added(client, tre, leder, soker, saar):
    gi_kompetanse(soker, saar, 3)

    response = side(client, leder, tre.prosjekt, ny=Kompetansekrav.objects.get().pk)

    assert deler(response) == {"Holder": [("Sårbehandling", 1, 2, "Ingen er nær")]}
    assert response.context["hva_om"].tittel == "Med en ny"


@pytest.mark.django_db
def test_who_is_here_already_or_is_unknown_is_told_in_words_and_the_rest_is_kept(
    client, tre, leder, soker, utenforstaende, saar
):
    gi_kompetanse(soker, saar, 3)
    for navn, melding in (
        ("Siri Test", "Siri Test arbeider her allerede."),
        (str(utenforstaende.person), "Vi finner ingen som heter «Ulf Test»."),
    ):
        response = side(client, leder, tre.prosjekt, borte=soker.person_id, legg_til=navn)
        assert melding in response.content.decode()
        assert list(deler(response)) == ["Ingen igjen"]


@pytest.mark.django_db
@SIDER
@pytest.mark.parametrize("felt", ["borte", "med", "ny"])
def test_a_person_outside_ones_line_or_nonsense_is_not_found(client, tre, leder, utenforstaende, saar, navn, felt):
    fremmed = lag_krav(tre.barnehager, saar, antall=1).pk if felt == "ny" else utenforstaende.person_id
    for verdi in (fremmed, 0, "abc", "9" * 30):
        assert side(client, leder, tre.prosjekt, navn, **{felt: verdi}).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize(
    "felter",
    [
        ("q", "kategori", "gruppe", "vis", "hull", "sorter"),
        *(("hva_om", en) for en in ("borte", "med", "ny", "legg_til")),
    ],
)
def test_nonsense_in_the_address_is_never_a_fault(client, tre, leder, saar, felter):
    client.force_login(leder)
    adresse = reverse("kartlegging:enhet-matrise", args=[tre.prosjekt.pk])
    for ond in [*ONDE.values(), "k" + "9" * 5000, "-k", "k-1"]:
        if not isinstance(ond, Fil):
            assert client.get(adresse, dict.fromkeys(felter, ond)).status_code in (200, 404), ond


@pytest.mark.django_db
@SIDER
def test_a_leader_of_another_line_sees_nothing_of_it(client, tre, leder, utenforstaende, soker, navn):
    assert side(client, utenforstaende, tre.prosjekt, navn).status_code == 403
    assert side(client, soker, tre.prosjekt, navn).status_code == 403


def alle_rader():
    """Every row of every table as it is now, but for the log of looks."""
    modeller = [modell for modell in apps.get_models(include_auto_created=True) if modell._meta.managed]
    return {
        modell._meta.label: sorted(map(repr, modell._default_manager.values_list()))
        for modell in modeller
        if issubclass(modell, Model) and modell is not Oppslag
    }


@pytest.mark.django_db
@SIDER
@pytest.mark.parametrize("htmx", [False, True])
def test_nothing_is_stored_but_that_one_has_looked(
    client, tre, leder, avdelingsdirektor, soker, kollega, saar, navn, htmx
):
    gi_kompetanse(soker, saar, 3)
    gi_kompetanse(kollega, saar, 2, tilstand=Tilstand.EGENVURDERT)
    annen = lag_bruker("Nils", tre.ikt)
    side(client, avdelingsdirektor, tre.prosjekt, navn)
    foer = alle_rader()
    sett_foer = set(Oppslag.objects.values_list("pk", flat=True))

    valg = {"borte": [soker.person_id], "med": [annen.person_id], "ny": [Kompetansekrav.objects.get().pk]}
    assert (
        client.get(reverse(f"kartlegging:{navn}", args=[tre.prosjekt.pk]), {"hva_om": "1", **valg}).status_code == 200
    )

    assert alle_rader() == foer
    assert [en.person_id for en in Oppslag.objects.exclude(pk__in=sett_foer)] == [annen.person_id]


@pytest.mark.django_db
def test_htmx_gets_the_answer_and_the_foot_alone(client, tre, leder, soker, saar):
    gi_kompetanse(soker, saar, 3)

    html = side(client, leder, tre.prosjekt, htmx=True, borte=soker.person_id).content.decode()

    assert "<html" not in html
    assert "<tbody" not in html
    assert 'id="matrisefot" hx-swap-oob="innerHTML"' in html
    assert "Uten Siri Test. Ett krav står uten noen." in html
    assert "matrisefot" not in side(client, leder, tre.prosjekt, "enhet-tabell", htmx=True).content.decode()


@pytest.mark.django_db
def test_who_is_away_is_struck_through_without_javascript_too(client, tre, leder, soker, kollega, saar):
    html = side(client, leder, tre.prosjekt, borte=soker.person_id).content.decode()

    assert html.count(f'<tr class="borte" data-person="{soker.person_id}">') == 1
    assert html.count('<tr class="borte"') == 1
    assert f'name="borte" value="{soker.person_id}" form="hva-om" checked' in html


@pytest.mark.django_db
@SIDER
@pytest.mark.parametrize("antall", [1, 3])
def test_what_if_costs_the_same_whatever_the_size(
    client, tre, avdelingsdirektor, antall, navn, django_assert_num_queries
):
    borte, med = [], []
    for nummer in range(antall):
        kompetanse = lag_kompetanse(f"Kompetanse {nummer}")
        lag_krav(tre.prosjekt, kompetanse, nivaa=1, antall=2)
        borte.append(lag_bruker(f"Ny{nummer}", tre.prosjekt).person_id)
        med.append(lag_bruker(f"Annen{nummer}", tre.ikt).person_id)
    client.force_login(avdelingsdirektor)
    with django_assert_num_queries({"enhet-matrise": 31, "enhet-tabell": 24}[navn]):
        side(client, avdelingsdirektor, tre.prosjekt, navn, borte=borte, med=med)


@pytest.mark.django_db
def test_the_whole_question_can_be_asked_without_a_page(tre, leder, soker, kollega, saar):
    gi_kompetanse(soker, saar, 3, til=om(400))
    tabell = kartlegging(tre.prosjekt)

    svar = spoer(tabell, [soker.person], [], [])

    assert [rad.mangler for rad in svar.etter.rader] == [2]
    assert [rad.mangler for rad in tabell.rader] == [1]
