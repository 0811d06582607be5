"""What belongs to an application: the budget and the attachments."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kompetanse.felles.historikk import spor
from kompetanse.felles.models import KommuneModel
from soknader.models.ramme import BelopField


@spor()
class Budsjettlinje(KommuneModel):
    """One line of the budget: what it is for, and whether value added tax is in the amount."""

    class Mva(models.TextChoices):
        UTEN = "uten", _("uten mva.")
        MED = "med", _("med mva.")
        IKKE_OPPGITT = "ikke_oppgitt", _("ikke oppgitt")

    soknad = models.ForeignKey("soknader.Soknad", on_delete=models.CASCADE, related_name="budsjett")
    hva = models.CharField(_("hva"), max_length=200)
    belop = BelopField(_("beløp"))
    mva = models.CharField(_("mva."), max_length=15, choices=Mva.choices, default=Mva.UTEN)
    rekkefolge = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("budsjettlinje")
        verbose_name_plural = _("budsjettlinjer")
        ordering = ["rekkefolge", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(belop__gt=0),
                name="budsjettlinje_positiv",
                violation_error_message=_("Beløpet må være større enn null."),
            )
        ]

    def __str__(self):
        return self.hva


@spor()
class Vedlegg(KommuneModel):
    """An attachment whose content has been checked; stored under its sha256."""

    soknad = models.ForeignKey("soknader.Soknad", on_delete=models.CASCADE, related_name="vedlegg")
    filnavn = models.CharField(_("filnavn"), max_length=200)
    mime = models.CharField(max_length=100)
    lagringssti = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    storrelse = models.PositiveIntegerField(_("størrelse"))
    lastet_opp_av = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    lastet_opp = models.DateTimeField(_("lastet opp"), default=timezone.now)

    class Meta:
        verbose_name = _("vedlegg")
        verbose_name_plural = _("vedlegg")
        ordering = ["lastet_opp", "pk"]

    def __str__(self):
        return self.filnavn
