"""Who answers a step: the holder of its role nearest above the applicant, or the next leader up when that one cannot.

Decided once, when the step starts, and written on the step; every page and permission reads it there. HR may point out
another (`Saksteg.utpekt`). Who can answer a step that is so decided is said in `models/saksteg.py`.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker, Enhet, Rolle, Rollekode, Rolletype, Stedfortreder
from kompetanse.organisasjon.tilgang import AktivRolle
from soknader.models import Inhabilitet, Saksteg, Soknad, Soknadsenhet
from soknader.models.saksteg import kan_svare


@dataclass(frozen=True)
class Behandling:
    """The role and unit that a step waits for. `enhet_id` is None when nobody can answer; `flyttet` says why."""

    rollekode: str
    enhet_id: int | None
    flyttet: str = ""
    utpekt_id: None = None


class Rollekart:
    """Roles in force that may answer the steps of some cases, and the accounts that act in them today: read once, in
    three statements, then asked for one case after the other. Or for one of the units that a case names."""

    def __init__(self, kommune_id: int, soknader: Iterable[Soknad | Soknadsenhet], koder: Iterable[str]):
        self.kommune_id = kommune_id
        self._per_sti = defaultdict(list)
        roller = Rolle.objects.gjeldende().filter(
            kommune_id=kommune_id,
            type__kode__in={*koder, *Rollekode.ledere()},
            enhet__path__in={sti for soknad in soknader for sti in _linjen(soknad)},
        )
        for rolle in roller.select_related("type", "enhet", "person").order_by("type__rekkefolge", "pk"):
            self._per_sti[rolle.enhet.path].append(rolle)
        alle = [rolle for roller in self._per_sti.values() for rolle in roller]
        self._vikarer = _stedfortredere(alle)
        personer = {pk for rolle in alle for pk in (rolle.person_id, *self._vikarer[rolle.pk])}
        self._kontoer = {konto.person_id: konto for konto in tilgang.til_stede(personer).select_related("person")}

    def over(self, soknad: Soknad | Soknadsenhet) -> Iterator[Rolle]:
        """Roles that cover the unit of the application, the nearest first."""
        for sti in _linjen(soknad):
            yield from (r for r in self._per_sti[sti] if r.med_underliggende or r.enhet_id == soknad.enhet_id)

    def naermeste(self, soknad: Soknad | Soknadsenhet, uten: set[int]) -> list[Rolle]:
        """Those of the nearest unit where somebody acts in one today, less the people in `uten`."""
        roller = [rolle for rolle in self.over(soknad) if self.kontoer(rolle, uten)]
        return [rolle for rolle in roller if rolle.enhet_id == roller[0].enhet_id]

    def svarer(self, steg: Saksteg | Behandling, soknad: Soknad, uten: set[int]) -> list[Rolle]:
        """The roles by which a step can be answered, less those of the people in `uten`."""
        return [rolle for rolle in self.over(soknad) if kan_svare(rolle, steg, soknad, uten)]

    def kontoer(self, rolle: Rolle, uten: set[int]) -> list[Bruker]:
        """The accounts that act in a role today: the holder's, and the deputies'. None when the holder is ruled out."""
        personer = [] if rolle.person_id in uten else [rolle.person_id, *self._vikarer[rolle.pk]]
        return [self._kontoer[pk] for pk in personer if pk in self._kontoer and pk not in uten]

    def navn(self, rollekode: str) -> str:
        return self._typer[rollekode][0] if rollekode in self._typer else rollekode

    def lengste_sti(self, rollekode: str) -> int:
        """How far down the line the role belongs: the level of the leaders who hold it, or else the kommune itself."""
        return Enhet.steplen * (self._typer.get(rollekode, ("", None))[1] or 1)

    @cached_property
    def _typer(self):
        rader = Rolletype.objects.filter(kommune_id=self.kommune_id).values_list("kode", "navn", "leder_paa_nivaa")
        return {kode: (navn, nivaa) for kode, navn, nivaa in rader}


def _linjen(soknad):
    """The paths of the applicant's unit and of those above it, the nearest first."""
    return [soknad.enhet.path, *reversed(soknad.enhet.stier_over)]


def finn_behandling(soknad: Soknad, rollekode: str) -> Behandling:
    """Find who answers a step that asks for `rollekode`, whatever the depth of the line."""
    return finn_i_kartet(Rollekart(soknad.kommune_id, [soknad], [rollekode]), soknad, rollekode, utelukkede(soknad))


def finn_i_kartet(kart: Rollekart, soknad: Soknad, rollekode: str, uten: set[int]) -> Behandling:
    """The same, from roles that are read already; `uten` are the people of `utelukkede`.

    Nobody answers their own application, and who has stepped aside does not answer either; nor can a role be acted in
    when no account is open, or all who have one are on leave. Then the case goes to the next leader up, never to a deputy
    or a subordinate of the one who cannot (forvaltningsloven of 2025 § 25 second paragraph).
    """
    linje = [rolle for rolle in kart.over(soknad) if rolle.kode in {rollekode, *Rollekode.ledere()}]
    innehavere = [rolle for rolle in linje if rolle.kode == rollekode]
    innehavere = [rolle for rolle in innehavere if rolle.enhet_id == innehavere[0].enhet_id]
    if any(kart.kontoer(rolle, uten) for rolle in innehavere):
        return Behandling(rollekode, innehavere[0].enhet_id)
    lengst = len(innehavere[0].enhet.path) if innehavere else kart.lengste_sti(rollekode)
    over = [rolle for rolle in linje if len(rolle.enhet.path) <= lengst and kart.kontoer(rolle, uten)]
    grunn = _grunn(soknad, innehavere, uten) % kart.navn(rollekode)
    if not over:
        return Behandling(rollekode, None, " ".join([grunn, _("Ingen leder over kan ta saken.")]))
    neste = " ".join([grunn, _("Saken går derfor til nærmeste leder over.")])
    return Behandling(over[0].kode, over[0].enhet_id, neste)


def _grunn(soknad, innehavere, uten):
    """Why none of the role's nearest holders answers."""
    personer = {rolle.person_id for rolle in innehavere}
    if not personer:
        return _("Ingen har rollen «%s» for enheten.")
    if soknad.soker.person_id in personer:
        return _("Søkeren har selv rollen «%s».")
    if personer & uten:
        return _("Den som har rollen «%s», er inhabil.")
    if any(rolle.person.er_i_permisjon() for rolle in innehavere):
        return _("Den som har rollen «%s», er borte nå.")
    return _("Den som har rollen «%s», har ingen åpen konto.")


def utelukkede(soknad: Soknad) -> set[int]:
    """Ids of the people who may not answer: the applicant, and those who have stepped aside."""
    inhabile = Inhabilitet.objects.filter(soknad=soknad).values_list("person_id", flat=True)
    return {soknad.soker.person_id, *inhabile}


def rolle_for_steg(steg: Saksteg, bruker: Bruker, uten: set[int]) -> AktivRolle | None:
    """The role in which the user answers this step, own before deputy, or None: also for the one pointed out, who acts as
    oneself. `uten` are those of `utelukkede`."""
    borte = bruker.person_id in uten or bruker.person.er_i_permisjon()
    roller = [] if borte else tilgang.aktive_roller(bruker)
    return tilgang.egen_foerst(rolle for rolle in roller if kan_svare(rolle, steg, steg.soknad, uten))


def brukere_for_steg(steg: Saksteg) -> list[Bruker]:
    """Accounts that may answer a waiting step today: holders and their deputies, less those who are ruled out."""
    uten = utelukkede(steg.soknad)
    if steg.utpekt_id:
        return list(tilgang.til_stede({steg.utpekt_id} - uten))
    return brukere_for(Rollekart(steg.kommune_id, [steg.soknad], [steg.rollekode]), {steg: uten})[steg]


def neste_over(steg: Saksteg) -> list[Bruker]:
    """The accounts that would answer if those whom the step waits for could not."""
    soknad = steg.soknad
    kart = Rollekart(steg.kommune_id, [soknad], [steg.opprinnelig_rollekode])
    uten = utelukkede(soknad) | {konto.person_id for konto in brukere_for_steg(steg)}
    sted = finn_i_kartet(kart, soknad, steg.opprinnelig_rollekode, uten)
    return [konto for rolle in kart.svarer(sted, soknad, uten) for konto in kart.kontoer(rolle, uten)]


def naermeste_ledere(soknad: Soknad, uten: set[int]) -> list[Bruker]:
    """The accounts that act for the nearest leaders of the case's unit today, less those of the people in `uten`."""
    kart = Rollekart(soknad.kommune_id, [soknad], ())
    return [konto for rolle in kart.naermeste(soknad, uten) for konto in kart.kontoer(rolle, uten)]


def brukere_for(kart: Rollekart, uten: dict[Saksteg, set[int]]) -> dict[Saksteg, list[Bruker]]:
    """The same for many steps that wait for a role, each with the people who are ruled out. Asks nothing."""
    svar = {}
    for steg, personer in uten.items():
        roller = kart.svarer(steg, steg.soknad, personer)
        kontoer = {konto.person_id: konto for rolle in roller for konto in kart.kontoer(rolle, personer)}
        svar[steg] = [kontoer[pk] for pk in sorted(kontoer)]
    return svar


def ledere_for(rader: list[Soknadsenhet]) -> dict[Soknadsenhet, list[Bruker]]:
    """Unit that an application names → the accounts of those who lead it, or else of the nearest leaders above who have
    one. A unit that the applicant leads is left out."""
    kart, svar = Rollekart(rader[0].kommune_id, rader, ()), {}
    for rad in rader:
        roller = kart.naermeste(rad, set())
        soker = rad.soknad.soker.person_id
        if all(rolle.person_id != soker for rolle in roller):
            svar[rad] = [konto for rolle in roller for konto in kart.kontoer(rolle, {soker})]
    return svar


def _stedfortredere(roller):
    """Role → the people who are its deputies today."""
    svar = defaultdict(list)
    for rolle_id, person_id in (
        Stedfortreder.objects.gjeldende().filter(rolle__in=roller).values_list("rolle", "person")
    ):
        svar[rolle_id].append(person_id)
    return svar


def sett_behandling(steg: Saksteg, behandling: Behandling) -> None:
    """Write on the step whom it waits for; the caller saves."""
    steg.rollekode, steg.enhet_id, steg.flyttet = behandling.rollekode, behandling.enhet_id, behandling.flyttet
    steg.utpekt = None


def venter_paa(bruker: Bruker) -> QuerySet[Saksteg]:
    """The steps that this user can answer now, with their applications, the most urgent first."""
    ventende = Saksteg.objects.ventende().filter(soknad__in=Soknad.objects.venter_paa(bruker))
    return ventende.select_related("soknad__enhet").order_by("frist", "pk")
