"""The decision group's meeting, its agenda, who was there, and the decisions."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kompetanse.felles.historikk import spor
from kompetanse.felles.models import KommuneModel, UtfortIRolle
from soknader.models.ramme import BelopField

# Adopted things are frozen (architecture, rule 5): a closed meeting's rows cannot be added, changed or removed.
MOTE_FRYSES_SQL = """
    if tg_op = 'DELETE' then
        mote_nr := {gammel};
    else
        mote_nr := {ny};
    end if;
    if exists (select 1 from soknader_mote m where m.id = mote_nr and m.status = 'avsluttet') then
        raise exception 'Møtet er avsluttet og kan ikke endres.' using errcode = 'check_violation';
    end if;
    if tg_op = 'DELETE' then return old; else return new; end if;
"""


def fryses_med_motet(name, mote="{rad}.mote_id"):
    """A trigger for rows that belong to a meeting; `mote` is SQL that finds the meeting of a row."""
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        declare=[("mote_nr", "bigint")],
        func=MOTE_FRYSES_SQL.format(gammel=mote.format(rad="old"), ny=mote.format(rad="new")),
    )


class MoteQuerySet(models.QuerySet):
    def visible_to(self, bruker):
        """Meetings are seen by HR and the decision group; `rules.py` says who they are."""
        return self.filter(kommune_id=bruker.kommune_id) if bruker.has_perm("soknader.view_mote") else self.none()

    def aarene(self):
        """The years that have meetings, newest first."""
        return self.order_by("-dato__year").values_list("dato__year", flat=True).distinct()


@spor()
class Mote(KommuneModel):
    class Status(models.TextChoices):
        PLANLAGT = "planlagt", _("Planlagt")
        PAAGAAR = "paagaar", _("Pågår")
        AVSLUTTET = "avsluttet", _("Avsluttet")

    tittel = models.CharField(_("tittel"), max_length=150)
    dato = models.DateField(_("dato"))
    klokkeslett = models.TimeField(_("klokkeslett"), null=True, blank=True)
    sted = models.CharField(_("sted"), max_length=150, blank=True)
    ramme = models.ForeignKey("soknader.Ramme", on_delete=models.PROTECT, related_name="moter", verbose_name=_("ramme"))
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.PLANLAGT)
    moteleder = models.ForeignKey(
        "organisasjon.Person",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("møteleder"),
    )
    innkalt = models.DateTimeField(_("innkalling sendt"), null=True, blank=True)
    innkalling = models.JSONField(_("hva innkallingen sa"), default=dict, blank=True, editable=False)
    merknad = models.TextField(_("merknad til protokollen"), blank=True)
    # The money as it was when the meeting closed (`mote/bilde.Saldo`).
    saldo_innvilget_for = BelopField(_("innvilget før møtet"), null=True, editable=False)
    saldo_innvilget = BelopField(_("innvilget i møtet"), null=True, editable=False)
    saldo_ledig = BelopField(_("ledig etter møtet"), null=True, editable=False)
    avsluttet = models.DateTimeField(null=True, blank=True)
    avsluttet_av = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    objects = MoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("møte")
        verbose_name_plural = _("møter")
        ordering = ["-dato", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="avsluttet")
                | Q(saldo_innvilget_for__isnull=False, saldo_innvilget__isnull=False, saldo_ledig__isnull=False),
                name="mote_avsluttet_har_saldo",
            )
        ]
        triggers = [
            pgtrigger.Protect(
                name="mote_avsluttet_uforanderlig",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__status="avsluttet"),
            )
        ]

    def __str__(self):
        return self.tittel

    def get_absolute_url(self):
        return reverse("soknader:mote-detail", args=[self.pk])


class Motedeltaker(KommuneModel):
    """A member called to the meeting, in which role, and whether the member was there."""

    mote = models.ForeignKey(Mote, on_delete=models.CASCADE, related_name="deltakere")
    person = models.ForeignKey("organisasjon.Person", on_delete=models.PROTECT, related_name="+")
    i_rolle = models.CharField(_("i rollen"), max_length=200, blank=True)
    til_stede = models.BooleanField(_("til stede"), default=True)

    class Meta:
        verbose_name = _("møtedeltaker")
        verbose_name_plural = _("møtedeltakere")
        ordering = ["person__etternavn", "person__fornavn"]
        constraints = [models.UniqueConstraint(fields=["mote", "person"], name="motedeltaker_en_gang")]
        triggers = [fryses_med_motet("motedeltaker_fryses")]

    def __str__(self):
        return str(self.person)


class Motesak(KommuneModel):
    """One case on the agenda."""

    mote = models.ForeignKey(Mote, on_delete=models.CASCADE, related_name="saker")
    soknad = models.ForeignKey("soknader.Soknad", on_delete=models.PROTECT, related_name="motesaker")
    rekkefolge = models.PositiveSmallIntegerField(_("rekkefølge"))
    inhabile = models.ManyToManyField("organisasjon.Person", blank=True, related_name="+", verbose_name=_("inhabile"))
    utsatt = models.BooleanField(_("utsatt"), default=False)
    utsatt_grunn = models.TextField(_("grunn til utsettelse"), blank=True)

    class Meta:
        verbose_name = _("sak i møtet")
        verbose_name_plural = _("saker i møtet")
        ordering = ["rekkefolge"]
        constraints = [
            models.UniqueConstraint(fields=["mote", "soknad"], name="motesak_en_gang_i_motet"),
            models.UniqueConstraint(
                fields=["mote", "rekkefolge"],
                name="motesak_rekkefolge_unik",
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]
        triggers = [fryses_med_motet("motesak_fryses")]

    def __str__(self):
        return f"{self.rekkefolge}. {self.soknad}"


class MotesakInhabil(Motesak.inhabile.through):
    """The rows behind `Motesak.inhabile`, named so that they can be frozen with the meeting."""

    class Meta:
        proxy = True
        triggers = [
            fryses_med_motet(
                "inhabil_fryses", "(select s.mote_id from soknader_motesak s where s.id = {rad}.motesak_id)"
            )
        ]


class Vedtak(UtfortIRolle, KommuneModel):
    """The final decision of one application; exactly one. Postponing is not a decision (see `Motesak.utsatt`)."""

    bare_nye = True

    class Utfall(models.TextChoices):
        INNVILGET = "innvilget", _("Innvilget")
        DELVIS = "delvis", _("Delvis innvilget")
        AVSLAATT = "avslaatt", _("Avslått")

    soknad = models.OneToOneField("soknader.Soknad", on_delete=models.PROTECT, related_name="vedtak")
    motesak = models.OneToOneField(Motesak, on_delete=models.PROTECT, null=True, related_name="vedtak")
    utfall = models.CharField(_("utfall"), max_length=10, choices=Utfall.choices)
    belop = BelopField(_("innvilget beløp"), default=0)
    begrunnelse = models.TextField(_("begrunnelse"), blank=True)
    fattet_av = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    fattet = models.DateTimeField(_("fattet"), default=timezone.now)

    class Meta:
        verbose_name = _("vedtak")
        verbose_name_plural = _("vedtak")
        ordering = ["fattet"]
        constraints = [
            models.CheckConstraint(
                condition=Q(utfall="avslaatt", belop=0) | (~Q(utfall="avslaatt") & Q(belop__gt=0)),
                name="vedtak_belop_folger_utfall",
                violation_error_message=_("Et avslag har ikke beløp, og en innvilgelse må ha det."),
            )
        ]
        # What was granted is summed from this alone, without the rows.
        indexes = [models.Index(fields=["soknad"], include=["belop", "kommune"], name="vedtak_belop")]
        triggers = [pgtrigger.Protect(name="vedtak_uforanderlig", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return self.get_utfall_display()
