"""Two reports of the same case at the same instant: one is stored, and the money goes back once."""

import threading
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from kompetanse.felles import vegg
from soknader.models import Sluttrapport, Soknad
from soknader.mote.vedtak import fatt_vedtak
from soknader.ramme import regnskap
from soknader.sak import rapport
from tests.soknader.factories import lag_ramme
from tests.soknader.moter import lag_klar

FORSOK = 5


@pytest.mark.django_db(transaction=True)
def test_one_of_two_reports_at_the_same_instant_is_stored(kommune, soker, avdelingsdirektor, hr_leder, hr):
    ramme = lag_ramme()
    for nr in range(1, FORSOK + 1):
        soknad = lag_klar(soker, avdelingsdirektor, hr_leder)
        fatt_vedtak(soknad, bruker=hr, utfall="innvilget")

        utfall = _samtidig(kommune, soknad.pk, soker)

        assert sorted(utfall) == ["allerede levert", "levert"]
        assert Sluttrapport.objects.count() == nr
        assert regnskap.regnskap(ramme).sum.tilbakefort == nr * Decimal(5_000)


def _samtidig(kommune, soknad_pk, soker):
    start, utfall = threading.Barrier(2), []

    def lever():
        try:
            with vegg.innenfor(kommune.pk):
                soknad = Soknad.objects.get(pk=soknad_pk)
                start.wait(timeout=20)
                rapport.lever_rapport(
                    soknad, bruker=soker, faktisk_kostnad=Decimal(30_000), antall_deltakere=1, gjennomfort="Ja."
                )
            utfall.append("levert")
        except ValidationError:
            utfall.append("allerede levert")
        finally:
            connection.close()

    traader = [threading.Thread(target=lever) for _nr in range(2)]
    for traad in traader:
        traad.start()
    for traad in traader:
        traad.join()
    return utfall
