"""What a unit says that it needs more of. The plans pick it up from here."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kartlegging.models.katalog import Kompetanse
from kartlegging.models.krav import Kompetansekrav
from kompetanse.felles.historikk import spor
from kompetanse.felles.models import KommuneModel
from kompetanse.organisasjon.models import Enhet


@spor()
class Behovsmelding(KommuneModel):
    """What a leader has made into a need: so many more who can, by when, and why. From a row of the mapping table it is
    about the requirement; from a search that found too few, about the competence and the least level, if it matters."""

    krav = models.ForeignKey(Kompetansekrav, on_delete=models.PROTECT, null=True, blank=True, related_name="behov")
    kompetanse = models.ForeignKey(Kompetanse, on_delete=models.PROTECT, null=True, blank=True, related_name="behov")
    nivaa = models.PositiveSmallIntegerField(_("minst nivå"), null=True, blank=True)
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
            *(
                models.UniqueConstraint(
                    fields=[hva, "enhet"],
                    condition=Q(trukket__isnull=True),
                    name=navn,
                    violation_error_message=_("Behovet er allerede meldt."),
                )
                for hva, navn in (
                    ("krav", "behovsmelding_en_om_gangen"),
                    ("kompetanse", "behovsmelding_en_om_kompetansen"),
                )
            ),
            models.CheckConstraint(
                condition=Q(krav__isnull=False, kompetanse__isnull=True, nivaa__isnull=True)
                | Q(krav__isnull=True, kompetanse__isnull=False),
                name="behovsmelding_krav_eller_kompetanse",
            ),
        ]

    def __str__(self):
        return f"{self.det_som_trengs}, {self.enhet}"

    @property
    def det_som_trengs(self) -> Kompetanse:
        """The competence that more should have."""
        return self.krav.kompetanse if self.krav_id else self.kompetanse
