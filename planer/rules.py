"""Named permissions of the plans: role × relation (from `tilgang`) and the state of the plan."""

import rules

from kartlegging.rules import svarer_for_enheten, svarer_for_noen
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.ledelse import Ledelse
from planer.models import Kompetanseplan


@rules.predicate
def svarer_for_planen(bruker, plan):
    """Leads the plan's unit or one above, or is HR there. The plan of one person: that person and the leader, alone."""
    if plan is None:
        return False
    if plan.person_id:
        return Kompetanseplan.objects.mellom(bruker).filter(pk=plan.pk).exists()
    return tilgang.rolle_for(bruker, plan.enhet, *tilgang.MED_INNSYN_I_SAKER) is not None


@rules.predicate
def er_i_arbeidsgruppen(bruker, plan):
    return plan is not None and plan.arbeidsgruppe.filter(person_id=bruker.person_id).exists()


@rules.predicate
def er_aapen(bruker, plan):
    """The plan is not up for adoption, adopted or replaced."""
    return plan is not None and plan.er_aapen


@rules.predicate
def er_vedtatt(bruker, plan):
    """Adopted, and not replaced."""
    return plan is not None and plan.status == plan.Status.VEDTATT


@rules.predicate
def er_ikke_avlost(bruker, plan):
    return plan is not None and plan.status != plan.Status.AVLOST


@rules.predicate
def er_naermeste_leder(bruker, person):
    return person is not None and bruker.person_id in Ledelse(person.kommune_id).for_personer({person.pk})[person.pk]


rules.add_perm("planer.view_satsingsomraade", tilgang.er_ansatt)
rules.add_perm("planer.change_satsingsomraade", tilgang.er_hr)
rules.add_perm("planer.view_planer", tilgang.er_ansatt)
rules.add_perm("planer.view_oversikt", svarer_for_noen)
rules.add_perm("planer.remind", svarer_for_enheten)
rules.add_perm("planer.import_plan", svarer_for_noen)
rules.add_perm("planer.change_oppsett", tilgang.er_hr)
rules.add_perm("planer.add_plan", svarer_for_enheten)
rules.add_perm("planer.change_plan", er_aapen & (svarer_for_planen | er_i_arbeidsgruppen))
# Measures live on after the plan is adopted (what was adopted is kept beside them), but not while it is up for it.
rules.add_perm(
    "planer.change_tiltak", er_aapen & (svarer_for_planen | er_i_arbeidsgruppen) | er_vedtatt & svarer_for_planen
)
rules.add_perm("planer.follow_plan", er_ikke_avlost & svarer_for_planen)
rules.add_perm("planer.manage_plan", svarer_for_planen)
rules.add_perm("planer.begin_personplan", tilgang.er_seg_selv | er_naermeste_leder)
