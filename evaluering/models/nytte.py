"""What a measure cost in full, and what it gave, in money: each line with what it assumes (level 4)."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from evaluering.models.evaluering import Evaluering
from kompetanse.felles.historikk import spor
from kompetanse.felles.models import KommuneModel


def _belop(navn):
    return models.DecimalField(navn, max_digits=14, decimal_places=2, validators=[MinValueValidator(0)])


@spor()
class Nyttelinje(KommuneModel):
    """One cost or one benefit: low, likely and high, and the assumption behind it."""

    class Slag(models.TextChoices):
        KOSTNAD = "kostnad", _("Kostnad")
        NYTTE = "nytte", _("Nytte")

    class Post(models.TextChoices):
        KURS = "kurs", _("Kurs og undervisning")
        REISE = "reise", _("Reise og opphold")
        VIKAR = "vikar", _("Vikarer")
        ARBEIDSTID = "arbeidstid", _("Arbeidstid for deltakerne")
        ANNET = "annet", _("Annet")

    evaluering = models.ForeignKey(Evaluering, on_delete=models.CASCADE, related_name="nyttelinjer")
    slag = models.CharField(_("slag"), max_length=7, choices=Slag.choices)
    post = models.CharField(_("post"), max_length=10, choices=Post.choices, default=Post.ANNET)
    navn = models.CharField(_("hva"), max_length=200)
    lav = _belop(_("lavt anslag"))
    sannsynlig = _belop(_("mest sannsynlig"))
    hoy = _belop(_("høyt anslag"))
    forutsetning = models.TextField(_("forutsetning"))
    rekkefolge = models.PositiveSmallIntegerField(_("rekkefølge"), default=100)

    class Meta:
        verbose_name = _("linje i nytte og kostnad")
        verbose_name_plural = _("linjer i nytte og kostnad")
        ordering = ["slag", "rekkefolge", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(lav__gte=0, lav__lte=F("sannsynlig"), sannsynlig__lte=F("hoy")),
                name="nyttelinje_lav_til_hoy",
                violation_error_message=_("Det lave anslaget må være minst, og det høye størst."),
            ),
            models.CheckConstraint(
                condition=Q(slag="kostnad") | ~Q(forutsetning=""),
                name="nyttelinje_nytte_har_forutsetning",
                violation_error_message=_("Skriv hva anslaget bygger på."),
            ),
        ]

    def __str__(self):
        return self.navn
