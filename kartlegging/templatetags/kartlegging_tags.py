"""The marks of the registry, and the words beside them: a disc that fills is a level, a square is a proof.

A whole edge is confirmed, a dashed one self-assessed, a clock runs out soon. The drawings are made once for each value and
are plain strings, so that a matrix can write ten thousand of them. The same functions serve Python and templates.
"""

import math
from functools import cache
from html import escape

from django import template
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kartlegging.deler import deler
from kartlegging.labels import nivaa_med_navn
from kartlegging.models import Personkompetanse
from kartlegging.oppfylling import SNART, Grunn
from kompetanse.felles import formats
from kompetanse.felles.templatetags.felles_tags import ikon, merkelapp

register = template.Library()

Tilstand = Personkompetanse.Tilstand
KLOKKE = '<g class="klokke"><circle cx="20" cy="20" r="5.5"/><path d="M20 17.2V20l1.9 1.2"/></g>'
VIDERE = '<g class="videre"><circle cx="20" cy="20" r="5.5"/><path d="M17.8 20h4M20.2 17.9l2.1 2.1-2.1 2.1"/></g>'
KRYSS = '<path class="kryss" d="M8 8l8 8M16 8l-8 8"/>'
PIL = '<path class="pil" d="M7.5 12h8.5M12.6 8.4L16.2 12l-3.6 3.6"/>'
RUTE = '<rect class="rute" x="2.5" y="2.5" width="19" height="19" rx="4.5"/>'
RING = '<circle class="ring" cx="12" cy="12" r="9.5"/>'
HAKE = '<path class="hake" d="M7.5 12.3l3.2 3.2 6-6.7"/>'
PRIKK = '<circle class="prikk" cx="12" cy="12" r="2.4"/>'
KLASSE = {
    Tilstand.BEKREFTET: "fast",
    Tilstand.EGENVURDERT: "egen",
    Tilstand.PAABEGYNT: "vei",
    Tilstand.RETURNERT: "egen",
}
IKON = {
    Tilstand.BEKREFTET: "SealCheckmark",
    Tilstand.EGENVURDERT: "Pencil",
    Tilstand.PAABEGYNT: "ArrowRight",
    Tilstand.RETURNERT: "ArrowUndo",
}


@register.inclusion_tag("komponenter/_faner.html", takes_context=True)
def kompetansedeler(context):
    """The tabs of the registry's common pages."""
    return {"faner": deler(context["request"]), "etikett": _("Deler av kompetanseregisteret")}


@register.simple_tag
def merke(nivaa, trinn, tilstand=Tilstand.BEKREFTET, *, ord="", snart=False, gikk_ut=False, videre=False):
    """The mark of an item: a disc when it has a level (of `trinn` levels in its scale), else the square of a proof.

    `ord` is what a screen reader says when no words stand beside; else the mark is decoration. `videre`: something
    higher is begun.
    """
    navn = f'role="img" aria-label="{escape(ord)}"' if ord else 'aria-hidden="true"'
    klasse, innhold = _tegning(nivaa, trinn, str(tilstand), snart, gikk_ut, videre)
    return mark_safe(f'<svg class="merke-{klasse}" viewBox="0 0 26 26" {navn}>{innhold}</svg>')


@register.simple_tag
def merkeord(nivaanavn, tilstand=Tilstand.BEKREFTET, *, snart=False, gikk_ut=False, paa_vei=False):
    """What a mark says: «Nivå 3 god, bekreftet», «Bevis, går ut snart», «Bevis, på vei»."""
    slag = _("Nivå %s") % nivaanavn if nivaanavn else _("Bevis")
    if gikk_ut:
        return f"{slag}, {_('gått ut')}"
    if paa_vei:
        return f"{slag}, {_('på vei')}"
    tillegg = _("går ut snart") if snart else str(Tilstand(tilstand).label).lower()
    return f"{slag}, {tillegg}"


@register.simple_tag
def tillit(tilstand):
    """The word of trust, the same everywhere: Bekreftet, Egenvurdert, Påbegynt, Returnert."""
    tilstand = Tilstand(tilstand)
    tegn = _ikon(IKON[tilstand])
    return mark_safe(f'<span class="tillit {KLASSE[tilstand]}">{tegn}{escape(str(tilstand.label))}</span>')


@register.simple_tag
def kravstatus(oppfylling, krevd_nivaa=None, dag=None):
    """The label of how a person stands to a requirement: what is missing, and until when there is time."""
    return merkelapp(*statusord(oppfylling, krevd_nivaa, dag or timezone.localdate()))


def statusord(oppfylling, krevd_nivaa, dag):
    """(words, tone, icon) of an `oppfylling.Oppfylling` on a day."""
    if oppfylling.gaar_ut_snart(dag):
        return _om_dager((oppfylling.holder_til - dag).days), "vent", "Clock"
    if oppfylling.moter:
        return _("Møter kravet"), "ok", "Checkmark"
    if oppfylling.har_frist(dag):
        return _("Frist %s") % formats.dato_kort(oppfylling.frist), "info", "Clock"
    if oppfylling.grunn == Grunn.UBEKREFTET:
        return _("Venter på bekreftelse"), "vent", "Hourglass"
    if oppfylling.grunn == Grunn.GAATT_UT:
        return _("Gått ut"), "nei", "XMark"
    if oppfylling.grunn == Grunn.FOR_LAVT:
        return _nivaaer_igjen(oppfylling.nivaa, krevd_nivaa), "vent", "Minus"
    return (_("På vei"), "info", "ArrowRight") if oppfylling.forventet else (_("Mangler"), "vent", "Minus")


def _om_dager(dager):
    if dager == 0:
        return _("Siste dag i dag")
    return ngettext("Om %(n)s dag", "Om %(n)s dager", dager) % {"n": dager}


def _nivaaer_igjen(nivaa, krevd):
    igjen = (krevd or 0) - (nivaa or 0)
    if not nivaa or igjen < 1:
        return _("For lavt nivå")
    if igjen == 1:
        return _("Ett nivå igjen")
    return _("%s nivåer igjen") % formats.tallord(igjen).capitalize()


@register.simple_tag
def punktmerke(rad, dag=None):
    """The mark of a person's item as decoration: its level or proof, its trust, and whether it runs out."""
    dag = dag or timezone.localdate()
    return merke(
        rad.nivaa,
        len(rad.kompetanse.trinn),
        rad.tilstand,
        snart=rad.til is not None and dag <= rad.til <= dag + SNART,
        gikk_ut=rad.til is not None and rad.til < dag,
    )


@register.filter
def punktord(rad):
    """What an item says in words: its level, and when it holds."""
    nivaa = nivaa_med_navn(rad.kompetanse, rad.nivaa)
    if nivaa and not rad.til and not rad.forventet:
        return nivaa
    return " · ".join(filter(None, (nivaa, punktperiode(rad))))


@register.filter
def punktperiode(rad):
    """When an item holds, as people say it: «Til 3. september 2027», «Fra 2014», «Ventes ferdig 1. juni»."""
    if rad.tilstand == Tilstand.PAABEGYNT:
        return _("Ventes ferdig %s") % formats.dato_kort(rad.forventet)
    if rad.til:
        return _("Til %s") % formats.dato_kort(rad.til)
    return _("Fra %s") % rad.fra.year


@cache
def _ikon(navn):
    return ikon(navn)


@cache
def _tegning(nivaa, trinn, tilstand, snart, gikk_ut, videre):
    """The class of a mark, and what is drawn in it."""
    hjorne = KLOKKE if snart else VIDERE if videre else ""
    klasse = "ute" if gikk_ut else KLASSE[tilstand]
    if nivaa is None:
        inni = {"ute": KRYSS, "vei": PIL, "egen": PRIKK, "fast": HAKE}[klasse]
        return f"bevis {klasse}", RUTE + inni + hjorne
    return f"nivaa {klasse}", RING + (KRYSS if gikk_ut else _fyll(nivaa, trinn)) + hjorne


def _fyll(nivaa, trinn):
    """The filled part of the disc, clockwise from the top."""
    andel = min(nivaa / (trinn or nivaa or 1), 1)
    if andel == 0:
        return ""
    if andel == 1:
        return '<path class="fyll" d="M12 4A8 8 0 1 1 12 20A8 8 0 1 1 12 4Z"/>'
    x, y = 12 + 8 * math.sin(math.tau * andel), 12 - 8 * math.cos(math.tau * andel)
    return f'<path class="fyll" d="M12 12V4A8 8 0 {int(andel > 0.5)} 1 {x:.4g} {y:.4g}Z"/>'
