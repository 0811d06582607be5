"""Named permissions of the registry: role × relation (from `tilgang`)."""

import rules

from kartlegging.models.oppbevaring import usperret
from kartlegging.models.oppsett import bekrefterroller
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Person


@rules.predicate
def svarer_for_enheten(bruker, enhet):
    """Leads the unit or one above it, or is HR there."""
    return enhet is not None and tilgang.rolle_for(bruker, enhet, *tilgang.MED_INNSYN_I_SAKER) is not None


@rules.predicate
def representerer_enheten(bruker, enhet):
    """Tillitsvalgt or verneombud for the unit or one above it."""
    return enhet is not None and tilgang.rolle_for(bruker, enhet, *tilgang.ANSATTES_REPRESENTANTER) is not None


@rules.predicate
def har_enhet_med_dekning(bruker):
    """Answers for a unit, or represents those who work in one."""
    return tilgang.har_rolle(bruker, *tilgang.MED_INNSYN_I_SAKER, *tilgang.ANSATTES_REPRESENTANTER)


@rules.predicate
def svarer_for_noen(bruker):
    """Leads some unit, or is HR for one."""
    return tilgang.har_rolle(bruker, *tilgang.MED_INNSYN_I_SAKER)


@rules.predicate
def svarer_for_personen(bruker, person):
    """Leads where the person works or one above, or is HR there. Of two leaders, both do; once blocked, HR alone."""
    roller = bruker.roller_som(*tilgang.MED_INNSYN_I_SAKER) if tilgang.aktive_roller(bruker) else []
    if person is None or not roller:
        return False
    return Person.objects.hos(roller).filter(usperret(roller, "pk"), pk=person.pk).exists()


@rules.predicate
def kan_bekrefte_i_enheten(bruker, enhet):
    """Leader, HR or a role that HR has named, for the unit or one above."""
    return enhet is not None and any(rolle.gjelder(enhet) for rolle in bekrefterroller(bruker))


@rules.predicate
def kan_bekrefte_for_personen(bruker, person):
    """Also for one who has left, until it is blocked; but nobody is asked to."""
    roller = bekrefterroller(bruker)
    if person is None or not roller:
        return False
    return Person.objects.hos(roller).filter(usperret(roller, "pk"), pk=person.pk).exists()


@rules.predicate
def har_spurt(bruker, foresporsel):
    return foresporsel is not None and foresporsel.spurt_av_id == bruker.pk


@rules.predicate
def er_spurt(bruker, foresporsel):
    """Works in the unit that is asked, or below it, and did not ask."""
    return foresporsel is not None and foresporsel.spurte().filter(pk=bruker.person_id).exists()


rules.add_perm("kartlegging.view_katalog", tilgang.er_ansatt)
rules.add_perm("kartlegging.change_katalog", tilgang.er_hr)
rules.add_perm("kartlegging.view_min", tilgang.er_ansatt)
rules.add_perm("kartlegging.register", tilgang.er_seg_selv)
rules.add_perm("kartlegging.view_person", tilgang.er_seg_selv | svarer_for_personen)
rules.add_perm("kartlegging.confirm", ~tilgang.er_seg_selv & kan_bekrefte_for_personen)
rules.add_perm("kartlegging.confirm_enhet", kan_bekrefte_i_enheten)
rules.add_perm("kartlegging.change_bekreftere", tilgang.er_hr)
rules.add_perm("kartlegging.import_bevis", tilgang.er_hr)
rules.add_perm("kartlegging.view_enhet", svarer_for_enheten)
rules.add_perm("kartlegging.change_krav", svarer_for_enheten)
rules.add_perm("kartlegging.view_dekning", svarer_for_enheten | representerer_enheten)
rules.add_perm("kartlegging.view_dekning_kommunen", tilgang.er_hr | tilgang.er_etatsdirektor)
rules.add_perm("kartlegging.remind", svarer_for_enheten)
rules.add_perm("kartlegging.change_oppsett", tilgang.er_hr)
rules.add_perm("kartlegging.change_oppbevaring", tilgang.er_hr)
rules.add_perm("kartlegging.list_krav", tilgang.er_hr)
rules.add_perm("kartlegging.open_dekning", har_enhet_med_dekning)
rules.add_perm("kartlegging.search", tilgang.er_ansatt)
rules.add_perm("kartlegging.ask", svarer_for_noen)
rules.add_perm("kartlegging.ask_enhet", svarer_for_enheten)
rules.add_perm("kartlegging.own_foresporsel", har_spurt)
rules.add_perm("kartlegging.answer_foresporsel", er_spurt)
rules.add_perm("kartlegging.change_apent_sok", tilgang.er_hr)
