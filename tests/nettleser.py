"""What tests in a real browser share: to be signed in, to look closely at a page, to press as a keyboard user does."""

from axe_playwright_python.base import AXE_SCRIPT, AxeResults
from django.conf import settings


def logg_inn(page, client, live_server, bruker):
    """The browser gets the session of a user who is signed in."""
    client.force_login(bruker)
    nokkel = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": nokkel, "url": live_server.url}])


def axe(page):
    """What axe says of the page as it stands. Its script is read once in each document, and only faults are brought out:
    together they halve the time."""
    if page.evaluate("!window.axe"):
        page.evaluate(AXE_SCRIPT)
    return AxeResults(page.evaluate('axe.run({resultTypes: ["violations"]}).then(({violations}) => ({violations}))'))


def undersok(page, overskrift=None):
    """The page has this heading, fits the screen at both widths, and axe is silent."""
    assert overskrift is None or page.inner_text("h1") == overskrift
    for bredde in (1280, 320):
        page.set_viewport_size({"width": bredde, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), page.url
        funn = axe(page)
        assert funn.violations_count == 0, page.url + funn.generate_report()


def trykk(page, rolle, navn):
    """Press what a keyboard user reaches with Tab."""
    maal = page.get_by_role(rolle, name=navn, exact=True)
    maal.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
