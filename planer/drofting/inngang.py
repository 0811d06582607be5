"""The room that a code is of, found without knowing which kommune that is in."""

from django.http import HttpRequest
from django.utils import timezone

from kompetanse.felles import vegg
from kompetanse.felles.forsok import Forsok
from kompetanse.felles.kode import lest
from planer.models import Moterom

# A whole meeting may come from one address, and most of it scans the code; who is in already is not counted.
FEILTASTET = Forsok("moterom.kode", hoyst=100, sekunder=600)


def finn(kode: str) -> Moterom | None:
    """The room with this code, as long as it is open. Looks across kommuner: the caller goes on within the wall of the one
    that the room is of."""
    if not (kode := lest(kode)):
        return None
    with vegg.alle_kommuner():
        rom = Moterom.objects.select_related("drofting__enhet", "kommune").filter(kode=kode).first()
    return rom if rom and timezone.now() < rom.utloper else None


def finn_for(request: HttpRequest, kode: str, *, kjent: bool) -> Moterom | None:
    """As `finn`, for a phone that may be guessing. One that the room knows (`kjent`) is not. Raises `ForMange`."""
    if kjent:
        return finn(kode)
    FEILTASTET.krev(request)
    rom = finn(kode)
    if rom is None:
        FEILTASTET.tell(request)
    return rom
