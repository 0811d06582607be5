"""The yearly meeting: the parties called in with its ground, the minutes written per category, and closed.

Once held, the database refuses every change of it.
"""

import datetime as dt
from collections.abc import Iterable

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kompetanse.felles.samskriving import Endring
from kompetanse.felles.varsler import besvart
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker, Enhet, Rolle
from planer.aarsmote import grunnlag, meldinger
from planer.aarsmote.documents import GRUNNLAG, PROTOKOLL
from planer.aarsmote.livslop import LIVSLOP, RETT
from planer.gjort import sett_gjort
from planer.models import Drofting, Droftingspunkt
from planer.vedtak.drofting import Partsvar, krev_parter, lag_parter, sett_holdt, skriv_parter
from planer.vedtak.innhold import avtrykk

HJEMMEL = "HTA 3.2"
FELT = ("sagt", "enige")


def representanter(kommune_id: int) -> list[Rolle]:
    """The roles of those who represent the employees anywhere in the kommune."""
    roller = Rolle.objects.gjeldende().filter(
        kommune_id=kommune_id, type__kode__in=tilgang.ANSATTES_REPRESENTANTER, enhet__kommune_id=kommune_id
    )
    return list(roller.select_related("type", "person__bruker", "enhet").order_by("enhet__depth", "pk"))


@transaction.atomic
def kall_inn(
    *, bruker: Bruker, mote: dt.date, melding: str = "", roller: Iterable[Rolle] = (), andre: Iterable[str] = ()
) -> Drofting:
    """Call the parties in to the meeting of the year, with its ground as it is now: those who hold `roller` are told,
    `andre` are only named. Freezes the ground as PDF."""
    if not bruker.has_perm(RETT):
        raise PermissionDenied
    roller, andre = krev_parter(mote, roller, andre)
    innhold = grunnlag.lag(timezone.localdate())
    data = innhold.som_data()
    drofting = Drofting(
        aar=mote.year,
        mote=mote,
        melding=melding,
        hjemmel=HJEMMEL,
        innhold=data,
        sha256=avtrykk(data),
        innkalt_av=bruker,
        **tilgang.i_rollen(tilgang.handler_som(bruker, *tilgang.HR)),
    )
    drofting.validate_constraints()
    drofting.save()
    lag_parter(drofting, roller, andre)
    _lag_punkter(drofting, innhold)
    GRUNNLAG.frys(drofting, bruker=bruker)
    tilgang.logg(drofting, "aarsmote.innkalt", *tilgang.HR, bruker=bruker, mote=mote, sha256=drofting.sha256)
    meldinger.innkalt(drofting, [rolle.person for rolle in roller])
    return drofting


def _lag_punkter(drofting, innhold):
    """One for all, and one for each category that has people or needs."""
    navnene = [_("Alle stillingskategorier"), *(ett.navn for ett in innhold.linjer if ett.navn)]
    Droftingspunkt.objects.bulk_create(
        Droftingspunkt(drofting=drofting, kategori=navn, rekkefolge=nr) for nr, navn in enumerate(navnene, start=1)
    )


def feltnavn(punkt: Droftingspunkt, navn: str) -> str:
    """What a field of one category is called in the editor."""
    return f"{navn}-{punkt.pk}"


def ordene(drofting: Drofting) -> dict[str, str]:
    """Every word of the minutes, as the editor names it."""
    return {feltnavn(ett, navn): getattr(ett, navn) for ett in drofting.punkter.all() for navn in FELT}


@transaction.atomic
def skriv(drofting: Drofting, endring: Endring, *, bruker: Bruker) -> list[ValidationError]:
    """Store what this user has changed in the minutes. Returns what someone else has changed too, which is left."""
    drofting = LIVSLOP.begynn(drofting, "protokoller", bruker=bruker)
    endret, uenig = endring.mot(ordene(drofting))
    for punkt in drofting.punkter.all():
        nye = {navn: endret[feltnavn(punkt, navn)] for navn in FELT if feltnavn(punkt, navn) in endret}
        for navn, verdi in nye.items():
            setattr(punkt, navn, verdi)
        if nye:
            punkt.save(update_fields=list(nye))
    return [uenig] if uenig else []


@transaction.atomic
def avslutt(
    drofting: Drofting,
    *,
    bruker: Bruker,
    dato: dt.date,
    utfall: str,
    parter: Iterable[Partsvar],
    protokolltilforsel: str = "",
    svar: str = "",
) -> Drofting:
    """The meeting was held: who came, and whether they agreed. Freezes the minutes, also as PDF."""
    drofting = LIVSLOP.begynn(drofting, "hold", bruker=bruker)
    if dato > timezone.localdate() or dato < timezone.localdate(drofting.innkalt):
        raise ValidationError({"dato": _("Møtet er holdt mellom dagen dere ble kalt inn, og i dag.")})
    skriv_parter(drofting, parter)
    sett_holdt(drofting, bruker, dato, utfall, protokolltilforsel, svar)
    PROTOKOLL.frys(drofting, bruker=bruker)
    sett_gjort("aarsmote", drofting.aar, bruker=bruker, enhet=Enhet.objects.get(depth=1))
    besvart(drofting.get_absolute_url())
    tilgang.logg(drofting, "aarsmote.holdt", *tilgang.HR, bruker=bruker, utfall=utfall)
    meldinger.holdt(drofting, fra=bruker)
    return drofting


@transaction.atomic
def avlys(drofting: Drofting, *, bruker: Bruker) -> Drofting:
    """Call the meeting off and tell the parties; another can be called in the same year."""
    drofting = LIVSLOP.begynn(drofting, "avlys", bruker=bruker)
    drofting.save(update_fields=["status"])
    tilgang.logg(drofting, "aarsmote.avlyst", *tilgang.HR, bruker=bruker)
    meldinger.avlyst(drofting)
    return drofting
