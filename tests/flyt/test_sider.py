"""Every page that the product has, on a phone and on a laptop: axe is silent, and nothing is wider than the screen."""

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from kompetanse.felles import vegg
from kompetanse.felles.models import Jobb
from soknader.sak.utkast import Steg
from tests.flyt.conftest import Reisende
from tests.flyt.sidevakt import SKJERMER
from tests.organisasjon.importhjelp import KARI, OLA, bytt, csv, forhaandsvis
from tests.rettigheter.verden import ADRESSER, argumenter, verden  # noqa: F401
from tests.soknader.factories import lag_soknad
from tests.soknader.mbu_factories import lag_sendt_sak
from tests.soknader.moter import lag_klar, lag_mote, start_mote

pytestmark = [pytest.mark.flyt, pytest.mark.django_db(transaction=True)]
# HR sees the most; the others see what HR does not.
LESERE = ("hr", "systemansvarlig", "soker", "avdelingsdirektor", "etatsdirektor", "mbu_sekretaer", "tillitsvalgt")
FEIL_I_FIL = (
    bytt(KARI, Stillingsprosent="åtti"),
    bytt(OLA, Startdato="31.02.2020"),
    bytt(KARI, Ansattnummer="1004", Enhetskode="999", Enhetsnavn="", Overordnet=""),
)


class Gjennomgang:
    """Opens pages one after the other, looks at each in both sizes, and remembers what is wrong."""

    def __init__(self, page, vakt, adresse):
        self.page, self.vakt, self.adresse, self.funn, self.sett = page, vakt, adresse, [], set()

    def logg_inn(self, client, bruker):
        client.force_login(bruker)
        nokkel = client.cookies[settings.SESSION_COOKIE_NAME].value
        self.page.context.clear_cookies()
        self.page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": nokkel, "url": self.adresse}])

    def se(self, sti):
        self.sett.add(sti)
        self.page.goto(self.adresse + sti)
        self.undersok()

    def undersok(self):
        # First as it is: each new size lays the whole page out anew.
        for storrelse in sorted(SKJERMER.values(), key=lambda ett: ett != self.page.viewport_size):
            self.page.set_viewport_size(storrelse)
            try:
                self.vakt.undersok()
            except AssertionError as feil:
                self.funn.append(str(feil))
        self.vakt.feil.clear()


@pytest.fixture
def gjennomgang(page, vakt, live_server, lager):
    return Gjennomgang(page, vakt, live_server.url)


def html_sider(client, bruker, objekter, sett, adresser):
    """Those of the addresses that answer this user with a whole page, but for those that are seen."""
    for navn, parametre in adresser:
        with vegg.innenfor(bruker.kommune_id):
            sti = reverse(navn, kwargs=argumenter(navn, parametre, objekter))
        if sti in sett:
            continue
        svar = client.get(sti)
        if svar.status_code == 200 and svar.content.lstrip()[:9].lower() == b"<!doctype":
            yield sti


@pytest.mark.timeout(900)
@pytest.mark.usefixtures("uten_feilsider")
@pytest.mark.parametrize("del_", [0, 1])
def test_every_address(client, gjennomgang, verden, del_):  # noqa: F811
    """In two parts, one for each core."""
    for navn in LESERE:
        gjennomgang.logg_inn(client, verden["folk"][navn])
        gjennomgang.se(reverse("oversikt:min-side"))
        for sti in html_sider(client, verden["folk"][navn], verden["objekter"], gjennomgang.sett, ADRESSER[del_::2]):
            gjennomgang.se(sti)

    assert not gjennomgang.funn, "\n\n".join(gjennomgang.funn)
    assert len(gjennomgang.sett) > 60


def test_pages_in_other_states(client, gjennomgang, verden):  # noqa: F811
    folk = verden["folk"]
    gjennomgang.logg_inn(client, folk["soker"])
    with vegg.innenfor(folk["soker"].kommune_id):
        stier_soker, stier_hr = andre_tilstander(folk)
    for sti in stier_soker:
        gjennomgang.se(sti)
    gjennomgang.logg_inn(client, folk["hr"])
    for sti in stier_hr:
        gjennomgang.se(sti)

    assert gjennomgang.funn == []


def andre_tilstander(folk):
    """Addresses of things in the states that come later: the applicant's, and HR's."""
    soker, hr = folk["soker"], folk["hr"]
    utkast = lag_soknad(soker)
    lag_klar(folk["kollega"], folk["avdelingsdirektor"], folk["hr_leder"], tittel="Kurs " + "i vedlikehold " * 9)
    mote = start_mote(lag_mote(hr, tittel="Ekstraordinært møte"), hr)
    sak = mote.saker.first()
    sendt = lag_sendt_sak(hr, folk["etatsdirektor"])
    innlest = forhaandsvis(hr, csv(KARI, *FEIL_I_FIL), full_fil=False)
    jobb = Jobb.objects.create(bruker=hr, navn="Lange ting", status=Jobb.Status.KJORER, gjort=3, av=10)
    return (
        [
            *(reverse("soknader:soknad-edit", args=[utkast.pk, steg]) for steg in Steg.values),
            reverse("soknader:soknad-detail", args=[utkast.pk]),
            reverse("soknader:soknad-delete", args=[utkast.pk]),
        ],
        [
            reverse("soknader:mote-detail", args=[mote.pk]),
            *(reverse("soknader:motesak-vedtak", args=[mote.pk, sak.pk, ord_]) for ord_ in ("delvis", "avslaa")),
            reverse("soknader:motesak-utsett", args=[mote.pk, sak.pk]),
            reverse("soknader:mbusak-detail", args=[sendt.pk]),
            reverse("soknader:mbusak-vedtak", args=[sendt.pk]),
            reverse("organisasjon:import-detail", args=[innlest.pk]),
            reverse("organisasjon:import-kolonner", args=[innlest.pk]),
            reverse("felles:jobb-detail", args=[jobb.pk]),
            f"{reverse('oversikt:sok')}?q=siri",
            f"{reverse('oversikt:sok')}?q=finnesikke",
            f"{reverse('soknader:soknad-list')}?q=finnesikke",
            f"{reverse('organisasjon:enhet-list')}?q=prosjekt",
        ],
    )


def test_pages_in_nynorsk(client, gjennomgang, folk):
    folk.hr.malform = "nn"
    folk.hr.save(update_fields=["malform"])
    gjennomgang.logg_inn(client, folk.hr)
    for navn in ("oversikt:min-side", "soknader:soknad-list", "soknader:ramme-list", "organisasjon:enhet-list"):
        gjennomgang.se(reverse(navn))
        assert gjennomgang.page.get_attribute("html", "lang") == "nn"

    assert gjennomgang.funn == []


def test_the_pages_of_an_account(gjennomgang, vakt, folk):
    for navn in ("account_login", "account_reset_password", "account_reset_password_done", "account_signup"):
        gjennomgang.se(reverse(navn))
    gjennomgang.page.goto(gjennomgang.adresse)
    Reisende(gjennomgang.page, vakt).logg_inn(folk.hr)
    for navn in ("account_change_password", "mfa_index", "account_reauthenticate", "account_logout"):
        gjennomgang.se(reverse(navn))

    assert gjennomgang.funn == []


def test_the_pages_of_an_error(client, gjennomgang, vakt, folk):
    gjennomgang.logg_inn(client, folk.soker)
    vakt.ventet |= {403, 404, 410}
    gjennomgang.se("/finnes/ikke/")
    gjennomgang.se(reverse("soknader:mote-list"))
    gjennomgang.se(reverse("organisasjon:invitasjon", args=["ugyldig"]))
    for mal in ("400.html", "429.html", "500.html", "403_csrf.html"):
        gjennomgang.page.route(f"**/{mal}", svar_med(mal))
        gjennomgang.se(f"/{mal}")

    assert gjennomgang.funn == []


def test_every_item_of_the_menu_is_in_sight_on_a_phone(client, gjennomgang, page, folk):
    gjennomgang.logg_inn(client, folk.hr)
    gjennomgang.se(reverse("organisasjon:person-list"))
    page.set_viewport_size({"width": 320, "height": 640})

    punkter = page.get_by_role("navigation", name="Hovedmeny").get_by_role("link").all()

    assert [punkt.inner_text() for punkt in punkter][:: len(punkter) - 1] == ["Min side", "Organisasjon"]
    assert all(rute["x"] >= 0 and rute["x"] + rute["width"] <= 320 for rute in (p.bounding_box() for p in punkter))
    assert [p.inner_text() for p in punkter if p.get_attribute("aria-current") == "page"] == ["Organisasjon"]


def svar_med(mal, **verdier):
    """Answer with a page that is hard to bring about: the bare template, as Django renders it."""
    innhold = render_to_string(mal, verdier)
    return lambda rute: rute.fulfill(body=innhold, content_type="text/html")
