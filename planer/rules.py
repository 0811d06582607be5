"""Named permissions of the pages in this app."""

import rules

from kompetanse.organisasjon import tilgang

rules.add_perm("planer.view_satsingsomraade", tilgang.er_ansatt)
rules.add_perm("planer.change_satsingsomraade", tilgang.er_hr)
