"""What runs by the clock for every kommune, and what an earlier version has left in the queue."""

import pytest
from django.db import IntegrityError
from django.utils.module_loading import import_string
from django_q.models import OrmQ
from django_q.signing import SignedPackage

from kompetanse.felles import dokumenter, jobber
from kompetanse.felles.hjerteslag import Broker
from kompetanse.felles.liste import Liste
from kompetanse.felles.models import Dokument, Varsel
from kompetanse.organisasjon import eksport
from kompetanse.organisasjon.apps import FLYTTET as ORGANISASJON_FLYTTET
from kompetanse.organisasjon.models import Eksport
from soknader.apps import FLYTTET
from soknader.models import Vedtak
from soknader.sak import paaminnelser, rapport, saksgang
from tests.soknader.factories import lag_soknad


@pytest.mark.parametrize(
    ("planlagt", "modul", "for_en"),
    [
        (paaminnelser.paaminn_ventende_steg, paaminnelser, "_paaminn_kommune"),
        (rapport.send_rapportpaaminnelser, rapport, "_paaminn_kommune"),
        (dokumenter.lag_manglende, dokumenter, "_lag_manglende"),
    ],
)
def test_the_next_kommune_has_its_turn_when_the_first_fails(
    kommune, annen_kommune, monkeypatch, planlagt, modul, for_en
):
    sett = []

    def svikter_for_den_forste(kommune_id, *args):
        sett.append(kommune_id)
        if kommune_id == kommune.pk:
            raise IntegrityError
        return 2

    monkeypatch.setattr(modul, for_en, svikter_for_den_forste)

    assert planlagt() == 2
    assert sett == [kommune.pk, annen_kommune.kommune.pk]


def test_a_step_that_cannot_be_reminded_of_does_not_stop_the_next(
    soker, avdelingsdirektor, hr_leder, monkeypatch, caplog
):
    forste, neste = (saksgang.send_inn(lag_soknad(soker), bruker=soker) for _ in range(2))
    Varsel.objects.all().delete()
    ekte = paaminnelser.varsle

    def varsle(mottakere, tekster, lenke, **valg):
        if lenke == forste.get_absolute_url():
            raise ZeroDivisionError
        ekte(mottakere, tekster, lenke, **valg)

    monkeypatch.setattr(paaminnelser, "varsle", varsle)

    assert paaminnelser.paaminn_ventende_steg(neste.current_step().frist) == 1

    assert Varsel.objects.get().lenke == neste.get_absolute_url()
    assert forste.current_step().paaminnet is None  # it is tried again tomorrow
    assert [linje.getMessage() for linje in caplog.records] == [
        f"soknader.sak.paaminnelser._paaminn_steg failed for {forste.current_step().pk}"
    ]


# --- After an upgrade -----------------------------------------------------------------------------


def i_koen():
    (oppgave,) = Broker(list_key=OrmQ.objects.first().key).dequeue()
    return SignedPackage.loads(oppgave[1])


def test_everything_that_has_moved_is_where_it_is_said_to_be():
    naa = {sti: import_string(sti) for sti in [*FLYTTET.values(), *ORGANISASJON_FLYTTET.values()]}
    assert [sti for sti, mal in naa.items() if not (callable(mal) or (isinstance(mal, Liste) and mal.sti == sti))] == []
    for gammel in [*FLYTTET, *ORGANISASJON_FLYTTET]:
        with pytest.raises(ImportError):
            import_string(gammel)


def test_a_letter_that_was_ordered_before_the_upgrade_is_made(soker, avdelingsdirektor, lager):
    soknad = saksgang.send_inn(lag_soknad(soker), bruker=soker)
    saksgang.avslaa(soknad, bruker=avdelingsdirektor, kommentar="Ikke prioritert.")
    OrmQ.objects.all().delete()
    vedtak = Vedtak.objects.get()
    valg = {"bruker": avdelingsdirektor, "kommune_id": vedtak.kommune_id, "vedtak_id": vedtak.pk}
    gammel = jobber.start_jobb("Vedtaksbrev", "soknader.motedokumenter.brevjobb", **valg)

    jobber.kjor(*i_koen()["args"])

    gammel.refresh_from_db()
    assert gammel.status == "ferdig"
    assert Dokument.objects.get().slag == "vedtaksbrev"


def test_reminders_that_lay_in_the_queue_before_the_upgrade_are_sent(db):
    jobber.async_task("soknader.etterarbeid.send_rapportpaaminnelser")

    assert i_koen()["func"] == "soknader.sak.rapport.send_rapportpaaminnelser"


def test_a_list_that_was_asked_for_before_the_upgrade_becomes_a_file(hr, lager):
    bestilt = Eksport.objects.create(
        bruker=hr,
        navn="Søknader",
        lag="soknader.register.eksport",
        side="/soknader/",
        sporring="format=csv",
        rettighet="soknader.view_register",
        omfang=eksport._omfang(hr),
    )

    eksport.lag_fil(bestilt.pk, jobber.uten_framdrift)

    bestilt.refresh_from_db()
    assert bestilt.filnavn.endswith(".csv")
