"""Grants from outside the kommune that competence measures can be financed by."""

import calendar
import datetime as dt

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kompetanse.felles.historikk import spor
from kompetanse.felles.models import KommuneModel
from planer.models.handlingsplan import Visning


class TilskuddQuerySet(models.QuerySet):
    def visible_to(self, bruker):
        """Those of one's own kommune."""
        return self.filter(kommune_id=bruker.kommune_id)

    def i_bruk(self):
        return self.filter(i_bruk=True)


@spor()
class Tilskudd(KommuneModel):
    """One grant as the kommune knows it. A day that nobody has put in stays empty; `…_eksempel` says what it has been
    elsewhere, or before."""

    navn = models.CharField(_("navn"), max_length=200)
    forvalter = models.CharField(_("forvalter"), max_length=200, blank=True)
    hvem = models.TextField(_("hvem som kan søke"), blank=True)
    dekker = models.TextField(_("hva det kan gå til"), blank=True)
    spor_om = models.TextField(_("hva det spørres om i søknaden"), blank=True)
    vilkaar = models.TextField(_("vilkår og regler"), blank=True)
    frist = models.DateField(_("søknadsfrist"), null=True, blank=True)
    frist_eksempel = models.TextField(_("eksempler på søknadsfrist"), blank=True)
    rapportfrist = models.DateField(_("frist for rapport"), null=True, blank=True)
    rapportfrist_eksempel = models.TextField(_("eksempler på frist for rapport"), blank=True)
    hvert_aar = models.BooleanField(_("fristene er på samme dag hvert år"), default=True)
    varsles_dager = models.PositiveSmallIntegerField(_("minn på fristene så mange dager før"), default=42)
    lenke = models.URLField(_("lenke"), max_length=500, blank=True)
    kilder = models.TextField(_("kilder"), blank=True)
    merknad = models.TextField(_("merknad"), blank=True)
    # How its giver wants the table of measures; without it, the kommune's own first view.
    visning = models.ForeignKey(
        Visning, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("visning")
    )
    i_bruk = models.BooleanField(_("i bruk"), default=True)
    # The last deadline of each kind that somebody has said is taken care of.
    frist_ferdig = models.DateField(null=True, blank=True, editable=False)
    rapportfrist_ferdig = models.DateField(null=True, blank=True, editable=False)

    objects = TilskuddQuerySet.as_manager()

    class Meta:
        verbose_name = _("tilskudd")
        verbose_name_plural = _("tilskudd")
        ordering = ["navn"]
        constraints = [
            models.UniqueConstraint(
                fields=["kommune", "navn"],
                name="tilskudd_navn_unikt",
                violation_error_message=_("Dere har allerede et tilskudd med dette navnet."),
            )
        ]

    def __str__(self):
        return self.navn

    def get_absolute_url(self):
        return reverse("planer:tilskudd-detail", args=[self.pk])

    def neste(self, felt: str, dag: dt.date) -> dt.date | None:
        """The next deadline (`frist` or `rapportfrist`) on or after a day that nobody has taken care of; None without."""
        forste, ferdig = getattr(self, felt), getattr(self, f"{felt}_ferdig")
        if forste is None:
            return None
        dager = [forste]
        if self.hvert_aar:
            dager = [_i_aaret(forste, aar) for aar in range(max(forste.year, dag.year), max(forste.year, dag.year) + 3)]
        return next((ett for ett in dager if ett >= dag and (ferdig is None or ett > ferdig)), None)


def _i_aaret(dag, aar):
    """The same day of a year; 29 February is the last of the month in most: a day early is never too late."""
    siste = calendar.monthrange(aar, dag.month)[1]
    return dag.replace(year=aar, day=min(dag.day, siste))
