"""What plans are anchored in: styringsdokumenter."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kompetanse.felles.historikk import spor
from kompetanse.felles.models import KommuneModel, LagretFil
from kompetanse.organisasjon.models import Enhet
from planer.models.listeverdi import Listeverdi, valg


class StyringsdokumentQuerySet(models.QuerySet):
    def visible_to(self, bruker):
        """Everyone reads what their own kommune steers by."""
        return self.filter(kommune_id=bruker.kommune_id)

    def gjeldende(self, paa_dato=None):
        """Those that have not run out on a date (today)."""
        return self.filter(Q(gyldig_til__isnull=True) | Q(gyldig_til__gte=paa_dato or timezone.localdate()))

    def med_ord(self, ord_):
        """Those that have this in their title or their case number."""
        return self.filter(Q(tittel__icontains=ord_) | Q(saksnummer__icontains=ord_))


@spor()
class Styringsdokument(KommuneModel):
    """A plan, a policy, a budget or a law that goals are set in. Its goals are `Maal` without a plan."""

    tittel = models.CharField(_("tittel"), max_length=200)
    slag = valg(Listeverdi.Liste.DOKUMENTSLAG, _("slag"))
    # Empty: above the kommune, such as a law or a national strategy.
    enhet = models.ForeignKey(
        Enhet,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="styringsdokumenter",
        verbose_name=_("gjelder for"),
        help_text=_("La stå tomt for lover og nasjonale strategier."),
    )
    vedtatt = models.DateField(_("vedtatt"), null=True, blank=True)
    saksnummer = models.CharField(_("saksnummer"), max_length=40, blank=True)
    lenke = models.URLField(_("lenke"), blank=True, max_length=500)
    gyldig_til = models.DateField(_("gjelder til"), null=True, blank=True)

    objects = StyringsdokumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("styringsdokument")
        verbose_name_plural = _("styringsdokumenter")
        ordering = ["tittel"]
        constraints = [
            models.UniqueConstraint(
                fields=["kommune", "tittel"],
                name="styringsdokument_tittel_unik",
                violation_error_message=_("Dere har allerede et dokument med denne tittelen."),
            ),
            models.CheckConstraint(
                condition=Q(vedtatt__isnull=True) | Q(gyldig_til__isnull=True) | Q(gyldig_til__gte=models.F("vedtatt")),
                name="styringsdokument_periode_gyldig",
                violation_error_message=_("Dokumentet kan ikke gå ut før det er vedtatt."),
            ),
        ]

    def __str__(self):
        return self.tittel

    def get_absolute_url(self):
        return reverse("planer:styringsdokument-detail", args=[self.pk])


@spor()
class Dokumentfil(LagretFil, KommuneModel):
    """The document itself, where the kommune keeps it here too."""

    dokument = models.ForeignKey(Styringsdokument, on_delete=models.CASCADE, related_name="filer")

    class Meta:
        verbose_name = _("fil til styringsdokument")
        verbose_name_plural = _("filer til styringsdokumenter")
        ordering = ["lastet_opp", "pk"]

    def __str__(self):
        return self.filnavn
