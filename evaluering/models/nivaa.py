"""The words of a level: by which method it is asked, who answers, and when it is counted from (handbook 7)."""

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from kompetanse.felles.formats import i_setning, og_liste
from planer.models.tiltak import Evalueringsnivaa


class Metode(models.TextChoices):
    SKJEMA = "skjema", _("Kort skjema")
    MEDARBEIDERSAMTALE = "medarbeidersamtale", _("Medarbeidersamtaler")
    MEDARBEIDERUNDERSOKELSE = "medarbeiderundersokelse", _("Medarbeiderundersøkelse")
    TEST = "test", _("Skriftlig test")
    PRAKTISK = "praktisk", _("Praktisk evaluering")
    EGENVURDERING = "egenvurdering", _("Egenvurdering")
    PRAKSIS = "praksis", _("Måling av praksis før og etter")
    INDIKATORER = "indikatorer", _("Indirekte, ved indikatorer")
    BRUKERUNDERSOKELSE = "brukerundersokelse", _("Brukerundersøkelse")
    NYTTEKOSTNAD = "nyttekostnad", _("Nytte mot kostnad")

    @classmethod
    def for_niva(cls, niva: int) -> list["Metode"]:
        return {
            Evalueringsnivaa.REAKSJONER: [cls.SKJEMA, cls.MEDARBEIDERSAMTALE, cls.MEDARBEIDERUNDERSOKELSE],
            Evalueringsnivaa.LAERING: [cls.TEST, cls.PRAKTISK, cls.EGENVURDERING],
            Evalueringsnivaa.ANVENDELSE: [cls.PRAKSIS],
            Evalueringsnivaa.NYTTE: [cls.INDIKATORER, cls.BRUKERUNDERSOKELSE, cls.NYTTEKOSTNAD],
        }[niva]

    @classmethod
    def med_skjema(cls) -> set["Metode"]:
        """Those by which people answer the questions of a form."""
        return {cls.SKJEMA, cls.TEST, cls.PRAKTISK, cls.EGENVURDERING, cls.PRAKSIS, cls.BRUKERUNDERSOKELSE}


class Svarer(models.TextChoices):
    DELTAKER = "deltaker", _("Deltakerne")
    LEDER = "leder", _("Lederne deres")
    LAERER = "laerer", _("Den som lærer bort")
    EVALUATOR = "evaluator", _("Den som evaluerer")


class Nivaaplan(models.Model):
    """How one level is evaluated: the part that HR's defaults and a planned level have in common.

    It is due `dager` after the start or the end; with `ogsaa_foer` it is asked before the start as well, so that there is
    something to compare with.
    """

    class RegnesFra(models.TextChoices):
        START = "start", _("etter start")
        SLUTT = "slutt", _("etter slutt")

    niva = models.PositiveSmallIntegerField(_("nivå"), choices=Evalueringsnivaa.choices, editable=False)
    metode = models.CharField(_("metode"), max_length=25, choices=Metode.choices)
    dager = models.PositiveSmallIntegerField(_("dager"), validators=[MaxValueValidator(1825)])
    regnes_fra = models.CharField(_("regnes fra"), max_length=5, choices=RegnesFra.choices, default=RegnesFra.SLUTT)
    ogsaa_foer = models.BooleanField(_("også før start"), default=False)
    svarer = ArrayField(
        models.CharField(max_length=10, choices=Svarer.choices), verbose_name=_("hvem som svarer"), default=list
    )
    # Levels 1–3: the share that is to answer 4 or 5, or to pass. Level 4 promises by its indicators.
    lovet = models.PositiveSmallIntegerField(
        _("lovet andel, i prosent"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )

    class Meta:
        abstract = True

    @property
    def regnet(self) -> str:
        """«120 dager etter slutt», or «ved slutt»."""
        if not self.dager:
            return _("ved start") if self.regnes_fra == self.RegnesFra.START else _("ved slutt")
        return ngettext("%(dager)s dag %(fra)s", "%(dager)s dager %(fra)s", self.dager) % {
            "dager": self.dager,
            "fra": self.get_regnes_fra_display(),
        }

    @property
    def hvem(self) -> str:
        """«Deltakerne og lederne deres»."""
        forst, *resten = (str(Svarer(en).label) for en in self.svarer) if self.svarer else ("",)
        return og_liste([forst, *map(i_setning, resten)])
