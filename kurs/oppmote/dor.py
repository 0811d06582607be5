"""The door: a code on the wall by which each comes in on a phone of one's own, and nobody for anyone else.

The code lives on the days of its date alone. Who is signed in presses one button; others get a link by mail, to the address
that the kommune has of them. The link holds the code, so that nobody gets it who has not seen the wall.
"""

import datetime as dt

from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kompetanse.felles import kode as koder
from kompetanse.felles import vegg
from kompetanse.felles.forsok import Forsok
from kompetanse.felles.varsler import send_engangslenke
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker
from kurs.kjoring.datoer import ved_midnatt
from kurs.models import Kjoring, Kursoppsett, Kursplass, Oppmote, Samling
from kurs.oppmote.foring import krev_aapen, laas
from kurs.oppmote.mengde import mengde

SALT = "kurs.oppmote.dor"
# A whole course may come from one address, and most of it scans the code.
FEILTASTET = Forsok("kurs.dor.kode", hoyst=100, sekunder=600)
LENKER = Forsok("kurs.dor.lenke", hoyst=60, sekunder=600)
EN_ADRESSE = Forsok("kurs.dor.adresse", hoyst=3, sekunder=600)


# --- The code ---------------------------------------------------------------------------------------


@transaction.atomic
def ny_kode(samling: Samling, *, bruker: Bruker) -> Samling:
    """Open the door with a new code; one that was shown before lets nobody in any more."""
    samling = laas(samling)
    krev_aapen(samling, bruker)
    if timezone.now() >= _stenger(samling):
        raise ValidationError(_("Samlingen er over. Før oppmøtet på listen."))
    samling.kode, samling.kode_til = koder.ny(), _stenger(samling)
    samling.save(update_fields=["kode", "kode_til"])
    tilgang.logg(samling.kjoring, "kurs.dor_aapnet", bruker=bruker, samling=samling.start)
    return samling


def _stenger(samling):
    """When the last day of the date ends, where people live: the night that the clocks are changed has its own length."""
    return ved_midnatt(timezone.localdate(samling.slutt) + dt.timedelta(days=1))


def er_aapen(samling: Samling) -> bool:
    """The code works now: it is made, its day is not over, and the run is to be held."""
    kommende = samling.kjoring.status in Kjoring.Status.kommende()
    i_tide = samling.kode_til is not None and timezone.now() < min(samling.kode_til, _stenger(samling))
    return bool(samling.kode and kommende and i_tide and timezone.localdate(samling.start) <= timezone.localdate())


def finn(kode: str) -> Samling | None:
    """The date with this code, as long as its door is open. Looks across kommuner: the caller goes on within the wall of the
    one that it is of."""
    if not (kode := koder.lest(kode)):
        return None
    with vegg.alle_kommuner():
        rader = Samling.objects.select_related("kjoring__kurs__enhet", "kommune")
        samling = rader.filter(kode=kode).first()
    return samling if samling and er_aapen(samling) else None


def finn_for(request: HttpRequest, kode: str) -> Samling | None:
    """As `finn`, for a phone that may be guessing. Raises `ForMange`."""
    FEILTASTET.krev(request)
    samling = finn(kode)
    if samling is None:
        FEILTASTET.tell(request)
    return samling


# --- Coming in --------------------------------------------------------------------------------------


def plassen(samling: Samling, person_id: int | None) -> Kursplass | None:
    """The place that this person has on the run, or None."""
    plasser = samling.kjoring.plasser_tatt.med_plass().select_related("person")
    return plasser.filter(person=person_id).first() if person_id else None


@transaction.atomic
def kom_inn(samling: Samling, plass: Kursplass, *, bruker: Bruker | None = None) -> Oppmote:
    """Note that the holder of the place is here. Told again, by a phone that never heard the answer or by the list, it is as
    it was noted first. The caller has seen that the door is open, and that it is the holder who comes."""
    mengden = mengde(samling, Kursoppsett.for_kommunen())
    nytt = {"maate": Oppmote.Maate.QR, "registrert_av": bruker, **mengden._asdict()}
    oppmote, kom = Oppmote.objects.get_or_create(samling=samling, kursplass=plass, defaults=nytt)
    if kom:
        tilgang.logg(samling.kjoring, "kurs.kom_inn", bruker=bruker, samling=samling.start, person=plass.person_id)
    return oppmote


# --- The link, for those who are not signed in ------------------------------------------------------


@transaction.atomic
def be_om_lenke(samling: Samling, adresse: str, *, request: HttpRequest) -> None:
    """Mail the link to the participant who has this address; nobody is told whether there is one. Raises `ForMange`."""
    LENKER.krev(request)
    EN_ADRESSE.krev(adresse.lower())
    LENKER.tell(request)
    EN_ADRESSE.tell(adresse.lower())
    deltakere = samling.kjoring.plasser_tatt.med_plass().order_by().values("person")
    for konto in tilgang.aapne_kontoer(deltakere).filter(epost__iexact=adresse):
        send_engangslenke(konto, "kurs.oppmote.dor.brev")


def brev(konto: Bruker) -> tuple[str, str, str] | None:
    """The mail with the link; none when no door is open to its reader any more."""
    plasser = Kursplass.objects.med_plass().filter(
        person=konto.person_id, kjoring__samlinger__kode_til__gt=timezone.now()
    )
    dorer = Samling.objects.filter(kjoring__in=plasser.order_by().values("kjoring"), kode_til__gt=timezone.now())
    aapne = [en for en in dorer.select_related("kjoring__kurs").order_by("start") if er_aapen(en)]
    if not aapne:
        return None
    # Of two at once it is the first that one has not come to whose door one stands at.
    kommet = Oppmote.objects.filter(samling__in=aapne, kursplass__person=konto.person_id)
    kommet_til = set(kommet.values_list("samling", flat=True))
    samling = next((en for en in aapne if en.pk not in kommet_til), aapne[-1])
    navn = {"kurs": samling.kjoring.kurs}
    tekst = _("Åpne lenken og trykk «Jeg er her». Den gjelder bare deg, og bare i dag.")
    return _("Jeg er her: %(kurs)s") % navn, tekst, reverse("dor:meg", args=[samling.kode, _bevis(samling, konto)])


def _bevis(samling, konto):
    return signing.dumps([samling.kode, konto.person_id], salt=SALT)


def plassen_til(samling: Samling, bevis: str) -> Kursplass | None:
    """Whose place a link is for; None when it is not ours, or was made for another code."""
    try:
        kode, person_id = signing.loads(bevis, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return plassen(samling, person_id) if kode == samling.kode else None


def kan_sende() -> bool:
    """There is a mail server to send links by."""
    return bool(settings.EMAIL_HOST)
