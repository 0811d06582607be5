"""The report after the measure, and what it said before it was corrected."""

from decimal import Decimal

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kompetanse.felles.historikk import spor
from kompetanse.felles.models import KommuneModel
from soknader.models.ramme import BelopField


class Rapportinnhold(KommuneModel):
    """What a report says."""

    dataklasse = "bevares"
    INNHOLD = ("faktisk_kostnad", "antall_deltakere", "gjennomfort", "resultat", "tilbakefort")

    faktisk_kostnad = BelopField(_("faktisk kostnad"))
    antall_deltakere = models.PositiveIntegerField(_("antall deltakere"))
    gjennomfort = models.TextField(_("hva ble gjort"))
    resultat = models.TextField(_("hva ga det"), blank=True)
    tilbakefort = BelopField(_("tilbakeført"), default=Decimal(0))

    class Meta:
        abstract = True

    def innhold(self):
        return {navn: getattr(self, navn) for navn in self.INNHOLD}


@spor()
class Sluttrapport(Rapportinnhold):
    """What was done with the money. What is not used goes back to the frame (see `sak/rapport.py`).

    A correction changes the row, and keeps what stood before as a `TidligereRapport` (see `sak/retting.py`).
    """

    soknad = models.OneToOneField("soknader.Soknad", on_delete=models.PROTECT, related_name="sluttrapport")
    levert_av = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    levert = models.DateTimeField(_("levert"), default=timezone.now)
    rettelser = models.PositiveSmallIntegerField(_("antall rettelser"), default=0)

    class Meta:
        verbose_name = _("rapport etter tiltaket")
        verbose_name_plural = _("rapporter etter tiltaket")
        constraints = [
            models.CheckConstraint(
                condition=Q(faktisk_kostnad__gte=0, tilbakefort__gte=0), name="sluttrapport_ikke_negativ"
            )
        ]
        triggers = [
            pgtrigger.Protect(name="sluttrapport_slettes_ikke", operation=pgtrigger.Delete),
            # A correction counts itself; nothing else changes a report.
            pgtrigger.Protect(
                name="sluttrapport_rettes",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("NEW.rettelser IS DISTINCT FROM OLD.rettelser + 1"),
            ),
        ]

    def __str__(self):
        return f"{self.soknad}"


class TidligereRapport(Rapportinnhold):
    """What the report said before one correction, who corrected it, when and why. Append-only."""

    bare_nye = True

    rapport = models.ForeignKey(Sluttrapport, on_delete=models.PROTECT, related_name="tidligere")
    rettet_av = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    rettet = models.DateTimeField(_("rettet"), default=timezone.now)
    grunn = models.TextField(_("grunn"))

    class Meta:
        verbose_name = _("tidligere rapport")
        verbose_name_plural = _("tidligere rapporter")
        ordering = ["-rettet", "-pk"]
        triggers = [
            pgtrigger.Protect(name="tidligere_rapport_uforanderlig", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self):
        return f"{self.rapport} {self.rettet:%Y-%m-%d}"
