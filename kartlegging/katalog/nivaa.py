"""The levels of a competence, and what they say."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kartlegging.models import Kompetanse, Skalatrinn


def nivaatekster(kompetanse: Kompetanse) -> list[tuple[Skalatrinn, str]]:
    """(level, what one sees) of each; the scale's own words where the competence has none. Prefetch `nivaatekster`."""
    egne = {tekst.nivaa: tekst.tekst for tekst in kompetanse.nivaatekster.all()} if kompetanse.skala else {}
    return [(trinn, egne.get(trinn.nivaa) or trinn.tekst) for trinn in kompetanse.trinn]


def kontroller_nivaa(kompetanse: Kompetanse, nivaa: int | None) -> None:
    """Raise ValidationError on `nivaa` when the competence has no such level."""
    mulige = [trinn.nivaa for trinn in kompetanse.trinn]
    if not mulige and nivaa is not None:
        raise ValidationError({"nivaa": _("Denne har ikke nivåer.")})
    if mulige and nivaa not in mulige:
        raise ValidationError({"nivaa": _("Velg et nivå fra %(f)s til %(s)s.") % {"f": mulige[0], "s": mulige[-1]}})
