"""What readers who may not see names are shown: no figure for fewer than five people, nor two figures from which one
such can be worked out (handbook 10, «group too small»)."""

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping, Set
from functools import cache
from itertools import product

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


def uten_smaa_forskjeller(figurer: Mapping[str, Set[int]], kjente: Iterable[Set[int]] = ()) -> set[str]:
    """The names of the figures that may be shown in one row, in their order, beside what the reader knows already: none of
    them, and no sum of them with signs, is about one to four people."""
    vist, kjente = [], list(kjente)
    for navn, personer in figurer.items():
        if stor_nok(personer) and not _skiller_faa([*kjente, *(figurer[ett] for ett in vist)], personer):
            vist.append(navn)
    return set(vist)


def _skiller_faa(andre, ny):
    """Some of the other figures, added to this one and taken from it, leave one to four people."""
    # Slow to import, and only few pages ask.
    import numpy as np

    like = Counter(tuple(person in figur for figur in andre) + (person in ny,) for person in set(ny).union(*andre))
    hvor, antall = np.array(list(like), dtype=int), np.array(list(like.values()))
    rest = (_tegn(len(andre)) @ hvor.T != 0) @ antall
    return bool(((rest > 0) & (rest < MINST)).any())


@cache
def _tegn(antall):
    """Every way to add, take away or leave out so many figures, beside one that is added."""
    import numpy as np

    return np.array([(*tegn, 1) for tegn in product((-1, 0, 1), repeat=antall)])


# --- Old figures and new ones, added and subtracted -------------------------------------------------
#
# A reader remembers what stood here yesterday, so the old figures and the new are one collection. A combination gives each
# figure a weight, and each person the sum of the weights of the figures that count this person; it is about those whose
# sum is not zero. Let a place weigh the sum of the weights from it and up its tree. Then one who stayed has the weight of a
# place yesterday less that of one today (new figures are taken with opposite sign), and one who came or left has one of
# them. A combination about fewer than five gives zero to any five who have the same sum: so their two places weigh the
# same, and are one place from then on. When that has made all the others zero too, there is no such combination.

FOER, NAA = 1, -1
UTENFOR = None


def som_kan_fornyes(foer: Mapping[str, Set[int]], naa: Mapping[str, Set[int]]) -> set[str]:
    """Of the figures that may be shown side by side now (path → people), those that may also be shown to one who remembers
    the old ones: no combination of old and new, however they are added and subtracted, is about one to four people."""
    nye = {sti for sti in naa if kan_fornyes(foer.get(sti, set()), naa[sti])}
    like = _like(foer, {sti: naa[sti] for sti in nye})
    while holdes := _skiller_ut_faa(like, {(FOER, sti) for sti in foer} | {(NAA, sti) for sti in nye}):
        nye -= holdes
    return nye


def _like(foer, naa):
    """How many people there are in the same figures, by figures."""
    figurer = defaultdict(set)
    for naar, grupper in ((FOER, foer), (NAA, naa)):
        for sti, personer in grupper.items():
            for person in personer:
                figurer[person].add((naar, sti))
    return Counter(map(frozenset, figurer.values()))


def _skiller_ut_faa(like, figurer):
    """The paths of the new figures by which a combination may be about few."""
    over, samme, summer = _over(figurer), {}, Counter()
    for hvilke, antall in like.items():
        summer[_sum(hvilke, over)] += antall
    while nok := [sum_ for sum_, antall in summer.items() if antall >= MINST and _er_likhet(sum_)]:
        for sum_ in nok:
            _slaa_sammen(sum_, samme)
        foer, summer = summer, Counter()
        for sum_, antall in foer.items():
            summer[_forenklet(sum_, samme)] += antall
    steder = {sted for sum_ in summer for sted, _antall in sum_}
    return {sti for naar, sti in figurer if naar == NAA and _finn((naar, sti), samme) in steder}


def _over(figurer: Iterable):
    """Figure → the nearest one above it of the same day, or outside all."""
    stier = {naar: {sti for dag, sti in figurer if dag == naar} for naar in (FOER, NAA)}
    return {
        (naar, sti): (naar, forelder) if (forelder := naermeste_over(sti, stier[naar])) else UTENFOR
        for naar, sti in figurer
    }


def _sum(figurer, over):
    """The weight of one who is in these figures, by the places that it is made of."""
    vekt = Counter()
    for figur in figurer & over.keys():
        vekt[figur] += figur[0]
        vekt[over[figur]] -= figur[0]
    return _ordnet(vekt)


def _forenklet(sum_, samme):
    """The same with places that weigh the same taken for one."""
    vekt = Counter()
    for sted, antall in sum_:
        vekt[_finn(sted, samme)] += antall
    return _ordnet(vekt)


def _ordnet(vekt):
    """As a key; outside weighs nothing, and a sum and its opposite are zero together."""
    ledd = sorted((sted, antall) for sted, antall in vekt.items() if antall and sted is not UTENFOR)
    fortegn = -1 if ledd and ledd[0][1] < 0 else 1
    return tuple((sted, fortegn * antall) for sted, antall in ledd)


def _er_likhet(sum_):
    """To be zero says that two places weigh the same, or that one weighs nothing."""
    return len(sum_) == 1 or (len(sum_) == 2 and sum_[0][1] == -sum_[1][1])


def _slaa_sammen(sum_, samme):
    en, annen = (_finn(sted, samme) for sted in ([sted for sted, _antall in sum_] + [UTENFOR])[:2])
    if en is UTENFOR:
        en, annen = annen, en
    if en != annen:
        samme[en] = annen


def _finn(sted, samme):
    while sted in samme:
        sted = samme[sted]
    return sted
