"""Named permissions of what is gathered from all the apps."""

import rules

from kartlegging.rules import svarer_for_noen

rules.add_perm("oversikt.view_budsjett", svarer_for_noen)
