"""What the organisation tells the apps above it, after the change is stored."""

from functools import partial

from django.db import transaction
from django.dispatch import Signal

# Sent with `kommune_id` when someone has got, lost or lent out a role in that kommune; `koder` are the role types that
# it was about, or None when it may be any.
roller_endret = Signal()


def meld_roller_endret(kommune_id: int, *koder: str) -> None:
    """Tell on commit. A listener that fails is logged; the change of roles stands."""
    transaction.on_commit(
        partial(roller_endret.send, sender=None, kommune_id=kommune_id, koder=koder or None), robust=True
    )
