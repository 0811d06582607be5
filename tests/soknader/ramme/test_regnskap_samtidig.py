"""Two deciders at the same instant, on two real connections."""

import pytest
from django.db import IntegrityError

from soknader.models import Postering
from soknader.ramme import regnskap, styring, tilbakeforing
from tests.parallelt import samtidig
from tests.soknader.factories import lag_ramme, lag_soknad

FORSOK = 50

pytestmark = pytest.mark.django_db(transaction=True)


def feil_i(svar):
    """What was raised, of what each gave or raised."""
    return [ett for ett in svar if isinstance(ett, Exception)]


def test_the_last_money_is_granted_once(kommune, soker):
    """50 tries: exactly one of two parallel grants of all that is left succeeds, the other is told."""
    saker = [lag_soknad(soker, satsingsomraade=None) for _sak in range(2)]

    for forsok in range(FORSOK):
        ramme = lag_ramme(2000 + forsok, total=35_000, fordelt=0)

        def innvilg(soknad, ramme=ramme):
            regnskap.ta_ut(ramme, soknad=soknad, belop=35_000, satsingsomraade=None)

        svar = samtidig(kommune.pk, *(lambda sak=sak, innvilg=innvilg: innvilg(sak) for sak in saker))

        assert [getattr(feil, "code", None) for feil in feil_i(svar)] == ["for_lite"]
        assert [pott.ledig for pott in regnskap.regnskap(ramme).potter] == [0]


def test_the_database_alone_grants_the_last_money_once(kommune, soker):
    """The same without the application's own lock: the trigger takes the two one after the other."""
    saker = [lag_soknad(soker, satsingsomraade=None) for _sak in range(2)]

    for forsok in range(10):
        ramme = lag_ramme(2000 + forsok, total=35_000, fordelt=0)

        def poster(soknad, ramme=ramme):
            Postering.objects.create(ramme=ramme, soknad=soknad, type="innvilget", belop=35_000)

        svar = samtidig(kommune.pk, *(lambda sak=sak, poster=poster: poster(sak) for sak in saker))

        assert [type(feil) for feil in feil_i(svar)] == [IntegrityError]
        assert Postering.objects.filter(ramme=ramme).count() == 1


def test_money_is_paid_back_once(kommune, soker):
    ramme = lag_ramme(total=35_000, fordelt=0)
    soknad = lag_soknad(soker, satsingsomraade=None)
    regnskap.ta_ut(ramme, soknad=soknad, belop=35_000, satsingsomraade=None)

    svar = samtidig(kommune.pk, *[lambda: tilbakeforing.tilbakefor(soknad, 20_000)] * 2)

    assert [feil.code for feil in feil_i(svar)] == ["for_mye"]
    assert regnskap.regnskap(ramme).sum.tilbakefort == 20_000


def test_two_carry_overs_in_opposite_directions_do_not_wait_for_each_other(kommune, hr):
    i_aar, neste = lag_ramme(2026, total=35_000, fordelt=0), lag_ramme(2027, total=35_000, fordelt=0)

    for _forsok in range(10):
        svar = samtidig(
            kommune.pk,
            lambda: styring.overfor(i_aar, neste, 5, "Fram", hr),
            lambda: styring.overfor(neste, i_aar, 5, "Tilbake", hr),
        )

        assert feil_i(svar) == []
    assert [regnskap.regnskap(ramme).sum.ledig for ramme in (i_aar, neste)] == [35_000, 35_000]
