"""Plans between two people in Fjordby, in every state that the leader's list has."""

from typing import NamedTuple

from kompetanse.felles.samskriving import Endring
from kompetanse.organisasjon.demo.scene import Scene
from kompetanse.organisasjon.models import Bruker
from planer.models import Kompetanseplan, Listeverdi, Maal, Tiltak
from planer.person import avtale, linjen, opprettelse, skriving


class Demomaal(NamedTuple):
    """A goal: what to learn, how, how one sees it, and the measures of one's own as (name, form, hours)."""

    navn: str
    slik: str
    sett: str
    tiltak: tuple[tuple[str, str, int], ...] = ()


class Demoplan(NamedTuple):
    """Whose plan, its goals, and who has said yes: nobody, the person, or both."""

    hvem: tuple[str, str]
    maal: tuple[Demomaal, ...]
    ja: int = 0


PLANER = (
    Demoplan(
        ("Jonas", "Bergli"),
        (
            Demomaal(
                "Lede et prosjekt fra start til slutt",
                "Følge en erfaren leder i det første.",
                "Prosjektet er levert.",
                (("Hospitere hos prosjektkontoret", "hospitering", 15), ("Prosjektledelse, grunnkurs", "kurs", 22)),
            ),
            Demomaal(
                "Skrive klart for innbyggerne",
                "Kurs i klarspråk, og lese hverandres tekster.",
                "Færre spørsmål tilbake.",
            ),
        ),
        ja=2,
    ),
    Demoplan(
        ("Mona", "Eriksrud"),
        (Demomaal("Fornye brannvernopplæringen", "Kurset går hver høst.", "Beviset er registrert."),),
        ja=1,
    ),
)


def lag(scene: Scene) -> None:
    for ett in PLANER:
        person = scene.folk.faste[ett.hvem]
        ansatt, leder = scene.bruker(person), scene.bruker(opprettelse.ledere(person)[0])
        plan = opprettelse.begynn(person, leder.person, bruker=ansatt)
        _skriv(plan, ett.maal, ansatt)
        for bruker in (ansatt, leder)[: ett.ja]:
            plan = avtale.godta(plan, avtale.avtrykk(plan), bruker=bruker)


def _skriv(plan: Kompetanseplan, alle: tuple[Demomaal, ...], bruker: Bruker) -> None:
    """The first goal serves one of the unit's, and each is tied to a measure of the unit and to what its name says is
    lacking."""
    over, enhetens = linjen.maal_over(plan, bruker).first(), linjen.tiltak_over(plan, bruker)
    mangler = linjen.krav_som_mangler(plan)
    for nummer, ett in enumerate(alle):
        maal = Maal(plan=plan, over=None if nummer else over, navn=ett.navn, beskrivelse=ett.slik, indikator=ett.sett)
        krav = [ett_krav for ett_krav in mangler if ett_krav.kompetanse.navn[:9].lower() in ett.navn.lower()]
        knyttet = {"knyttet_tiltak": list(enhetens[nummer : nummer + 1]), "knyttet_krav": krav}
        maal = skriving.lagre(maal, Endring(knyttet), bruker=bruker)
        for navn, form, timer in ett.tiltak:
            form = Listeverdi.objects.get(liste=Listeverdi.Liste.LAERINGSFORM, kode=form)
            tiltak = Tiltak(plan=plan, navn=navn, laeringsform=form, omfang=timer, omfang_i="timer", frist=plan.til)
            skriving.lagre_tiltak(tiltak, maal, bruker=bruker)
