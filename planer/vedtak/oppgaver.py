"""What waits for those who adopt plans, and for those who speak for the employees."""

from django.urls import reverse
from django.utils.translation import gettext as _

from kompetanse.felles.formats import i_setning
from kompetanse.felles.oppgaver import Oppgave
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker
from planer.models import Behovsforslag, Droftingspart, Kompetanseplan, Vedtaksorgan
from planer.rules import forer_som_leder

Status = Kompetanseplan.Status


def oppgaver_for(bruker: Bruker) -> list[Oppgave]:
    """Plans to adopt, discussions to prepare, and proposals to answer."""
    return [*_vedtak(bruker), *_droftinger(bruker), *_forslag(bruker)]


def _mine(bruker):
    """The units' plans that the user may answer for."""
    return Kompetanseplan.objects.for_enheter().filter(tilgang.linjen(bruker), kommune_id=bruker.kommune_id)


def _vedtak(bruker):
    planer = _mine(bruker).filter(status=Status.TIL_BEHANDLING).select_related("enhet")
    if not planer:
        return []
    forere = dict(Vedtaksorgan.objects.filter(kommune_id=bruker.kommune_id).values_list("nivaa", "forer"))
    return [
        Oppgave(
            hva=_("Vedta %(plan)s for %(enhet)s") % {"plan": i_setning(plan.tittel), "enhet": plan.enhet},
            hvorfor=_("Planen er sendt til vedtak."),
            url=reverse("planer:plan-vedtak", args=[plan.pk]),
            ikon="Gavel",
        )
        for plan in planer
        if _skal_fore(bruker, plan, forere.get(plan.nivaa))
    ]


def _skal_fore(bruker, plan, forer):
    """It is this user's turn: HR's where HR enters it, else the leader's."""
    if forer == Vedtaksorgan.Forer.HR:
        return tilgang.rolle_for(bruker, plan.enhet, *tilgang.HR) is not None
    return forer_som_leder(bruker, plan, forer)


def _droftinger(bruker):
    parter = Droftingspart.objects.filter(person=bruker.person_id, drofting__status="innkalt", syn="")
    parter = parter.filter(drofting__plan__isnull=False)
    parter = parter.select_related("drofting__plan__enhet")
    return [
        Oppgave(
            hva=_("Les %(plan)s for %(enhet)s") % {"plan": i_setning(plan.tittel), "enhet": plan.enhet},
            hvorfor=_("Planen skal drøftes. Skriv hva dere mener, og foreslå behov."),
            url=part.drofting.get_absolute_url(),
            ikon="Chat",
            frist_dato=part.drofting.mote,
        )
        for part, plan in ((part, part.drofting.plan) for part in parter)
    ]


def _forslag(bruker):
    planer = _mine(bruker).filter(status=Status.TIL_DROFTING, behovsforslag__status=Behovsforslag.Status.NYTT)
    return [
        Oppgave(
            hva=_("Svar på forslag til %(plan)s") % {"plan": i_setning(plan.tittel)},
            hvorfor=_("De tillitsvalgte har foreslått behov for %(enhet)s.") % {"enhet": plan.enhet},
            url=reverse("planer:plan-vedtak", args=[plan.pk]),
            ikon="Chat",
        )
        for plan in planer.select_related("enhet").distinct()
    ]
