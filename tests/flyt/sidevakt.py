"""What must be true of every page that a journey meets."""

import re
from urllib.parse import urlsplit

from tests.nettleser import axe

TIMEOUT = 30_000
SKJERMER = {"smal": {"width": 320, "height": 800}, "bred": {"width": 1280, "height": 900}}


class Sidevakt:
    """Watches one browser page: listens for errors all the time, and looks through a page when asked.

    `ventet` holds the error statuses that the test asks for on purpose, such as 404. Axe needs JavaScript in the page.
    """

    def __init__(self, page, *, axe=True):
        self.page, self.axe, self.feil, self.ventet = page, axe, [], set()
        page.set_default_timeout(TIMEOUT)
        page.on("pageerror", lambda feil: self.feil.append(f"script: {feil}"))
        page.on("console", self._hor)
        page.on("response", self._se)

    def _hor(self, melding):
        # A refused or failed answer is told by its status below.
        if melding.type == "error" and not melding.text.startswith("Failed to load resource"):
            self.feil.append(f"console: {melding.text}")

    def _se(self, svar):
        if svar.status >= 400 and svar.status not in self.ventet:
            self.feil.append(f"{svar.status} {svar.request.method} {svar.url}")

    def undersok(self):
        """One h1 and a title, no sideways scroll, axe is silent, and nothing has failed on the way here."""
        hvor = self.page.url
        assert self.page.locator("h1").count() == 1, hvor
        assert self.page.title().strip(" –"), hvor
        bredde = self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert bredde <= 0, f"{hvor} is {bredde} px wider than the screen: {self._for_brede()}"
        assert not self.feil, f"{hvor}: {self.feil}"
        assert "None" not in self.page.locator("main").inner_text().split(), hvor
        if self.axe:
            funn = axe(self.page)
            assert funn.violations_count == 0, f"{hvor}\n{funn.generate_report()}"

    def _for_brede(self):
        return self.page.evaluate(
            """[...document.querySelectorAll("body *")]
                .filter((e) => e.getBoundingClientRect().right > window.innerWidth + 0.5)
                .slice(0, 8).map((e) => `${e.tagName}.${e.className}`)"""
        )


class Tobreddevakt(Sidevakt):
    """Looks through each kind of page on a phone and on a laptop the first time it comes."""

    def __init__(self, page):
        super().__init__(page)
        self.sett = set()

    def undersok(self):
        slag = re.sub(r"\d+", "", urlsplit(self.page.url)._replace(netloc="", fragment="").geturl())
        if slag in self.sett:
            assert not self.feil, f"{self.page.url}: {self.feil}"
            return
        self.sett.add(slag)
        bredde = self.page.viewport_size
        for skjerm in SKJERMER.values():
            self.page.set_viewport_size(skjerm)
            super().undersok()
        self.page.set_viewport_size(bredde)
