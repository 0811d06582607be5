"""What the overview and the comparison are asked to show."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluering.bruk.sammenlikning import Deling
from evaluering.bruk.tilstand import Tilstand, med_tilstand
from evaluering.models import Evaluering, Sporsmal
from kompetanse.felles.skjema import UKJENT_VALG, Listefilter
from kompetanse.organisasjon.models import Enhet

AAR_TILBAKE = 3


class Oversiktfilter(Listefilter):
    """A year, how far they have come, and which unit answers for them."""

    aar = forms.TypedChoiceField(label=gettext_lazy("Slutter i"), coerce=int, required=False)
    tilstand = forms.ChoiceField(label=gettext_lazy("Tilstand"), required=False)
    enhet = forms.ChoiceField(
        label=gettext_lazy("Enhet"), required=False, error_messages={"invalid_choice": UKJENT_VALG}
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        i_aar = timezone.localdate().year
        aarene = range(i_aar + 1, i_aar - AAR_TILBAKE - 1, -1)
        self.fields["aar"].choices = [("", _("Alle år")), *((aar, str(aar)) for aar in aarene)]
        self.fields["tilstand"].choices = [("", _("Alle")), *Tilstand.choices]
        enheter = Enhet.objects.filter(pk__in=Evaluering.objects.visible_to(self.bruker).order_by().values("enhet"))
        self.fields["enhet"].choices = [("", _("Alle")), *enheter.order_by("path").values_list("pk", "navn")]

    def rader(self):
        """The evaluations that are asked for, of those the user sees."""
        alle = med_tilstand(Evaluering.objects.visible_to(self.bruker))
        if aar := self.valgt("aar"):
            alle = alle.filter(slutter__year=aar)
        if tilstand := self.valgt("tilstand"):
            alle = alle.filter(tilstand=tilstand)
        return alle.filter(enhet=enhet) if (enhet := self.valgt("enhet")) else alle


Tema = Sporsmal.Tema
# What the short form asks participants as it ends.
SPURT_OM = (Tema.FORNOYD, Tema.RELEVANS, Tema.ENGASJEMENT, Tema.FORPLIKTELSE, Tema.TRYGGHET)


class Sammenlikningsvalg(Listefilter):
    """What evaluations are grouped by (the page chooses it by tabs), and which question of level 1 is compared."""

    etter = forms.ChoiceField(choices=Deling.choices, required=False, widget=forms.HiddenInput)
    tema = forms.ChoiceField(label=gettext_lazy("Deltakerne er spurt om"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["tema"].choices = [(tema.value, tema.label) for tema in SPURT_OM]

    @property
    def deling(self) -> Deling:
        return Deling(self.valgt("etter") or Deling.KURS)

    @property
    def temaet(self) -> Sporsmal.Tema:
        return Tema(self.valgt("tema") or Tema.FORNOYD)
