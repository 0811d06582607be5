"""What the work demands: requirements on a category, a task, a unit or a role, and who does which task."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kartlegging.models.katalog import Kompetanse
from kartlegging.models.kategori import Stillingskategori
from kompetanse.felles.historikk import spor
from kompetanse.felles.models import KommuneModel
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Enhet, Person, Rollekode


def _i_perioden(dato):
    return Q(fra__lte=dato) & (Q(til__isnull=True) | Q(til__gte=dato))


@spor()
class Oppgave(KommuneModel):
    """A task of a unit: what has to be done there, such as «Gi legemidler»."""

    enhet = models.ForeignKey(Enhet, on_delete=models.PROTECT, related_name="oppgaver", verbose_name=_("enhet"))
    navn = models.CharField(_("oppgave"), max_length=150)
    merknad = models.CharField(
        _("når og hvor ofte"), max_length=200, blank=True, help_text=_("For eksempel «Hver vakt, minst to».")
    )
    fra = models.DateField(_("fra"), default=timezone.localdate)
    til = models.DateField(_("til"), null=True, blank=True)

    class Meta:
        verbose_name = _("oppgave")
        verbose_name_plural = _("oppgaver")
        ordering = ["navn"]
        constraints = [
            models.UniqueConstraint(
                fields=["enhet", "navn"],
                condition=Q(til__isnull=True),
                name="oppgave_navn_unikt",
                violation_error_message=_("Enheten har allerede en oppgave med dette navnet."),
            )
        ]

    def __str__(self):
        return self.navn


@spor()
class Oppgaveutforer(KommuneModel):
    """Someone who does a task, from a day to a day."""

    oppgave = models.ForeignKey(Oppgave, on_delete=models.CASCADE, related_name="utforere")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="oppgaver")
    fra = models.DateField(_("fra"), default=timezone.localdate)
    til = models.DateField(_("til"), null=True, blank=True)

    class Meta:
        verbose_name = _("den som utfører oppgaven")
        verbose_name_plural = _("de som utfører oppgaven")
        constraints = [
            models.UniqueConstraint(
                fields=["oppgave", "person"], condition=Q(til__isnull=True), name="oppgaveutforer_en_gang"
            )
        ]

    def __str__(self):
        return f"{self.person}: {self.oppgave}"


class KompetansekravQuerySet(models.QuerySet):
    def visible_to(self, bruker):
        """Everyone sees what the work demands in their own kommune."""
        return self.filter(kommune_id=bruker.kommune_id)

    def gjeldende(self, paa_dato=None):
        """Requirements in force on a date (today)."""
        return self.filter(_i_perioden(paa_dato or timezone.localdate()))

    def forvaltes_av(self, bruker):
        """Those that the user may change: leaders in their own line, HR all of theirs."""
        return self.filter(tilgang.linjen(bruker), kommune_id=bruker.kommune_id)


@spor()
class Kompetansekrav(KommuneModel):
    """A demand for a competence, held by `enhet` and inherited down the tree from there.

    It concerns those of a category, of a role, or who do a task; without any of them, all who work there. With `antall`
    it is met when so many of them can; without, each one whom it concerns has to. Several at once are added together.
    """

    class Styrke(models.TextChoices):
        SKAL = "skal", _("Skal")
        BOR = "bor", _("Bør")

    class Rolle(models.TextChoices):
        LEDER = Rollekode.LEDER.value, _("Ledere")
        VERNEOMBUD = Rollekode.VERNEOMBUD.value, _("Verneombud")
        TILLITSVALGT = Rollekode.TILLITSVALGT.value, _("Tillitsvalgte")

    enhet = models.ForeignKey(Enhet, on_delete=models.PROTECT, related_name="kompetansekrav", verbose_name=_("enhet"))
    kategori = models.ForeignKey(
        Stillingskategori,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="krav",
        verbose_name=_("stillingskategori"),
    )
    oppgave = models.ForeignKey(
        Oppgave, on_delete=models.CASCADE, null=True, blank=True, related_name="krav", verbose_name=_("oppgave")
    )
    rolle = models.CharField(_("rolle"), max_length=20, choices=Rolle.choices, blank=True)
    kompetanse = models.ForeignKey(
        Kompetanse, on_delete=models.PROTECT, related_name="krav", verbose_name=_("kompetanse")
    )
    nivaa = models.PositiveSmallIntegerField(_("minst nivå"), null=True, blank=True)
    styrke = models.CharField(_("styrke"), max_length=5, choices=Styrke.choices, default=Styrke.SKAL)
    maa_bekreftes = models.BooleanField(_("må være bekreftet"), default=False)
    antall = models.PositiveSmallIntegerField(
        _("hvor mange"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("La stå tomt når alle det gjelder, må kunne det."),
    )
    fra = models.DateField(_("gjelder fra"), default=timezone.localdate)
    til = models.DateField(_("gjelder til"), null=True, blank=True)
    frist_dager = models.PositiveSmallIntegerField(
        _("frist for nye, i dager"), null=True, blank=True, help_text=_("Regnes fra dagen de begynner.")
    )
    overgang_til = models.DateField(
        _("frist for dem som er her"), null=True, blank=True, help_text=_("Til da har de som alt er her, frist.")
    )
    hvorfor = models.CharField(_("hvorfor"), max_length=300, blank=True)

    objects = KompetansekravQuerySet.as_manager()

    class Meta:
        verbose_name = _("kompetansekrav")
        verbose_name_plural = _("kompetansekrav")
        ordering = ["enhet__path", "kompetanse__navn"]
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(kategori__isnull=True, oppgave__isnull=True)
                    | Q(kategori__isnull=True, rolle="")
                    | Q(oppgave__isnull=True, rolle="")
                ),
                name="kompetansekrav_ett_slag",
                violation_error_message=_(
                    "Kravet kan gjelde en stillingskategori, en oppgave eller en rolle, ikke flere."
                ),
            ),
            models.CheckConstraint(
                condition=Q(til__isnull=True) | Q(til__gte=F("fra")),
                name="kompetansekrav_periode_gyldig",
                violation_error_message=_("Sluttdatoen kan ikke komme før startdatoen."),
            ),
        ]
        indexes = [models.Index(fields=["kommune", "kompetanse"], name="kompetansekrav_kompetanse")]

    def __str__(self):
        return f"{self.kompetanse}, {self.enhet}"
