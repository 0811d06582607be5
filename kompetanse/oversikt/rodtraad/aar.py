"""The years of a thread: those that a plan of several years covers, and the same object in the plans before and after."""

import datetime as dt
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from kompetanse.organisasjon.models import Bruker
from kompetanse.oversikt.rodtraad.delene import adressevalg
from kompetanse.oversikt.rodtraad.rader import synlige
from kompetanse.oversikt.rodtraad.samling import Utsnitt
from planer.models import Kompetanseplan, Maal, Styringsdokument


def valgt_dag(aar: str) -> dt.date:
    """A day of the year that the address asks for: today in this year, else the middle of it."""
    idag = timezone.localdate()
    if not (aar.isascii() and aar.isdecimal() and len(aar) == 4 and int(aar) > dt.MINYEAR) or int(aar) == idag.year:
        return idag
    return dt.date(int(aar), 7, 1)


def aarene(ledd: str, fokus: Any, dag: dt.date, bruker: Bruker, utsnitt: Utsnitt | None = None) -> list[dict]:
    """The tabs of the years, as `komponenter/_faner.html` draws them; none where there is one year alone."""
    her = reverse("oversikt:traad-detail", args=[ledd, fokus.pk])
    plan = fokus if isinstance(fokus, Kompetanseplan) else getattr(fokus, "plan", None)
    if isinstance(fokus, Styringsdokument) or (isinstance(fokus, Maal) and plan is None):
        aar = range(timezone.localdate().year - 2, timezone.localdate().year + 2)
        return [_fane(ett, f"{her}?{adressevalg(ett, utsnitt)}", dag) for ett in aar]
    if plan is None:
        return []
    if plan.fra.year < plan.til.year:
        return [
            _fane(ett, f"{her}?{adressevalg(ett, utsnitt)}", dag) for ett in range(plan.fra.year, plan.til.year + 1)
        ]
    rekke = _rekke(type(fokus), fokus, bruker)
    faner = [_fane(_aar(ett), _traaden(ledd, ett, utsnitt), dag) for ett in rekke]
    return faner if len(faner) > 1 else []


def _traaden(ledd, ett, utsnitt):
    adresse = reverse("oversikt:traad-detail", args=[ledd, ett.pk])
    return f"{adresse}?{adressevalg(_aar(ett), utsnitt)}" if utsnitt else adresse


def _rekke(modell, fokus, bruker):
    """The one before, this one, and the one after, those that the user sees."""
    ved_siden = Q(pk=fokus.forgjenger_id or 0) | Q(forgjenger=fokus.pk)
    andre = list(synlige(modell, bruker).filter(ved_siden).select_related(*_plan(modell)))
    foer = [ett for ett in andre if ett.pk == fokus.forgjenger_id]
    etter = [ett for ett in andre if ett.forgjenger_id == fokus.pk]
    return [*foer, fokus, *etter[:1]]


def _plan(modell):
    return () if modell is Kompetanseplan else ("plan",)


def _aar(rad):
    return (rad if isinstance(rad, Kompetanseplan) else rad.plan).aar


def _fane(aar, url, dag):
    return {"navn": str(aar), "url": url, "aktiv": aar == dag.year}
