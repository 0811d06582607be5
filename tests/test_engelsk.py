"""English for the login, the help and the legal pages: whole there, and offered nowhere else."""

import shutil
import subprocess

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation.template import templatize

from kompetanse.organisasjon import invitasjon
from kompetanse.organisasjon.models import Bruker, Person

KATALOG = settings.BASE_DIR / "locale" / "en" / "LC_MESSAGES" / "django.po"
# Everything that the pages in English are made of.
MALER = [
    "base.html", "403.html", "403_csrf.html", "404.html", "429.html",
    "komponenter/_topp.html", "komponenter/_meg.html", "komponenter/_bunn.html", "komponenter/_spraak.html",
    "komponenter/_melding.html", "komponenter/_meldinger.html",
    "organisasjon/invitasjon.html", "organisasjon/invitasjon_brukt.html",
    "oversikt/hjelp.html", "oversikt/personvern.html", "oversikt/tilgjengelighet.html",
]  # fmt: skip
MAPPER = ["account", "socialaccount", "mfa", "designsystemet"]
MODULER = [
    "organisasjon/innlogging.py",
    "organisasjon/passord.py",
    "organisasjon/forms/konto.py",
    "oversikt/context_processors.py",
]
SIDER = ["/konto/logg-inn/", "/konto/passord/glemt/", "/hjelp/", "/personvern/", "/tilgjengelighet/"]
NORSK = ("ø", "å", "æ", " og ", " ikke ", " du ")


def kilder():
    maler = settings.BASE_DIR / "templates"
    yield from (maler / navn for navn in MALER)
    for mappe in MAPPER:
        yield from (fil for fil in sorted((maler / mappe).rglob("*")) if fil.suffix in {".html", ".txt"})


@pytest.mark.skipif(shutil.which("xgettext") is None, reason="gettext is not installed")
def test_every_text_of_these_pages_is_in_the_english_catalogue(tmp_path):
    filer = [settings.BASE_DIR / "kompetanse" / modul for modul in MODULER]
    for nummer, mal in enumerate(kilder()):
        filer.append(tmp_path / f"{nummer}.py")
        filer[-1].write_text(templatize(mal.read_text(), origin=str(mal)))
    # The words that xgettext looks for beside its own.
    ord_ = ["gettext_noop", "gettext_lazy", "ngettext_lazy:1,2", "_"]
    mal = tmp_path / "alle.pot"
    kommando = ["xgettext", "-L", "Python", "--from-code=UTF-8", *(f"--keyword={et}" for et in ord_), "-o", mal, *filer]
    subprocess.run(kommando, check=True)

    svar = subprocess.run(["msgcmp", KATALOG, mal], capture_output=True, text=True, check=False)

    assert svar.returncode == 0, svar.stderr


@pytest.mark.skipif(shutil.which("msgfmt") is None, reason="gettext is not installed")
def test_the_compiled_catalogue_is_that_of_the_texts(tmp_path):
    ny = tmp_path / "en.mo"
    subprocess.run(["msgfmt", "--check-format", "-o", ny, KATALOG], check=True)

    assert ny.read_bytes() == KATALOG.with_suffix(".mo").read_bytes()


def velg(client, spraak, neste="/hjelp/"):
    return client.post(reverse("set_language"), {"language": spraak, "next": neste})


def tekst(side):
    """What the page says, with the three names of the languages taken away."""
    return side.content.decode().replace("Bokmål", "").replace("Ny søknad", "")


@pytest.mark.parametrize("adresse", SIDER)
def test_one_who_is_not_signed_in_reads_the_page_in_english(client, kommune, adresse):
    assert ">English</button>" in client.get(adresse).content.decode()
    assert velg(client, "en", adresse).url == adresse

    side = tekst(client.get(adresse))

    assert '<html lang="en"' in side
    assert [spor for spor in NORSK if spor in side.partition("<main")[2].partition("</main>")[0]] in ([], ["ø"])
    velg(client, "nn", adresse)
    assert '<html lang="nn"' in client.get(adresse).content.decode()


def test_errors_on_the_login_are_in_english_too(client, kommune):
    velg(client, "en")

    side = client.post(reverse("account_login"), {"login": "a@eksempel.test", "password": "feil"}).content.decode()

    assert "The e-mail address or the password is wrong." in side
    assert "Correct this before you go on" in side


def test_an_invitation_is_read_in_english(client, tre, hr):
    person = Person.objects.create(ansattnummer="9", fornavn="Nina", etternavn="Ny", epost="nina@eksempel.test")
    lenke = invitasjon.inviter(person, bruker=hr)
    velg(client, "en")

    side = client.get(lenke.removeprefix(settings.NETTADRESSE)).content.decode()

    assert "Welcome, Nina" in side
    assert "Your password must contain at least 12 characters." in side


def test_the_rest_of_the_product_stays_in_norwegian(client, soker):
    velg(client, "en")
    client.force_login(soker)

    min_side = client.get("/").content.decode()

    assert '<html lang="nb"' in min_side
    assert ">English</button>" not in min_side
    assert '<html lang="en"' in client.get("/hjelp/").content.decode()


def test_english_is_no_language_of_an_account(client, soker):
    client.force_login(soker)
    velg(client, "en")

    assert Bruker.objects.get(pk=soker.pk).malform == ""
    assert "en" not in dict(settings.LANGUAGES)


def test_the_account_keeps_its_language_beside_english(client, soker):
    client.force_login(soker)
    velg(client, "nn")
    velg(client, "en")

    assert '<html lang="nn"' in client.get("/").content.decode()
    assert '<html lang="en"' in client.get("/hjelp/").content.decode()


def test_a_browser_in_english_gets_norwegian_until_it_asks(client, kommune):
    side = client.get("/konto/logg-inn/", headers={"accept-language": "en-GB,en;q=0.9"}).content.decode()

    assert '<html lang="nb"' in side


def test_a_text_that_is_not_english_is_left_as_it_is():
    with translation.override("en"):
        assert translation.gettext("Logg inn") == "Log in"
        assert translation.gettext("Søknadsfrist") == "Søknadsfrist"
