"""Who can, and would like to? A leader asks about a task, and people answer with a few words."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kartlegging.models.katalog import Kompetanse
from kompetanse.felles.historikk import spor
from kompetanse.felles.models import KommuneModel, UtfortIRolle
from kompetanse.organisasjon.models import Enhet, Person
from kompetanse.organisasjon.models.person import HarSluttet, arbeider_i


class ForesporselQuerySet(models.QuerySet):
    def spurt_av(self, bruker):
        return self.filter(spurt_av=bruker, kommune_id=bruker.kommune_id)

    def visible_to(self, bruker):
        """Those that the user has asked, and those that are asked of the user: open, or answered."""
        svart = Foresporselsvar.objects.filter(person=bruker.person_id).values("foresporsel")
        spurt = self.til(bruker)
        return self.spurt_av(bruker) | spurt.aapne() | spurt.filter(pk__in=svart)

    def til(self, bruker):
        """Asked of a unit in which the user works today, by someone else."""
        return self.filter(arbeider_i(bruker.person_id), kommune_id=bruker.kommune_id).exclude(spurt_av=bruker)

    def aapne(self, paa_dato=None):
        """Not closed, not past the last day to answer on a date (today), and asked by someone who has not left."""
        dato = paa_dato or timezone.localdate()
        # Asked of the one who asked: who of all has left, is the whole kommune to read.
        aapne = self.alias(har_sluttet=HarSluttet(F("spurt_av__person"), Value(dato)))
        return aapne.filter(har_sluttet=False, lukket__isnull=True, svarfrist__gte=dato)


@spor()
class Foresporsel(UtfortIRolle, KommuneModel):
    """A question to all who work in a unit and below it: who can do this, and would like to?"""

    enhet = models.ForeignKey(Enhet, on_delete=models.PROTECT, related_name="foresporsler")
    tittel = models.CharField(_("hva det gjelder"), max_length=120)
    beskrivelse = models.TextField(_("beskrivelse"))
    kompetanse = models.ForeignKey(
        Kompetanse, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("kompetanse")
    )
    svarfrist = models.DateField(_("siste dag å svare"))
    spurt_av = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    spurt = models.DateTimeField(_("spurt"), default=timezone.now)
    lukket = models.DateTimeField(_("lukket"), null=True, blank=True)
    utfall = models.TextField(_("hva det ble til"), blank=True)

    objects = ForesporselQuerySet.as_manager()

    class Meta:
        verbose_name = _("forespørsel")
        verbose_name_plural = _("forespørsler")
        ordering = ["-spurt", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(utfall="") | Q(lukket__isnull=False), name="foresporsel_utfall_naar_lukket"
            )
        ]

    def __str__(self):
        return self.tittel

    def get_absolute_url(self):
        return reverse("kartlegging:foresporsel-detail", args=[self.pk])

    def spurte(self):
        """The people who are asked: all who work in the unit and below it today, but the one who asks."""
        return Person.objects.i_enhet(self.enhet).exclude(pk=self.spurt_av.person_id)

    def er_aapen(self, paa_dato=None):
        """Takes answers on a date (today)."""
        return self.lukket is None and self.svarfrist >= (paa_dato or timezone.localdate())


class ForesporselsvarQuerySet(models.QuerySet):
    def fra_ansatte(self, paa_dato=None):
        """Answers of those who have a position on a date (today): whoever has left, is no answer any more."""
        return self.filter(person__in=Person.objects.ansatt(paa_dato).order_by().values("pk"))


class Foresporselsvar(KommuneModel):
    """What one person has answered. No history is kept: what is withdrawn is gone."""

    formaal = _("La lederen se hvem som kan og vil ta en oppgave.")
    dataklasse = "slettes"

    foresporsel = models.ForeignKey(Foresporsel, on_delete=models.CASCADE, related_name="svar")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="foresporselsvar")
    vil = models.BooleanField(_("kan og vil"))
    ord = models.CharField(_("noen ord"), max_length=500, blank=True)
    svart = models.DateTimeField(_("svart"), default=timezone.now)

    objects = ForesporselsvarQuerySet.as_manager()

    class Meta:
        verbose_name = _("svar på forespørsel")
        verbose_name_plural = _("svar på forespørsler")
        ordering = ["-vil", "svart"]
        constraints = [models.UniqueConstraint(fields=["foresporsel", "person"], name="foresporselsvar_ett")]

    def __str__(self):
        return f"{self.person}"
