"""Named permissions of the application pages: role × relation (from `tilgang`) and the state of the case."""

import rules

from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Rollekode
from soknader.models import Soknad


@rules.predicate
def er_soker(bruker, soknad):
    return soknad is not None and soknad.soker_id == bruker.pk


@rules.predicate
def kan_redigeres(bruker, soknad):
    return soknad is not None and soknad.status in Soknad.Status.kan_redigeres()


@rules.predicate
def er_sendt_og_ikke_avgjort(bruker, soknad):
    """Sent at least once: a draft that was taken back keeps its number, and can be withdrawn but not deleted."""
    aapen = (Soknad.Status.UTKAST, *Soknad.Status.under_behandling())
    return soknad is not None and soknad.lopenummer is not None and soknad.status in aapen


@rules.predicate
def har_faatt_penger(bruker, soknad):
    return soknad is not None and soknad.status in Soknad.Status.gitt_penger()


@rules.predicate
def har_rapportert(bruker, soknad):
    return soknad is not None and hasattr(soknad, "sluttrapport")


@rules.predicate
def svarer_paa_steget(bruker, soknad):
    """The user can answer the step that waits: holds its role there, has not applied, is not inhabil."""
    if soknad is None:
        return False
    if getattr(soknad, "leser", None) == bruker.pk:
        return soknad.leser_svarer
    return Soknad.objects.filter(pk=soknad.pk).venter_paa(bruker).exists()


@rules.predicate
def kan_ta_tilbake(bruker, soknad):
    """The user sent the case to the step that waits, and the next has not opened it."""
    return soknad is not None and soknad.can_be_taken_back_by(bruker)


@rules.predicate
def leder_en_enhet(bruker):
    return tilgang.har_rolle(bruker, *Rollekode.ledere())


@rules.predicate
def er_mbu_sekretaer(bruker):
    return tilgang.har_rolle_for_kommunen(bruker, Rollekode.MBU_SEKRETAER)


@rules.predicate
def er_hr_for_saken(bruker, soknad):
    return soknad is not None and tilgang.rolle_for(bruker, soknad.enhet, *tilgang.HR) is not None


@rules.predicate
def leder_saken(bruker, soknad):
    return soknad is not None and tilgang.rolle_for(bruker, soknad.enhet, *Rollekode.ledere()) is not None


@rules.predicate
def leder_nevnt_enhet(bruker, soknad):
    """Leads a unit that the application names, or one above it."""
    return soknad is not None and any(rad.rolle_for(bruker) for rad in soknad.soknadsenheter.all())


@rules.predicate
def har_meldt_seg_inhabil(bruker, soknad):
    """The user has stepped aside. One who owned the case before another took it over has not."""
    return soknad is not None and soknad.inhabile.filter(person=bruker.person_id, meldt_av=bruker).exists()


@rules.predicate
def mangler_tiltak(bruker, soknad):
    """The money has no measure that tells what it is for."""
    return soknad is not None and soknad.tiltak_id is None


@rules.predicate
def kan_faa_ny_eier(bruker, soknad):
    """Somebody must go on with it. A draft is its owner's own, until that one is gone or on leave."""
    if soknad is None or soknad.status == Soknad.Status.UTKAST:
        return soknad is not None and not tilgang.til_stede([soknad.soker.person_id]).exists()
    return soknad.status in Soknad.Status.under_behandling() or soknad.mangler_rapport()


hr_eller_direktor = tilgang.er_hr | tilgang.er_etatsdirektor

rules.add_perm("soknader.add_soknad", tilgang.er_ansatt)
rules.add_perm("soknader.edit_soknad", er_soker & kan_redigeres)
rules.add_perm("soknader.withdraw_soknad", er_soker & er_sendt_og_ikke_avgjort)
rules.add_perm(
    "soknader.take_over_soknad",
    (er_hr_for_saken | leder_saken) & ~er_soker & kan_faa_ny_eier & ~har_meldt_seg_inhabil,
)
rules.add_perm("soknader.answer_step", svarer_paa_steget)
rules.add_perm("soknader.appoint_handler", er_hr_for_saken & ~er_soker)
rules.add_perm("soknader.decline_for_unit", ~er_soker & leder_nevnt_enhet)
rules.add_perm("soknader.take_back_soknad", kan_ta_tilbake)
rules.add_perm("soknader.report_soknad", er_soker & har_faatt_penger)
rules.add_perm("soknader.correct_report", (er_soker | er_hr_for_saken) & har_rapportert)
rules.add_perm("soknader.attach_tiltak", (er_hr_for_saken | leder_saken) & har_faatt_penger & mangler_tiltak)
rules.add_perm("soknader.view_register", tilgang.er_ansatt)
rules.add_perm("soknader.view_ramme", hr_eller_direktor | tilgang.er_i_beslutningsgruppen | leder_en_enhet)
rules.add_perm("soknader.change_ramme", tilgang.er_hr)
rules.add_perm("soknader.view_mote", tilgang.er_hr | tilgang.er_i_beslutningsgruppen)
rules.add_perm("soknader.run_mote", tilgang.er_hr)
rules.add_perm("soknader.decide_soknad", tilgang.er_hr & ~er_soker)
rules.add_perm("soknader.change_oppsett", tilgang.er_hr)
rules.add_perm("soknader.view_mbusak", hr_eller_direktor | tilgang.er_i_mbu | tilgang.representerer_ansatte)
rules.add_perm("soknader.prepare_mbusak", tilgang.er_hr)
rules.add_perm("soknader.send_mbusak", tilgang.er_etatsdirektor)
rules.add_perm("soknader.record_mbu_vedtak", tilgang.er_hr | er_mbu_sekretaer)
