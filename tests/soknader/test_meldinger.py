"""What people are told is in their own language, whoever acts; and is told with the act or not at all."""

from types import SimpleNamespace

import pytest
from django.utils import timezone, translation

from kompetanse.felles.models import Varsel
from kompetanse.organisasjon import tilgang
from soknader.mbu import meldinger as om_mbu
from soknader.models import Mote, Saksteg, Soknad, Steghandling
from soknader.mote import meldinger as om_mote
from soknader.sak import meldinger as om_sak
from soknader.sak import saksgang
from tests.soknader.factories import lag_ramme, lag_soknad


def steg(**felt):
    felt = {"handling": Steghandling.ANBEFALING, "enhet_id": 1, "tittel": "Leder", "kommentar": "Se på summen.", **felt}
    return Saksteg(startet=timezone.now(), **felt)


SAK = SimpleNamespace(kommune_id=1, saksnummer="1/26", tittel="Midler", get_absolute_url=lambda: "/soknader/mbu/1/")
MOTE = Mote(pk=1, tittel="Møte 1", dato=timezone.localdate())
MELDINGER = {
    "til leder": lambda soknad: om_sak.steg_venter(soknad, steg()),
    "til møte": lambda soknad: om_sak.steg_venter(soknad, steg(handling=Steghandling.MOTE)),
    "til ingen": lambda soknad: om_sak.steg_venter(soknad, steg(enhet_id=None)),
    "returnert": lambda soknad: om_sak.returnert(soknad, steg()),
    "overtatt": lambda soknad: om_sak.overtatt(soknad, soknad.soker),
    "avgjort": lambda soknad: om_sak.avgjort(soknad),
    "trukket": lambda soknad: om_sak.trukket(soknad, steg()),
    "utsatt": lambda soknad: om_mote.utsatt(soknad, ""),
    "innkalt": lambda soknad: om_mote.innkalt(MOTE, [soknad.soker], 1, []),
    "avlyst": lambda soknad: om_mote.avlyst(MOTE, [soknad.soker]),
    "til godkjenning": lambda soknad: om_mbu.til_godkjenning(SAK),
    "tilbake": lambda soknad: om_mbu.tilbake(
        SimpleNamespace(opprettet_av_id=0, opprettet_av=soknad.soker, **vars(SAK)), soknad.soker, ""
    ),
    "sendt": lambda soknad: om_mbu.sendt_til_utvalget(SAK),
}


@pytest.mark.parametrize("hendelse", MELDINGER)
def test_each_message_is_in_the_language_of_the_one_who_gets_it(soker, hendelse, monkeypatch):
    soker.malform = "nn"
    soker.save()
    for modul in (om_sak, om_mote, om_mbu):
        monkeypatch.setattr(modul, "_", lambda tekst: f"{translation.get_language()}: {tekst}")
    monkeypatch.setattr(om_sak, "brukere_for_steg", lambda steg: [soker])
    monkeypatch.setattr(tilgang, "brukere_med_rolle", lambda *koder: [soker])

    with translation.override("nb"):
        MELDINGER[hendelse](lag_soknad(soker))

    varsel = Varsel.objects.get()
    assert (varsel.emne[:4], varsel.tekst[:4]) == ("nn: ", "nn: ")


def test_when_nobody_can_be_told_the_act_is_undone(soker, avdelingsdirektor, monkeypatch):
    lag_ramme()
    soknad = lag_soknad(soker)

    def umulig(*args):
        raise RuntimeError("nobody is told")

    monkeypatch.setattr(saksgang.meldinger, "steg_venter", umulig)

    with pytest.raises(RuntimeError):
        saksgang.send_inn(soknad, bruker=soker)

    assert Soknad.objects.get(pk=soknad.pk).status == Soknad.Status.UTKAST
