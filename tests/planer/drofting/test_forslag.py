"""What comes of a meeting: proposals, and needs and measures in the unit's plan, each once."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from planer.drofting import forslag, tavle
from planer.models import Kompetansebehov, Tiltak, Tiltaksforslag
from tests.planer.drofting.conftest import holdt, innspill, les, skriv
from tests.planer.factories import lag_plan


@pytest.fixture
def motet(rom, leder):
    """Held: one critical need with a measure for the unit, one need that is not critical, and three measures for all."""
    skriv(rom, "Veilede nye", "God første uke", "Ny kaffemaskin")
    ta_imot = tavle.samle(rom.drofting, innspill(rom, "Veilede nye", "God første uke"), "Ta imot nye", bruker=leder)
    tavle.samle(rom.drofting, innspill(rom, "Ny kaffemaskin"), "Trivsel", bruker=leder)
    tavle.merk(rom.drofting, ta_imot.pk, True, bruker=leder)
    for navn, for_hele, gruppe in (
        ("Mentor i seks uker", False, ta_imot),
        ("Felles fagdag", False, None),
        ("Veilederkurs", True, ta_imot),
        ("Hospitering", True, None),
        ("Lærlinger", True, None),
    ):
        ett = Tiltaksforslag(drofting=rom.drofting, navn=navn, for_hele=for_hele, gruppe=gruppe, hvorfor="Vi vokser.")
        forslag.foreslaa(ett, bruker=leder)
    return holdt(rom, leder)


def alt(drofting):
    return {"grupper": forslag.behov_som_venter(drofting), "forslag": forslag.tiltak_som_venter(drofting)}


def test_three_proposals_for_the_organisation_and_two_for_the_unit_are_told_apart(motet):
    assert list(Tiltaksforslag.objects.til_innstilling().values_list("navn", flat=True)) == [
        "Veilederkurs",
        "Hospitering",
        "Lærlinger",
    ]
    assert list(Tiltaksforslag.objects.for_enheten().values_list("navn", flat=True)) == [
        "Mentor i seks uker",
        "Felles fagdag",
    ]


def test_proposals_reach_hr_first_when_the_meeting_has_ended(rom, leder):
    forslag.foreslaa(Tiltaksforslag(drofting=rom.drofting, navn="Kurs", for_hele=True), bruker=leder)

    assert not Tiltaksforslag.objects.til_innstilling().exists()
    holdt(rom, leder)
    assert Tiltaksforslag.objects.til_innstilling().count() == 1


def test_needs_and_measures_are_put_into_the_plan_when_the_leader_says_so_and_not_before(motet, plan, leder):
    assert (plan.behov.count(), plan.tiltak.count()) == (0, 0)

    assert forslag.legg_inn(motet, plan, **alt(motet), bruker=leder) == 3

    behov = plan.behov.get()
    assert (behov.navn, behov.kritisk, behov.opphav) == ("Ta imot nye", True, "drofting")
    assert behov.beskrivelse == "Veilede nye\nGod første uke"
    assert list(plan.tiltak.values_list("navn", "beskrivelse", "behov__navn")) == [
        ("Mentor i seks uker", "Vi vokser.", "Ta imot nye"),
        ("Felles fagdag", "Vi vokser.", None),
    ]
    assert Tiltaksforslag.objects.get(navn="Mentor i seks uker").tiltak == plan.tiltak.first()


def test_the_same_is_never_put_in_twice_also_when_it_was_deleted_since(motet, plan, leder):
    foerst = alt(motet)
    forslag.legg_inn(motet, plan, **foerst, bruker=leder)
    plan.tiltak.first().delete()
    plan.behov.all().delete()

    assert forslag.legg_inn(motet, plan, **foerst, bruker=leder) == 0
    assert alt(motet) == {"grupper": [], "forslag": []}
    assert (Kompetansebehov.objects.count(), Tiltak.objects.count()) == (0, 1)


def test_a_measure_put_in_later_serves_the_need_that_was_put_in_before(motet, plan, leder):
    valg = alt(motet)
    forslag.legg_inn(motet, plan, valg["grupper"], [], bruker=leder)
    forslag.legg_inn(motet, plan, [], valg["forslag"], bruker=leder)

    assert plan.tiltak.get(navn="Mentor i seks uker").behov.get().navn == "Ta imot nye"


@pytest.mark.parametrize("hva", ["vedtatt", "annen enhet"])
def test_a_plan_that_is_not_open_or_not_the_units_is_refused_with_words(motet, plan, leder, tre, hva):
    if hva == "vedtatt":
        type(plan).objects.filter(pk=plan.pk).update(status="vedtatt")
    else:
        plan = lag_plan(tre.ikt)

    with pytest.raises(ValidationError, match="under arbeid"):
        forslag.legg_inn(motet, plan, **alt(motet), bruker=leder)

    assert not Tiltak.objects.exists()


def test_the_page_says_that_no_plan_is_open_and_leads_to_the_next(client, motet, plan, leder):
    type(plan).objects.update(status="vedtatt")
    client.force_login(leder)

    response = client.get(reverse("planer:kompetansedrofting-inn", args=[motet.pk]))

    assert "Ingen plan er åpen for endringer" in response.content.decode()
    assert reverse("planer:plan-create", args=[motet.enhet_id]) in response.content.decode()


def test_a_member_of_the_staff_cannot_put_anything_in(motet, plan, soker):
    with pytest.raises(PermissionDenied):
        forslag.legg_inn(motet, plan, **alt(motet), bruker=soker)


def test_a_proposal_made_twice_is_told_and_stands_once(client, rom, leder):
    client.force_login(leder)
    adresse = reverse("planer:tiltaksforslag-create", args=[rom.drofting_id])

    for _gang in range(2):
        response = client.post(adresse, {"navn": "Mentor", "for_hele": "1"})

    assert "allerede foreslått" in response.content.decode()
    assert list(Tiltaksforslag.objects.values_list("navn", "for_hele")) == [("Mentor", True)]


def test_a_note_becomes_a_proposal_with_its_words_and_its_need(client, rom, leder):
    skriv(rom, "Mentor til alle nye")
    (note,) = innspill(rom, "Mentor til alle nye")
    gruppe = tavle.samle(rom.drofting, [note], "Ta imot nye", bruker=leder)
    tavle.merk(rom.drofting, gruppe.pk, True, bruker=leder)
    client.force_login(leder)

    form = client.get(reverse("planer:tiltaksforslag-create", args=[rom.drofting_id]), {"innspill": note}).context[
        "form"
    ]

    assert (form["navn"].value(), form["gruppe"].value(), form["kritisk"].value()) == (
        "Mentor til alle nye",
        gruppe.pk,
        True,
    )


def test_a_group_that_something_is_proposed_for_is_not_taken_apart(rom, leder):
    gruppe = tavle.samle(rom.drofting, [], "Natten", bruker=leder)
    forslag.foreslaa(Tiltaksforslag(drofting=rom.drofting, navn="Mentor", gruppe=gruppe), bruker=leder)

    with pytest.raises(ValidationError, match="Slett forslagene først"):
        tavle.los_opp(gruppe, bruker=leder)

    assert les(gruppe).navn == "Natten"


def test_the_note_is_one_page_and_is_kept_as_it_was(client, motet, leder, soker):
    client.force_login(soker)
    adresse = reverse("planer:kompetansedrofting-pdf", args=[motet.pk])

    forst = client.get(adresse)
    igjen = client.get(adresse)

    assert forst.content == igjen.content
    assert forst.content[:5] == b"%PDF-"
    assert forst.content.count(b"/Type /Page\n") + forst.content.count(b"/Type /Page ") <= 1
