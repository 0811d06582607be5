"""Where the phones come in, what they write, and what comes of it."""

import datetime as dt

import pgtrigger
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kompetanse.felles.historikk import spor
from kompetanse.felles.models import KommuneModel
from kompetanse.organisasjon.models import Enhet
from planer.models.behov import Kompetansebehov
from planer.models.kompetansedrofting import Kompetansedrofting, Punkt
from planer.models.tiltak import Tiltak


class Moterom(KommuneModel):
    """Where the phones come in while a meeting goes on. Gone when it ends, and the code with it.

    Without history: what the phones do leaves no trace of when.
    """

    VARER = dt.timedelta(hours=12)

    drofting = models.OneToOneField(Kompetansedrofting, on_delete=models.CASCADE, related_name="rom")
    # Unique among all kommuner: whoever has it has said which.
    kode = models.CharField(_("kode"), max_length=12, unique=True, editable=False)
    aapnet = models.DateTimeField(default=timezone.now, editable=False)
    punkt = models.CharField(max_length=15, choices=Punkt.choices, default=Punkt.INNLEDNING)
    moderert = models.BooleanField(
        _("innspill venter til en møteleder viser dem"),
        default=True,
        help_text=_("Uten haken vises de på veggen med en gang. Du kan ta dem bort igjen."),
    )
    stemmer_hver = models.PositiveSmallIntegerField(
        _("stemmer til hver telefon"), default=3, validators=[MinValueValidator(1), MaxValueValidator(10)]
    )
    avstemning = models.BooleanField(default=False, editable=False)
    telefoner = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("møterom")
        verbose_name_plural = _("møterom")

    def __str__(self):
        return self.kode

    @property
    def utloper(self) -> dt.datetime:
        """The code works until then; a moderator can make a new one."""
        return self.aapnet + self.VARER


def frosset_trigger(navn: str) -> pgtrigger.Trigger:
    """What belongs to a meeting that has ended does not change. The lock waits for one that is being ended just now."""
    return pgtrigger.Trigger(
        name=navn,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        declare=[("tilstand", "text")],
        func="""
            select status into tilstand from planer_kompetansedrofting
            where id = case when tg_op = 'DELETE' then old.drofting_id else new.drofting_id end for share;
            if tilstand = 'avsluttet' then
                raise exception 'Drøftingen er avsluttet og kan ikke endres.' using errcode = 'check_violation';
            end if;
            if tg_op = 'DELETE' then return old; else return new; end if;
        """,
    )


@spor()
class Innspillsgruppe(KommuneModel):
    """Notes that say the same, under one name; a critical one is what the unit must be able to do. `stemmer` is counted
    when the meeting ends."""

    drofting = models.ForeignKey(Kompetansedrofting, on_delete=models.CASCADE, related_name="grupper")
    navn = models.CharField(_("navn"), max_length=120)
    kritisk = models.BooleanField(_("kritisk"), default=False)
    stemmer = models.PositiveIntegerField(_("stemmer"), default=0, editable=False)
    rekkefolge = models.PositiveSmallIntegerField(_("rekkefølge"), default=100)

    class Meta:
        verbose_name = _("gruppe av innspill")
        verbose_name_plural = _("grupper av innspill")
        ordering = ["rekkefolge", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["drofting", "navn"],
                name="innspillsgruppe_navn_unikt",
                violation_error_message=_("Det finnes allerede en gruppe med dette navnet."),
            )
        ]
        triggers = [frosset_trigger("innspillsgruppe_fryses")]

    def __str__(self):
        return self.navn


class Innspill(KommuneModel):
    """A note from the meeting. Nothing says who or when, and it has no history.

    `avtrykk` is a one-way mark of the key that the phone itself keeps and of the note's number, so that only that phone can
    tell that it is its own; no two notes have a mark that can be seen to come from one phone. Gone when the meeting ends.
    """

    MAKS_TEGN = 140

    class Status(models.TextChoices):
        VENTER = "venter", _("Venter på møteleder")
        VIST = "vist", _("Vises på veggen")
        SKJULT = "skjult", _("Tatt bort")

    drofting = models.ForeignKey(Kompetansedrofting, on_delete=models.CASCADE, related_name="innspill")
    punkt = models.CharField(max_length=15, choices=Punkt.choices, default=Punkt.BEHOV)
    tekst = models.CharField(_("innspill"), max_length=MAKS_TEGN)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.VENTER)
    gruppe = models.ForeignKey(
        Innspillsgruppe, on_delete=models.SET_NULL, null=True, blank=True, related_name="innspill"
    )
    avtrykk = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        verbose_name = _("innspill")
        verbose_name_plural = _("innspill")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["avtrykk"], condition=~Q(avtrykk=""), name="innspill_avtrykk_unikt")
        ]
        triggers = [frosset_trigger("innspill_fryses")]

    def __str__(self):
        return self.tekst


class Gruppestemme(KommuneModel):
    """A vote for a group while the meeting goes on, marked as a note is: one of the few that a phone has."""

    gruppe = models.ForeignKey(Innspillsgruppe, on_delete=models.CASCADE, related_name="avgitte")
    avtrykk = models.CharField(max_length=64, unique=True, editable=False)

    class Meta:
        verbose_name = _("stemme for en gruppe")
        verbose_name_plural = _("stemmer for grupper")

    def __str__(self):
        return str(self.gruppe)


class TiltaksforslagQuerySet(models.QuerySet):
    def til_innstilling(self):
        """Those for the whole organisation, from meetings that have been held: what HR gathers."""
        return self.filter(for_hele=True, drofting__status=Kompetansedrofting.Status.AVSLUTTET)

    def for_enheten(self):
        return self.filter(for_hele=False)


@spor()
class Tiltaksforslag(KommuneModel):
    """A measure that a unit proposes, for itself or for the whole organisation, and what it became.

    One for the unit becomes a measure in the unit's plan when the leader says so; one for the whole organisation goes to
    HR's innstilling.
    """

    drofting = models.ForeignKey(Kompetansedrofting, on_delete=models.PROTECT, related_name="forslag")
    enhet = models.ForeignKey(Enhet, on_delete=models.PROTECT, related_name="tiltaksforslag")
    gruppe = models.ForeignKey(
        Innspillsgruppe,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="forslag",
        verbose_name=_("behov"),
    )
    navn = models.CharField(_("tiltak"), max_length=200)
    hvorfor = models.TextField(_("hvorfor"), blank=True)
    kritisk = models.BooleanField(_("kritisk"), default=False)
    for_hele = models.BooleanField(_("for hele organisasjonen"), default=False)
    tiltak = models.ForeignKey(
        Tiltak, on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="forslag"
    )
    # It has been put into a plan, whatever has become of it there since.
    lagt_inn = models.DateTimeField(_("lagt inn i planen"), null=True, blank=True, editable=False)

    objects = TiltaksforslagQuerySet.as_manager()

    class Meta:
        verbose_name = _("forslag til tiltak")
        verbose_name_plural = _("forslag til tiltak")
        ordering = ["-for_hele", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["drofting", "navn"],
                name="tiltaksforslag_en_gang",
                violation_error_message=_("Dette tiltaket er allerede foreslått i møtet."),
            )
        ]

    def __str__(self):
        return self.navn

    @property
    def avgjort_i(self):
        """The point of an innstilling in which it is decided; None before it is. A draft is HR's own."""
        innstilt = getattr(self, "innstilt", None)
        return innstilt.punkt if innstilt and innstilt.punkt.er_avgjort else None


class Behovsoverforing(KommuneModel):
    """A critical group that has become a need in the unit's plan. Once for each, whatever becomes of the need."""

    gruppe = models.OneToOneField(Innspillsgruppe, on_delete=models.PROTECT, related_name="overforing")
    behov = models.ForeignKey(Kompetansebehov, on_delete=models.SET_NULL, null=True, related_name="+")
    lagt_inn = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("behov lagt inn fra en drøfting")
        verbose_name_plural = _("behov lagt inn fra drøftinger")

    def __str__(self):
        return str(self.gruppe)
