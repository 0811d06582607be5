"""The leader's pages: what is chosen beforehand, what is left out, how many questions they ask, and the looks they log."""

import pytest
from django.urls import reverse

from kartlegging.models import Bevisfil
from kartlegging.profil.bekreftbilde import bekreftbilde
from kompetanse.felles.models import Oppslag
from tests.kartlegging.factories import Tilstand, gi_kompetanse, lag_bevis, lag_kompetanse, om
from tests.klokke import skrevet

pytestmark = pytest.mark.django_db


def venter(bruker, kompetanse, nivaa=None, **felt):
    return gi_kompetanse(bruker, kompetanse, nivaa, tilstand=Tilstand.EGENVURDERT, **felt)


def test_what_looks_right_is_chosen_beforehand_with_the_reason(tre, soker, leder):
    bevis, uten = lag_bevis("Fagbrev"), lag_bevis("Truck")
    gi_kompetanse(soker, demens := lag_kompetanse("Demens"), 1)
    gi_kompetanse(soker, stell := lag_kompetanse("Stell"), 1)
    rader = [
        venter(soker, bevis),
        venter(soker, demens, 2),
        venter(soker, lag_kompetanse("Ny"), 1),
        venter(soker, uten),
        venter(soker, stell, 3),
        venter(soker, lag_kompetanse("Høyt"), 3),
    ]
    Bevisfil.objects.create(
        personkompetanse=rader[0],
        filnavn="a.pdf",
        mime="application/pdf",
        lagringssti="a",
        sha256="0" * 64,
        storrelse=1,
    )

    bilde = bekreftbilde(tre.prosjekt, leder)

    assert [(ett.rad, ett.grunnlag) for ett in bilde.greie] == [
        (rader[0], "Bevis lagt ved"),
        (rader[1], "Ett nivå opp"),
        (rader[2], "Laveste nivå"),
    ]
    assert [(ett.rad, ett.grunnlag) for ett in bilde.resten] == [
        (rader[3], "Bevis mangler"),
        (rader[4], "2 nivåer opp"),
        (rader[5], "Starter på nivå 3"),
    ]


def test_the_page_leaves_out_ones_own_what_has_run_out_and_other_units(tre, soker, leder, utenforstaende, client):
    venter(leder, lag_kompetanse("Egen"), 1)
    venter(utenforstaende, lag_kompetanse("I barnehagen"), 1)
    venter(soker, lag_bevis("Gått ut"), fra=om(-400), til=om(-1))
    client.force_login(leder)

    side = client.get(reverse("kartlegging:enhet-bekreft", args=[tre.prosjekt.pk]))

    assert side.context["bilde"].alle == []


@pytest.mark.parametrize("antall", [1, 3])
def test_the_page_asks_as_many_questions_for_one_as_for_three(
    tre, soker, leder, client, antall, django_assert_num_queries
):
    for nr in range(antall):
        venter(soker, lag_kompetanse(f"K {nr}"), 1)
    client.force_login(leder)
    adresse = reverse("kartlegging:enhet-bekreft", args=[tre.prosjekt.pk])
    client.get(adresse)

    with django_assert_num_queries(19):
        client.get(adresse)


def test_a_look_at_a_persons_competence_is_logged_and_the_person_reads_it(soker, leder, client):
    client.force_login(leder)
    client.get(reverse("kartlegging:person-kompetanse", args=[soker.person_id]))
    assert list(Oppslag.objects.values_list("bruker", "person_id", "hva")) == [
        (leder.pk, soker.person_id, "Kompetansen")
    ]

    client.force_login(soker)
    logg = client.get(reverse("organisasjon:person-log", args=[soker.person_id])).content.decode()
    assert "Lars Test" in logg
    assert "Kompetansen" in logg


def test_the_answers_are_given_on_the_pages(tre, soker, leder, client):
    rad, annen = venter(soker, lag_kompetanse("Demens"), 3), venter(soker, lag_kompetanse("Stell"), 2)
    client.force_login(leder)
    unit = f"?enhet={tre.prosjekt.pk}"

    retur = {"versjon": rad.versjon, "kommentar": "Ta et kurs"}
    svar = client.post(reverse("kartlegging:registrering-return", args=[rad.pk]) + unit, retur)
    assert svar.url == reverse("kartlegging:enhet-bekreft", args=[tre.prosjekt.pk])
    enige = {"versjon": annen.versjon, "nivaa": "1", "avtalt": skrevet(), "kommentar": "Øver mer"}
    client.post(reverse("kartlegging:registrering-adjust", args=[annen.pk]) + unit, enige)
    rad.refresh_from_db()
    client.post(reverse("kartlegging:registrering-undo", args=[rad.pk]) + unit, {"versjon": rad.versjon})

    rad.refresh_from_db()
    annen.refresh_from_db()
    assert (rad.tilstand, annen.tilstand, annen.nivaa) == (Tilstand.EGENVURDERT, Tilstand.BEKREFTET, 1)
