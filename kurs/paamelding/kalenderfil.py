"""The dates of a run as calendar events: in feeds, as a file on the page, and as the file that goes with a message."""

from django.utils import timezone
from django.utils.text import slugify

from kompetanse.felles import ical
from kompetanse.felles.ical import Kalenderhendelse
from kompetanse.felles.varsler import Vedlegg
from kurs.models import Kjoring, Samling


def hendelse(samling: Samling, *, versjon: int = 0) -> Kalenderhendelse:
    """One date. Reads the run and its course."""
    kjoring = samling.kjoring
    return Kalenderhendelse(
        nokkel=f"samling-{samling.pk}",
        tittel=kjoring.kurs.navn,
        fra=samling.start,
        til=samling.slutt,
        endret=kjoring.opprettet,
        lenke=kjoring.get_absolute_url(),
        tekst="\n\n".join(filter(None, [samling.tema, kjoring.lenke])),
        sted=kjoring.sted or kjoring.lenke,
        avlyst=kjoring.status == Kjoring.Status.AVLYST,
        versjon=versjon,
        opptatt=True,
    )


def fil(kjoring: Kjoring) -> bytes:
    """All the dates of a run as they are now; of one that is cancelled, that they are taken out."""
    versjon = int((timezone.now() - kjoring.opprettet).total_seconds())
    hendelser = [hendelse(samling, versjon=versjon) for samling in kjoring.samlinger.select_related("kjoring__kurs")]
    avlyst = kjoring.status == Kjoring.Status.AVLYST
    return ical.ical(kjoring.kurs.navn, hendelser, "CANCEL" if avlyst else "PUBLISH")


def filnavn(kjoring: Kjoring) -> str:
    return f"{slugify(kjoring.kurs.navn)[:60] or 'kurs'}.ics"


def oppskrift(kjoring: Kjoring) -> str:
    """What a message stores of the file: it is made as the mail is sent, and so holds the dates as they are then."""
    return f"{__name__}.vedlegg {kjoring.pk}"


def vedlegg(nokkel: str) -> Vedlegg | None:
    """The file that goes with a message; None when the run is gone, or has no dates."""
    kjoring = Kjoring.objects.select_related("kurs").filter(pk=int(nokkel)).first()
    if kjoring is None or not kjoring.samlinger.exists():
        return None
    return Vedlegg(filnavn(kjoring), fil(kjoring).decode(), ical.MIME)
