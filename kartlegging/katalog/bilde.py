"""What the pages of the catalogue show beyond the rows themselves."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kartlegging.katalog import grupper, standard
from kartlegging.katalog.nivaa import nivaatekster
from kartlegging.models import (
    Kompetanse,
    Kompetanseforslag,
    Kompetansegruppe,
    Kompetansekrav,
    Personkompetanse,
    Realkategori,
    Skala,
    Stillingskategori,
)
from kompetanse.felles.formats import tall
from kompetanse.organisasjon.models import Bruker


def katalogside(bruker: Bruker, valgt: Kompetansegruppe | None) -> dict:
    """The tree beside the list, open where a group is chosen, and what HR is asked about."""
    er_hr = bruker.has_perm("kartlegging.change_katalog")
    return {
        "tre": _noder(grupper.treet(med_antall=True).rotter, valgt),
        "kan_fylles": er_hr and standard.er_tom(),
        "venter": Kompetanseforslag.objects.visible_to(bruker).venter().count(),
    }


def _noder(noder, valgt):
    """As `komponenter/_tre.html` takes them."""
    return [
        {
            "navn": node.gruppe.navn,
            "url": f"{reverse('kartlegging:katalog-list')}?gruppe={node.pk}",
            "tillegg": tall(node.antall),
            "barn": _noder(node.barn, valgt),
            "aapen": valgt is not None and any(under.gruppe == valgt for under in node.nedover),
        }
        for node in noder
    ]


def kompetansebilde(kompetanse: Kompetanse, bruker: Bruker) -> dict:
    """All of one competence: levels with names and texts, what it includes and lies in, and how much it is used."""
    kan_endre = bruker.has_perm("kartlegging.change_katalog")
    return {
        "kompetanse": kompetanse,
        "gruppesti": grupper.treet().sti(kompetanse.gruppe_id),
        "nivaaer": nivaatekster(kompetanse),
        "synonymer": [ett.ord for ett in kompetanse.synonymer.all()],
        "inkluderer": [ett.inkluderer for ett in kompetanse.inkluderinger.select_related("inkluderer")],
        "inkludert_i": [ett.kompetanse for ett in kompetanse.inkludert_i.select_related("kompetanse")],
        "kravtekst": _kravtekst(kompetanse),
        "kategorier": Stillingskategori.objects.filter(formalkrav=kompetanse),
        # How many hold it says something of people, also where they are few: only HR sees all of them anyway.
        "har_den": _antall_som_har(kompetanse) if kan_endre else None,
        "kan_endre": kan_endre,
        "i_bruk": kompetanse.er_i_bruk(),
    }


def _kravtekst(kompetanse):
    krav = Kompetansekrav.objects.gjeldende().filter(kompetanse=kompetanse).values_list("enhet", flat=True)
    antall, enheter = len(krav), len(set(krav))
    if not antall:
        return _("Ingen krever den nå.")
    return ngettext("%(antall)s krav", "%(antall)s krav", antall) % {"antall": tall(antall)} + ngettext(
        " i %(enheter)s enhet.", " i %(enheter)s enheter.", enheter
    ) % {"enheter": tall(enheter)}


def _antall_som_har(kompetanse):
    return Personkompetanse.objects.gyldig().filter(kompetanse=kompetanse).values("person").distinct().count()


def sammenslaaingstekst(kompetanse: Kompetanse) -> str:
    """What follows when the competence is merged into another."""
    tallene = {"poster": tall(kompetanse.hos_personer.count()), "krav": tall(kompetanse.krav.count())}
    return (
        _("%(poster)s registreringer og %(krav)s krav følger med.") % tallene
        + " "
        + _("Det gamle navnet blir et synonym. Dette kan ikke angres.")
    )


def inndelingen() -> dict:
    """Groups in the order of the tree, scales with their levels, and categories of real competence."""
    return {
        "grupper": grupper.treet(med_antall=True).alle,
        "skalaer": Skala.objects.prefetch_related("trinn"),
        "kategorier": Realkategori.objects.all(),
    }
