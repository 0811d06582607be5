"""Talks in Fjordby: two years of talks that were held, and this year's in every state for those who sign in."""

import datetime as dt
from collections.abc import Iterable

from django.utils import timezone

from kompetanse.felles.samskriving import Endring
from kompetanse.organisasjon.demo.scene import Scene
from kompetanse.organisasjon.ledelse import Ledelse
from kompetanse.organisasjon.models import Bruker, Person, Stilling
from planer.demo.person import konto
from planer.models import Samtale, Utdanningspermisjon
from planer.person import avtale
from planer.person.folk import egne_folk
from planer.person.linjen import tiltak_over
from planer.person.opprettelse import ledere
from planer.samtale import forberedelse, gjennomforing, invitasjon, permisjon
from planer.samtale.invitasjon import Avstand

# Of ten people, so many had their talk, by how many years ago; the rest of this year's are not held yet.
HOLDT_AV_TI = {2: 5, 1: 8, 0: 4}
BARNEHAGEN = "Solbakken barnehage"
MELDING = "Bruk en halvtime på å forberede deg. Se på planen vår først, og tenk på hva du har lyst til å bli bedre i."
JONAS = ("Jonas", "Bergli")
SVAR = (
    "Trygg på fag og brukere. Usikker på å lede møter med mange.",
    "Jeg har ledet et idrettslag i åtte år, og snakker polsk. Ingen av delene får jeg brukt.",
    "Prosjektledelse, og å skrive klart. Prosjektledelse først.",
)
LEDERENS = "Du ser hva som trengs før andre gjør det. Jeg vil gjerne at du tar mer plass i møtene."
SITT_LEDERBIDRAG = (LEDERENS, "Polsk kan vi bruke på innbyggertorget.")
STUDIUM = "Master i barnehageledelse, 30 studiepoeng i året"


def lag(scene: Scene) -> None:
    _tidligere(scene)
    _hos_hver(scene)
    _i_barnehagen(scene)


def _tidligere(scene):
    """What is known of talks that were held long ago: who, with whom, and when."""
    ledelse, rader = Ledelse(scene.kommune.pk, med_stedfortredere=False), []
    faste = {person.pk for person in (*scene.folk.faste.values(), *scene.folk.ledere.values())}
    faste |= egne_folk(scene.bruker(scene.folk.ledere[BARNEHAGEN]))
    for aar_siden, av_ti in HOLDT_AV_TI.items():
        dag = dt.date(scene.i_dag.year - aar_siden, 4, 20)
        if dag > scene.i_dag:
            continue
        for nummer, stilling in enumerate(_hovedstillinger()):
            leder = min(ledelse.naermeste(stilling.enhet.path, stilling.person_id), default=None)
            if leder and nummer % 10 < av_ti and (aar_siden or stilling.person_id not in faste):
                rader.append(_holdt(stilling, leder, dag - dt.timedelta(days=nummer % 40)))
    Samtale.objects.bulk_create(rader)


def _hovedstillinger():
    alle = Stilling.objects.gjeldende().order_by("person_id", "-hovedstilling", "-prosent", "pk").distinct("person_id")
    return alle.select_related("enhet")


def _holdt(stilling, leder, dag):
    return Samtale(
        person_id=stilling.person_id,
        leder_id=leder,
        enhet=stilling.enhet,
        aar=dag.year,
        status=Samtale.Status.HOLDT,
        holdt=dag,
    )


def _hos_hver(scene):
    """Each who signs in is to have a talk soon; Jonas has begun, and his leader has shared."""
    for nummer, (navn, person) in enumerate(scene.folk.faste.items()):
        if mulige := ledere(person):
            leder = scene.bruker(mulige[0])
            samtale = _inviter(leder, [person], scene.i_dag + dt.timedelta(days=3 + nummer % 10))[0]
            if navn == JONAS:
                _svar(samtale, konto(person), SVAR[:2])
                _svar(samtale, leder, SITT_LEDERBIDRAG)
                forberedelse.del_(samtale, bruker=leder)


def _i_barnehagen(scene):
    """One of each: shared, both ready, held and agreed, held and not, past its day, and leave to study that waits."""
    leder = scene.bruker(scene.folk.ledere[BARNEHAGEN])
    inviterte = Samtale.objects.filter(aar=scene.i_dag.year).values("person")
    folk = list(Person.objects.filter(pk__in=egne_folk(leder)).exclude(pk__in=inviterte).order_by("pk")[:8])
    samtaler = _inviter(leder, folk, scene.i_dag)
    for samtale, ett in zip(samtaler[:-2], (*"ddbaahh",), strict=False):
        ansatt = konto(samtale.person)
        _svar(samtale, ansatt, SVAR)
        forberedelse.del_(samtale, bruker=ansatt)
        if ett in "bah":
            _svar(samtale, leder, [LEDERENS])
            forberedelse.del_(samtale, bruker=leder)
        if ett in "ah":
            samtale = gjennomforing.hold(samtale, scene.i_dag, bruker=leder)
        if ett == "a":
            _bli_enige(samtale, ansatt, leder)
    if samtaler:
        _ber_om_permisjon(samtaler[0], scene.i_dag)


def _inviter(leder: Bruker, folk: Iterable[Person], dag: dt.date) -> list[Samtale]:
    klokken = timezone.make_aware(dt.datetime.combine(dag, dt.time(13)))
    return invitasjon.inviter(folk, klokken, Avstand.DAG, "Møterom Fjæra", MELDING, bruker=leder)


def _svar(samtale, bruker, svarene):
    for sporsmaal, tekst in zip(samtale.skjema, svarene, strict=False):
        forberedelse.svar(samtale, sporsmaal["nokkel"], Endring({"tekst": tekst}), bruker=bruker)


def _bli_enige(samtale, ansatt, leder):
    """They take one of the unit's measures along, and both say yes; a plan that is agreed already is left as it is."""
    plan = samtale.plan
    if not plan.er_aapen:
        return
    for tiltak in tiltak_over(plan, leder)[:1]:
        gjennomforing.ta_med(samtale, tiltak, bruker=leder)
    if plan.maal.exists():
        for bruker in (leder, ansatt):
            plan = avtale.godta(plan, avtale.avtrykk(plan), bruker=bruker)


def _ber_om_permisjon(samtale, i_dag):
    onske = Utdanningspermisjon(
        utdanning=STUDIUM, fra=i_dag + dt.timedelta(days=200), til=i_dag + dt.timedelta(days=560)
    )
    onske.omfang, onske.lonn = "delvis", "lonnet"
    permisjon.be_om(onske, samtale, bruker=konto(samtale.person))
