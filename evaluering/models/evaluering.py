"""An evaluation as it is planned with its measure, run or grant, and what it came to."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from evaluering.models.nivaa import Nivaaplan
from evaluering.models.skjema import Skjema
from kartlegging.models import Kompetansekrav
from kompetanse.felles.formats import tall
from kompetanse.felles.historikk import spor
from kompetanse.felles.models import KommuneModel
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Enhet, Person
from kurs.models import Kjoring
from planer.models import Maal, Tiltak, Tiltaksmidler
from planer.models.maal import er_prosent
from planer.models.tiltak import Anbefaling


def _som_tall(verdi):
    """«52», «52,5», or that it is unknown."""
    return _("ukjent") if verdi is None else tall(verdi, 0 if verdi == int(verdi) else 1)


def _dagen(tidspunkt):
    return tidspunkt and timezone.localtime(tidspunkt).date()


class EvalueringQuerySet(models.QuerySet):
    def visible_to(self, bruker):
        """Those of the units that one leads or is HR for, and those that one is to evaluate or answers for."""
        person = bruker.person_id or 0
        egne = Q(evaluator_id=person) | Q(tiltak__ansvarlig_id=person) | Q(kjoring__kurs__ansvarlig_id=person)
        return self.filter(tilgang.linjen(bruker) | egne, kommune_id=bruker.kommune_id)

    def gjennomfores(self):
        """Of what is not called off, and not only proposed."""
        avlyst = Q(kjoring__status=Kjoring.Status.AVLYST)
        return self.filter(~avlyst, ~Q(tiltak__status__in=[Tiltak.Status.FORSLAG, Tiltak.Status.STOPPET]))

    def for_row(self):
        """What names it on a row, and its levels."""
        return self.select_related("tiltak", "kjoring__kurs", "enhet", "evaluator").prefetch_related("nivaaer")

    def for_list(self):
        """The same, with its days and all that its own pages tell of what is evaluated."""
        return self.for_row().select_related("tiltak__plan", "midler").prefetch_related("kjoring__samlinger")


@spor()
class Evaluering(KommuneModel):
    """One evaluation: of a measure, of a run of a course, or of one grant to a measure. It is `enhet` that answers for it.

    Who took part is said by `deltakere`: those of the run, else the people that the measure names, else those of
    `Evalueringsdeltaker`.
    """

    tiltak = models.ForeignKey(
        Tiltak, on_delete=models.CASCADE, null=True, blank=True, related_name="evalueringer", verbose_name=_("tiltak")
    )
    kjoring = models.OneToOneField(
        Kjoring, on_delete=models.CASCADE, null=True, blank=True, related_name="evaluering", verbose_name=_("kurs")
    )
    midler = models.OneToOneField(
        Tiltaksmidler,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="evalueringen",
        verbose_name=_("midler"),
    )
    enhet = models.ForeignKey(Enhet, on_delete=models.PROTECT, related_name="+", verbose_name=_("enhet"))
    evaluator = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("evalueres av")
    )
    forventet = models.TextField(_("forventet virkning"), blank=True)
    # Planned: when, and by whom.
    planlagt = models.DateField(_("planlagt"), default=timezone.localdate, editable=False)
    planlagt_av = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    # What it came to; the sentence, the recommendation and the day stand on the measure too.
    oppsummering = models.TextField(_("med ord"), blank=True)
    nytte_i_ord = models.TextField(_("nytte som ikke kan telles"), blank=True)
    laering = models.CharField(_("det vi lærte, i én setning"), max_length=300, blank=True)
    anbefaling = models.CharField(_("hva gjør vi neste gang"), max_length=10, choices=Anbefaling.choices, blank=True)
    neste_gang = models.TextField(_("det vi gjør annerledes"), blank=True)
    avsluttet = models.DateField(_("avsluttet"), null=True, blank=True, editable=False)

    objects = EvalueringQuerySet.as_manager()

    class Meta:
        verbose_name = _("evaluering")
        verbose_name_plural = _("evalueringer")
        ordering = ["-planlagt", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["tiltak"],
                condition=Q(midler__isnull=True, kjoring__isnull=True),
                name="evaluering_en_per_tiltak",
                violation_error_message=_("Evalueringen av tiltaket er allerede planlagt."),
            ),
            models.CheckConstraint(
                condition=Q(tiltak__isnull=False) | Q(kjoring__isnull=False, midler__isnull=True),
                name="evaluering_av_noe",
            ),
            models.CheckConstraint(
                condition=Q(avsluttet__isnull=True) | (~Q(laering="") & ~Q(anbefaling="")),
                name="evaluering_avsluttet_er_hel",
                violation_error_message=_("Skriv hva dere lærte, og velg hva dere gjør neste gang."),
            ),
        ]

    def __str__(self):
        return str(self.kjoring or self.tiltak)

    def get_absolute_url(self):
        return reverse("evaluering:evaluering-detail", args=[self.pk])

    @property
    def hva(self) -> str:
        """«Evaluering av tiltaket», of the course, or of the money by the number of its application."""
        if self.kjoring_id:
            return _("Evaluering av kurset")
        if self.midler_id:
            return _("Evaluering av midlene i %(nummer)s") % {"nummer": self.midler.nummer}
        return _("Evaluering av tiltaket")

    @property
    def er_av_tiltaket(self) -> bool:
        """Of the measure itself, and not of a run or of a grant to it."""
        return not (self.kjoring_id or self.midler_id)

    @property
    def start(self) -> dt.date | None:
        """The first day of what is evaluated; None while that is unknown."""
        if self.kjoring_id:
            return _dagen(self.kjoring.begynner)
        return self.tiltak.fra

    @property
    def slutt(self) -> dt.date | None:
        """The last day of what is evaluated; None while that is unknown."""
        if self.kjoring_id:
            return _dagen(self.kjoring.slutter)
        return self.tiltak.frist

    def har_startet(self, dag: dt.date) -> bool:
        """What is evaluated has begun: from then on a change of the plan is logged."""
        return self.start is not None and self.start <= dag


@spor()
class Evalueringsniva(Nivaaplan, KommuneModel):
    """One of the four levels of an evaluation, as it is planned, and how far it has come.

    «Rakk ikke» is an answer like the others: it is counted, with its reason, and never hidden.
    """

    class Status(models.TextChoices):
        PLANLAGT = "planlagt", _("Planlagt")
        I_GANG = "i_gang", _("I gang")
        FERDIG = "ferdig", _("Ferdig")
        RAKK_IKKE = "rakk_ikke", _("Rakk ikke")

    evaluering = models.ForeignKey(Evaluering, on_delete=models.CASCADE, related_name="nivaaer")
    # The newest version of it is what a collection asks.
    skjema = models.ForeignKey(
        Skjema, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("skjema")
    )
    status = models.CharField(
        _("status"), max_length=10, choices=Status.choices, default=Status.PLANLAGT, editable=False
    )
    grunn = models.TextField(_("vi rakk det ikke, fordi"), blank=True)
    # Level 4: what other things may explain the change.
    annet = models.TextField(_("hva annet kan forklare endringen"), blank=True)

    class Meta:
        verbose_name = _("nivå i evaluering")
        verbose_name_plural = _("nivåer i evalueringer")
        ordering = ["niva"]
        constraints = [
            models.UniqueConstraint(fields=["evaluering", "niva"], name="evalueringsniva_en_gang"),
            models.CheckConstraint(
                condition=~Q(status="rakk_ikke") | ~Q(grunn=""),
                name="evalueringsniva_rakk_ikke_med_grunn",
                violation_error_message=_("Skriv hvorfor dere ikke rakk det."),
            ),
            models.CheckConstraint(
                condition=~Q(metode="brukerundersokelse") | ~Q(annet=""),
                name="evalueringsniva_annet_kan_forklare",
                violation_error_message=_("Skriv hva annet enn tiltaket som kan forklare endringen."),
            ),
        ]

    def __str__(self):
        return f"{self.evaluering}: {self.get_niva_display()}"

    @property
    def dato(self) -> dt.date | None:
        """The day it is due; None while the day it is counted from is unknown."""
        fra = self.evaluering.start if self.regnes_fra == self.RegnesFra.START else self.evaluering.slutt
        return fra and fra + dt.timedelta(days=self.dager)


class Evalueringsdager(models.Model):
    """The days of an evaluation, each None while it is unknown: those of what is evaluated (`Evaluering.start` and `slutt`),
    and the last on which a level is due (`Evalueringsniva.dato`).

    A view (migration 0009): lists sort, count and choose by these days, and would else work them out for each use.
    """

    evaluering = models.OneToOneField(
        Evaluering, on_delete=models.DO_NOTHING, primary_key=True, related_name="dagene", db_constraint=False
    )
    begynner = models.DateField(null=True)
    slutter = models.DateField(null=True)
    ferdig_innen = models.DateField(null=True)

    class Meta:
        managed = False
        db_table = "evaluering_evalueringsdager"
        verbose_name = _("dagene til en evaluering")
        verbose_name_plural = _("dagene til evalueringer")

    def __str__(self):
        return str(self.evaluering)


@spor()
class Atferd(KommuneModel):
    """Something that people shall be seen doing in their work afterwards, agreed on before it starts (level 3)."""

    evaluering = models.ForeignKey(Evaluering, on_delete=models.CASCADE, related_name="atferd")
    tekst = models.CharField(_("det vi skal se at folk gjør"), max_length=200)
    rekkefolge = models.PositiveSmallIntegerField(_("rekkefølge"), default=100)

    class Meta:
        verbose_name = _("avtalt atferd")
        verbose_name_plural = _("avtalt atferd")
        ordering = ["rekkefolge", "pk"]

    def __str__(self):
        return self.tekst


class Evalueringsdeltaker(KommuneModel):
    """One who took part, from a pasted list, where neither a run nor the measure says it."""

    formaal = _("Vite hvem som skal svare på en evaluering.")
    dataklasse = "egen frist"

    evaluering = models.ForeignKey(Evaluering, on_delete=models.CASCADE, related_name="lagt_til")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("person"))

    class Meta:
        verbose_name = _("deltaker i evaluering")
        verbose_name_plural = _("deltakere i evalueringer")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["evaluering", "person"], name="evalueringsdeltaker_en_gang")]

    def __str__(self):
        return str(self.person)


@spor()
class Indikator(KommuneModel):
    """A figure that shall have moved (level 4), of a goal or its own; `utgangspunkt` is what it was before.

    That of a goal has the goal's measurements; its own are `Indikatormaaling`. With `krav` the figure is the share of the
    unit's people who meet that requirement, taken from the registry.
    """

    evaluering = models.ForeignKey(Evaluering, on_delete=models.CASCADE, related_name="indikatorer")
    maal = models.ForeignKey(
        Maal, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("mål")
    )
    krav = models.ForeignKey(
        Kompetansekrav, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("krav")
    )
    navn = models.CharField(_("indikator"), max_length=200)
    maaleenhet = models.CharField(_("måles i"), max_length=40, blank=True)
    retning = models.CharField(_("retning"), max_length=3, choices=Maal.Retning.choices, default=Maal.Retning.OPP)
    utgangspunkt = models.DecimalField(_("utgangspunkt"), max_digits=14, decimal_places=2, null=True, blank=True)
    utgangspunkt_dato = models.DateField(_("målt"), null=True, blank=True)
    maaltall = models.DecimalField(_("forventet"), max_digits=14, decimal_places=2, null=True, blank=True)
    rekkefolge = models.PositiveSmallIntegerField(_("rekkefølge"), default=100)

    class Meta:
        verbose_name = _("indikator")
        verbose_name_plural = _("indikatorer")
        ordering = ["rekkefolge", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["evaluering", "navn"],
                name="indikator_navn_unikt",
                violation_error_message=_("Evalueringen har allerede denne indikatoren."),
            )
        ]

    def __str__(self):
        return self.navn

    @property
    def i_ord(self) -> str:
        """«Fra 52 til 60 %»."""
        fra, til = (_som_tall(verdi) for verdi in (self.utgangspunkt, self.maaltall))
        return (_("Fra %(fra)s til %(til)s %(enhet)s") % {"fra": fra, "til": til, "enhet": self.maaleenhet}).strip()

    def get_absolute_url(self):
        return reverse("evaluering:indikator-detail", args=[self.pk])

    @property
    def er_andel(self) -> bool:
        """Its figures are shares, in per cent."""
        return bool(self.krav_id) or er_prosent(self.maaleenhet)


@spor()
class Indikatormaaling(KommuneModel):
    """What an indicator was on a day, among those whom the measure is for, or in a group to compare with."""

    indikator = models.ForeignKey(Indikator, on_delete=models.CASCADE, related_name="maalinger")
    dato = models.DateField(_("dato"), default=timezone.localdate)
    verdi = models.DecimalField(_("verdi"), max_digits=14, decimal_places=2)
    nevner = models.PositiveIntegerField(_("av hvor mange"), null=True, blank=True)
    sammenligning = models.BooleanField(_("i gruppen vi sammenligner med"), default=False)
    merknad = models.CharField(_("merknad"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("måling av indikator")
        verbose_name_plural = _("målinger av indikatorer")
        ordering = ["dato"]
        constraints = [
            models.UniqueConstraint(
                fields=["indikator", "dato", "sammenligning"],
                name="indikatormaaling_en_per_dag",
                violation_error_message=_("Indikatoren har allerede en måling på denne dagen."),
            )
        ]

    def __str__(self):
        return f"{self.indikator} {self.dato}"
