"""What belongs to an application: the budget, the attachments and the chosen sections."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kompetanse.felles.historikk import spor
from kompetanse.felles.models import KommuneModel, LagretFil
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


def fryses_med_soknaden(name):
    """A trigger for rows that belong to an application."""
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func=FRYSES_SQL,
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


class ValgtSeksjon(Soknad.valgte_seksjoner.through):
    """The rows behind `Soknad.valgte_seksjoner`, named so that they can be frozen with the application."""

    class Meta:
        proxy = True
        triggers = [fryses_med_soknaden("valgt_seksjon_fryses")]
