"""Leaders of units that have no plan, or have not begun on the next, are told so."""

from collections import defaultdict
from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kompetanse.felles.formats import og_liste
from kompetanse.felles.varsler import varsle
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker, Enhet, Rolle, Rollekode
from planer.models import Planpaaminnelse
from planer.oversikt.tall import Enhetsrad


def mangler_plan(rader: Iterable[Enhetsrad]) -> list[Enhet]:
    """The units that a reminder is about."""
    return [
        rad.enhet for rad in rader if (rad.uten_plan and rad.neste is None) or rad.neste_ikke_begynt or rad.uten_aaret
    ]


@transaction.atomic
def minn(enheter: Iterable[Enhet], *, bruker: Bruker) -> int:
    """Tell each leader once about the units that they lead; one that was reminded of today is not told of again.

    Returns how many were told. Raises PermissionDenied for a unit that the user does not answer for.
    """
    enheter = list(
        Enhet.objects.filter(pk__in=[ett.pk for ett in enheter]).select_for_update(no_key=True).order_by("pk")
    )
    if not all(bruker.has_perm("planer.remind", enhet) for enhet in enheter):
        raise PermissionDenied
    dag = timezone.localdate()
    minnet = set(Planpaaminnelse.objects.filter(enhet__in=enheter, dag=dag).values_list("enhet", flat=True))
    enheter = [enhet for enhet in enheter if enhet.pk not in minnet]
    Planpaaminnelse.objects.bulk_create(Planpaaminnelse(enhet=enhet, dag=dag, sendt_av=bruker) for enhet in enheter)
    ledere = defaultdict(list)
    roller = Rolle.objects.gjeldende().filter(enhet__in=enheter, type__kode__in=Rollekode.ledere())
    for rolle in roller.select_related("person__bruker", "enhet").order_by("enhet__path"):
        if konto := getattr(rolle.person, "bruker", None):
            ledere[konto].append(rolle.enhet.navn)
    for leder, navn in ledere.items():
        varsle([leder], lambda navn=navn: _tekster(navn), reverse("planer:plan-list"))
    for enhet in enheter:
        som = tilgang.rolle_for(bruker, enhet, *tilgang.MED_INNSYN_I_SAKER)
        tilgang.logg(enhet, "plan.paaminnet", bruker=bruker, som=som)
    return len(ledere)


def _tekster(navn):
    enheter = og_liste(dict.fromkeys(navn))
    tekst = _(
        "%(enheter)s har ingen plan for perioden som kommer. Det er raskt å begynne: målene over og funnene i kartleggingen "
        "ligger klare."
    )
    return _("Kompetanseplan for %s") % enheter, tekst % {"enheter": enheter}
