"""How many examples a rule is tried on."""

from hypothesis import settings

from tests.klokke import KLOKKE


def eksempler(antall):
    """`@eksempler(150)` above `@given`: so many; a fifth when the clock is set, which is to try the day, not the rule."""
    return settings(max_examples=antall // 5 if KLOKKE else antall)
