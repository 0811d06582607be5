"""Which measure a grant is for."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompetanse.felles.skjema import ObjektField


class KnyttForm(forms.Form):
    """One of the measures that there are, or a new one in the first of the plans."""

    use_required_attribute = False

    tiltak = ObjektField(label=gettext_lazy("Hvilket tiltak går pengene til?"), required=False)

    def __init__(self, *args, planer, tiltak, **kwargs):
        super().__init__(*args, **kwargs)
        nytt = (
            _("Et nytt tiltak i %(plan)s, %(enhet)s") % {"plan": planer[0], "enhet": planer[0].enhet} if planer else ""
        )
        self.fields["tiltak"].sett_valg(tiltak, tomt=nytt, navn=lambda ett: f"{ett} ({ett.plan}, {ett.plan.enhet})")
