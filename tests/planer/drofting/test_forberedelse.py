"""Leders forarbeid: begun, noted on, shared, opened; and who sees what."""

import datetime as dt

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from kompetanse.felles.models import Varsel
from kompetanse.felles.oppgaver import oppgavene
from planer.drofting import forberedelse, mote
from planer.drofting.oppgaver import slag_for
from planer.models import Forarbeidspunkt, Kompetansedrofting, Motelesing, Motemateriell
from tests.planer.drofting.conftest import holdt, les
from tests.planer.factories import lag_dokument
from tests.planer.forankring.test_dokumenter import PNG


def oppgaver(bruker):
    return [(ett.hva, ett.frist_dato) for ett in oppgavene(slag_for(bruker))]


def test_to_begin_twice_is_to_begin_once(client, plan, leder):
    client.force_login(leder)
    adresse = reverse("planer:kompetansedrofting-create", args=[plan.pk])

    forst, igjen = client.post(adresse), client.post(adresse)

    assert forst.url == igjen.url == Kompetansedrofting.objects.get().get_absolute_url()


def test_the_checklist_begins_with_the_words_of_the_process(client, drofting, leder):
    client.force_login(leder)

    slagene = client.get(drofting.get_absolute_url()).context["sjekkliste"]

    assert [(slag.label, len(punkter)) for slag, punkter in slagene] == [
        ("Formål", 1),
        ("Sentrale spørsmål", 3),
        ("Slik gjør du det", 5),
        ("Ønsket resultat", 2),
    ]


def test_the_leaders_notes_are_stored_as_one_types_and_the_staff_never_see_them(client, drofting, leder, soker):
    punkt = Forarbeidspunkt.objects.first()
    adresse = reverse("planer:forarbeidsnotat-update", args=[drofting.pk, punkt.pk])
    client.force_login(leder)

    response = client.post(adresse, {"tekst": "Si at vi blir flere."}, headers={"HX-Request": "true"})
    client.post(reverse("planer:forarbeidsnotat-gjort", args=[drofting.pk, punkt.pk]), {"gjort": "1"})
    forberedelse.del_med_medarbeiderne(drofting, bruker=leder)

    assert response["HX-Trigger"] == "lagret"
    assert list(drofting.notater.values_list("tekst", "gjort")) == [("Si at vi blir flere.", True)]
    assert "Si at vi blir flere." in client.get(drofting.get_absolute_url()).content.decode()
    client.force_login(soker)
    assert "Si at vi blir flere." not in client.get(drofting.get_absolute_url()).content.decode()
    assert client.get(adresse).status_code == 403


def test_the_staff_are_told_when_it_is_shared_and_the_leader_sees_who_has_opened_it(
    client, drofting, leder, soker, kollega
):
    client.force_login(soker)
    assert client.get(drofting.get_absolute_url()).status_code == 404
    assert oppgaver(soker) == []

    forberedelse.del_med_medarbeiderne(drofting, bruker=leder)
    assert set(Varsel.objects.values_list("mottaker", flat=True)) == {soker.pk, kollega.pk}
    assert oppgaver(soker) == [("Les før kompetansedrøftingen i Prosjektkontoret", drofting.dato)]
    for _gang in range(2):
        assert client.get(drofting.get_absolute_url()).status_code == 200

    assert oppgaver(soker) == []
    client.force_login(leder)
    lesere = client.get(drofting.get_absolute_url()).context["lesere"]
    assert [str(en) for en in lesere.har] == ["Siri Test"]
    assert "Kari Test" in map(str, lesere.mangler)


def test_shared_again_only_those_who_have_not_opened_it_are_told(drofting, leder, soker, kollega):
    forberedelse.del_med_medarbeiderne(drofting, bruker=leder)
    forberedelse.har_aapnet(drofting, bruker=soker)

    forberedelse.del_med_medarbeiderne(les(drofting), bruker=leder)

    assert [Varsel.objects.filter(mottaker=en).count() for en in (soker, kollega)] == [1, 2]


def test_who_has_opened_it_is_forgotten_when_the_meeting_has_been_held(rom, leder, soker):
    drofting = Kompetansedrofting.objects.get(pk=rom.drofting_id)
    forberedelse.har_aapnet(drofting, bruker=soker)
    assert Motelesing.objects.count() == 1

    holdt(rom, leder)

    assert not Motelesing.objects.exists()


def test_it_cannot_be_shared_before_it_is_known_when(plan, leder):
    drofting = forberedelse.begynn(plan, bruker=leder)

    with pytest.raises(ValidationError, match="når møtet er"):
        forberedelse.del_med_medarbeiderne(drofting, bruker=leder)

    assert len(mail.outbox) == 0


@pytest.mark.parametrize(
    ("felt", "antall"),
    [
        ({"lenke": "https://eksempel.test/strategi", "tittel": "Strategien"}, 1),
        ({"dokument": "dokument"}, 1),
        ({"fil": "fil", "tittel": "Verdiene"}, 1),
        ({}, 0),
        ({"lenke": "javascript:alert(1)"}, 0),
        ({"lenke": "https://eksempel.test/", "dokument": "dokument"}, 0),
    ],
)
def test_material_is_one_of_a_document_a_link_and_a_file(client, drofting, leder, lager, felt, antall):
    bytt = {"dokument": lag_dokument().pk, "fil": SimpleUploadedFile("verdier.png", PNG, "image/png")}
    client.force_login(leder)

    client.post(
        reverse("planer:motemateriell-create", args=[drofting.pk]),
        {navn: bytt.get(verdi, verdi) for navn, verdi in felt.items()},
    )

    assert Motemateriell.objects.count() == antall


def test_the_tasks_follow_the_meeting(plan, leder, rom):
    drofting = Kompetansedrofting.objects.get(pk=rom.drofting_id)
    dag = drofting.dato

    assert oppgaver(leder) == [("Hold kompetansedrøftingen i Prosjektkontoret", dag)]
    holdt(rom, leder)
    assert oppgaver(leder) == []


def test_a_plan_with_goals_asks_its_leader_to_prepare_the_meeting(plan, leder, soker):
    assert oppgaver(leder) == [("Forbered kompetansedrøftingen i Prosjektkontoret", None)]
    assert oppgaver(soker) == []

    forberedelse.begynn(plan, bruker=leder)

    assert oppgaver(leder) == [("Forbered kompetansedrøftingen i Prosjektkontoret", None)]


def test_one_that_is_due_asks_to_be_held(drofting, leder):
    Kompetansedrofting.objects.update(dato=timezone.localdate() - dt.timedelta(days=1))

    assert [hva for hva, _frist in oppgaver(leder)] == ["Hold kompetansedrøftingen i Prosjektkontoret"]


def test_one_that_goes_on_cannot_be_deleted(rom, leder):
    with pytest.raises(ValidationError, match="begynt"):
        forberedelse.slett(Kompetansedrofting.objects.get(pk=rom.drofting_id), bruker=leder)

    assert Kompetansedrofting.objects.count() == 1


def test_the_code_is_gone_and_a_new_meeting_can_be_begun_when_one_has_been_held(rom, plan, leder):
    forste = holdt(rom, leder)
    andre = forberedelse.begynn(plan, bruker=leder)

    assert andre != forste
    assert mote.start(andre, bruker=leder).kode != rom.kode
