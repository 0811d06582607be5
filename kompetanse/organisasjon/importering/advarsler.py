"""What is worth a look before an import is stored, though no row is wrong."""

from collections import defaultdict
from collections.abc import Callable

from django.utils.translation import gettext as _

VIS_HOYST = 10
_om_dem_som_slutter: list[Callable[[list[int]], list[str]]] = []


def meld_om_dem_som_slutter(funksjon: Callable[[list[int]], list[str]]) -> None:
    """An app registers in `AppConfig.ready` what it knows of people who end: a sentence for each thing left behind."""
    _om_dem_som_slutter.append(funksjon)


def etterlatt(personer):
    """What those who end leave behind in the apps."""
    return [setning for funksjon in _om_dem_som_slutter for setning in _avkortet(funksjon(personer))]


def delte_adresser(i_filen, andre):
    """A sentence for each e-mail address that several people have, of whom one at least is in the file."""
    per_adresse = defaultdict(list)
    for person in (*i_filen, *andre):
        if person.ny[2]:
            per_adresse[person.ny[2].casefold()].append(person)
    kjente = {id(person) for person in i_filen}
    delte = {
        adresse: folk
        for adresse, folk in per_adresse.items()
        if len(folk) > 1 and any(id(person) in kjente for person in folk)
    }
    setning = _("%(adresse)s står på flere: %(hvem)s. Bare én av dem kan logge inn med den.")
    return _avkortet(
        [setning % {"adresse": adresse, "hvem": ", ".join(map(_hvem, folk))} for adresse, folk in delte.items()]
    )


def nye_som_ligner(personer, avsluttede):
    """A sentence for each new employee who has the name and the unit of one who is ended: one person, perhaps."""
    slutter = {}
    for person in avsluttede:
        for post in person.stillinger:
            if post.er_endret:
                slutter[person.navn.casefold(), post.ny.enhet] = person
    setning = _("%(ny)s er ny i %(enhet)s, og %(gammel)s slutter der. Er det den samme, med nytt ansattnummer?")
    funn = {}
    for person in personer:
        for post in person.stillinger if person.gammel is None else ():
            if gammel := slutter.get((person.navn.casefold(), post.ny.enhet)):
                ord_ = {"ny": _hvem(person), "enhet": post.ny.enhet.navn, "gammel": _hvem(gammel)}
                funn[person.ansattnummer] = setning % ord_
    return _avkortet(list(funn.values()))


def _hvem(person):
    return f"{person.navn} ({person.ansattnummer})"


def _avkortet(setninger):
    resten = len(setninger) - VIS_HOYST
    return setninger if resten <= 0 else [*setninger[:VIS_HOYST], _("… og %d til.") % resten]
