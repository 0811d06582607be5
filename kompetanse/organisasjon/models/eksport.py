"""Files that people have asked for, and that take too long to make while they wait."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kompetanse.felles.models import Jobb, KommuneModel


class EksportQuerySet(models.QuerySet):
    def visible_to(self, bruker):
        """One's own only, whoever one is."""
        return self.filter(bruker=bruker, kommune_id=bruker.kommune_id)

    def under_arbeid(self):
        """Those whose job waits or runs."""
        return self.filter(jobb__status__in=[Jobb.Status.VENTER, Jobb.Status.KJORER])

    def klare_for_rydding(self, naa):
        """Those that have been kept long enough and still hold a file or what was asked for."""
        return self.filter(~Q(lagringssti="") | ~Q(sporring=""), opprettet__lt=naa - Eksport.OPPBEVARING)


class Eksport(KommuneModel):
    """A file made by a job from `lag` (the dotted path of a `Liste` or a `Filslag`) and what it was chosen by.

    `rettighet` and `omfang` (the roles in force when it was asked for) are asked again when the file is fetched.
    """

    OPPBEVARING = dt.timedelta(days=7)
    dataklasse = "slettes"

    bruker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    jobb = models.ForeignKey(Jobb, on_delete=models.SET_NULL, null=True, related_name="+")
    navn = models.CharField(_("navn"), max_length=150)
    lag = models.CharField(max_length=200)
    side = models.CharField(max_length=300)
    sporring = models.TextField(blank=True)
    rettighet = models.CharField(max_length=100)
    omfang = models.JSONField(default=list)
    antall = models.PositiveIntegerField(_("rader"), default=0)
    filnavn = models.CharField(_("filnavn"), max_length=200, blank=True)
    mime = models.CharField(max_length=100, blank=True)
    lagringssti = models.CharField(max_length=200, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    storrelse = models.PositiveIntegerField(_("størrelse"), default=0)
    opprettet = models.DateTimeField(_("opprettet"), default=timezone.now)

    objects = EksportQuerySet.as_manager()

    class Meta:
        verbose_name = _("nedlasting")
        verbose_name_plural = _("nedlastinger")
        ordering = ["-opprettet", "-pk"]

    def __str__(self):
        return self.filnavn or self.navn

    def get_absolute_url(self):
        return reverse("organisasjon:eksport-detail", args=[self.pk])

    @property
    def slettes(self):
        """The day when the file is deleted."""
        return timezone.localdate(self.opprettet) + self.OPPBEVARING

    @property
    def er_slettet(self):
        return bool(self.filnavn) and not self.lagringssti
