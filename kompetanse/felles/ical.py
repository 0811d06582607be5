"""Calendars as iCalendar files: a feed that is read again and again, or a file that goes with a message."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from icalendar import Calendar, Event

MIME = "text/calendar"
DAG = dt.timedelta(days=1)
# How often a calendar is to look for news.
OFTE = dt.timedelta(hours=12)


@dataclass(frozen=True)
class Kalenderhendelse:
    """One event: whole days when `fra` is a date (`til` is the last of them), else two moments.

    `nokkel` is the same for ever, so that a change moves the event and makes no other; `versjon` grows with each change
    that is sent by itself. A moment is written in UTC, which has no hour that comes twice.
    """

    nokkel: str
    tittel: str
    fra: dt.date
    til: dt.date
    endret: dt.datetime
    lenke: str
    tekst: str = ""
    sted: str = ""
    avlyst: bool = False
    versjon: int = 0
    opptatt: bool = False

    def som_event(self) -> Event:
        event = Event()
        event.add("uid", f"{self.nokkel}@{urlsplit(settings.NETTADRESSE).hostname}")
        event.add("summary", self.tittel)
        event.add("dtstart", _i_utc(self.fra))
        event.add("dtend", _i_utc(self.til) if isinstance(self.til, dt.datetime) else self.til + DAG)
        event.add("dtstamp", self.endret)
        event.add("last-modified", self.endret)
        event.add("transp", "OPAQUE" if self.opptatt else "TRANSPARENT")
        event.add("url", f"{settings.NETTADRESSE}{self.lenke}")
        valgfritt = {"description": self.tekst, "location": self.sted, "sequence": self.versjon}
        for navn, verdi in valgfritt.items():
            if verdi:
                event.add(navn, verdi)
        if self.avlyst:
            event.add("status", "CANCELLED")
        return event


def _i_utc(tid):
    return tid.astimezone(dt.UTC) if isinstance(tid, dt.datetime) else tid


def ical(navn: str, hendelser: Iterable[Kalenderhendelse], metode: str = "PUBLISH") -> bytes:
    """The file. The same events give the same bytes."""
    kalender = Calendar()
    kalender.add("prodid", "-//Kompetanse//NO")
    kalender.add("version", "2.0")
    kalender.add("method", metode)
    kalender.add("x-wr-calname", navn)
    kalender.add("refresh-interval", OFTE, parameters={"value": "DURATION"})
    kalender.add("x-published-ttl", OFTE)
    for hendelse in hendelser:
        kalender.add_component(hendelse.som_event())
    return kalender.to_ical()
