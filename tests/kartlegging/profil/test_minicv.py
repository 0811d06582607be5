"""The mini-CV: who sees it by the three choices, what they see and never see, and what one writes in it."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from kartlegging.models import MiniCv
from kartlegging.profil import minicv
from kompetanse.felles.models import Oppslag
from kompetanse.organisasjon import egne_data
from tests.kartlegging.factories import Tilstand, gi_kompetanse, lag_bevis, lag_kompetanse, om

pytestmark = pytest.mark.django_db
ERFARING = {"hva": "Kjøkkensjef", "hvor": "Fjordby kro", "fra_aar": 2012, "til_aar": 2019}


def del_(bruker, deling):
    return minicv.del_med(bruker.person, deling, bruker=bruker)


@pytest.mark.parametrize(
    ("deling", "ser"),
    [
        ("ingen", set()),
        ("enhet", {"kollega", "leder"}),
        (
            "kommune",
            {"kollega", "leder", "avdelingsdirektor", "hr", "utenforstaende", "systemansvarlig", "tillitsvalgt"},
        ),
    ],
)
def test_each_choice_shows_it_to_exactly_these(request, soker, deling, ser, client, annen_kommune):
    egen = del_(soker, deling)
    andre = ("kollega", "leder", "avdelingsdirektor", "hr", "utenforstaende", "systemansvarlig", "tillitsvalgt")
    adresse = reverse("kartlegging:minicv-detail", args=[egen.pk])

    aapner = set()
    for navn in andre:
        client.force_login(request.getfixturevalue(navn))
        if client.get(adresse).status_code == 200:
            aapner.add(navn)

    assert aapner == ser
    client.force_login(annen_kommune.hr)
    assert client.get(adresse).status_code == 404


def test_others_see_what_is_valid_and_no_files_comments_or_attest(soker, kollega, client, tre):
    gi_kompetanse(soker, lag_kompetanse("Demens"), 3, kommentar="Hemmelig kommentar")
    gi_kompetanse(soker, lag_kompetanse("Nytt"), 1, tilstand=Tilstand.EGENVURDERT)
    gi_kompetanse(soker, lag_bevis("Utgått bevis"), til=om(-1), fra=om(-9))
    gi_kompetanse(soker, lag_kompetanse("Sendt tilbake"), 4, tilstand=Tilstand.RETURNERT)
    gi_kompetanse(soker, lag_bevis("Politiattest fremlagt", kun_fremvises=True))
    egen = del_(soker, "enhet")
    client.force_login(kollega)

    side = client.get(reverse("kartlegging:minicv-detail", args=[egen.pk])).content.decode()

    assert "Demens" in side
    assert "Egenvurdert" in side
    for hemmelig in ("Hemmelig kommentar", "Utgått bevis", "Sendt tilbake", "Politiattest"):
        assert hemmelig not in side
    assert Oppslag.objects.filter(bruker=kollega, person_id=soker.person_id).count() == 1


def test_the_preview_and_the_page_of_others_show_the_same(soker, kollega):
    gi_kompetanse(soker, lag_kompetanse("Demens"), 3)
    egen = del_(soker, "kommune")

    assert minicv.cv(egen) == minicv.cv(MiniCv.objects.visible_to(kollega).get(pk=egen.pk))


@pytest.mark.parametrize(
    ("deling", "ord"),
    [
        ("ingen", "Ingen kollegaer ser den."),
        ("enhet", "2 kollegaer i Prosjektkontoret ser nivåene og erfaringen din."),
        ("kommune", "Alle i kommunen ser nivåene og erfaringen din."),
    ],
)
def test_the_choice_says_its_consequence_in_words(soker, kollega, leder, utenforstaende, deling, ord):
    assert minicv.konsekvens(del_(soker, deling)).startswith(ord)


def test_text_and_experience_are_written_anew_and_sharing_stays(soker):
    del_(soker, "enhet")
    minicv.lagre(soker.person, "Først", [ERFARING, ERFARING], bruker=soker)
    egen = minicv.lagre(soker.person, "Så", [ERFARING], bruker=soker)

    assert (egen.tekst, egen.deling, egen.erfaringer.count()) == ("Så", "enhet", 1)


def test_nobody_writes_or_shares_anothers(soker, leder):
    with pytest.raises(PermissionDenied):
        minicv.lagre(soker.person, "Nei", [], bruker=leder)
    with pytest.raises(PermissionDenied):
        minicv.del_med(soker.person, "kommune", bruker=leder)
    assert not MiniCv.objects.exists()


def skjema(*linjer, **mer):
    data = {"tekst": "Liker folk", "erfaring-TOTAL_FORMS": len(linjer), "erfaring-INITIAL_FORMS": 0}
    for nr, linje in enumerate(linjer):
        data |= {f"erfaring-{nr}-{navn}": verdi for navn, verdi in linje.items()}
    return data | mer


def test_the_page_stores_the_lines_that_are_filled_in(soker, client):
    client.force_login(soker)

    svar = client.post(reverse("kartlegging:minicv-update"), skjema(ERFARING, {}, {**ERFARING, "DELETE": "on"}))

    assert svar.status_code == 302
    assert list(MiniCv.objects.get().erfaringer.values("hva", "hvor", "fra_aar", "til_aar")) == [ERFARING]


@pytest.mark.parametrize("feil", [{"fra_aar": "12"}, {"fra_aar": "x"}, {"til_aar": 2011}, {"hva": ""}])
def test_bad_years_are_refused_and_nothing_typed_is_lost(soker, client, feil):
    client.force_login(soker)

    svar = client.post(reverse("kartlegging:minicv-update"), skjema({**ERFARING, **feil}))

    assert svar.status_code == 200
    assert "Liker folk" in svar.content.decode()
    assert "Fjordby kro" in svar.content.decode()
    assert not MiniCv.objects.exists()


def test_the_button_for_a_new_row_works_without_javascript(soker, client):
    client.force_login(soker)

    svar = client.post(reverse("kartlegging:minicv-update"), skjema(ERFARING, legg_til_rad="erfaring"))

    assert 'name="erfaring-1-hva"' in svar.content.decode()
    assert not MiniCv.objects.exists()


def test_one_shares_from_the_page_and_an_unknown_choice_is_refused(soker, client):
    client.force_login(soker)
    client.post(reverse("kartlegging:minicv-share"), {"deling": "enhet"})
    client.post(reverse("kartlegging:minicv-share"), {"deling": "alle"})

    assert MiniCv.objects.get().deling == "enhet"


def test_it_is_a_pdf_and_part_of_ones_own_data(soker, client):
    minicv.lagre(soker.person, "Liker folk", [ERFARING], bruker=soker)
    client.force_login(soker)

    assert client.get(reverse("kartlegging:minicv-pdf")).content.startswith(b"%PDF")
    alt = str([ett.rader for ett in egne_data.om(soker.person)])
    assert "Liker folk" in alt
    assert "Kjøkkensjef" in alt


@pytest.mark.parametrize("adresse", ["minicv", "minicv-pdf", "minicv-update", "min"])
def test_the_pages_open_before_anything_is_written(soker, client, adresse):
    client.force_login(soker)

    assert client.get(reverse(f"kartlegging:{adresse}")).status_code == 200
    assert not MiniCv.objects.exists()
