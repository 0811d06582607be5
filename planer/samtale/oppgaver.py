"""What waits in the talks: to prepare, to write down that it was held, to agree on a next step, to answer."""

from collections.abc import Iterator
from functools import partial

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kompetanse.felles.formats import tallord
from kompetanse.felles.oppgaver import Oppgave, Slag
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker
from planer.models import Kompetanseplan, Samtale, Samtalebidrag, Utdanningspermisjon
from planer.samtale.folk import Stand, samtaler_hos


def slag_for(bruker: Bruker) -> Iterator[Slag]:
    """What may wait for the person, and for a leader one line of each kind."""
    yield Slag(_ens_egne(bruker), _egne)
    if tilgang.egne_lederroller(bruker):
        yield Slag(_lederens(bruker), partial(_samlet_per_stand, bruker))
        sokt = Utdanningspermisjon.objects.filter(leder=bruker.person_id, status=Utdanningspermisjon.Status.SOKT)
        yield Slag(sokt, partial(_permisjoner, bruker))


def _ens_egne(bruker):
    delt = Samtalebidrag.objects.filter(person=bruker.person_id, delt__isnull=False).order_by().values("samtale")
    aapen = Q(status=Samtale.Status.INVITERT) & ~Q(pk__in=delt)
    uavtalt = Q(status=Samtale.Status.HOLDT, plan__status=Kompetanseplan.Status.UTKAST)
    return Samtale.objects.filter(aapen | uavtalt, person=bruker.person_id, leder__isnull=False)


def _egne(samtaler):
    for ett in samtaler.select_related("leder").defer("melding", "skjema"):
        if ett.status == Samtale.Status.INVITERT:
            hva = _("Forbered deg til medarbeidersamtalen")
            yield _oppgave(ett, hva, _("Du skal snakke med %s.") % ett.leder, ett.dag)
        else:
            hvorfor = _("Medarbeidersamtalen med %s er holdt.") % ett.leder
            yield _oppgave(ett, _("Skriv hva du skal lære, og godta planen"), hvorfor)


def _lederens(bruker):
    i_aar = timezone.localdate().year
    # A plan that one of them has said yes to is told of by the plans.
    uavtalt = ~Q(stand=Stand.AVTALES) | Q(plan__status__in=Kompetanseplan.Status.under_arbeid())
    return samtaler_hos(bruker, i_aar - 1, i_aar, i_aar + 1).filter(uavtalt, stand__in=LEDERENS)


def _samlet_per_stand(bruker, samtaler):
    samlet = {}
    for ett in samtaler.mellom(bruker).select_related("person"):
        samlet.setdefault((ett.stand, ett.aar), []).append(ett)
    return [_samlet(alle, *nokkel) for nokkel, alle in sorted(samlet.items())]


def _skulle_vaert(samtaler):
    hva = ngettext("Holdt du %(n)s samtale?", "Holdt du %(n)s samtaler?", len(samtaler))
    return hva, _("Skriv inn dagen, eller foreslå en ny tid.")


def _delt_med_deg(samtaler):
    hva = ngettext("Forbered deg til %(n)s samtale", "Forbered deg til %(n)s samtaler", len(samtaler))
    return hva, _("Medarbeideren har delt sin forberedelse.")


def _avtales(samtaler):
    hva = ngettext("Bli enige etter %(n)s samtale", "Bli enige etter %(n)s samtaler", len(samtaler))
    return hva, _("Samtalen er holdt, og planen er ikke avtalt.")


LEDERENS = {
    Stand.SKULLE_VAERT: _skulle_vaert,
    Stand.DELT_MED_DEG: _delt_med_deg,
    Stand.AVTALES: _avtales,
}


def _samlet(samtaler, stand, aar):
    antall, (hva, hvorfor) = len(samtaler), LEDERENS[stand](samtaler)
    hva = hva % {"n": tallord(antall)}
    if antall == 1:
        return _oppgave(samtaler[0], hva, f"{samtaler[0].person}. {hvorfor}")
    return Oppgave(
        hva=hva, hvorfor=hvorfor, url=reverse("planer:samtale-list") + f"?stand={stand}&aar={aar}", ikon="Chat"
    )


def _permisjoner(bruker, sokt):
    for ett in sokt.mellom(bruker).select_related("person").defer("utdanning"):
        hva = _("Svar på ønske om utdanningspermisjon")
        yield Oppgave(hva=hva, hvorfor=str(ett.person), url=ett.get_absolute_url(), ikon="Chat")


def _oppgave(samtale, hva, hvorfor, frist=None):
    return Oppgave(hva=hva, hvorfor=hvorfor, url=samtale.get_absolute_url(), ikon="Chat", frist_dato=frist)
