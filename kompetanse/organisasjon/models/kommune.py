"""The top of everything: one row per municipality in the installation."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from kompetanse.felles.varselrytme import Rytme


def standard_nivaanavn():
    """Names of the levels of the tree, from the municipality itself downwards."""
    return ["Kommune", "Sektor", "Avdeling", "Seksjon", "Team"]


class Kommune(models.Model):
    nummer = models.CharField(
        _("kommunenummer"),
        max_length=4,
        unique=True,
        validators=[RegexValidator(r"^\d{4}$", _("Skriv de fire sifrene i kommunenummeret."))],
    )
    navn = models.CharField(_("navn"), max_length=120)
    nivaanavn = models.JSONField(_("navn på nivåene"), default=standard_nivaanavn)
    malform = models.CharField(
        _("målform"), max_length=2, choices=[("nb", _("Bokmål")), ("nn", _("Nynorsk"))], default="nb"
    )
    varselrytme = models.CharField(_("varsler på e-post"), max_length=10, choices=Rytme.choices, default=Rytme.STRAKS)
    temafarge = models.CharField(
        _("temafarge"),
        max_length=7,
        blank=True,
        validators=[RegexValidator(r"^#[0-9a-fA-F]{6}$", _("Skriv fargen som # og seks tegn, for eksempel #0d7a5f."))],
    )
    logo = models.FileField(_("logo"), upload_to="logo/", blank=True)
    opprettet = models.DateTimeField(_("opprettet"), auto_now_add=True)

    class Meta:
        verbose_name = _("kommune")
        verbose_name_plural = _("kommuner")
        ordering = ["nummer"]

    def __str__(self):
        return self.navn

    def nivaa(self, dybde):
        """The name of the level at a depth of the tree, 1 being the municipality itself."""
        return self.nivaanavn[min(dybde, len(self.nivaanavn)) - 1]
