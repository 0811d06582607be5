"""Leaders may search in the whole kommune only when it stands on something."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from kartlegging.models import Kartleggingsoppsett
from kompetanse.oversikt import sok
from tests.kartlegging.factories import lag_kompetanse, om

pytestmark = pytest.mark.django_db
SIDEN = "/kompetanse/oppsett/sok/"
BEGRUNNET = {"formaal": "Finne folk i en krise", "grunnlag": "Artikkel 6 nr. 1 f", "droftet": om(-3)}


@pytest.mark.parametrize("mangler", list(BEGRUNNET))
def test_the_search_cannot_be_opened_without_purpose_ground_and_discussion(hr, client, mangler):
    client.force_login(hr)

    response = client.post(SIDEN, {"apent_sok": "on", **BEGRUNNET, mangler: ""})

    assert list(response.context["form"].errors) == [mangler]
    assert Kartleggingsoppsett.objects.filter(apent_sok=True).count() == 0
    tomt = None if mangler == "droftet" else ""
    with pytest.raises(IntegrityError), transaction.atomic():
        Kartleggingsoppsett.objects.update_or_create(defaults={"apent_sok": True, **BEGRUNNET, mangler: tomt})


def test_a_discussion_that_is_to_come_is_none(hr, client):
    client.force_login(hr)

    response = client.post(SIDEN, {"apent_sok": "on", **BEGRUNNET, "droftet": om(1)})

    assert response.context["form"].errors == {"droftet": ["Datoen må ha vært. Drøft det først."]}


def test_an_open_search_stands_on_what_hr_has_written(hr, client):
    client.force_login(hr)

    client.post(SIDEN, {"apent_sok": "on", **BEGRUNNET})

    assert Kartleggingsoppsett.objects.filter(apent_sok=True).values(*BEGRUNNET).get() == BEGRUNNET


def test_the_search_across_everything_finds_competences_and_the_way_to_those_who_have_them(soker):
    sveising = lag_kompetanse("Sveising")

    funnet = {
        overskrift: [(treff.navn, treff.url) for treff in treff_] for overskrift, treff_ in sok.finn("sveis", soker)
    }

    finn = reverse("kartlegging:finn")
    assert funnet == {
        "Kompetanser": [("Sveising", sveising.get_absolute_url())],
        "Finn kompetanse": [("Hvem kan «sveis»?", f"{finn}?q=sveis")],
    }
    assert sok.finn("ingenting", soker) == []
