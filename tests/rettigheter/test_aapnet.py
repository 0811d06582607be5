"""Each permission, opened to everyone: some line of the table goes red. So the table names who holds it."""

from collections import defaultdict
from itertools import filterfalse

import pytest
import rules
from rules.permissions import ObjectPermissionBackend, permissions

from tests.rettigheter import tabell
from tests.rettigheter.delt import felles_verden, verden  # noqa: F401

# Between them they are refused everything: some see little, others the objects that they may not act on.
SOM_PROVER = (
    "uten_person",
    "kollega",
    "gruppemedlem",
    "mbu_medlem",
    "leder",
    "hr",
    "etatsdirektor",
    "soker",
    "tillitsvalgt",
)
# Says only what the menu offers: who has no one else to see, finds themselves in the list of people.
BARE_MENY = {"organisasjon.list_personer"}
# Asked once more by what carries it out, behind pages that show others nothing to act on (they answer 404 all the same),
# or forms that offer nothing else.
BAK_DET_SYNLIGE = {
    "kartlegging.ask_enhet",
    "kartlegging.register",
    "kartlegging.view_person",
    "kurs.own_kurs",
    "kurs.withdraw_kursplass",
    "planer.remind",
    "planer.take_part_in_samtale",
}


@pytest.fixture
def spurt(monkeypatch):
    """The permissions that were asked for and refused since it was emptied, in the order that they were asked for."""
    nektet = {}
    ekte = ObjectPermissionBackend.has_perm

    def has_perm(self, user, perm, *args, **kwargs):
        svar = ekte(self, user, perm, *args, **kwargs)
        if not svar:
            nektet.setdefault(perm, len(nektet))
        return svar

    monkeypatch.setattr(ObjectPermissionBackend, "has_perm", has_perm)
    return nektet


@pytest.mark.flyt
@pytest.mark.timeout(1200)
@pytest.mark.usefixtures("uten_pdf", "uten_feilsider")
def test_a_permission_that_is_opened_turns_a_line_red(verden, spurt):  # noqa: F811
    klienter = {hvem: tabell.innlogget(verden, hvem) for hvem in SOM_PROVER}
    alle = [(hvem, linje, linje.metoder[0]) for linje in tabell.les() for hvem in SOM_PROVER]
    sett = permissions.keys() - BARE_MENY - BAK_DET_SYNLIGE

    skjult = _uten_rod_linje(sett, filterfalse(_slippes_inn, alle), klienter, verden, spurt)
    # Whoever was let in, and refused a part of the page, is asked last: it hardly ever shows in the status.
    skjult = skjult and _uten_rod_linje(skjult, filter(_slippes_inn, alle), klienter, verden, spurt)

    assert skjult == set()


def _slippes_inn(sporsmaal):
    hvem, linje, _metode = sporsmaal
    return linje.status(hvem) == 200


def _uten_rod_linje(retter, sporsmaal, klienter, verden, spurt):  # noqa: F811
    """Those of the permissions that may be opened to everyone without any of the requests being answered otherwise."""
    kandidater = _hvem_nektes_hvor(sporsmaal, klienter, verden, spurt)
    return {rett for rett in retter if not _blir_rodt(rett, kandidater.get(rett, []), klienter, verden)}


def _hvem_nektes_hvor(sporsmaal, klienter, verden, spurt):  # noqa: F811
    """Permission → (person, line, method) of the requests that were refused it, those that asked for it first at the top."""
    kandidater = defaultdict(list)
    for hvem, linje, metode in sporsmaal:
        spurt.clear()
        tabell.svar(klienter[hvem], linje, metode, verden, tegnet=False)
        for rett, plass in spurt.items():
            kandidater[rett].append((plass, hvem, linje, metode))
    return {rett: [ett[1:] for ett in sorted(funnet, key=lambda ett: ett[0])] for rett, funnet in kandidater.items()}


def _blir_rodt(rett, kandidater, klienter, verden):  # noqa: F811
    """With the permission opened, some request answers otherwise than the table says."""
    vanlig = permissions[rett]
    rules.set_perm(rett, rules.always_true)
    try:
        return any(
            tabell.svar(klienter[hvem], linje, metode, verden, tegnet=False) != linje.status(hvem)
            for hvem, linje, metode in kandidater
        )
    finally:
        rules.set_perm(rett, vanlig)
