"""What a password must be, told in Norwegian."""

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.utils.translation import gettext as _


class LengdeValidator(MinimumLengthValidator):
    """Django's own rule; its message is not translated."""

    def get_error_message(self):
        return _("Passordet er for kort. Det må ha minst %(antall)d tegn.") % {"antall": self.min_length}
