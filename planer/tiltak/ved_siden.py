"""What apps above show on the page of a measure, of the measure to a user."""

from kompetanse.felles.kortplass import Kortplass

KORT = Kortplass()
