"""The steps that a case takes through the chain, and who has stepped aside from it."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kompetanse.felles.models import KommuneModel, UtfortIRolle
from kompetanse.organisasjon import tilgang
from soknader.models.oppsett import Steghandling
from soknader.models.ramme import BelopField


class Inhabilitet(KommuneModel):
    """Someone steps aside from a case (habilitet). Recorded, never removed."""

    bare_nye = True

    soknad = models.ForeignKey("soknader.Soknad", on_delete=models.PROTECT, related_name="inhabile")
    person = models.ForeignKey("organisasjon.Person", on_delete=models.PROTECT, related_name="+")
    grunn = models.CharField(_("grunn"), max_length=300)
    meldt_av = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    tidspunkt = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("inhabilitet")
        verbose_name_plural = _("inhabilitet")
        constraints = [
            models.UniqueConstraint(
                fields=["soknad", "person"],
                name="inhabilitet_en_per_person",
                violation_error_message=_("Inhabiliteten er allerede meldt."),
            )
        ]
        triggers = [
            pgtrigger.Protect(name="inhabilitet_uforanderlig", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self):
        return f"{self.person}: {self.grunn}"


# --- Who can answer: the same in SQL and in Python ----------------------------------------------------
# The role that the step names, for its unit, where it covers the applicant's; a deputy in the holder's name. Neither the
# holder nor the one who acts may be ruled out: the applicant is, and who has stepped aside. Where HR has pointed someone
# out, that person and nobody else. Nobody answers while on leave.


def steg_for(bruker):
    """Steps that ask for the user, or for one of the user's acting roles, whose holder is not ruled out. Whether the one
    who acts is, the caller asks (`SoknadQuerySet.venter_paa`)."""
    if bruker.person_id is None or bruker.person.er_i_permisjon():
        return Q(pk__in=[])
    vilkaar = Q(utpekt_id=bruker.person_id)
    for rolle in tilgang.aktive_roller(bruker):
        steg = Q(rollekode=rolle.kode, enhet_id=rolle.enhet_id, utpekt=None)
        if not rolle.med_underliggende:
            steg &= Q(soknad__enhet_id=rolle.enhet_id)
        if rolle.paa_vegne_av:
            inhabil = Inhabilitet.objects.filter(soknad=OuterRef("soknad"), person_id=rolle.innehaver_id)
            steg &= ~Q(soknad__soker__person_id=rolle.innehaver_id) & ~Q(Exists(inhabil))
        vilkaar |= steg
    return vilkaar


def kan_svare(rolle, steg, soknad, utelukkede) -> bool:
    """The role (a `Rolle` or an `AktivRolle`) gives its holder and their deputies an answer to the step.

    `steg` may also be a `Behandling`, where a step would go; `utelukkede` are ids of people. Whether a deputy is among
    them, the caller asks.
    """
    return (
        (rolle.kode, rolle.enhet_id, None) == (steg.rollekode, steg.enhet_id, steg.utpekt_id)
        and (rolle.med_underliggende or rolle.enhet_id == soknad.enhet_id)
        and rolle.innehaver_id not in utelukkede
    )


class StegQuerySet(models.QuerySet):
    def ventende(self):
        """Started steps that wait for an answer; a case has at most one. `Saksteg.venter` is the same in Python."""
        return self.filter(avgjorelse="", startet__isnull=False).order_by("runde", "rekkefolge")

    def kommende(self):
        """Steps that are still to come, in order."""
        return self.filter(avgjorelse="", startet__isnull=True).order_by("runde", "rekkefolge")

    def uten_behandler(self):
        """Started steps that nobody can answer. `Saksteg.stanset` is the same in Python."""
        return self.ventende().i_linjen().filter(enhet__isnull=True, utpekt__isnull=True)

    def i_linjen(self):
        """Steps that one person answers."""
        return self.filter(handling__in=Steghandling.i_linjen())


class Saksteg(UtfortIRolle, KommuneModel):
    """A step of one case: a copy of the chain's step when the case was sent. Once answered it never changes.

    `enhet` and `rollekode` say who can answer, worked out when the step starts (see `sak/behandlere.py`), unless HR has
    pointed out a person (`utpekt`); `flyttet` says why it is someone else than the chain names. Returning or taking back
    starts a new `runde`.
    """

    class Avgjorelse(models.TextChoices):
        ANBEFALT = "anbefalt", _("Anbefalt")
        INNSTILT = "innstilt", _("Innstilt")
        RETURNERT = "returnert", _("Returnert")
        AVSLAATT = "avslaatt", _("Avslått")
        BESLUTTET = "besluttet", _("Besluttet")
        ORIENTERT = "orientert", _("Orientert")

    soknad = models.ForeignKey("soknader.Soknad", on_delete=models.CASCADE, related_name="steg")
    runde = models.PositiveSmallIntegerField(default=1)
    rekkefolge = models.PositiveSmallIntegerField(_("rekkefølge"))
    tittel = models.CharField(_("tittel"), max_length=150)
    handling = models.CharField(max_length=15, choices=Steghandling.choices)
    kan_returnere = models.BooleanField(default=True)
    kan_avslaa = models.BooleanField(default=True)
    frist_dager = models.PositiveSmallIntegerField(default=7)
    opprinnelig_rollekode = models.SlugField(max_length=40)
    rollekode = models.SlugField(max_length=40)
    enhet = models.ForeignKey("organisasjon.Enhet", on_delete=models.PROTECT, null=True, related_name="+")
    utpekt = models.ForeignKey("organisasjon.Person", on_delete=models.PROTECT, null=True, related_name="+")
    flyttet = models.CharField(_("flyttet fordi"), max_length=300, blank=True)
    startet = models.DateTimeField(null=True, blank=True)
    frist = models.DateField(_("frist"), null=True, blank=True)
    aapnet = models.DateTimeField(_("åpnet"), null=True, blank=True)
    paaminnet = models.DateField(null=True, blank=True)
    erstatter = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="erstattet_av"
    )

    avgjorelse = models.CharField(_("svar"), max_length=15, choices=Avgjorelse.choices, blank=True)
    avgjort_av = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    avgjort = models.DateTimeField(null=True, blank=True)
    kommentar = models.TextField(_("kommentar"), blank=True)
    innstilt_belop = BelopField(_("innstilt beløp"), null=True, blank=True)

    objects = StegQuerySet.as_manager()

    class Meta:
        verbose_name = _("steg")
        verbose_name_plural = _("steg")
        ordering = ["runde", "rekkefolge"]
        constraints = [
            models.UniqueConstraint(fields=["soknad", "runde", "rekkefolge"], name="saksteg_plass_unik"),
            models.CheckConstraint(
                condition=Q(avgjorelse="", avgjort_av__isnull=True, avgjort__isnull=True)
                | (~Q(avgjorelse="") & Q(avgjort_av__isnull=False, avgjort__isnull=False)),
                name="saksteg_avgjort_helt_eller_ikke",
            ),
        ]
        indexes = [
            models.Index(fields=["enhet", "rollekode"], name="saksteg_enhet_rolle"),
            # The few steps that wait, among the many that are answered.
            models.Index(
                fields=["soknad", "enhet", "rollekode", "handling"],
                include=["kommune", "utpekt"],
                condition=models.Q(avgjorelse="", startet__isnull=False),
                name="saksteg_ventende",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="saksteg_avgjort_uforanderlig",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=~pgtrigger.Q(old__avgjorelse=""),
            )
        ]

    def __str__(self):
        return self.tittel

    @property
    def venter(self):
        """The step has begun, and has no answer. `StegQuerySet.ventende` is the same in SQL."""
        return not self.avgjorelse and self.startet is not None

    @property
    def stanset(self):
        """The step waits for one person, and there is none. `StegQuerySet.uten_behandler` is the same in SQL."""
        return self.venter and self.handling in Steghandling.i_linjen() and not (self.enhet_id or self.utpekt_id)

    def is_overdue(self, on=None):
        """The step waits, and its deadline has passed."""
        return not self.avgjorelse and self.frist is not None and self.frist < (on or timezone.localdate())
