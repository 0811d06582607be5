"""A bound on the memory that the reading of a file may take, for a job worker that others need too."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.utils.translation import gettext as _

from kompetanse.felles.spreadsheets.tabell import TabellFeil

MAX_MEMORY = 1_000_000_000


@contextmanager
def minnegrense() -> Iterator[None]:
    """Within, this process gets no more than `MAX_MEMORY` beside what it has. Raises `TabellFeil` when that is too little.

    It counts for the whole process, so it is for one that does one thing at a time.
    """
    har = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    fra_foer, tak = resource.getrlimit(resource.RLIMIT_AS)
    if tak != resource.RLIM_INFINITY:
        har = min(har, tak - MAX_MEMORY)
    resource.setrlimit(resource.RLIMIT_AS, (har + MAX_MEMORY, tak))
    try:
        yield
    except MemoryError as feil:
        raise TabellFeil(
            _("Filen krever for mye minne. Fjern ark og kolonner du ikke trenger, eller del den.")
        ) from feil
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (fra_foer, tak))
