"""Rows that hold from a day (`fra`) to a day (`til`), both included; no `til` is for ever."""

import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def ikke_slutt(dato: dt.date, prefiks: str = "") -> Q:
    """A condition for rows that hold on a date, or begin later. `prefiks` leads to another model's, as `krav__`."""
    return Q(**{f"{prefiks}til__isnull": True}) | Q(**{f"{prefiks}til__gte": dato})


def i_perioden(dato: dt.date) -> Q:
    """A condition for rows that hold on a date."""
    return Q(fra__lte=dato) & ikke_slutt(dato)


def slutt_etter_start(navn: str) -> models.CheckConstraint:
    """The constraint that the last day is not before the first."""
    return models.CheckConstraint(
        condition=Q(til__isnull=True) | Q(til__gte=F("fra")),
        name=navn,
        violation_error_message=_("Sluttdatoen kan ikke komme før startdatoen."),
    )


class PeriodeQuerySet(models.QuerySet):
    def gjeldende(self, paa_dato: dt.date | None = None):
        """Those that hold on a date (today)."""
        return self.filter(i_perioden(paa_dato or timezone.localdate()))

    def ikke_avsluttet(self, paa_dato: dt.date | None = None):
        """Those that hold on a date (today), or begin later."""
        return self.filter(ikke_slutt(paa_dato or timezone.localdate()))
