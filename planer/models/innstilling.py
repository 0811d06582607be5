"""HR's innstilling on what the units propose for the whole organisation [Prosess], what was decided, and the meeting that
each unit concerned holds about it."""

import pgtrigger
from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kompetanse.felles.historikk import spor
from kompetanse.felles.models import KommuneModel
from kompetanse.organisasjon.models import Enhet
from planer.models.listeverdi import Listeverdi, valg
from planer.models.maal import Maal
from planer.models.moterom import Tiltaksforslag
from planer.models.satsing import Satsingsomraade
from planer.models.tiltak import Tiltak

# What is sent of an innstilling, and of each of its points.
SENDES = ("aar", "tittel", "organ", "saksnummer", "saksbehandler", "motedato", "innledning", "tilraading", "sendt")
PUNKT_SENDES = ("navn", "vurdering", "kostnad", "kilde", "satsingsomraade", "anbefaling", "rekkefolge")
PUNKT_AVGJORES = ("utfall", "slik", "grunn", "avgjort", "avgjort_av")


def _frys(navn, felt, naar, feil):
    """The columns `felt` of a row do not change when `naar` (SQL of the old row) holds, and the row is not deleted."""
    func = f"""
                    if {naar} then raise exception '{feil}' using errcode = 'check_violation'; end if;
                    if tg_op = 'DELETE' then return old; else return new; end if;
                """
    endret = {"operation": pgtrigger.Update, "condition": pgtrigger.AnyChange(*felt)}
    return [
        pgtrigger.Trigger(name=navn, when=pgtrigger.Before, func=func, **endret),
        pgtrigger.Trigger(name=f"{navn}_slett", when=pgtrigger.Before, operation=pgtrigger.Delete, func=func),
    ]


@spor()
class Innstilling(KommuneModel):
    """What HR recommends of the proposals for a year: written, sent (and frozen, with its PDF), and decided point by point.

    `innledning` and `tilraading` are cleaned HTML of the small subset in `felles.riktekst`.
    """

    dataklasse = "bevares"

    class Status(models.TextChoices):
        UTKAST = "utkast", _("Utkast")
        SENDT = "sendt", _("Sendt til behandling")
        VEDTATT = "vedtatt", _("Avgjort")

    aar = models.PositiveSmallIntegerField(_("for planåret"))
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.UTKAST)
    tittel = models.CharField(_("tittel"), max_length=200)
    organ = models.CharField(_("til"), max_length=150, blank=True)
    saksnummer = models.CharField(_("saksnummer"), max_length=40, blank=True)
    saksbehandler = models.CharField(_("saksbehandler"), max_length=150, blank=True)
    motedato = models.DateField(_("møtedato"), null=True, blank=True)
    innledning = models.TextField(_("bakgrunn"), blank=True)
    tilraading = models.TextField(_("forslag til vedtak"), blank=True)
    opprettet = models.DateTimeField(default=timezone.now, editable=False)
    opprettet_av = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    sendt = models.DateTimeField(_("sendt"), null=True, blank=True)
    sendt_av = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    pdf = models.OneToOneField("felles.Dokument", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("innstilling")
        verbose_name_plural = _("innstillinger")
        ordering = ["-aar"]
        constraints = [
            models.UniqueConstraint(
                fields=["kommune", "aar"],
                name="innstilling_en_per_aar",
                violation_error_message=_("Det finnes allerede en innstilling for dette året."),
            ),
            models.CheckConstraint(
                condition=Q(status="utkast", sendt__isnull=True)
                | Q(sendt__isnull=False, sendt_av__isnull=False, pdf__isnull=False) & ~Q(status="utkast"),
                name="innstilling_sendt_er_hel",
            ),
        ]
        triggers = _frys(
            "innstilling_sendt_fryses",
            SENDES,
            "old.sendt is not null",
            "Innstillingen er sendt og kan ikke endres.",
        )

    def __str__(self):
        return self.tittel

    def get_absolute_url(self):
        return reverse("planer:innstilling-detail", args=[self.pk])

    @property
    def er_sendt(self) -> bool:
        return self.sendt is not None


@spor()
class Innstillingspunkt(KommuneModel):
    """Proposals that ask for the same, weighed together, and what was decided of them.

    As one common measure (`tiltak`, owned by the overall plan), as a copy in the plan of each unit, back to the units that
    proposed it, or not now. `enheter` are the units that it concerns.
    """

    dataklasse = "bevares"

    class Utfall(models.TextChoices):
        FELLES = "felles", _("Felles tiltak")
        LOKALT = "lokalt", _("Gjøres i enhetene selv")
        IKKE_NAA = "ikke_naa", _("Ikke nå")

    class Slik(models.TextChoices):
        ETT = "ett", _("Ett felles tiltak i kommunens plan")
        KOPI = "kopi", _("Et eget tiltak i planen til hver enhet")

    innstilling = models.ForeignKey(Innstilling, on_delete=models.CASCADE, related_name="punkter")
    navn = models.CharField(_("tiltak"), max_length=200)
    vurdering = models.TextField(_("vurdering"), blank=True)
    kostnad = models.DecimalField(
        _("kostnad"), max_digits=12, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    kilde = valg(Listeverdi.Liste.KILDE, _("finansiering"), null=True, blank=True)
    maal = models.ManyToManyField(Maal, blank=True, related_name="+", verbose_name=_("mål det tjener"))
    satsingsomraade = models.ForeignKey(
        Satsingsomraade,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("satsingsområde"),
    )
    anbefaling = models.CharField(_("HR tilrår"), max_length=10, choices=Utfall.choices, blank=True)
    rekkefolge = models.PositiveSmallIntegerField(_("rekkefølge"), default=100)
    utfall = models.CharField(_("avgjort som"), max_length=10, choices=Utfall.choices, blank=True)
    slik = models.CharField(_("hvordan"), max_length=5, choices=Slik.choices, blank=True)
    grunn = models.TextField(_("grunn"), blank=True)
    enheter = models.ManyToManyField(Enhet, blank=True, related_name="+", verbose_name=_("enheter det gjelder"))
    tiltak = models.ForeignKey(
        Tiltak, on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    avgjort = models.DateTimeField(_("avgjort"), null=True, blank=True)
    avgjort_av = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("punkt i innstillingen")
        verbose_name_plural = _("punkter i innstillingen")
        ordering = ["rekkefolge", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(utfall="", avgjort__isnull=True) | ~Q(utfall="") & Q(avgjort__isnull=False),
                name="innstillingspunkt_avgjort_helt",
            ),
            models.CheckConstraint(
                condition=~Q(utfall="ikke_naa") | ~Q(grunn=""),
                name="innstillingspunkt_nei_har_grunn",
                violation_error_message=_("Skriv hvorfor det ikke blir noe av nå."),
            ),
            models.CheckConstraint(
                condition=Q(utfall="felles") & ~Q(slik="") | ~Q(utfall="felles") & Q(slik=""),
                name="innstillingspunkt_felles_slik",
            ),
        ]
        triggers = [
            *_frys(
                "innstillingspunkt_avgjort",
                PUNKT_AVGJORES,
                "old.avgjort is not null",
                "Punktet er avgjort og kan ikke endres.",
            ),
            *_frys(
                "innstillingspunkt_sendt",
                PUNKT_SENDES,
                "exists (select from planer_innstilling i where i.id = old.innstilling_id and i.sendt is not null)",
                "Innstillingen er sendt og kan ikke endres.",
            ),
        ]

    def __str__(self):
        return self.navn

    @property
    def er_avgjort(self) -> bool:
        return self.avgjort is not None


class Innstillingsforslag(KommuneModel):
    """A proposal in a point; in one, and no other."""

    dataklasse = "bevares"

    punkt = models.ForeignKey(Innstillingspunkt, on_delete=models.CASCADE, related_name="forslagene")
    forslag = models.OneToOneField(Tiltaksforslag, on_delete=models.PROTECT, related_name="innstilt")

    class Meta:
        verbose_name = _("forslag i innstillingen")
        verbose_name_plural = _("forslag i innstillingen")
        ordering = ["pk"]

    def __str__(self):
        return str(self.forslag)


@spor()
class Iverksetting(KommuneModel):
    """What a leader does with what was decided: hold a meeting about it in the unit, and bring the plan up to date. Done
    when the meeting has a date."""

    dataklasse = "bevares"

    innstilling = models.ForeignKey(Innstilling, on_delete=models.PROTECT, related_name="iverksettinger")
    enhet = models.ForeignKey(Enhet, on_delete=models.PROTECT, related_name="iverksettinger")
    mote = models.DateField(_("møte i enheten"), null=True, blank=True)
    notat = models.TextField(_("notat"), blank=True)

    class Meta:
        verbose_name = _("iverksetting i enheten")
        verbose_name_plural = _("iverksettinger i enhetene")
        ordering = ["enhet__path"]
        constraints = [models.UniqueConstraint(fields=["innstilling", "enhet"], name="iverksetting_en_per_enhet")]

    def __str__(self):
        return f"{self.innstilling}: {self.enhet}"

    def get_absolute_url(self):
        return reverse("planer:iverksetting-detail", args=[self.pk])
