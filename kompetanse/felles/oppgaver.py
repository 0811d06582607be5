"""A task: what waits for a person. Each app says in its `oppgaver.py` what it has; `oversikt` gathers."""

import datetime as dt
from dataclasses import dataclass

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
