"""Whatever people have and whatever is demanded: the database answers as plain Python does."""

from collections import Counter

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from kartlegging.models import Kompetanse, Kompetansekrav, Personkompetanse
from kartlegging.oppfylling import antall_berort, besittelse, oppfylling
from kompetanse.organisasjon.models import Person, Rollekode, Stilling
from tests.eksempler import eksempler
from tests.kartlegging import tvilling
from tests.kartlegging.factories import (
    gi_kompetanse,
    lag_kategori,
    lag_kompetanse,
    lag_krav,
    lag_oppgave,
    om,
)
from tests.kurs.factories import lag_kjoring, lag_kurs, lag_plass
from tests.rollebesetning import gi_rolle, lag_bruker

pytestmark = pytest.mark.django_db
# Few days and few levels, so that what borders on each other meets: the same day, the day after, the level below.
DAGER = st.sampled_from([-40, -16, -15, -5, -1, 0, 1, 14, 40])
NIVAA = st.sampled_from([None, 1, 2, 2, 3])
BESITTELSE = st.fixed_dictionaries(
    {
        "hvem": st.integers(0, 2),
        "hva": st.integers(0, 3),
        "nivaa": NIVAA,
        "tilstand": st.sampled_from([*Personkompetanse.Tilstand.values, *Personkompetanse.TELLER]),
        "fra": DAGER,
        "lengde": st.sampled_from([None, 0, 4, 14, 15, 50]),
        "bruk": st.sampled_from(["", "mer"]),
    }
)
KRAV = st.fixed_dictionaries(
    {
        "hva": st.integers(0, 3),
        "paa": st.sampled_from(
            ["enhet", "over", "over", "kategori", "annen_kategori", "oppgave", "leder", "verneombud"]
        ),
        "nivaa": NIVAA,
        "maa_bekreftes": st.booleans(),
        "antall": st.one_of(st.none(), st.integers(1, 3)),
        "fra": DAGER,
        "frist_dager": st.one_of(st.none(), st.integers(0, 90)),
        "overgang_til": st.one_of(st.none(), DAGER),
        "krevd_siden": st.one_of(st.none(), DAGER),
    }
)
PLASS = st.fixed_dictionaries(
    {
        "hvem": st.integers(0, 2),
        "hva": st.integers(0, 3),
        "nivaa": NIVAA,
        "status": st.sampled_from(["plass", "plass", "plass", "venteliste", "avmeldt", "fullfort"]),
        "kjoring": st.sampled_from(["aapen", "aapen", "stengt", "utkast", "avlyst", "gjennomfort"]),
        "fullforing": st.sampled_from(["egenvurdert", "bekreftet", "ingen"]),
        "dager": st.lists(DAGER, max_size=2),
    }
)


class Verden:
    """Three people in two units and two categories, four competences of which three include one another in a chain."""

    def __init__(self, tre):
        self.tre = tre
        bunn = lag_kompetanse("Bunn")
        midt = lag_kompetanse("Midt", inkluderer=[bunn])
        self.kompetanser = [bunn, midt, lag_kompetanse("Topp", inkluderer=[midt]), lag_kompetanse("Alene")]
        self.raadgiver = lag_kategori("Rådgiver", titler=["Rådgiver"], koder=["8530"])
        self.annen = lag_kategori("Annen", koder=["6572"])
        self.folk = [lag_bruker("Ada", tre.prosjekt), lag_bruker("Bo", tre.prosjekt), lag_bruker("Cy", tre.ikt)]
        Stilling.objects.filter(person=self.folk[1].person).update(tittel="Ukjent", stillingskode="6572", fra=om(-15))
        gi_rolle(self.folk[0], Rollekode.LEDER, tre.prosjekt, fra=om(-5))
        gi_rolle(self.folk[2], Rollekode.VERNEOMBUD, tre.ikt)
        self.oppgave = lag_oppgave(tre.prosjekt, utforere=[self.folk[2]])

    def gi(self, hvem, hva, fra, lengde, **felt):
        til = None if lengde is None else om(fra + lengde)
        if felt["tilstand"] == "paabegynt":
            felt["forventet"] = til
        gi_kompetanse(self.folk[hvem], self.kompetanser[hva], fra=om(fra), til=til, **felt)

    def gi_plass(self, hvem, hva, nivaa, status, kjoring, fullforing, dager):
        kurs = lag_kurs(self.tre.rot, kompetanser=[(self.kompetanser[hva], nivaa)], fullforing=fullforing)
        lag_plass(lag_kjoring(kurs, dager=dager, status=kjoring), self.folk[hvem].person, status)

    def krev(self, hva, paa, fra, overgang_til, krevd_siden, **felt):
        steder = {
            "enhet": (self.tre.prosjekt, {}),
            "over": (self.tre.stab, {}),
            "kategori": (self.tre.ikt, {"kategori": self.raadgiver}),
            "annen_kategori": (self.tre.rot, {"kategori": self.annen}),
            "oppgave": (self.tre.prosjekt, {"oppgave": self.oppgave}),
            "leder": (self.tre.stab, {"rolle": "leder"}),
            "verneombud": (self.tre.rot, {"rolle": "verneombud"}),
        }
        enhet, gjelder = steder[paa]
        felt |= {
            "overgang_til": None if overgang_til is None else om(overgang_til),
            "krevd_siden": None if krevd_siden is None else om(krevd_siden),
        }
        lag_krav(enhet, self.kompetanser[hva], fra=om(fra), **gjelder, **felt)


@pytest.fixture
def verden(tre):
    return Verden(tre)


@eksempler(150)
@given(
    besittelser=st.lists(BESITTELSE, max_size=10, unique_by=lambda en: (en["hvem"], en["hva"], en["nivaa"])),
    plasser=st.lists(PLASS, max_size=3),
    krav=st.lists(KRAV, min_size=1, max_size=5),
    dager=DAGER,
    flyttet_til=st.sampled_from([None, "stab", "prosjekt", "oppvekst"]),
)
def test_the_database_and_plain_python_agree(verden, besittelser, plasser, krav, dager, flyttet_til):
    punkt = transaction.savepoint()
    try:
        for en in besittelser:
            verden.gi(**en)
        for en in plasser:
            verden.gi_plass(**en)
        for ett in krav:
            verden.krev(**ett)
        dag = om(dager)
        gjeldende = Kompetansekrav.objects.gjeldende(dag).select_related("enhet")
        sted = flyttet_til and getattr(verden.tre, flyttet_til)
        folk, kompetanser = Person.objects.all(), Kompetanse.objects.all()
        svar = oppfylling(folk, dag=dag, flyttet_til=sted)
        assert not [antall for antall in Counter((en.krav_id, en.person_id) for en in svar).values() if antall > 1]
        assert {(en.krav_id, en.person_id): en for en in svar} == tvilling.oppfylling(folk, gjeldende, dag, sted)
        lovet = Personkompetanse.objects.filter(bruk="mer", tilstand="egenvurdert")
        da = {(en.krav_id, en.person_id): en for en in oppfylling(folk, gjeldende, dag, som_bekreftet=lovet)}
        assert da == tvilling.oppfylling(folk, gjeldende, dag, som_bekreftet=set(lovet).__contains__)
        assert antall_berort(folk, gjeldende, dag) == tvilling.antall_berort(folk, gjeldende, dag)
        har = besittelse(folk, kompetanser, dag)
        assert {(en.kompetanse_id, en.person_id): en for en in har} == tvilling.besittelse(folk, kompetanser, dag)
        blant = Personkompetanse.objects.filter(tilstand="bekreftet")
        kjent = {(en.kompetanse_id, en.person_id): en for en in besittelse(folk, kompetanser, dag, blant=blant)}
        assert kjent == tvilling.besittelse(folk, kompetanser, dag, _er_bekreftet, plasser_til=())
        hos = Person.objects.filter(pk=verden.folk[0].person_id)
        har = besittelse(folk, kompetanser, dag, blant=blant, paa_vei_hos=hos)
        assert {(en.kompetanse_id, en.person_id): en for en in har} == tvilling.besittelse(
            folk, kompetanser, dag, _er_bekreftet, plasser_til=[hos.get().pk]
        )
    finally:
        transaction.savepoint_rollback(punkt)


def _er_bekreftet(rad):
    return rad.tilstand == "bekreftet"
