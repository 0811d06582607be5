"""The tables of the import of certificates and courses."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kompetanse.felles.innlesing.models import InnlesingModell, InnlesingslinjeModell, OppsettModell


class Bevisimportoppsett(OppsettModell):
    class Meta:
        verbose_name = _("importoppsett for bevis")
        verbose_name_plural = _("importoppsett for bevis")
        constraints = [models.UniqueConstraint(fields=["kommune", "overskrifter"], name="bevisimportoppsett_unikt")]


class Bevisimport(InnlesingModell):
    """One file of certificates and courses."""

    RETTIGHET = "kartlegging.import_bevis"

    class Meta(InnlesingModell.Meta):
        verbose_name = _("import av bevis")
        verbose_name_plural = _("importer av bevis")

    def get_absolute_url(self):
        return reverse("kartlegging:bevisimport-detail", args=[self.pk])


class Bevisimportlinje(InnlesingslinjeModell):
    """A line about one certificate of one person."""

    importen = models.ForeignKey(Bevisimport, on_delete=models.CASCADE, related_name="linjer")

    class Meta(InnlesingslinjeModell.Meta):
        verbose_name = _("linje i import av bevis")
        verbose_name_plural = _("linjer i import av bevis")
        indexes = [models.Index(fields=["importen", "slag", "linje", "id"], name="bevisimportlinje_liste")]
