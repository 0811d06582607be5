"""What apps above show beside «Min kompetanse» of a person."""

from kompetanse.felles.kortplass import Kortplass

KORT = Kortplass()
