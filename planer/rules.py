"""Named permissions of the plans: role × relation (from `tilgang`) and the state of the plan."""

import rules

from kartlegging.rules import svarer_for_enheten, svarer_for_noen
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.ledelse import Ledelse
from kompetanse.organisasjon.models import Enhet, Rollekode
from planer.models import Aarsaktivitet, Kompetanseplan, Plannivaa, Vedtaksorgan


@rules.predicate
def svarer_for_planen(bruker, plan):
    """Leads the plan's unit, one above or one that it has gone on in, or is HR there. The plan of one person: that person
    and the leader, alone."""
    if plan is None:
        return False
    if plan.person_id:
        return Kompetanseplan.objects.mellom(bruker).filter(pk=plan.pk).exists()
    return any(tilgang.rolle_for(bruker, enhet, *tilgang.MED_INNSYN_I_SAKER) for enhet in plan.enheter)


@rules.predicate
def er_i_arbeidsgruppen(bruker, plan):
    return plan is not None and plan.arbeidsgruppe.filter(person_id=bruker.person_id).exists()


@rules.predicate
def representerer_i_enheten(bruker, plan):
    """Represents those who work in the plan's unit."""
    return plan is not None and tilgang.rolle_for(bruker, plan.enhet, *tilgang.ANSATTES_REPRESENTANTER) is not None


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
    """The nearest leader oneself, and not a deputy."""
    if person is None:
        return False
    ledelse = Ledelse(person.kommune_id, med_stedfortredere=False)
    return bruker.person_id in ledelse.for_personer({person.pk})[person.pk]


@rules.predicate
def er_sendt(bruker, plan):
    """The plan is no longer a draft that nobody but its writers has been shown."""
    return plan is not None and plan.status != plan.Status.UTKAST


@rules.predicate
def er_til_drofting(bruker, plan):
    return plan is not None and plan.status == plan.Status.TIL_DROFTING


@rules.predicate
def er_for_enhet(bruker, plan):
    """The plan of a unit (or the kommune), which a body adopts; the plan of one person is agreed by the two."""
    return plan is not None and plan.person_id is None


@rules.predicate
def har_vaert_vedtatt(bruker, plan):
    return plan is not None and plan.gjelder_fra is not None


@rules.predicate
def kan_vedtas_uten_drofting(bruker, plan):
    """A plan above unit level is discussed with the unions first (HTA 3.2 and 3.3)."""
    return plan is not None and plan.nivaa == Plannivaa.ENHET


def forer_som_leder(bruker, plan, forer):
    """Is the leader whom the kommune has said enters what is adopted (`Vedtaksorgan.Forer`).

    The leader above is one whose role is for a unit above; of the root there is none, and its own leader counts.
    """
    if forer not in (Vedtaksorgan.Forer.LEDER, Vedtaksorgan.Forer.LEDER_OVER):
        return False
    over = forer == Vedtaksorgan.Forer.LEDER_OVER and plan.enhet.depth > 1
    sti = plan.enhet.path[: -Enhet.steplen] if over else plan.enhet.path
    ledelse = [rolle for rolle in tilgang.aktive_roller(bruker) if rolle.kode in Rollekode.ledere()]
    return any(rolle.gjelder(plan.enhet) and sti.startswith(rolle.sti) for rolle in ledelse)


@rules.predicate
def forer_vedtak(bruker, plan):
    """Enters what the plan's body adopts: HR there, and the leader whom the kommune has said."""
    if plan is None:
        return False
    if tilgang.rolle_for(bruker, plan.enhet, *tilgang.HR):
        return True
    organ = Vedtaksorgan.objects.filter(kommune_id=plan.kommune_id, nivaa=plan.nivaa).first()
    return organ is not None and forer_som_leder(bruker, plan, organ.forer)


@rules.predicate
def leser_saken(bruker, sak):
    """Sees the discussion of the plan that the case is about; before it is sent, those who may send it alone."""
    return sak is not None and bruker.has_perm("planer.view_drofting" if sak.er_sendt else "planer.send_plan", sak.plan)


@rules.predicate
def er_innstilt(bruker, innstilling):
    """The innstilling is no longer a draft."""
    return innstilling is not None and innstilling.er_sendt


@rules.predicate
def svarer_for_iverksettingen(bruker, iverksetting):
    """Leads the unit, one above it or the one that it has gone on in, or is HR there."""
    if iverksetting is None:
        return False
    enhet = iverksetting.enhet
    return any(tilgang.rolle_for(bruker, ett, *tilgang.MED_INNSYN_I_SAKER) for ett in (enhet, enhet.videre_i) if ett)


@rules.predicate
def svarer_for_dokumentet(bruker, dokument):
    """Leads the unit that the document is for or one above it, or is HR there. What is above the kommune: HR for all."""
    if dokument is None or dokument.enhet is None:
        return False
    return tilgang.rolle_for(bruker, dokument.enhet, *tilgang.MED_INNSYN_I_SAKER) is not None


@rules.predicate
def svarer_for_droftingen(bruker, drofting):
    """Leads the unit whose meeting it is or one above it, or is HR there."""
    return drofting is not None and svarer_for_planen(bruker, drofting.plan)


@rules.predicate
def er_moteleder(bruker, drofting):
    """One whom those who answer for the unit have asked to lead the meeting with them."""
    return drofting is not None and drofting.moteledere.filter(pk=bruker.person_id).exists()


@rules.predicate
def er_ikke_holdt(bruker, drofting):
    return drofting is not None and not drofting.er_avsluttet


@rules.predicate
def kan_endre_stedet(bruker, maal):
    """May change what the goal stands in: its document, or its plan as it is now."""
    if maal is None:
        return False
    if maal.dokument_id:
        return bruker.has_perm("planer.change_dokument", maal.dokument)
    return bruker.has_perm("planer.change_plan", maal.plan)


@rules.predicate
def kan_folge_planen(bruker, maal):
    return maal is not None and maal.plan_id is not None and bruker.has_perm("planer.follow_plan", maal.plan)


@rules.predicate
def er_ansvarlig_for_maalet(bruker, maal):
    return maal is not None and maal.ansvarlig_id is not None and maal.ansvarlig_id == bruker.person_id


@rules.predicate
def svarer_for_aktiviteten(bruker, aktivitet: Aarsaktivitet):
    """Leads the unit that the activity is of or one above it, or is HR there."""
    return aktivitet is not None and svarer_for_enheten(bruker, aktivitet.enhet)


@rules.predicate
def har_aktiviteten(bruker, par):
    """Has a role whose activity it is, for the unit that does it; or answers for that unit."""
    if par is None:
        return False
    aktivitet, enhet = par
    har = tilgang.rolle_for(bruker, enhet, *aktivitet.koder)
    return (har is not None and har.enhet_id == enhet.pk) or svarer_for_enheten(bruker, enhet)


@rules.predicate
def er_en_av_de_to(bruker, samtale):
    """The person, or the leader named, who still leads where the person works. Of a talk, or of leave to study."""
    return samtale is not None and type(samtale).objects.mellom(bruker).filter(pk=samtale.pk).exists()


@rules.predicate
def er_den_det_gjelder(bruker, samtale):
    return samtale is not None and samtale.person_id == bruker.person_id


rules.add_perm("planer.view_satsingsomraade", tilgang.er_ansatt)
rules.add_perm("planer.change_satsingsomraade", tilgang.er_hr)
rules.add_perm("planer.view_planer", tilgang.er_ansatt)
rules.add_perm("planer.open_planer", svarer_for_noen)
rules.add_perm("planer.view_oversikt", svarer_for_noen)
rules.add_perm("planer.view_tilskudd", svarer_for_noen)
rules.add_perm("planer.change_tilskudd", tilgang.er_hr)
rules.add_perm("planer.remind", svarer_for_enheten)
rules.add_perm("planer.import_plan", svarer_for_noen)
rules.add_perm("planer.add_dokument", svarer_for_noen)
rules.add_perm("planer.change_dokument", tilgang.er_hr | svarer_for_dokumentet)
rules.add_perm("planer.change_oppsett", tilgang.er_hr)
rules.add_perm("planer.add_plan", svarer_for_enheten)
rules.add_perm("planer.change_plan", er_aapen & (svarer_for_planen | er_i_arbeidsgruppen))
# Measures live on after the plan is adopted (what was adopted is kept beside them), but not while it is up for it.
rules.add_perm(
    "planer.change_tiltak", er_aapen & (svarer_for_planen | er_i_arbeidsgruppen) | er_vedtatt & svarer_for_planen
)
rules.add_perm("planer.follow_plan", er_ikke_avlost & svarer_for_planen)
rules.add_perm("planer.manage_plan", svarer_for_planen)
rules.add_perm("planer.mark_example", er_for_enhet & har_vaert_vedtatt & tilgang.er_hr)
rules.add_perm("planer.begin_personplan", tilgang.er_seg_selv | er_naermeste_leder)
rules.add_perm("planer.follow_personplaner", tilgang.leder_selv)
rules.add_perm("planer.take_part_in_samtale", er_en_av_de_to)
rules.add_perm("planer.lead_samtale", er_en_av_de_to & ~er_den_det_gjelder)
rules.add_perm("planer.own_samtale", er_den_det_gjelder)
rules.add_perm("planer.view_samtaler_holdt", tilgang.er_hr)
# What it says now, adopted or not; everyone else reads what was adopted.
rules.add_perm(
    "planer.read_draft", svarer_for_planen | er_i_arbeidsgruppen | (er_sendt & tilgang.representerer_ansatte)
)
# The discussion of a plan, when it has been called in and ever after; and to propose needs while it goes on.
rules.add_perm(
    "planer.view_drofting", er_for_enhet & (svarer_for_planen | er_i_arbeidsgruppen | tilgang.representerer_ansatte)
)
# The yearly meeting with the unions: HR calls it, the parties and the one who leads the municipality read it.
rules.add_perm("planer.change_aarsmote", tilgang.er_hr)
rules.add_perm("planer.view_aarsmote", tilgang.er_hr | tilgang.er_etatsdirektor | tilgang.representerer_ansatte)
# What HR recommends of the units' proposals: a draft is HR's own; then those who decide, lead or represent read it.
rules.add_perm("planer.change_innstilling", tilgang.er_hr)
_leser_innstillinger = svarer_for_noen | tilgang.er_i_beslutningsgruppen | tilgang.representerer_ansatte
rules.add_perm("planer.view_innstillinger", tilgang.er_hr | _leser_innstillinger)
rules.add_perm("planer.view_innstilling", tilgang.er_hr | (er_innstilt & _leser_innstillinger))
rules.add_perm("planer.change_iverksetting", svarer_for_iverksettingen)
rules.add_perm("planer.propose_behov", er_for_enhet & er_til_drofting & tilgang.representerer_ansatte)
# The joint checklist: the leader and the unions of the unit, also while the plan is a draft.
rules.add_perm("planer.use_sjekkliste", er_for_enhet & (svarer_for_planen | representerer_i_enheten))
rules.add_perm("planer.send_plan", er_for_enhet & svarer_for_planen)
rules.add_perm("planer.view_saksframlegg", leser_saken)
rules.add_perm("planer.send_draft", er_for_enhet & kan_vedtas_uten_drofting & svarer_for_planen)
rules.add_perm("planer.skip_drofting", er_for_enhet & ~kan_vedtas_uten_drofting & tilgang.er_hr)
rules.add_perm("planer.adopt_plan", er_for_enhet & forer_vedtak)
rules.add_perm("planer.adopt_draft", er_for_enhet & kan_vedtas_uten_drofting & forer_vedtak)
# The unit's own discussion: prepared and led, and what it came to put into the plan.
rules.add_perm("planer.prepare_kompetansedrofting", er_for_enhet & er_ikke_avlost & svarer_for_planen)
rules.add_perm("planer.lead_kompetansedrofting", er_ikke_holdt & (svarer_for_droftingen | er_moteleder))
rules.add_perm("planer.manage_kompetansedrofting", svarer_for_droftingen)
rules.add_perm("planer.change_maal", kan_endre_stedet)
rules.add_perm("planer.measure_maal", kan_endre_stedet | kan_folge_planen | er_ansvarlig_for_maalet)
rules.add_perm("planer.view_aarshjul", tilgang.er_ansatt)
rules.add_perm("planer.add_aarsaktivitet", svarer_for_enheten)
rules.add_perm("planer.change_aarsaktivitet", svarer_for_aktiviteten)
rules.add_perm("planer.mark_aarsaktivitet", har_aktiviteten)
