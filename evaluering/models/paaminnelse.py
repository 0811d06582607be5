"""What those who evaluate have been reminded of."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from evaluering.models.evaluering import Evaluering
from kompetanse.felles.models import KommuneModel
from kompetanse.organisasjon.models import Person
from planer.models.tiltak import Evalueringsnivaa


class Evalueringspaaminnelse(KommuneModel):
    """The one who is to evaluate has been told that a level is to be measured, or what was learnt written. Once is enough;
    one who takes over is told too."""

    formaal = _("Minne den som evaluerer på det som skal gjøres, bare én gang.")
    dataklasse = "slettes"

    class Slag(models.TextChoices):
        SNART = "snart", _("Måles snart")
        MAALES = "maales", _("Skulle vært målt")
        KONKLUDERES = "konkluderes", _("Konkluderes")
        OVER_FRISTEN = "over_fristen", _("Over fristen")

    evaluering = models.ForeignKey(Evaluering, on_delete=models.CASCADE, related_name="+")
    # 0 is the evaluation as a whole.
    niva = models.PositiveSmallIntegerField(_("nivå"), choices=[(0, _("Alle")), *Evalueringsnivaa.choices])
    slag = models.CharField(max_length=12, choices=Slag.choices)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    sendt = models.DateField(default=timezone.localdate)

    class Meta:
        verbose_name = _("påminnelse om evaluering")
        verbose_name_plural = _("påminnelser om evalueringer")
        constraints = [
            models.UniqueConstraint(
                fields=["evaluering", "niva", "slag", "person"], name="evalueringspaaminnelse_en_av_hvert_slag"
            )
        ]

    def __str__(self):
        return f"{self.evaluering} {self.niva} {self.slag}"
