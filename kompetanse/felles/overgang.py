"""A life cycle: what may be done with an object in which state, by whom, and the words for it.

An app writes the table, without queries, and one function per action. Pages, buttons and those functions ask the same
`Livslop`, so that nothing is offered that is then refused.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Overgang:
    """One action: from which states and by which rights, where it leads, and what the pages say about it.

    `fra` is state → rights, of which one is enough. `til` is empty when the state stays, or when the action's own
    function decides it. The words are lazy translations.
    """

    fra: Mapping[str, tuple[str, ...]]
    label: str = ""
    til: str = ""
    sporsmaal: str = ""
    konsekvens: str = ""
    kvittering: str = ""
    maa_begrunnes: bool = False

    def passer(self, steg: Any) -> bool:
        """The step that waits allows the action too. For life cycles that have steps within a state."""
        return True


def fra(*tilstander: str, rett: str) -> dict[str, tuple[str, ...]]:
    """`Overgang.fra` where all the states ask for one and the same right."""
    return dict.fromkeys(tilstander, (rett,))


def endret_siden() -> ValidationError:
    """The error for a page that is older than what it is about."""
    return ValidationError(
        _("Saken er endret siden du åpnet siden. Last siden på nytt og se hva som er gjort."), code="stale"
    )


@dataclass(frozen=True)
class Livslop:
    """The actions of one model by name. `felt` is the field of the state, `med` what is read along with the lock.

    `steg` finds what waits for an answer within the state (an object with a key), or None. `for_sent` makes the error
    for an action that came too late, from the object as it is now (None: it is gone).
    """

    modell: type[Model]
    overganger: Mapping[str, Overgang]
    felt: str = "status"
    med: tuple[str, ...] = ()
    steg: Callable[[Any], Any] = lambda objekt: None
    for_sent: Callable[[Any], ValidationError] = lambda objekt: endret_siden()

    def __getitem__(self, navn: str) -> Overgang:
        return self.overganger[navn]

    def mulige(self, objekt: Model, bruker) -> dict[str, Overgang]:
        """The actions that this user may take on this object now, in the order of the table."""
        steg = self.steg(objekt)
        krever = {navn: self._rettigheter(navn, objekt, steg) for navn in self.overganger}
        # Several actions ask for the same right: each is looked up once.
        har = {rett for rett in set().union(*krever.values()) if bruker.has_perm(rett, objekt)}
        return {navn: self[navn] for navn, rettigheter in krever.items() if har.intersection(rettigheter)}

    def laas(self, objekt: Model) -> Model:
        """Lock the object and read it anew. Must run inside a transaction."""
        laast = self.modell.objects.select_for_update(of=("self",)).select_related(*self.med).filter(pk=objekt.pk)
        if (naa := laast.first()) is None:
            raise self.for_sent(None)
        return naa

    def begynn(self, objekt: Model, navn: str, *, bruker, grunn: str = "", steg: int | None = None) -> Model:
        """Lock the object and check state, step, right and reason. Must run inside a transaction.

        Returns the object read anew and set to the state that the action leads to: the caller does the rest and saves.
        `steg` is the key of the step that the page showed; without it a page sent twice could answer the next step too.
        Raises ValidationError (`stale`, `mangler_grunn` on the field `kommentar`) and PermissionDenied.
        """
        overgang, objekt = self[navn], self.laas(objekt)
        venter = self.steg(objekt)
        rettigheter = self._rettigheter(navn, objekt, venter)
        if not rettigheter or (steg is not None and steg != getattr(venter, "pk", None)):
            raise self.for_sent(objekt)
        if not _har_en_av(bruker, rettigheter, objekt):
            # One who may do it in another state has an old page; others have no business here.
            raise self.for_sent(objekt) if self.har_rett(objekt, navn, bruker) else PermissionDenied
        if overgang.maa_begrunnes and not grunn.strip():
            raise ValidationError({"kommentar": _("Skriv en begrunnelse.")}, code="mangler_grunn")
        if overgang.til:
            setattr(objekt, self.felt, overgang.til)
        return objekt

    def har_rett(self, objekt: Model, navn: str, bruker) -> bool:
        """The user may take the action in one of its states, be it not this one."""
        return _har_en_av(bruker, set().union(*self[navn].fra.values()), objekt)

    def _rettigheter(self, navn, objekt, steg):
        """The rights that the action asks for now; none when state or step does not allow it."""
        overgang = self[navn]
        return overgang.fra.get(getattr(objekt, self.felt), ()) if overgang.passer(steg) else ()


def _har_en_av(bruker, rettigheter, objekt):
    return any(bruker.has_perm(rett, objekt) for rett in rettigheter)
