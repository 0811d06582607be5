"""Who adopts plans, and the minutes of what was decided about each."""

import datetime as dt
from typing import NamedTuple

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kompetanse.felles.historikk import spor
from kompetanse.felles.models import KommuneModel
from planer.models.drofting import Drofting
from planer.models.plan import Kompetanseplan, Plannivaa
from planer.models.versjon import Planversjon


@spor()
class Vedtaksorgan(KommuneModel):
    """Who adopts the plans of one level, and who enters here that it is done. HR can always enter it."""

    class Forer(models.TextChoices):
        LEDER_OVER = "leder_over", _("Lederen over enheten")
        LEDER = "leder", _("Lederen for enheten")
        HR = "hr", _("HR alene")

    NIVAAER = (Plannivaa.KOMMUNE, Plannivaa.SEKTOR, Plannivaa.ENHET)

    nivaa = models.CharField(_("nivå"), max_length=10, choices=[(n.value, n.label) for n in NIVAAER], editable=False)
    navn = models.CharField(
        _("vedtas av"), max_length=150, help_text=_("For eksempel kommunestyret, ledergruppen eller lederen over.")
    )
    forer = models.CharField(
        _("hvem som fører inn vedtaket"), max_length=12, choices=Forer.choices, help_text=_("HR kan alltid gjøre det.")
    )

    class Meta:
        verbose_name = _("vedtaksorgan")
        verbose_name_plural = _("vedtaksorganer")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["kommune", "nivaa"], name="vedtaksorgan_ett_per_nivaa")]

    def __str__(self):
        return self.navn

    @classmethod
    def for_plan(cls, plan: Kompetanseplan) -> "Vedtaksorgan":
        """The body that adopts the plan."""
        return cls.objects.get(kommune_id=plan.kommune_id, nivaa=plan.nivaa)


class Naar(NamedTuple):
    """A day, the month that it begins, or nothing."""

    dato: dt.date | None
    hele_maaneden: bool


@spor()
class Protokollinje(KommuneModel):
    """A line of a plan's vedtaks- og endringsprotokoll: what a body decided, discussed or was told.

    Written by itself when a plan is adopted or discussed (`versjon` or `drofting` then says which); old lines are typed,
    with a day, a month (`hele_maaneden`) or nothing but a case number.
    """

    class Slag(models.TextChoices):
        VEDTAK = "vedtak", _("Vedtak")
        DROFTET = "droftet", _("Drøftet")
        ORIENTERING = "orientering", _("Til orientering")
        ETTERRETNING = "etterretning", _("Til etterretning")

    plan = models.ForeignKey(Kompetanseplan, on_delete=models.CASCADE, related_name="protokoll")
    slag = models.CharField(_("hva"), max_length=15, choices=Slag.choices, default=Slag.VEDTAK)
    organ = models.CharField(_("organ"), max_length=150)
    dato = models.DateField(_("dato"), null=True, blank=True)
    hele_maaneden = models.BooleanField(default=False)
    saksnummer = models.CharField(_("saksnummer"), max_length=40, blank=True)
    tekst = models.TextField(_("hva som ble sagt eller endret"), blank=True)
    versjon = models.OneToOneField(
        Planversjon, on_delete=models.PROTECT, null=True, editable=False, related_name="linje"
    )
    drofting = models.OneToOneField(Drofting, on_delete=models.PROTECT, null=True, editable=False, related_name="linje")
    skrevet_av = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    skrevet = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("protokollinje")
        verbose_name_plural = _("vedtaks- og endringsprotokoll")
        ordering = [models.F("dato").asc(nulls_first=True), "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(dato__isnull=False) | ~Q(saksnummer=""),
                name="protokollinje_dato_eller_saksnummer",
                violation_error_message=_("Skriv en dato, en måned eller et saksnummer."),
            ),
        ]

    def __str__(self):
        return f"{self.get_slag_display()}: {self.organ}"

    @property
    def naar(self) -> Naar:
        return Naar(self.dato, self.hele_maaneden)

    @property
    def er_skrevet_inn(self) -> bool:
        """Typed by someone, and not written by what happened here."""
        return self.versjon_id is None and self.drofting_id is None
