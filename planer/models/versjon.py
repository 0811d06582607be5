"""What was adopted, as it was."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kompetanse.felles.models import KommuneModel, UtfortIRolle
from planer.models.plan import Kompetanseplan


class Planversjon(UtfortIRolle, KommuneModel):
    """A version of a plan as it was adopted: all that it says (`innhold`, see `vedtak.innhold`), who adopted it and
    when. The row never changes; its PDF is a kept document."""

    bare_nye = True

    plan = models.ForeignKey(Kompetanseplan, on_delete=models.PROTECT, related_name="versjoner")
    nummer = models.PositiveSmallIntegerField(_("versjon"))
    innhold = models.JSONField()
    sha256 = models.CharField(max_length=64)
    organ = models.CharField(_("vedtatt av"), max_length=150)
    vedtatt = models.DateField(_("vedtatt"))
    saksnummer = models.CharField(_("saksnummer"), max_length=40, blank=True)
    skrevet_av = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    skrevet = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("vedtatt versjon")
        verbose_name_plural = _("vedtatte versjoner")
        ordering = ["nummer"]
        constraints = [models.UniqueConstraint(fields=["plan", "nummer"], name="planversjon_nummer_unikt")]
        triggers = [pgtrigger.Protect(name="planversjon_uforanderlig", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return f"{self.plan} {self.nummer}"
