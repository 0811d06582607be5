"""Two who enter what was decided of the same point at the same instant, on two real connections."""

from functools import partial

import pytest
from django.core.exceptions import ValidationError

from kompetanse.felles.models import Varsel
from kompetanse.organisasjon.models import Bruker
from planer.innstilling import avgjorelse
from planer.models import Innstillingspunkt, Iverksetting, Tiltak
from tests.parallelt import samtidig
from tests.planer.factories import lag_plan
from tests.planer.innstilling_factories import lag_forslag, lag_innstilling, lag_punkt, send

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("uten_pdf")]


def test_two_who_decide_the_same_point_at_once_decide_it_once(kommune, tre, leder, hr):
    lag_plan(tre.rot)
    innstilling = lag_innstilling(hr)
    punkt = lag_punkt(innstilling, [lag_forslag(tre.prosjekt, "Veilederkurs")])
    send(innstilling, hr)
    egen = Bruker.objects.get
    valg = ({"utfall": "felles", "slik": "ett"}, {"utfall": "lokalt"})

    svar = samtidig(kommune.pk, *[partial(avgjorelse.avgjor, punkt, bruker=egen(pk=hr.pk), **ett) for ett in valg])

    nei = [ett for ett in svar if isinstance(ett, ValidationError)]
    assert [feil.code for feil in nei] == ["stale"]
    avgjort = Innstillingspunkt.objects.get()
    assert Tiltak.objects.count() == (1 if avgjort.utfall == "felles" else 0)
    assert Iverksetting.objects.count() == Varsel.objects.filter(mottaker=leder).count() == 1
