"""The decision group's meeting, its agenda, who was there, and the decisions."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kompetanse.felles.formats import kr
from kompetanse.felles.historikk import spor
from kompetanse.felles.models import KommuneModel, UtfortIRolle
from soknader.models.ramme import BelopField

# Adopted things are frozen (architecture, rule 5): a closed meeting's rows cannot be added, changed, moved or removed.
MOTE_FRYSES_SQL = """
    if exists (select 1 from soknader_mote m where m.id in ({gammel}, {ny}) and m.status = 'avsluttet') then
        raise exception 'Møtet er avsluttet og kan ikke endres.' using errcode = 'check_violation';
    end if;
    if tg_op = 'DELETE' then return old; else return new; end if;
"""

# The meeting of a row that belongs to a case in it.
MOTE_TIL_MOTESAK = "(select s.mote_id from soknader_motesak s where s.id = {rad}.motesak_id)"


def fryses_med_motet(name, mote="{rad}.mote_id"):
    """A trigger for rows that belong to a meeting; `mote` is SQL that finds the meeting of a row."""
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func=MOTE_FRYSES_SQL.format(gammel=mote.format(rad="old"), ny=mote.format(rad="new")),
    )


class MoteQuerySet(models.QuerySet):
    def visible_to(self, bruker):
        """Meetings are seen by HR and the decision group; `rules.py` says who they are."""
        return self.filter(kommune_id=bruker.kommune_id) if bruker.has_perm("soknader.view_mote") else self.none()

    def samtidige(self, kommune_id, *, dato, klokkeslett, sted):
        """Meetings that are not closed, at this time and place."""
        samme = self.filter(kommune_id=kommune_id, dato=dato, klokkeslett=klokkeslett, sted__iexact=sted)
        return samme.exclude(status=Mote.Status.AVSLUTTET)

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

    @property
    def moteleders_rolle(self):
        """«møteleder, stedfortreder for Ada Vik», under the name of the one who leads."""
        deltaker = self.deltakere.filter(person=self.moteleder_id).first()
        return ", ".join(filter(None, [gettext("møteleder"), deltaker and deltaker.som]))


class Motedeltaker(UtfortIRolle, KommuneModel):
    """One called to the meeting, in which role and in whose place, and whether that one was there.

    `i_rolle` says all of it, `paa_vegne_av` only whose deputy it is; `i_stedet_for` are the keys of those people. A
    `medlem` has a seat of one's own, a deputy one's holder's.
    """

    mote = models.ForeignKey(Mote, on_delete=models.CASCADE, related_name="deltakere")
    person = models.ForeignKey("organisasjon.Person", on_delete=models.PROTECT, related_name="+")
    medlem = models.BooleanField(_("medlem av gruppen"), default=True)
    i_stedet_for = ArrayField(models.BigIntegerField(), default=list, blank=True)
    til_stede = models.BooleanField(_("til stede"), default=True)

    class Meta:
        verbose_name = _("møtedeltaker")
        verbose_name_plural = _("møtedeltakere")
        ordering = ["person__etternavn", "person__fornavn"]
        constraints = [models.UniqueConstraint(fields=["mote", "person"], name="motedeltaker_en_gang")]
        triggers = [fryses_med_motet("motedeltaker_fryses")]

    def __str__(self):
        return f"{self.person} ({self.som})" if self.som else str(self.person)

    @property
    def som(self):
        """«stedfortreder for Ada Vik», or empty for one who is there as oneself alone."""
        return gettext("stedfortreder for %(person)s") % {"person": self.paa_vegne_av} if self.paa_vegne_av else ""


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
            fryses_med_motet("inhabil_fryses", MOTE_TIL_MOTESAK),
        ]


class Vedtaksinnhold(UtfortIRolle, KommuneModel):
    """What a decision says, and who wrote it down."""

    INNHOLD = ("utfall", "belop", "begrunnelse", "fattet_av", "fattet", "i_rolle", "paa_vegne_av")

    class Utfall(models.TextChoices):
        INNVILGET = "innvilget", _("Innvilget")
        DELVIS = "delvis", _("Delvis innvilget")
        AVSLAATT = "avslaatt", _("Avslått")

    utfall = models.CharField(_("utfall"), max_length=10, choices=Utfall.choices)
    belop = BelopField(_("innvilget beløp"), default=0)
    begrunnelse = models.TextField(_("begrunnelse"), blank=True)
    fattet_av = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    fattet = models.DateTimeField(_("fattet"), default=timezone.now)

    class Meta:
        abstract = True

    def innhold(self):
        return {navn: getattr(self, navn) for navn in self.INNHOLD}

    @property
    def fattet_som(self):
        """«Ola Nord», or «Ola Nord, på vegne av Ada Vik» for a deputy."""
        if not self.paa_vegne_av:
            return str(self.fattet_av)
        return gettext("%(hvem)s, på vegne av %(person)s") % {"hvem": self.fattet_av, "person": self.paa_vegne_av}

    @property
    def resultat(self):
        """«Innvilget 93 000 kr»."""
        return f"{self.get_utfall_display()} {kr(self.belop)}" if self.belop else self.get_utfall_display()


class Vedtak(Vedtaksinnhold):
    """The decision of one application; exactly one. Postponing is not a decision (see `Motesak.utsatt`).

    It is never changed. While its meeting is in progress it can be undone (`mote/vedtak.py`) and is then gone, with what it
    said kept as a `TidligereVedtak`; from the close on it stands for good, as what the line refuses does at once.
    """

    soknad = models.OneToOneField("soknader.Soknad", on_delete=models.PROTECT, related_name="vedtak")
    motesak = models.OneToOneField(Motesak, on_delete=models.PROTECT, null=True, related_name="vedtak")

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
        triggers = [
            pgtrigger.Protect(name="vedtak_uforanderlig", operation=pgtrigger.Update),
            pgtrigger.Protect(
                name="vedtak_i_linjen_staar",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Q(old__motesak__isnull=True),
            ),
            fryses_med_motet("vedtak_fryses", MOTE_TIL_MOTESAK),
        ]

    def __str__(self):
        return self.get_utfall_display()


class TidligereVedtak(Vedtaksinnhold):
    """What a meeting had decided about a case before the group changed its mind in the same meeting. Append-only."""

    bare_nye = True

    motesak = models.ForeignKey(Motesak, on_delete=models.PROTECT, related_name="tidligere_vedtak")
    angret_av = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    angret = models.DateTimeField(_("angret"), default=timezone.now)

    class Meta:
        verbose_name = _("tidligere vedtak")
        verbose_name_plural = _("tidligere vedtak")
        ordering = ["-angret", "-pk"]
        triggers = [
            pgtrigger.Protect(name="tidligere_vedtak_uforanderlig", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self):
        return self.resultat
