"""Who may: role × relation to a unit. The one place that answers it; apps combine the answers with their own states.

A role is for its unit. A right over the whole kommune (import, frame, settings, meetings) asks for a role that covers
all of it, as `er_hr` and the predicates beside it do; a right over a unit, a person or a case asks for a role that
covers that one (`rolle_for`, `er_hr_for_personen`, `kan_styre`). Those who represent the employees do so everywhere.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, reduce
from operator import or_

import rules
from django.db import connection
from django.db.models import Model, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from kompetanse.felles import vegg
from kompetanse.felles.hendelser import log_hendelse
from kompetanse.felles.models import Hendelse
from kompetanse.organisasjon.models import Bruker, Person, Rolle, Rollekode
from kompetanse.organisasjon.models.enhet import Enhet, sti_innenfor

HR = (Rollekode.HR, Rollekode.HR_LEDER)
FORVALTERE = (*HR, Rollekode.SYSTEMANSVARLIG)
SER_ALLE_SAKER = (*HR, Rollekode.KOMMUNEDIREKTOR, Rollekode.ETATSLEDERGRUPPE)
MED_INNSYN_I_SAKER = (*HR, *Rollekode.ledere())
MED_ANSVAR = (*FORVALTERE, *Rollekode.ledere())
MBU = (Rollekode.MBU_MEDLEM, Rollekode.MBU_SEKRETAER)
ANSATTES_REPRESENTANTER = (Rollekode.TILLITSVALGT, Rollekode.VERNEOMBUD)


@dataclass(frozen=True)
class AktivRolle:
    """A role that the user can act in today, as its holder or as deputy (`paa_vegne_av` names the holder)."""

    kode: str
    navn: str
    enhet_id: int
    enhet_navn: str
    sti: str
    med_underliggende: bool
    innehaver_id: int
    paa_vegne_av: str = ""

    def gjelder(self, enhet: Enhet) -> bool:
        """The role covers this unit."""
        return enhet.path.startswith(self.sti) if self.med_underliggende else enhet.pk == self.enhet_id

    def rommer(self, rolle: Rolle) -> bool:
        """The other role reaches no further than this one."""
        return self.gjelder(rolle.enhet) and (self.med_underliggende or not rolle.med_underliggende)

    @property
    def gjelder_hele_kommunen(self) -> bool:
        return self.med_underliggende and len(self.sti) == Enhet.steplen

    def omraade(self, sti: str = "enhet__path") -> Q:
        """The same as `gjelder`, as a condition on rows; `sti` names the field that holds the path of their unit."""
        return sti_innenfor(self.sti, sti) if self.med_underliggende else Q(**{sti: self.sti})

    @property
    def tittel(self) -> str:
        """«Avdelingsdirektør, IKT-tjenester»."""
        return f"{self.navn}, {self.enhet_navn}"

    def __str__(self):
        """The title, and for whom when acting as deputy."""
        if self.paa_vegne_av:
            return _("%(rolle)s, som stedfortreder for %(person)s") % {
                "rolle": self.tittel,
                "person": self.paa_vegne_av,
            }
        return self.tittel


# They stand for the values in the query of `aktive_roller`, and occur as no value themselves.
_PERSON, _KOMMUNE, _DAG = -1, -2, dt.date.min


def aktive_roller(bruker: Bruker) -> list[AktivRolle]:
    """All roles of the user today, the most weighty first. One query, remembered on the user for the request."""
    if not getattr(bruker, "person_id", None):
        return []
    if not hasattr(bruker, "_aktive_roller"):
        sql, stedene = _rollesporring()
        verdier = {_PERSON: bruker.person_id, _KOMMUNE: bruker.kommune_id, _DAG: timezone.localdate()}
        with connection.cursor() as cursor:
            cursor.execute(sql, [verdier[sted] for sted in stedene])
            bruker._aktive_roller = [_aktiv_rolle(bruker.person_id, *rad) for rad in cursor.fetchall()]
    return bruker._aktive_roller


@cache
def _rollesporring():
    """SQL, and what stands for each value in it. Made once: every page asks, and Django needs three times as long to
    put the query together as PostgreSQL needs to answer."""
    roller = Rolle.objects.kan_brukes_av(_PERSON, _DAG).filter(kommune_id=_KOMMUNE)
    rader = roller.order_by("type__rekkefolge", "enhet__path", "pk").values_list(
        "type__kode", "type__navn", "enhet_id", "enhet__navn", "enhet__path", "med_underliggende",
        "person_id", "person__fornavn", "person__etternavn",
    )  # fmt: skip
    return rader.query.sql_with_params()


def _aktiv_rolle(person_id, *rad):
    *felt, innehaver_id, fornavn, etternavn = rad
    innehaver = "" if innehaver_id == person_id else str(Person(fornavn=fornavn, etternavn=etternavn))
    return AktivRolle(*felt, innehaver_id, paa_vegne_av=innehaver)


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


def roller_med_ansvar(bruker: Bruker) -> list[AktivRolle]:
    """The roles by which the user may see people: leaders their line, HR and the system administrator theirs."""
    return [rolle for rolle in aktive_roller(bruker) if rolle.kode in MED_ANSVAR]


def forvalterroller(bruker: Bruker) -> list[AktivRolle]:
    """The roles by which the user keeps roles and accounts."""
    return [rolle for rolle in aktive_roller(bruker) if rolle.kode in FORVALTERE]


def linjen(bruker: Bruker, sti: str = "enhet__path") -> Q:
    """A condition for rows of the units whose cases the user sees as leader or HR; `sti` as in `AktivRolle.omraade`."""
    return omraadet((rolle for rolle in aktive_roller(bruker) if rolle.kode in MED_INNSYN_I_SAKER), sti)


def omraadet(roller: Iterable[AktivRolle], sti: str = "enhet__path") -> Q:
    """A condition for rows of the units that one of these roles covers."""
    return reduce(or_, (rolle.omraade(sti) for rolle in roller), Q(pk__in=[]))


def ser_alle_saker(bruker: Bruker) -> bool:
    """HR and the municipal director see every unit's cases; the decision group sees what it may have to decide."""
    return har_rolle_for_kommunen(bruker, *SER_ALLE_SAKER)


def innehavere(kommune_id: int, kode: str, paa_dato: dt.date | None = None) -> QuerySet[Rolle]:
    """Roles of one type for the whole kommune, in force on a date (today); with person and account fetched."""
    roller = Rolle.objects.gjeldende(paa_dato).for_hele_kommunen().filter(kommune_id=kommune_id, type__kode=kode)
    return roller.select_related("person__bruker", "enhet", "type")


def brukere_med_rolle(kommune_id: int, *koder: str) -> QuerySet[Bruker]:
    """Active accounts whose person holds one of the roles for the whole kommune today."""
    personer = {rolle.person_id for kode in koder for rolle in innehavere(kommune_id, kode)}
    return Bruker.objects.filter(person_id__in=personer, is_active=True)


def kan_styre(bruker: Bruker, rolle: Rolle) -> bool:
    """May give, lend out and end this role: HR those of every kind, the system administrator those of their own kind,
    and neither one that reaches further than the role they have. Reads the role's type and unit, and asks nothing."""
    return any(
        egen.rommer(rolle) and (egen.kode in HR or egen.kode == rolle.type.kode) for egen in forvalterroller(bruker)
    )


def kan_logge_inn(bruker: Bruker) -> bool:
    """The account is open and its person has not left. For sign-in, where nobody is behind the wall yet."""
    with vegg.alle_kommuner():
        sluttet = Person.objects.med_slutt().filter(pk=bruker.person_id, har_sluttet=True).exists()
    return bruker.is_active and not sluttet


@rules.predicate
def er_ansatt(bruker):
    """Signed in as a person of a kommune."""
    return bool(getattr(bruker, "person_id", None) and bruker.kommune_id)


@rules.predicate
def er_hr(bruker):
    return har_rolle_for_kommunen(bruker, *HR)


@rules.predicate
def er_forvalter(bruker):
    """HR or system administrator for the whole kommune."""
    return har_rolle_for_kommunen(bruker, *FORVALTERE)


@rules.predicate
def er_etatsdirektor(bruker):
    return har_rolle_for_kommunen(bruker, Rollekode.KOMMUNEDIREKTOR)


@rules.predicate
def representerer_ansatte(bruker):
    return har_rolle(bruker, *ANSATTES_REPRESENTANTER)


@rules.predicate
def er_i_mbu(bruker):
    return har_rolle_for_kommunen(bruker, *MBU)


@rules.predicate
def er_i_beslutningsgruppen(bruker):
    return har_rolle_for_kommunen(bruker, Rollekode.ETATSLEDERGRUPPE, Rollekode.KOMMUNEDIREKTOR)


@rules.predicate
def er_hr_for_personen(bruker, person):
    """HR for where the person works (see `PersonQuerySet.hos`)."""
    return person is not None and _er_hos(person, [rolle for rolle in aktive_roller(bruker) if rolle.kode in HR])


@rules.predicate
def forvalter_personen(bruker, person):
    """HR or system administrator for where the person works."""
    return person is not None and _er_hos(person, forvalterroller(bruker))


def _er_hos(person, roller):
    if any(rolle.gjelder_hele_kommunen for rolle in roller):
        return True
    return bool(roller) and Person.objects.hos(roller).filter(pk=person.pk).exists()
