"""What employees miss in the catalogue."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kartlegging.models.katalog import Kompetanse
from kompetanse.felles.historikk import spor
from kompetanse.felles.models import KommuneModel, UtfortIRolle


class KompetanseforslagQuerySet(models.QuerySet):
    def visible_to(self, bruker):
        """One's own, and all for those who keep the catalogue."""
        alle = self.filter(kommune_id=bruker.kommune_id)
        return alle if bruker.has_perm("kartlegging.change_katalog") else alle.filter(foreslatt_av=bruker)

    def venter(self):
        """Those that HR has not answered."""
        return self.filter(status=Kompetanseforslag.Status.VENTER)


@spor()
class Kompetanseforslag(UtfortIRolle, KommuneModel):
    """A competence that someone misses, and what came of it. The role fields tell in which role it was answered."""

    formaal = _("Gi ansatte svar på hva de savner i kompetansekatalogen.")
    dataklasse = "egen frist"

    class Status(models.TextChoices):
        VENTER = "venter", _("Venter på svar")
        TATT_INN = "tatt_inn", _("Tatt inn")
        FINNES = "finnes", _("Finnes fra før")
        AVSLAATT = "avslaatt", _("Ikke tatt inn")

    navn = models.CharField(_("kompetanse"), max_length=150)
    hvorfor = models.TextField(_("hvorfor"))
    foreslatt_av = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opprettet = models.DateTimeField(_("foreslått"), default=timezone.now)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.VENTER)
    kompetanse = models.ForeignKey(Kompetanse, on_delete=models.PROTECT, null=True, related_name="forslag")
    svar = models.TextField(_("svar"), blank=True)
    besvart_av = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    besvart = models.DateTimeField(_("besvart"), null=True)

    objects = KompetanseforslagQuerySet.as_manager()

    class Meta:
        verbose_name = _("forslag til kompetanse")
        verbose_name_plural = _("forslag til kompetanser")
        ordering = ["opprettet"]
        constraints = [
            models.UniqueConstraint(
                "foreslatt_av",
                Lower("navn"),
                condition=Q(status="venter"),
                name="kompetanseforslag_en_gang",
                violation_error_message=_("Du har alt foreslått dette. HR har ikke svart ennå."),
            )
        ]

    def __str__(self):
        return self.navn

    def get_absolute_url(self):
        return reverse("kartlegging:forslag-detail", args=[self.pk])
