"""Who sees what of Siri's competence: person × page → exact status, and whether her name or what she has stands there.

A cell is the status, and «+» where something of hers is told. She works in Prosjektkontoret, and her leader is Lars.
"""

import pytest
from django.urls import reverse

from kartlegging.models import Bevisfil
from kartlegging.profil import bevis
from kompetanse.felles.models import Oppslag
from kompetanse.organisasjon.models import Rollekode
from tests.kartlegging.factories import gi_kompetanse, lag_bevis, lag_kompetanse, lag_krav
from tests.kartlegging.oppbevaring.conftest import fil
from tests.rollebesetning import gi_rolle, gi_stedfortreder, lag_bruker

pytestmark = pytest.mark.django_db

SIDER = ("egen", "person", "bevis", "tabell", "matrise", "bekreft", "svar", "dekning")
# Each own page is of the one who asks. An aggregate with names of nobody is a 200 without a «+».
TABELL = """
    #                 egen  person bevis tabell matr  bekr  svar  dekning
    seg_selv          200+  200+  200+  403   403   403   403   403
    kollega           200   404   404   403   403   403   404   403
    annen_kollega     200   404   404   403   403   403   404   403
    leder             200   200+  200+  200+  200+  200+  200+  200
    avdelingsdirektor 200   200+  200+  200+  200+  200+  200+  200
    etatsdirektor     200   200+  200+  200+  200+  200+  200+  200
    utenforstaende    200   404   404   403   403   403   404   403
    stedfortreder     200   200+  200+  200+  200+  200+  200+  200
    hr                200   200+  200+  200+  200+  200+  200+  200
    hr_enhet          200   404   404   403   403   403   404   403
    tillitsvalgt      200   404   404   403   403   403   404   200
    verneombud        200   404   404   403   403   403   404   200
    systemansvarlig   200   403   404   403   403   403   404   403
"""
RADER = [(navn, ruter) for navn, *ruter in map(str.split, TABELL.strip().splitlines()[1:])]


@pytest.fixture
def siri(soker, tre, lager):
    """With a level, and a certificate that waits to be confirmed."""
    demens, kurs = lag_kompetanse("Demens"), lag_bevis("Varme arbeider")
    lag_krav(tre.prosjekt, demens, nivaa=3)
    gi_kompetanse(soker, demens, 3)
    bevis.legg_ved(gi_kompetanse(soker, kurs, tilstand="egenvurdert"), [fil(b"%PDF-1.7 Siri Test")], bruker=soker)
    return soker


@pytest.fixture
def person(request, siri, tre):
    """The one who asks, by the name in the table."""
    navn = request.param
    if navn == "seg_selv":
        return siri
    if navn == "annen_kollega":
        return lag_bruker("Ola", tre.barnehager)
    if navn == "verneombud":
        vern = lag_bruker("Vera", tre.ikt)
        gi_rolle(vern, Rollekode.VERNEOMBUD, tre.ikt)
        return vern
    if navn == "stedfortreder":
        vikar = lag_bruker("Dag", tre.barnehager)
        gi_stedfortreder(request.getfixturevalue("leder").person.roller.get(), vikar)
        return vikar
    return request.getfixturevalue(navn)


def adresser(siri, tre):
    enhet, alt = [tre.prosjekt.pk], "kartlegging"
    return {
        "egen": reverse(f"{alt}:min"),
        "person": reverse(f"{alt}:person-kompetanse", args=[siri.person_id]),
        "bevis": reverse(f"{alt}:bevis-download", args=[Bevisfil.objects.get().pk]),
        "tabell": reverse(f"{alt}:enhet-tabell", args=enhet),
        "matrise": reverse(f"{alt}:enhet-matrise", args=enhet),
        "bekreft": reverse(f"{alt}:enhet-bekreft", args=enhet),
        "svar": reverse(f"{alt}:registrering-return", args=[siri.person.kompetanser.venter().get().pk]),
        "dekning": reverse(f"{alt}:enhet-dekning", args=enhet),
    }


def rute(response):
    """What is told in the main part of the page, where one's own name does not stand by itself; or in the file."""
    innhold = b"".join(response.streaming_content) if response.streaming else response.content
    innhold = innhold.partition(b"<main")[2] or innhold
    return f"{response.status_code}{'+' if b'Siri' in innhold or b'Varme arbeider' in innhold else ''}"


@pytest.mark.parametrize(("person", "ruter"), RADER, indirect=["person"], ids=[navn for navn, _ruter in RADER])
def test_each_sees_exactly_this(client, tre, siri, person, ruter):
    client.force_login(person)

    assert {hva: rute(client.get(sti)) for hva, sti in adresser(siri, tre).items()} == dict(
        zip(SIDER, ruter, strict=True)
    )


# What each look is called, in words that Siri can read.
OPPSLAG = {
    "person": "Kompetansen",
    "bevis": "Bevis",
    "tabell": "Kartleggingstabellen for Prosjektkontoret",
    "matrise": "Kompetansematrisen for Prosjektkontoret",
    "bekreft": "Det som venter på å bli bekreftet",
    "svar": "Det som venter på å bli bekreftet",
}


@pytest.mark.parametrize("hva", [*OPPSLAG, "tabell.xlsx", "matrise.xlsx"])
def test_each_look_is_noted_once_in_words_that_she_reads(client, tre, siri, leder, hva):
    side, _punktum, filformat = hva.partition(".")
    client.force_login(leder)
    client.get(adresser(siri, tre)[side], {"format": filformat} if filformat else {})

    assert [*Oppslag.objects.filter(person_id=siri.person_id).values_list("hva", "bruker")] == [
        (OPPSLAG[side], leder.pk)
    ]
    client.force_login(siri)
    for sti in (reverse("kartlegging:min"), reverse("organisasjon:person-log", args=[siri.person_id])):
        assert OPPSLAG[side] in client.get(sti).content.decode()


def test_a_page_that_is_refused_is_no_look(client, tre, siri, kollega):
    client.force_login(kollega)
    for sti in adresser(siri, tre).values():
        client.get(sti)

    assert not Oppslag.objects.exists()
