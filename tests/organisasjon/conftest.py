"""What the tests of the organisation share."""

import datetime as dt

import pytest
import time_machine


@pytest.fixture
def time_machine_travel():
    """`with time_machine_travel(days=15): …`: that much later."""

    def reis(**kwargs):
        return time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(**kwargs), tick=True)

    return reis
