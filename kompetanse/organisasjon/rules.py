"""Named permissions of the organisation pages."""

import rules

from kompetanse.organisasjon.tilgang import er_ansatt, er_hr, er_systemansvarlig

rules.add_perm("organisasjon.view_tree", er_ansatt)
rules.add_perm("organisasjon.change_tree", er_hr)
rules.add_perm("organisasjon.change_person", er_hr)
rules.add_perm("organisasjon.change_roller", er_hr | er_systemansvarlig)
rules.add_perm("organisasjon.invite", er_hr | er_systemansvarlig)
rules.add_perm("organisasjon.import_ansatte", er_hr | er_systemansvarlig)
rules.add_perm("organisasjon.change_kommune", er_hr | er_systemansvarlig)
rules.add_perm("organisasjon.view_oppslag", er_hr | er_systemansvarlig)
