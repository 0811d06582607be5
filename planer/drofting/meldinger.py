"""What people are told about the unit's discussion, one function per event."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from kompetanse.felles.formats import dato, klokkeslett
from kompetanse.felles.varsler import varsle
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker, Person
from planer.models import Kompetansedrofting


def naar(drofting: Kompetansedrofting) -> str:
    """«5. mars 2027 kl. 09.00, møterommet»."""
    deler = [dato(drofting.dato), _("kl. %s") % klokkeslett(drofting.klokkeslett) if drofting.klokkeslett else ""]
    return ", ".join(filter(None, [" ".join(filter(None, deler)), drofting.sted]))


def delt(drofting: Kompetansedrofting, personer: Iterable[Person], *, fra: Bruker) -> None:
    """Tell the people of the unit when the meeting is, and what to read before it."""
    mottakere = tilgang.aapne_kontoer(personer.values("pk")).exclude(pk=fra.pk)
    varsle(
        list(mottakere),
        lambda: (
            _("Kompetansedrøfting i %(enhet)s %(dato)s") % {"enhet": drofting.enhet, "dato": dato(drofting.dato)},
            " ".join(
                filter(
                    None,
                    [
                        _("Møtet er %(naar)s. Les materiellet før du kommer.") % {"naar": naar(drofting)},
                        drofting.melding,
                    ],
                )
            ),
        ),
        drofting.get_absolute_url(),
    )
