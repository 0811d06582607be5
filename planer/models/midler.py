"""Central money for a measure, as the applications tell it. The app that handles these writes it down here."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kompetanse.felles.models import KommuneModel
from planer.models.tiltak import Tiltak


def _belop(navn, **felt):
    return models.DecimalField(navn, max_digits=14, decimal_places=2, **felt)


class Tiltaksmidler(KommuneModel):
    """One application that has been sent for a measure: what was asked for, granted and used. Never edited here.

    `innvilget` is None until it is decided, `brukt` until the report is there.
    """

    dataklasse = "bevares"

    class Status(models.TextChoices):
        UNDER_BEHANDLING = "under_behandling", _("Under behandling")
        INNVILGET = "innvilget", _("Innvilget")
        DELVIS = "delvis", _("Delvis innvilget")
        AVSLAATT = "avslaatt", _("Avslått")
        TRUKKET = "trukket", _("Trukket")

        @classmethod
        def gjelder(cls):
            """Those that the measure cannot be deleted from under: money that is asked for or given."""
            return (cls.UNDER_BEHANDLING, cls.INNVILGET, cls.DELVIS)

    tiltak = models.ForeignKey(Tiltak, on_delete=models.CASCADE, related_name="midler")
    # The application, as text: this app knows nothing of it.
    soknad_pk = models.BigIntegerField(unique=True)
    nummer = models.CharField(_("søknad"), max_length=20)
    tittel = models.CharField(_("kompetanseområde"), max_length=200)
    adresse = models.CharField(max_length=200)
    aar = models.PositiveSmallIntegerField(_("år"))
    status = models.CharField(_("status"), max_length=20, choices=Status.choices)
    omsokt = _belop(_("søkt om"))
    innvilget = _belop(_("innvilget"), null=True)
    brukt = _belop(_("brukt"), null=True)
    mbu_sak = models.CharField(_("MBU-sak"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("midler til tiltak")
        verbose_name_plural = _("midler til tiltak")
        ordering = ["aar", "pk"]

    def __str__(self):
        return f"{self.nummer} {self.tittel}"
