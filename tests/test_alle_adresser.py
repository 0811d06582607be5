"""Every address: nothing without login, nothing across the wall, and no answer that reveals what exists elsewhere.

Who gets which answer at home stands in `rettigheter/tabell.txt`.
"""

import re
from urllib.parse import quote

import pytest
from django.urls import reverse

from tests.rettigheter.delt import felles_verden, verden  # noqa: F401
from tests.rettigheter.verden import ADRESSER, MED_ID, argumenter
from tests.rollebesetning import FIGURER

# Open to anyone, because no one is signed in yet, or because it says nothing about anyone.
AAPNE = {
    "oversikt:tilgjengelighet",
    "oversikt:personvern",
    "oversikt:hjelp",
    "oversikt:veiledning",
    "organisasjon:tema",
    "organisasjon:logo",
    "organisasjon:invitasjon",
    # By the code of a meeting that goes on, or a secret address.
    "telefon:kode",
    "telefon:naa",
    "telefon:rom",
    "telefon:stem",
    "telefon:trekk",
    "kurs:kalender-ical",
    "planer:kalender",
    # By the code at the door of a course.
    "dor:kode",
    "dor:lenke",
    "dor:meg",
    "dor:samling",
    # By a link of one's own, or the code of a form that is open.
    "svar:ikke-med",
    "svar:skjema",
}
# Says to a projector that its session has ended.
OGSAA_UTLOGGET = {"planer:kompetansedrofting-brett"}
FINNES_IKKE = 999_999_999
# CSRF tokens and one-time keys are new in every answer.
ENGANGS = re.compile(r'(csrf\w*|engang)"[^>]*?(value|content)="[^"]*"')


# Lists that can be downloaded from their own address.
LISTER = [
    "kartlegging:bevisimport-list",
    "kartlegging:katalogimport-list",
    "organisasjon:enhet-list",
    "organisasjon:import-list",
    "organisasjon:oppslag-list",
    "organisasjon:person-list",
    "organisasjon:rolle-list",
    "soknader:mbusak-list",
    "soknader:mote-list",
    "soknader:ramme-list",
    "soknader:soknad-list",
]


@pytest.mark.parametrize("person", FIGURER)
def test_a_list_is_a_file_for_exactly_those_who_see_its_page(client, verden, person):  # noqa: F811
    client.force_login(verden["folk"][person])

    svar = {
        (navn, form): client.get(reverse(navn), {"format": form}) for navn in LISTER for form in ("", "xlsx", "csv")
    }

    for navn in LISTER:
        assert len({svar[navn, form].status_code for form in ("", "xlsx", "csv")}) == 1
        er_fil = {"attachment" in svar[navn, form].headers.get("Content-Disposition", "") for form in ("xlsx", "csv")}
        assert er_fil == {svar[navn, ""].status_code == 200}


def test_a_guest_is_sent_to_the_login_page_from_every_address_that_is_not_open(client, verden):  # noqa: F811
    client.raise_request_exception = False
    svar = {}
    for navn, parametre in ADRESSER:
        if navn not in AAPNE | OGSAA_UTLOGGET:
            svar[navn] = client.get(reverse(navn, kwargs=argumenter(navn, parametre, verden["objekter"])))

    assert {
        navn: ett.status_code
        for navn, ett in svar.items()
        if not (ett.status_code == 302 and ett.url.startswith(reverse("account_login"))) and ett.status_code != 405
    } == {}


@pytest.mark.parametrize("metode", ["get", "post"])
def test_an_id_of_another_kommune_answers_exactly_as_one_that_does_not_exist(client, verden, annen_kommune, metode):  # noqa: F811
    client.force_login(annen_kommune.hr)
    client.raise_request_exception = False

    ulike = {}
    for navn, parametre in MED_ID:
        if navn in AAPNE:
            continue
        finnes = _svar(client, metode, navn, argumenter(navn, parametre, verden["objekter"]))
        mangler = _svar(client, metode, navn, argumenter(navn, parametre, verden["objekter"], ident=FINNES_IKKE))
        if finnes[0] == 200 or finnes != mangler:
            ulike[navn] = (finnes[0], mangler[0])

    assert ulike == {}


def _svar(client, metode, navn, argumentene):
    """Status and page, with the address itself and one-time values taken out."""
    adresse = reverse(navn, kwargs=argumentene)
    svar = getattr(client, metode)(adresse)
    tekst = svar.content.decode(errors="replace") if not svar.streaming else ""
    tekst = tekst.replace(adresse, "#").replace(quote(adresse, safe=""), "#")
    videre = svar.headers.get("Location", "").replace(str(argumentene.get("pk")), "#")
    return svar.status_code, videre, ENGANGS.sub("", tekst)
