"""Each permission, opened to everyone: some line of the table goes red. So the table names who holds it."""

from collections import defaultdict

import pytest
import rules
from rules.permissions import ObjectPermissionBackend, permissions

from tests.rettigheter import tabell
from tests.rettigheter.verden import verden  # noqa: F401

# Between them they are refused everything: some see little, others the objects that they may not act on.
SOM_PROVER = ("uten_person", "kollega", "gruppemedlem", "mbu_medlem", "leder", "hr", "etatsdirektor", "soker")
# The menu asks for some permissions on every page, where they change nothing.
LENGST = 60
# Says only what the menu offers: who has no one else to see, finds themselves in the list of people.
BARE_MENY = {"organisasjon.list_personer"}


@pytest.fixture
def spurt(monkeypatch):
    """The permissions that were asked for and refused since the set was emptied."""
    nektet = set()
    ekte = ObjectPermissionBackend.has_perm

    def has_perm(self, user, perm, *args, **kwargs):
        svar = ekte(self, user, perm, *args, **kwargs)
        if not svar:
            nektet.add(perm)
        return svar

    monkeypatch.setattr(ObjectPermissionBackend, "has_perm", has_perm)
    return nektet


@pytest.mark.flyt
@pytest.mark.timeout(1200)
def test_a_permission_that_is_opened_turns_a_line_red(verden, spurt):  # noqa: F811
    klienter = {hvem: tabell.innlogget(verden, hvem) for hvem in SOM_PROVER}
    kandidater = _hvem_nektes_hvor(klienter, verden, spurt)

    stille = {rett for rett in permissions if not _blir_rodt(rett, kandidater[rett], klienter, verden)}

    assert stille == BARE_MENY


def _hvem_nektes_hvor(klienter, verden, spurt):  # noqa: F811
    """Permission → (person, line, method) of the requests that were refused it, those that ended there first."""
    kandidater = defaultdict(list)
    for linje in tabell.les():
        for hvem in SOM_PROVER:
            spurt.clear()
            tabell.svar(klienter[hvem], linje, linje.metoder[0], verden)
            for rett in spurt:
                kandidater[rett].append((hvem, linje, linje.metoder[0]))
    for funnet in kandidater.values():
        funnet.sort(key=lambda ett: ett[1].status(ett[0]) not in (403, 404))
    return kandidater


def _blir_rodt(rett, kandidater, klienter, verden):  # noqa: F811
    """With the permission opened, some request answers otherwise than the table says."""
    vanlig = permissions[rett]
    rules.set_perm(rett, rules.always_true)
    try:
        return any(
            tabell.svar(klienter[hvem], linje, metode, verden) != linje.status(hvem)
            for hvem, linje, metode in kandidater[:LENGST]
        )
    finally:
        rules.set_perm(rett, vanlig)
