"""The call to a planned meeting: sent to the group's members and their deputies, and again when something changes."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompetanse.organisasjon.models import Bruker, Person
from soknader.models import Mote, Soknad
from soknader.mote import beslutningsmote, meldinger, oppmote
from soknader.mote.livslop import LIVSLOP

DELER = {
    "dato": gettext_lazy("datoen"),
    "klokkeslett": gettext_lazy("klokkeslettet"),
    "sted": gettext_lazy("stedet"),
    "saker": gettext_lazy("sakslisten"),
    "personer": gettext_lazy("hvem som er innkalt"),
}


@dataclass(frozen=True)
class Innkallingsstatus:
    """When the last call was sent and to how many, and what has changed since; `versjon` goes with the button."""

    sendt: dt.datetime | None
    antall: int
    endret: list[str]
    versjon: str


def status(mote: Mote, *, saker: Iterable[int], personer: Iterable[int]) -> Innkallingsstatus:
    """The state of the call, from ids of the applications on the agenda in order and of the people on the list."""
    return Innkallingsstatus(
        sendt=mote.innkalt,
        antall=len(mote.innkalling.get("mottakere", ())),
        endret=_endret(mote, _innhold(mote, saker, personer)),
        versjon=_versjon(mote),
    )


@transaction.atomic
def send(mote: Mote, *, bruker: Bruker, forrige: str) -> tuple[int, list[Person]]:
    """Call everyone who is to come; `forrige` is the `versjon` that was looked at. Fetches the group's members anew.

    Returns how many were told, and the people without an account. Raises ValidationError: `stale`, `ingen_saker`,
    `passert`, `ingen_mottakere`.
    """
    mote = LIVSLOP.begynn(mote, "kall_inn", bruker=bruker)
    if forrige != _versjon(mote):
        raise ValidationError(_("Innkallingen ble nettopp sendt. Den er ikke sendt en gang til."), code="stale")
    kalt = [ny.person for ny in oppmote.kall_inn(mote)]
    saker = list(mote.saker.values_list("soknad_id", flat=True))
    mottakere = list(Bruker.objects.filter(person__in=kalt, is_active=True))
    klare = mote.saker.filter(soknad__status=Soknad.Status.TIL_MOTE).count()
    _kontroller(mote, klare, mottakere)
    innhold = _innhold(mote, saker, mote.deltakere.values_list("person_id", flat=True))
    endret = _endret(mote, innhold)
    mote.innkalt = timezone.now()
    mote.innkalling = {**innhold, "mottakere": sorted(mottaker.person_id for mottaker in mottakere)}
    mote.save(update_fields=["innkalt", "innkalling"])
    beslutningsmote.logg(mote, "mote.innkalling_sendt", bruker, **mote.innkalling)
    meldinger.innkalt(mote, mottakere, klare, endret)
    med_konto = {mottaker.person_id for mottaker in mottakere}
    return len(mottakere), [person for person in kalt if person.pk not in med_konto]


def _kontroller(mote, klare, mottakere):
    if mote.dato < timezone.localdate():
        raise ValidationError(_("Møtedatoen har passert. Endre datoen først."), code="passert")
    if not klare:
        raise ValidationError(_("Sett minst én sak på sakslisten først."), code="ingen_saker")
    if not mottakere:
        raise ValidationError(_("Ingen i gruppen har en konto som kan få innkallingen."), code="ingen_mottakere")


def _innhold(mote, saker, personer):
    """What a call says, as it is kept on the meeting."""
    return {
        "dato": mote.dato.isoformat(),
        "klokkeslett": mote.klokkeslett.isoformat("minutes") if mote.klokkeslett else "",
        "sted": mote.sted,
        "saker": list(saker),
        "personer": sorted(personer),
    }


def _endret(mote, innhold):
    """In words (lazy), what differs from the last call; nothing when none is sent."""
    forrige = mote.innkalling
    return [navn for del_av, navn in DELER.items() if forrige and forrige[del_av] != innhold[del_av]]


def _versjon(mote):
    return mote.innkalt.isoformat() if mote.innkalt else ""
