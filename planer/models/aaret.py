"""The plan through the year: what is reported of each measure, and what a year gave."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kompetanse.felles.historikk import spor
from kompetanse.felles.models import KommuneModel, UtfortIRolle
from kompetanse.organisasjon.models import Enhet
from planer.models.listeverdi import Listeverdi, valg
from planer.models.plan import Kompetanseplan
from planer.models.tiltak import Tiltak


def tertialer():
    """The months that end a period, by default each tertial."""
    return [4, 8, 12]


class Planoppsett(KommuneModel):
    """What a kommune decides about its plans; one row, made by the first who asks (`for_kommunen`). `planaar` is the year
    that HR has opened, and `planfrist` the day by which its plans are to be made."""

    planaar = models.PositiveSmallIntegerField(_("planene lages for"), null=True, blank=True)
    planfrist = models.DateField(_("frist for å lage planen"), null=True, blank=True)
    oppfolging = ArrayField(
        models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(12)]),
        verbose_name=_("måneder som avslutter en oppfølgingsperiode"),
        default=tertialer,
    )
    til_nivaa = models.PositiveSmallIntegerField(
        _("enheter skal ha egen plan til og med nivå"),
        default=3,
        validators=[MinValueValidator(1), MaxValueValidator(7)],
        help_text=_("1 er kommunen, 2 er nivået under. Enheter lenger ned følger planen over."),
    )

    # What was written before a talk is deleted so long after it was held.
    samtale_slettes_etter_mnd = models.PositiveSmallIntegerField(
        _("forberedelser til samtaler slettes etter så mange måneder"),
        default=12,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
    )

    class Meta:
        verbose_name = _("oppsett for planene")
        verbose_name_plural = _("oppsett for planene")
        constraints = [
            models.UniqueConstraint(fields=["kommune"], name="planoppsett_ett"),
            models.CheckConstraint(
                condition=Q(planaar__isnull=True, planfrist__isnull=True)
                | Q(planaar__isnull=False, planfrist__isnull=False),
                name="planoppsett_aar_og_frist",
                violation_error_message=_("Velg både et år og en frist, eller ingen av dem."),
            ),
            models.CheckConstraint(
                condition=Q(oppfolging__len__gt=0),
                name="planoppsett_har_periode",
                violation_error_message=_("Skriv minst én måned."),
            ),
        ]

    def __str__(self):
        return str(_("Oppsett for planene"))

    @classmethod
    def for_kommunen(cls):
        """The settings of the kommune within whose wall this runs."""
        return cls.objects.get_or_create()[0]


@spor()
class Statuslinje(UtfortIRolle, KommuneModel):
    """How a measure stood at the end of a period (`periode` is its last day); one line for each."""

    class Tilstand(models.TextChoices):
        SOM_PLANLAGT = "som_planlagt", _("Som planlagt")
        FORSINKET = "forsinket", _("Forsinket")
        STOPPET = "stoppet", _("Stoppet")
        GJENNOMFORT = "gjennomfort", _("Gjennomført")

        @classmethod
        def avvik(cls):
            """Those that a reason belongs to."""
            return (cls.FORSINKET, cls.STOPPET)

    tiltak = models.ForeignKey(Tiltak, on_delete=models.CASCADE, related_name="statuslinjer")
    periode = models.DateField(_("perioden til og med"))
    tilstand = models.CharField(_("hvordan går det"), max_length=15, choices=Tilstand.choices)
    grunn = valg(Listeverdi.Liste.AVVIKSGRUNN, _("grunn"), null=True, blank=True)
    kommentar = models.TextField(_("kommentar"), blank=True)
    skrevet_av = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    skrevet = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("statuslinje")
        verbose_name_plural = _("statuslinjer")
        ordering = ["periode"]
        constraints = [
            models.UniqueConstraint(fields=["tiltak", "periode"], name="statuslinje_en_per_periode"),
            models.CheckConstraint(
                condition=Q(grunn__isnull=False) | ~Q(tilstand__in=["forsinket", "stoppet"]),
                name="statuslinje_avvik_har_grunn",
                violation_error_message=_("Velg en grunn når tiltaket er forsinket eller stoppet."),
            ),
        ]

    def __str__(self):
        return f"{self.tiltak} {self.periode}: {self.get_tilstand_display()}"


@spor()
class Planevaluering(UtfortIRolle, KommuneModel):
    """Half a page on what a plan gave one year. The plan of the next year opens with it."""

    plan = models.ForeignKey(Kompetanseplan, on_delete=models.CASCADE, related_name="evalueringer")
    aar = models.PositiveSmallIntegerField(_("år"))
    ga = models.TextField(_("hva planen ga"))
    endres = models.TextField(_("hva vi gjør annerledes"), blank=True)
    skrevet_av = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    skrevet = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("evaluering av plan")
        verbose_name_plural = _("evalueringer av planer")
        ordering = ["aar"]
        constraints = [models.UniqueConstraint(fields=["plan", "aar"], name="planevaluering_en_per_aar")]

    def __str__(self):
        return f"{self.plan} {self.aar}"


class Planpaaminnelse(KommuneModel):
    """The leaders of a unit were reminded of its plan on a day; once a day is enough."""

    enhet = models.ForeignKey(Enhet, on_delete=models.CASCADE, related_name="+")
    dag = models.DateField(default=timezone.localdate)
    sendt_av = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("påminnelse om plan")
        verbose_name_plural = _("påminnelser om planer")
        constraints = [models.UniqueConstraint(fields=["enhet", "dag"], name="planpaaminnelse_en_om_dagen")]

    def __str__(self):
        return f"{self.enhet} {self.dag}"
