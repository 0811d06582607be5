"""What a kommune decides about its own applications: the chain's steps and the standing texts."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kompetanse.felles.models import KommuneModel, UtfortIRolle
from kompetanse.organisasjon.models.enhet import DateRange


class Steghandling(models.TextChoices):
    """What a step in the chain does with a case."""

    ANBEFALING = "anbefaling", _("Anbefaler")
    INNSTILLING = "innstilling", _("Kontrollerer og innstiller")
    MOTE = "mote", _("Beslutter i møte")
    ORIENTERING = "orientering", _("Orienteres")

    @classmethod
    def i_linjen(cls):
        """What one person answers; a meeting and MBU do the rest."""
        return (cls.ANBEFALING, cls.INNSTILLING)


class Kjedesteg(KommuneModel):
    """One step of the chain as the kommune has set it up now; a case copies the steps when it is sent."""

    rekkefolge = models.PositiveSmallIntegerField(_("rekkefølge"))
    rolletype = models.ForeignKey(
        "organisasjon.Rolletype", on_delete=models.PROTECT, related_name="+", verbose_name=_("rolle")
    )
    tittel = models.CharField(_("tittel"), max_length=150)
    handling = models.CharField(_("hva steget gjør"), max_length=15, choices=Steghandling.choices)
    kan_returnere = models.BooleanField(_("kan returnere til søker"), default=True)
    kan_avslaa = models.BooleanField(_("kan avslå"), default=True)
    frist_dager = models.PositiveSmallIntegerField(_("frist i dager"), default=7)

    class Meta:
        verbose_name = _("steg i saksgangen")
        verbose_name_plural = _("steg i saksgangen")
        ordering = ["rekkefolge"]
        constraints = [
            models.UniqueConstraint(
                fields=["kommune", "rekkefolge"],
                name="kjedesteg_rekkefolge_unik",
                deferrable=models.Deferrable.DEFERRED,
                violation_error_message=_("To steg kan ikke ha samme plass i rekkefølgen."),
            )
        ]

    def __str__(self):
        return self.tittel


class Soknadsoppsett(models.Model):
    """Standing texts and choices, one row per kommune. The defaults are the source case's own sentences."""

    kommune = models.OneToOneField("organisasjon.Kommune", on_delete=models.PROTECT, related_name="soknadsoppsett")
    beslutningsorgan = models.CharField(_("den som beslutter"), max_length=100, default="etatsledergruppen")
    utvalg = models.CharField(_("utvalget som orienteres"), max_length=100, default="Medbestemmelsesutvalget")
    utvalg_kortnavn = models.CharField(_("forkortelse"), max_length=20, default="MBU")
    fagspesifikk_tekst = models.TextField(
        _("om fagspesifikk kompetanse"), default="Fagspesifikk kompetanse dekkes av midler som er fordelt ut."
    )
    tverrgaaende_tekst = models.TextField(
        _("om kompetanse på tvers"), default="Kompetanse på tvers av avdelingene dekkes av sentrale midler."
    )
    strategi_tekst = models.TextField(
        _("om kompetansestrategien"),
        blank=True,
        default=(
            "Overordnet kompetansestrategi er under arbeid. Frem til den er ferdig, fordeles sentrale kompetansemidler av "
            "etatsledergruppen. MBU orienteres fortløpende om bruken av de sentrale kompetansemidlene."
        ),
    )
    oremerking_tekst = models.TextField(
        _("om øremerking"),
        blank=True,
        default=(
            "Deler av de sentrale midlene kan øremerkes til prioriterte etatsovergripende satsinger: personvern og "
            "informasjonssikkerhet, digital kompetanse, Office 365, leder- og medarbeiderutvikling."
        ),
    )
    organisering_tekst = models.TextField(_("organisering av de sentrale midlene"), blank=True)
    forslag_til_vedtak = models.TextField(
        _("forslag til vedtak"),
        default="Medbestemmelsesutvalget tar oversikt og fordeling av sentrale kompetansemidler til orientering.",
    )
    forslag_uten_soknader = models.TextField(
        _("forslag til vedtak uten søknader"),
        default="Medbestemmelsesutvalget tar oversikten over sentrale kompetansemidler til orientering.",
    )
    habilitet_hjemmel = models.CharField(
        _("hjemmel for habilitet"), max_length=150, blank=True, default="forvaltningsloven § 6"
    )
    til_stede_prosent = models.PositiveSmallIntegerField(_("andel som må være til stede, i prosent"), default=50)
    klage_tekst = models.TextField(
        _("tekst om klage eller spørsmål i brevet"),
        blank=True,
        default=(
            "Har dere spørsmål til avgjørelsen, eller mener dere at den bygger på feil opplysninger, tar dere kontakt med "
            "HR. Fortell hva som er feil, og hva dere mener er riktig. Dere kan også rette opplysningene og søke på nytt."
        ),
    )
    # Else applications are received continuously.
    i_runder = models.BooleanField(_("søknader tas imot i runder"), default=False)
    rapportfrist_dager = models.PositiveSmallIntegerField(_("frist for rapport etter tiltaket, i dager"), default=30)

    class Meta:
        verbose_name = _("oppsett for søknader")
        verbose_name_plural = _("oppsett for søknader")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(til_stede_prosent__lte=100),
                name="soknadsoppsett_til_stede_hoyst_alle",
                violation_error_message=_("Skriv en andel mellom 0 og 100 prosent."),
            )
        ]

    def __str__(self):
        return f"{self._meta.verbose_name} {self.kommune}"


class Soknadsrunde(KommuneModel):
    """The days on which applications for a year's money are received, where the kommune does so in rounds."""

    navn = models.CharField(_("navn"), max_length=80)
    aar = models.PositiveSmallIntegerField(_("år"))
    aapner = models.DateField(_("åpner"))
    frist = models.DateField(_("frist"))
    # The day on which those with a draft were last reminded.
    paaminnet = models.DateField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("søknadsrunde")
        verbose_name_plural = _("søknadsrunder")
        ordering = ["-aar", "frist"]
        constraints = [
            models.CheckConstraint(
                condition=Q(frist__gte=F("aapner")),
                name="soknadsrunde_dager_gyldig",
                violation_error_message=_("Fristen kan ikke være før dagen runden åpner."),
            ),
            ExclusionConstraint(
                name="soknadsrunde_en_om_gangen",
                expressions=[
                    ("kommune", RangeOperators.EQUAL),
                    ("aar", RangeOperators.EQUAL),
                    (DateRange(F("aapner"), F("frist"), models.Value("[]")), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("En annen runde for samme år er åpen i de samme dagene. Endre datoene."),
            ),
        ]

    def __str__(self):
        return self.navn

    def get_absolute_url(self):
        return reverse("soknader:soknadsrunde-update", args=[self.pk])


class Etterfrist(KommuneModel):
    """One applicant may send applications in a round after its deadline."""

    formaal = _("Vise hvem som fikk sende søknad etter fristen, og hvorfor.")
    dataklasse = "bevares"
    gjelder_person = "soker__person"

    soknadsrunde = models.ForeignKey(Soknadsrunde, on_delete=models.CASCADE, related_name="etterfrister")
    soker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("søker")
    )
    frist = models.DateField(_("ny frist"))
    grunn = models.TextField(_("grunn"))
    gitt_av = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    gitt = models.DateTimeField(_("gitt"), default=timezone.now)

    class Meta:
        verbose_name = _("etterfrist")
        verbose_name_plural = _("etterfrister")
        ordering = ["-gitt", "-pk"]

    def __str__(self):
        return f"{self.soker} {self.frist:%Y-%m-%d}"


class Beslutningsvurdering(UtfortIRolle, KommuneModel):
    """What HR answered when an overall plan was adopted: do the decider and the chain of the central money change?"""

    formaal = _("Vise hvem som vurderte om beslutningen om sentrale midler skulle endres, og hvorfor.")
    dataklasse = "bevares"
    gjelder_person = "vurdert_av__person"

    class Svar(models.TextChoices):
        UENDRET = "uendret", _("Ingen endring")
        ENDRET = "endret", _("Endret")

    plan = models.OneToOneField("planer.Kompetanseplan", on_delete=models.PROTECT, related_name="+")
    svar = models.CharField(_("svar"), max_length=10, choices=Svar.choices)
    grunn = models.TextField(_("grunn"))
    vurdert_av = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    vurdert = models.DateTimeField(_("vurdert"), default=timezone.now)

    class Meta:
        verbose_name = _("vurdering av hvem som beslutter")
        verbose_name_plural = _("vurderinger av hvem som beslutter")
        ordering = ["-vurdert", "-pk"]

    def __str__(self):
        return f"{self.plan}: {self.get_svar_display()}"
