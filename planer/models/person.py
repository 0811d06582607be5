"""The plan of one person: what its goals are tied to, and that both have said yes to it."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kartlegging.models import Kompetansekrav
from kompetanse.felles.historikk import spor
from kompetanse.felles.models import KommuneModel
from kompetanse.organisasjon.models import Person
from planer.models.maal import Maal
from planer.models.plan import Kompetanseplan
from planer.models.tiltak import Tiltak


@spor()
class Maalkobling(KommuneModel):
    """What a goal in the plan of one person is tied to: a measure in the plan of a unit, or a requirement that the person
    did not meet. `tekst` is what it was called, and stays when it is gone. The other end does not know of it."""

    formaal = Kompetanseplan.formaal
    dataklasse = "egen frist"
    gjelder_person = "maal__plan__person"

    maal = models.ForeignKey(Maal, on_delete=models.CASCADE, related_name="koblinger")
    tiltak = models.ForeignKey(Tiltak, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    krav = models.ForeignKey(Kompetansekrav, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    tekst = models.CharField(_("knyttet til"), max_length=300)

    class Meta:
        verbose_name = _("kobling fra et mål i en utviklingsplan")
        verbose_name_plural = _("koblinger fra mål i utviklingsplaner")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["maal", "tiltak"], name="maalkobling_tiltak_en_gang"),
            models.UniqueConstraint(fields=["maal", "krav"], name="maalkobling_krav_en_gang"),
            models.CheckConstraint(
                condition=Q(tiltak__isnull=True) | Q(krav__isnull=True), name="maalkobling_tiltak_eller_krav"
            ),
        ]

    def __str__(self):
        return self.tekst


class Planavtale(KommuneModel):
    """One of the two has said yes to the plan as it stands. Taken away when either withdraws."""

    formaal = Kompetanseplan.formaal
    dataklasse = "egen frist"

    plan = models.ForeignKey(Kompetanseplan, on_delete=models.CASCADE, related_name="avtaler")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    godtatt = models.DateTimeField(_("godtatt"), default=timezone.now)

    class Meta:
        verbose_name = _("ja til en utviklingsplan")
        verbose_name_plural = _("ja til utviklingsplaner")
        ordering = ["godtatt"]
        constraints = [models.UniqueConstraint(fields=["plan", "person"], name="planavtale_ett_ja")]

    def __str__(self):
        return str(self.person)
