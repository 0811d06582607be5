"""Who may: role × relation to a unit. The one place that answers it; apps combine the answers with their own states.

A role is for its unit. A right over the whole kommune (import, frame, settings, meetings) asks for a role that covers
all of it, as `er_hr` and the predicates beside it do; a right over a unit, a person or a case asks for a role that
covers that one (`rolle_for`, `er_hr_for_personen`, `styrer_som`). Those who represent the employees do so everywhere.
"""

import datetime as dt
from collections.abc import Iterable

import rules
from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from kompetanse.felles import vegg
from kompetanse.felles.hendelser import log_hendelse
from kompetanse.felles.models import Hendelse
from kompetanse.organisasjon.models import Bruker, Person, Rolle, Rollekode, Stedfortreder
from kompetanse.organisasjon.models.aktiv_rolle import AktivRolle, omraadet
from kompetanse.organisasjon.models.enhet import Enhet

HR = Rollekode.hr()
FORVALTERE = Rollekode.forvaltere()
SER_ALLE_SAKER = (*HR, Rollekode.KOMMUNEDIREKTOR, Rollekode.ETATSLEDERGRUPPE)
MED_INNSYN_I_SAKER = (*HR, *Rollekode.ledere())
DIREKTOR = (Rollekode.KOMMUNEDIREKTOR,)
MED_ANSVAR = Rollekode.med_ansvar()
MBU = (Rollekode.MBU_MEDLEM, Rollekode.MBU_SEKRETAER)
ANSATTES_REPRESENTANTER = (Rollekode.TILLITSVALGT, Rollekode.VERNEOMBUD)


def aktive_roller(bruker: Bruker | None) -> list[AktivRolle]:
    """All roles of the user today, the most weighty first; none for who is not signed in, or is no person."""
    return bruker.aktive_roller if getattr(bruker, "person_id", None) else []


def har_rolle(bruker: Bruker, *koder: str) -> bool:
    """The user can act in one of these roles, for some unit."""
    return any(rolle.kode in koder for rolle in aktive_roller(bruker))


def har_rolle_for_kommunen(bruker: Bruker, *koder: str) -> bool:
    """The user can act in one of these roles, for the whole kommune."""
    return any(rolle.kode in koder and rolle.gjelder_hele_kommunen for rolle in aktive_roller(bruker))


def rolle_for(bruker: Bruker, enhet: Enhet, *koder: str) -> AktivRolle | None:
    """The role among `koder` in which the user acts for this unit (own before deputy), or None."""
    return egen_foerst(rolle for rolle in aktive_roller(bruker) if rolle.kode in koder and rolle.gjelder(enhet))


def handler_som(bruker: Bruker | None, *koder: str) -> AktivRolle | None:
    """The role among `koder` in which the user acts, or None: own before deputy, of those that cover the most.

    A role for one unit gives no right over the whole kommune, so one that does comes before it.
    """
    mulige = [rolle for rolle in aktive_roller(bruker) if rolle.kode in koder]
    return egen_foerst([rolle for rolle in mulige if rolle.gjelder_hele_kommunen] or mulige)


def egen_foerst(roller: Iterable[AktivRolle]) -> AktivRolle | None:
    """The one choice between several roles that give the same right: own before deputy, then the most weighty."""
    return min(roller, key=lambda rolle: bool(rolle.paa_vegne_av), default=None)


def i_rollen(rolle: AktivRolle | None) -> dict[str, str]:
    """What a row says of who acted (`felles.models.UtfortIRolle`); both empty for one who acts as oneself."""
    if rolle is None:
        return {"i_rolle": "", "paa_vegne_av": ""}
    return {"i_rolle": rolle.tittel[:200], "paa_vegne_av": rolle.paa_vegne_av[:200]}


def logg(
    objekt: Model, handling: str, *koder: str, bruker: Bruker | None, som: AktivRolle | None = None, **data
) -> Hendelse:
    """Write the audit line of a change, in the role among `koder` that the user acts in.

    `som` is the role instead, when the change has found it already. With neither the user acts as oneself. The rest as in
    `felles.hendelser.log_hendelse`.
    """
    return log_hendelse(objekt, handling, bruker=bruker, **i_rollen(som or handler_som(bruker, *koder)), **data)


def hovedrolle(bruker: Bruker) -> AktivRolle | None:
    """The role shown at the top of every page, or None for an employee without roles."""
    return next(iter(aktive_roller(bruker)), None)


def egen_enhet(bruker: Bruker) -> Enhet:
    """The unit of the most weighty role by which a leader, or HR, answers for one: what a form starts with."""
    return Enhet.objects.get(pk=bruker.roller_som(*MED_INNSYN_I_SAKER)[0].enhet_id)


def roller_med_ansvar(bruker: Bruker) -> list[AktivRolle]:
    """The roles by which the user may see people: leaders their line, HR and the system administrator theirs."""
    return bruker.roller_som(*MED_ANSVAR) if aktive_roller(bruker) else []


def forvalterroller(bruker: Bruker) -> list[AktivRolle]:
    """The roles by which the user keeps roles and accounts."""
    return bruker.roller_som(*FORVALTERE) if aktive_roller(bruker) else []


def egne_lederroller(bruker: Bruker | None) -> list[AktivRolle]:
    """The roles in which the user leads units as their leader, and not as a deputy: for what two people share alone."""
    return [rolle for rolle in aktive_roller(bruker) if rolle.kode in Rollekode.ledere() and not rolle.paa_vegne_av]


def linjen(bruker: Bruker, sti: str = "enhet__path") -> Q:
    """A condition for rows of the units whose cases the user sees as leader or HR; `sti` as in `AktivRolle.omraade`."""
    return omraadet((rolle for rolle in aktive_roller(bruker) if rolle.kode in MED_INNSYN_I_SAKER), sti)


def svarer_for_kommunen(bruker: Bruker) -> bool:
    """Every unit of the kommune is in the user's line (`linjen`)."""
    return har_rolle_for_kommunen(bruker, *MED_INNSYN_I_SAKER)


def ser_alle_saker(bruker: Bruker) -> bool:
    """HR and the municipal director see every unit's cases; the decision group sees what it may have to decide."""
    return har_rolle_for_kommunen(bruker, *SER_ALLE_SAKER)


def innehavere(kommune_id: int, kode: str, paa_dato: dt.date | None = None) -> QuerySet[Rolle]:
    """Roles of one type for the whole kommune, in force on a date (today); with person and account fetched."""
    roller = Rolle.objects.gjeldende(paa_dato).for_hele_kommunen().filter(kommune_id=kommune_id, type__kode=kode)
    return roller.select_related("person__bruker", "enhet", "type")


def aapne_kontoer(personer: Iterable[int]) -> QuerySet[Bruker]:
    """The accounts of these people that can be used: not shut, and the person has not left."""
    blir = Person.objects.filter(pk__in=personer).med_slutt().filter(har_sluttet=False)
    return Bruker.objects.filter(person__in=blir, is_active=True)


def til_stede(personer: Iterable[int]) -> QuerySet[Bruker]:
    """Of those accounts, the ones of people who are not on leave: they answer, and are told when something waits."""
    return aapne_kontoer(personer).filter(person__in=Person.objects.filter(pk__in=personer).til_stede())


def brukere_med_rolle(kommune_id: int, *koder: str) -> QuerySet[Bruker]:
    """Accounts of those who can act in one of the roles for the whole kommune today (see `til_stede`): the holders, and
    their deputies."""
    roller = Rolle.objects.gjeldende().for_hele_kommunen().filter(kommune_id=kommune_id, type__kode__in=koder)
    vikarer = Stedfortreder.objects.gjeldende().filter(rolle__in=roller).order_by()
    return til_stede({*roller.values_list("person", flat=True), *vikarer.values_list("person", flat=True)})


def styrer_som(bruker: Bruker, rolle: Rolle) -> list[AktivRolle]:
    """The roles by which the user may give, lend out and end this one: HR those of every kind, the system administrator
    those of their own kind, and neither one that reaches further. Reads the role's type and unit, and asks nothing."""
    return [
        egen
        for egen in forvalterroller(bruker)
        if egen.rommer(rolle) and (egen.kode in HR or egen.kode == rolle.type.kode)
    ]


def rekker_til(bruker: Bruker, person: Person) -> bool:
    """No role that the person has, stands in for or is to have reaches further than one by which the user keeps accounts.

    Who opens an account, or chooses where its mail goes, could act with its rights. One's own is one's own.
    """
    idag, egne = timezone.localdate(), forvalterroller(bruker)
    vikarierer = Stedfortreder.objects.filter(person=person, til__gte=idag)
    roller = Rolle.objects.filter(Q(person=person) | Q(pk__in=vikarierer.values("rolle"))).exclude(til__lt=idag)
    return person.pk == bruker.person_id or all(
        any(egen.rommer(rolle) for egen in egne) for rolle in roller.select_related("enhet")
    )


def kan_logge_inn(bruker: Bruker) -> bool:
    """The account is open and its person has not left. For sign-in, where nobody is behind the wall yet."""
    with vegg.alle_kommuner():
        sluttet = Person.objects.med_slutt().filter(pk=bruker.person_id, har_sluttet=True).exists()
    return bruker.is_active and not sluttet


@rules.predicate
def er_ansatt(bruker: Bruker) -> bool:
    """Signed in as a person of a kommune."""
    return bool(getattr(bruker, "person_id", None) and bruker.kommune_id)


@rules.predicate
def leder_selv(bruker: Bruker) -> bool:
    """Leads a unit, and not as a deputy."""
    return bool(egne_lederroller(bruker))


@rules.predicate
def er_seg_selv(bruker: Bruker, person: Person | None) -> bool:
    return person is not None and person.pk == bruker.person_id


@rules.predicate
def er_hr(bruker: Bruker) -> bool:
    return har_rolle_for_kommunen(bruker, *HR)


@rules.predicate
def er_forvalter(bruker: Bruker) -> bool:
    """HR or system administrator for the whole kommune."""
    return har_rolle_for_kommunen(bruker, *FORVALTERE)


@rules.predicate
def er_etatsdirektor(bruker: Bruker) -> bool:
    return har_rolle_for_kommunen(bruker, Rollekode.KOMMUNEDIREKTOR)


@rules.predicate
def representerer_ansatte(bruker: Bruker) -> bool:
    return har_rolle(bruker, *ANSATTES_REPRESENTANTER)


@rules.predicate
def er_i_mbu(bruker: Bruker) -> bool:
    return har_rolle_for_kommunen(bruker, *MBU)


@rules.predicate
def er_i_beslutningsgruppen(bruker: Bruker) -> bool:
    return har_rolle_for_kommunen(bruker, Rollekode.ETATSLEDERGRUPPE, Rollekode.KOMMUNEDIREKTOR)


@rules.predicate
def er_hr_for_personen(bruker: Bruker, person: Person | None) -> bool:
    """HR for where the person works (see `PersonQuerySet.hos`)."""
    return person is not None and _er_hos(person, [rolle for rolle in aktive_roller(bruker) if rolle.kode in HR])


@rules.predicate
def leder_personen(bruker: Bruker, person: Person | None) -> bool:
    """Leads where the person works, or above; not in that person's own role, as a deputy."""
    roller = [rolle for rolle in aktive_roller(bruker) if rolle.kode in Rollekode.ledere()]
    return person is not None and _er_hos(person, [rolle for rolle in roller if rolle.innehaver_id != person.pk])


@rules.predicate
def forvalter_personen(bruker: Bruker, person: Person | None) -> bool:
    """HR or system administrator for where the person works."""
    return person is not None and _er_hos(person, forvalterroller(bruker))


def _er_hos(person, roller):
    if any(rolle.gjelder_hele_kommunen for rolle in roller):
        return True
    return bool(roller) and Person.objects.hos(roller).filter(pk=person.pk).exists()
