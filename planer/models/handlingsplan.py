"""How a kommune shows its handlingsplan: columns of its own, and a view for each that receives it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kompetanse.felles.historikk import spor
from kompetanse.felles.models import KommuneModel


class Innhold(models.TextChoices):
    """What a column of the handlingsplan can show of a measure."""

    PRIORITET = "prioritet", _("Prioritet")
    MAAL = "maal", _("Mål")
    BEHOV = "behov", _("Behov for kompetanse")
    TILTAK = "tiltak", _("Tiltak og målgruppe")
    NAVN = "navn", _("Tiltak")
    ENHET = "enhet", _("Enhet")
    MAALGRUPPE = "maalgruppe", _("Målgruppe")
    ANTALL = "antall", _("Antall deltakere")
    MAATE = "maate", _("Slik skaffer vi kompetansen")
    LAERINGSFORM = "laeringsform", _("Læringsform")
    ANSVARLIG = "ansvarlig", _("Ansvarlig")
    FRA = "fra", _("Begynner")
    FRIST = "frist", _("Frist for gjennomføring")
    PENGER = "penger", _("Kostnad/finansiering")
    KOSTNAD = "kostnad", _("Kostnad")
    FINANSIERING = "finansiering", _("Finansiering")
    VIKARTIMER = "vikartimer", _("Vikartimer")
    STATUS = "status", _("Status")
    EVALUERING = "evaluering", _("Evaluering")
    MERKNAD = "merknad", _("Merknad")


class AvKommunenQuerySet(models.QuerySet):
    def visible_to(self, bruker):
        """Those of one's own kommune."""
        return self.filter(kommune_id=bruker.kommune_id)

    def i_bruk(self):
        return self.filter(i_bruk=True)


@spor()
class Egenkolonne(KommuneModel):
    """A column that the kommune has added. What it holds of a measure is text in `Tiltak.egne`, by `nokkel`."""

    class Slag(models.TextChoices):
        TEKST = "tekst", _("Tekst")
        TALL = "tall", _("Tall")
        DATO = "dato", _("Dato")
        VALG = "valg", _("Valg fra en liste")

    navn = models.CharField(_("navn"), max_length=80)
    slag = models.CharField(_("slag"), max_length=5, choices=Slag.choices, default=Slag.TEKST)
    valg = ArrayField(
        models.CharField(max_length=80), verbose_name=_("verdier å velge mellom"), default=list, blank=True
    )
    i_bruk = models.BooleanField(_("i bruk"), default=True)

    objects = AvKommunenQuerySet.as_manager()

    class Meta:
        verbose_name = _("egen kolonne")
        verbose_name_plural = _("egne kolonner")
        ordering = ["navn"]
        constraints = [
            models.UniqueConstraint(
                fields=["kommune", "navn"],
                name="egenkolonne_navn_unikt",
                violation_error_message=_("Dere har allerede en kolonne med dette navnet."),
            ),
            models.CheckConstraint(
                condition=~Q(slag="valg") | Q(valg__len__gte=1),
                name="egenkolonne_valg_har_verdier",
                violation_error_message=_("Skriv minst én verdi å velge."),
            ),
        ]

    def __str__(self):
        return self.navn

    @property
    def nokkel(self) -> str:
        return str(self.pk)


@spor()
class Visning(KommuneModel):
    """The handlingsplan as one receiver wants it. The first in the order is the kommune's own."""

    navn = models.CharField(_("navn"), max_length=80)
    rekkefolge = models.PositiveSmallIntegerField(_("rekkefølge"), default=100)
    i_bruk = models.BooleanField(_("i bruk"), default=True)

    objects = AvKommunenQuerySet.as_manager()

    class Meta:
        verbose_name = _("visning av handlingsplanen")
        verbose_name_plural = _("visninger av handlingsplanen")
        ordering = ["rekkefolge", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kommune", "navn"],
                name="visning_navn_unikt",
                violation_error_message=_("Dere har allerede en visning med dette navnet."),
            )
        ]

    def __str__(self):
        return self.navn

    def get_absolute_url(self):
        return reverse("planer:visning-update", args=[self.pk])


@spor()
class Visningskolonne(KommuneModel):
    """A column of one view: what it shows, and what it is called there. A hidden one keeps its heading."""

    visning = models.ForeignKey(Visning, on_delete=models.CASCADE, related_name="kolonner")
    innhold = models.CharField(_("innhold"), max_length=20, choices=Innhold.choices, blank=True)
    egen = models.ForeignKey(Egenkolonne, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    overskrift = models.CharField(_("overskrift"), max_length=80, blank=True)
    rekkefolge = models.PositiveSmallIntegerField(_("rekkefølge"), default=100)
    vises = models.BooleanField(_("vises"), default=True)

    class Meta:
        verbose_name = _("kolonne i en visning")
        verbose_name_plural = _("kolonner i visninger")
        ordering = ["rekkefolge", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(innhold="", egen__isnull=False) | (~Q(innhold="") & Q(egen__isnull=True)),
                name="visningskolonne_ett_innhold",
            ),
            models.UniqueConstraint(
                fields=["visning", "innhold"], condition=~Q(innhold=""), name="visningskolonne_innhold_en_gang"
            ),
            models.UniqueConstraint(
                fields=["visning", "egen"], condition=Q(egen__isnull=False), name="visningskolonne_egen_en_gang"
            ),
        ]

    def __str__(self):
        return self.overskrift or str(self.egen or self.get_innhold_display())
