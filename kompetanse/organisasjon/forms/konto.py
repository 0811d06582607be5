"""Forms of the invitation."""

from django.contrib.auth.forms import SetPasswordForm
from django.utils.translation import gettext_lazy as _


class VelgPassordForm(SetPasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["new_password1"].label = _("Passord")
        self.fields["new_password2"].label = _("Passord en gang til")
        self.fields["new_password2"].help_text = ""
