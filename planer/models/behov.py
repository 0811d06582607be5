"""Step 2: the seven factors, what the registry found, and the needs that come of them."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kartlegging.models import Behovsmelding, Kompetanse, Kompetansekrav, Stillingskategori
from kompetanse.felles.historikk import spor
from kompetanse.felles.models import KommuneModel, LagretFil
from planer.models.listeverdi import Listeverdi, valg
from planer.models.maal import Maal
from planer.models.plan import Kompetanseplan


@spor()
class Faktornotat(KommuneModel):
    """What a plan says of one factor."""

    class Paavirkning(models.TextChoices):
        JA = "ja", _("Ja")
        DELVIS = "delvis", _("Delvis")
        NEI = "nei", _("Nei")

    plan = models.ForeignKey(Kompetanseplan, on_delete=models.CASCADE, related_name="faktorer")
    faktor = valg(Listeverdi.Liste.FAKTOR, _("faktor"))
    ser = models.TextField(_("hva ser vi"), blank=True)
    betyr = models.TextField(_("hva betyr det for oss"), blank=True)
    kan_paavirke = models.CharField(_("kan vi påvirke det"), max_length=6, choices=Paavirkning.choices, blank=True)
    gjor = models.TextField(_("hva vil vi gjøre"), blank=True)
    uaktuell = models.BooleanField(_("angår ikke oss"), default=False)

    class Meta:
        verbose_name = _("notat om en faktor")
        verbose_name_plural = _("notater om faktorer")
        ordering = ["faktor__rekkefolge"]
        constraints = [models.UniqueConstraint(fields=["plan", "faktor"], name="faktornotat_ett")]

    def __str__(self):
        return str(self.faktor)


class KompetansebehovQuerySet(models.QuerySet):
    def visible_to(self, bruker):
        """Those of the plans that the user sees."""
        return self.filter(plan__in=Kompetanseplan.objects.visible_to(bruker).order_by().values("pk"))


@spor()
class Kompetansebehov(KommuneModel):
    """What a plan says is missing: which competence, in which category, how many, by when, and why."""

    class Opphav(models.TextChoices):
        EGET = "eget", _("Skrevet i planen")
        FUNN = "funn", _("Funn i kartleggingen")
        SAMLET = "samlet", _("Lagt sammen fra planene under")
        MELDT = "meldt", _("Meldt fra kartleggingstabellen")
        TILLITSVALGT = "tillitsvalgt", _("Foreslått av tillitsvalgte")
        IMPORT = "import", _("Importert")
        HENTET = "hentet", _("Hentet fra en annen plan")
        DROFTING = "drofting", _("Fra enhetens kompetansedrøfting")

    plan = models.ForeignKey(Kompetanseplan, on_delete=models.CASCADE, related_name="behov")
    navn = models.CharField(_("behov"), max_length=200)
    beskrivelse = models.TextField(_("beskrivelse"), blank=True)
    kategori = models.ForeignKey(
        Stillingskategori,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("stillingskategori"),
    )
    kompetanse = models.ForeignKey(
        Kompetanse, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("kompetanse")
    )
    krav = models.ForeignKey(
        Kompetansekrav, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("krav")
    )
    har = models.PositiveIntegerField(_("har"), null=True, blank=True)
    trenger = models.PositiveIntegerField(_("trenger"), null=True, blank=True)
    frist = models.DateField(_("innen"), null=True, blank=True)
    frist_tekst = models.CharField(_("innen, med ord"), max_length=60, blank=True)
    trengs_til = models.DateField(
        _("trengs til"),
        null=True,
        blank=True,
        help_text=_("Når dere ikke lenger trenger kompetansen, for eksempel fordi oppgaven faller bort."),
    )
    driver = valg(Listeverdi.Liste.FAKTOR, _("hva som driver behovet"), null=True, blank=True)
    kritisk = models.BooleanField(_("kritisk"), default=False)
    maal = models.ManyToManyField(Maal, blank=True, related_name="behov", verbose_name=_("mål det tjener"))
    opphav = models.CharField(_("kommer fra"), max_length=15, choices=Opphav.choices, default=Opphav.EGET)
    melding = models.ForeignKey(
        Behovsmelding, on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    rekkefolge = models.PositiveSmallIntegerField(_("rekkefølge"), default=100)
    # The need of last year's plan that this one carries on.
    forgjenger = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    # What it was taken from in another unit's plan (`gjenbruk.henting`): always the first, however many have passed it on.
    hentet_fra = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="hentet"
    )

    objects = KompetansebehovQuerySet.as_manager()

    class Meta:
        verbose_name = _("kompetansebehov")
        verbose_name_plural = _("kompetansebehov")
        ordering = ["rekkefolge", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "hentet_fra"],
                condition=Q(hentet_fra__isnull=False),
                name="kompetansebehov_hentet_en_gang",
            )
        ]

    def __str__(self):
        return self.navn

    def get_absolute_url(self):
        return reverse("planer:kompetansebehov-detail", args=[self.pk])

    @property
    def mangler(self) -> int | None:
        """How many are missing; None as long as either figure is unknown."""
        if self.har is None or self.trenger is None:
            return None
        return max(self.trenger - self.har, 0)


@spor()
class Behovsgrunnlag(LagretFil, KommuneModel):
    """What a need rests on: a kind of evidence with words, a figure or a file, or judgement on five steps."""

    behov = models.ForeignKey(Kompetansebehov, on_delete=models.CASCADE, related_name="grunnlag")
    slag = valg(Listeverdi.Liste.GRUNNLAG, _("slag"))
    tekst = models.TextField(_("hva det viser"), blank=True)
    tall = models.DecimalField(_("tall"), max_digits=14, decimal_places=2, null=True, blank=True)
    skjonn = models.PositiveSmallIntegerField(
        _("skjønn"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    # The file is one's choice here.
    filnavn = models.CharField(_("filnavn"), max_length=200, blank=True)
    mime = models.CharField(max_length=100, blank=True)
    lagringssti = models.CharField(max_length=200, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    storrelse = models.PositiveIntegerField(_("størrelse"), default=0)

    class Meta:
        verbose_name = _("grunnlag")
        verbose_name_plural = _("grunnlag")
        ordering = ["pk"]

    def __str__(self):
        return str(self.slag)


class Funnsvar(KommuneModel):
    """What a plan has answered to one finding of the registry; `nokkel` names the finding (`behov.funn`)."""

    class Svar(models.TextChoices):
        TATT_INN = "tatt_inn", _("Tatt inn")
        IKKE_NAA = "ikke_naa", _("Ikke nå")

    plan = models.ForeignKey(Kompetanseplan, on_delete=models.CASCADE, related_name="funnsvar")
    nokkel = models.CharField(max_length=60)
    svar = models.CharField(max_length=10, choices=Svar.choices)
    behov = models.ForeignKey(Kompetansebehov, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    svart_av = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    svart = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("svar på et funn")
        verbose_name_plural = _("svar på funn")
        constraints = [
            models.UniqueConstraint(fields=["plan", "nokkel"], name="funnsvar_ett"),
            models.CheckConstraint(
                condition=Q(svar="tatt_inn", behov__isnull=False) | Q(svar="ikke_naa", behov__isnull=True),
                name="funnsvar_tatt_inn_har_behov",
            ),
        ]

    def __str__(self):
        return self.nokkel
