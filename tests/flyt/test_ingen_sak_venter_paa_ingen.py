"""One case off the main path: its leader goes on leave, its owner leaves, HR takes it over, its unit goes on in another, and
the new owner tells how it went. Each kind of page is looked through on a phone and on a laptop."""

import pytest

from kompetanse.felles import vegg
from kompetanse.felles.formats import kr
from soknader.models import Soknad
from soknader.sak import saksgang
from tests.flyt.sidevakt import Tobreddevakt
from tests.flyt.soknaden import OPPGAVE, TITTEL
from tests.klokke import dag, skrevet
from tests.soknader.factories import lag_soknad
from tests.soknader.moter import vedta

pytestmark = [
    pytest.mark.flyt,
    pytest.mark.django_db(transaction=True),
    pytest.mark.parametrize("skjerm", ["bred"], indirect=True),
    pytest.mark.usefixtures("uten_pdf"),
]


@pytest.fixture
def vakt(page):
    return Tobreddevakt(page)


def test_a_case_goes_on_when_its_leader_its_owner_and_its_unit_are_gone(reisende, folk, kommune, tre, live_server):
    with vegg.innenfor(kommune.pk):
        soknad = saksgang.send_inn(lag_soknad(folk.soker), bruker=folk.soker)

    reisende.logg_inn(folk.hr)
    hr_forer_permisjonen(reisende, live_server.url + folk.avdelingsdirektor.person.get_absolute_url())
    reisende.bytt_til(folk.etatsdirektor)
    direktoren_svarer_for_den_som_er_borte(reisende)

    with vegg.innenfor(kommune.pk):
        folk.soker.person.stillinger.update(til=dag(-1))
    reisende.bytt_til(folk.hr)
    hr_overtar(reisende)
    hr_slaar_sammen_enheten(reisende, live_server.url + tre.prosjekt.get_absolute_url())
    reisende.page.goto(live_server.url + soknad.get_absolute_url())
    assert "Barnehager (tidligere Prosjektkontoret)" in reisende.tekst()

    with vegg.innenfor(kommune.pk):
        hr_lederen_innstiller_og_gruppen_innvilger(Soknad.objects.get(pk=soknad.pk), folk.hr_leder)
    reisende.page.goto(live_server.url + soknad.get_absolute_url())
    den_nye_eieren_rapporterer(reisende)


def hr_forer_permisjonen(reisende, siden_til_ada):
    """Ivar says from when to when Ada is away, and nothing more."""
    reisende.page.goto(siden_til_ada)
    reisende.trykk("link", "Endre permisjonen")
    reisende.skriv("Fra og med (valgfritt)", skrevet())
    reisende.skriv("Til og med (valgfritt)", skrevet(30))
    reisende.trykk("button", "Lagre")
    assert "Permisjonen er lagret." in reisende.page.inner_text("body")


def direktoren_svarer_for_den_som_er_borte(reisende):
    """Eva finds the case among what waits for her, and reads why."""
    reisende.trykk("link", OPPGAVE)
    assert "Den som har rollen «Avdelingsdirektør», er borte nå." in reisende.tekst()
    reisende.trykk("button", "Anbefal og send videre")


def hr_overtar(reisende):
    """Siri has left; Ivar has her case as a task."""
    reisende.trykk("link", "Overta «Workshop ‘Smidig dag’»")
    reisende.trykk("link", "Overta saken")
    reisende.skriv("Begrunnelse", "Siri har sluttet.")
    reisende.trykk("button", "Overta saken")
    assert "Overtatt av Ivar Test" in reisende.tekst()


def hr_slaar_sammen_enheten(reisende, siden_til_enheten):
    reisende.page.goto(siden_til_enheten)
    reisende.tab_til(reisende.page.locator("details.meny > summary"))
    reisende.page.keyboard.press("Enter")
    reisende.trykk("link", "Slå sammen")
    reisende.gaa_til("combobox", "Går inn i")
    reisende.page.keyboard.type("Barnehager")
    reisende.trykk("button", "Gå videre")
    reisende.trykk("button", "Slå sammen")


def hr_lederen_innstiller_og_gruppen_innvilger(soknad, hr_leder):
    soknad = saksgang.innstill(soknad, bruker=hr_leder)
    vedta(soknad, hr_leder)


def den_nye_eieren_rapporterer(reisende):
    """Ivar owns the money too: what is not used goes back."""
    assert TITTEL in reisende.overskrift()
    reisende.trykk("link", "Tiltaket er ferdig: skriv rapporten")
    reisende.skriv("Faktisk kostnad", "30 000")
    reisende.skriv("Antall deltakere", "24")
    reisende.skriv("Hva ble gjort?", "En dag med øvelser.")
    reisende.trykk("button", "Lever rapporten")
    reisende.trykk("button", f"Lever, og før tilbake {kr(5_000)}")
    assert "Slik gikk det" in reisende.tekst()
