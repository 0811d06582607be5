"""Priority areas that measures and money are anchored in."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kompetanse.felles.historikk import spor
from kompetanse.felles.models import KommuneModel


class SatsingsomraadeQuerySet(models.QuerySet):
    def visible_to(self, bruker):
        return self.filter(kommune_id=bruker.kommune_id)

    def i_bruk(self, aar):
        """Areas that are priorities in a year."""
        return self.filter(Q(til_aar__isnull=True) | Q(til_aar__gte=aar), fra_aar__lte=aar)


@spor()
class Satsingsomraade(KommuneModel):
    """A priority area across the municipality, such as digital kompetanse."""

    navn = models.CharField(_("navn"), max_length=150)
    beskrivelse = models.TextField(_("beskrivelse"), blank=True)
    forankring = models.CharField(
        _("forankring"), max_length=300, blank=True, help_text=_("Planen eller vedtaket som satsingen bygger på.")
    )
    fra_aar = models.PositiveSmallIntegerField(_("fra år"))
    til_aar = models.PositiveSmallIntegerField(_("til år"), null=True, blank=True)
    rekkefolge = models.PositiveSmallIntegerField(_("rekkefølge"), default=100)

    objects = SatsingsomraadeQuerySet.as_manager()

    class Meta:
        verbose_name = _("satsingsområde")
        verbose_name_plural = _("satsingsområder")
        ordering = ["rekkefolge", "navn"]
        constraints = [
            models.UniqueConstraint(
                fields=["kommune", "navn"],
                name="satsingsomraade_navn_unikt",
                violation_error_message=_("Dere har allerede et satsingsområde med dette navnet."),
            ),
            models.CheckConstraint(
                condition=Q(til_aar__isnull=True) | Q(til_aar__gte=F("fra_aar")),
                name="satsingsomraade_periode_gyldig",
                violation_error_message=_("Sluttåret kan ikke komme før startåret."),
            ),
        ]

    def __str__(self):
        return self.navn

    def er_i_bruk(self, aar):
        """The area is a priority in a year; the same rule as `i_bruk` of the queryset."""
        return self.fra_aar <= aar and (self.til_aar is None or self.til_aar >= aar)
