"""The privacy page says how long competence is kept here, as the kommune has decided it."""

import pytest
from django.urls import reverse

from kartlegging.models import Kartleggingsoppsett

IKKE_BESTEMT = "Kommunen har ikke bestemt når kompetansen til dem som slutter"


@pytest.mark.parametrize(
    ("sperres", "slettes", "setninger"),
    [
        (None, None, [IKKE_BESTEMT]),
        (1, None, ["1 måned etter at du har sluttet, sperres", "Når den skal slettes, er ikke bestemt."]),
        (6, 12, ["6 måneder etter at du har sluttet, sperres", "12 måneder etter det slettes den for godt"]),
    ],
)
def test_the_page_says_the_time_that_the_kommune_has_set(client, soker, sperres, slettes, setninger):
    Kartleggingsoppsett.for_kommunen()
    Kartleggingsoppsett.objects.update(sperres_etter_mnd=sperres, slettes_etter_mnd=slettes)
    client.force_login(soker)
    tekst = " ".join(client.get(reverse("oversikt:personvern")).content.decode().split())

    assert [setning for setning in setninger if setning not in tekst] == []
    assert (IKKE_BESTEMT in tekst) is (sperres is None)


def test_a_guest_reads_it_without_any_kommunes_time(client, kommune):
    Kartleggingsoppsett.for_kommunen()
    Kartleggingsoppsett.objects.update(sperres_etter_mnd=7)

    assert "7 måneder" not in client.get(reverse("oversikt:personvern")).content.decode()
