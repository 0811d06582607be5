"""A small municipality where everybody has a password, and someone to walk through it with the keyboard."""

from types import SimpleNamespace

import pytest
from django.contrib.auth.hashers import make_password

from tests.flyt.sidevakt import SKJERMER, Sidevakt
from tests.flyt.tastatur import Tastatur
from tests.rollebesetning import PASSORD
from tests.soknader.factories import lag_ramme, lag_satsingsomraade


@pytest.fixture
def skjerm(request, page):
    """The page is a phone, unless the test says that it is a laptop."""
    navn = getattr(request, "param", "smal")
    page.set_viewport_size(SKJERMER[navn])
    return navn


@pytest.fixture
def vakt(request, page):
    """Axe runs where JavaScript does."""
    nettleser = request.node.get_closest_marker("browser_context_args")
    return Sidevakt(page, axe=nettleser is None or nettleser.kwargs.get("java_script_enabled", True))


@pytest.fixture
def folk(
    soker, kollega, leder, avdelingsdirektor, hr, hr_leder, etatsdirektor, gruppemedlem, mbu_medlem, mbu_sekretaer
):
    """The cast by name, all with the same password, and money to apply for."""
    alle = SimpleNamespace(
        soker=soker,
        kollega=kollega,
        leder=leder,
        avdelingsdirektor=avdelingsdirektor,
        hr=hr,
        hr_leder=hr_leder,
        etatsdirektor=etatsdirektor,
        gruppemedlem=gruppemedlem,
        mbu_medlem=mbu_medlem,
        mbu_sekretaer=mbu_sekretaer,
    )
    passord = make_password(PASSORD)
    for bruker in vars(alle).values():
        bruker.password = passord
        bruker.save(update_fields=["password"])
    lag_ramme(oremerket={lag_satsingsomraade("Digital kompetanse"): 250_000})
    return alle


@pytest.fixture
def reisende(page, skjerm, live_server, folk, lager, vakt):
    """Someone at the keyboard, in front of the login page."""
    page.goto(live_server.url)
    vakt.undersok()
    return Reisende(page, vakt)


class Reisende(Tastatur):
    """A keyboard user who can sign in and out."""

    def logg_inn(self, bruker, passord=PASSORD):
        self.skriv("E-post", bruker.epost)
        self.skriv("Passord", passord)
        self.trykk("button", "Logg inn")

    def aapne_meny(self):
        """Open the menu of the one who is signed in."""
        self.tab_til(self.page.locator("details.meg > summary"))
        self.page.keyboard.press("Enter")

    def logg_ut(self):
        self.aapne_meny()
        self.trykk("button", "Logg ut")

    def bytt_til(self, bruker):
        self.logg_ut()
        self.logg_inn(bruker)

    def overskrift(self):
        return self.page.inner_text("h1")

    def tekst(self):
        """What the page says, with plain spaces."""
        return " ".join(self.page.inner_text("main").split())
