"""The mini-CV: what a person tells of oneself, and who may see it."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from kompetanse.felles.historikk import spor
from kompetanse.felles.models import KommuneModel
from kompetanse.organisasjon.models import Person, Stilling

FOERSTE_AAR, SISTE_AAR = 1940, 2100


class MiniCvQuerySet(models.QuerySet):
    def visible_to(self, bruker):
        """One's own, those shared with the whole kommune, and those that people of one's own units share with the unit;
        of those who work here today."""
        arbeider = Stilling.objects.gjeldende().filter(person=OuterRef("person"))
        egne_enheter = Stilling.objects.gjeldende().filter(person=bruker.person_id).values("enhet")
        delt = Q(Exists(arbeider), deling=MiniCv.Deling.KOMMUNE)
        delt |= Q(Exists(arbeider.filter(enhet__in=egne_enheter)), deling=MiniCv.Deling.ENHET)
        return self.filter(delt | Q(person=bruker.person_id), kommune_id=bruker.kommune_id)


@spor()
class MiniCv(KommuneModel):
    """One person's own presentation. Sharing covers it and the competences that are valid; never the files."""

    formaal = _("La kollegaer se hva den enkelte selv vil vise.")
    dataklasse = "slettes"

    class Deling(models.TextChoices):
        INGEN = "ingen", _("Ingen")
        ENHET = "enhet", _("Egen enhet")
        KOMMUNE = "kommune", _("Hele kommunen")

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="minicv")
    tekst = models.TextField(_("kort om meg"), blank=True)
    deling = models.CharField(_("hvem kan se den"), max_length=10, choices=Deling.choices, default=Deling.INGEN)

    objects = MiniCvQuerySet.as_manager()

    class Meta:
        verbose_name = _("mini-CV")
        verbose_name_plural = _("mini-CV-er")

    def __str__(self):
        return str(self.person)


@spor()
class Erfaring(KommuneModel):
    """One line of experience in a mini-CV, by years; without an end it still goes on."""

    formaal = _("La kollegaer se hva den enkelte selv vil vise.")
    dataklasse = "slettes"
    gjelder_person = "minicv__person"

    minicv = models.ForeignKey(MiniCv, on_delete=models.CASCADE, related_name="erfaringer")
    hva = models.CharField(_("hva"), max_length=150)
    hvor = models.CharField(_("hvor"), max_length=150, blank=True)
    fra_aar = models.PositiveSmallIntegerField(
        _("fra år"), validators=[MinValueValidator(FOERSTE_AAR), MaxValueValidator(SISTE_AAR)]
    )
    til_aar = models.PositiveSmallIntegerField(
        _("til år"),
        null=True,
        blank=True,
        validators=[MinValueValidator(FOERSTE_AAR), MaxValueValidator(SISTE_AAR)],
    )

    class Meta:
        verbose_name = _("erfaring")
        verbose_name_plural = _("erfaringer")
        ordering = ["-fra_aar", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(til_aar__isnull=True) | Q(til_aar__gte=F("fra_aar")),
                name="erfaring_periode_gyldig",
                violation_error_message=_("Til-året kan ikke komme før fra-året."),
            )
        ]

    def __str__(self):
        return self.hva
