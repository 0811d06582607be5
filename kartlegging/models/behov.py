"""What a unit says that it needs more of. The plans pick it up from here."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kartlegging.models.krav import Kompetansekrav
from kompetanse.felles.historikk import spor
from kompetanse.felles.models import KommuneModel
from kompetanse.organisasjon.models import Enhet


@spor()
class Behovsmelding(KommuneModel):
    """A row of the mapping table that the leader has made into a need: so many more who can, by when, and why."""

    krav = models.ForeignKey(Kompetansekrav, on_delete=models.PROTECT, related_name="behov")
    enhet = models.ForeignKey(Enhet, on_delete=models.PROTECT, related_name="behovsmeldinger")
    antall = models.PositiveSmallIntegerField(_("hvor mange til"), validators=[MinValueValidator(1)])
    innen = models.DateField(_("innen"), null=True, blank=True)
    begrunnelse = models.TextField(_("hvorfor"), blank=True)
    meldt_av = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    meldt = models.DateTimeField(_("meldt"), default=timezone.now)
    trukket = models.DateTimeField(_("trukket"), null=True, blank=True)

    class Meta:
        verbose_name = _("meldt behov")
        verbose_name_plural = _("meldte behov")
        ordering = ["-meldt"]
        constraints = [
            models.UniqueConstraint(
                fields=["krav", "enhet"],
                condition=Q(trukket__isnull=True),
                name="behovsmelding_en_om_gangen",
                violation_error_message=_("Behovet er allerede meldt."),
            )
        ]

    def __str__(self):
        return f"{self.krav.kompetanse}, {self.enhet}"
