"""The lists of people, roles, units and looks."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice

from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kompetanse.felles.formats import dato_tid, periode
from kompetanse.felles.liste import RADER_I_SLENGEN, Celle, Kolonne, Liste, Tom, Vis
from kompetanse.felles.models import Oppslag
from kompetanse.organisasjon import roller
from kompetanse.organisasjon.forms.enhet import TreFilter
from kompetanse.organisasjon.forms.person import OppslagFilter, PersonFilter
from kompetanse.organisasjon.forms.rolle import RolleFilter
from kompetanse.organisasjon.models import Bruker, Enhet, Person, Rolle, Stedfortreder, Stilling
from kompetanse.organisasjon.personbilde import med_hva, med_navn, med_stillinger
from kompetanse.organisasjon.sok import etter_navn, finn_enheter, finn_personer
from kompetanse.organisasjon.trevisning import NbSort, Trenode, ansatte_i, ledere, treet_paa

# --- People ---------------------------------------------------------------------------------------


def _folk(bruker, form):
    """The people that the filter leaves of those the user may see; a search puts the nearest name first."""
    folk = Person.objects.visible_to(bruker)
    folk = folk if form.valgt("hvem") == "alle" else folk.ansatt()
    if enhet := form.valgt("enhet"):
        folk = folk.i_enhet(enhet)
    uttrykk = form.valgt("q")
    return finn_personer(folk, uttrykk) if uttrykk else folk.order_by(*etter_navn())


def _folk_i_filen(folk, bruker):
    """Each with the main position of today as `hoved`, and the others."""
    for person in med_stillinger(folk).iterator(RADER_I_SLENGEN):
        stillinger = sorted(person.naa, key=lambda stilling: not stilling.hovedstilling)
        person.hoved, person.andre = (stillinger[0] if stillinger else None), stillinger[1:]
        yield person


def _stillinger(person):
    stillinger = [f"{stilling.tittel}, {stilling.enhet.navn}" for stilling in person.naa]
    return stillinger or Celle(_("Ingen stilling nå"), dempet=True)


PERSONER = Liste(
    sti="kompetanse.organisasjon.lister.PERSONER",
    navn=_("Personer"),
    enheter=_("personer"),
    rett="organisasjon.view_tree",
    form=PersonFilter,
    rader=_folk,
    paa_siden=lambda folk, bruker: list(med_stillinger(folk)),
    i_filen=_folk_i_filen,
    personer=lambda folk: folk,
    kolonner=(
        Kolonne(
            _("Navn"),
            felt="navn",
            sorter=[NbSort("etternavn"), NbSort("fornavn")],
            vis=Vis.SIDE,
            celle=lambda person: Celle(person, lenke=person.get_absolute_url(), under=person.epost),
        ),
        Kolonne(_("Stilling og enhet"), vis=Vis.SIDE, celle=_stillinger),
        Kolonne(_("Ansattnummer"), "ansattnummer", "ansattnummer", sorter=["ansattnummer"]),
        Kolonne(_("Etternavn"), "etternavn", vis=Vis.FIL),
        Kolonne(_("Fornavn"), "fornavn", vis=Vis.FIL),
        Kolonne(_("E-post"), "epost", vis=Vis.FIL),
        Kolonne(_("Stilling"), lambda person: person.hoved and person.hoved.tittel, vis=Vis.FIL),
        Kolonne(_("Stillingsprosent"), lambda person: person.hoved and person.hoved.prosent, vis=Vis.FIL),
        Kolonne(_("Enhet"), lambda person: person.hoved and person.hoved.enhet.navn, vis=Vis.FIL),
        Kolonne(_("Ansatt fra"), lambda person: person.hoved and person.hoved.fra, vis=Vis.FIL),
        Kolonne(_("Andre stillinger"), lambda person: "; ".join(map(str, person.andre)), vis=Vis.FIL),
    ),
    tom=Tom(
        "PersonGroup",
        _("Ingen treff"),
        _("Prøv en annen skrivemåte, eller ta med tidligere ansatte. Du finner bare personer du har ansvar for."),
    ),
)


# --- Roles ----------------------------------------------------------------------------------------


def _roller(bruker, form):
    """The roles that the filter leaves, each with its deputies as `vikarer`."""
    vikarer = Stedfortreder.objects.filter(til__gte=timezone.localdate()).select_related("person").order_by("fra")
    alle = form.avgrens(Rolle.objects.visible_to(bruker)).select_related("type", "person", "enhet")
    return alle.prefetch_related(Prefetch("stedfortredere", vikarer, to_attr="vikarer"))


def _roller_paa_siden(rader, bruker):
    """Each with what the user may do with it."""
    rader, idag = list(rader), timezone.localdate()
    for rolle in rader:
        rolle.er_over = rolle.til is not None and rolle.til < idag
        rolle.kan_avsluttes = rolle.kilde == Rolle.Kilde.TILDELT and bruker.has_perm(roller.END, rolle)
        rolle.kan_laanes_ut = bruker.has_perm(roller.LEND, rolle)
    return rader


def _vikarer(rolle):
    def deler(vikar):
        navn = Celle(vikar.person, under=periode(vikar.fra, vikar.til))
        if not rolle.kan_laanes_ut:
            return navn
        lenke = reverse("organisasjon:stedfortreder-delete", args=[vikar.pk])
        return navn, Celle(_("Fjern"), lenke=lenke, skjult=vikar.person)

    return [deler(vikar) for vikar in rolle.vikarer] or Celle(_("ingen"), dempet=True)


def _handlinger(rolle):
    valg = {"person": rolle.person, "rolle": rolle.type.navn}
    lenker = []
    if rolle.kan_laanes_ut and not rolle.er_over:
        sti = reverse("organisasjon:stedfortreder-create", args=[rolle.pk])
        lenker.append(Celle(_("Sett stedfortreder"), lenke=sti, skjult=_("for %(person)s, %(rolle)s") % valg))
    if rolle.kan_avsluttes and not rolle.er_over:
        sti = reverse("organisasjon:rolle-end", args=[rolle.pk])
        lenker.append(Celle(_("Avslutt"), lenke=sti, skjult=_("rollen %(rolle)s for %(person)s") % valg))
    return tuple(lenker)


def _rollen(rolle):
    av_stilling = rolle.kilde == Rolle.Kilde.LEDERSTILLING
    return Celle(rolle.type.navn, under=_("følger av lederstillingen") if av_stilling else "")


def _enheten(rolle):
    under = "" if rolle.med_underliggende else _("bare denne enheten")
    return Celle(rolle.enhet.navn, lenke=rolle.enhet.get_absolute_url(), under=under)


ROLLER = Liste(
    sti="kompetanse.organisasjon.lister.ROLLER",
    navn=_("Roller"),
    enheter=_("roller"),
    rett="organisasjon.view_tree",
    form=RolleFilter,
    rader=_roller,
    standard="rolle",
    paa_siden=_roller_paa_siden,
    kolonner=(
        Kolonne(_("Person"), "person", "person", sorter=[NbSort("person__etternavn"), NbSort("person__fornavn")]),
        Kolonne(_("Ansattnummer"), "person.ansattnummer", vis=Vis.FIL),
        Kolonne(
            _("Rolle"),
            "type.navn",
            "rolle",
            sorter=["type__rekkefolge", NbSort("type__navn"), "enhet__path", "fra"],
            celle=_rollen,
        ),
        Kolonne(_("Enhet"), "enhet.navn", "enhet", sorter=[NbSort("enhet__navn"), "enhet__path"], celle=_enheten),
        Kolonne(_("Gjelder også enhetene under"), "med_underliggende", vis=Vis.FIL),
        Kolonne(
            _("Periode"), felt="fra", sorter=["fra"], vis=Vis.SIDE, celle=lambda rolle: periode(rolle.fra, rolle.til)
        ),
        Kolonne(_("Fra"), "fra", vis=Vis.FIL),
        Kolonne(_("Til"), "til", vis=Vis.FIL),
        Kolonne(_("Kilde"), lambda rolle: rolle.get_kilde_display(), vis=Vis.FIL),
        Kolonne(_("Stedfortreder"), vis=Vis.SIDE, celle=_vikarer),
        Kolonne(
            _("Stedfortredere"),
            lambda rolle: "; ".join(f"{vikar.person} ({periode(vikar.fra, vikar.til)})" for vikar in rolle.vikarer),
            vis=Vis.FIL,
        ),
        Kolonne(_("Handlinger"), vis=Vis.SIDE, uten_navn=True, celle=_handlinger),
    ),
    tom=Tom(
        "PersonSuit",
        _("Ingen roller"),
        _(
            "En rolle gir rett til å handle for en enhet, for eksempel å anbefale søknader. "
            "HR tildeler roller; ledere får sin av lederstillingen."
        ),
    ),
)


# --- Units: a file only, the page is a tree ---------------------------------------------------------


@dataclass(frozen=True)
class Enhetsrad:
    node: Trenode
    kode: str
    nivaa: str
    ledere: list

    @property
    def over(self):
        return self.node.over


def _enheter(bruker, form):
    """The units of the day as the tree has them, or those that the search finds, with leaders and head-counts."""
    kommune, dato = bruker.kommune, form.dagen
    tre = treet_paa(kommune.pk, dato)
    noder = _nedover(tre.rot) if tre.rot else []
    if form.uttrykk:
        noder = [tre[p.enhet_id] for p in finn_enheter(kommune.pk, form.uttrykk, dato) if p.enhet_id in tre]
    koder = dict(Enhet.objects.visible_to(bruker).values_list("pk", "kode"))
    lederne = ledere([node.pk for node in noder], dato)
    return [
        Enhetsrad(node, koder.get(node.pk, ""), kommune.nivaa(len(node.over) + 1), lederne.get(node.pk, []))
        for node in noder
    ]


def _nedover(node):
    """The unit and all below it, each before what is under it."""
    return [node, *(under for barn in node.barn for under in _nedover(barn))]


ENHETER = Liste(
    sti="kompetanse.organisasjon.lister.ENHETER",
    navn=_("Enheter"),
    rett="organisasjon.view_tree",
    form=lambda valg, bruker: TreFilter(valg),
    rader=_enheter,
    kolonner=(
        Kolonne(_("Enhet"), "node.navn"),
        Kolonne(_("Kode"), "kode"),
        Kolonne(_("Nivå"), "nivaa"),
        Kolonne(_("Nivånummer"), lambda rad: len(rad.over) + 1),
        Kolonne(_("Overordnet enhet"), lambda rad: rad.over[-1].navn if rad.over else ""),
        Kolonne(_("Plassering"), lambda rad: " › ".join(over.navn for over in rad.over)),
        Kolonne(_("Leder"), lambda rad: ", ".join(rad.ledere)),
        Kolonne(_("Ansatte i enheten"), "node.egne"),
        Kolonne(_("Ansatte med underliggende"), "node.antall"),
    ),
)


# --- Who works in a unit: a file only, the page shows a day ------------------------------------------


def ansatte(bruker: Bruker, enhet: Enhet, valg: Mapping) -> QuerySet[Stilling]:
    """The positions in the unit on a day (`dato`), with `under=1` also those in units below. Raises PermissionDenied for
    those who may not see who works there."""
    under = valg.get("under") == "1"
    retter = ["organisasjon.view_ansatte", *(["organisasjon.view_ansatte_under"] if under else [])]
    if not all(bruker.has_perm(rett, enhet) for rett in retter):
        raise PermissionDenied
    return ansatte_i(enhet, TreFilter(valg).dagen, med_underliggende=under)


def _enheten_i(bruker, valg):
    """The unit that the address names."""
    return get_object_or_404(Enhet.objects.visible_to(bruker), pk=valg["enhet"])


ANSATTE = Liste(
    sti="kompetanse.organisasjon.lister.ANSATTE",
    navn=_("Ansatte"),
    rett="organisasjon.view_tree",
    rader=lambda bruker, form: ansatte(bruker, _enheten_i(bruker, form.data), form.data),
    personer=lambda stillinger: Person.objects.filter(pk__in=stillinger.order_by().values("person")),
    kolonner=(
        Kolonne(_("Etternavn"), "person.etternavn"),
        Kolonne(_("Fornavn"), "person.fornavn"),
        Kolonne(_("Stilling"), "tittel"),
        Kolonne(_("Leder"), "er_leder"),
        Kolonne(_("Enhet"), "enhet.navn"),
        Kolonne(_("Stillingsprosent"), "prosent"),
        Kolonne(_("Fra"), "fra"),
        Kolonne(_("Til"), "til"),
    ),
)


# --- Looks ------------------------------------------------------------------------------------------


def _oppslag(bruker, form):
    return form.avgrens(Oppslag.objects.filter(kommune_id=bruker.kommune_id)).select_related("bruker__person")


def _oppslag_paa_siden(oppslag, bruker):
    oppslag = list(oppslag)
    med_navn(oppslag)
    med_hva(oppslag)
    return oppslag


def _oppslag_i_filen(oppslag, bruker):
    alle = oppslag.iterator(RADER_I_SLENGEN)
    while slengen := list(islice(alle, RADER_I_SLENGEN)):
        yield from _oppslag_paa_siden(slengen, bruker)


OPPSLAG = Liste(
    sti="kompetanse.organisasjon.lister.OPPSLAG",
    navn=_("Hvem har sett hva"),
    enheter=_("oppslag"),
    rett="organisasjon.view_oppslag",
    form=OppslagFilter,
    rader=_oppslag,
    paa_siden=_oppslag_paa_siden,
    i_filen=_oppslag_i_filen,
    kolonner=(
        Kolonne(_("Tidspunkt"), "tidspunkt", form=dato_tid),
        Kolonne(_("Gjort av"), "bruker"),
        Kolonne(_("I rollen"), "i_rolle", tomt="–"),
        Kolonne(_("Om"), "om", celle=lambda ett: Celle(ett.om, under=ett.hva_visning)),
        Kolonne(_("Hva"), "hva_visning", vis=Vis.FIL),
    ),
    tom=Tom("Eye", _("Ingen oppslag"), _("Når noen åpner opplysninger om en annen, kommer det en linje her.")),
)
