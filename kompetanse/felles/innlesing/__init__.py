"""An import of a table that people bring: fields and a plan from the app, the rest from here. See `Innlesing`."""

from kompetanse.felles.innlesing.felt import Felt
from kompetanse.felles.innlesing.innlesing import Innlesing, Linjeslag
from kompetanse.felles.innlesing.plan import Linje, Plan, Sporsmaal, Tabellplan
from kompetanse.felles.innlesing.rader import Radfeil, les_rader

__all__ = [
    "Felt",
    "Innlesing",
    "Linje",
    "Linjeslag",
    "Plan",
    "Radfeil",
    "Sporsmaal",
    "Tabellplan",
    "les_rader",
]
