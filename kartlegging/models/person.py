"""What a person can: items with level, period and proof, and who confirmed them."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kartlegging.models.katalog import Kompetanse
from kartlegging.models.oppbevaring import usperret
from kartlegging.models.oppsett import bekrefterroller
from kompetanse.felles.historikk import spor
from kompetanse.felles.models import KommuneModel, LagretFil, UtfortIRolle
from kompetanse.felles.periode import i_perioden, ikke_slutt
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Person
from kompetanse.organisasjon.models.enhet import DateRange


class PersonkompetanseQuerySet(models.QuerySet):
    def visible_to(self, bruker):
        """One's own, and those of people in one's own line (leaders, others who may confirm), or of all (HR). What is
        blocked after someone has left, HR alone sees."""
        alle, egne = self.filter(kommune_id=bruker.kommune_id), Q(person_id=bruker.person_id)
        roller = bekrefterroller(bruker)
        if not roller:
            return alle.filter(egne)
        hele_kommunen = [rolle for rolle in roller if rolle.gjelder_hele_kommunen]
        if any(rolle.kode in tilgang.HR for rolle in hele_kommunen):
            return alle
        if hele_kommunen:
            return alle.filter(egne | usperret(roller))
        i_linjen = Q(person__in=Person.objects.hos(roller).order_by().values("pk"))
        return alle.filter(egne | (i_linjen & usperret(roller)))

    def venter(self, paa_dato=None):
        """Self-assessed, not run out on a date (today), and waiting for a leader to confirm."""
        return self.filter(ikke_slutt(paa_dato or timezone.localdate()), tilstand=Personkompetanse.Tilstand.EGENVURDERT)

    def venter_i(self, enhet, bruker):
        """Those that wait in a unit and below, for this user to answer: never one's own."""
        i_enheten = Person.objects.i_enhet(enhet).order_by().values("pk")
        return self.venter().filter(person__in=i_enheten).exclude(person=bruker.person_id)

    def for_visning(self):
        """With what the name, the level and the mark of each row are made of, and who agreed on the level."""
        rader = self.select_related("kompetanse__skala", "vurdert_av__person")
        return rader.prefetch_related("kompetanse__skala__trinn")

    def gyldig(self, paa_dato=None):
        """Valid on a date (today), whether confirmed or not; `oppfylling` decides what that is worth."""
        return self.filter(er_gyldig(paa_dato))


def er_gyldig(paa_dato=None) -> Q:
    """Valid on a date (today), as a condition on items."""
    return i_perioden(paa_dato or timezone.localdate()) & Q(tilstand__in=Personkompetanse.TELLER)


@spor()
class Personkompetanse(UtfortIRolle, KommuneModel):
    """One competence that a person has, at a level, from a day until a day.

    A level has one row at a time; proofs without level may overlap, and are valid for as long as any of them is.
    The role fields tell in which role it was confirmed or returned.
    """

    formaal = _("Vise hva den enkelte kan, hva arbeidet krever, og hva som mangler.")
    dataklasse = "egen frist"

    class Tilstand(models.TextChoices):
        PAABEGYNT = "paabegynt", _("Påbegynt")
        EGENVURDERT = "egenvurdert", _("Egenvurdert")
        BEKREFTET = "bekreftet", _("Bekreftet")
        RETURNERT = "returnert", _("Returnert")

    class Bruk(models.TextChoices):
        BRUKER = "bruker", _("Bruker jeg")
        LITE = "lite", _("Bruker jeg lite")
        MER = "mer", _("Vil jeg bruke mer")

    # What can meet a requirement; a returned or unfinished one cannot.
    TELLER = (Tilstand.EGENVURDERT, Tilstand.BEKREFTET)

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="kompetanser")
    kompetanse = models.ForeignKey(
        Kompetanse, on_delete=models.PROTECT, related_name="hos_personer", verbose_name=_("kompetanse")
    )
    nivaa = models.PositiveSmallIntegerField(_("nivå"), null=True, blank=True)
    fra = models.DateField(_("fra"), default=timezone.localdate)
    til = models.DateField(_("gyldig til"), null=True, blank=True)
    tilstand = models.CharField(
        _("tilstand"), max_length=12, choices=Tilstand.choices, default=Tilstand.EGENVURDERT, editable=False
    )
    forventet = models.DateField(_("ventes ferdig"), null=True, blank=True)
    institusjon = models.CharField(_("sted eller skole"), max_length=150, blank=True)
    studiepoeng = models.DecimalField(_("studiepoeng"), max_digits=5, decimal_places=1, null=True, blank=True)
    nus = models.PositiveSmallIntegerField(_("utdanningsnivå (NUS)"), null=True, blank=True)
    bruk = models.CharField(_("hvordan bruker du den?"), max_length=10, choices=Bruk.choices, blank=True)
    kommentar = models.TextField(_("kommentar"), blank=True)
    registrert_av = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    registrert = models.DateTimeField(_("registrert"), default=timezone.now, editable=False)
    vurdert_av = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    vurdert = models.DateTimeField(_("vurdert"), null=True, editable=False)
    vurdering = models.TextField(_("lederens kommentar"), blank=True, editable=False)
    # The day of the talk in which the two agreed on the level, and what the adjustment changed (`profil.justering`).
    avtalt = models.DateField(_("avtalt i samtalen"), null=True, blank=True, editable=False)
    foer_justering = models.JSONField(null=True, blank=True, editable=False)
    # When it was last saved or answered. An answer to the row as it was before that is refused (`versjon`).
    endret = models.DateTimeField(_("endret"), default=timezone.now, editable=False)

    objects = PersonkompetanseQuerySet.as_manager()

    class Meta:
        verbose_name = _("registrert kompetanse")
        verbose_name_plural = _("registrerte kompetanser")
        ordering = ["kompetanse__navn", "-fra"]
        constraints = [
            models.CheckConstraint(
                condition=Q(til__isnull=True) | Q(til__gte=F("fra")),
                name="personkompetanse_periode_gyldig",
                violation_error_message=_("Gyldig til kan ikke komme før fra-datoen."),
            ),
            ExclusionConstraint(
                name="personkompetanse_ett_nivaa_om_gangen",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("kompetanse", RangeOperators.EQUAL),
                    ("nivaa", RangeOperators.EQUAL),
                    (DateRange(F("fra"), F("til"), models.Value("[]")), RangeOperators.OVERLAPS),
                ],
                condition=Q(nivaa__isnull=False, tilstand__in=["egenvurdert", "bekreftet"]),
                violation_error_message=_("Du har allerede registrert dette nivået i perioden."),
            ),
        ]
        indexes = [
            models.Index(fields=["kommune", "kompetanse", "person"], name="personkompetanse_kompetanse"),
            models.Index(
                fields=["kommune", "person"], condition=Q(tilstand="egenvurdert"), name="personkompetanse_venter"
            ),
        ]

    def gyldig_paa(self, dag) -> bool:
        """The same as `er_gyldig`, of a row that is read."""
        return self.tilstand in self.TELLER and self.fra <= dag and (self.til is None or self.til >= dag)

    def __str__(self):
        return f"{self.kompetanse}"

    @property
    def versjon(self):
        """Tells whether the row is as a page showed it."""
        return f"{self.pk}-{self.endret.timestamp():.6f}"

    def save(self, *args, update_fields=None, **kwargs):
        self.endret = timezone.now()
        felter = None if update_fields is None else {*update_fields, "endret"}
        super().save(*args, update_fields=felter, **kwargs)


@spor()
class Bevisfil(LagretFil, KommuneModel):
    """A page or file of proof for one item; seen by the person, the leader and HR only."""

    formaal = _("Dokumentere en kompetanse.")
    dataklasse = "egen frist"
    gjelder_person = "personkompetanse__person"

    personkompetanse = models.ForeignKey(Personkompetanse, on_delete=models.CASCADE, related_name="filer")

    class Meta:
        verbose_name = _("bevis")
        verbose_name_plural = _("bevis")
        ordering = ["lastet_opp", "pk"]

    def __str__(self):
        return self.filnavn


class Utlopsvarsel(KommuneModel):
    """A reminder that has been sent: this proof, until that day, so many days ahead."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    kompetanse = models.ForeignKey(Kompetanse, on_delete=models.CASCADE, related_name="+")
    utloper = models.DateField()
    dager = models.PositiveSmallIntegerField()
    sendt = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("påminnelse om utløp")
        verbose_name_plural = _("påminnelser om utløp")
        constraints = [
            models.UniqueConstraint(fields=["person", "kompetanse", "utloper", "dager"], name="utlopsvarsel_en_gang")
        ]

    def __str__(self):
        return f"{self.kompetanse} {self.utloper}"
