"""What the organisation tells the apps above it, after the change is stored."""

from django.db import transaction
from django.dispatch import Signal

from kompetanse.felles import vegg

# Sent with `kommune_id` when someone there has got, lost or lent out a role, or an account to act in one; `koder` are the
# role types that it was about, or None when it may be any.
roller_endret = Signal()


def meld_roller_endret(kommune_id: int, *koder: str) -> None:
    """Tell on commit, within the wall. A listener that fails is logged; the change of roles stands."""

    # A function with a name: that is what Django writes in the log when it fails.
    def send_roller_endret():
        with vegg.innenfor(kommune_id):
            roller_endret.send(sender=None, kommune_id=kommune_id, koder=koder or None)

    transaction.on_commit(send_roller_endret, robust=True)
