"""Which levels a competence has."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kartlegging.models import Kompetanse, Skalatrinn


def nivaaene(kompetanse: Kompetanse) -> list[Skalatrinn]:
    """The levels of its scale, the lowest first; none when it is yes or no."""
    return list(kompetanse.skala.trinn.all()) if kompetanse.skala else []


def kontroller_nivaa(kompetanse: Kompetanse, nivaa: int | None) -> None:
    """Raise ValidationError on `nivaa` when the competence has no such level."""
    mulige = [trinn.nivaa for trinn in nivaaene(kompetanse)]
    if not mulige and nivaa is not None:
        raise ValidationError({"nivaa": _("Denne har ikke nivåer.")})
    if mulige and nivaa not in mulige:
        raise ValidationError({"nivaa": _("Velg et nivå fra %(f)s til %(s)s.") % {"f": mulige[0], "s": mulige[-1]}})
