"""What a kommune decides about its own applications: the chain's steps and the standing texts."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kompetanse.felles.models import KommuneModel


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
    organisering_tekst = models.TextField(_("organisering av de sentrale midlene"), blank=True)
    forslag_til_vedtak = models.TextField(
        _("forslag til vedtak"),
        default="Medbestemmelsesutvalget tar oversikt og fordeling av sentrale kompetansemidler til orientering.",
    )
    habilitet_hjemmel = models.CharField(
        _("hjemmel for habilitet"), max_length=150, blank=True, default="forvaltningsloven § 6"
    )
    klage_tekst = models.TextField(_("tekst om klage eller spørsmål i brevet"), blank=True)
    rapportfrist_dager = models.PositiveSmallIntegerField(_("frist for rapport etter tiltaket, i dager"), default=30)

    class Meta:
        verbose_name = _("oppsett for søknader")
        verbose_name_plural = _("oppsett for søknader")

    def __str__(self):
        return f"{self._meta.verbose_name} {self.kommune}"
