"""Forms of a person's plan: whom to agree it with, one goal, and one measure of the person's own."""

from crispy_forms.layout import Div
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompetanse.felles.fields import DatoField, TallField, TekstField
from kompetanse.felles.samskriving import SamskrivForm
from kompetanse.felles.skjema import ObjekterField, ObjektField, skjemahjelp
from kompetanse.organisasjon.models import Bruker
from planer.felt import formfelt
from planer.models import Listeverdi, Maal, Tiltak
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


class MaalForm(SamskrivForm, forms.ModelForm):
    """What one is to learn, what it serves, and how. Both of the two write in it."""

    use_required_attribute = False
    field_order = ("navn", "over", "knyttet_krav", "knyttet_tiltak", "beskrivelse", "indikator", "frist")

    navn = TekstField(max_length=200)
    over = ObjektField(label=gettext_lazy("Hvilket mål tjener det?"), required=False)
    knyttet_tiltak = ObjekterField(label=gettext_lazy("Felles tiltak som hjelper"), required=False)
    knyttet_krav = ObjekterField(required=False)
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
        maal = self.instance
        self._fyll("knyttet_tiltak", tiltak_over(maal.plan, bruker), maal.knyttet_tiltak, _med_plan)
        self._fyll("knyttet_krav", krav_som_mangler(maal.plan), maal.knyttet_krav, lambda krav: str(krav.kompetanse))
        over = dict.fromkeys(filter(None, [*maal_over(maal.plan, bruker), maal.over]))
        self.fields["over"].sett_valg(over, tomt=_("Ikke noe bestemt mål"), navn=_med_plan)
        self._tiltal(None if bruker.person_id == maal.plan.person_id else maal.plan.person.fornavn)
        felter = [navn for navn in self.fields if navn in self.data or self._har_valg(navn)]
        self.helper = skjemahjelp(*felter, knapp=_("Lagre målet"), avbryt=avbryt)

    def _tiltal(self, den_andre):
        """The person is asked as «du», and the leader about the person by name."""
        felt, ord_ = self.fields, {"navn": den_andre}
        if den_andre is None:
            felt["navn"].label = _("Hva vil du lære eller bli bedre til?")
            felt["knyttet_krav"].label = _("Krav i jobben du ikke møter ennå")
        else:
            felt["navn"].label = _("Hva skal %(navn)s lære eller bli bedre til?") % ord_
            felt["knyttet_krav"].label = _("Krav i jobben %(navn)s ikke møter ennå") % ord_
            felt["beskrivelse"].label = _("Slik gjør %(navn)s det") % ord_

    def _fyll(self, felt, mulige, valgte, navn):
        """The choices are what can be tied now, and what is tied already, also when that is done or no longer seen."""
        self.fields[felt].sett_valg(dict.fromkeys([*mulige, *valgte]), navn=navn)
        self.initial.setdefault(felt, valgte)

    def _har_valg(self, navn):
        """A list without anything to choose is left out."""
        felt = self.fields[navn]
        return not isinstance(felt, ObjekterField) or bool(felt.objekter)


def _med_plan(ett: Maal | Tiltak) -> str:
    """A goal or a measure with the unit and the period of its plan: next year's often has the same."""
    hvor = ett.plan and f"{ett.plan.enhet} {ett.plan.periode}"
    return f"{ett} ({hvor or ett.dokument})"


class PersontiltakForm(SamskrivForm, forms.ModelForm):
    """A measure of the person's own: what, how one learns, when, and how much time it takes."""

    use_required_attribute = False

    navn = TekstField(
        label=gettext_lazy("Tiltak"),
        max_length=200,
        help_text=gettext_lazy("Det som skal gjøres. For eksempel «Hospitere på legevakten»."),
    )
    omfang = TallField(label=gettext_lazy("Omfang"), required=False, tillat_negativ=False)
    omfang_i = forms.ChoiceField(label=gettext_lazy("Timer eller dager"), choices=Tiltak.Omfangsenhet.choices)

    class Meta:
        model = Tiltak
        fields = ("navn", "laeringsform", "fra", "frist", "omfang", "omfang_i")
        formfield_callback = formfelt

    def __init__(self, *args, avbryt: str, **kwargs):
        super().__init__(*args, **kwargs)
        former = [*Listeverdi.objects.i_liste(Listeverdi.Liste.LAERINGSFORM), self.instance.laeringsform]
        self.fields["laeringsform"].sett_valg(dict.fromkeys(filter(None, former)), tomt=_("Ikke valgt"))
        self.fields["frist"].label = _("Ferdig")
        self.helper = skjemahjelp(
            *("navn", "laeringsform"),
            Div("fra", "frist", css_class="siderad"),
            Div("omfang", "omfang_i", css_class="siderad"),
            knapp=_("Lagre tiltaket"),
            avbryt=avbryt,
        )
