"""The catalogue: which competences there are, how they are levelled, and which of them include others."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kompetanse.felles.historikk import spor
from kompetanse.felles.models import KommuneModel


class Skala(KommuneModel):
    """A scale of levels. A competence without one is yes or no."""

    navn = models.CharField(_("navn"), max_length=100)
    standard = models.BooleanField(_("foreslås for nye kompetanser"), default=False)

    class Meta:
        verbose_name = _("skala")
        verbose_name_plural = _("skalaer")
        ordering = ["navn"]
        constraints = [
            models.UniqueConstraint(
                fields=["kommune", "navn"],
                name="skala_navn_unikt",
                violation_error_message=_("Dere har allerede en skala med dette navnet."),
            ),
            models.UniqueConstraint(fields=["kommune"], condition=Q(standard=True), name="skala_en_standard"),
        ]

    def __str__(self):
        return self.navn

    @property
    def hoyeste(self):
        """The highest level. Reads the levels: prefetch `trinn`."""
        return len(self.trinn.all())


class Skalatrinn(KommuneModel):
    """One level of a scale, 1 the lowest."""

    skala = models.ForeignKey(Skala, on_delete=models.CASCADE, related_name="trinn")
    nivaa = models.PositiveSmallIntegerField(_("nivå"), validators=[MinValueValidator(1)])
    navn = models.CharField(_("navn"), max_length=60)
    tekst = models.CharField(_("hva nivået betyr"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("nivå")
        verbose_name_plural = _("nivåer")
        ordering = ["skala", "nivaa"]
        constraints = [models.UniqueConstraint(fields=["skala", "nivaa"], name="skalatrinn_unikt")]

    def __str__(self):
        return f"{self.nivaa} {self.navn}"


class Realkategori(KommuneModel):
    """A kind of competence acquired in practice: faglig, administrativ, sosial, personlig, or the kommune's own."""

    navn = models.CharField(_("navn"), max_length=60)
    rekkefolge = models.PositiveSmallIntegerField(_("rekkefølge"), default=100)

    class Meta:
        verbose_name = _("kategori av realkompetanse")
        verbose_name_plural = _("kategorier av realkompetanse")
        ordering = ["rekkefolge", "navn"]
        constraints = [
            models.UniqueConstraint(
                fields=["kommune", "navn"],
                name="realkategori_navn_unikt",
                violation_error_message=_("Dere har allerede en kategori med dette navnet."),
            )
        ]

    def __str__(self):
        return self.navn


class Kompetansegruppe(KommuneModel):
    """A node of the catalogue's tree: an area, or a group within one. Nobody has a group; one has competences."""

    navn = models.CharField(_("navn"), max_length=100)
    forelder = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="undergrupper", verbose_name=_("ligger i")
    )
    rekkefolge = models.PositiveSmallIntegerField(_("rekkefølge"), default=100)

    class Meta:
        verbose_name = _("gruppe i katalogen")
        verbose_name_plural = _("grupper i katalogen")
        ordering = ["rekkefolge", "navn"]
        constraints = [
            models.UniqueConstraint(
                fields=["kommune", "forelder", "navn"],
                nulls_distinct=False,
                name="kompetansegruppe_navn_unikt",
                violation_error_message=_("Det finnes allerede en gruppe med dette navnet her."),
            )
        ]

    def __str__(self):
        return self.navn


class KompetanseQuerySet(models.QuerySet):
    def visible_to(self, bruker):
        """Everyone sees the catalogue of their own kommune."""
        return self.filter(kommune_id=bruker.kommune_id)

    def i_bruk(self, paa_dato=None):
        """Competences that can be chosen on a date (today): neither retired nor merged into another."""
        dato = paa_dato or timezone.localdate()
        return self.filter(Q(avviklet__isnull=True) | Q(avviklet__gt=dato), slaatt_sammen_med__isnull=True)


@spor()
class Kompetanse(KommuneModel):
    """One competence of the catalogue."""

    class Type(models.TextChoices):
        FORMAL = "formal", _("Formell")
        REAL = "real", _("Real")

    class Komponent(models.TextChoices):
        KUNNSKAP = "kunnskap", _("Kunnskap")
        FERDIGHET = "ferdighet", _("Ferdighet")
        EVNE = "evne", _("Evne")
        HOLDNING = "holdning", _("Holdning")

    class Merke(models.TextChoices):
        STRATEGISK = "strategisk", _("Strategisk")
        KJERNE = "kjerne", _("Kjerne")

    gruppe = models.ForeignKey(
        Kompetansegruppe, on_delete=models.PROTECT, related_name="kompetanser", verbose_name=_("gruppe")
    )
    navn = models.CharField(_("navn"), max_length=150)
    type = models.CharField(_("type"), max_length=10, choices=Type.choices)
    kategori = models.ForeignKey(
        Realkategori,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="kompetanser",
        verbose_name=_("kategori"),
    )
    beskrivelse = models.TextField(_("beskrivelse"), blank=True)
    skala = models.ForeignKey(
        Skala, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("skala")
    )
    komponent = models.CharField(_("komponent"), max_length=10, choices=Komponent.choices, blank=True)
    merke = models.CharField(_("merke"), max_length=10, choices=Merke.choices, blank=True)
    gyldig_mnd = models.PositiveSmallIntegerField(
        _("gyldig i måneder"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    krever_bevis = models.BooleanField(_("må ha bevis"), default=False)
    # Politiattest: the law lets an employer see it, not keep it.
    kun_fremvises = models.BooleanField(
        _("vises bare frem"),
        default=False,
        help_text=_("Lederen fører inn dagen den ble vist. Ingen fil kan legges ved."),
    )
    bevares = models.BooleanField(
        _("betyr noe for lønn eller tilsetting"),
        default=False,
        help_text=_("Dokumentasjonen bevares også etter at den ansatte har sluttet."),
    )
    hjemmel = models.CharField(_("hjemmel"), max_length=300, blank=True)
    kilde = models.CharField(_("kilde"), max_length=300, blank=True)
    nus = models.PositiveSmallIntegerField(_("utdanningsnivå (NUS)"), null=True, blank=True)
    styrk = models.CharField(_("yrkeskoder (STYRK-08)"), max_length=100, blank=True)
    esco_uri = models.URLField(_("ESCO-adresse"), blank=True)
    # The key in the catalogue that the product ships, so that what refers to it there is found here.
    nokkel = models.CharField(max_length=60, blank=True, editable=False)
    avviklet = models.DateField(_("utgår"), null=True, blank=True)
    slaatt_sammen_med = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="sammenslaatte"
    )

    objects = KompetanseQuerySet.as_manager()

    class Meta:
        verbose_name = _("kompetanse")
        verbose_name_plural = _("kompetanser")
        ordering = ["navn"]
        constraints = [
            models.UniqueConstraint(
                "kommune",
                Lower("navn"),
                condition=Q(slaatt_sammen_med__isnull=True),
                name="kompetanse_navn_unikt",
                violation_error_message=_("Katalogen har allerede en kompetanse med dette navnet."),
            ),
            models.UniqueConstraint(
                fields=["kommune", "nokkel"], condition=~Q(nokkel=""), name="kompetanse_nokkel_unik"
            ),
        ]

    def __str__(self):
        return self.navn

    @property
    def trinn(self) -> list[Skalatrinn]:
        """The levels of its scale, the lowest first; none when it is yes or no. Prefetch `skala__trinn`."""
        return list(self.skala.trinn.all()) if self.skala else []

    def get_absolute_url(self):
        return reverse("kartlegging:katalog-detail", args=[self.pk])

    def er_i_bruk(self, paa_dato=None):
        """The same for one row as `KompetanseQuerySet.i_bruk`."""
        dato = paa_dato or timezone.localdate()
        return self.slaatt_sammen_med_id is None and (self.avviklet is None or self.avviklet > dato)


class Nivaatekst(KommuneModel):
    """What one can see a person do who has a competence at a level."""

    kompetanse = models.ForeignKey(Kompetanse, on_delete=models.CASCADE, related_name="nivaatekster")
    nivaa = models.PositiveSmallIntegerField(_("nivå"))
    tekst = models.CharField(_("hva man ser"), max_length=300)

    class Meta:
        verbose_name = _("nivåtekst")
        verbose_name_plural = _("nivåtekster")
        ordering = ["kompetanse", "nivaa"]
        constraints = [models.UniqueConstraint(fields=["kompetanse", "nivaa"], name="nivaatekst_unik")]

    def __str__(self):
        return self.tekst


class Synonym(KommuneModel):
    """Another word for a competence, to find it by."""

    kompetanse = models.ForeignKey(Kompetanse, on_delete=models.CASCADE, related_name="synonymer")
    ord = models.CharField(_("ord"), max_length=100)

    class Meta:
        verbose_name = _("synonym")
        verbose_name_plural = _("synonymer")
        ordering = ["ord"]
        constraints = [models.UniqueConstraint(fields=["kompetanse", "ord"], name="synonym_unikt")]

    def __str__(self):
        return self.ord


class Inkludering(KommuneModel):
    """Whoever has `kompetanse` at a level has `inkluderer` at that level too (handbook 10). No circles: see `katalog`."""

    kompetanse = models.ForeignKey(Kompetanse, on_delete=models.CASCADE, related_name="inkluderinger")
    inkluderer = models.ForeignKey(Kompetanse, on_delete=models.CASCADE, related_name="inkludert_i")

    class Meta:
        verbose_name = _("inkludering")
        verbose_name_plural = _("inkluderinger")
        constraints = [
            models.UniqueConstraint(fields=["kompetanse", "inkluderer"], name="inkludering_unik"),
            models.CheckConstraint(condition=~Q(kompetanse=F("inkluderer")), name="inkludering_ikke_seg_selv"),
        ]

    def __str__(self):
        return f"{self.kompetanse} > {self.inkluderer}"
