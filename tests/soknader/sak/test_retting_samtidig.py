"""A correction that needs money back, at the same instant as others: the frame is never overdrawn."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from soknader.models import Sluttrapport, Soknad
from soknader.ramme import regnskap
from soknader.sak import rapport as etterarbeid
from soknader.sak import retting as rapportretting
from tests.parallelt import samtidig
from tests.soknader.factories import lag_ramme, lag_soknad
from tests.soknader.moter import lag_klar, vedta

FORSOK = 10

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def rapportert(soker, avdelingsdirektor, hr_leder, hr):
    """Makes the nth frame of 35 000 kr, granted whole and reported as 10 000: 25 000 is left."""

    def lag(nr):
        ramme = lag_ramme(2000 + nr, total=35_000, fordelt=0)
        soknad = lag_klar(soker, avdelingsdirektor, hr_leder, aar=ramme.aar)
        vedta(soknad, hr)
        etterarbeid.lever_rapport(
            soknad, bruker=soker, faktisk_kostnad=Decimal(10_000), antall_deltakere=1, gjennomfort="Ja."
        )
        return ramme, soknad

    return lag


def retting(soknad, bruker, kostnad):
    def rett():
        rapportretting.rett_rapport(
            Soknad.objects.get(pk=soknad.pk),
            bruker=bruker,
            grunn="Fakturaen kom senere.",
            versjon=0,
            faktisk_kostnad=Decimal(kostnad),
            antall_deltakere=1,
            gjennomfort="Ja.",
            resultat="",
        )

    return rett


def test_the_money_goes_to_the_correction_or_to_the_other_case_but_not_to_both(kommune, soker, rapportert):
    for nr in range(FORSOK):
        ramme, soknad = rapportert(nr)
        andres = lag_soknad(soker, aar=ramme.aar, satsingsomraade=None)

        def innvilg(ramme=ramme, andres=andres):
            regnskap.ta_ut(ramme, soknad=andres, belop=25_000, satsingsomraade=None)

        svar = samtidig(kommune.pk, retting(soknad, soker, 35_000), innvilg)

        assert [type(feil) for feil in svar if feil] == [ValidationError]
        assert regnskap.regnskap(ramme).sum.ledig == 0
        rapport = Sluttrapport.objects.get(soknad=soknad)
        assert (rapport.faktisk_kostnad, rapport.tilbakefort) == ((10_000, 25_000) if svar[0] else (35_000, 0))


def test_one_of_two_corrections_at_the_same_instant_counts(kommune, soker, rapportert):
    for nr in range(FORSOK):
        ramme, soknad = rapportert(nr)

        svar = samtidig(kommune.pk, *(retting(soknad, soker, kostnad) for kostnad in (20_000, 30_000)))

        assert [feil.code for feil in svar if feil] == ["stale"]
        rapport = Sluttrapport.objects.get(soknad=soknad)
        assert rapport.rettelser == 1
        assert regnskap.regnskap(ramme).sum.tilbakefort == rapport.tilbakefort == 35_000 - rapport.faktisk_kostnad
