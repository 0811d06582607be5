"""What HR decides about evaluation: how few answers are shown, which measures are evaluated how far, and when."""

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from evaluering.models.nivaa import Nivaaplan
from evaluering.models.skjema import Skjema
from kompetanse.felles.formats import kr, og_liste
from kompetanse.felles.historikk import spor
from kompetanse.felles.models import KommuneModel
from planer.models.listeverdi import Listeverdi, valg


def _timepris(navn):
    return models.DecimalField(
        navn, max_digits=8, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(1)]
    )


@spor()
class Evalueringsoppsett(KommuneModel):
    """What a kommune decides about its evaluations; one row, made by the first who asks (`for_kommunen`)."""

    # KS shows 10-FAKTOR from three answers, the handbook from five: fewer than three the database refuses.
    minste_svar = models.PositiveSmallIntegerField(
        _("svar vises fra så mange"), default=5, validators=[MinValueValidator(3), MaxValueValidator(50)]
    )
    svarfrist_dager = models.PositiveSmallIntegerField(
        _("skjemaene er åpne i så mange dager"), default=14, validators=[MinValueValidator(1), MaxValueValidator(120)]
    )
    # Percentage points: so near what was promised is «nesten», and so far apart participants and leaders see it differently.
    nesten_innen = models.PositiveSmallIntegerField(
        _("«nesten» når det mangler høyst så mange prosentpoeng"), default=10, validators=[MaxValueValidator(100)]
    )
    ulikt_fra = models.PositiveSmallIntegerField(
        _("deltakere og ledere ser ulikt på det fra så mange prosentpoeng"),
        default=15,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
    )
    # What an hour costs with social costs; unknown as long as HR has not said it, and then nothing is proposed.
    arbeidstime = _timepris(_("en arbeidstime koster, med sosiale kostnader"))
    vikartime = _timepris(_("en vikartime koster, med sosiale kostnader"))

    class Meta:
        verbose_name = _("oppsett for evaluering")
        verbose_name_plural = _("oppsett for evaluering")
        constraints = [
            models.UniqueConstraint(fields=["kommune"], name="evalueringsoppsett_ett"),
            models.CheckConstraint(condition=Q(minste_svar__gte=3), name="evalueringsoppsett_aldri_under_tre"),
        ]

    def __str__(self):
        return str(self._meta.verbose_name)

    @classmethod
    def for_kommunen(cls) -> "Evalueringsoppsett":
        return cls.objects.get_or_create()[0]


@spor()
class Nivaastandard(Nivaaplan, KommuneModel):
    """How HR proposes that a level is evaluated, and the question that the level answers; one row for each level."""

    sporsmaal = models.CharField(_("spørsmålet som nivået svarer på"), max_length=200, blank=True)
    skjema = models.ForeignKey(
        Skjema, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("skjema")
    )

    class Meta:
        verbose_name = _("standard for nivå")
        verbose_name_plural = _("standarder for nivåene")
        ordering = ["niva"]
        constraints = [models.UniqueConstraint(fields=["kommune", "niva"], name="nivaastandard_en_per_niva")]

    def __str__(self):
        return self.get_niva_display()


@spor()
class Evalueringsregel(KommuneModel):
    """Which levels a measure of some size or kind is evaluated on. All rules that fit are added together."""

    class Gjelder(models.TextChoices):
        ALLE = "alle", _("Alle tiltak og kurs")
        KURS = "kurs", _("Kurs og samlinger")
        MIDLER = "midler", _("Tiltak med sentrale midler")

    gjelder = models.CharField(_("gjelder"), max_length=10, choices=Gjelder.choices, default=Gjelder.ALLE)
    laeringsform = valg(Listeverdi.Liste.LAERINGSFORM, _("læringsform"), null=True, blank=True)
    belop_over = models.DecimalField(
        _("koster mer enn"), max_digits=12, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    nivaaer = ArrayField(
        models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(4)]),
        verbose_name=_("evalueres på"),
    )
    i_bruk = models.BooleanField(_("i bruk"), default=True)

    class Meta:
        verbose_name = _("regel for evaluering")
        verbose_name_plural = _("regler for evaluering")
        ordering = ["belop_over", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(nivaaer__len__gte=1),
                name="evalueringsregel_har_nivaa",
                violation_error_message=_("Velg minst ett nivå."),
            )
        ]

    def __str__(self):
        """«Alle tiltak og kurs, mer enn 50 000 kr»."""
        over = self.belop_over is not None and _("mer enn %s") % kr(self.belop_over)
        return ", ".join(str(del_) for del_ in (self.get_gjelder_display(), self.laeringsform, over) if del_)

    @property
    def gir(self) -> str:
        """«Nivå 1 og 2»."""
        return _("Nivå %s") % og_liste(self.nivaaer)
