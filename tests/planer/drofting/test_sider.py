"""The pages of a discussion, as each who may open them sees them."""

from django.urls import reverse

from planer.drofting import forslag, tavle
from planer.models import Kompetansedrofting, Tiltaksforslag
from tests.planer.drofting.conftest import innspill, les, skriv
from tests.planer.samtale.factories import klokken


def test_the_list_has_the_latest_day_first_held_or_to_come(client, leder, drofting):
    """A meeting that is to come has its day in another field than one that was held."""
    holdt, felt = Kompetansedrofting.Status.AVSLUTTET, {"enhet": drofting.enhet, "plan": drofting.plan}
    andre = [
        Kompetansedrofting.objects.create(status=holdt, startet=klokken(dager), avsluttet=klokken(dager), **felt)
        for dager in (-9, 3)
    ]
    client.force_login(leder)

    rader = client.get(reverse("planer:kompetansedrofting-list")).context["liste"].rader

    assert [rad.pk for rad in rader] == [drofting.pk, andre[1].pk, andre[0].pk]


def test_all_pages_of_the_leader_answer(client, leder, drofting, rom):
    skriv(rom, "Veilede nye", "Sårstell")
    gruppe = tavle.samle(drofting, innspill(rom, "Veilede nye"), "Ta imot nye", bruker=leder)
    tavle.merk(drofting, gruppe.pk, True, bruker=leder)
    ett = forslag.foreslaa(Tiltaksforslag(drofting=drofting, navn="Mentor", gruppe=gruppe), bruker=leder)
    client.force_login(leder)
    for navn in ("detail", "update", "share", "tavle", "brett", "styr", "avslutt", "start"):
        assert client.get(reverse(f"planer:kompetansedrofting-{navn}", args=[drofting.pk])).status_code == 200, navn
    for navn, pk in (
        ("moterom-update", drofting.pk),
        ("moterom-kode", drofting.pk),
        ("tiltaksforslag-create", drofting.pk),
        ("tiltaksforslag-update", ett.pk),
        ("innspillsgruppe-update", gruppe.pk),
        ("motemateriell-create", drofting.pk),
    ):
        assert client.get(reverse(f"planer:{navn}", args=[pk])).status_code == 200, navn
    for punkt in ("innledning", "maal", "tiltak", "oppsummering"):
        client.post(reverse("planer:kompetansedrofting-punkt", args=[drofting.pk, punkt]), {"veggen": 1})
        assert client.get(reverse("planer:kompetansedrofting-tavle", args=[drofting.pk])).status_code == 200, punkt
    client.post(reverse("planer:kompetansedrofting-avslutt", args=[drofting.pk]), {"oppsummering": "Enige."})
    assert les(drofting).er_avsluttet
    assert client.get(drofting.get_absolute_url()).status_code == 200
    assert client.get(reverse("planer:kompetansedrofting-inn", args=[drofting.pk])).status_code == 200
    assert client.get(reverse("planer:kompetansedrofting-list")).status_code == 200
