"""Two reports of the same case at the same instant: one is stored, and the money goes back once."""

from decimal import Decimal

import pytest

from soknader.models import Sluttrapport, Soknad
from soknader.ramme import regnskap
from soknader.sak import rapport
from tests.parallelt import samtidig
from tests.soknader.factories import lag_ramme
from tests.soknader.moter import lag_klar, vedta

FORSOK = 5


def lever(soknad, soker):
    soknad = Soknad.objects.get(pk=soknad.pk)
    return rapport.lever_rapport(
        soknad, bruker=soker, faktisk_kostnad=Decimal(30_000), antall_deltakere=1, gjennomfort="Ja."
    )


@pytest.mark.django_db(transaction=True)
def test_one_of_two_reports_at_the_same_instant_is_stored(kommune, soker, avdelingsdirektor, hr_leder, hr):
    ramme = lag_ramme()
    for nr in range(1, FORSOK + 1):
        soknad = lag_klar(soker, avdelingsdirektor, hr_leder)
        vedta(soknad, hr)

        svar = samtidig(kommune.pk, *[lambda soknad=soknad: lever(soknad, soker)] * 2)

        assert sorted(type(ett).__name__ for ett in svar) == ["Sluttrapport", "ValidationError"]
        assert Sluttrapport.objects.count() == nr
        assert regnskap.regnskap(ramme).sum.tilbakefort == nr * Decimal(5_000)
