"""What the pages of people show: positions, roles, deputies and the state of the account."""

import datetime as dt
from collections.abc import Collection, Iterable

from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompetanse.felles.models import Oppslag
from kompetanse.organisasjon.models import Person, Rolle, Stedfortreder, Stilling


def med_stillinger(personer: QuerySet[Person]) -> QuerySet[Person]:
    """People with account and the positions that they hold today (`naa`), for a list."""
    stillinger = Stilling.objects.gjeldende().select_related("enhet")
    return personer.select_related("bruker").prefetch_related(Prefetch("stillinger", stillinger, to_attr="naa"))


def personbilde(person: Person, idag: dt.date | None = None) -> dict:
    """Positions now and earlier, a leave that is not over, roles with deputies, and the roles that the person stands in
    for."""
    idag = idag or timezone.localdate()
    stillinger = list(person.stillinger.select_related("enhet").order_by("-fra", "-prosent"))
    vikarer = Stedfortreder.objects.filter(til__gte=idag).select_related("person").order_by("fra")
    roller = list(
        Rolle.objects.filter(person=person)
        .select_related("type", "enhet")
        .prefetch_related(Prefetch("stedfortredere", vikarer, to_attr="vikarer"))
        .order_by("type__rekkefolge", "-fra")
    )
    return {
        "stillinger": [s for s in stillinger if s.til is None or s.til >= idag],
        "tidligere": [s for s in stillinger if s.til is not None and s.til < idag],
        "har_permisjon": person.permisjon_til is not None and person.permisjon_til >= idag,
        "roller": [r for r in roller if r.til is None or r.til >= idag],
        "tidligere_roller": [r for r in roller if r.til is not None and r.til < idag],
        "vikarierer_for": person.stedfortreder_for.filter(til__gte=idag)
        .select_related("rolle__type", "rolle__enhet", "rolle__person")
        .order_by("fra"),
    }


def konto_status(person: Person) -> dict:
    """What to call the state of the person's account, its tone, and what may be done with it. Asks for `med_slutt`."""
    konto, sluttet = getattr(person, "bruker", None), person.har_sluttet
    if konto is None:
        return {"tekst": _("Ingen konto"), "tone": "noytral", "kan_inviteres": not sluttet, "finnes": False}
    if not konto.is_active:
        return {"tekst": _("Sperret"), "tone": "nei", "kan_inviteres": False, "finnes": True}
    if sluttet:
        return {"tekst": _("Stengt"), "tone": "noytral", "kan_inviteres": False, "finnes": True, "sluttet": True}
    if konto.last_login or konto.has_usable_password():
        return {"tekst": _("I bruk"), "tone": "ok", "kan_inviteres": False, "finnes": True}
    return {"tekst": _("Invitert"), "tone": "vent", "kan_inviteres": True, "finnes": True}


# Looks that are stored by a code; the apps above store words.
OPPSLAG = {"person": "", "personfil": gettext_lazy("Lastet ned i en liste")}


def med_hva(oppslag: Iterable[Oppslag]) -> None:
    """Give each look the words for what was looked at; none for the person's page."""
    for ett in oppslag:
        ett.hva_visning = OPPSLAG.get(ett.hva, ett.hva)


def med_navn(oppslag: Collection[Oppslag]) -> None:
    """Give each look the name of the person it was about. One statement."""
    navn = {person.pk: str(person) for person in Person.objects.filter(pk__in={o.person_id for o in oppslag})}
    for ett in oppslag:
        ett.om = navn.get(ett.person_id, _("slettet person"))
