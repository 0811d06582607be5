"""Where the scheduler, and jobs queued before an upgrade, find the HR import. The life of it is in `felles.innlesing`."""

from functools import partial

from kompetanse.felles.innlesing import prosess
from kompetanse.organisasjon.importering.ansattimport import ANSATTE

les_og_kontroller = partial(prosess.les_jobb, ANSATTE.sti)
kontroller_jobb = partial(prosess.kontroller_jobb, ANSATTE.sti)
lagre_jobb = partial(prosess.lagre_jobb, ANSATTE.sti)


def rydd_alle():
    """Each night, for every kommune. Returns how many imports were emptied."""
    return prosess.rydd_alle(ANSATTE)
