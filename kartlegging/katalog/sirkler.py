"""No circles: neither in what includes what, nor in the tree of groups."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kartlegging.models import Inkludering, Kompetanse, Kompetansegruppe


def finn_sirkel(par: Iterable[tuple[int, int]]) -> list[int]:
    """A way that leads back to where it began, its first and last the same; empty when there is none."""
    videre = {}
    for fra, til in par:
        videre.setdefault(fra, []).append(til)
    ferdige = set()
    for start in videre:
        if sirkel := _fra(start, videre, ferdige):
            return sirkel
    return []


def _fra(start, videre, ferdige):
    """Walk as deep as it goes, on a stack of our own: chains may be longer than Python's."""
    veien, igjen = [start], [iter(videre[start])]
    while veien:
        neste = next(igjen[-1], None)
        if neste is None:
            ferdige.add(veien.pop())
            igjen.pop()
        elif neste in veien:
            return [*veien[veien.index(neste) :], neste]
        elif neste not in ferdige:
            veien.append(neste)
            igjen.append(iter(videre.get(neste, ())))
    return []


def krev_inkluderinger_uten_sirkel() -> None:
    """Of all that is stored now. Raises ValidationError that names the way round. Under the lock of the catalogue."""
    sirkel = finn_sirkel(Inkludering.objects.values_list("kompetanse_id", "inkluderer_id"))
    if sirkel:
        navn = dict(Kompetanse.objects.filter(pk__in=sirkel).values_list("pk", "navn"))
        veien = " › ".join(navn[pk] for pk in sirkel)
        raise ValidationError(
            _("Det går i ring hva som inkluderer hva: %(veien)s. Ta bort ett av leddene.") % {"veien": veien}
        )


def krev_grupper_uten_sirkel() -> None:
    """The same of the groups: none lies in itself, however far up."""
    sirkel = finn_sirkel(Kompetansegruppe.objects.exclude(forelder=None).values_list("pk", "forelder_id"))
    if sirkel:
        navn = dict(Kompetansegruppe.objects.filter(pk__in=sirkel).values_list("pk", "navn"))
        veien = " › ".join(navn[pk] for pk in sirkel)
        raise ValidationError(_("Gruppen kan ikke ligge i seg selv: %(veien)s.") % {"veien": veien})
