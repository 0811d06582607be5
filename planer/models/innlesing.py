"""The tables of the import of a plan."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kompetanse.felles.innlesing.models import (
    InnlesingModell,
    InnlesingQuerySet,
    InnlesingslinjeModell,
    OppsettModell,
)
from planer.models.plan import Kompetanseplan


class Planimportoppsett(OppsettModell):
    class Meta:
        verbose_name = _("importoppsett for planer")
        verbose_name_plural = _("importoppsett for planer")
        constraints = [models.UniqueConstraint(fields=["kommune", "overskrifter"], name="planimportoppsett_unikt")]


class PlanimportQuerySet(InnlesingQuerySet):
    def visible_to(self, bruker):
        """Those into plans that the user sees, as far as the user may import at all."""
        planer = Kompetanseplan.objects.visible_to(bruker).order_by().values("pk")
        return super().visible_to(bruker).filter(kompetanseplan__in=planer)


class Planimport(InnlesingModell):
    """One file, or one pasted text, with the plan that it goes into."""

    RETTIGHET = "planer.import_plan"

    kompetanseplan = models.ForeignKey(Kompetanseplan, on_delete=models.CASCADE, related_name="importer")

    objects = PlanimportQuerySet.as_manager()

    class Meta(InnlesingModell.Meta):
        verbose_name = _("import av plan")
        verbose_name_plural = _("importer av planer")

    def get_absolute_url(self):
        return reverse("planer:planimport-detail", args=[self.pk])


class Planimportlinje(InnlesingslinjeModell):
    """A line about one row of the file."""

    importen = models.ForeignKey(Planimport, on_delete=models.CASCADE, related_name="linjer")

    class Meta(InnlesingslinjeModell.Meta):
        verbose_name = _("linje i import av plan")
        verbose_name_plural = _("linjer i import av planer")
        indexes = [models.Index(fields=["importen", "slag", "linje", "id"], name="planimportlinje_liste")]
