"""The lists of people, roles and units: which rows, in which order, and the same rows as a file."""

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _

from kompetanse.felles.formats import periode
from kompetanse.felles.sortering import gyldig_sortering, sortert
from kompetanse.organisasjon.eksport import Eksporttabell
from kompetanse.organisasjon.forms.enhet import TreFilter
from kompetanse.organisasjon.forms.person import PersonFilter
from kompetanse.organisasjon.forms.rolle import RolleFilter
from kompetanse.organisasjon.models import Enhet, Person, Rolle, Stedfortreder
from kompetanse.organisasjon.personbilde import med_stillinger
from kompetanse.organisasjon.sok import etter_navn, finn_enheter, finn_personer
from kompetanse.organisasjon.trevisning import NbSort, ledere, treet_paa

RADER_I_SLENGEN = 1000
PERSONSORTERING = {"navn": [NbSort("etternavn"), NbSort("fornavn")], "ansattnummer": ["ansattnummer"]}
ROLLESORTERING = {
    "person": [NbSort("person__etternavn"), NbSort("person__fornavn")],
    "rolle": ["type__rekkefolge", NbSort("type__navn"), "enhet__path", "fra"],
    "enhet": [NbSort("enhet__navn"), "enhet__path"],
    "fra": ["fra"],
}


# --- People ---------------------------------------------------------------------------------------


def finn_folk(bruker, valg):
    """The filter of the query string, and the people that it leaves of those the user may see, in order.

    A search puts the nearest name first, unless a column is chosen.
    """
    skjema = PersonFilter(valg, kommune_id=bruker.kommune_id)
    folk = Person.objects.visible_to(bruker)
    folk = folk if skjema.valgt("hvem") == "alle" else folk.ansatt()
    if enhet := skjema.valgt("enhet"):
        folk = folk.i_enhet(enhet)
    uttrykk = skjema.valgt("q")
    folk = finn_personer(folk, uttrykk) if uttrykk else folk.order_by(*etter_navn())
    if sorter := gyldig_sortering(valg.get("sorter"), PERSONSORTERING, ""):
        folk = sortert(folk, sorter, PERSONSORTERING, standard="navn")
    return skjema, folk


def eksport_folk(bruker, valg):
    """One row a person. Everyone in it but the user is noted as looked at."""
    _skjema, folk = finn_folk(bruker, valg)
    return Eksporttabell(
        navn=_("Personer"),
        overskrifter=[
            _("Ansattnummer"), _("Etternavn"), _("Fornavn"), _("E-post"), _("Stilling"), _("Stillingsprosent"),
            _("Enhet"), _("Ansatt fra"), _("Andre stillinger"),
        ],
        rader=(_personrad(person) for person in med_stillinger(folk).iterator(RADER_I_SLENGEN)),
        antall=folk.count(),
        personer=folk,
    )  # fmt: skip


def _personrad(person):
    stillinger = sorted(person.naa, key=lambda stilling: not stilling.hovedstilling)
    hoved = stillinger[0] if stillinger else None
    return (
        person.ansattnummer,
        person.etternavn,
        person.fornavn,
        person.epost,
        hoved and hoved.tittel,
        hoved and hoved.prosent,
        hoved and hoved.enhet.navn,
        hoved and hoved.fra,
        "; ".join(str(stilling) for stilling in stillinger[1:]),
    )


# --- Roles ----------------------------------------------------------------------------------------


def finn_roller(bruker, valg):
    """The filter of the query string, and the roles that it leaves, each with its deputies as `vikarer`, in order."""
    skjema = RolleFilter(valg, kommune_id=bruker.kommune_id)
    vikarer = Stedfortreder.objects.filter(til__gte=timezone.localdate()).select_related("person").order_by("fra")
    roller = skjema.avgrens(Rolle.objects.visible_to(bruker))
    roller = roller.select_related("type", "person", "enhet").prefetch_related(
        Prefetch("stedfortredere", vikarer, to_attr="vikarer")
    )
    return skjema, sortert(roller, valg.get("sorter"), ROLLESORTERING, standard="rolle")


def eksport_roller(bruker, valg):
    _skjema, roller = finn_roller(bruker, valg)
    return Eksporttabell(
        navn=_("Roller"),
        overskrifter=[
            _("Person"), _("Ansattnummer"), _("Rolle"), _("Enhet"), _("Gjelder også enhetene under"), _("Fra"), _("Til"),
            _("Kilde"), _("Stedfortredere"),
        ],
        rader=(_rollerad(rolle) for rolle in roller.iterator(RADER_I_SLENGEN)),
        antall=roller.count(),
    )  # fmt: skip


def _rollerad(rolle):
    return (
        str(rolle.person),
        rolle.person.ansattnummer,
        rolle.type.navn,
        rolle.enhet.navn,
        rolle.med_underliggende,
        rolle.fra,
        rolle.til,
        rolle.get_kilde_display(),
        "; ".join(f"{vikar.person} ({periode(vikar.fra, vikar.til)})" for vikar in rolle.vikarer),
    )


# --- Units ----------------------------------------------------------------------------------------


def eksport_enheter(bruker, valg):
    """The units of the day as the tree has them, or those that the search finds, with leaders and head-counts."""
    skjema = TreFilter(valg)
    kommune, dato = bruker.kommune, skjema.dagen
    tre = treet_paa(kommune.pk, dato)
    noder = _nedover(tre.rot) if tre.rot else []
    if skjema.uttrykk:
        noder = [tre[p.enhet_id] for p in finn_enheter(kommune.pk, skjema.uttrykk, dato) if p.enhet_id in tre]
    koder = dict(Enhet.objects.visible_to(bruker).values_list("pk", "kode"))
    lederne = ledere([node.pk for node in noder], dato)
    return Eksporttabell(
        navn=_("Enheter"),
        overskrifter=[
            _("Enhet"), _("Kode"), _("Nivå"), _("Nivånummer"), _("Overordnet enhet"), _("Plassering"), _("Leder"),
            _("Ansatte i enheten"), _("Ansatte med underliggende"),
        ],
        rader=[_enhetsrad(node, kommune, koder.get(node.pk, ""), lederne.get(node.pk, [])) for node in noder],
        antall=len(noder),
    )  # fmt: skip


def _nedover(node):
    """The unit and all below it, each before what is under it."""
    return [node, *(under for barn in node.barn for under in _nedover(barn))]


def _enhetsrad(node, kommune, kode, lederne):
    over = node.over
    return (
        node.navn,
        kode,
        kommune.nivaa(len(over) + 1),
        len(over) + 1,
        over[-1].navn if over else "",
        " › ".join(ett.navn for ett in over),
        ", ".join(lederne),
        node.egne,
        node.antall,
    )
