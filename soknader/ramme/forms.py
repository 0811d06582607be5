"""Forms of the year's frame. What the amounts must satisfy together stands in `rammestyring.py`."""

from itertools import count

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Layout
from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompetanse.felles.fields import BelopField, TekstField
from kompetanse.felles.formats import kr
from soknader.models import Ramme

FORSTE_AAR, SISTE_AAR = 2000, 2100
SKRIV_GRUNN = gettext_lazy("Skriv en grunn. Den står på siden for rammen, så alle ser hvorfor.")


def skjemahjelp(*felter, knapp, avbryt):
    """The layout that these forms share: the fields, one button, and the way back."""
    hjelp = FormHelper()
    hjelp.layout = Layout(
        *felter,
        HTML(
            format_html(
                '<div class="knapper"><button class="ds-button">{}</button>'
                '<a class="ds-button" data-variant="tertiary" href="{}">{}</a></div>',
                knapp,
                avbryt,
                _("Avbryt"),
            )
        ),
    )
    return hjelp


def _neste_aar_uten_ramme():
    """This year, or the first one after it that has no frame."""
    i_aar = timezone.localdate().year
    laget = set(Ramme.objects.filter(aar__gte=i_aar).values_list("aar", flat=True))
    return next(aar for aar in count(i_aar) if aar not in laget)


class RammeForm(forms.ModelForm):
    """The amounts of a year. A new frame also has the year."""

    use_required_attribute = False

    aar = forms.IntegerField(
        label=gettext_lazy("År"),
        validators=[
            MinValueValidator(FORSTE_AAR, gettext_lazy("Skriv et år fra og med %(limit_value)s.")),
            MaxValueValidator(SISTE_AAR, gettext_lazy("Skriv et år til og med %(limit_value)s.")),
        ],
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 6, "autocomplete": "off"}),
        error_messages={"invalid": gettext_lazy("Skriv årstallet med fire siffer, for eksempel 2027.")},
    )
    total = BelopField(
        label=gettext_lazy("Samlet beløp"), help_text=gettext_lazy("Alt som er satt av til kompetanse i budsjettet.")
    )
    fordelt = BelopField(
        label=gettext_lazy("Fordeles til avdelingene"),
        help_text=gettext_lazy("Dekker fagspesifikk kompetanse. Resten ligger sentralt og kan søkes på."),
    )
    merknad = TekstField(label=gettext_lazy("Merknad"), max_length=2000, flere_linjer=True, rader=3, required=False)

    class Meta:
        model = Ramme
        fields = ["aar", "total", "fordelt", "merknad"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        ny = self.instance.pk is None
        if ny:
            self.fields["aar"].initial = _neste_aar_uten_ramme()
            self.initial.pop("fordelt", None)
        else:
            del self.fields["aar"]
        self.helper = skjemahjelp(
            *self.fields,
            knapp=_("Lag rammen") if ny else _("Lagre endringene"),
            avbryt=reverse("soknader:ramme-list") if ny else self.instance.get_absolute_url(),
        )


class OremerkingForm(forms.Form):
    """One amount for each priority area; an empty one means that the area has no earmark."""

    def __init__(self, *args, omraader, oremerkede, **kwargs):
        """`omraader` are the areas to choose among, `oremerkede` the Pott of each earmark that is there now."""
        super().__init__(*args, **kwargs)
        self.omraader = omraader
        innvilget = {pott.oremerking.satsingsomraade_id: pott for pott in oremerkede}
        for omraade in omraader:
            pott = innvilget.get(omraade.pk)
            trukket = pott.ramme_belop - pott.ledig if pott else 0
            self.fields[self.feltnavn(omraade)] = BelopField(
                label=omraade.navn,
                required=False,
                initial=(pott and pott.ramme_belop) or None,
                help_text=_("Innvilget hittil: %(belop)s") % {"belop": kr(trukket)} if trukket else "",
            )

    @property
    def sum(self):
        """What is earmarked as the fields stand; a field that cannot be read counts for nothing."""
        verdier = self.cleaned_data if self.is_bound and hasattr(self, "cleaned_data") else self._startverdier()
        return sum(belop for belop in verdier.values() if belop)

    def _startverdier(self):
        return {navn: felt.initial for navn, felt in self.fields.items()}

    @staticmethod
    def feltnavn(omraade):
        return f"{omraade.pk}-belop"

    @property
    def belop_per_omraade(self):
        return {omraade.pk: self.cleaned_data[self.feltnavn(omraade)] for omraade in self.omraader}


class JusteringForm(forms.Form):
    """A change of the central money, with its reason."""

    use_required_attribute = False

    OEK, REDUSER = "oek", "reduser"

    retning = forms.ChoiceField(
        label=gettext_lazy("Hva skal skje med rammen?"),
        choices=[(OEK, gettext_lazy("Rammen blir større")), (REDUSER, gettext_lazy("Rammen blir mindre"))],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Velg om rammen blir større eller mindre.")},
    )
    belop = BelopField(label=gettext_lazy("Beløp"))
    grunn = TekstField(label=gettext_lazy("Grunn"), max_length=300, error_messages={"required": SKRIV_GRUNN})

    def __init__(self, *args, ramme, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = skjemahjelp(
            "retning", "belop", "grunn", knapp=_("Juster rammen"), avbryt=ramme.get_absolute_url()
        )

    @property
    def endring(self):
        belop = self.cleaned_data["belop"]
        return belop if self.cleaned_data["retning"] == self.OEK else -belop


class OverforingForm(forms.Form):
    """Money of the free part that is carried over to next year."""

    use_required_attribute = False

    belop = BelopField(label=gettext_lazy("Beløp"))
    grunn = TekstField(label=gettext_lazy("Grunn"), max_length=300, error_messages={"required": SKRIV_GRUNN})

    def __init__(self, *args, ramme, ledig, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["belop"].initial = ledig if ledig > 0 else None
        self.fields["belop"].help_text = _("Ledig i den frie delen: %(belop)s.") % {"belop": kr(ledig)}
        self.helper = skjemahjelp(
            "belop",
            "grunn",
            knapp=_("Overfør til %(aar)s") % {"aar": ramme.aar + 1},
            avbryt=ramme.get_absolute_url(),
        )


class SakerFilter(forms.Form):
    """Which number on the frame's page to see the cases behind."""

    tall = forms.ChoiceField(label=gettext_lazy("Tall"))
    pott = forms.ChoiceField(label=gettext_lazy("Område"), required=False)

    def __init__(self, *args, tall, potter, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["tall"].choices = tall
        self.fields["pott"].choices = [("", _("Alle områder")), *potter]
