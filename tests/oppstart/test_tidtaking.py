"""The quick loop leaves out the slowest tests, and never one that it does not know."""

import pytest

from tests.tidtaking import too_slow

TIDER = {"rask": 0.1, "middels": 1.0, "treg": 5.0}


@pytest.mark.parametrize(
    ("budsjett", "utelatt"),
    [(10, set()), (6.1, set()), (6, {"treg"}), (1, {"middels", "treg"}), (0, {"rask", "middels", "treg"})],
)
def test_the_slowest_are_left_out_when_the_budget_is_spent(budsjett, utelatt):
    assert too_slow([*TIDER, "ny"], TIDER, budsjett) == utelatt
