"""How far a plan has come in each of its three steps: the one place that works it out."""

from typing import NamedTuple

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kompetanse.felles.formats import tallord
from planer.maal.arv import tilbys
from planer.models import Kompetansebehov, Kompetanseplan, Maal, Steg, Tiltak

# The address of each step, and what it asks.
ADRESSER = {Steg.MAAL: "plan-maal", Steg.BEHOV: "plan-behov", Steg.TILTAK: "plan-tiltak"}


class Tilstand(NamedTuple):
    """What a card says: a line of numbers, or what the step asks for, and a label."""

    tekst: str
    merkelapp: str
    tone: str
    ikon: str = ""


class Tall(NamedTuple):
    """What a plan holds: goals that it works towards, those of them that are inherited, and goals from above that it has
    not answered; needs; and measures that are not stopped."""

    maal: int
    arvet: int
    maal_venter: int
    behov: int
    kritiske: int
    uten_tiltak: int
    tiltak: int


def tall(plan: Kompetanseplan) -> Tall:
    """Four statements."""
    arvet = ~Q(valg=Maal.Valg.EGET)
    maal = plan.maal.gjelder().order_by().aggregate(alle=Count("pk"), arvet=Count("pk", filter=arvet))
    venter = tilbys(plan).exclude(pk__in=plan.maal.filter(arvet).order_by().values("over")).count()
    moetes = Tiltak.objects.virker().filter(behov=OuterRef("pk")).order_by()
    behov = Kompetansebehov.objects.filter(plan=plan).annotate(moetes=Exists(moetes)).order_by()
    behov = behov.aggregate(
        alle=Count("pk"), kritiske=Count("pk", filter=Q(kritisk=True)), uten=Count("pk", filter=Q(moetes=False))
    )
    tiltak = plan.tiltak.virker().count()
    return Tall(maal["alle"], maal["arvet"], venter, behov["alle"], behov["kritiske"], behov["uten"], tiltak)


def stegkort(plan: Kompetanseplan, naa: Steg | None) -> list[dict]:
    """The three cards, as `komponenter/_trekort.html` draws them; `naa` is the step of the page."""
    hva = tall(plan)
    tilstander = {Steg.MAAL: _maal(hva), Steg.BEHOV: _behov(hva), Steg.TILTAK: _tiltak(hva)}
    return [
        {
            "navn": steg.label,
            "url": reverse(f"planer:{ADRESSER[steg]}", args=[plan.pk]),
            "tilstand": "naa" if steg == naa else "",
            **tilstand._asdict(),
        }
        for steg, tilstand in tilstander.items()
    ]


def _maal(hva):
    tekst = _("%(antall)d mål") % {"antall": hva.maal} if hva.maal else _("Hva vil vi oppnå?")
    if hva.arvet:
        tekst = _("%(maal)s, %(arvet)d arvet") % {"maal": tekst, "arvet": hva.arvet}
    if hva.maal_venter:
        venter = ngettext("%(antall)s mål venter på svar", "%(antall)s mål venter på svar", hva.maal_venter)
        return _venter(tekst, venter % {"antall": tallord(hva.maal_venter, "n").capitalize()})
    return _ferdig(tekst) if hva.maal else _ikke_begynt(tekst)


def _behov(hva):
    if not hva.behov:
        return _ikke_begynt(_("Hva trenger vi?"))
    tekst = _("%(antall)d behov") % {"antall": hva.behov}
    if hva.kritiske:
        kritiske = ngettext("%(antall)d kritisk", "%(antall)d kritiske", hva.kritiske) % {"antall": hva.kritiske}
        tekst = f"{tekst}, {kritiske}"
    return _ferdig(tekst)


def _tiltak(hva):
    if not hva.tiltak:
        return _ikke_begynt(_("Hvordan skaffer vi det?"))
    if not hva.behov:
        return _ferdig(_("%(antall)d tiltak") % {"antall": hva.tiltak})
    tekst = _("%(tiltak)d tiltak dekker %(dekket)d av %(behov)d behov") % {
        "tiltak": hva.tiltak,
        "dekket": hva.behov - hva.uten_tiltak,
        "behov": hva.behov,
    }
    if hva.uten_tiltak:
        mangler = _("%(antall)s behov uten tiltak") % {"antall": tallord(hva.uten_tiltak, "n").capitalize()}
        return _venter(tekst, mangler)
    return _ferdig(tekst)


def _ikke_begynt(tekst):
    return Tilstand(tekst, _("Ikke begynt"), "noytral")


def _venter(tekst, hva):
    return Tilstand(tekst, hva, "vent", "Hourglass")


def _ferdig(tekst):
    return Tilstand(tekst, _("Ferdig"), "ok", "Checkmark")
