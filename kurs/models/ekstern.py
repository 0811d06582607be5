"""Learning that no run of ours stands behind: completed elsewhere, read from a file or typed."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kartlegging.models import Kompetanse
from kompetanse.felles.historikk import spor
from kompetanse.felles.innlesing.models import InnlesingModell, InnlesingslinjeModell, OppsettModell
from kompetanse.felles.models import KommuneModel
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Person, Stilling


class EksternQuerySet(models.QuerySet):
    def visible_to(self, bruker):
        """One's own, and those of people in one's line."""
        roller = bruker.roller_som(*tilgang.MED_INNSYN_I_SAKER) if tilgang.aktive_roller(bruker) else []
        mine = Q(person_id=bruker.person_id)
        if roller:
            mine |= Q(person__in=Person.objects.hos(roller).order_by().values("pk"))
        return self.filter(mine, kommune_id=bruker.kommune_id)


@spor()
class Ekstern(KommuneModel):
    """A course that a person completed elsewhere: hours, the day, and where it comes from."""

    formaal = _("Vite hva den enkelte har lært, og hvor mye tid som er brukt til læring.")
    dataklasse = "egen frist"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="eksterne_kurs", verbose_name=_("person"))
    # As for a place on a run.
    stilling = models.ForeignKey(
        Stilling, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("stilling")
    )
    navn = models.CharField(_("kurs"), max_length=200)
    leverandor = models.CharField(_("leverandør"), max_length=150, blank=True)
    fra = models.DateField(_("begynte"), null=True, blank=True)
    fullfort = models.DateField(_("fullført"))
    # Unknown is empty, never 0.
    timer = models.DecimalField(
        _("timer"),
        max_digits=6,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(2000)],
    )
    kompetanse = models.ForeignKey(
        Kompetanse, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("kompetanse")
    )
    nivaa = models.PositiveSmallIntegerField(_("nivå"), null=True, blank=True)
    # Where it was read from, such as the name of the learning platform, and its key there.
    kilde = models.CharField(_("kilde"), max_length=100, blank=True)
    nokkel = models.CharField(_("nøkkel i kilden"), max_length=100, blank=True)
    registrert_av = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    registrert = models.DateTimeField(_("registrert"), default=timezone.now, editable=False)

    objects = EksternQuerySet.as_manager()

    class Meta:
        verbose_name = _("kurs tatt et annet sted")
        verbose_name_plural = _("kurs tatt andre steder")
        ordering = ["-fullfort", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kommune", "person", "navn", "fullfort"],
                name="ekstern_en_gang",
                violation_error_message=_("Kurset er allerede ført på denne dagen."),
            ),
            models.CheckConstraint(
                condition=Q(fra__isnull=True) | Q(fullfort__gte=F("fra")),
                name="ekstern_periode_gyldig",
                violation_error_message=_("Kurset kan ikke være fullført før det begynte."),
            ),
        ]
        indexes = [models.Index(fields=["kommune", "fullfort"], name="ekstern_fullfort")]

    def __str__(self):
        return self.navn


class Kursimportoppsett(OppsettModell):
    class Meta:
        verbose_name = _("importoppsett for fullførte kurs")
        verbose_name_plural = _("importoppsett for fullførte kurs")
        constraints = [models.UniqueConstraint(fields=["kommune", "overskrifter"], name="kursimportoppsett_unikt")]


class Kursimport(InnlesingModell):
    """One file of courses completed elsewhere."""

    RETTIGHET = "kurs.import_kurs"

    class Meta(InnlesingModell.Meta):
        verbose_name = _("import av fullførte kurs")
        verbose_name_plural = _("importer av fullførte kurs")

    def get_absolute_url(self):
        return reverse("kurs:kursimport-detail", args=[self.pk])


class Kursimportlinje(InnlesingslinjeModell):
    """A line about one completed course of one person."""

    importen = models.ForeignKey(Kursimport, on_delete=models.CASCADE, related_name="linjer")

    class Meta(InnlesingslinjeModell.Meta):
        verbose_name = _("linje i import av fullførte kurs")
        verbose_name_plural = _("linjer i import av fullførte kurs")
        indexes = [models.Index(fields=["importen", "slag", "linje", "id"], name="kursimportlinje_liste")]
