"""A task: what waits for a person. Each app says in its `oppgaver.py` which kinds it has; `oversikt` gathers.

There are fifty kinds, and of most of them there is nothing. So each says first which rows it is about, and what there is
of all of them is asked in one statement.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from kompetanse.felles import formats

# Of one kind, on one page; the rest is behind a link.
MANGE = 20


@dataclass(frozen=True)
class Oppgave:
    """One thing to do: what, why, where, and until when."""

    hva: str
    hvorfor: str
    url: str
    ikon: str
    frist_dato: dt.date | None = None
    tone: str = ""
    om: str = ""  # what part of the work it belongs to, said where all are gathered

    @property
    def frist(self) -> str:
        if not self.frist_dato:
            return ""
        tekst = formats.frist(self.frist_dato)
        return _("Frist %(naar)s") % {"naar": tekst} if self.frist_dato == timezone.localdate() else tekst

    @property
    def haster(self) -> bool:
        return self.frist_dato is not None and formats.haster(self.frist_dato)


@dataclass(frozen=True)
class Slag:
    """One kind of task: the rows that it is about, and what they become. The second is asked only when there are any."""

    rader: QuerySet
    oppgaver: Callable[[QuerySet], Iterable[Oppgave]]
    om: str = ""  # as of the task


def oppgavene(slagene: Iterable[Slag]) -> list[Oppgave]:
    """The tasks of these kinds, in their order. One statement for which kinds there are, and then those of each that is."""
    slagene = list(slagene)
    return [
        replace(oppgave, om=slag.om)
        for slag, finnes in zip(slagene, _finnes(slagene), strict=True)
        if finnes
        for oppgave in slag.oppgaver(slag.rader)
    ]


def _finnes(slagene):
    """Of each kind whether there is anything."""
    if not slagene:
        return []
    ledd, parametre = zip(*map(_ledd, slagene), strict=True)
    with connection.cursor() as cursor:
        cursor.execute(f"select {', '.join(ledd)}", [verdi for del_ in parametre for verdi in del_])
        return cursor.fetchone()


def _ledd(slag):
    try:
        sql, parametre = slag.rader.order_by().values("pk").query.sql_with_params()
    except EmptyResultSet:
        return "false", ()
    return f"exists ({sql})", parametre
