"""The figures of coverage equal an independent count, for one unit and for the whole tree."""

import datetime as dt
import random
from decimal import Decimal

import pytest
from django.utils import timezone

from kartlegging.dekning.telling import Telling, statuser, tell
from kartlegging.models import Personkompetanse
from kompetanse.organisasjon.models import Enhet, Person, Stilling
from tests.kartlegging.factories import Tilstand, gi_kompetanse, lag_bevis, lag_kompetanse, med_datoer, om
from tests.klokke import dag
from tests.rollebesetning import START, lag_bruker

pytestmark = pytest.mark.django_db


def status(bruker):
    (en,) = statuser(Person.objects.filter(pk=bruker.person_id), dag())
    return en


@pytest.mark.parametrize(
    ("felt", "har"),
    [
        ({"tilstand": Tilstand.EGENVURDERT}, (True, False, True)),
        ({"tilstand": Tilstand.BEKREFTET}, (True, True, True)),
        ({"tilstand": Tilstand.BEKREFTET, "til": 0}, (True, True, True)),
        ({"tilstand": Tilstand.BEKREFTET, "til": -1}, (False, False, True)),
        ({"tilstand": Tilstand.BEKREFTET, "fra": 1}, (False, False, True)),
        ({"tilstand": Tilstand.PAABEGYNT, "forventet": 9}, (False, False, True)),
        ({"tilstand": Tilstand.RETURNERT}, (False, False, True)),
    ],
    ids=str,
)
def test_what_is_valid_today_is_registered_and_what_is_touched_is_looked_at(soker, felt, har):
    gi_kompetanse(soker, lag_bevis("Truckførerbevis"), **med_datoer(felt))

    en = status(soker)
    assert (en.formal, en.formal_bekreftet, en.formal_sett) == har
    assert (en.real, en.real_bekreftet, en.real_sett) == (False, False, False)


@pytest.mark.parametrize("felt", ["registrert", "vurdert", "endret"])
def test_registered_confirmed_or_changed_within_twelve_months_is_looked_at(soker, felt):
    rad = gi_kompetanse(soker, lag_kompetanse("Demens"), 2)
    lenge_siden = {"registrert": om_tid(-400), "vurdert": None, "endret": om_tid(-400)}
    Personkompetanse.objects.update(**lenge_siden)
    assert not status(soker).sett

    Personkompetanse.objects.filter(pk=rad.pk).update(**{felt: om_tid(-360)})
    assert status(soker).real_sett
    Personkompetanse.objects.filter(pk=rad.pk).update(**{felt: om_tid(-366)})
    assert not status(soker).real_sett


def om_tid(dager):
    return timezone.now() + dt.timedelta(days=dager)


def test_saving_one_field_is_also_to_have_changed_it(soker):
    rad = gi_kompetanse(soker, lag_kompetanse("Demens"), 2)
    Personkompetanse.objects.update(registrert=om_tid(-400), endret=om_tid(-400))
    rad.bruk = "mer"
    rad.save(update_fields=["bruk"])

    assert status(soker).real_sett


def test_what_is_lacking_in_words(soker, kollega):
    gi_kompetanse(soker, lag_bevis("Truckførerbevis"))

    assert status(soker).mangler == ["real"]
    assert status(kollega).mangler == ["formal", "real", "sett"]


def test_someone_with_two_positions_counts_once_and_the_positions_count_twice(tre, soker):
    Stilling.objects.filter(person=soker.person).update(prosent=50)
    Stilling.objects.create(person=soker.person, enhet=tre.hr, tittel="Kasserer", prosent=30, fra=START)
    lag_bruker("Bo", tre.hr)
    gi_kompetanse(soker, lag_kompetanse("Demens"), 2)

    funnet = tell(tre.stab.path, dag())
    assert funnet[tre.stab.path] == Telling(2, 0, 0, 0, 1, 1, 1, 3, Decimal("180.00"))
    assert funnet[tre.hr.path] == Telling(2, 0, 0, 0, 1, 1, 1, 2, Decimal("130.00"))
    assert funnet[tre.prosjekt.path] == Telling(1, 0, 0, 0, 1, 1, 1, 1, Decimal("50.00"))
    assert tre.oppvekst.path not in funnet


def test_the_whole_tree_equals_counting_each_unit_by_hand(tre, annen_kommune):
    """Sixty people at random, some with two positions, some who have left; counted once more in plain Python."""
    tilfeldig = random.Random(7)
    steder = [tre.prosjekt, tre.ikt, tre.hr, tre.barnehager, tre.oppvekst, tre.rot]
    slag = [lag_bevis("Bevis"), lag_kompetanse("Real")]
    for nummer in range(60):
        bruker = lag_bruker(f"P{nummer}", tilfeldig.choice(steder), prosent=tilfeldig.choice([20, 50, 100]))
        if not nummer % 5:
            Stilling.objects.create(
                person=bruker.person, enhet=tilfeldig.choice(steder), tittel="Ekstra", prosent=10, fra=START
            )
        if not nummer % 9:
            Stilling.objects.filter(person=bruker.person).update(til=om(-1))
        for ett in slag:
            if tilfeldig.random() < 0.6:
                tilstand = tilfeldig.choice(Tilstand.values)
                til = tilfeldig.choice([None, om(-3), om(3)])
                nivaa = 2 if ett.skala_id else None
                gi_kompetanse(bruker, ett, nivaa, tilstand=tilstand, til=til, forventet=om(3))
    Personkompetanse.objects.filter(pk__in=list(Personkompetanse.objects.values_list("pk", flat=True))[::3]).update(
        registrert=om_tid(-500), endret=om_tid(-500)
    )

    ventet = {enhet.path: _for_haand(enhet) for enhet in Enhet.objects.filter(kommune_id=tre.rot.kommune_id)}
    assert tell(tre.rot.path, dag()) == {sti: en for sti, en in ventet.items() if en.personer}
    assert tell(tre.stab.path, dag()) == {
        sti: en for sti, en in ventet.items() if sti.startswith(tre.stab.path) and en.personer
    }


def _for_haand(enhet):
    stillinger = [
        en
        for en in Stilling.objects.select_related("enhet")
        if en.enhet.path.startswith(enhet.path) and en.fra <= dag() and (en.til is None or en.til >= dag())
    ]
    folk = {en.person_id for en in stillinger}
    tall = []
    for type_ in ("formal", "real"):
        rader = [en for en in Personkompetanse.objects.select_related("kompetanse") if en.kompetanse.type == type_]
        gyldige = [en for en in rader if en.tilstand in ("egenvurdert", "bekreftet") and (en.til or dag()) >= dag()]
        bekreftet = [en for en in gyldige if en.tilstand == "bekreftet"]
        sett = [en for en in rader if (timezone.now() - max(en.registrert, en.endret)).days <= 365]
        tall += [len({en.person_id for en in utvalg} & folk) for utvalg in (gyldige, bekreftet, sett)]
    return Telling(len(folk), *tall, len(stillinger), sum((en.prosent for en in stillinger), Decimal(0)))
