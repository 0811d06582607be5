"""The tables of an import. Each app makes its own of these, with the name of what it imports."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kompetanse.felles.models import Jobb, KommuneModel


class OppsettModell(KommuneModel):
    """The remembered mapping from the file's headings to fields, one per set of headings.

    `overskrifter` is sorted, so that the order of the columns does not matter; `kolonner` is heading → field code.
    Give it a unique constraint on kommune and headings.
    """

    overskrifter = models.JSONField()
    kolonner = models.JSONField()
    brukt = models.DateTimeField(default=timezone.now)

    class Meta:
        abstract = True

    def __str__(self):
        return ", ".join(self.overskrifter)


class InnlesingQuerySet(models.QuerySet):
    def visible_to(self, bruker):
        """Those who import see every import of their kommune, others none."""
        if not bruker.has_perm(self.model.RETTIGHET):
            return self.none()
        return self.filter(kommune_id=bruker.kommune_id)

    def for_list(self):
        return self.select_related("bruker__person")

    def klare_for_rydding(self, naa):
        """Imports whose file and lines have been kept for as long as they are needed."""
        grense = naa - self.model.OPPBEVARING
        return self.exclude(lagringssti="").filter(Q(lagret__lt=grense) | Q(lagret__isnull=True, opprettet__lt=grense))


class InnlesingModell(KommuneModel):
    """One file from upload through preview to stored.

    `lagringssti` is the file as it came until it has been read; from then on a copy without the columns in `utelatt`
    (salary, national identity number). `lesing` tells how it was read. `plan` counts what confirming would do,
    `fingeravtrykk` identifies it exactly.
    """

    OPPBEVARING = dt.timedelta(days=30)
    RETTIGHET: str

    class Status(models.TextChoices):
        LASTET_OPP = "lastet_opp", _("Lastet opp")
        ULESELIG = "uleselig", _("Kan ikke leses")
        KONTROLLERT = "kontrollert", _("Venter på bekreftelse")
        LAGRET = "lagret", _("Lagret")
        FORKASTET = "forkastet", _("Forkastet")

    filnavn = models.CharField(_("filnavn"), max_length=200)
    lagringssti = models.CharField(max_length=200, blank=True)
    sha256 = models.CharField(max_length=64)
    er_lest = models.BooleanField(default=False)
    status = models.CharField(_("status"), max_length=15, choices=Status.choices, default=Status.LASTET_OPP)
    melding = models.TextField(_("melding"), blank=True)
    overskrifter = models.JSONField(default=list)
    utelatt = models.JSONField(default=list)
    lesing = models.JSONField(default=dict)
    antall_rader = models.PositiveIntegerField(_("rader"), default=0)
    kolonner = models.JSONField(default=dict)
    plan = models.JSONField(default=dict)
    fingeravtrykk = models.CharField(max_length=64, blank=True)
    jobb = models.ForeignKey("felles.Jobb", on_delete=models.SET_NULL, null=True, related_name="+")
    bruker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    opprettet = models.DateTimeField(_("opprettet"), default=timezone.now)
    lagret = models.DateTimeField(_("lagret"), null=True, blank=True)

    objects = InnlesingQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["-opprettet", "-pk"]

    def __str__(self):
        return self.filnavn

    @property
    def er_aapen(self):
        """It can still be checked, confirmed or discarded."""
        return self.status in (self.Status.LASTET_OPP, self.Status.KONTROLLERT)

    @property
    def teller(self):
        """The counts say what was stored, or what would be."""
        return self.status in (self.Status.KONTROLLERT, self.Status.LAGRET)

    @property
    def arbeides_med(self):
        """A job waits or runs for it."""
        return self.jobb is not None and self.jobb.status in (Jobb.Status.VENTER, Jobb.Status.KJORER)

    @property
    def slettes(self):
        """The day when the file and its lines are deleted."""
        return timezone.localdate(self.lagret or self.opprettet) + self.OPPBEVARING


class InnlesingslinjeModell(KommuneModel):
    """What one line of the file would do, or did; `linje` is empty for what no row speaks of.

    Deleted together with the file. Give it `importen`, a foreign key with `related_name="linjer"`.
    """

    slag = models.CharField(max_length=10)
    linje = models.PositiveIntegerField(null=True)
    nokkel = models.CharField(max_length=40, blank=True)
    navn = models.CharField(max_length=200, blank=True)
    tekst = models.TextField(blank=True)

    class Meta:
        abstract = True
        ordering = [F("linje").asc(nulls_last=True), "pk"]

    def __str__(self):
        return f"{self.linje} {self.slag} {self.navn}"
