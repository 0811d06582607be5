"""Someone who uses the pages with the keyboard alone: Tab, arrows, Enter, space, and typing."""

MAX_TABS = 250
# The page is there already, so what it offers is there too, or comes with the next answer.
FINNES = 10_000
FOCUSED = "element => element === document.activeElement"
LOOK = """element => {
  const stil = (ett) => {
    const s = getComputedStyle(ett);
    return [s.outlineStyle, s.outlineWidth, s.outlineColor, s.boxShadow];
  };
  return JSON.stringify([element, element.closest("summary, label, .ds-field")].map((ett) => ett && stil(ett)));
}"""
IN_SIGHT = """element => {
  const rute = element.getClientRects()[0];
  const x = (Math.max(rute.left, 0) + Math.min(rute.right, innerWidth)) / 2;
  const y = (Math.max(rute.top, 0) + Math.min(rute.bottom, innerHeight)) / 2;
  const treff = document.elementFromPoint(x, y);
  return Boolean(treff) && (element.contains(treff) || treff.contains(element));
}"""


class Tastatur:
    """Finds what the page offers by role and name, as a screen reader says it, and reaches it with Tab."""

    def __init__(self, page, vakt):
        self.page, self.vakt = page, vakt

    # --- Moving ----------------------------------------------------------------------------------

    def gaa_til(self, rolle, navn, *, innenfor=None):
        """Press Tab until the first one with this role and name has the focus, and shows it."""
        return self.tab_til((innenfor or self.page).get_by_role(rolle, name=navn, exact=True).first)

    def tab_til(self, sted):
        sted.wait_for(state="attached", timeout=FINNES)
        maal = sted.element_handle()
        foer = maal.evaluate(LOOK)
        for _tabs in range(MAX_TABS):
            if maal.evaluate(FOCUSED):
                break
            self.page.keyboard.press("Tab")
        else:
            raise AssertionError(f"{sted} cannot be reached with Tab on {self.page.url}")
        if _tabs:
            assert maal.evaluate(LOOK) != foer, f"{sted} does not show that it has the focus on {self.page.url}"
            assert maal.evaluate(IN_SIGHT), f"{sted} has the focus out of sight on {self.page.url}"
        return sted

    # --- Doing -----------------------------------------------------------------------------------

    def trykk(self, rolle, navn, *, innenfor=None, feil=False):
        """Press what leads to a page, and look through the page that comes. `feil`: it asks to have errors mended."""
        self.gaa_til(rolle, navn, innenfor=innenfor)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        self.vakt.undersok()
        assert bool(self.page.locator("main [data-feilliste]").count()) is feil, self.page.url

    def trykk_her(self, rolle, navn):
        """Press what changes something on this page."""
        self.gaa_til(rolle, navn)
        self.page.keyboard.press("Enter")

    def skriv(self, navn, tekst, *, innenfor=None):
        """Type in a field, in the place of what stands there."""
        self.gaa_til("textbox", navn, innenfor=innenfor)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(tekst)

    def velg(self, gruppe, valg):
        """Choose one answer of a question: Tab to the question, arrows to the answer."""
        sporsmaal = self.page.get_by_role("radiogroup", name=gruppe, exact=True)
        svar = sporsmaal.get_by_role("radio", name=valg, exact=True)
        knapper = sporsmaal.get_by_role("radio")
        valgt = sporsmaal.locator("input:checked")
        self.tab_til(valgt if valgt.count() else knapper.first)
        for _plass in range(knapper.count()):
            if svar.evaluate(FOCUSED):
                break
            self.page.keyboard.press("ArrowDown")
        if not svar.is_checked():
            self.page.keyboard.press("Space")
        assert svar.is_checked(), f"{valg} cannot be chosen on {self.page.url}"

    def velg_fra_liste(self, navn, valg, *, innenfor=None):
        """Choose in a list box with the arrows."""
        liste = self.gaa_til("combobox", navn, innenfor=innenfor)
        self.page.keyboard.press("Home")
        antall = liste.evaluate("liste => liste.options.length")
        for _plass in range(antall):
            if liste.evaluate("liste => liste.selectedOptions[0].text.trim()") == valg:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{valg} is not among the choices of {navn} on {self.page.url}")

    def kryss(self, navn, paa):
        """Tick or clear a box that is not so yet."""
        boks = self.gaa_til("checkbox", navn)
        assert boks.is_checked() is not paa
        self.page.keyboard.press("Space")
        assert boks.is_checked() is paa

    def velg_fil(self, navn, sti):
        """Open the file chooser from the keyboard."""
        # Waited for from before the way there: the browser needs a moment to hand its chooser over.
        with self.page.expect_file_chooser() as velger:
            self.tab_til(self.page.get_by_label(navn, exact=True))
            self.page.keyboard.press("Space")
        velger.value.set_files(sti)

    def aapne_pdf(self, navn):
        """Follow a link to a PDF, go back with the browser's own key, and return the bytes as this user gets them."""
        lenke = self.gaa_til("link", navn)
        with self.page.expect_navigation(url=lenke.evaluate("lenke => lenke.href")) as hendelse:
            self.page.keyboard.press("Enter")
        svar = hendelse.value
        assert (svar.status, svar.headers["content-type"]) == (200, "application/pdf"), svar.url
        innhold = self.page.context.request.get(svar.url).body()
        self.page.go_back()
        return innhold
