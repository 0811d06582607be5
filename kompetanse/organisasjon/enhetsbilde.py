"""What the pages of the tree and of one unit show, put together from the tree of a day."""

from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kompetanse.felles.formats import dato as vis_dato
from kompetanse.felles.formats import og_liste, tall
from kompetanse.felles.sti import sti
from kompetanse.organisasjon.models import Person, Rolle, Rollekode
from kompetanse.organisasjon.trevisning import ledere, treet_paa


def enhetslenke(enhet_id: int, dato: str = "", navn: str = "enhet-detail") -> str:
    """The address of a unit's page, on the day that the reader looks at."""
    return reverse(f"organisasjon:{navn}", args=[enhet_id]) + (f"?{urlencode({'dato': dato})}" if dato else "")


def antall_ansatte(antall: int) -> str:
    return ngettext("%(antall)s ansatt", "%(antall)s ansatte", antall) % {"antall": tall(antall)}


def trenoder(noder, tre, dag, aapne, dato):
    """Nodes for the tree component: these units, and what is below those that are open. One statement for leaders."""
    rot = {tre.rot.pk} if tre.rot else set()
    aapne = aapne | rot
    lederne = ledere([synlig.pk for node in noder for synlig in _synlige(node, aapne)], dag)
    return [_trenode(node, lederne, aapne, dato) for node in noder]


def _synlige(node, aapne):
    yield node
    if node.pk in aapne:
        for barn in node.barn:
            yield from _synlige(barn, aapne)


def _trenode(node, lederne, aapne, dato):
    aapen = node.pk in aapne
    sporring = urlencode({"aapen": ",".join(map(str, sorted(aapne))), "dato": dato})
    return {
        "navn": node.navn,
        "url": enhetslenke(node.pk, dato),
        "tillegg": _undertekst(node, lederne.get(node.pk)),
        "aapen": aapen,
        "barn": [_trenode(barn, lederne, aapne, dato) for barn in node.barn] if aapen else [],
        "hent": f"{reverse('organisasjon:enhet-branch', args=[node.pk])}?{sporring}" if node.barn and not aapen else "",
    }


def _undertekst(node, lederne):
    deler = [antall_ansatte(node.antall)]
    if lederne:
        deler.append(_("leder %s") % og_liste(lederne))
    return " · ".join(deler)


def enhetsbilde(enhet, dag, *, bruker):
    """The unit as it was on the day: the line above it, head-counts, leaders, roles and the units right below. The
    leaders whom the user may see are links."""
    node = treet_paa(enhet.kommune_id, dag).noder.get(enhet.pk)
    if node is None:
        return {"node": None, "brodsmuler": _smuler(enhet, None), "nivaa": enhet.kommune.nivaa(enhet.depth)}
    roller, ledere_under = _roller(enhet, node, dag, bruker)
    lederroller = {rolle.person_id: rolle for rolle in reversed(roller) if rolle.type.kode in Rollekode.ledere()}
    return {
        "node": node,
        "nivaa": enhet.kommune.nivaa(len(node.over) + 1),
        "nivaa_under": enhet.kommune.nivaa(len(node.over) + 2),
        "brodsmuler": _smuler(enhet, node),
        "talliste": _talliste(node),
        "barn": [{"node": barn, "ledere": ledere_under.get(barn.pk, [])} for barn in node.barn],
        "ledere": [_leder(rolle) for rolle in reversed(lederroller.values())],
        "roller": [rolle for rolle in roller if rolle.type.kode not in Rollekode.ledere()],
    }


def _smuler(enhet, node):
    over = [(forfar.navn, enhetslenke(forfar.pk)) for forfar in node.over] if node else []
    return sti((_("Organisasjon"), "organisasjon:enhet-list"), *over, her=enhet.navn)


def _roller(enhet, node, dag, bruker):
    """The roles of the unit, and the names of the leaders right below, in one statement."""
    under = Q(enhet__in=[barn.pk for barn in node.barn], type__kode__in=Rollekode.ledere())
    roller = (
        Rolle.objects.gjeldende(dag)
        .filter(Q(enhet=enhet) | under, kommune_id=enhet.kommune_id)
        .annotate(kan_aapnes=Exists(Person.objects.visible_to(bruker).filter(pk=OuterRef("person"))))
        .select_related("type", "person")
        .order_by("type__rekkefolge", "person__etternavn", "pk")
    )
    ledere_under = {}
    for rolle in roller:
        if rolle.enhet_id != enhet.pk:
            navn = ledere_under.setdefault(rolle.enhet_id, [])
            navn.extend([str(rolle.person)] if str(rolle.person) not in navn else [])
    return [rolle for rolle in roller if rolle.enhet_id == enhet.pk], ledere_under


def _leder(rolle):
    return {
        "navn": str(rolle.person),
        "tittel": rolle.type.navn,
        "url": rolle.person.get_absolute_url() if rolle.kan_aapnes else "",
    }


def _talliste(node):
    return [
        {
            "navn": _("Ansatte i alt"),
            "verdi": tall(node.antall),
            "definisjon": _("Personer med stilling her eller i en enhet under. Hver person telles én gang."),
        },
        {
            "navn": _("I selve enheten"),
            "verdi": tall(node.egne),
            "definisjon": _("Personer med stilling i denne enheten, uten enhetene under."),
        },
        {
            "navn": _("Enheter under"),
            "verdi": tall(len(node.alle) - 1),
            "definisjon": _("Alle enheter på nivåene under denne, på dagen du ser på."),
        },
    ]


def faner(enhet, aktiv, request):
    """The tabs of a unit, with what the reader may open."""
    valg = [(_("Oversikt"), "enhet-detail", "detail")]
    if request.user.has_perm("organisasjon.view_ansatte", enhet):
        valg.append((_("Ansatte"), "enhet-people", "people"))
    valg.append((_("Historikk"), "enhet-history", "history"))
    dato = request.GET.get("dato", "") if aktiv != "history" else ""
    return [{"navn": navn, "url": enhetslenke(enhet.pk, dato, url), "aktiv": fane == aktiv} for navn, url, fane in valg]


def _antall_under(antall):
    """How many units come along, as a list of at most one phrase."""
    if not antall:
        return []
    return [ngettext("%(antall)s enhet under", "%(antall)s enheter under", antall) % {"antall": tall(antall)}]


def konsekvens(handling, enhet, valg):
    """What a move, merge or closing brings, told before it is done."""
    if handling == "close":
        return _(
            "Etter %(dato)s er %(enhet)s borte fra kartet, og rollene som gjelder enheten, slutter. "
            "Historikken kan fortsatt leses."
        ) % {"enhet": enhet, "dato": vis_dato(valg["siste_dag"])}
    if handling == "split":
        return _(
            "Fra %(dato)s er %(navn)s en egen enhet ved siden av %(enhet)s: %(hva)s. Åpne søknader følger den som eier dem. "
            "Roller som er tildelt for %(enhet)s, blir stående der."
        ) % {
            "enhet": enhet,
            "navn": valg["navn"],
            "hva": og_liste([str(en) for en in (*valg.get("folk", ()), *valg.get("enheter", ()))]),
            "dato": vis_dato(valg["fra"]),
        }
    node = treet_paa(enhet.kommune_id, valg["fra"])[enhet.pk]
    ord_ = {
        "enhet": enhet,
        "hva": og_liste([antall_ansatte(node.antall), *_antall_under(len(node.alle) - 1), _("rollene")]),
        "dato": vis_dato(valg["fra"]),
        "fra": node.forelder.navn,
        "maal": valg.get("ny_forelder") or valg.get("maal"),
    }
    if handling == "move":
        return (
            _(
                "Fra %(dato)s ligger %(enhet)s under %(maal)s i stedet for %(fra)s. %(hva)s følger med. "
                "Saker som er til behandling, går til de nye lederne."
            )
            % ord_
        )
    return (
        _(
            "Fra %(dato)s går %(enhet)s inn i %(maal)s og slutter som egen enhet. %(hva)s følger med. Har %(maal)s en "
            "leder, er det den lederen som leder videre. Sammenslåingen kan ikke angres."
        )
        % ord_
    )


HENDELSER = {
    "enhet.opprett": gettext_lazy("Opprettet under %(forelder)s"),
    "enhet.gi_nytt_navn": gettext_lazy("Endret navn fra %(fra_navn)s til %(navn)s"),
    "enhet.flytt": gettext_lazy("Flyttet fra %(fra_enhet)s til %(til_enhet)s"),
    "enhet.slaa_sammen": gettext_lazy("Slått inn i %(videre_i)s"),
    "enhet.del_opp": gettext_lazy("Delt: %(navn)s er skilt ut"),
    "enhet.skilt_ut": gettext_lazy("Skilt ut fra %(fra_enhet)s"),
    "enhet.avslutt": gettext_lazy("Avsluttet"),
}


def hendelseslinjer(hendelser):
    """The audit lines of a unit as sentences."""
    return [
        {
            "tekst": str(HENDELSER.get(hendelse.handling, hendelse.handling)) % hendelse.data,
            "hvem": _hvem(hendelse),
            "tidspunkt": hendelse.tidspunkt,
        }
        for hendelse in hendelser
    ]


def _hvem(hendelse):
    deler = [str(hendelse.utfort_av or _("Systemet")), hendelse.rolletekst]
    return ", ".join(del_ for del_ in deler if del_)
