"""A competence plan for a unit (or one person) and a period, the sections it is written in, and who works on it."""

import datetime as dt

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models import F, Max, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kartlegging.models.oppbevaring import usperret
from kompetanse.felles.historikk import spor
from kompetanse.felles.models import KommuneModel
from kompetanse.felles.periode import PeriodeQuerySet
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Enhet, Person
from kompetanse.organisasjon.models.enhet import DateRange

# So long after it was adopted, or agreed, a plan is no longer fresh.
GAMMEL = dt.timedelta(days=365)


class Plannivaa(models.TextChoices):
    """The four levels of the hierarchy. The level follows from where the plan's unit stands in the tree."""

    KOMMUNE = "kommune", _("Kommuneplan")
    SEKTOR = "sektor", _("Sektorplan")
    ENHET = "enhet", _("Enhetsplan")
    PERSON = "person", _("Individuell plan")

    @classmethod
    def for_enhet(cls, enhet: Enhet) -> "Plannivaa":
        """The root is the kommune, those right below it the sectors, all else units."""
        return {1: cls.KOMMUNE, 2: cls.SEKTOR}.get(enhet.depth, cls.ENHET)


class KompetanseplanQuerySet(PeriodeQuerySet):
    def visible_to(self, bruker):
        """What everyone reads: plans that have been adopted, of units. What is being written: those who answer for the
        unit, one above it or the one that it has gone on in, and the working group; the employees' representatives from
        when it is to be discussed. The plan of one person: the two that it is between."""
        av_person = Q(person__isnull=False) & mellom_de_to(bruker)
        return self.filter(av_person | _lesbar_for_enhet(bruker), kommune_id=bruker.kommune_id)

    def for_enheter_visible_to(self, bruker):
        """The plans of units among `visible_to`, without asking whom the user leads."""
        return self.filter(_lesbar_for_enhet(bruker), kommune_id=bruker.kommune_id)

    def mellom(self, bruker):
        """The plans of one person that the user is one of the two in: the person, or the leader it is agreed with, as
        long as that leader still leads where the person works. A deputy is not one of the two."""
        return self.filter(mellom_de_to(bruker), person__isnull=False)

    def for_enheter(self):
        """The plans of units: all but those of one person."""
        return self.filter(person__isnull=True)

    def aapne(self):
        """Those that are not replaced."""
        return self.exclude(status=Kompetanseplan.Status.AVLOST)


def _lesbar_for_enhet(bruker):
    if tilgang.svarer_for_kommunen(bruker):
        # Also what is being written: it is all in their line.
        return Q(person__isnull=True)
    skrives = tilgang.linjen(bruker) | Q(enhet__in=_gaatt_videre_til(bruker)) | Q(pk__in=_i_arbeidsgruppe(bruker))
    if tilgang.representerer_ansatte(bruker):
        skrives |= ~Q(status=Kompetanseplan.Status.UTKAST)
    return Q(person__isnull=True) & (Q(gjelder_fra__isnull=False) | skrives)


def mellom_de_to(bruker) -> Q:
    """A condition for rows with a `person` and a `leder` that the user is one of: oneself, or the leader as long as that
    leader still leads where the person works. A deputy is not one of the two."""
    ledere = tilgang.egne_lederroller(bruker)
    egen = Q(person_id=bruker.person_id)
    if not ledere:
        return egen
    folk = Person.objects.hos(ledere).order_by().values("pk")
    return egen | Q(usperret(ledere), leder_id=bruker.person_id, person__in=folk)


@spor()
class Kompetanseplan(KommuneModel):
    """What a unit needs to be able to do in a period, and how it gets there; below a parent plan.

    Its goals, needs and measures go on being kept after it is adopted: what was adopted is `Planversjon`, and
    `gjelder_fra` the day of the first. The plan of one person names the `leder` it is agreed with.
    """

    # Of the plan of one person.
    formaal = _("Følge opp det medarbeideren og lederen er blitt enige om at medarbeideren skal lære.")
    dataklasse = "egen frist"

    class Slag(models.TextChoices):
        STRATEGI = "strategi", _("Strategi")
        HANDLINGSPLAN = "handlingsplan", _("Handlingsplan")

    class Status(models.TextChoices):
        UTKAST = "utkast", _("Utkast")
        TIL_DROFTING = "til_drofting", _("Til drøfting")
        DROFTET = "droftet", _("Drøftet")
        TIL_BEHANDLING = "til_behandling", _("Til behandling")
        VEDTATT = "vedtatt", _("Vedtatt")
        AVLOST = "avlost", _("Avløst")

        @classmethod
        def under_arbeid(cls):
            """The states in which goals, needs and texts can be changed."""
            return (cls.UTKAST, cls.TIL_DROFTING, cls.DROFTET)

    enhet = models.ForeignKey(Enhet, on_delete=models.PROTECT, related_name="kompetanseplaner", verbose_name=_("enhet"))
    nivaa = models.CharField(_("nivå"), max_length=10, choices=Plannivaa.choices, editable=False)
    slag = models.CharField(_("slag"), max_length=15, choices=Slag.choices, default=Slag.HANDLINGSPLAN)
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="kompetanseplaner", verbose_name=_("for")
    )
    leder = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("avtalt med")
    )
    overordnet = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="underplaner",
        verbose_name=_("bygger på"),
    )
    # The plan that this one was rolled over from.
    forgjenger = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="etterfolger"
    )
    tittel = models.CharField(_("tittel"), max_length=150)
    fra = models.DateField(_("fra"))
    til = models.DateField(_("til"))
    status = models.CharField(_("status"), max_length=15, choices=Status.choices, default=Status.UTKAST)
    gjelder_fra = models.DateField(_("vedtatt første gang"), null=True, blank=True, editable=False)
    ansvarlig = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("ansvarlig")
    )
    mandat = models.TextField(_("mandat for arbeidsgruppen"), blank=True)
    # HR has marked it as one that others may learn from.
    er_eksempel = models.BooleanField(_("eksempel"), default=False, editable=False)
    opprettet = models.DateTimeField(_("opprettet"), default=timezone.now, editable=False)
    opprettet_av = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )

    objects = KompetanseplanQuerySet.as_manager()

    class Meta:
        verbose_name = _("kompetanseplan")
        verbose_name_plural = _("kompetanseplaner")
        ordering = ["-fra", "enhet__path"]
        constraints = [
            models.CheckConstraint(
                condition=Q(til__gte=F("fra")),
                name="kompetanseplan_periode_gyldig",
                violation_error_message=_("Planen kan ikke slutte før den begynner."),
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=True, leder__isnull=True) | Q(person__isnull=False, nivaa="person"),
                name="kompetanseplan_person_eller_enhet",
            ),
            models.CheckConstraint(
                condition=Q(overordnet__isnull=True) | ~Q(overordnet=F("id")),
                name="kompetanseplan_ikke_under_seg_selv",
                violation_error_message=_("Planen kan ikke bygge på seg selv."),
            ),
            ExclusionConstraint(
                name="kompetanseplan_en_per_enhet",
                expressions=[
                    ("enhet", RangeOperators.EQUAL),
                    ("slag", RangeOperators.EQUAL),
                    (DateRange(F("fra"), F("til"), models.Value("[]")), RangeOperators.OVERLAPS),
                ],
                condition=Q(person__isnull=True) & ~Q(status="avlost"),
                violation_error_message=_("Enheten har allerede en slik plan i denne perioden."),
            ),
            ExclusionConstraint(
                name="kompetanseplan_en_per_person",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    (DateRange(F("fra"), F("til"), models.Value("[]")), RangeOperators.OVERLAPS),
                ],
                condition=Q(person__isnull=False) & ~Q(status="avlost"),
                violation_error_message=_("Det finnes allerede en individuell plan for denne perioden."),
            ),
        ]
        indexes = [models.Index(fields=["kommune", "status"], name="kompetanseplan_status")]

    def __str__(self):
        return self.tittel

    def get_absolute_url(self):
        return reverse(f"planer:{'personplan' if self.er_individuell else 'plan'}-detail", args=[self.pk])

    @property
    def er_individuell(self) -> bool:
        return self.nivaa == Plannivaa.PERSON

    @property
    def enheter(self) -> list[Enhet]:
        """Its unit, and those that it has gone on in since: whoever answers for one of them answers for the plan."""
        enheter = [self.enhet]
        while (videre := enheter[-1].videre_i) and len(enheter) < 3:
            enheter.append(videre)
        return enheter

    @property
    def er_aapen(self) -> bool:
        """What it says may be changed now."""
        return self.status in self.Status.under_arbeid()

    @property
    def aar(self) -> int:
        """The year it is called by: the last that it covers."""
        return self.til.year

    @property
    def periode(self) -> str:
        """«2027» for a plan of one calendar year, else «2025–2028»."""
        return str(self.til.year) if self.fra.year == self.til.year else f"{self.fra.year}–{self.til.year}"

    @property
    def sist_frosset(self) -> dt.datetime | None:
        """When it was last frozen as it was adopted: what is done since is done towards the next."""
        return self.versjoner.aggregate(sist=Max("skrevet"))["sist"]

    def gjelder(self, dag: dt.date) -> bool:
        """Adopted, in its period, and not replaced."""
        return self.gjelder_fra is not None and self.status != self.Status.AVLOST and self.fra <= dag <= self.til


class Arbeidsgruppemedlem(KommuneModel):
    """One who works on the plan: sees and changes it as long as it is not up for adoption."""

    plan = models.ForeignKey(Kompetanseplan, on_delete=models.CASCADE, related_name="arbeidsgruppe")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("person"))
    funksjon = models.CharField(_("rolle i gruppen"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("medlem av arbeidsgruppen")
        verbose_name_plural = _("medlemmer av arbeidsgruppen")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "person"],
                name="arbeidsgruppe_en_gang",
                violation_error_message=_("Personen er allerede med i arbeidsgruppen."),
            )
        ]

    def __str__(self):
        return str(self.person)


def _gaatt_videre_til(bruker):
    """Units that have been merged into one that the user answers for, also by way of another: their plans follow."""
    videre = tilgang.linjen(bruker, "videre_i__path") | tilgang.linjen(bruker, "videre_i__videre_i__path")
    return Enhet.objects.filter(videre, videre_i__isnull=False).order_by().values("pk")


def _i_arbeidsgruppe(bruker):
    return Arbeidsgruppemedlem.objects.filter(person_id=bruker.person_id).order_by().values("plan")


def alle_nivaaer():
    return list(Plannivaa.values)


@spor()
class Seksjonsmal(KommuneModel):
    """A section that plans of some levels are written in: its heading, what to write, and a text to start from."""

    kode = models.SlugField(max_length=40, blank=True, editable=False)
    tittel = models.CharField(_("overskrift"), max_length=150)
    hjelp = models.TextField(_("hva som hører hjemme her"), blank=True)
    tekst = models.TextField(_("tekst å begynne med"), blank=True)
    nivaaer = ArrayField(
        models.CharField(max_length=10, choices=Plannivaa.choices),
        verbose_name=_("for planer på"),
        default=alle_nivaaer,
    )
    rekkefolge = models.PositiveSmallIntegerField(_("rekkefølge"), default=100)
    i_bruk = models.BooleanField(_("i bruk"), default=True)

    class Meta:
        verbose_name = _("seksjon i planmalen")
        verbose_name_plural = _("seksjoner i planmalen")
        ordering = ["rekkefolge", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kommune", "tittel"],
                name="seksjonsmal_tittel_unik",
                violation_error_message=_("Malen har allerede en seksjon med denne overskriften."),
            )
        ]

    def __str__(self):
        return self.tittel


@spor()
class Planseksjon(KommuneModel):
    """A section of one plan. `tekst` is cleaned HTML of the small subset in `felles.riktekst`."""

    plan = models.ForeignKey(Kompetanseplan, on_delete=models.CASCADE, related_name="seksjoner")
    mal = models.ForeignKey(Seksjonsmal, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    tittel = models.CharField(_("overskrift"), max_length=150)
    tekst = models.TextField(_("tekst"), blank=True)
    rekkefolge = models.PositiveSmallIntegerField(_("rekkefølge"), default=100)

    class Meta:
        verbose_name = _("seksjon")
        verbose_name_plural = _("seksjoner")
        ordering = ["rekkefolge", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "mal"], name="planseksjon_en_av_hver"),
        ]

    def __str__(self):
        return self.tittel


class Steg(models.IntegerChoices):
    """The three steps of a plan, as the sources name them."""

    MAAL = 1, _("Mål")
    BEHOV = 2, _("Behov")
    TILTAK = 3, _("Tiltak")


@spor()
class Refleksjonssporsmaal(KommuneModel):
    """A question that stands beside a step."""

    steg = models.PositiveSmallIntegerField(_("trinn"), choices=Steg.choices)
    tekst = models.CharField(_("spørsmål"), max_length=300)
    rekkefolge = models.PositiveSmallIntegerField(_("rekkefølge"), default=100)
    i_bruk = models.BooleanField(_("i bruk"), default=True)

    class Meta:
        verbose_name = _("refleksjonsspørsmål")
        verbose_name_plural = _("refleksjonsspørsmål")
        ordering = ["steg", "rekkefolge", "pk"]

    def __str__(self):
        return self.tekst


@spor()
class Refleksjonssvar(KommuneModel):
    """What a plan answers to a question; one answer for each."""

    plan = models.ForeignKey(Kompetanseplan, on_delete=models.CASCADE, related_name="refleksjoner")
    sporsmaal = models.ForeignKey(Refleksjonssporsmaal, on_delete=models.PROTECT, related_name="+")
    tekst = models.TextField(_("svar"))
    skrevet_av = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    skrevet = models.DateTimeField(_("skrevet"), default=timezone.now)

    class Meta:
        verbose_name = _("svar på refleksjonsspørsmål")
        verbose_name_plural = _("svar på refleksjonsspørsmål")
        constraints = [models.UniqueConstraint(fields=["plan", "sporsmaal"], name="refleksjonssvar_ett")]

    def __str__(self):
        return self.tekst
