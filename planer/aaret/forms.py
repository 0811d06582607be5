"""Forms of the year: a line for each measure, and what the plan gave."""

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompetanse.felles.fields import TekstField
from kompetanse.felles.samskriving import SamskrivForm
from kompetanse.felles.skjema import ObjektField, skjemahjelp
from planer.aaret.underveis import Melding, Tilstand, meldt
from planer.models import Kompetanseplan, Listeverdi, Statuslinje, Tiltak
from planer.tiltak.laerdom import Laerdom

HALV_SIDE = 1_500


class Rad(NamedTuple):
    """A measure with its three fields, its line before the period, and what has been learnt of it."""

    tiltak: Tiltak
    tilstand: forms.BoundField
    grunn: forms.BoundField
    kommentar: forms.BoundField
    forrige: Statuslinje | None
    laerdom: Laerdom | None


class UnderveisForm(SamskrivForm, forms.Form):
    """A line for each measure; what is left untouched says nothing."""

    use_required_attribute = False

    def __init__(self, *args, tiltak: Iterable[Tiltak], periode: dt.date, **kwargs):
        super().__init__(*args, **kwargs)
        self.tiltak, self.periode = list(tiltak), periode
        grunner = list(Listeverdi.objects.i_liste(Listeverdi.Liste.AVVIKSGRUNN))
        self.tillegg = meldt(self.tiltak, periode)
        self.initial |= self.tillegg
        for ett in self.tiltak:
            self.fields[f"tilstand_{ett.pk}"] = forms.ChoiceField(
                label=gettext_lazy("Hvordan går det?"),
                choices=Tilstand.choices,
                widget=forms.RadioSelect,
                required=False,
            )
            grunn = ObjektField(label=gettext_lazy("Grunn"), required=False)
            grunn.sett_valg(grunner, tomt=_("Velg grunn"))
            self.fields[f"grunn_{ett.pk}"] = grunn
            self.fields[f"kommentar_{ett.pk}"] = TekstField(
                label=gettext_lazy("Kommentar"), max_length=500, required=False
            )

    def _forrige(self, tiltak):
        return next((linje for linje in reversed(tiltak.statuslinjer.all()) if linje.periode < self.periode), None)

    @property
    def rader(self) -> list[Rad]:
        return [self._rad(ett) for ett in self.tiltak]

    def _rad(self, ett):
        felter = (self[f"{felt}_{ett.pk}"] for felt in ("tilstand", "grunn", "kommentar"))
        return Rad(ett, *felter, self._forrige(ett), Laerdom(ett) if ett.evaluert else None)

    def clean(self):
        data = super().clean()
        for ett in self.tiltak:
            avvik = data.get(f"tilstand_{ett.pk}") in Tilstand.avvik()
            if avvik and not data.get(f"grunn_{ett.pk}"):
                self.add_error(
                    f"grunn_{ett.pk}", _("Velg hvorfor «%(tiltak)s» ikke går som planlagt.") % {"tiltak": ett}
                )
        return data

    def meldinger(self, naa: Iterable[Tiltak]) -> list[Melding]:
        """What is to be said, of the measures as they are now; those without an answer are left out. Raises Uenig."""
        data = self.endring.ny(self.tillegg | meldt(naa, self.periode))
        return [
            Melding(ett, tilstand, data[f"grunn_{ett.pk}"], data[f"kommentar_{ett.pk}"])
            for ett in self.tiltak
            if (tilstand := data[f"tilstand_{ett.pk}"])
        ]


class EvalueringForm(SamskrivForm, forms.Form):
    use_required_attribute = False
    utenom = ("aar",)

    aar = forms.TypedChoiceField(label=gettext_lazy("År"), coerce=int)
    ga = TekstField(
        label=gettext_lazy("Hva ga planen?"),
        max_length=HALV_SIDE,
        flere_linjer=True,
        rader=8,
        help_text=gettext_lazy("Hva som er annerledes nå, for brukerne og for dere. En halv side er nok."),
    )
    endres = TekstField(
        label=gettext_lazy("Hva gjør vi annerledes?"),
        max_length=HALV_SIDE,
        flere_linjer=True,
        rader=5,
        required=False,
        help_text=gettext_lazy("Står øverst i neste plan."),
    )

    def __init__(self, *args, plan: Kompetanseplan, aar: int, **kwargs):
        aar = min(max(aar, plan.fra.year), plan.til.year)
        forrige = plan.evalueringer.filter(aar=aar).first()
        initial = {"aar": aar} | ({"ga": forrige.ga, "endres": forrige.endres} if forrige else {})
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["aar"].choices = [(ett, str(ett)) for ett in range(plan.fra.year, plan.til.year + 1)]
        self.helper = skjemahjelp(
            "aar", "ga", "endres", knapp=_("Lagre"), avbryt=reverse("planer:plan-underveis", args=[plan.pk])
        )
