"""Named permissions of the organisation pages. Those about a unit, a person or a role ask for that object."""

import rules

from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Stilling
from kompetanse.organisasjon.tilgang import (
    er_ansatt,
    er_forvalter,
    er_hr,
    er_hr_for_personen,
    er_seg_selv,
    forvalter_personen,
    leder_personen,
)


@rules.predicate
def har_ansvar_for(bruker, enhet):
    """Leads the unit or one above it, or is HR or system administrator there."""
    return enhet is not None and tilgang.rolle_for(bruker, enhet, *tilgang.MED_ANSVAR) is not None


@rules.predicate
def har_ansvar_under(bruker, enhet):
    """The same, by a role that is given for the units below too."""
    return enhet is not None and any(
        rolle.med_underliggende and rolle.gjelder(enhet) for rolle in tilgang.roller_med_ansvar(bruker)
    )


@rules.predicate
def arbeider_i(bruker, enhet):
    if enhet is None or not getattr(bruker, "person_id", None):
        return False
    return Stilling.objects.gjeldende().filter(enhet=enhet, person=bruker.person_id).exists()


@rules.predicate
def har_ansvar_for_folk(bruker):
    return bool(tilgang.roller_med_ansvar(bruker))


@rules.predicate
def innehar_rollen(bruker, rolle):
    return rolle is not None and rolle.person_id == bruker.person_id


@rules.predicate
def forvalter_noe(bruker):
    return bool(tilgang.forvalterroller(bruker))


@rules.predicate
def styrer_rollen(bruker, rolle):
    return rolle is not None and bool(tilgang.styrer_som(bruker, rolle))


rules.add_perm("organisasjon.view_tree", er_ansatt)
rules.add_perm("organisasjon.change_tree", er_hr)
rules.add_perm("organisasjon.view_ansatte", har_ansvar_for | arbeider_i)
rules.add_perm("organisasjon.view_ansatte_under", har_ansvar_under)
rules.add_perm("organisasjon.list_personer", har_ansvar_for_folk)
rules.add_perm("organisasjon.add_person", er_hr)
rules.add_perm("organisasjon.change_person", er_hr_for_personen)
rules.add_perm("organisasjon.set_permisjon", er_hr_for_personen | leder_personen)
rules.add_perm("organisasjon.change_roller", forvalter_noe)
rules.add_perm("organisasjon.end_rolle", styrer_rollen)
rules.add_perm("organisasjon.set_stedfortreder", er_ansatt & (innehar_rollen | styrer_rollen))
rules.add_perm("organisasjon.change_rolletype", er_forvalter)
rules.add_perm("organisasjon.invite", forvalter_personen)
rules.add_perm("organisasjon.import_ansatte", er_forvalter)
rules.add_perm("organisasjon.change_kommune", er_forvalter)
rules.add_perm("organisasjon.view_oppslag", er_forvalter)
rules.add_perm("organisasjon.view_oppslag_om", er_seg_selv | forvalter_personen)
