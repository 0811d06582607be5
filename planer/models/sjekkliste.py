"""The checklist that leader and unions go through together [KS]: the points of the kommune, and how far a plan is."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kompetanse.felles.historikk import spor
from kompetanse.felles.models import KommuneModel
from planer.models.plan import Kompetanseplan


@spor()
class Sjekkpunkt(KommuneModel):
    """What leader and unions talk through together."""

    tekst = models.CharField(_("punkt"), max_length=300)
    hjelp = models.CharField(_("til hjelp i samtalen"), max_length=300, blank=True)
    rekkefolge = models.PositiveSmallIntegerField(_("rekkefølge"), default=100)
    i_bruk = models.BooleanField(_("i bruk"), default=True)

    class Meta:
        verbose_name = _("punkt i sjekklisten")
        verbose_name_plural = _("punkter i sjekklisten")
        ordering = ["rekkefolge", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kommune", "tekst"],
                name="sjekkpunkt_tekst_unik",
                violation_error_message=_("Sjekklisten har allerede dette punktet."),
            )
        ]

    def __str__(self):
        return self.tekst


@spor()
class Sjekksvar(KommuneModel):
    """What the two have noted of a point for one plan, and who ticked it off when."""

    formaal = _("Vise hva leder og tillitsvalgte har snakket gjennom sammen.")
    dataklasse = "bevares"

    plan = models.ForeignKey(Kompetanseplan, on_delete=models.CASCADE, related_name="sjekksvar")
    punkt = models.ForeignKey(Sjekkpunkt, on_delete=models.PROTECT, related_name="+")
    notat = models.TextField(_("notat"), blank=True)
    gjort = models.DateTimeField(_("krysset av"), null=True)
    gjort_av = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("svar i sjekklisten")
        verbose_name_plural = _("svar i sjekklisten")
        ordering = ["punkt__rekkefolge", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "punkt"], name="sjekksvar_ett_av_hvert"),
            models.CheckConstraint(
                condition=Q(gjort__isnull=True, gjort_av__isnull=True) | Q(gjort__isnull=False, gjort_av__isnull=False),
                name="sjekksvar_gjort_av_noen",
            ),
        ]

    def __str__(self):
        return str(self.punkt)
