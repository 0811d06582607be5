"""Leave to study (HTA 14.2): the person asks, and the leader agrees or says why not."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker
from planer.models import Samtale, Utdanningspermisjon
from planer.samtale import meldinger
from planer.samtale.livslop import LIVSLOP, PERMISJON


@transaction.atomic
def be_om(permisjon: Utdanningspermisjon, samtale: Samtale, *, bruker: Bruker) -> Utdanningspermisjon:
    """The person asks in a talk; its leader is the one to answer. What is asked of stands as it is written."""
    samtale = LIVSLOP.begynn(samtale, "be_om_permisjon", bruker=bruker)
    if samtale.leder_id is None:
        raise ValidationError(_("Velg hvem du skal ha samtalen med, først."))
    permisjon.samtale, permisjon.person, permisjon.leder = samtale, bruker.person, samtale.leder
    permisjon.full_clean()
    permisjon.save()
    tilgang.logg(permisjon, "utdanningspermisjon.bedt_om", bruker=bruker)
    meldinger.permisjon_bedt_om(permisjon, av=bruker)
    return permisjon


@transaction.atomic
def innvilg(permisjon: Utdanningspermisjon, bindingstid: int | None, *, bruker: Bruker) -> Utdanningspermisjon:
    """Agreed, with so many months of duty to stay afterwards."""
    return _svar(permisjon, "innvilg", bruker, bindingstid=bindingstid)


@transaction.atomic
def avslaa(permisjon: Utdanningspermisjon, grunn: str, *, bruker: Bruker) -> Utdanningspermisjon:
    """Refused: leave of worth to both is given unless special reasons stand against it, so they are said."""
    if not grunn.strip():
        raise ValidationError({"grunn": _("Skriv hvorfor.")})
    return _svar(permisjon, "avslaa", bruker, grunn=grunn)


@transaction.atomic
def trekk(permisjon: Utdanningspermisjon, *, bruker: Bruker) -> Utdanningspermisjon:
    """The person wants it no more."""
    return _svar(permisjon, "trekk", bruker)


def _svar(permisjon, navn, bruker, **felt):
    permisjon = PERMISJON.begynn(permisjon, navn, bruker=bruker)
    for ett, verdi in felt.items():
        setattr(permisjon, ett, verdi)
    permisjon.avgjort = timezone.now()
    permisjon.save()
    tilgang.logg(permisjon, f"utdanningspermisjon.{permisjon.status}", bruker=bruker)
    meldinger.permisjon_besvart(permisjon, av=bruker)
    return permisjon
