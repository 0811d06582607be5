"""Acceptance case 1, whole: the table of the MBU case is pasted into a plan, its measures become applications, and what is
granted and left is the case's own figures."""

from decimal import Decimal

import pytest
from django.utils import timezone

from evaluering.statistikk import per_deltaker
from planer.models import Tiltak, Tiltakskostnad
from soknader.models import Soknad
from soknader.ramme.regnskap import regnskap
from soknader.sak import fra_tiltak, saksgang
from tests.planer.factories import lag_plan, verdi
from tests.planer.innlesing.test_importering import MBU, les_inn, som_tsv
from tests.soknader.factories import lag_ramme
from tests.soknader.moter import vedta

# What the table does not say, and an application is asked for.
RESTEN = {
    "begrunnelse": "Vi møtes digitalt, og arbeider i prosjekter.",
    "forventet_effekt": "Vi leverer oftere.",
    "evaluering": "Reaksjoner ved slutt.",
}


@pytest.fixture
def soknader(tre, leder):
    """The applications made from the two measures of the pasted table, in its order."""
    plan = lag_plan(tre.prosjekt, aar=timezone.localdate().year)
    les_inn(plan, som_tsv(MBU), leder)
    Tiltakskostnad.objects.update(kilde=verdi("kilde", "sentralt"))
    tverr = Soknad.Kompetansetype.TVERRGAAENDE
    alle = [fra_tiltak.opprett(ett, bruker=leder, kompetansetype=tverr) for ett in plan.tiltak.order_by("rekkefolge")]
    return [Soknad.objects.get(pk=ett.pk) for ett in alle]


def test_the_measures_of_the_table_are_applied_for_as_they_stand(soknader):
    forste, andre = soknader

    assert (forste.antall_deltakere, forste.soknadsbelop) == (90, Decimal("93000.00"))
    assert forste.beskrivelse.startswith("6 mnd. abonnement på Videocation.\n\nVideocation tilbyr 173 videokurs")
    assert (andre.antall_deltakere, andre.soknadsbelop) == (None, Decimal("35000.00"))
    assert andre.deltakere_tekst == "Prosjektledere, Alle prosjektledere i IKT-tjenester"


def test_both_granted_in_full_leave_what_the_case_says(soknader, avdelingsdirektor, hr_leder, hr, leder):
    ramme = lag_ramme(total=2_000_000, fordelt=1_000_000)
    aar = timezone.localdate().year
    for soknad in soknader:
        Soknad.objects.filter(pk=soknad.pk).update(**RESTEN, periode_fra=f"{aar}-12-01", periode_til=f"{aar}-12-31")
        soknad = saksgang.send_inn(Soknad.objects.get(pk=soknad.pk), bruker=leder)
        soknad = saksgang.innstill(saksgang.anbefal(soknad, bruker=avdelingsdirektor), bruker=hr_leder)
        vedta(soknad, hr)

    balanse = regnskap(ramme).sum
    assert (balanse.innvilget, balanse.ledig) == (128_000, 872_000)
    tiltak = Tiltak.objects.order_by("rekkefolge")
    assert [ett.midler.get().innvilget for ett in tiltak] == [93_000, 35_000]
    per = [per_deltaker(soknad.soknadsbelop, soknad.antall_deltakere) for soknad in soknader]
    assert per == [Decimal("1033.33"), None]  # the second's number is not known, and never 0
