"""What the work demands: requirements on a category, a task, a unit or a role, and who does which task."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kartlegging.models.katalog import Kompetanse
from kartlegging.models.kategori import Stillingskategori
from kompetanse.felles.historikk import spor
from kompetanse.felles.models import KommuneModel
from kompetanse.felles.periode import PeriodeQuerySet, slutt_etter_start
from kompetanse.organisasjon.models import Enhet, Person, Rollekode
from kompetanse.organisasjon.models.enhet import DateRange, sti_innenfor


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

    objects = PeriodeQuerySet.as_manager()

    class Meta:
        verbose_name = _("oppgave")
        verbose_name_plural = _("oppgaver")
        ordering = ["navn"]
        constraints = [
            slutt_etter_start("oppgave_periode_gyldig"),
            models.UniqueConstraint(
                fields=["enhet", "navn"],
                condition=Q(til__isnull=True),
                name="oppgave_navn_unikt",
                violation_error_message=_("Enheten har allerede en oppgave med dette navnet."),
            ),
        ]

    def __str__(self):
        return self.navn


@spor()
class Oppgaveutforer(KommuneModel):
    """Someone who does a task, from a day to a day."""

    formaal = _("Vite hvem som utfører hvilke oppgaver, og hva de må kunne.")
    dataklasse = "egen frist"

    oppgave = models.ForeignKey(Oppgave, on_delete=models.CASCADE, related_name="utforere")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="oppgaver")
    fra = models.DateField(_("fra"), default=timezone.localdate)
    til = models.DateField(_("til"), null=True, blank=True)

    objects = PeriodeQuerySet.as_manager()

    class Meta:
        verbose_name = _("den som utfører oppgaven")
        verbose_name_plural = _("de som utfører oppgaven")
        constraints = [
            slutt_etter_start("oppgaveutforer_periode_gyldig"),
            ExclusionConstraint(
                name="oppgaveutforer_en_gang",
                expressions=[
                    ("oppgave", RangeOperators.EQUAL),
                    ("person", RangeOperators.EQUAL),
                    (DateRange(F("fra"), F("til"), models.Value("[]")), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("Personen utfører allerede oppgaven i denne perioden."),
            ),
        ]

    def __str__(self):
        return f"{self.person}: {self.oppgave}"


class KompetansekravQuerySet(PeriodeQuerySet):
    def visible_to(self, bruker):
        """Everyone sees what the work demands in their own kommune."""
        return self.filter(kommune_id=bruker.kommune_id)

    def i_enheten(self, enhet):
        """Those set in the unit or below it, and those from above that each one there has to meet. So many of a unit
        above is that unit's to count."""
        arvet = Q(enhet__path__in=enhet.stier_over, antall__isnull=True)
        return self.filter(sti_innenfor(enhet.path, "enhet__path") | arvet)

    def med_alt(self):
        """With all that the words about a requirement are made of (`labels`)."""
        return self.select_related("enhet", "oppgave", "kategori", "kompetanse__skala").prefetch_related(
            "kompetanse__skala__trinn"
        )


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
    # Where it is counted per shift: so many on each, times the shifts that different people cover.
    per_vakt = models.PositiveSmallIntegerField(_("på hver vakt"), null=True, blank=True)
    vakter = models.PositiveSmallIntegerField(_("vakter som dekkes av ulike folk"), null=True, blank=True)
    fra = models.DateField(_("gjelder fra"), default=timezone.localdate)
    til = models.DateField(_("gjelder til"), null=True, blank=True)
    frist_dager = models.PositiveSmallIntegerField(
        _("frist for nye, i dager"), null=True, blank=True, help_text=_("Regnes fra dagen de begynner.")
    )
    overgang_til = models.DateField(
        _("frist for dem som er her"), null=True, blank=True, help_text=_("Til da har de som alt er her, frist.")
    )
    hvorfor = models.CharField(_("hvorfor"), max_length=300, blank=True)
    # A change is a new row. The chain tells the history, and `krevd_siden` since when so much has been demanded (empty:
    # since `fra`): a change that demands no more takes no deadline from anyone.
    erstatter = models.OneToOneField(
        "self", on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="erstattet_av"
    )
    krevd_siden = models.DateField(null=True, blank=True, editable=False)

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
            slutt_etter_start("kompetansekrav_periode_gyldig"),
            models.CheckConstraint(
                condition=Q(per_vakt__isnull=True, vakter__isnull=True) | Q(antall=F("per_vakt") * F("vakter")),
                name="kompetansekrav_antall_av_vakter",
            ),
        ]
        indexes = [models.Index(fields=["kommune", "kompetanse"], name="kompetansekrav_kompetanse")]

    def __str__(self):
        return f"{self.kompetanse}, {self.enhet}"

    def get_absolute_url(self):
        return reverse("kartlegging:krav-detail", args=[self.pk])
