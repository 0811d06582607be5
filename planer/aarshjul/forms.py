"""The form of an activity."""

from crispy_forms.layout import Div
from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompetanse.felles.fields import TekstField, heltall_input
from kompetanse.felles.samskriving import SamskrivForm
from kompetanse.felles.skjema import ObjekterField, skjemahjelp
from kompetanse.organisasjon.models import Rolletype
from planer.aarshjul.styring import ringer_for
from planer.models import Aarsaktivitet
from planer.naar import kontroller
from planer.sider import SIDER


class AarsaktivitetForm(SamskrivForm, forms.ModelForm):
    """Takes an activity whose unit is set."""

    use_required_attribute = False

    navn = TekstField(
        label=gettext_lazy("Hva skal gjøres?"),
        max_length=200,
        help_text=gettext_lazy("Kort, slik det skal stå i hjulet og i kalenderen."),
    )
    naar = TekstField(
        label=gettext_lazy("Når"),
        max_length=60,
        validators=[kontroller],
        help_text=gettext_lazy(
            "En måned, en uke eller en dato, for eksempel «august», «mars–mai», «uke 35» eller «20. desember»."
        ),
    )
    bare_aar = forms.TypedChoiceField(label=gettext_lazy("Hvilke år"), coerce=int, empty_value=None, required=False)
    beskrivelse = TekstField(
        label=gettext_lazy("Hva den er til, og hva som skal skje"),
        max_length=4000,
        flere_linjer=True,
        rader=5,
        required=False,
        help_text=gettext_lazy("Står i aktivitetsplanen slik du skriver det, linje for linje."),
    )
    ring = forms.ChoiceField(
        label=gettext_lazy("Hvor den gjøres"),
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Ringen i hjulet. Hver enhet, eller hver medarbeider, merker for seg at det er gjort."),
    )
    roller = ObjekterField(
        label=gettext_lazy("Hvem har oppgaven?"),
        required=False,
        help_text=gettext_lazy(
            "Velger du ingen, er det HR for kommunen, lederen for hver sektor eller enhet, og alle medarbeidere."
        ),
    )
    fora = TekstField(
        label=gettext_lazy("Fora"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Der det tas opp, for eksempel «MBU, lederforum»."),
    )
    forvarsel = forms.IntegerField(
        label=gettext_lazy("Dager på forhånd"),
        min_value=0,
        max_value=180,
        widget=heltall_input(4),
        help_text=gettext_lazy("Oppgaven kommer på Min side så mange dager før det begynner."),
    )
    side = forms.ChoiceField(label=gettext_lazy("Hvor det gjøres i løsningen"), required=False)
    i_planen = forms.BooleanField(label=gettext_lazy("Ta med i den felles aktivitetsplanen"), required=False)

    class Meta:
        model = Aarsaktivitet
        fields = [
            *("navn", "naar", "bare_aar", "beskrivelse", "ring", "roller", "fora", "forvarsel", "side", "i_planen")
        ]

    def __init__(self, *args, avbryt, **kwargs):
        super().__init__(*args, **kwargs)
        i_aar, valgt = timezone.localdate().year, self.instance.bare_aar
        aarene = sorted({i_aar, i_aar + 1} | ({valgt} if valgt else set()))
        self.fields["bare_aar"].choices = [
            ("", _("Hvert år")),
            *((aar, _("Bare i %(aar)s") % {"aar": aar}) for aar in aarene),
        ]
        self.fields["ring"].choices = [(ring, ring.label) for ring in ringer_for(self.instance.enhet)]
        self.fields["roller"].sett_valg(Rolletype.objects.all())
        self.fields["side"].choices = [("", _("Ingen side")), *((kode, side.navn) for kode, side in SIDER.items())]
        self.helper = skjemahjelp(
            "navn",
            Div("naar", "bare_aar", css_class="siderad"),
            *("beskrivelse", "ring", "roller", "fora"),
            Div("forvarsel", "side", css_class="siderad"),
            "i_planen",
            knapp=_("Lagre"),
            avbryt=avbryt,
        )
