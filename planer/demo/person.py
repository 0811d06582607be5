"""Plans between two people in Fjordby, in every state that the leader's list has."""

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from django.utils import timezone

from kompetanse.felles.samskriving import Endring
from kompetanse.organisasjon.demo.scene import Scene
from kompetanse.organisasjon.models import Bruker, Person
from planer.models import Kompetanseplan, Listeverdi, Maal, Planavtale, Tiltak
from planer.person import avtale, linjen, opprettelse, skriving
from planer.person.folk import Stand, egne_folk


class Demomaal(NamedTuple):
    """A goal: what to learn, how, how one sees it, and the measures of one's own as (name, form, hours)."""

    navn: str
    slik: str
    sett: str
    tiltak: tuple[tuple[str, str, int], ...] = ()


PROSJEKT = Demomaal(
    "Lede et prosjekt fra start til slutt",
    "Følge en erfaren leder i det første.",
    "Prosjektet er levert.",
    (("Hospitere hos en annen kommune", "hospitering", 15), ("Prosjektledelse, grunnkurs", "kurs", 22)),
)
KLARSPRAAK = Demomaal(
    "Skrive klart for innbyggerne", "Kurs i klarspråk, og lese hverandres tekster.", "Færre spørsmål tilbake."
)
BRANN = Demomaal("Fornye brannvernopplæringen", "Kurset går hver høst.", "Beviset er registrert.")
TEGN = Demomaal(
    "Bruke tegn til tale i samlingsstunden",
    "Øve med Nina på onsdager.",
    "Barna svarer med tegn.",
    (("Nettkurs i tegn til tale", "elaering", 12), ("Veiledning av spesialpedagogen", "kollegaveiledning", 6)),
)
VEILEDE = Demomaal("Veilede studenter i praksis", "Ta imot én student i vår.", "Studenten har fått sluttvurdering.", ())
# Of people by name: their goals, and where the plan stands.
FASTE = (
    (("Jonas", "Bergli"), (PROSJEKT, KLARSPRAAK), Stand.AVTALT),
    (("Mona", "Eriksrud"), (BRANN,), Stand.VENTER_PAA_DEG),
)
# Of those who have this leader, in the order that they have come; the rest have not begun.
BARNEHAGEN = "Solbakken barnehage"
I_BARNEHAGEN = (
    ((BRANN, TEGN), Stand.SKRIVES),
    ((TEGN,), Stand.VENTER_PAA_DEG),
    ((VEILEDE,), Stand.GAMMEL),
    ((TEGN, VEILEDE), Stand.AVTALT),
    ((VEILEDE,), Stand.AVTALT),
    ((BRANN,), Stand.VENTER),
    ((TEGN, BRANN), Stand.AVTALT),
)
# So many more in each of these units have agreed theirs.
AVTALT_I = (("Fjordheim sykehjem", 11), ("IKT-tjenester", 7), ("Barnehage", 6), ("HR og virksomhetsstyring", 5))
SAA_GAMMEL = dt.timedelta(days=400)


def lag(scene: Scene) -> None:
    for navn, maal, stand in FASTE:
        person = scene.folk.faste[navn]
        _lag_plan(scene.bruker(person), scene.bruker(opprettelse.ledere(person)[0]), maal, stand)
    leder = scene.bruker(scene.folk.ledere[BARNEHAGEN])
    folk = Person.objects.filter(pk__in=egne_folk(leder)).order_by("pk")
    for person, (maal, stand) in zip(folk, I_BARNEHAGEN, strict=False):
        _lag_plan(konto(person), leder, maal, stand)
    for enhet, antall in AVTALT_I:
        uten_plan = Person.objects.i_enhet(scene.folk.enheter[enhet]).filter(kompetanseplaner__isnull=True)
        for person in uten_plan.order_by("pk")[:antall]:
            _lag_plan(konto(person), scene.bruker(opprettelse.ledere(person)[0]), (VEILEDE,), Stand.AVTALT)


def konto(person: Person) -> Bruker:
    """One who says yes must have an account; nobody signs in with it."""
    konto, _ny = Bruker.objects.get_or_create(
        person=person, defaults={"epost": person.epost, "kommune": person.kommune}
    )
    return Bruker.objects.select_related("person", "kommune").get(pk=konto.pk)


def _lag_plan(ansatt: Bruker, leder: Bruker, alle: Iterable[Demomaal], stand: Stand) -> None:
    plan = opprettelse.begynn(ansatt.person, leder.person, bruker=ansatt)
    _skriv(plan, alle, ansatt)
    ja = {Stand.SKRIVES: (), Stand.VENTER_PAA_DEG: (ansatt,), Stand.VENTER: (leder,)}.get(stand, (ansatt, leder))
    for bruker in ja:
        plan = avtale.godta(plan, avtale.avtrykk(plan), bruker=bruker)
    if stand == Stand.GAMMEL:
        plan.fra -= SAA_GAMMEL
        plan.save(update_fields=["fra"])
        Planavtale.objects.filter(plan=plan).update(godtatt=timezone.now() - SAA_GAMMEL)


def _skriv(plan: Kompetanseplan, alle: Iterable[Demomaal], bruker: Bruker) -> None:
    """A goal is tied to the requirement that its name says is lacking, or else to a measure of the unit; the first of those
    serves one of the unit's goals too."""
    over, enhetens = linjen.maal_over(plan, bruker).first(), linjen.tiltak_over(plan, bruker)
    mangler = linjen.krav_som_mangler(plan)
    for nummer, ett in enumerate(alle):
        krav = [krav for krav in mangler if krav.kompetanse.navn[:9].lower() in ett.navn.lower()]
        maal = Maal(
            plan=plan,
            over=None if nummer or krav else over,
            navn=ett.navn,
            beskrivelse=ett.slik,
            indikator=ett.sett,
            frist=plan.til,
        )
        knyttet = {"knyttet_tiltak": [] if krav else list(enhetens[nummer : nummer + 1]), "knyttet_krav": krav}
        maal = skriving.lagre(maal, Endring(knyttet), bruker=bruker)
        for navn, form, timer in ett.tiltak:
            form = Listeverdi.objects.get(liste=Listeverdi.Liste.LAERINGSFORM, kode=form)
            tiltak = Tiltak(plan=plan, navn=navn, laeringsform=form, omfang=timer, omfang_i="timer", frist=plan.til)
            skriving.lagre_tiltak(tiltak, maal, bruker=bruker)
