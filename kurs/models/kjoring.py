"""When and where: the runs of a course, and the dates of each."""

import datetime as dt
from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kompetanse.felles.historikk import spor
from kompetanse.felles.models import KommuneModel
from kompetanse.organisasjon import tilgang
from kurs.models.kurs import Kurs


class KjoringQuerySet(models.QuerySet):
    def visible_to(self, bruker):
        """Everyone sees what has been announced; a draft is seen by those who answer for the course."""
        egen = tilgang.linjen(bruker, "kurs__enhet__path") | Q(kurs__ansvarlig=bruker.person_id)
        return self.filter(~Q(status=Kjoring.Status.UTKAST) | egen, kommune_id=bruker.kommune_id)


@spor()
class Kjoring(KommuneModel):
    """One run of a course: one signs up for it, and attends all its dates."""

    class Status(models.TextChoices):
        UTKAST = "utkast", _("Utkast")
        AAPEN = "aapen", _("Åpen for påmelding")
        STENGT = "stengt", _("Påmeldingen er stengt")
        AVLYST = "avlyst", _("Avlyst")
        GJENNOMFORT = "gjennomfort", _("Gjennomført")

        @classmethod
        def kommende(cls):
            """Announced, and neither held nor cancelled."""
            return (cls.AAPEN, cls.STENGT)

        @classmethod
        def holdes(cls):
            """Announced and not cancelled: to be held, or held."""
            return (*cls.kommende(), cls.GJENNOMFORT)

    kurs = models.ForeignKey(Kurs, on_delete=models.PROTECT, related_name="kjoringer", verbose_name=_("kurs"))
    sted = models.CharField(_("sted"), max_length=200, blank=True)
    lenke = models.URLField(_("lenke til møterommet på nett"), max_length=500, blank=True)
    # Empty: as many as want to.
    plasser = models.PositiveIntegerField(_("plasser"), null=True, blank=True, validators=[MinValueValidator(1)])
    # Of the whole run, as far as it is known (never 0 for unknown); and what the unit pays for each who takes part.
    kostnad = models.DecimalField(
        _("kostnad i alt"), max_digits=12, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    pris = models.DecimalField(
        _("pris for hver deltaker"),
        max_digits=10,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    # The last days on which one can sign up, and give up a place.
    paameldingsfrist = models.DateField(_("siste dag for påmelding"), null=True, blank=True)
    avmeldingsfrist = models.DateField(_("siste dag for avmelding"), null=True, blank=True)
    status = models.CharField(_("status"), max_length=12, choices=Status.choices, default=Status.UTKAST, editable=False)
    avlyst_grunn = models.TextField(_("hvorfor den ble avlyst"), blank=True, editable=False)
    # The run that this one was made from.
    forgjenger = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    opprettet = models.DateTimeField(default=timezone.now, editable=False)

    objects = KjoringQuerySet.as_manager()

    class Meta:
        verbose_name = _("kjøring av kurs")
        verbose_name_plural = _("kjøringer av kurs")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(plasser__isnull=True) | Q(plasser__gte=1),
                name="kjoring_har_plasser",
                violation_error_message=_("Skriv minst én plass, eller la feltet stå tomt når det er plass til alle."),
            )
        ]
        indexes = [models.Index(fields=["kommune", "status"], name="kjoring_status")]

    def __str__(self):
        return str(self.kurs)

    def get_absolute_url(self):
        return reverse("kurs:kjoring-detail", args=[self.pk])

    @property
    def begynner(self) -> dt.datetime | None:
        """When the first date begins; None while it has none. Prefetch `samlinger`."""
        return min((samling.start for samling in self.samlinger.all()), default=None)

    @property
    def slutter(self) -> dt.datetime | None:
        return max((samling.slutt for samling in self.samlinger.all()), default=None)

    def kan_fullfores(self, naa: dt.datetime) -> bool:
        """Its last date has ended. One without dates has not been held."""
        return self.slutter is not None and self.slutter <= naa

    def er_over(self, naa: dt.datetime) -> bool:
        """The same, and no more dates are to come; of a group that meets again and again no date is the last."""
        return not self.kurs.er_gruppe and self.kan_fullfores(naa)

    def er_for_sent(self, naa: dt.datetime) -> bool:
        """It has begun, and nobody comes or goes any more. In a group that meets again and again people do so all along."""
        return not self.kurs.er_gruppe and self.begynner is not None and self.begynner <= naa

    def tar_imot(self, naa: dt.datetime) -> bool:
        """One can sign up by oneself: it is announced, it is not too late, and the deadline has not passed."""
        frist_ute = self.paameldingsfrist is not None and timezone.localdate(naa) > self.paameldingsfrist
        return self.status == self.Status.AAPEN and not self.er_for_sent(naa) and not frist_ute


class SamlingQuerySet(models.QuerySet):
    def visible_to(self, bruker):
        """Those of the runs that the user sees."""
        return self.filter(kjoring__in=Kjoring.objects.visible_to(bruker).order_by().values("pk"))

    def kommende(self, naa):
        """Those that have not ended, of runs that are to be held."""
        return self.filter(slutt__gt=naa, kjoring__status__in=Kjoring.Status.kommende())

    def for_list(self):
        """All that a row shows, in a constant number of statements."""
        return self.select_related("kjoring__kurs__enhet").prefetch_related("kjoring__samlinger")


@spor()
class Samling(KommuneModel):
    """One date of a run. `halvdager` is what attending it counts in kompetansedager (two are a day)."""

    kjoring = models.ForeignKey(Kjoring, on_delete=models.CASCADE, related_name="samlinger")
    start = models.DateTimeField(_("begynner"))
    slutt = models.DateTimeField(_("slutter"))
    halvdager = models.DecimalField(
        _("halve dager"),
        max_digits=4,
        decimal_places=1,
        default=Decimal("1.0"),
        validators=[MinValueValidator(0), MaxValueValidator(20)],
    )
    tema = models.CharField(_("tema"), max_length=200, blank=True)
    # By which the phones at the door come in; empty as long as nobody has opened them.
    kode = models.CharField(max_length=12, blank=True, editable=False)
    kode_til = models.DateTimeField(null=True, editable=False)

    objects = SamlingQuerySet.as_manager()

    class Meta:
        verbose_name = _("samling")
        verbose_name_plural = _("samlinger")
        ordering = ["start", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(slutt__gt=F("start")),
                name="samling_slutter_etter_start",
                violation_error_message=_("Samlingen må slutte etter at den begynner."),
            ),
            # Among all kommuner: whoever has it has said which.
            models.UniqueConstraint(fields=["kode"], condition=~Q(kode=""), name="samling_kode_unik"),
        ]
        indexes = [models.Index(fields=["kommune", "start"], name="samling_start")]

    def __str__(self):
        return f"{timezone.localtime(self.start):%d.%m.%Y %H:%M}"
