"""What the organisation tells the apps above it, after the change is stored."""

from functools import partial

from django.db import transaction
from django.dispatch import Signal

from kompetanse.felles import vegg

# Sent with `kommune_id` when someone there has got, lost or lent out a role, or an account to act in one; `koder` are the
# role types that it was about, or None when it may be any.
roller_endret = Signal()


def meld_roller_endret(kommune_id: int, *koder: str) -> None:
    """Tell on commit, within the wall. A listener that fails is logged; the change of roles stands."""
    transaction.on_commit(partial(_send, kommune_id, koder or None), robust=True)


def _send(kommune_id, koder):
    with vegg.innenfor(kommune_id):
        roller_endret.send(sender=None, kommune_id=kommune_id, koder=koder)
