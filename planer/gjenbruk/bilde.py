"""What the page says of each thing that can be taken, beside its name."""

from typing import NamedTuple

from django.forms import BoundField
from django.utils.translation import gettext as _

from kompetanse.felles.formats import i_setning, og_liste
from planer.gjenbruk.forms import HentForm
from planer.models import Kompetansebehov, Maal, Tiltak


class Valg(NamedTuple):
    """A row of the page: what can be taken, what is said of it, what the plan has of it, and whether it is ticked."""

    ett: Maal | Kompetansebehov | Tiltak
    om: str
    har: Maal | Kompetansebehov | Tiltak | None
    krysset: bool


def deler(form: HentForm) -> list[tuple[BoundField, list[Valg]]]:
    """The parts that there is something in, each with its field and its rows."""
    return [
        (form[navn], [Valg(ett, OM[navn](ett), har, str(ett.pk) in _krysset(form, navn)) for ett, har in rader])
        for navn, rader in form.tilbud._asdict().items()
        if rader
    ]


def _krysset(form, navn):
    return form.data.getlist(navn) if form.is_bound else ()


def _om_maal(maal):
    return maal.indikator or (maal.get_beregning_display() if maal.beregning else "")


def _om_behov(behov):
    return _sammen(behov.kategori, behov.kritisk and _("Kritisk"))


def _om_tiltak(tiltak):
    """«Utvikle · sykepleiere · møter fast nattevakt»."""
    hvem = tiltak.maalgruppe or og_liste([*tiltak.kategorier.all(), *tiltak.roller.all()])
    behov = og_liste(f"«{behov}»" for behov in tiltak.behov.all())
    return _sammen(*tiltak.maater.all(), hvem and i_setning(hvem), behov and _("møter %(behov)s") % {"behov": behov})


def _sammen(*deler):
    return " · ".join(str(del_) for del_ in deler if del_)


OM = {"maal": _om_maal, "behov": _om_behov, "tiltak": _om_tiltak}
