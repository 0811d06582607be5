"""The forms of signing up and answering."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompetanse.felles.fields import TekstField
from kompetanse.felles.skjema import ObjekterField, ObjektField, skjemahjelp
from kompetanse.organisasjon.models import Stilling


class StillingForm(forms.Form):
    """Which of one's positions the learning is for; asked of those who have several."""

    use_required_attribute = False

    stilling = ObjektField(label=gettext_lazy("Hvilken stilling er kurset for?"), widget=forms.RadioSelect)

    def __init__(self, *args, stillinger: list[Stilling], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["stilling"].sett_valg(stillinger)
        self.fields["stilling"].initial = stillinger[0].pk


class FolkForm(forms.Form):
    """Whom a leader signs up."""

    use_required_attribute = False

    folk = ObjekterField(
        label=gettext_lazy("Hvem vil du melde på?"),
        error_messages={"required": gettext_lazy("Velg minst én.")},
    )

    def __init__(self, *args, folk, avbryt: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["folk"].sett_valg(folk)
        self.helper = skjemahjelp("folk", knapp=_("Meld på"), avbryt=avbryt)


class SvarForm(forms.Form):
    """What the one who answers says."""

    use_required_attribute = False

    kommentar = TekstField(
        label=gettext_lazy("Begrunnelse"), max_length=2000, flere_linjer=True, rader=3, required=False
    )

    def __init__(self, *args, maa_begrunnes: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kommentar"].required = maa_begrunnes
