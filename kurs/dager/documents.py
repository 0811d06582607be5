"""The monthly report on paper."""

from django.utils import timezone
from django.utils.translation import gettext as _

from kompetanse.felles.formats import dato, tall
from kompetanse.felles.pdf import brevhode
from kurs.dager.bilde import Enhetsbilde


def rapport_context(enheten: Enhetsbilde) -> dict:
    """The context of `pdf/kompetansedager.html`: the unit to the end of the month, its months, and the units below."""
    aaret, naa = enheten.aaret, timezone.now()
    fakta = [(_("Til og med"), f"{aaret.siste} {aaret.aar}"), (_("Laget"), dato(naa))]
    if enheten.sum:
        fakta.append((_("Ansatte"), tall(enheten.sum.ansatte)))
    return {
        **brevhode(enheten.enhet.kommune, organ=enheten.enhet.navn, fakta=fakta, laget=naa),
        "tittel": _("Kompetansedager %(periode)s") % {"periode": f"{aaret.siste} {aaret.aar}".strip()},
        "aaret": aaret,
        "sum": enheten.sum,
        "rader": enheten.to_nivaaer if enheten.sum else [],
        "nokkeltall": [(ett["verdi"], ett["navn"], ett.get("tillegg", "")) for ett in enheten.talliste],
    }
