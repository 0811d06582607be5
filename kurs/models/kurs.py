"""What is offered: a course, the competences it gives, the measures it serves, and whom it is for."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kartlegging.models import Kompetanse, Stillingskategori
from kompetanse.felles.historikk import spor
from kompetanse.felles.models import KommuneModel
from kompetanse.organisasjon.models import Enhet, Person, Rolletype
from planer.models import Tiltak


class KursQuerySet(models.QuerySet):
    def visible_to(self, bruker):
        """Everyone sees what their own kommune offers."""
        return self.filter(kommune_id=bruker.kommune_id)

    def search(self, uttrykk: str):
        """By the name, or by a competence that it gives."""
        gir_den = Kurskompetanse.objects.filter(kompetanse__navn__icontains=uttrykk).order_by().values("kurs")
        return self.filter(Q(navn__icontains=uttrykk) | Q(pk__in=gir_den))


@spor()
class Kurs(KommuneModel):
    """What is offered, once or again and again; when and where is said by its runs (`Kjoring`)."""

    class Form(models.TextChoices):
        KURS = "kurs", _("Kurs")
        SAMLING = "samling", _("Samling")
        WEBINAR = "webinar", _("Webinar")
        NETTVERK = "nettverk", _("Nettverk")
        HOSPITERING = "hospitering", _("Hospitering")
        REFLEKSJONSGRUPPE = "refleksjonsgruppe", _("Refleksjonsgruppe")

        @classmethod
        def grupper(cls):
            """Those that meet again and again, and log each meeting (`Gruppemote`)."""
            return (cls.NETTVERK, cls.REFLEKSJONSGRUPPE)

    class Fullforing(models.TextChoices):
        """What a completed course becomes in the registry."""

        BEKREFTET = "bekreftet", _("Står som bekreftet")
        EGENVURDERT = "egenvurdert", _("Lederen må bekrefte")
        INGEN = "ingen", _("Føres ikke i registeret")

    navn = models.CharField(_("navn"), max_length=200)
    form = models.CharField(_("form"), max_length=20, choices=Form.choices, default=Form.KURS)
    maal = models.TextField(_("det deltakerne skal kunne etterpå"), blank=True)
    beskrivelse = models.TextField(_("innhold"), blank=True)
    larer = models.CharField(
        _("hvem som lærer bort"), max_length=10, choices=Tiltak.Laerer.choices, default=Tiltak.Laerer.EGEN
    )
    # The teacher when that is one of our own; else who delivers it.
    larer_person = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("kursholder")
    )
    leverandor = models.CharField(_("leverandør"), max_length=150, blank=True)
    enhet = models.ForeignKey(
        Enhet, on_delete=models.PROTECT, related_name="+", verbose_name=_("enheten som har kurset")
    )
    ansvarlig = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("ansvarlig")
    )
    krever_godkjenning = models.BooleanField(_("nærmeste leder godkjenner påmelding"), default=False)
    # Held by others, elsewhere: whoever comes back shares it with colleagues.
    ekstern = models.BooleanField(_("holdes av andre, utenfor kommunen"), default=False)
    fullforing = models.CharField(
        _("når kurset er fullført"), max_length=12, choices=Fullforing.choices, default=Fullforing.BEKREFTET
    )
    # Of the hours of the run, so that a person has completed it.
    krav_oppmote = models.PositiveSmallIntegerField(
        _("oppmøte for å fullføre, i prosent"), default=80, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    tiltak = models.ManyToManyField(
        Tiltak, through="Kurstiltak", related_name="kurs", blank=True, verbose_name=_("tiltak")
    )
    # Not offered any more; what was held stays.
    i_bruk = models.BooleanField(_("kan settes opp på nytt"), default=True)
    opprettet = models.DateTimeField(default=timezone.now, editable=False)

    objects = KursQuerySet.as_manager()

    class Meta:
        verbose_name = _("kurs")
        verbose_name_plural = _("kurs")
        ordering = ["navn", "pk"]
        indexes = [models.Index(fields=["kommune", "navn"], name="kurs_navn")]

    def __str__(self):
        return self.navn

    def get_absolute_url(self):
        return reverse("kurs:kurs-detail", args=[self.pk])

    @property
    def er_gruppe(self) -> bool:
        return self.form in self.Form.grupper()


class Kurstiltak(KommuneModel):
    """A measure that a course serves."""

    kurs = models.ForeignKey(Kurs, on_delete=models.CASCADE, related_name="+")
    tiltak = models.ForeignKey(Tiltak, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("tiltaket et kurs hører til")
        verbose_name_plural = _("tiltakene et kurs hører til")
        constraints = [models.UniqueConstraint(fields=["kurs", "tiltak"], name="kurstiltak_en_gang")]

    def __str__(self):
        return f"{self.kurs_id}: {self.tiltak_id}"


@spor()
class Kurskompetanse(KommuneModel):
    """A competence that a completed course gives, at a level when it has levels."""

    kurs = models.ForeignKey(Kurs, on_delete=models.CASCADE, related_name="kompetanser")
    kompetanse = models.ForeignKey(Kompetanse, on_delete=models.PROTECT, related_name="+", verbose_name=_("kompetanse"))
    nivaa = models.PositiveSmallIntegerField(_("nivå"), null=True, blank=True)

    class Meta:
        verbose_name = _("kompetansen et kurs gir")
        verbose_name_plural = _("kompetansene et kurs gir")
        ordering = ["kompetanse__navn"]
        constraints = [
            models.UniqueConstraint(
                fields=["kurs", "kompetanse"],
                name="kurskompetanse_en_gang",
                violation_error_message=_("Kurset gir allerede denne kompetansen."),
            )
        ]

    def __str__(self):
        return str(self.kompetanse)


@spor()
class Malgruppe(KommuneModel):
    """One rule for whom a course is for: all that is filled in must hold. Of several, one is enough.

    A course without any is for everyone.
    """

    kurs = models.ForeignKey(Kurs, on_delete=models.CASCADE, related_name="malgrupper")
    kategori = models.ForeignKey(
        Stillingskategori, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("kategori")
    )
    rolle = models.ForeignKey(
        Rolletype, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("rolle")
    )
    # And the units below it.
    enhet = models.ForeignKey(
        Enhet, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("enhet")
    )
    # The size of the position, both included.
    fra_prosent = models.DecimalField(
        _("stilling fra, i prosent"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    til_prosent = models.DecimalField(
        _("stilling til, i prosent"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    ny_siden = models.DateField(_("begynte i kommunen fra og med"), null=True, blank=True)

    class Meta:
        verbose_name = _("målgruppe")
        verbose_name_plural = _("målgrupper")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(fra_prosent__isnull=True)
                | Q(til_prosent__isnull=True)
                | Q(til_prosent__gte=F("fra_prosent")),
                name="malgruppe_prosent_gyldig",
                violation_error_message=_("Til kan ikke være mindre enn fra."),
            ),
            models.CheckConstraint(
                condition=Q(kategori__isnull=False)
                | Q(rolle__isnull=False)
                | Q(enhet__isnull=False)
                | Q(fra_prosent__isnull=False)
                | Q(til_prosent__isnull=False)
                | Q(ny_siden__isnull=False),
                name="malgruppe_sier_noe",
                violation_error_message=_("Fyll ut minst ett felt. Uten målgrupper er kurset for alle."),
            ),
        ]

    def __str__(self):
        return f"{self.kurs_id}: {self.pk}"
