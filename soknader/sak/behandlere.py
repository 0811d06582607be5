"""Who answers a step: the holder of its role nearest above the applicant, or the next leader up when that one cannot.

Decided once, when the step starts, and written on the step; every page and permission reads it there.
"""

from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from kompetanse.organisasjon.models import Bruker, Rolle, Rollekode, Rolletype, Stedfortreder
from soknader.models import Inhabilitet


@dataclass(frozen=True)
class Behandling:
    """The role and unit that a step waits for. `enhet_id` is None when nobody can answer; `flyttet` says why."""

    rollekode: str
    enhet_id: int | None
    flyttet: str = ""


def finn_behandling(soknad, rollekode):
    """Find who answers a step that asks for `rollekode`: two queries, whatever the depth of the line.

    Nobody answers their own application, and who has stepped aside does not answer either; then the case goes to the
    next leader up, never to a deputy or a subordinate of the one who cannot (forvaltningsloven of 2025 § 25 second
    paragraph).
    """
    utelukkede = utelukkede_personer(soknad)
    linje = _roller_i_linjen(soknad, rollekode)
    enheter = list(dict.fromkeys(rolle.enhet_id for rolle in linje))
    for plass, enhet_id in enumerate(enheter):
        innehavere = [rolle for rolle in linje if rolle.enhet_id == enhet_id and rolle.type.kode == rollekode]
        if any(rolle.person_id not in utelukkede for rolle in innehavere):
            return Behandling(rollekode, enhet_id)
        if innehavere:
            return _neste_leder(soknad, rollekode, linje, set(enheter[plass:]), utelukkede)
    return Behandling(rollekode, None, _("Ingen har rollen «%s» for enheten.") % _rollenavn(soknad, rollekode))


def utelukkede_personer(soknad):
    """People who may not answer: the applicant, and those who have stepped aside."""
    inhabile = set(Inhabilitet.objects.filter(soknad=soknad).values_list("person_id", flat=True))
    return inhabile | {soknad.soker.person_id}


def _roller_i_linjen(soknad, rollekode):
    """Roles in force for the unit and its ancestors, nearest first: the one asked for, and those of leaders."""
    roller = (
        Rolle.objects.gjeldende()
        .filter(
            kommune_id=soknad.kommune_id,
            type__kode__in={rollekode, *Rollekode.ledere()},
            enhet__path__in=[*soknad.enhet.stier_over, soknad.enhet.path],
        )
        .select_related("type", "enhet")
        .order_by("-enhet__depth", "type__rekkefolge", "pk")
    )
    return [rolle for rolle in roller if rolle.med_underliggende or rolle.enhet_id == soknad.enhet_id]


def _neste_leder(soknad, rollekode, linje, enheter_over, utelukkede):
    grunn = (
        _("Søkeren har selv rollen «%s». Saken går derfor til nærmeste leder over.")
        if _er_sokerens(soknad, linje, rollekode)
        else _("Den som har rollen «%s», er inhabil. Saken går derfor til nærmeste leder over.")
    ) % _rollenavn(soknad, rollekode)
    for rolle in linje:
        kan_svare = rolle.type.kode == rollekode or rolle.type.kode in Rollekode.ledere()
        if rolle.enhet_id in enheter_over and rolle.person_id not in utelukkede and kan_svare:
            return Behandling(rolle.type.kode, rolle.enhet_id, grunn)
    return Behandling(rollekode, None, _("Ingen leder over kan ta saken."))


def _er_sokerens(soknad, linje, rollekode):
    return any(rolle.person_id == soknad.soker.person_id and rolle.type.kode == rollekode for rolle in linje)


def _rollenavn(soknad, rollekode):
    rolletype = Rolletype.objects.filter(kommune_id=soknad.kommune_id, kode=rollekode).first()
    return rolletype.navn if rolletype else rollekode


def brukere_for_steg(steg):
    """Accounts that may answer a waiting step today: holders and their deputies, less those who are ruled out."""
    if steg.enhet_id is None:
        return Bruker.objects.none()
    utelukkede = utelukkede_personer(steg.soknad)
    roller = Rolle.objects.gjeldende().filter(
        Q(med_underliggende=True) | Q(enhet_id=steg.soknad.enhet_id),
        kommune_id=steg.kommune_id,
        type__kode=steg.rollekode,
        enhet_id=steg.enhet_id,
    )
    habile = roller.exclude(person_id__in=utelukkede)
    personer = set(habile.values_list("person_id", flat=True))
    personer |= set(
        habile.filter(stedfortredere__in=_stedfortredere_i_dag()).values_list("stedfortredere__person_id", flat=True)
    )
    return Bruker.objects.filter(person_id__in=personer - utelukkede, is_active=True)


def _stedfortredere_i_dag():
    dato = timezone.localdate()
    return Stedfortreder.objects.filter(fra__lte=dato, til__gte=dato)
