"""The list of the leader's own people, with where the plan of each stands."""

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kompetanse.felles.formats import dato
from kompetanse.felles.liste import Celle, Kolonne, Liste, Tom, Vis
from kompetanse.felles.skjema import Listefilter
from planer.person.folk import Medarbeider, Stand, medarbeidere

# Tone and icon of where a plan stands.
UTSEENDE = {
    Stand.VENTER_PAA_DEG: ("vent", "Hourglass"),
    Stand.GAMMEL: ("vent", "Clock"),
    Stand.IKKE_BEGYNT: ("noytral", "Minus"),
    Stand.SKRIVES: ("noytral", "Pencil"),
    Stand.VENTER: ("noytral", "Hourglass"),
    Stand.AVTALT: ("ok", "Checkmark"),
    Stand.IKKE_DELT: ("noytral", ""),
}


class Medarbeiderfilter(Listefilter):
    stand = forms.ChoiceField(
        label=_("Hvor planen står"), required=False, choices=lambda: [("", _("Alle")), *Stand.choices]
    )

    def avgrens(self, rader: list[Medarbeider]) -> list[Medarbeider]:
        stand = self.valgt("stand")
        return [rad for rad in rader if rad.stand == stand] if stand else rader


def _stand(rad):
    tone, ikon = UTSEENDE[rad.stand]
    return Celle(rad.stand.label, tone=tone, ikon=ikon)


def _neste(rad):
    """The way to the plan, or to the page that begins one."""
    if rad.plan:
        return Celle(_("Åpne planen"), lenke=rad.plan.get_absolute_url(), skjult=str(rad.person))
    if rad.stand == Stand.IKKE_DELT:
        return ""
    adresse = reverse("planer:personplan-create", args=[rad.person.pk])
    return Celle(_("Begynn på en plan"), lenke=adresse, skjult=_("for %s") % rad.person)


MEDARBEIDERE = Liste(
    sti="planer.person.lister.MEDARBEIDERE",
    navn=_("Medarbeidernes utviklingsplaner"),
    enheter=_("medarbeidere"),
    rett="planer.follow_personplaner",
    form=Medarbeiderfilter,
    rader=lambda bruker, form: form.avgrens(medarbeidere(bruker)),
    kolonner=(
        Kolonne(_("Navn"), "person", celle=lambda rad: Celle(rad.person, lenke=rad.person.get_absolute_url())),
        Kolonne(_("Hvor planen står"), "stand.label", celle=_stand),
        Kolonne(_("Avtalt"), "avtalt", form=dato),
        Kolonne(_("Gjelder til"), lambda rad: rad.plan and rad.plan.til, form=dato),
        Kolonne(_("Planen"), lambda rad: "", celle=_neste, uten_navn=True, vis=Vis.SIDE),
    ),
    tom=Tom(
        "PersonGroup",
        _("Ingen medarbeidere ennå"),
        _("Når noen arbeider i en enhet du leder, står de her med utviklingsplanen sin."),
    ),
    uten_treff=Tom("Funnel", _("Ingen treff"), _("Ingen står slik nå. Ta bort filteret for å se alle.")),
)
