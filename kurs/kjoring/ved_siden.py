"""What apps above show on the page of a run, of the run to a user."""

from kompetanse.felles.kortplass import Kortplass

KORT = Kortplass()
