"""A meeting off the main path: a case is withdrawn, another day than planned, a deputy, one who steps aside, a decision
that is changed and a case that is postponed. Each kind of page is looked through on a phone and on a laptop."""

import pytest

from kompetanse.felles import vegg
from kompetanse.felles.formats import dato
from soknader.models import Mote
from soknader.mote import innkalling
from soknader.sak import saksgang
from tests.flyt.sidevakt import Tobreddevakt
from tests.klokke import dag
from tests.rollebesetning import gi_stedfortreder
from tests.soknader.moter import lag_klar, lag_mote

pytestmark = [
    pytest.mark.flyt,
    pytest.mark.django_db(transaction=True),
    pytest.mark.parametrize("skjerm", ["bred"], indirect=True),
    pytest.mark.usefixtures("uten_pdf"),
]


@pytest.fixture
def vakt(page):
    return Tobreddevakt(page)


def test_a_meeting_changes_its_mind_until_it_is_closed(reisende, folk, kommune, live_server):
    with vegg.innenfor(kommune.pk):
        mote = kalt_mote_der_en_sak_trekkes(folk)
    reisende.logg_inn(folk.gruppemedlem)
    reisende.page.goto(live_server.url + mote.get_absolute_url())
    assert "Trukket" in reisende.tekst()

    reisende.bytt_til(folk.hr)
    reisende.page.goto(live_server.url + mote.get_absolute_url())
    hr_starter_en_annen_dag(reisende)
    gro_gaar_fra(reisende)
    gruppen_ombestemmer_seg(reisende)
    saken_utsettes(reisende)
    reisende.trykk("link", "Avslutt møtet")
    reisende.trykk("button", "Avslutt møtet")

    tekst = reisende.tekst()
    assert dato(dag()).replace("\N{NO-BREAK SPACE}", " ") in reisende.overskrift()
    assert "Inhabil i sak 1: Gro Test" in tekst
    assert "Vi venter på tilbudet." in tekst
    with vegg.innenfor(kommune.pk):
        mote = Mote.objects.get()
        assert [(sak.soknad.tittel, sak.soknad.status) for sak in mote.saker.select_related("soknad")] == [
            ("Smidig dag", "delvis"),
            ("Videokurs", "til_mote"),
            ("Trekkes", "trukket"),
        ]


def kalt_mote_der_en_sak_trekkes(folk):
    """Three cases on the agenda of next week's meeting, which all are called to; then Siri withdraws one. Kari is there
    for the director."""
    for tittel in ("Smidig dag", "Videokurs", "Trekkes"):
        trekkes = lag_klar(folk.soker, folk.avdelingsdirektor, folk.hr_leder, tittel=tittel)
    gi_stedfortreder(folk.etatsdirektor.person.roller.get(), folk.kollega)
    mote = lag_mote(folk.hr, dato=dag(7))
    innkalling.send(mote, bruker=folk.hr, forrige=innkalling.status(mote, saker=(), personer=()).versjon)
    saksgang.trekk(trekkes, bruker=folk.soker, kommentar="Kurset er avlyst.")
    return mote


def hr_starter_en_annen_dag(reisende):
    """The meeting is held today, with Kari in the director's place."""
    reisende.trykk("link", "Start møtet")
    assert "Kari Test, stedfortreder for Eva Test" in reisende.tekst()
    reisende.trykk("button", "Start møtet")
    assert "Møtet er i gang." in reisende.page.inner_text("body")


def gro_gaar_fra(reisende):
    """Gro steps aside in the first case."""
    reisende.trykk("link", "Habilitet i sak 1")
    reisende.kryss("Gro Test, Sektorleder, Oppvekst", True)
    reisende.trykk("button", "Lagre")
    assert "Inhabil i sak 1: Gro Test" in reisende.tekst()


def gruppen_ombestemmer_seg(reisende):
    """All of it first; then it is undone, and a part."""
    reisende.trykk("button", "Innvilg")
    assert "35 000 kr innvilget" in reisende.tekst()
    reisende.trykk("button", "Angre vedtaket i sak 1")
    assert "0 kr innvilget" in reisende.tekst()
    reisende.trykk("link", "Delvis …")
    reisende.skriv("Beløp som innvilges", "20 000")
    reisende.skriv("Begrunnelse", "Én dag er nok.")
    reisende.trykk("button", "Innvilg sak 1 delvis")
    assert "20 000 kr innvilget" in reisende.tekst()


def saken_utsettes(reisende):
    """A reason is asked for."""
    reisende.trykk("link", "Utsett …")
    reisende.trykk("button", "Utsett saken", feil=True)
    reisende.skriv("Grunn til utsettelsen", "Vi venter på tilbudet.")
    reisende.trykk("button", "Utsett saken")
