"""Each page of HR, of the meetings, of MBU and of imports has a short help, and the guide that it leads to has the place."""

from django.urls import reverse

from kompetanse.oversikt.sidehjelp import HJELP, Sidehjelp, hjelp_til
from kompetanse.oversikt.veiledning import _blokker, veiledninger
from tests.rettigheter.tabell import les

HJELPER = ("soknader:mote", "soknader:mbusak-", "organisasjon:import-")


def hrs_sider():
    """The names of the pages that HR may open and an applicant may not, and of meetings, MBU and imports."""
    for linje in les():
        er_side = "GET" in linje.metoder and linje.status("hr") == 200
        if er_side and (linje.status("soker") != 200 or linje.navn.startswith(HJELPER)):
            yield linje.navn


def test_no_page_of_hr_is_without_help():
    assert {navn for navn in hrs_sider() if hjelp_til(navn) is None} == set()


def test_the_help_is_of_pages_that_there_are():
    navnene = {linje.navn for linje in les()}

    assert {begynner for begynner in HJELP if not any(navn.startswith(begynner) for navn in navnene)} == set()


def test_the_help_leads_to_a_place_in_a_guide():
    for hjelp in HJELP.values():
        _side, _skille, anker = hjelp.url.partition("#")
        assert not anker or f'id="{anker}"' in veiledninger()[hjelp.veiledning].innhold, hjelp


def test_the_longest_name_that_fits_decides():
    assert hjelp_til("soknader:mote-start") is HJELP["soknader:mote-start"]
    assert hjelp_til("soknader:mote-update") is HJELP["soknader:mote-"]
    assert hjelp_til("oversikt:min-side") is None


def test_the_page_says_it_and_leads_to_the_guide(client, hr):
    client.force_login(hr)
    hjelp: Sidehjelp = HJELP["soknader:mote-list"]

    side = client.get(reverse("soknader:mote-list")).content.decode()

    assert str(hjelp.tekst) in side
    assert f'href="{hjelp.url}"' in side
    assert '<h2 id="motet">Møtet</h2>' in client.get(hjelp.url).content.decode()
    assert client.get(reverse("oversikt:veiledning", args=["finnes-ikke"])).status_code == 404


def test_what_the_guides_are_written_in_becomes_a_page():
    tekst = """
## Det **første** & `siste`

Et avsnitt
over to linjer, se [en annen](mbu.md).

- Ett punkt
  som fortsetter
  - under
- Et *annet*

1. Først
   så mer
2. Så
"""

    assert list(_blokker(tekst.splitlines())) == [
        '<h2 id="det-forste-siste">Det <strong>første</strong> &amp; <code>siste</code></h2>',
        '<p>Et avsnitt over to linjer, se <a href="../mbu/">en annen</a>.</p>',
        "<ul><li>Ett punkt som fortsetter<ul><li>under</li></ul></li><li>Et <em>annet</em></li></ul>",
        "<ol><li>Først så mer</li><li>Så</li></ol>",
    ]
