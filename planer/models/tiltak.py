"""Step 3: measures, whom they are for, what they cost and who pays, and the choice between alternatives."""

import datetime as dt

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Prefetch, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from kartlegging.models import Stillingskategori
from kompetanse.felles.historikk import spor
from kompetanse.felles.models import KommuneModel
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Enhet, Person, Rolletype
from planer.models.behov import Kompetansebehov
from planer.models.listeverdi import Listeverdi, valg
from planer.models.maal import Maal
from planer.models.plan import Kompetanseplan
from planer.models.satsing import Satsingsomraade
from planer.models.tilskudd import Tilskudd


class Evalueringsnivaa(models.IntegerChoices):
    """Kirkpatrick's four levels (handbook 7)."""

    REAKSJONER = 1, _("Reaksjoner")
    LAERING = 2, _("Læring")
    ANVENDELSE = 3, _("Anvendelse")
    NYTTE = 4, _("Nytte")


class Anbefaling(models.TextChoices):
    """What is done the next time, by what an evaluation has shown."""

    GJENTA = "gjenta", _("Gjør det igjen")
    ENDRE = "endre", _("Gjør det igjen, men annerledes")
    LA_VAERE = "la_vaere", _("Gjør det ikke igjen")


# Relation of a measure → the attribute that holds it as a list. A manager and a query for each relation of each of two
# hundred rows cost more than the rest of their table.
LISTER = {
    "behov": "behovene",
    "maater": "maatene",
    "kategorier": "kategoriene",
    "roller": "rollene",
    "enheter": "enhetene",
    "deltakere": "deltakerne",
    "midler": "midlene",
    "kostnader": "kostnadene",
}


def _liste(relasjon):
    return cached_property(lambda tiltak: list(getattr(tiltak, relasjon).all()))


class TiltakQuerySet(models.QuerySet):
    def visible_to(self, bruker):
        """Those of the plans that the user sees, and those that are common for a unit that one answers for."""
        return self._synlige(Kompetanseplan.objects.visible_to(bruker), bruker)

    def for_enheter_visible_to(self, bruker):
        """All but those of one person's plan, which has pages of its own; without asking whom the user leads."""
        synlige = self._synlige(Kompetanseplan.objects.for_enheter_visible_to(bruker), bruker)
        return synlige.filter(plan__person__isnull=True)

    def _synlige(self, planer, bruker):
        # Both are found once, where `exists` would ask anew of every measure.
        i_planene = Q(plan__in=planer.order_by().values("pk"))
        if tilgang.svarer_for_kommunen(bruker):
            # What is common for units stands in the plan of one.
            return self.filter(i_planene)
        return self.filter(i_planene | Q(pk__in=_felles_for(_stier(bruker))))

    def felles_i(self, plan):
        """Those of plans above in the same period that are common for the unit of this plan, or for one above it."""
        return self.felles_for_enheten(plan.enhet, plan.fra, plan.til).exclude(plan=plan)

    def felles_for_enheten(self, enhet, fra, til):
        """Those of plans of that time that are common for the unit, or for one above it."""
        stier = [*enhet.stier_over, enhet.path]
        samtidig = Q(plan__fra__lte=til, plan__til__gte=fra) & ~Q(plan__status=Kompetanseplan.Status.AVLOST)
        return self.filter(samtidig, pk__in=_felles_for(stier))

    def for_list(self):
        """All that a row of its own plan's table shows, in a constant number of statements; not the goals."""
        med = {"kostnader": Tiltakskostnad.objects.select_related("kilde")}
        return self.select_related("laeringsform").prefetch_related(
            Prefetch("ansvarlig", Person.objects.med_slutt()),
            *(Prefetch(relasjon, med.get(relasjon), to_attr=liste) for relasjon, liste in LISTER.items()),
        )

    def virker(self):
        """Those that count as a way to a goal or a need: all that are not stopped."""
        return self.filter(status__in=Tiltak.Status.virker())

    def aapne(self):
        """Those that are not done and not stopped."""
        return self.exclude(status__in=Tiltak.Status.avsluttede())

    def uten_ansvarlig_igjen(self):
        """Open ones whose responsible has left."""
        sluttet = Person.objects.med_slutt().filter(har_sluttet=True, pk=OuterRef("ansvarlig"))
        return self.aapne().filter(Exists(sluttet))

    def over_fristen(self, paa_dato: dt.date | None = None):
        """Open ones whose last day has passed on a date (today); the same as `er_over_fristen`."""
        return self.aapne().filter(frist__lt=paa_dato or timezone.localdate())

    def evaluerte_for(self, enhet):
        """Those of the unit's plans, and those that were common for it or for one above, of which an evaluation has
        concluded."""
        felles = _felles_for([*enhet.stier_over, enhet.path])
        return self.filter(Q(plan__enhet=enhet, plan__person__isnull=True) | Q(pk__in=felles), evaluert__isnull=False)

    def uten_anker(self):
        """Those that serve neither a goal nor a need."""
        return self.filter(maal__isnull=True, behov__isnull=True)


def _felles_for(stier):
    """The measures that are common for one of the units at these paths."""
    return Tiltak.felles_for.through.objects.filter(enhet__path__in=stier).values("tiltak")


def _stier(bruker):
    """The paths of the units that the user answers for as leader or HR, and of those above them."""
    egne = [rolle.sti for rolle in tilgang.aktive_roller(bruker) if rolle.kode in tilgang.MED_INNSYN_I_SAKER]
    return {sti[:lengde] for sti in egne for lengde in range(Enhet.steplen, len(sti) + 1, Enhet.steplen)}


@spor()
class Tiltak(KommuneModel):
    """A measure of the plan that owns it. What it costs counts there, also when it is common for several units."""

    # Of the plan of one person.
    formaal = Kompetanseplan.formaal
    dataklasse = "egen frist"
    gjelder_person = "plan__person"

    class Status(models.TextChoices):
        FORSLAG = "forslag", _("Utkast")
        PLANLAGT = "planlagt", _("Planlagt")
        I_GANG = "i_gang", _("I gang")
        FERDIG = "ferdig", _("Gjennomført")
        STOPPET = "stoppet", _("Stoppet")

        @classmethod
        def avsluttede(cls):
            return (cls.FERDIG, cls.STOPPET)

        @classmethod
        def virker(cls):
            return [status for status in cls if status != cls.STOPPET]

    class Omfangsenhet(models.TextChoices):
        TIMER = "timer", _("timer")
        DAGER = "dager", _("dager")

    class Laerer(models.TextChoices):
        EGEN = "egen", _("Egne krefter")
        EKSTERN = "ekstern", _("Ekstern")

    class Deltakelse(models.TextChoices):
        INDIVIDUELT = "individuelt", _("Individuelt")
        KOLLEKTIVT = "kollektivt", _("Kollektivt")

    class Styring(models.TextChoices):
        SENTRALT = "sentralt", _("Sentralt")
        LOKALT = "lokalt", _("Lokalt")

    plan = models.ForeignKey(Kompetanseplan, on_delete=models.CASCADE, related_name="tiltak")
    navn = models.CharField(_("tiltak"), max_length=200)
    beskrivelse = models.TextField(_("beskrivelse"), blank=True)
    behov = models.ManyToManyField(Kompetansebehov, blank=True, related_name="tiltak", verbose_name=_("behov"))
    maal = models.ManyToManyField(Maal, blank=True, related_name="tiltak", verbose_name=_("mål"))
    # One at most, so that what it costs is counted in one area.
    satsingsomraade = models.ForeignKey(
        Satsingsomraade,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("satsingsområde"),
    )
    maater = models.ManyToManyField(
        Listeverdi,
        blank=True,
        limit_choices_to={"liste": Listeverdi.Liste.MAATE},
        related_name="+",
        verbose_name=_("slik skaffer vi kompetansen"),
    )
    laeringsform = valg(Listeverdi.Liste.LAERINGSFORM, _("læringsform"), null=True, blank=True)
    laeringsarena = valg(Listeverdi.Liste.LAERINGSARENA, _("læringsarena"), null=True, blank=True)
    # Whom it is for: any of these, and the number planned, or words as long as that is unknown (never 0 for unknown).
    maalgruppe = models.CharField(_("målgruppe"), max_length=300, blank=True)
    kategorier = models.ManyToManyField(
        Stillingskategori, blank=True, related_name="+", verbose_name=_("stillingskategorier")
    )
    enheter = models.ManyToManyField(Enhet, blank=True, related_name="+", verbose_name=_("enheter"))
    roller = models.ManyToManyField(Rolletype, blank=True, related_name="+", verbose_name=_("roller"))
    antall = models.PositiveIntegerField(
        _("antall deltakere"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    omfang = models.DecimalField(_("omfang for hver"), max_digits=7, decimal_places=1, null=True, blank=True)
    omfang_i = models.CharField(_("omfang i"), max_length=5, choices=Omfangsenhet.choices, blank=True)
    laerer = models.CharField(_("hvem som lærer bort"), max_length=10, choices=Laerer.choices, blank=True)
    deltakelse = models.CharField(_("deltakelse"), max_length=12, choices=Deltakelse.choices, blank=True)
    styring = models.CharField(_("styres"), max_length=10, choices=Styring.choices, blank=True)
    ansvarlig = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("ansvarlig")
    )
    ansvarlig_tekst = models.CharField(_("ansvarlig, med ord"), max_length=150, blank=True)
    fra = models.DateField(_("fra"), null=True, blank=True)
    frist = models.DateField(_("frist"), null=True, blank=True)
    frist_tekst = models.CharField(_("frist, med ord"), max_length=60, blank=True)
    kostnad_tekst = models.CharField(_("kostnad og finansiering, med ord"), max_length=200, blank=True)
    # The grant that is to pay, or a part of it.
    tilskudd = models.ForeignKey(
        Tilskudd, on_delete=models.PROTECT, null=True, blank=True, related_name="tiltak", verbose_name=_("tilskudd")
    )
    vikartimer = models.DecimalField(_("vikartimer"), max_digits=8, decimal_places=1, null=True, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.FORSLAG)
    status_tekst = models.CharField(_("status, med ord"), max_length=200, blank=True)
    # The order is the priority: the first is number one.
    rekkefolge = models.PositiveSmallIntegerField(_("rekkefølge"), default=100)
    evalueringsnivaaer = ArrayField(
        models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(4)]),
        verbose_name=_("evalueres på"),
        default=list,
        blank=True,
    )
    evaluering = models.TextField(_("slik ser vi om det virket"), blank=True)
    # What an evaluation concluded, as the app above writes it down here; the address of its report is text.
    laering = models.CharField(_("det vi lærte"), max_length=300, blank=True, editable=False)
    anbefaling = models.CharField(
        _("neste gang"), max_length=10, choices=Anbefaling.choices, blank=True, editable=False
    )
    evaluert = models.DateField(_("evaluert"), null=True, blank=True, editable=False)
    evaluering_adresse = models.CharField(max_length=200, blank=True, editable=False)
    merknad = models.TextField(_("merknad"), blank=True)
    # Samarbeide: with whom, and until when. Lærlinger: in which trade, and how many places.
    partner = models.CharField(_("samarbeidspartner"), max_length=150, blank=True)
    samarbeid_til = models.DateField(_("samarbeidet varer til"), null=True, blank=True)
    fag = models.CharField(_("lærefag"), max_length=100, blank=True)
    plasser = models.PositiveSmallIntegerField(_("læreplasser"), null=True, blank=True)
    # The units below that the measure is for as well: it stands in their plans too.
    felles_for = models.ManyToManyField(
        Enhet, blank=True, related_name="felles_tiltak", verbose_name=_("felles for enhetene")
    )
    # What the kommune's own columns hold: key of the column → text (handlingsplan).
    egne = models.JSONField(default=dict, blank=True, editable=False)
    forgjenger = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="videreforinger"
    )
    # What it was taken from in another unit's plan (`gjenbruk.henting`): always the first, however many have passed it on.
    hentet_fra = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="hentet"
    )

    objects = TiltakQuerySet.as_manager()

    # As they are when first asked for; `for_list` reads them for all its rows at once.
    behovene, maatene, kostnadene, midlene = _liste("behov"), _liste("maater"), _liste("kostnader"), _liste("midler")
    kategoriene, rollene, enhetene = _liste("kategorier"), _liste("roller"), _liste("enheter")
    deltakerne = _liste("deltakere")

    class Meta:
        verbose_name = _("tiltak")
        verbose_name_plural = _("tiltak")
        ordering = ["rekkefolge", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(fra__isnull=True) | Q(frist__isnull=True) | Q(frist__gte=F("fra")),
                name="tiltak_periode_gyldig",
                violation_error_message=_("Fristen kan ikke komme før tiltaket begynner."),
            ),
            models.UniqueConstraint(
                fields=["plan", "forgjenger"], condition=Q(forgjenger__isnull=False), name="tiltak_viderefort_en_gang"
            ),
            models.UniqueConstraint(
                fields=["plan", "hentet_fra"], condition=Q(hentet_fra__isnull=False), name="tiltak_hentet_en_gang"
            ),
        ]
        indexes = [models.Index(fields=["kommune", "frist"], name="tiltak_frist")]

    def __str__(self):
        return self.navn

    def get_absolute_url(self):
        return reverse("planer:tiltak-detail", args=[self.pk])

    @property
    def er_avsluttet(self) -> bool:
        return self.status in self.Status.avsluttede()

    def er_over_fristen(self, dag: dt.date) -> bool:
        """Open, and its last day has passed; the same as `over_fristen` of the queryset."""
        return not self.er_avsluttet and self.frist is not None and self.frist < dag


class Tiltaksdeltaker(KommuneModel):
    """A person whom a measure names."""

    formaal = _("Vite hvem et kompetansetiltak er planlagt for.")
    dataklasse = "egen frist"

    tiltak = models.ForeignKey(Tiltak, on_delete=models.CASCADE, related_name="deltakere")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("person"))

    class Meta:
        verbose_name = _("deltaker i tiltak")
        verbose_name_plural = _("deltakere i tiltak")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["tiltak", "person"], name="tiltaksdeltaker_en_gang")]

    def __str__(self):
        return str(self.person)


@spor()
class Tiltakskostnad(KommuneModel):
    """What a measure costs one year, and who pays."""

    tiltak = models.ForeignKey(Tiltak, on_delete=models.CASCADE, related_name="kostnader")
    aar = models.PositiveSmallIntegerField(_("år"))
    kilde = valg(Listeverdi.Liste.KILDE, _("finansiering"))
    belop = models.DecimalField(_("beløp"), max_digits=12, decimal_places=2, validators=[MinValueValidator(0)])

    class Meta:
        verbose_name = _("kostnad")
        verbose_name_plural = _("kostnader")
        ordering = ["aar", "kilde__rekkefolge"]
        constraints = [
            models.UniqueConstraint(
                fields=["tiltak", "aar", "kilde"],
                name="tiltakskostnad_en_per_aar_og_kilde",
                violation_error_message=_("Tiltaket har allerede et beløp fra denne kilden dette året."),
            ),
            models.CheckConstraint(condition=Q(belop__gte=0), name="tiltakskostnad_ikke_negativ"),
        ]

    def __str__(self):
        return f"{self.tiltak}: {self.belop}"


@spor()
class Tiltaksalternativ(KommuneModel):
    """One of several ways to meet a critical need, side by side; at most one is chosen, with a reason."""

    behov = models.ForeignKey(Kompetansebehov, on_delete=models.CASCADE, related_name="alternativer")
    navn = models.CharField(_("alternativ"), max_length=200)
    maate = valg(Listeverdi.Liste.MAATE, _("måte"), null=True, blank=True)
    kostnad = models.DecimalField(_("kostnad"), max_digits=12, decimal_places=2, null=True, blank=True)
    virker_fra = models.DateField(_("virker fra"), null=True, blank=True)
    dekker = models.PositiveIntegerField(_("dekker så mange"), null=True, blank=True)
    risiko = models.TextField(_("risiko"), blank=True)
    valgt = models.BooleanField(_("valgt"), default=False)
    grunn = models.TextField(_("hvorfor"), blank=True)
    tiltak = models.OneToOneField(
        Tiltak, on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="alternativ"
    )

    class Meta:
        verbose_name = _("alternativ")
        verbose_name_plural = _("alternativer")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["behov"], condition=Q(valgt=True), name="tiltaksalternativ_ett_valgt"),
            models.CheckConstraint(
                condition=Q(valgt=False) | ~Q(grunn=""),
                name="tiltaksalternativ_valgt_med_grunn",
                violation_error_message=_("Skriv hvorfor dere velger dette."),
            ),
        ]

    def __str__(self):
        return self.navn
