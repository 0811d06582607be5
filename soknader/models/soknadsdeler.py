"""What belongs to an application: the budget, the attachments, the units that it names, and what it said once sent."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from kompetanse.felles.historikk import spor
from kompetanse.felles.models import KommuneModel, LagretFil, UtfortIRolle
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Rollekode
from soknader.models.enhetsskifte import FolgerEnheten
from soknader.models.ramme import BelopField
from soknader.models.soknad import Soknad

# What belongs to a decided application stays with it: nothing is added, changed or removed.
FRYSES_SQL = """
    if exists (
        select from soknader_soknad s
        where s.id in (old.soknad_id, new.soknad_id) and s.status in ('innvilget', 'delvis', 'avslaatt')
    ) then
        raise exception 'Søknaden er avgjort og kan ikke endres.' using errcode = 'check_violation';
    end if;
    if tg_op = 'DELETE' then return old; else return new; end if;
"""
# But a unit that has gone on in another is followed.
FOLGER_ENHETEN = "'{enhet_id,tidligere_enhet_id}'::text[]"
FOLGER_ENHETEN_SQL = f"""
    if tg_op = 'UPDATE' and to_jsonb(new) - {FOLGER_ENHETEN} = to_jsonb(old) - {FOLGER_ENHETEN} then
        return new;
    end if;
"""


def fryses_med_soknaden(name, foerst=""):
    """A trigger for rows that belong to an application. `foerst` is what is let through."""
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func=foerst + FRYSES_SQL,
    )


@spor()
class Budsjettlinje(KommuneModel):
    """One line of the budget: what it is for, and whether value added tax is in the amount."""

    class Mva(models.TextChoices):
        UTEN = "uten", _("uten mva.")
        MED = "med", _("med mva.")
        IKKE_OPPGITT = "ikke_oppgitt", _("ikke oppgitt")

    soknad = models.ForeignKey(Soknad, on_delete=models.CASCADE, related_name="budsjett")
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
        triggers = [fryses_med_soknaden("budsjettlinje_fryses")]

    def __str__(self):
        return self.hva


@spor()
class Vedlegg(LagretFil, KommuneModel):
    """An attachment of an application."""

    soknad = models.ForeignKey(Soknad, on_delete=models.CASCADE, related_name="vedlegg")

    class Meta:
        verbose_name = _("vedlegg")
        verbose_name_plural = _("vedlegg")
        ordering = ["lastet_opp", "pk"]
        triggers = [fryses_med_soknaden("vedlegg_fryses")]

    def __str__(self):
        return self.filnavn


class SoknadsenhetManager(models.Manager):
    def get_queryset(self):
        # Its name is all that is asked of a row most often.
        return super().get_queryset().select_related("enhet", "tidligere_enhet")


@spor()
class Soknadsenhet(FolgerEnheten, UtfortIRolle, KommuneModel):
    """A unit that an application names: a section of its avdeling, or another unit that it is for as well.

    The leaders of the unit are told when the application is sent, and may say no until it is decided (see `sak/enheter.py`).
    Then the application is not for the unit, and the row tells who said so, in which role, and why.
    """

    formaal = _("Vise hvem søknaden gjelder, og hvem som ikke ville være med.")
    dataklasse = "bevares"
    gjelder_person = "nei_av__person"

    soknad = models.ForeignKey(Soknad, on_delete=models.CASCADE, related_name="soknadsenheter")
    enhet = models.ForeignKey("organisasjon.Enhet", on_delete=models.PROTECT, related_name="+", verbose_name=_("enhet"))
    er_seksjon = models.BooleanField(_("seksjon i avdelingen"), default=False)
    varslet = models.DateTimeField(_("lederen varslet"), null=True, editable=False)
    nei = models.DateTimeField(_("sa nei"), null=True, editable=False)
    nei_av = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    nei_grunn = models.TextField(_("grunn"), blank=True, editable=False)

    objects = SoknadsenhetManager()

    class Meta:
        verbose_name = _("enhet i søknad")
        verbose_name_plural = _("enheter i søknad")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                "soknad",
                Coalesce("tidligere_enhet", "enhet"),
                name="soknadsenhet_en_gang",
                violation_error_message=_("Søknaden gjelder allerede denne enheten."),
            ),
            models.CheckConstraint(
                condition=Q(nei__isnull=True, nei_av__isnull=True, nei_grunn="")
                | (Q(nei__isnull=False, nei_av__isnull=False) & ~Q(nei_grunn="")),
                name="soknadsenhet_nei_helt_eller_ikke",
            ),
        ]
        triggers = [fryses_med_soknaden("soknadsenhet_fryses", FOLGER_ENHETEN_SQL)]

    def __str__(self):
        return self.enhet_visning

    def rolle_for(self, bruker):
        """The role in which the user leads the unit, or a unit above it: what it takes to say no for it; else None."""
        return tilgang.rolle_for(bruker, self.enhet, *Rollekode.ledere())


class Innsending(KommuneModel):
    """What the application said one time it was sent (`sak/innsending.py`). Append-only."""

    bare_nye = True

    soknad = models.ForeignKey(Soknad, on_delete=models.PROTECT, related_name="innsendinger")
    hendelse = models.OneToOneField("felles.Hendelse", on_delete=models.PROTECT, related_name="+")
    sendt = models.DateTimeField(_("sendt"))
    innhold = models.JSONField()

    class Meta:
        verbose_name = _("innsending")
        verbose_name_plural = _("innsendinger")
        ordering = ["pk"]
        triggers = [pgtrigger.Protect(name="innsending_uforanderlig", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return f"{self.soknad} {self.sendt:%Y-%m-%d %H:%M}"
