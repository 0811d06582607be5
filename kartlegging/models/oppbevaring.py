"""What becomes of the competence of those who have left: blocked, destroyed, or held back for a case."""

from collections.abc import Sequence

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef, Q, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kompetanse.felles.models import KommuneModel
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Person
from kompetanse.organisasjon.models.aktiv_rolle import AktivRolle
from kompetanse.organisasjon.models.person import HarSluttet


class OppbevaringQuerySet(models.QuerySet):
    def sperrede(self, paa_dato=None):
        """Those that are blocked on a date (today). Who comes back is so no longer, from the first day."""
        dato = Value(paa_dato or timezone.localdate())
        return self.filter(HarSluttet("person", dato), sperret__isnull=False)


class Oppbevaring(KommuneModel):
    """One row for a person who has left, made when something is done: blocked by the clock, or held back by HR.

    To block hides the competence from all but HR; to destroy takes away for good what is not to be preserved
    (bevaringsforskrifta § 33 b). `filer` are stored files of what is destroyed, until they are gone too.
    """

    formaal = _("Slette kompetansen til dem som har sluttet, og bevare det som betyr noe for lønn og tilsetting.")
    dataklasse = "egen frist"

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="oppbevaring")
    sperret = models.DateField(_("sperret"), null=True, blank=True, editable=False)
    slettet = models.DateField(_("slettet"), null=True, blank=True, editable=False)
    utsatt_til = models.DateField(_("slettes ikke før"), null=True, blank=True)
    utsatt_grunn = models.CharField(_("hvorfor"), max_length=300, blank=True)
    utsatt_av = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    filer = ArrayField(models.CharField(max_length=200), default=list, blank=True, editable=False)

    objects = OppbevaringQuerySet.as_manager()

    class Meta:
        verbose_name = _("oppbevaring av kompetanse")
        verbose_name_plural = _("oppbevaring av kompetanse")
        constraints = [
            models.CheckConstraint(
                condition=Q(utsatt_til__isnull=True) | ~Q(utsatt_grunn=""), name="oppbevaring_utsatt_med_grunn"
            )
        ]

    def __str__(self):
        return str(self.person)


def usperret(roller: Sequence[AktivRolle], person: str = "person") -> Q:
    """A condition for rows about a person: not blocked, or blocked where one of these roles is HR. `person` names the
    field that leads to the person."""
    hr = [rolle for rolle in roller if rolle.kode in tilgang.HR]
    aapne = Q(~Exists(Oppbevaring.objects.sperrede().filter(person=OuterRef(person))))
    return aapne | Q(**{f"{person}__in": Person.objects.hos(hr).order_by().values("pk")}) if hr else aapne
