"""Real parallel connections, for tests of what two people do at the same instant."""

import os
import threading

from django.db import DEFAULT_DB_ALIAS, connection, connections

from kompetanse.felles import vegg


def samtidig(kommune_id, *oppgaver):
    """Run the tasks in threads that start at the same instant. Returns what each of them gave or raised."""
    sammen, svar = threading.Barrier(len(oppgaver)), [None] * len(oppgaver)

    def kjor(plass, oppgave):
        try:
            with vegg.innenfor(kommune_id):
                sammen.wait()
                svar[plass] = oppgave()
        except Exception as feil:  # noqa: BLE001 – the test looks at what was raised
            svar[plass] = feil
        finally:
            connection.close()

    traader = [threading.Thread(target=kjor, args=par) for par in enumerate(oppgaver)]
    for traad in traader:
        traad.start()
    for traad in traader:
        traad.join()
    return svar


def forket():
    """`os.fork`, with a connection of its own in the child, whose id is returned; 0 in the child.

    While a browser is open there is a running loop in the thread, and Django keeps another connection for it. The child has
    no loop, so it would take up the one from before, which the parent still holds open when the child is killed.
    """
    connection.close()
    barn = os.fork()
    if not barn:
        connections[DEFAULT_DB_ALIAS] = connections.create_connection(DEFAULT_DB_ALIAS)
    return barn
