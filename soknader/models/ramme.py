"""The year's money: what is handed out, what is held centrally, what is earmarked, and every draw on it."""

from decimal import Decimal

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kompetanse.felles.historikk import spor
from kompetanse.felles.models import KommuneModel


class BelopField(models.DecimalField):
    """Kroner with two decimals."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_digits", 14)
        kwargs.setdefault("decimal_places", 2)
        super().__init__(*args, **kwargs)


class Fordelingsnokkel(models.TextChoices):
    ANSATTE = "ansatte", _("Antall ansatte")
    AARSVERK = "aarsverk", _("Antall årsverk")
    VEKTER = "vekter", _("Egne vekter")


# Locks the year's frame, then adds up: two grants at the same instant are checked one after the other.
RAMMEKONTROLL_SQL = """
    perform 1 from soknader_ramme where id = {rad}.ramme_id for update;
    if exists (
        select 1 from soknader_oremerking o where o.ramme_id = {rad}.ramme_id and o.belop
            < (select coalesce(sum(p.belop), 0) from soknader_postering p where p.oremerking_id = o.id)
    ) then
        raise exception 'oremerking_overskredet'
            using errcode = 'check_violation', constraint = 'ramme_ikke_overskredet';
    end if;
    if (select r.total - r.fordelt
            + (select coalesce(sum(j.belop), 0) from soknader_justering j where j.ramme_id = r.id)
            - (select coalesce(sum(o.belop), 0) from soknader_oremerking o where o.ramme_id = r.id)
            - (select coalesce(sum(p.belop), 0) from soknader_postering p
               where p.ramme_id = r.id and p.oremerking_id is null)
        from soknader_ramme r where r.id = {rad}.ramme_id) < 0
    then
        raise exception 'ramme_overskredet'
            using errcode = 'check_violation', constraint = 'ramme_ikke_overskredet';
    end if;
    return null;
"""


def rammekontroll():
    """A trigger that refuses any change after which the central money, or an earmark, would be overdrawn."""
    return pgtrigger.Trigger(
        name="rammekontroll",
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.Update,
        func=RAMMEKONTROLL_SQL.format(rad="new"),
    )


class RammeQuerySet(models.QuerySet):
    def visible_to(self, bruker):
        return self.filter(kommune_id=bruker.kommune_id)


@spor()
class Ramme(KommuneModel):
    """One year's competence money. `total - fordelt` is held centrally; `ramme/regnskap.py` has the balances."""

    aar = models.PositiveSmallIntegerField(_("år"))
    total = BelopField(_("samlet beløp"))
    fordelt = BelopField(_("fordelt til avdelingene"), default=Decimal(0))
    nokkel = models.CharField(
        _("fordelingsnøkkel"),
        max_length=10,
        choices=Fordelingsnokkel.choices,
        default=Fordelingsnokkel.ANSATTE,
    )
    merknad = models.TextField(_("merknad"), blank=True)

    objects = RammeQuerySet.as_manager()

    class Meta:
        verbose_name = _("ramme")
        verbose_name_plural = _("rammer")
        ordering = ["-aar"]
        constraints = [
            models.UniqueConstraint(
                fields=["kommune", "aar"],
                name="ramme_ett_aar",
                violation_error_message=_("Dere har allerede en ramme for dette året."),
            ),
            models.CheckConstraint(
                condition=Q(total__gte=0, fordelt__gte=0, fordelt__lte=F("total")),
                name="ramme_fordelt_innenfor_total",
                violation_error_message=_("Beløpet som fordeles, kan ikke være større enn det samlede beløpet."),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="rammekontroll",
                when=pgtrigger.After,
                operation=pgtrigger.Update,
                func=RAMMEKONTROLL_SQL.replace("{rad}.ramme_id", "new.id"),
            )
        ]

    def __str__(self):
        return f"{self.aar}"

    def get_absolute_url(self):
        return reverse("soknader:ramme-detail", args=[self.aar])

    @property
    def sentral(self):
        """The share held centrally when the budget was adopted, before adjustments."""
        return self.total - self.fordelt


class Fordelt(KommuneModel):
    """One unit's part of the distributed share. The parts sum to `Ramme.fordelt`, to the øre."""

    ramme = models.ForeignKey(Ramme, on_delete=models.CASCADE, related_name="fordelinger")
    enhet = models.ForeignKey("organisasjon.Enhet", on_delete=models.PROTECT, related_name="+")
    vekt = models.DecimalField(_("vekt"), max_digits=12, decimal_places=2)
    belop = BelopField(_("beløp"))

    class Meta:
        verbose_name = _("fordelt beløp")
        verbose_name_plural = _("fordelte beløp")
        ordering = ["enhet__path"]
        constraints = [
            models.UniqueConstraint(fields=["ramme", "enhet"], name="fordelt_en_per_enhet"),
            models.CheckConstraint(condition=Q(vekt__gte=0, belop__gte=0), name="fordelt_ikke_negativ"),
        ]

    def __str__(self):
        return f"{self.enhet_visning}: {self.belop}"

    @property
    def enhet_visning(self):
        """The unit, and the one that it has gone on in, which has the money now: the line stands as it was given."""
        if self.enhet.videre_i is None:
            return str(self.enhet)
        return _("%(enhet)s (nå %(videre)s)") % {"enhet": self.enhet, "videre": self.enhet.videre_i}


@spor()
class Oremerking(KommuneModel):
    """A part of the central share kept for one priority area."""

    ramme = models.ForeignKey(Ramme, on_delete=models.CASCADE, related_name="oremerkinger")
    satsingsomraade = models.ForeignKey(
        "planer.Satsingsomraade", on_delete=models.PROTECT, related_name="+", verbose_name=_("satsingsområde")
    )
    belop = BelopField(_("beløp"))

    class Meta:
        verbose_name = _("øremerking")
        verbose_name_plural = _("øremerkinger")
        ordering = ["satsingsomraade__rekkefolge", "satsingsomraade__navn"]
        constraints = [
            models.UniqueConstraint(
                fields=["ramme", "satsingsomraade"],
                name="oremerking_en_per_omraade",
                violation_error_message=_("Satsingsområdet er allerede øremerket i denne rammen."),
            ),
            models.CheckConstraint(
                condition=Q(belop__gte=0),
                name="oremerking_ikke_negativ",
                violation_error_message=_("Beløpet kan ikke være negativt."),
            ),
        ]
        triggers = [rammekontroll()]

    def __str__(self):
        return f"{self.satsingsomraade}"


class Justering(KommuneModel):
    """A change of the central share after the budget, with its reason. Never changed: a new one corrects it."""

    bare_nye = True

    class Type(models.TextChoices):
        JUSTERING = "justering", _("Justering")
        OVERFORT_INN = "overfort_inn", _("Overført fra året før")
        OVERFORT_UT = "overfort_ut", _("Overført til neste år")

    ramme = models.ForeignKey(Ramme, on_delete=models.PROTECT, related_name="justeringer")
    type = models.CharField(_("type"), max_length=15, choices=Type.choices, default=Type.JUSTERING)
    belop = BelopField(_("beløp"), help_text=_("Negativt beløp gjør rammen mindre."))
    grunn = models.CharField(_("grunn"), max_length=300)
    utfort_av = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    tidspunkt = models.DateTimeField(_("tidspunkt"), default=timezone.now)

    class Meta:
        verbose_name = _("justering")
        verbose_name_plural = _("justeringer")
        ordering = ["tidspunkt", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(belop=0), name="justering_ikke_null")]
        triggers = [
            rammekontroll(),
            pgtrigger.Protect(name="justering_uforanderlig", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self):
        return f"{self.belop}: {self.grunn}"


class Postering(KommuneModel):
    """One draw on the central money for one application: positive when granted, negative when the grant is undone in its
    meeting or money is paid back, and positive again for what a corrected report takes out of what was paid back.

    `oremerking` says which earmark it is drawn on; empty is the free part. Append-only.
    """

    bare_nye = True

    class Type(models.TextChoices):
        INNVILGET = "innvilget", _("Innvilget")
        ANGRET = "angret", _("Vedtaket angret")
        TILBAKEFORT = "tilbakefort", _("Tilbakeført")
        RETTET = "rettet", _("Trukket igjen")

        @classmethod
        def innvilgelser(cls):
            """What is granted, less the grants that the meeting undid."""
            return (cls.INNVILGET, cls.ANGRET)

        @classmethod
        def tilbakeforinger(cls):
            """What is paid back, less what corrections have drawn again."""
            return (cls.TILBAKEFORT, cls.RETTET)

    ramme = models.ForeignKey(Ramme, on_delete=models.PROTECT, related_name="posteringer")
    oremerking = models.ForeignKey(
        Oremerking, on_delete=models.PROTECT, null=True, blank=True, related_name="posteringer"
    )
    soknad = models.ForeignKey("soknader.Soknad", on_delete=models.PROTECT, related_name="posteringer")
    type = models.CharField(_("type"), max_length=15, choices=Type.choices)
    belop = BelopField(_("beløp"))
    tidspunkt = models.DateTimeField(_("tidspunkt"), default=timezone.now)

    class Meta:
        verbose_name = _("postering")
        verbose_name_plural = _("posteringer")
        ordering = ["tidspunkt", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(type__in=["innvilget", "rettet"], belop__gt=0)
                | Q(type__in=["tilbakefort", "angret"], belop__lt=0),
                name="postering_fortegn",
            )
        ]
        triggers = [
            rammekontroll(),
            pgtrigger.Protect(name="postering_uforanderlig", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self):
        return f"{self.get_type_display()} {self.belop}"
