"""What a form is called, what it is about, and what is promised to whoever answers it."""

from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluering.models import Evaluering, Innsamling, Metode, Svarer
from kompetanse.felles.formats import sitat
from kompetanse.organisasjon.models import Person
from planer.models.tiltak import Evalueringsnivaa

# One of them, where `Svarer` names them all.
SOM = {
    Svarer.DELTAKER: gettext_lazy("Deltakeren"),
    Svarer.LEDER: gettext_lazy("Lederen"),
    Svarer.LAERER: gettext_lazy("Den som lærer bort"),
    Svarer.EVALUATOR: gettext_lazy("Den som evaluerer"),
}


class Ord(NamedTuple):
    """`emne` heads a mail and a task, `overskrift` the page; `hva` and `lovet` are whole sentences."""

    emne: str
    overskrift: str
    hva: str
    lovet: str


def ordene(innsamling: Innsamling, som: str, om: Person | None) -> Ord:
    """The words of a form for one who answers as `som`, about `om`. No statement of its own."""
    tittel = sitat(str(innsamling.niva.evaluering))
    if innsamling.er_anonym:
        return Ord(
            emne=_("Hvordan var %s?") % tittel,
            overskrift=_hvordan_var_det(innsamling.niva.evaluering),
            hva=_("Du var med på %s. Fortell hvordan det var.") % tittel,
            lovet=_("Svaret er anonymt: ingen kan se at det er ditt."),
        )
    emne, overskrift, hva = _om_lederen(tittel, om) if som == Svarer.LEDER else _om_seg_selv(innsamling, tittel)
    lovet = _("Deltakeren, lederen og den som evaluerer, ser svaret. Andre ser bare hva alle svarte samlet.")
    return Ord(emne, overskrift, hva, lovet)


def _hvordan_var_det(evaluering: Evaluering):
    return _("Hvordan var kurset?") if evaluering.kjoring_id else _("Hvordan var det?")


def _om_lederen(tittel, om):
    return (
        _("Hva ser du hos %(navn)s etter %(tittel)s?") % {"navn": om, "tittel": tittel},
        _("Hva ser du hos %s?") % om,
        _("%(navn)s er med på %(tittel)s. Si hva du ser i arbeidet.") % {"navn": om, "tittel": tittel},
    )


def _om_seg_selv(innsamling, tittel):
    foer = innsamling.moment == Innsamling.Moment.FOER
    if innsamling.niva.niva == Evalueringsnivaa.ANVENDELSE:
        if foer:
            return (
                _("Hvordan gjør du det i dag, før %s?") % tittel,
                _("Hvordan gjør du det i dag?"),
                _("Du skal være med på %s. Si hvordan du arbeider nå, så vi ser forskjellen.") % tittel,
            )
        return (
            _("Bruker du det du lærte på %s?") % tittel,
            _("Bruker du det du lærte?"),
            _("Det er en stund siden %s. Si hva du har tatt i bruk.") % tittel,
        )
    proeve = innsamling.niva.metode == Metode.TEST
    if foer:
        overskrift = _("Test: Hva kan du fra før?") if proeve else _("Hva kan du fra før?")
        return (
            _("Hva kan du før %s?") % tittel,
            overskrift,
            _("Du skal være med på %s. Si hva du kan fra før.") % tittel,
        )
    overskrift = _("Test: Hva kan du nå?") if proeve else _("Hva kan du nå?")
    return _("Hva kan du etter %s?") % tittel, overskrift, _("Du har vært med på %s. Si hva du kan nå.") % tittel
