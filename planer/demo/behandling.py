"""The overall plan of the fictional municipality: written by a group, discussed, and put before its body in a case."""

import datetime as dt

from kompetanse.felles.demotid import paa_dato
from kompetanse.felles.samskriving import Endring
from kompetanse.organisasjon.demo.scene import Scene
from kompetanse.organisasjon.models import Rolle, Rollekode
from planer.models import Drofting, Kompetanseplan
from planer.plan import styring, tekster
from planer.vedtak import drofting, saksframlegg, saksgang
from planer.vedtak.drofting import Partsvar

# Days before the plan was adopted.
INNKALT, SYN, SVART, HOLDT, SENDT = 45, 40, 36, 30, 17


def skriv(scene: Scene, plan: Kompetanseplan, innhold: dict) -> None:
    """Who worked on it, with which mandate, and the sections they wrote."""
    arbeid, folk = innhold["arbeid"], scene.folk
    styring.endre(plan, Endring({"mandat": arbeid["mandat"]}), bruker=scene.hr)
    styring.ta_med(plan, scene.hr.person, "Leder av gruppen", bruker=scene.hr)
    for enhet in arbeid["ledere"]:
        styring.ta_med(plan, folk.ledere[enhet], "Medlem", bruker=scene.hr)
    styring.ta_med(plan, folk.faste[tuple(arbeid["tillitsvalgt"])], "Tillitsvalgt", bruker=scene.hr)
    for seksjon in plan.seksjoner.filter(mal__kode__in=innhold["seksjoner"]).select_related("mal", "plan"):
        tekster.skriv_seksjon(seksjon, Endring({"tekst": innhold["seksjoner"][seksjon.mal.kode]}), bruker=scene.hr)


def legg_fram(scene: Scene, plan: Kompetanseplan, innhold: dict, vedtatt: dt.date) -> str:
    """Discussed, and put before the body that adopts it on a day. Returns the number of the case."""

    def foer(dager):
        return vedtatt - dt.timedelta(days=dager)

    _drofte(scene, plan, innhold, foer)
    with paa_dato(foer(SENDT)):
        plan = saksgang.til_behandling(plan, bruker=scene.hr)
        sak = saksframlegg.begynn(plan, bruker=scene.hr)
        vurdering = sak.deler.get(kode="vurdering")
        ord_ = {
            "saksnummer": f"PS 48/{vedtatt:%y}",
            "arkivkode": innhold["sak"]["arkivkode"],
            "motedato": vedtatt,
            saksframlegg.delnavn(vurdering): vurdering.tekst + innhold["sak"]["vurdering"],
        }
        saksframlegg.skriv(sak, Endring(ord_), bruker=scene.hr)
        return saksframlegg.send(sak, bruker=scene.hr).saksnummer


def _drofte(scene, plan, innhold, foer):
    """With the one who represents the employees, and others by name; a need is proposed and taken in, and one thing they
    do not agree on."""
    ord_, representant = innhold["drofting"], scene.folk.faste[tuple(innhold["arbeid"]["tillitsvalgt"])]
    tillitsvalgt = scene.bruker(representant)
    roller = Rolle.objects.filter(person=representant, type__kode=Rollekode.TILLITSVALGT).select_related(
        "type", "person"
    )
    with paa_dato(foer(INNKALT)):
        mote = drofting.kall_inn(
            plan, bruker=scene.hr, mote=foer(HOLDT), melding=ord_["melding"], roller=roller, andre=ord_["andre"]
        )
    with paa_dato(foer(SYN)):
        drofting.si_syn(mote.parter.get(person=representant), Endring({"syn": ord_["syn"]}), bruker=tillitsvalgt)
        forslag = drofting.foreslaa(plan, bruker=tillitsvalgt, navn=ord_["behov"], begrunnelse=ord_["hvorfor"])
    with paa_dato(foer(SVART)):
        drofting.ta_inn(forslag, bruker=scene.hr, svar=ord_["tatt_inn"])
    with paa_dato(foer(HOLDT)):
        drofting.avslutt(
            plan,
            bruker=scene.hr,
            dato=foer(HOLDT),
            utfall=Drofting.Utfall.PROTOKOLL,
            parter=[
                Partsvar(ett.pk, ord_["forening"] if ett.person_id else ett.part, ett.hvem, True, ett.syn)
                for ett in mote.parter.all()
            ],
            protokolltilforsel=ord_["uenighet"],
            svar=ord_["svar"],
        )
