"""Forms of a person's plan: whom to agree it with, and one goal."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompetanse.felles.fields import DatoField, TekstField
from kompetanse.felles.skjema import ObjekterField, ObjektField, skjemahjelp
from kompetanse.organisasjon.models import Bruker
from planer.models import Maal
from planer.person.linjen import krav_som_mangler, maal_over, tiltak_over


class LederForm(forms.Form):
    """Which of several leaders the plan is agreed with; with only one there is nothing to choose."""

    leder = ObjektField(label=gettext_lazy("Hvem skal du avtale planen med?"), widget=forms.RadioSelect)

    def __init__(self, *args, ledere, knapp, avbryt, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["leder"].sett_valg(ledere)
        if len(ledere) == 1:
            self.fields["leder"].widget = forms.HiddenInput()
            self.fields["leder"].initial = ledere[0].pk
        self.helper = skjemahjelp("leder", knapp=knapp, avbryt=avbryt)


class MaalForm(forms.ModelForm):
    """What one is to learn, what it serves, and how."""

    use_required_attribute = False

    navn = TekstField(label=gettext_lazy("Hva vil du lære eller bli bedre til?"), max_length=200)
    over = ObjektField(label=gettext_lazy("Hvilket mål tjener det?"), required=False)
    tiltak = ObjekterField(label=gettext_lazy("Tiltak du er med på"), required=False)
    krav = ObjekterField(label=gettext_lazy("Krav du ikke møter ennå"), required=False)
    beskrivelse = TekstField(
        label=gettext_lazy("Slik gjør du det"), max_length=1000, flere_linjer=True, rader=3, required=False
    )
    indikator = TekstField(label=gettext_lazy("Slik ser dere at det er nådd"), max_length=200, required=False)
    frist = DatoField(label=gettext_lazy("Ferdig"), required=False)

    class Meta:
        model = Maal
        fields = ("navn", "over", "beskrivelse", "indikator", "frist")

    def __init__(self, *args, bruker: Bruker, avbryt: str, **kwargs):
        super().__init__(*args, **kwargs)
        koblinger = self.instance.koblinger.all() if self.instance.pk else ()
        self._fyll("tiltak", tiltak_over(self.instance.plan, bruker), [ett.tiltak for ett in koblinger])
        self._fyll("krav", krav_som_mangler(self.instance.plan), [ett.krav for ett in koblinger])
        over = [*maal_over(self.instance.plan, bruker), self.instance.over]
        self.fields["over"].sett_valg(dict.fromkeys(filter(None, over)), tomt=_("Ikke noe bestemt mål"))
        felter = [navn for navn in self.fields if navn in self.data or self._har_valg(navn)]
        self.helper = skjemahjelp(*felter, knapp=_("Lagre målet"), avbryt=avbryt)

    def _fyll(self, felt, mulige, valgte):
        """The choices are what can be tied now, and what is tied already, also when that is done or no longer seen."""
        valgte = [ett for ett in valgte if ett]
        self.fields[felt].sett_valg(dict.fromkeys([*mulige, *valgte]))
        self.initial[felt] = valgte

    def _har_valg(self, navn):
        """A list without anything to choose is left out."""
        felt = self.fields[navn]
        return not isinstance(felt, ObjekterField) or bool(felt.objekter)
