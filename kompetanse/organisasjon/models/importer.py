"""The HR file: how its columns are read, and each try at importing one."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kompetanse.felles.models import KommuneModel


class Importoppsett(KommuneModel):
    """The remembered mapping from the file's headings to our fields, one per set of headings."""

    overskrifter = models.JSONField()
    kolonner = models.JSONField()
    brukt = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("importoppsett")
        verbose_name_plural = _("importoppsett")
        constraints = [models.UniqueConstraint(fields=["kommune", "overskrifter"], name="importoppsett_unikt")]

    def __str__(self):
        return ", ".join(self.overskrifter)


class Import(KommuneModel):
    """One uploaded HR file from upload through preview to stored. `plan` is what confirming it would do."""

    class Status(models.TextChoices):
        LASTET_OPP = "lastet_opp", _("Lastet opp")
        KONTROLLERT = "kontrollert", _("Kontrollert")
        LAGRET = "lagret", _("Lagret")
        FORKASTET = "forkastet", _("Forkastet")

    filnavn = models.CharField(_("filnavn"), max_length=200)
    lagringssti = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    status = models.CharField(_("status"), max_length=15, choices=Status.choices, default=Status.LASTET_OPP)
    full_fil = models.BooleanField(
        _("filen inneholder alle ansatte"),
        default=True,
        help_text=_("Ansatte som mangler i filen, får sluttdato. De blir ikke slettet."),
    )
    kolonner = models.JSONField(default=dict)
    plan = models.JSONField(default=dict)
    jobb = models.ForeignKey("felles.Jobb", on_delete=models.SET_NULL, null=True, related_name="+")
    bruker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    opprettet = models.DateTimeField(_("opprettet"), default=timezone.now)
    lagret = models.DateTimeField(_("lagret"), null=True, blank=True)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("importer")
        ordering = ["-opprettet"]

    def __str__(self):
        return self.filnavn

    def get_absolute_url(self):
        return reverse("organisasjon:import-detail", args=[self.pk])
