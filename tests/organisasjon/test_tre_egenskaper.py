"""Whatever HR does to the tree, in whatever order: it stays a tree, periods never overlap, and nobody is lost."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from kompetanse.felles import vegg
from kompetanse.organisasjon import tre as endre
from kompetanse.organisasjon.models import Enhet, Enhetsperiode, Kommune, Person, Stilling
from kompetanse.organisasjon.standard import opprett_kommune
from kompetanse.organisasjon.trevisning import treet_paa
from tests.eksempler import eksempler
from tests.parallelt import samtidig
from tests.rollebesetning import START, lag_enhet

DAG = dt.timedelta(days=1)
DAGER = range(0, 60, 7)
HANDLINGER = st.lists(
    st.tuples(
        st.sampled_from(["opprett", "navn", "flytt", "slaa_sammen", "avslutt"]),
        st.integers(0, 30),
        st.integers(0, 30),
        st.sampled_from(DAGER),
    ),
    min_size=4,
    max_size=14,
)


def utfor(handling, enhet, annen, dato, nr):
    """One thing that HR may try; what is not possible is refused with a message."""
    if handling == "opprett":
        endre.opprett(enhet, navn=f"Ny {nr}", bruker=None, fra=dato)
    elif handling == "navn":
        endre.gi_nytt_navn(enhet, navn=f"Navn {nr}", bruker=None, fra=dato)
    elif handling == "flytt":
        endre.flytt(enhet, ny_forelder=annen, bruker=None, fra=dato)
    elif handling == "slaa_sammen":
        endre.slaa_sammen([enhet], maal=annen, bruker=None, fra=dato)
    else:
        endre.avslutt(enhet, bruker=None, siste_dag=dato)


def krev_sunt_tre(kommune, folk):
    assert Enhet.objects.find_problems() == ([], [], [], [], [])
    assert not Enhet.objects.filter(depth__gt=endre.MAKS_DYBDE).exists()
    idag = timezone.localdate()
    gyldige = Enhet.objects.gyldig(idag)
    tre = treet_paa(kommune.pk, idag)
    over = {enhet.pk: Enhet.objects.get(path=enhet.path[:-4]).pk for enhet in gyldige if enhet.depth > 1}
    assert {pk: node.forelder.pk for pk, node in tre.noder.items() if node.forelder} == over
    for dager in DAGER:
        krev_sunn_dag(kommune, idag - dager * DAG, folk)


def krev_sunn_dag(kommune, dato, folk):
    """Every unit of the date hangs in the tree, and everybody is found in it, once."""
    tre = treet_paa(kommune.pk, dato)
    assert len(tre.rot.alle) == len(tre.noder) == Enhet.objects.gyldig(dato).count()
    assert tre.rot.antall == len(folk)
    assert set(Stilling.objects.gjeldende(dato).values_list("person_id", flat=True)) == folk


@pytest.mark.django_db
@eksempler(25)
@given(handlinger=HANDLINGER)
def test_any_sequence_of_changes_leaves_a_readable_tree(handlinger):
    with transaction.atomic():
        kommune = opprett_kommune("9903", "Prøveby kommune", gyldig_fra=START)
        with vegg.innenfor(kommune.pk):
            folk = lag_folk(kommune)
            for nr, (handling, i, j, dager) in enumerate(handlinger):
                enheter = list(Enhet.objects.order_by("pk"))
                try:
                    with transaction.atomic():
                        dato = timezone.localdate() - dager * DAG
                        utfor(handling, enheter[i % len(enheter)], enheter[j % len(enheter)], dato, nr)
                except ValidationError:
                    continue
                krev_sunt_tre(kommune, folk)
        transaction.set_rollback(True)


def lag_folk(kommune):
    """Five units with somebody in each; returns the ids of the people."""
    enheter = [Enhet.objects.get(depth=1)]
    for nr in range(4):
        enheter.append(lag_enhet(Enhet.objects.get(pk=enheter[nr // 2].pk), f"Enhet {nr}"))
    personer = [
        Person.objects.create(ansattnummer=str(nr), fornavn="Person", etternavn=str(nr)) for nr in range(len(enheter))
    ]
    for person, enhet in zip(personer, enheter, strict=True):
        Stilling.objects.create(person=person, enhet=enhet, tittel="Rådgiver", fra=START, er_leder=enhet.depth == 2)
    return {person.pk for person in personer}


@pytest.mark.django_db(transaction=True)
def test_two_moves_at_once_cannot_make_a_circle():
    kommune = opprett_kommune("9904", "Samtidig kommune", gyldig_fra=START)
    with vegg.innenfor(kommune.pk):
        rot = Enhet.objects.get(depth=1)
        a, b = lag_enhet(rot, "A"), lag_enhet(Enhet.objects.get(pk=rot.pk), "B")

    svar = samtidig(
        kommune.pk,
        lambda: endre.flytt(a, ny_forelder=b, bruker=None),
        lambda: endre.flytt(b, ny_forelder=a, bruker=None),
    )

    with vegg.innenfor(kommune.pk):
        (feil,) = [ett for ett in svar if isinstance(ett, ValidationError)]
        assert feil.messages[0][1:].startswith(" kan i")
        assert Enhet.objects.find_problems() == ([], [], [], [], [])
        assert Enhetsperiode.objects.count() == 4
        assert Kommune.objects.filter(pk=kommune.pk).exists()
