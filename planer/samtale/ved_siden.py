"""What apps above show beside a talk, of the employee to the one of the two who reads."""

from kompetanse.felles.kortplass import Kortplass

KORT = Kortplass()
