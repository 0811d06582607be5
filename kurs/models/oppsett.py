"""What a kommune decides about its courses."""

from decimal import Decimal

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kartlegging.models import Stillingskategori
from kompetanse.felles.models import KommuneModel
from kurs.models.kurs import Kurs


def standard_storrelser():
    """Under 50 %, 50–99 % and 100 %."""
    return [50, 100]


class Kursoppsett(KommuneModel):
    """One row per kommune; the first to ask for it makes it with these defaults (`for_kommunen`)."""

    # A kompetansedag is so many hours, and half of them for half a day (handbook 10).
    timer_per_dag = models.DecimalField(
        _("timer i en kompetansedag"),
        max_digits=4,
        decimal_places=2,
        default=Decimal("7.50"),
        validators=[MinValueValidator(Decimal("1")), MaxValueValidator(24)],
    )
    # What is left out when kompetansedager are counted: forms of courses (`Kurs.Form`), and courses taken elsewhere.
    teller_ikke = ArrayField(
        models.CharField(max_length=20, choices=Kurs.Form.choices),
        verbose_name=_("former som ikke teller som kompetansedager"),
        default=list,
        blank=True,
    )
    eksterne_teller = models.BooleanField(_("kurs tatt andre steder teller som kompetansedager"), default=True)
    # Shares of those who took part are told by the size of the position: under the first, from each to the next.
    storrelser = ArrayField(
        models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(100)]),
        verbose_name=_("grenser mellom stillingsstørrelser, i prosent"),
        default=standard_storrelser,
    )
    krever_godkjenning = models.BooleanField(
        _("nærmeste leder godkjenner påmelding"),
        default=False,
        help_text=_("Slik begynner et nytt kurs. Den som lager kurset, kan endre det."),
    )
    # A single participant from a unit is pointed out so many days before the sign-up closes.
    alene_dager = models.PositiveSmallIntegerField(
        _("si fra om en enhet har én deltaker, så mange dager før fristen"),
        default=7,
        validators=[MaxValueValidator(60)],
    )
    del_innen_dager = models.PositiveSmallIntegerField(
        _("del med kollegene innen så mange dager etter et eksternt kurs"),
        default=21,
        validators=[MaxValueValidator(365)],
    )

    class Meta:
        verbose_name = _("oppsett for kurs")
        verbose_name_plural = _("oppsett for kurs")
        constraints = [
            models.UniqueConstraint(fields=["kommune"], name="kursoppsett_ett"),
            models.CheckConstraint(condition=Q(timer_per_dag__gt=0), name="kursoppsett_dag_har_timer"),
        ]

    def __str__(self):
        return _("Oppsett for kurs")

    @classmethod
    def for_kommunen(cls):
        """The settings of the kommune within whose wall this runs."""
        return cls.objects.get_or_create()[0]


class DagmaalQuerySet(models.QuerySet):
    def for_aaret(self, aar):
        """Of each category, and of all, the one that was set last: it holds until there is a newer."""
        return self.filter(aar__lte=aar).order_by("kategori_id", "-aar").distinct("kategori_id")


class Dagmaal(KommuneModel):
    """How many kompetansedager an employee is to have in a year, from this year on: everyone, or those of a category."""

    aar = models.PositiveSmallIntegerField(
        _("fra og med år"), validators=[MinValueValidator(2000), MaxValueValidator(2100)]
    )
    kategori = models.ForeignKey(
        Stillingskategori,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("stillingskategori"),
    )
    # 0 takes the target away.
    dager = models.DecimalField(
        _("dager i året"),
        max_digits=4,
        decimal_places=1,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )

    objects = DagmaalQuerySet.as_manager()

    class Meta:
        verbose_name = _("mål for kompetansedager")
        verbose_name_plural = _("mål for kompetansedager")
        ordering = ["-aar", "kategori__navn"]
        constraints = [
            models.UniqueConstraint(
                fields=["kommune", "aar", "kategori"],
                nulls_distinct=False,
                name="dagmaal_ett",
                violation_error_message=_("Det står allerede et mål for dette året."),
            ),
            models.CheckConstraint(
                condition=Q(dager__gte=0, dager__lte=100),
                name="dagmaal_gyldig",
                violation_error_message=_("Skriv et tall fra 0 til 100."),
            ),
        ]

    def __str__(self):
        return f"{self.kategori or ''} {self.aar}".strip()
