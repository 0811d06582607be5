"""Rights to act: a role type, for a unit and what is below it, in a period; and who stands in for whom."""

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kompetanse.felles.historikk import spor
from kompetanse.felles.models import KommuneModel
from kompetanse.felles.periode import PeriodeQuerySet, slutt_etter_start
from kompetanse.organisasjon.models.aktiv_rolle import omraadet


class Rollekode(models.TextChoices):
    """The roles that the product itself gives rights to. A kommune may rename them and add its own."""

    HR = "hr", _("HR-rådgiver")
    HR_LEDER = "hr_leder", _("Avdelingsdirektør HR og virksomhetsstyring")
    KOMMUNEDIREKTOR = "kommunedirektor", _("Etatsdirektør")
    ETATSLEDERGRUPPE = "etatsledergruppe", _("Medlem av etatsledergruppen")
    AVDELINGSDIREKTOR = "avdelingsdirektor", _("Avdelingsdirektør")
    LEDER = "leder", _("Leder")
    TILLITSVALGT = "tillitsvalgt", _("Tillitsvalgt")
    VERNEOMBUD = "verneombud", _("Verneombud")
    MBU_MEDLEM = "mbu_medlem", _("Medlem av MBU")
    MBU_SEKRETAER = "mbu_sekretaer", _("Sekretær for MBU")
    SYSTEMANSVARLIG = "systemansvarlig", _("Systemansvarlig")

    @classmethod
    def ledere(cls):
        """Roles that lead the unit they are attached to."""
        return (cls.LEDER, cls.AVDELINGSDIREKTOR, cls.KOMMUNEDIREKTOR)

    @classmethod
    def hr(cls):
        return (cls.HR, cls.HR_LEDER)

    @classmethod
    def forvaltere(cls):
        """Roles that keep roles and accounts."""
        return (*cls.hr(), cls.SYSTEMANSVARLIG)

    @classmethod
    def med_ansvar(cls):
        """Roles by which people are seen: leaders their line, those who keep roles and accounts theirs."""
        return (*cls.forvaltere(), *cls.ledere())

    @classmethod
    def for_kommunen(cls):
        """Seats in the bodies that the kommune has one of."""
        return (cls.ETATSLEDERGRUPPE, cls.MBU_MEDLEM, cls.MBU_SEKRETAER)


class Rolletype(KommuneModel):
    """A role as this kommune knows it: its title, and the level whose leaders hold it by themselves."""

    kode = models.SlugField(_("kode"), max_length=40)
    navn = models.CharField(_("navn"), max_length=150)
    rekkefolge = models.PositiveSmallIntegerField(_("rekkefølge"), default=100)
    leder_paa_nivaa = models.PositiveSmallIntegerField(
        _("følger med lederstillingen på nivå"),
        null=True,
        blank=True,
        help_text=_("Ledere på dette nivået i treet får rollen av seg selv. 1 er kommunen."),
    )

    class Meta:
        verbose_name = _("rolletype")
        verbose_name_plural = _("rolletyper")
        ordering = ["rekkefolge", "navn"]
        constraints = [models.UniqueConstraint(fields=["kommune", "kode"], name="rolletype_kode_unik")]

    def __str__(self):
        return self.navn


class RolleQuerySet(PeriodeQuerySet):
    def visible_to(self, bruker):
        """The roles of their units for those who give them; for others, what they hold and stand in for."""
        vikarierer = Stedfortreder.objects.filter(rolle=OuterRef("pk"), person_id=bruker.person_id)
        egne = Q(person_id=bruker.person_id) | Exists(vikarierer)
        return self.filter(egne | omraadet(bruker.roller_som(*Rollekode.forvaltere())), kommune_id=bruker.kommune_id)

    def for_hele_kommunen(self):
        """Roles that cover every unit; the same as `AktivRolle.gjelder_hele_kommunen`."""
        return self.filter(enhet__depth=1, med_underliggende=True)

    def kan_brukes_av(self, person_id, paa_dato=None):
        """Roles that a person holds, or may act in as deputy, on a date."""
        dato = paa_dato or timezone.localdate()
        egne = Rolle.objects.filter(person_id=person_id).order_by().values("pk")
        laante = Stedfortreder.objects.gjeldende(dato).filter(person_id=person_id).order_by().values("rolle")
        # Two small sets by their indexes: with «or» the database reads every role of the kommune, on every page.
        return self.gjeldende(dato).filter(pk__in=egne.union(laante))


@spor()
class Rolle(KommuneModel):
    """One person's right to act for one unit (and those below it, where `med_underliggende`)."""

    formaal = _("Vite hvem som kan gjøre hva.")
    dataklasse = "egen frist"

    class Kilde(models.TextChoices):
        TILDELT = "tildelt", _("Tildelt")
        LEDERSTILLING = "lederstilling", _("Følger av lederstilling")

    type = models.ForeignKey(Rolletype, on_delete=models.PROTECT, related_name="roller", verbose_name=_("rolle"))
    person = models.ForeignKey(
        "organisasjon.Person", on_delete=models.PROTECT, related_name="roller", verbose_name=_("person")
    )
    enhet = models.ForeignKey(
        "organisasjon.Enhet", on_delete=models.PROTECT, related_name="roller", verbose_name=_("enhet")
    )
    med_underliggende = models.BooleanField(_("gjelder også enhetene under"), default=True)
    fra = models.DateField(_("fra"), default=timezone.localdate)
    til = models.DateField(_("til"), null=True, blank=True)
    kilde = models.CharField(_("kilde"), max_length=15, choices=Kilde.choices, default=Kilde.TILDELT)

    objects = RolleQuerySet.as_manager()

    class Meta:
        verbose_name = _("rolle")
        verbose_name_plural = _("roller")
        ordering = ["type__rekkefolge", "enhet__path", "fra"]
        constraints = [
            slutt_etter_start("rolle_periode_gyldig"),
            models.UniqueConstraint(
                fields=["type", "person", "enhet"],
                condition=Q(til__isnull=True),
                name="rolle_en_aapen",
                violation_error_message=_("Personen har allerede denne rollen for enheten."),
            ),
        ]
        indexes = [models.Index(fields=["enhet", "type"], name="rolle_enhet_type")]

    def __str__(self):
        return f"{self.type}, {self.enhet}"

    # As an acting role is read (`AktivRolle`).
    @property
    def kode(self):
        return self.type.kode

    @property
    def innehaver_id(self):
        return self.person_id


@spor()
class Stedfortreder(KommuneModel):
    """Acts in the role's name in a period; what is done is recorded as done on the holder's behalf."""

    rolle = models.ForeignKey(Rolle, on_delete=models.CASCADE, related_name="stedfortredere")
    person = models.ForeignKey(
        "organisasjon.Person", on_delete=models.PROTECT, related_name="stedfortreder_for", verbose_name=_("person")
    )
    fra = models.DateField(_("fra"), default=timezone.localdate)
    til = models.DateField(_("til"))
    grunn = models.CharField(_("grunn"), max_length=200, blank=True)

    objects = PeriodeQuerySet.as_manager()

    class Meta:
        verbose_name = _("stedfortreder")
        verbose_name_plural = _("stedfortredere")
        ordering = ["-fra"]
        constraints = [
            models.CheckConstraint(
                condition=Q(til__gte=F("fra")),
                name="stedfortreder_periode_gyldig",
                violation_error_message=_("Sluttdatoen kan ikke komme før startdatoen."),
            )
        ]

    def __str__(self):
        return f"{self.person} for {self.rolle.person}"
