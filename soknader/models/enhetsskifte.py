"""What follows a unit when it goes on in another."""

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class FolgerEnheten(models.Model):
    """A row of a unit (`enhet`) that follows it when that is merged with another, and remembers where it came from."""

    tidligere_enhet = models.ForeignKey(
        "organisasjon.Enhet",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=gettext_lazy("enheten før sammenslåing"),
    )

    class Meta:
        abstract = True

    @property
    def enhet_visning(self):
        """The unit, with the name that it had before it went on in another."""
        if self.tidligere_enhet is None:
            return str(self.enhet)
        return _("%(enhet)s (tidligere %(foer)s)") % {"enhet": self.enhet, "foer": self.tidligere_enhet}
