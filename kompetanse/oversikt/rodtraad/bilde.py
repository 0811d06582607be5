"""What the pages of the thread show."""

from dataclasses import replace
from typing import NamedTuple

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kompetanse.felles.formats import tall
from kompetanse.felles.pdf import brevhode
from kompetanse.organisasjon.models import Bruker, Enhet
from kompetanse.oversikt.rodtraad.bruddslag import SLAG, Bruddslag
from kompetanse.oversikt.rodtraad.samling import enheten
from kompetanse.oversikt.rodtraad.tegning import liggende, staaende
from kompetanse.oversikt.rodtraad.traad import Traad


def traadbilde(traad: Traad) -> dict:
    tittel = _("Rød tråd: %(navn)s") % {"navn": traad.fokus}
    if traad.utsnitt:
        tittel = f"{tittel} – {traad.utsnitt}"
    return {
        "tittel": tittel,
        "traad": traad,
        "liggende": liggende(traad.ledd, f"{tittel}. {traad.oppsummert}"),
        "staaende": staaende(traad.ledd, f"{tittel}. {traad.oppsummert}"),
        "personer": knyttet_tekst(traad),
    }


def pdf_context(traad: Traad, bruker: Bruker) -> dict:
    """The same on paper."""
    fakta = [(_("År"), str(traad.dag.year))]
    return {
        **brevhode(bruker.kommune, fakta=fakta, referanse=_("Rød tråd")),
        **traadbilde(traad),
        "delt": traad.delt and replace(traad.delt, lenker=False),
    }


def knyttet_tekst(traad: Traad) -> str:
    """The plans of people that hang below, as a number; the same words for few and for none."""
    if not traad.knyttet.gjelder:
        return ""
    antall = traad.knyttet.antall
    if antall is None:
        return _("Utviklingsplaner som er knyttet hit: ingen, eller for få til at tallet kan vises.")
    return ngettext("%s utviklingsplan er knyttet hit.", "%s utviklingsplaner er knyttet hit.", antall) % tall(antall)


class Bruddtall(NamedTuple):
    """One kind of break, and how many the user answers for."""

    slag: Bruddslag
    antall: int

    @property
    def url(self) -> str:
        return reverse("oversikt:brudd-detail", args=[self.slag.kode])


def bruddtall(bruker: Bruker) -> list[Bruddtall]:
    """Each kind in the order of the thread. A statement or two for each."""
    return [Bruddtall(slag, slag.rader(bruker).count()) for slag in SLAG]


def deler_over(traad: Traad) -> QuerySet[Enhet]:
    """The parts of the kommune on the way from the object's own unit to the part that the thread is shown in."""
    enhet, egen = traad.utsnitt.enhet, enheten(traad.fokus)
    stier = [*enhet.stier_over, enhet.path] if traad.utsnitt.bare_egen else enhet.stier_over
    return Enhet.objects.filter(path__in=[sti for sti in stier if len(sti) > len(egen.path)]).order_by("path")
