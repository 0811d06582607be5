"""Named permissions of courses: role × relation (from `tilgang`)."""

import rules

from kartlegging.rules import representerer_enheten, svarer_for_enheten, svarer_for_noen
from kompetanse.organisasjon import tilgang


@rules.predicate
def svarer_for_kurset(bruker, kurs):
    """Leads the unit that has the course or one above it, is HR there, or is named as responsible for it."""
    if kurs is None:
        return False
    er_ansvarlig = kurs.ansvarlig_id is not None and kurs.ansvarlig_id == bruker.person_id
    return er_ansvarlig or svarer_for_enheten(bruker, kurs.enhet)


@rules.predicate
def er_kursholder(bruker, kurs):
    """Teaches the course."""
    return kurs is not None and kurs.larer_person_id is not None and kurs.larer_person_id == bruker.person_id


@rules.predicate
def svarer_for_kjoringen(bruker, kjoring):
    return kjoring is not None and svarer_for_kurset(bruker, kjoring.kurs)


@rules.predicate
def er_egen_plass(bruker, plass):
    return plass is not None and plass.person_id == bruker.person_id


@rules.predicate
def svarer_for_den_paameldte(bruker, plass):
    """Leads the person, or is HR for the person; in one's own case it is another who answers."""
    if plass is None or plass.person_id == bruker.person_id:
        return False
    return tilgang.leder_personen(bruker, plass.person) or tilgang.er_hr_for_personen(bruker, plass.person)


@rules.predicate
def svarer_for_plassens_kurs(bruker, plass):
    return plass is not None and svarer_for_kurset(bruker, plass.kjoring.kurs)


@rules.predicate
def er_med_i_gruppen(bruker, kjoring):
    """Has a place on the run."""
    return kjoring is not None and kjoring.plasser_tatt.med_plass().filter(person=bruker.person_id).exists()


@rules.predicate
def er_kjoringens_kursholder(bruker, kjoring):
    return kjoring is not None and er_kursholder(bruker, kjoring.kurs)


rules.add_perm("kurs.view_kurs", tilgang.er_ansatt)
rules.add_perm("kurs.add_kurs", svarer_for_noen)
# Of a unit: may let it have courses.
rules.add_perm("kurs.own_kurs", svarer_for_enheten)
rules.add_perm("kurs.change_kurs", svarer_for_kurset)
rules.add_perm("kurs.change_kjoring", svarer_for_kjoringen)
rules.add_perm("kurs.sign_up_others", svarer_for_noen)
rules.add_perm("kurs.answer_kursplass", svarer_for_den_paameldte)
rules.add_perm("kurs.withdraw_kursplass", er_egen_plass | svarer_for_den_paameldte | svarer_for_plassens_kurs)
rules.add_perm("kurs.import_kurs", tilgang.er_hr)
rules.add_perm("kurs.change_oppsett", tilgang.er_hr)
# Figures of a unit; who stands behind them is for `kartlegging.view_enhet` and `kartlegging.view_person`.
rules.add_perm("kurs.view_andeler", tilgang.er_hr | tilgang.er_etatsdirektor | tilgang.representerer_ansatte)
rules.add_perm("kurs.view_dagtall", svarer_for_enheten | representerer_enheten)
rules.add_perm("kurs.register_oppmote", svarer_for_kurset | er_kursholder)
rules.add_perm("kurs.share_kursplass", er_egen_plass)
rules.add_perm("kurs.log_mote", svarer_for_kjoringen | er_kjoringens_kursholder | er_med_i_gruppen)
