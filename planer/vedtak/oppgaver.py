"""What waits for those who adopt plans, and for those who speak for the employees."""

from collections.abc import Iterator
from functools import partial

from django.urls import reverse
from django.utils.translation import gettext as _

from kompetanse.felles.formats import i_setning
from kompetanse.felles.oppgaver import Oppgave, Slag
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker
from planer.models import Behovsforslag, Droftingspart, Kompetanseplan, Vedtaksorgan
from planer.rules import forer_som_leder

Status = Kompetanseplan.Status


def slag_for(bruker: Bruker) -> Iterator[Slag]:
    """Plans to adopt, discussions to prepare, and proposals to answer."""
    mine = Kompetanseplan.objects.for_enheter().filter(tilgang.linjen(bruker), kommune_id=bruker.kommune_id)
    parter = Droftingspart.objects.filter(person=bruker.person_id, drofting__status="innkalt", syn="")
    nye = mine.filter(status=Status.TIL_DROFTING, behovsforslag__status=Behovsforslag.Status.NYTT)
    yield Slag(mine.filter(status=Status.TIL_BEHANDLING), partial(_vedtak, bruker))
    yield Slag(parter.filter(drofting__plan__isnull=False), _droftinger)
    yield Slag(nye, _forslag)


def _vedtak(bruker, planer):
    forere = dict(Vedtaksorgan.objects.filter(kommune_id=bruker.kommune_id).values_list("nivaa", "forer"))
    return [
        Oppgave(
            hva=_("Vedta %(plan)s for %(enhet)s") % {"plan": i_setning(plan.tittel), "enhet": plan.enhet},
            hvorfor=_("Planen er sendt til vedtak."),
            url=reverse("planer:plan-vedtak", args=[plan.pk]),
            ikon="Gavel",
        )
        for plan in planer.select_related("enhet")
        if _skal_fore(bruker, plan, forere.get(plan.nivaa))
    ]


def _skal_fore(bruker, plan, forer):
    """It is this user's turn: HR's where HR enters it, else the leader's."""
    if forer == Vedtaksorgan.Forer.HR:
        return tilgang.rolle_for(bruker, plan.enhet, *tilgang.HR) is not None
    return forer_som_leder(bruker, plan, forer)


def _droftinger(parter):
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


def _forslag(planer):
    return [
        Oppgave(
            hva=_("Svar på forslag til %(plan)s") % {"plan": i_setning(plan.tittel)},
            hvorfor=_("De tillitsvalgte har foreslått behov for %(enhet)s.") % {"enhet": plan.enhet},
            url=reverse("planer:plan-vedtak", args=[plan.pk]),
            ikon="Chat",
        )
        for plan in planer.select_related("enhet").distinct()
    ]
