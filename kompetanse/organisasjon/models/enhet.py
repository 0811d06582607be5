"""The organisation tree, and what it looked like on any date."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from treebeard.mp_tree import MP_Node, MP_NodeManager, MP_NodeQuerySet

from kompetanse.felles.historikk import spor
from kompetanse.felles.models import KommuneModel


class DateRange(Func):
    """A PostgreSQL daterange; «[]» includes both ends, and no end means for ever."""

    function = "daterange"


def sti_innenfor(prefiks, sti="sti"):
    """A condition for «this node and all below it», as a comparison that an index can serve."""
    return Q(**{f"{sti}__gte": prefiks, f"{sti}__lt": prefiks + "~"})


class EnhetQuerySet(MP_NodeQuerySet):
    def visible_to(self, bruker):
        """Everyone sees the tree of their own kommune: names of units and leaders are public there."""
        return self.filter(kommune_id=bruker.kommune_id)

    def gyldig(self, paa_dato=None):
        """Units that exist on a date (today)."""
        dato = paa_dato or timezone.localdate()
        return self.filter(Q(gyldig_til__isnull=True) | Q(gyldig_til__gte=dato), gyldig_fra__lte=dato)


class EnhetManager(MP_NodeManager.from_queryset(EnhetQuerySet)):
    def get_queryset(self):
        # treebeard's own manager answers with its own queryset, whatever it is made from.
        return EnhetQuerySet(self.model, using=self._db).order_by("path")


@spor()
class Enhet(MP_Node, KommuneModel):
    """A node of the tree. The root is the municipality itself; see `tre.py` for every change."""

    steplen = 4

    navn = models.CharField(_("navn"), max_length=150)
    kode = models.CharField(
        _("kode"), max_length=40, blank=True, help_text=_("Organisasjonskoden i HR-systemet, hvis dere har en.")
    )
    gyldig_fra = models.DateField(_("gyldig fra"))
    gyldig_til = models.DateField(_("gyldig til"), null=True, blank=True)
    videre_i = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="slaatt_sammen_fra",
        verbose_name=_("slått sammen med"),
    )

    delt_fra = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="delt_i",
        verbose_name=_("skilt ut fra"),
    )

    objects = EnhetManager()
    node_order_by = []

    class Meta:
        verbose_name = _("enhet")
        verbose_name_plural = _("enheter")
        constraints = [
            models.CheckConstraint(
                condition=Q(gyldig_til__isnull=True) | Q(gyldig_til__gte=F("gyldig_fra")),
                name="enhet_periode_gyldig",
                violation_error_message=_("Sluttdatoen kan ikke komme før startdatoen."),
            ),
            models.CheckConstraint(
                condition=Q(depth__lte=7),
                name="enhet_hoyst_seks_nivaaer",
                violation_error_message=_("Treet kan ha høyst seks nivåer under kommunen."),
            ),
            models.UniqueConstraint(
                fields=["kommune", "kode"],
                condition=~Q(kode="") & Q(gyldig_til__isnull=True),
                name="enhet_kode_unik",
                violation_error_message=_("En annen enhet har denne koden."),
            ),
        ]
        indexes = [models.Index(fields=["kommune", "path"], name="enhet_kommune_sti")]

    def __str__(self):
        return self.navn

    def get_absolute_url(self):
        return reverse("organisasjon:enhet-detail", args=[self.pk])

    def er_gyldig(self, paa_dato=None):
        """The unit exists on a date (today); the same as `gyldig` of the queryset."""
        dato = paa_dato or timezone.localdate()
        return self.gyldig_fra <= dato and (self.gyldig_til is None or self.gyldig_til >= dato)

    @property
    def stier_over(self):
        """The paths of all ancestors, the root first, without asking the database."""
        return [self.path[:lengde] for lengde in range(self.steplen, len(self.path), self.steplen)]


class Enhetsperiode(KommuneModel):
    """What a unit was called and where it stood in a period, so that the tree of any date can be read."""

    enhet = models.ForeignKey(Enhet, on_delete=models.CASCADE, related_name="perioder")
    navn = models.CharField(_("navn"), max_length=150)
    forelder = models.ForeignKey(Enhet, on_delete=models.PROTECT, null=True, related_name="+")
    fra = models.DateField(_("fra"))
    til = models.DateField(_("til"), null=True, blank=True)

    class Meta:
        verbose_name = _("periode for enhet")
        verbose_name_plural = _("perioder for enheter")
        ordering = ["fra"]
        constraints = [
            ExclusionConstraint(
                name="enhetsperiode_ingen_overlapp",
                expressions=[
                    ("enhet", RangeOperators.EQUAL),
                    (DateRange(F("fra"), F("til"), models.Value("[]")), RangeOperators.OVERLAPS),
                ],
            )
        ]

    def __str__(self):
        return f"{self.navn} {self.fra}"


class Treversjon(models.Model):
    """A number that the database makes new when a unit, a period or a position of the kommune changes (migration 0009),
    so that a process can tell whether the tree that it remembers is still the tree. Never the same number twice, not
    even after a change that was rolled back."""

    kommune = models.OneToOneField(
        "organisasjon.Kommune", on_delete=models.CASCADE, primary_key=True, related_name="treversjon"
    )
    versjon = models.BigIntegerField()

    class Meta:
        verbose_name = _("treets versjon")
        verbose_name_plural = _("treets versjoner")

    def __str__(self):
        return f"{self.versjon}"
