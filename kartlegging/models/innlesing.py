"""The tables of the import of the catalogue."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kompetanse.felles.innlesing.models import InnlesingModell, InnlesingslinjeModell, OppsettModell


class Katalogoppsett(OppsettModell):
    class Meta:
        verbose_name = _("importoppsett for katalogen")
        verbose_name_plural = _("importoppsett for katalogen")
        constraints = [models.UniqueConstraint(fields=["kommune", "overskrifter"], name="katalogoppsett_unikt")]


class Katalogimport(InnlesingModell):
    """One file of competences."""

    RETTIGHET = "kartlegging.change_katalog"

    class Meta(InnlesingModell.Meta):
        verbose_name = _("import av katalogen")
        verbose_name_plural = _("importer av katalogen")

    def get_absolute_url(self):
        return reverse("kartlegging:katalogimport-detail", args=[self.pk])


class Katalogimportlinje(InnlesingslinjeModell):
    """A line about a competence. `nokkel` is its number."""

    importen = models.ForeignKey(Katalogimport, on_delete=models.CASCADE, related_name="linjer")

    class Meta(InnlesingslinjeModell.Meta):
        verbose_name = _("importlinje for katalogen")
        verbose_name_plural = _("importlinjer for katalogen")
        indexes = [models.Index(fields=["importen", "slag", "linje", "id"], name="katalogimportlinje_liste")]
