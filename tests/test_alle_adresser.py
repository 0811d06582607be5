"""Every address × everyone: no 500, nothing across the wall, and no answer that reveals what exists elsewhere."""

import re
from urllib.parse import quote

import pytest
from django.urls import URLPattern, get_resolver, reverse

from kompetanse.felles import vegg
from kompetanse.felles.models import Jobb, Varsel
from kompetanse.organisasjon.models import Eksport, Import, Rolletype, Stedfortreder
from planer.models import Satsingsomraade
from soknader.mbu import saksgang as mbusak
from soknader.models import Kjedesteg, Vedlegg
from soknader.mote import beslutningsmote
from soknader.sak import saksgang
from tests.klokke import dag
from tests.rollebesetning import gi_stedfortreder
from tests.soknader.factories import lag_ramme, lag_soknad

OWN_APPS = {"organisasjon", "soknader", "planer", "felles", "oversikt"}
PERSONER = [
    "soker", "kollega", "leder", "avdelingsdirektor", "hr", "hr_leder", "etatsdirektor", "gruppemedlem",
    "mbu_medlem", "mbu_sekretaer", "tillitsvalgt", "systemansvarlig", "utenforstaende",
]  # fmt: skip
# Open to anyone, because no one is signed in yet, or because it says nothing about anyone.
AAPNE = {
    "oversikt:tilgjengelighet",
    "oversikt:personvern",
    "oversikt:hjelp",
    "organisasjon:tema",
    "organisasjon:logo",
    "organisasjon:invitasjon",
}
FINNES_IKKE = 999_999_999
# CSRF tokens are new in every answer.
ENGANGS = re.compile(r'csrf\w*"[^>]*?(value|content)="[^"]*"')


def egne_adresser():
    """(name, parameter names) of every address of our own apps."""
    svar = []
    for monster, navnerom in _gaa(get_resolver().url_patterns, ""):
        if navnerom in OWN_APPS and monster.name:
            svar.append((f"{navnerom}:{monster.name}", tuple(monster.pattern.converters)))
    return sorted(svar)


def _gaa(monstre, navnerom):
    for monster in monstre:
        if isinstance(monster, URLPattern):
            yield monster, navnerom
        else:
            yield from _gaa(monster.url_patterns, monster.namespace or navnerom)


ADRESSER = egne_adresser()
MED_ID = [adresse for adresse in ADRESSER if adresse[1]]


@pytest.fixture
def verden(request, tre, kommune):
    """One object of every kind that an address can name, in Fjordby kommune."""
    folk = {navn: request.getfixturevalue(navn) for navn in PERSONER}
    ramme = lag_ramme()
    soker, hr = folk["soker"], folk["hr"]
    soknad = saksgang.send_inn(lag_soknad(soker), bruker=soker)
    klar = saksgang.send_inn(lag_soknad(folk["kollega"]), bruker=folk["kollega"])
    saksgang.innstill(saksgang.anbefal(klar, bruker=folk["avdelingsdirektor"]), bruker=folk["hr_leder"])
    avslag = saksgang.send_inn(lag_soknad(soker), bruker=soker)
    avslag = saksgang.avslaa(avslag, bruker=folk["avdelingsdirektor"], kommentar="Dekkes av egne midler.")
    mote = beslutningsmote.opprett(bruker=hr, ramme=ramme, dato=dag())
    gi_stedfortreder(folk["avdelingsdirektor"].person.roller.get(), folk["leder"])
    return {
        "folk": folk,
        "objekter": {
            "soknad": soknad,
            "ramme": ramme,
            "mote": mote,
            "motesak": mote.saker.first(),
            "vedtak": avslag.vedtak,
            "mbusak": mbusak.opprett(bruker=hr),
            "enhet": tre.prosjekt,
            "person": soker.person,
            "rolle": folk["avdelingsdirektor"].person.roller.first(),
            "rolletype": Rolletype.objects.first(),
            "stedfortreder": Stedfortreder.objects.first(),
            "satsingsomraade": Satsingsomraade.objects.first(),
            "kjedesteg": Kjedesteg.objects.first(),
            "jobb": Jobb.objects.create(bruker=hr, navn="Prøve"),
            "varsel": Varsel.objects.create(mottaker=hr, emne="Prøve", tekst="Prøve"),
            "import": Import.objects.create(filnavn="a.csv", lagringssti="a", sha256="0" * 64, bruker=hr),
            "eksport": Eksport.objects.create(
                bruker=hr, navn="Prøve", lag="a.b", side="/", rettighet="soknader.view_mote"
            ),
            "vedlegg": Vedlegg.objects.create(
                soknad=soknad, filnavn="a.pdf", mime="application/pdf", lagringssti="a", sha256="0" * 64, storrelse=1
            ),
        },
    }


def argumenter(navn, parametre, objekter, *, ident=None):
    """Values for the address's parameters: the id of the noun that its name starts with, unless `ident` is given."""
    substantiv = navn.split(":")[1].split("-")[0]
    verdier = {}
    for parameter in parametre:
        if parameter == "aar":
            verdier[parameter] = ident or objekter["ramme"].aar
        elif parameter in FASTE:
            verdier[parameter] = FASTE[parameter]
        else:
            hvilket = substantiv if parameter in ("pk", "id") else re.sub(r"_?(pk|id)$", "", parameter)
            objekt = objekter.get(hvilket) or objekter.get(substantiv)
            assert objekt is not None, f"Say in `verden` which object {navn} names by {parameter}."
            verdier[parameter] = ident or objekt.pk
    return verdier


# Parameters that are words, not ids.
FASTE = {"utfall": "innvilg", "steg": "hva", "token": "ugyldig", "handling": "anbefal", "slag": "protokoll"}


@pytest.mark.parametrize("person", PERSONER)
def test_no_address_answers_500_to_anyone(client, verden, person):
    bruker = verden["folk"][person]
    client.force_login(bruker)
    client.raise_request_exception = False

    svar = {}
    for navn, parametre in ADRESSER:
        with vegg.innenfor(bruker.kommune_id):
            adresse = reverse(navn, kwargs=argumenter(navn, parametre, verden["objekter"]))
        svar[navn] = client.get(adresse).status_code

    assert {navn: status for navn, status in svar.items() if status not in (200, 302, 403, 404, 405, 410)} == {}


# Lists that can be downloaded from their own address.
LISTER = [
    "organisasjon:enhet-list",
    "organisasjon:person-list",
    "organisasjon:rolle-list",
    "soknader:mbusak-list",
    "soknader:mote-list",
    "soknader:ramme-list",
    "soknader:soknad-list",
]


@pytest.mark.parametrize("person", PERSONER)
def test_a_list_is_a_file_for_exactly_those_who_see_its_page(client, verden, person):
    client.force_login(verden["folk"][person])

    svar = {
        (navn, form): client.get(reverse(navn), {"format": form}) for navn in LISTER for form in ("", "xlsx", "csv")
    }

    for navn in LISTER:
        assert len({svar[navn, form].status_code for form in ("", "xlsx", "csv")}) == 1
        er_fil = {"attachment" in svar[navn, form].headers.get("Content-Disposition", "") for form in ("xlsx", "csv")}
        assert er_fil == {svar[navn, ""].status_code == 200}


def test_a_guest_is_sent_to_the_login_page_from_every_address_that_is_not_open(client, verden):
    client.raise_request_exception = False
    svar = {}
    for navn, parametre in ADRESSER:
        if navn not in AAPNE:
            svar[navn] = client.get(reverse(navn, kwargs=argumenter(navn, parametre, verden["objekter"])))

    assert {
        navn: ett.status_code
        for navn, ett in svar.items()
        if not (ett.status_code == 302 and ett.url.startswith(reverse("account_login"))) and ett.status_code != 405
    } == {}


@pytest.mark.parametrize("metode", ["get", "post"])
def test_an_id_of_another_kommune_answers_exactly_as_one_that_does_not_exist(client, verden, annen_kommune, metode):
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
