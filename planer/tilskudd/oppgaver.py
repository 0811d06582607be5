"""The deadlines of grants: for HR, and for leaders whose measures are to be paid by them."""

from collections.abc import Iterator
from functools import partial

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from kompetanse.felles.oppgaver import MANGE, Oppgave, Slag
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.ledelse import ledede_enheter
from kompetanse.organisasjon.models import Bruker
from planer.models import Kompetanseplan, Tilskudd, Tiltak

FRISTER = ("frist", "rapportfrist")


def slag_for(bruker: Bruker) -> Iterator[Slag]:
    """One task for each deadline that is near enough."""
    er_hr, ledet = tilgang.er_hr(bruker), [rolle.enhet_id for rolle in ledede_enheter(bruker)]
    if not er_hr and not ledet:
        return
    alle = Tilskudd.objects.visible_to(bruker).i_bruk()
    frister = alle.filter(Q(frist__isnull=False) | Q(rapportfrist__isnull=False))
    if not er_hr:
        planer = Kompetanseplan.objects.for_enheter().aapne().filter(enhet__in=ledet).order_by().values("pk")
        frister = frister.filter(pk__in=Tiltak.objects.virker().filter(plan__in=planer).order_by().values("tilskudd"))
    yield Slag(frister, partial(_frister, er_hr))


def _frister(er_hr, tilskudd):
    return [oppgave for ett in tilskudd[:MANGE] for felt in FRISTER if (oppgave := _oppgave(ett, felt, er_hr))]


def _oppgave(tilskudd, felt, er_hr):
    """None as long as the deadline is further away than one is to be reminded."""
    dag = timezone.localdate()
    frist = tilskudd.neste(felt, dag)
    if frist is None or (frist - dag).days > tilskudd.varsles_dager:
        return None
    hva = _("Søk om %(tilskudd)s") if felt == "frist" else _("Rapporter på %(tilskudd)s")
    hvorfor = _("Last ned tiltakene slik forvalteren vil ha dem.") if er_hr else _("Se at tiltakene deres er klare.")
    return Oppgave(
        hva=hva % {"tilskudd": tilskudd},
        hvorfor=hvorfor,
        url=tilskudd.get_absolute_url(),
        ikon="Wallet",
        frist_dato=frist,
    )
