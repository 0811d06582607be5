"""The tables of the HR import: how columns are read, each try at importing a file, and what its lines would do."""

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kompetanse.felles.innlesing.models import InnlesingModell, InnlesingslinjeModell, OppsettModell


class Importoppsett(OppsettModell):
    class Meta:
        verbose_name = _("importoppsett")
        verbose_name_plural = _("importoppsett")
        constraints = [models.UniqueConstraint(fields=["kommune", "overskrifter"], name="importoppsett_unikt")]


class Import(InnlesingModell):
    """One HR file."""

    RETTIGHET = "organisasjon.import_ansatte"

    full_fil = models.BooleanField(
        _("filen inneholder alle ansatte"),
        default=True,
        help_text=_("Ansatte som mangler i filen, får sluttdato. De blir ikke slettet."),
    )
    dato = models.DateField(_("filen viser ansatte per"), default=timezone.localdate)

    class Meta(InnlesingModell.Meta):
        verbose_name = _("import")
        verbose_name_plural = _("importer")

    def get_absolute_url(self):
        return reverse("organisasjon:import-detail", args=[self.pk])


class Importlinje(InnlesingslinjeModell):
    """A line about an employee, or about a unit. `nokkel` is the employee number, or the unit's code."""

    class Slag(models.TextChoices):
        FEIL = "feil", _("Feil")
        AVSLUTTET = "avsluttet", _("Avsluttede")
        NY = "ny", _("Nye")
        ENDRET = "endret", _("Endrede")
        ENHET = "enhet", _("Enheter")
        UENDRET = "uendret", _("Uendrede")

    importen = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="linjer")

    class Meta(InnlesingslinjeModell.Meta):
        verbose_name = _("importlinje")
        verbose_name_plural = _("importlinjer")
        indexes = [models.Index(fields=["importen", "slag", "linje", "id"], name="importlinje_liste")]
