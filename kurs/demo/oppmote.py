"""A course that is held today, with its door open, and a group that has logged its meetings."""

import datetime as dt

from kompetanse.felles.demotid import paa_dato
from kompetanse.felles.samskriving import Endring
from kompetanse.organisasjon.demo.scene import Scene
from kompetanse.organisasjon.models import Enhet, Person
from kurs.kjoring import styring
from kurs.kjoring.datoer import Tid
from kurs.models import Kjoring, Kurs, Kursplass
from kurs.oppmote import dor, gruppe
from kurs.oppmote.gruppe import Mote
from kurs.paamelding import paamelding
from kurs.tilbud import styring as tilbud

# Its leader teaches, and is in the group.
BARNEHAGEN = "Solbakken barnehage"
DELTAKER = ("Jonas", "Bergli")
# So many have come in through the door.
HAR_KOMMET = 6
MOTER = (
    (63, "Hva gjør vi når to barn vil det samme? Vi prøver å vente litt før vi griper inn."),
    (42, "Alle hadde prøvd å vente. Det virker ute, mindre inne."),
    (21, "Vi så på garderoben: færre barn om gangen gir roligere overganger."),
    (7, "Ny runde om måltidet. Neste gang tar vi med hvert vårt eksempel."),
)


def lag(scene: Scene) -> None:
    holder = scene.folk.ledere[BARNEHAGEN]
    _kurset_i_dag(scene, holder)
    _gruppen(scene, holder)


def _kurset_i_dag(scene, holder):
    stab = Enhet.objects.get(navn="HR og virksomhetsstyring")
    deltakere = [scene.folk.faste[DELTAKER], *_folk(stab, scene.hr.person)]
    kjoring = _sett_opp(scene, "Trygg bruk av kunstig intelligens", stab, holder, dt.time(9), scene.i_dag)
    with paa_dato(scene.for_dager(12)):
        _meld_paa(scene, kjoring, deltakere)
    samling = dor.ny_kode(kjoring.samlinger.get(), bruker=scene.hr)
    for plass in kjoring.plasser_tatt.med_plass().exclude(person=deltakere[0]).order_by("pk")[:HAR_KOMMET]:
        dor.kom_inn(samling, plass)


def _gruppen(scene, holder):
    enhet = holder.stillinger.gjeldende().select_related("enhet").first().enhet
    gruppa = _sett_opp(scene, "Refleksjon over egen praksis", enhet, holder, form=Kurs.Form.REFLEKSJONSGRUPPE)
    with paa_dato(scene.for_dager(80)):
        _meld_paa(scene, gruppa, [holder, *_folk(enhet, holder)[:6]])
    plasser = list(gruppa.plasser_tatt.med_plass().order_by("pk").values_list("pk", flat=True))
    for nummer, (dager, notat) in enumerate(MOTER):
        dag = scene.for_dager(dager)
        var_der = [plass for plass in plasser if plass != plasser[-1 - nummer % 2]]
        with paa_dato(dag, time=14):
            gruppe.logg(gruppa, Mote(dag, dt.timedelta(hours=1), var_der, notat), bruker=scene.bruker(holder))


def _sett_opp(scene, navn, enhet, holder, klokken=None, dag=None, form=Kurs.Form.KURS) -> Kjoring:
    with paa_dato(scene.for_dager(90)):
        ansvar = {"larer_person": holder, "ansvarlig": scene.hr.person}
        kurs = tilbud.lagre(Kurs(navn=navn, form=form, enhet=enhet, **ansvar), bruker=scene.hr)
        tider = [Tid(dag, klokken, dt.time(15))] if dag else []
        felt = {"sted": "Rådhuset, kurssalen"} if dag else {}
        kjoring = styring.lagre(Kjoring(kurs=kurs, **felt), Endring({"tider": tider}), bruker=scene.hr)
        return styring.aapne(kjoring, bruker=scene.hr)


def _meld_paa(scene, kjoring, folk):
    paamelding.meld_paa(kjoring, dict.fromkeys(folk), bruker=scene.hr, maate=Kursplass.Maate.LEDER)


def _folk(enhet, unntatt) -> list[Person]:
    return list(Person.objects.i_enhet(enhet).exclude(pk=unntatt.pk).order_by("ansattnummer")[:14])
