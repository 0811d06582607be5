"""What readers who may not see names are shown: no figure for fewer than five people, nor two figures from which one
such can be worked out (handbook 10, «group too small»)."""

from collections import defaultdict
from collections.abc import Container, Set

from kompetanse.organisasjon.models import Enhet

MINST = 5


def stor_nok(personer: Set) -> bool:
    return len(personer) >= MINST


def kan_vises(grupper: dict[str, Set[int]]) -> set[str]:
    """Of path → people, the paths whose figures may be shown side by side.

    What a unit has beyond the units shown below it is never fewer than five, unless it is nobody; nor are those whom two
    units share. So the largest units below come first, and one that would leave too few for the rest is held back.
    """
    under = defaultdict(list)
    for sti in grupper:
        if forelder := naermeste_over(sti, grupper):
            under[forelder].append(sti)
    vises = {sti for sti in grupper if stor_nok(grupper[sti]) and naermeste_over(sti, grupper) is None}
    koe = list(vises)
    for sti in koe:
        nye = _barn_som_kan_vises(grupper[sti], {barn: grupper[barn] for barn in under[sti]})
        vises.update(nye)
        koe.extend(nye)
    return vises


def naermeste_over(sti: str, stier: Container[str]) -> str | None:
    """The nearest path above that is in the collection."""
    while len(sti) > Enhet.steplen:
        sti = sti[: -Enhet.steplen]
        if sti in stier:
            return sti
    return None


def _barn_som_kan_vises(alle, barna):
    vises, brukt = [], set()
    for sti, personer in sorted(barna.items(), key=lambda par: (-len(par[1]), par[0])):
        rest, felles = alle - brukt - personer, brukt & personer
        if stor_nok(personer) and all(_ingen_eller_nok(gruppe) for gruppe in (rest, felles, personer - brukt)):
            vises.append(sti)
            brukt |= personer
    return vises


def kan_fornyes(foer: Set[int], naa: Set[int]) -> bool:
    """A new figure may stand where an old one did: it does not tell about the few who came or went between them."""
    return _ingen_eller_nok(foer - naa) and _ingen_eller_nok(naa - foer)


def _ingen_eller_nok(personer):
    return not personer or stor_nok(personer)
