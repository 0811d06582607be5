"""What the parties of a yearly meeting are told."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from kompetanse.felles.formats import dato
from kompetanse.felles.varsler import besvart, varsle
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker, Person
from planer.models import Drofting


def innkalt(drofting: Drofting, personer: Iterable[Person]) -> None:
    _si(
        personer,
        lambda: (
            _("Årlig drøftingsmøte om rekruttering og kompetanse"),
            " ".join(
                filter(
                    None,
                    [
                        _("Møtet er %(dato)s. Les grunnlaget, og skriv hva dere mener.")
                        % {"dato": dato(drofting.mote)},
                        drofting.melding,
                    ],
                )
            ),
        ),
        drofting,
    )


def holdt(drofting: Drofting, *, fra: Bruker) -> None:
    """Tell those who were called in that the minutes are there."""
    _si(
        _partene(drofting),
        lambda: (
            _("Protokollen fra drøftingsmøtet %(dato)s er ferdig") % {"dato": dato(drofting.mote)},
            _("Den er låst og kan leses som PDF."),
        ),
        drofting,
        fra=fra,
    )


def avlyst(drofting: Drofting) -> None:
    besvart(drofting.get_absolute_url())
    _si(
        _partene(drofting),
        lambda: (
            _("Årlig drøftingsmøte er avlyst"),
            _("Møtet skulle ha vært %(dato)s.") % {"dato": dato(drofting.mote)},
        ),
        drofting,
    )


def _partene(drofting):
    return [part.person for part in drofting.parter.exclude(person=None).select_related("person")]


def _si(personer, tekster, drofting, fra=None):
    brukere = tilgang.aapne_kontoer([person.pk for person in personer])
    varsle([en for en in brukere if en != fra], tekster, drofting.get_absolute_url())
