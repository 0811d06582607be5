"""Which competences include which, in any number of steps."""

from collections import defaultdict
from collections.abc import Iterable

from kartlegging.models import Inkludering


def dekkes_av(kompetanser: Iterable[int]) -> dict[int, set[int]]:
    """Each competence with those that include it, and itself. One statement."""
    return _med_alle_ledd(kompetanser, Inkludering.objects.values_list("inkluderer", "kompetanse"))


def dekker(kompetanser: Iterable[int]) -> dict[int, set[int]]:
    """Each competence with those that it includes, and itself. One statement."""
    return _med_alle_ledd(kompetanser, Inkludering.objects.values_list("kompetanse", "inkluderer"))


def begge_veier(kompetanser: Iterable[int]) -> tuple[dict[int, set[int]], dict[int, set[int]]]:
    """Both of these, `dekkes_av` and `dekker`, in one statement."""
    par = list(Inkludering.objects.values_list("inkluderer", "kompetanse"))
    return _med_alle_ledd(kompetanser, par), _med_alle_ledd(kompetanser, ((til, fra) for fra, til in par))


def _med_alle_ledd(kompetanser, par):
    neste = defaultdict(set)
    for fra, til in par:
        neste[fra].add(til)
    svar = {}
    for kompetanse in kompetanser:
        funnet, rest = {kompetanse}, [kompetanse]
        while rest:
            nye = neste[rest.pop()] - funnet
            funnet |= nye
            rest.extend(nye)
        svar[kompetanse] = funnet
    return svar
