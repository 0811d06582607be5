"""Goals: set in a document or a plan, below a goal above, with an indicator that tells how far they have come."""

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kompetanse.felles.historikk import spor
from kompetanse.felles.models import KommuneModel
from kompetanse.organisasjon.models import Person
from planer.models.dokument import Styringsdokument
from planer.models.plan import Kompetanseplan


def er_prosent(maaleenhet: str) -> bool:
    """What is measured in this is a share."""
    return maaleenhet.strip().casefold() in ("%", "prosent")


class MaalQuerySet(models.QuerySet):
    def visible_to(self, bruker):
        """Those of documents: everyone. Those of a plan: who sees the plan."""
        return self._synlige(Kompetanseplan.objects.visible_to(bruker), bruker)

    def for_enheter_visible_to(self, bruker):
        """All but those of one person's plan, which has pages of its own; without asking whom the user leads."""
        return self._synlige(Kompetanseplan.objects.for_enheter_visible_to(bruker), bruker)

    def _synlige(self, planer, bruker):
        i_planene = Q(plan__in=planer.order_by().values("pk"))
        return self.filter(Q(plan__isnull=True) | i_planene, kommune_id=bruker.kommune_id)

    def gjelder(self):
        """Those that the plan works towards: its own and the inherited ones it contributes to."""
        return self.exclude(valg=Maal.Valg.LAGT_TIL_SIDE)

    def med_tiltak(self):
        """With `har_tiltak`: a measure that is not stopped serves the goal, itself or through a need."""
        virker = Maal.tiltak.rel.related_model.Status.virker()
        tjent = Q(tiltak__status__in=virker) | Q(behov__tiltak__status__in=virker)
        return self.annotate(har_tiltak=Exists(Maal.objects.filter(tjent, pk=OuterRef("pk"))))


@spor()
class Maal(KommuneModel):
    """A goal, either of a document or of a plan (never both).

    In a plan it is its own (`eget`), or an answer to the goal `over` it: the plan contributes (`bidrar`), in words of
    its own and with its own figures, or has set it aside with a reason (`bidrag` holds either). An answer has the name
    of the goal above. Without anchor or indicator it is allowed, and marked (`plan.kvalitet`).
    """

    # Of the plan of one person.
    formaal = Kompetanseplan.formaal
    dataklasse = "egen frist"
    gjelder_person = "plan__person"

    class Valg(models.TextChoices):
        EGET = "eget", _("Eget")
        BIDRAR = "bidrar", _("Vi bidrar")
        LAGT_TIL_SIDE = "lagt_til_side", _("Lagt til side")

    class Retning(models.TextChoices):
        OPP = "opp", _("Høyere er bedre")
        NED = "ned", _("Lavere er bedre")

    class Beregning(models.TextChoices):
        """Where the figure comes from. All but the first are shares of those who work in the unit, of the registry."""

        MAALT = "", _("Skrives inn")
        NUS = "nus", _("Andel med utdanning på minst et nivå (NUS)")
        FAGBREV = "fagbrev", _("Andel med fagbrev eller mer")
        KRAV = "krav", _("Andel av skal-kravene som er møtt")

    dokument = models.ForeignKey(
        Styringsdokument,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="maal",
        verbose_name=_("styringsdokument"),
    )
    plan = models.ForeignKey(
        Kompetanseplan, on_delete=models.CASCADE, null=True, blank=True, related_name="maal", verbose_name=_("plan")
    )
    over = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="under", verbose_name=_("bidrar til")
    )
    # In the plan of one person: what the goal above was called when it was written down, also when that is gone.
    over_navn = models.CharField(_("bidrar til"), max_length=200, blank=True, editable=False)
    valg = models.CharField(_("valg"), max_length=15, choices=Valg.choices, default=Valg.EGET)
    bidrag = models.TextField(_("slik bidrar vi"), blank=True)
    nummer = models.CharField(_("nummer"), max_length=20, blank=True)
    navn = models.CharField(_("mål"), max_length=200)
    beskrivelse = models.TextField(_("beskrivelse"), blank=True)
    ansvarlig = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("ansvarlig")
    )
    indikator = models.CharField(_("indikator"), max_length=200, blank=True)
    maaleenhet = models.CharField(_("måles i"), max_length=40, blank=True)
    beregning = models.CharField(_("tallet kommer fra"), max_length=10, choices=Beregning.choices, blank=True)
    nus = models.PositiveSmallIntegerField(
        _("laveste utdanningsnivå (NUS)"), null=True, blank=True, validators=[MaxValueValidator(8)]
    )
    retning = models.CharField(_("retning"), max_length=3, choices=Retning.choices, default=Retning.OPP)
    utgangspunkt = models.DecimalField(_("utgangspunkt"), max_digits=14, decimal_places=2, null=True, blank=True)
    utgangspunkt_dato = models.DateField(_("målt"), null=True, blank=True)
    maaltall = models.DecimalField(_("måltall"), max_digits=14, decimal_places=2, null=True, blank=True)
    minste = models.DecimalField(_("laveste verdi vi godtar"), max_digits=14, decimal_places=2, null=True, blank=True)
    frist = models.DateField(_("innen"), null=True, blank=True)
    rekkefolge = models.PositiveSmallIntegerField(_("rekkefølge"), default=100)
    # The goal of last year's plan that this one carries on.
    forgjenger = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    # What it was taken from in another unit's plan (`gjenbruk.henting`): always the first, however many have passed it on.
    hentet_fra = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="hentet"
    )

    objects = MaalQuerySet.as_manager()

    class Meta:
        verbose_name = _("mål")
        verbose_name_plural = _("mål")
        ordering = ["rekkefolge", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(dokument__isnull=True, plan__isnull=False) | Q(dokument__isnull=False, plan__isnull=True),
                name="maal_i_dokument_eller_plan",
            ),
            models.CheckConstraint(
                condition=Q(valg="eget") | Q(plan__isnull=False, over__isnull=False), name="maal_svar_paa_et_over"
            ),
            models.UniqueConstraint(
                fields=["plan", "over"], condition=~Q(valg="eget"), name="maal_ett_svar_paa_hvert_over"
            ),
            models.UniqueConstraint(
                fields=["plan", "hentet_fra"], condition=Q(hentet_fra__isnull=False), name="maal_hentet_en_gang"
            ),
            models.CheckConstraint(
                condition=~Q(valg="lagt_til_side") | ~Q(bidrag=""),
                name="maal_lagt_til_side_med_grunn",
                violation_error_message=_("Skriv hvorfor dere legger målet til side."),
            ),
            models.CheckConstraint(
                condition=~Q(beregning="nus") | Q(nus__isnull=False),
                name="maal_nus_har_nivaa",
                violation_error_message=_("Velg hvilket utdanningsnivå som er det laveste."),
            ),
        ]

    def __str__(self):
        return self.navn

    def get_absolute_url(self):
        return reverse("planer:maal-detail", args=[self.pk])

    @property
    def er_arvet(self) -> bool:
        """An answer to a goal above, not one of its own."""
        return self.valg != self.Valg.EGET

    @property
    def knyttet_tiltak(self) -> list[models.Model]:
        """The measures of units' plans that this goal in the plan of one person is tied to, and that are still there."""
        return (
            [en.tiltak for en in self.koblinger.select_related("tiltak__plan__enhet") if en.tiltak] if self.pk else []
        )

    @property
    def knyttet_krav(self) -> list[models.Model]:
        """The requirements that it is tied to in the same way."""
        koblinger = self.koblinger.select_related("krav__kompetanse") if self.pk else ()
        return [en.krav for en in koblinger if en.krav]

    @property
    def kan_maales(self) -> bool:
        """There is an indicator with a target."""
        return bool(self.indikator or self.beregning) and self.maaltall is not None

    @property
    def er_andel(self) -> bool:
        """Its figures are shares, in per cent."""
        return bool(self.beregning) or er_prosent(self.maaleenhet)

    def maales_likt(self, annet: "Maal") -> bool:
        """The same indicator and unit, so that their figures can be added up."""
        return bool(self.indikator or self.beregning) and self._maales_ved() == annet._maales_ved()

    def _maales_ved(self):
        if self.beregning:
            return self.beregning, self.nus if self.beregning == self.Beregning.NUS else None
        return self.indikator.strip().casefold(), "%" if self.er_andel else self.maaleenhet.strip().casefold()


@spor()
class Maaling(KommuneModel):
    """What an indicator was on a day, in its unit: a share is its per cent. `nevner` is what the share is of (60 people),
    so that shares can be added up."""

    maal = models.ForeignKey(Maal, on_delete=models.CASCADE, related_name="maalinger")
    dato = models.DateField(_("dato"), default=timezone.localdate)
    verdi = models.DecimalField(_("verdi"), max_digits=14, decimal_places=2)
    nevner = models.PositiveIntegerField(_("av hvor mange"), null=True, blank=True)
    merknad = models.CharField(_("merknad"), max_length=200, blank=True)
    registrert_av = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("måling")
        verbose_name_plural = _("målinger")
        ordering = ["dato"]
        constraints = [
            models.UniqueConstraint(
                fields=["maal", "dato"],
                name="maaling_en_per_dag",
                violation_error_message=_("Målet har allerede en måling på denne dagen."),
            )
        ]

    def __str__(self):
        return f"{self.maal} {self.dato}"
