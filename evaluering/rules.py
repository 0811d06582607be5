"""Named permissions of the evaluations: role × relation (from `tilgang`) to the unit that answers for one."""

import rules

from kartlegging.rules import svarer_for_enheten, svarer_for_noen
from kompetanse.organisasjon import tilgang


@rules.predicate
def svarer_for_evalueringen(bruker, evaluering):
    """Answers for the unit, the measure or the course, or is the one to evaluate. One that is not planned yet has no key."""
    if evaluering is None:
        return False
    tiltak, kjoring = evaluering.tiltak, evaluering.kjoring
    egne = {evaluering.evaluator_id, tiltak and tiltak.ansvarlig_id, kjoring and kjoring.kurs.ansvarlig_id} - {None}
    return bruker.person_id in egne or svarer_for_enheten(bruker, evaluering.enhet)


@rules.predicate
def konkluderer(bruker, evaluering):
    """Is the one to evaluate; where nobody is named, whoever answers for it; and HR, when that person has left."""
    if evaluering is None:
        return False
    if evaluering.evaluator_id is None or tilgang.rolle_for(bruker, evaluering.enhet, *tilgang.HR):
        return svarer_for_evalueringen(bruker, evaluering)
    return bruker.person_id == evaluering.evaluator_id


# The place in the menu: without asking which evaluations there are.
rules.add_perm("evaluering.view_evalueringer", svarer_for_noen)
rules.add_perm("evaluering.change_evaluering", svarer_for_evalueringen)
rules.add_perm("evaluering.conclude_evaluering", konkluderer)
rules.add_perm("evaluering.change_oppsett", tilgang.er_hr)
