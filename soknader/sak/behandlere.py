"""Who answers a step: the holder of its role nearest above the applicant, or the next leader up when that one cannot.

Decided once, when the step starts, and written on the step; every page and permission reads it there. Who can answer a
step that is so decided is said in `models/saksteg.py`.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker, Rolle, Rollekode, Rolletype, Stedfortreder
from kompetanse.organisasjon.tilgang import AktivRolle
from soknader.models import Inhabilitet, Saksteg, Soknad
from soknader.models.saksteg import kan_svare


@dataclass(frozen=True)
class Behandling:
    """The role and unit that a step waits for. `enhet_id` is None when nobody can answer; `flyttet` says why."""

    rollekode: str
    enhet_id: int | None
    flyttet: str = ""


class Rollekart:
    """Roles in force that may answer the steps of some cases: read once, then asked for one case after the other."""

    def __init__(self, kommune_id: int, soknader: Iterable[Soknad], koder: Iterable[str]):
        self.kommune_id = kommune_id
        self._per_sti = defaultdict(list)
        roller = Rolle.objects.gjeldende().filter(
            kommune_id=kommune_id,
            type__kode__in={*koder, *Rollekode.ledere()},
            enhet__path__in={sti for soknad in soknader for sti in _linjen(soknad)},
        )
        for rolle in roller.select_related("type", "enhet", "person").order_by("type__rekkefolge", "pk"):
            self._per_sti[rolle.enhet.path].append(rolle)

    def over(self, soknad: Soknad) -> Iterator[Rolle]:
        """Roles that cover the unit of the application, the nearest first."""
        for sti in _linjen(soknad):
            yield from (r for r in self._per_sti[sti] if r.med_underliggende or r.enhet_id == soknad.enhet_id)

    def svarer(self, steg: Saksteg | Behandling, soknad: Soknad, uten: set[int]) -> list[Rolle]:
        """The roles by which a step can be answered, less those of the people in `uten`."""
        return [rolle for rolle in self.over(soknad) if kan_svare(rolle, steg, soknad, uten)]

    def navn(self, rollekode: str) -> str:
        return self._navn.get(rollekode, rollekode)

    @cached_property
    def _navn(self):
        return dict(Rolletype.objects.filter(kommune_id=self.kommune_id).values_list("kode", "navn"))


def _linjen(soknad):
    """The paths of the applicant's unit and of those above it, the nearest first."""
    return [soknad.enhet.path, *reversed(soknad.enhet.stier_over)]


def finn_behandling(soknad: Soknad, rollekode: str) -> Behandling:
    """Find who answers a step that asks for `rollekode`, whatever the depth of the line."""
    return finn_i_kartet(Rollekart(soknad.kommune_id, [soknad], [rollekode]), soknad, rollekode, utelukkede(soknad))


def finn_i_kartet(kart: Rollekart, soknad: Soknad, rollekode: str, uten: set[int]) -> Behandling:
    """The same, from roles that are read already; `uten` are the people of `utelukkede`.

    Nobody answers their own application, and who has stepped aside does not answer either; then the case goes to the
    next leader up, never to a deputy or a subordinate of the one who cannot (forvaltningsloven of 2025 § 25 second
    paragraph).
    """
    linje = [rolle for rolle in kart.over(soknad) if rolle.kode in {rollekode, *Rollekode.ledere()}]
    enheter = list(dict.fromkeys(rolle.enhet_id for rolle in linje))
    for plass, enhet_id in enumerate(enheter):
        innehavere = [rolle for rolle in linje if rolle.enhet_id == enhet_id and rolle.kode == rollekode]
        if any(rolle.person_id not in uten for rolle in innehavere):
            return Behandling(rollekode, enhet_id)
        if innehavere:
            over = [rolle for rolle in linje if rolle.enhet_id in enheter[plass:] and rolle.person_id not in uten]
            return _neste_leder(kart, soknad, rollekode, linje, over)
    return Behandling(rollekode, None, _("Ingen har rollen «%s» for enheten.") % kart.navn(rollekode))


def _neste_leder(kart, soknad, rollekode, linje, over):
    if not over:
        return Behandling(rollekode, None, _("Ingen leder over kan ta saken."))
    er_sokerens = any(rolle.person_id == soknad.soker.person_id and rolle.kode == rollekode for rolle in linje)
    grunn = (
        _("Søkeren har selv rollen «%s». Saken går derfor til nærmeste leder over.")
        if er_sokerens
        else _("Den som har rollen «%s», er inhabil. Saken går derfor til nærmeste leder over.")
    )
    return Behandling(over[0].kode, over[0].enhet_id, grunn % kart.navn(rollekode))


def utelukkede(soknad: Soknad) -> set[int]:
    """Ids of the people who may not answer: the applicant, and those who have stepped aside."""
    inhabile = Inhabilitet.objects.filter(soknad=soknad).values_list("person_id", flat=True)
    return {soknad.soker.person_id, *inhabile}


def rolle_for_steg(steg: Saksteg, bruker: Bruker, uten: set[int]) -> AktivRolle | None:
    """The role in which the user answers this step, own before deputy, or None; `uten` are those of `utelukkede`."""
    roller = [] if bruker.person_id in uten else tilgang.aktive_roller(bruker)
    return tilgang.egen_foerst(rolle for rolle in roller if kan_svare(rolle, steg, steg.soknad, uten))


def brukere_for_steg(steg: Saksteg) -> list[Bruker]:
    """Accounts that may answer a waiting step today: holders and their deputies, less those who are ruled out."""
    kart = Rollekart(steg.kommune_id, [steg.soknad], [steg.rollekode])
    return brukere_for(kart, {steg: utelukkede(steg.soknad)})[steg]


def brukere_for(kart: Rollekart, uten: dict[Saksteg, set[int]]) -> dict[Saksteg, list[Bruker]]:
    """The same for many steps, each with the people who are ruled out: two statements, however many."""
    roller = {steg: kart.svarer(steg, steg.soknad, personer) for steg, personer in uten.items()}
    vikarer = _stedfortredere({rolle.pk for svarer in roller.values() for rolle in svarer})
    personer = {
        steg: {pk for rolle in svarer for pk in (rolle.person_id, *vikarer[rolle.pk])} - uten[steg]
        for steg, svarer in roller.items()
    }
    kontoer = Bruker.objects.filter(person_id__in=set().union(*personer.values()), is_active=True)
    per_person = {konto.person_id: konto for konto in kontoer.select_related("person")}
    return {steg: [per_person[pk] for pk in sorted(egne) if pk in per_person] for steg, egne in personer.items()}


def _stedfortredere(roller):
    """Role → the people who are its deputies today."""
    svar, dato = defaultdict(list), timezone.localdate()
    rader = Stedfortreder.objects.filter(rolle__in=roller, fra__lte=dato, til__gte=dato)
    for rolle_id, person_id in rader.values_list("rolle_id", "person_id"):
        svar[rolle_id].append(person_id)
    return svar


def sett_behandling(steg: Saksteg, behandling: Behandling) -> None:
    """Write on the step whom it waits for; the caller saves."""
    steg.rollekode, steg.enhet_id, steg.flyttet = behandling.rollekode, behandling.enhet_id, behandling.flyttet
