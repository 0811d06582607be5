"""The upload of a catalogue."""

from django.utils.translation import gettext as _

from kompetanse.felles.innlesing.forms import OpplastingForm


class KatalogopplastingForm(OpplastingForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["fil"].label = _("Fil med kompetanser")
        self.fields["fil"].help_text = _("Excel (.xlsx) eller CSV, én rad for hver kompetanse, som i filen herfra.")
