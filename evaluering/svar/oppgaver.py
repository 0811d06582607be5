"""The forms that wait for a person: as long as they are not answered, and no longer than they are open."""

from collections.abc import Iterator
from itertools import groupby

from django.urls import reverse
from django.utils.translation import gettext as _

from evaluering.svar import lenker
from evaluering.svar.meldinger import spurt, ubesvarte
from evaluering.svar.ord import ordene
from kompetanse.felles.formats import sitat
from kompetanse.felles.oppgaver import MANGE, Oppgave, Slag
from kompetanse.organisasjon.models import Bruker


def slag_for(bruker: Bruker) -> Iterator[Slag]:
    """One task for each form; of a leader with several participants, one for all of them."""
    yield Slag(spurt(bruker), _skjemaene)


def _skjemaene(lenkene):
    grupper = groupby(ubesvarte(lenkene), lambda lenke: (lenke.innsamling_id, lenke.som))
    return [_oppgave(list(gruppe)) for _nokkel, gruppe in grupper][:MANGE]


def _oppgave(gruppe):
    forste = gruppe[0]
    ord_ = ordene(forste.innsamling, forste.som, forste.om)
    felles = {"ikon": "ClipboardCheckmark", "frist_dato": forste.innsamling.siste_dag}
    if len(gruppe) == 1:
        return Oppgave(hva=ord_.emne, hvorfor=ord_.lovet, url=lenker.sti(forste), **felles)
    tittel = sitat(str(forste.innsamling.niva.evaluering))
    hva = _("Si hva du ser hos %(antall)s medarbeidere etter %(tittel)s") % {"antall": len(gruppe), "tittel": tittel}
    return Oppgave(hva=hva, hvorfor=ord_.lovet, url=reverse("evaluering:svar-mine"), **felles)
