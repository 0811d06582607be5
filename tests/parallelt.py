"""Real parallel connections, for tests of what two people do at the same instant."""

import threading

from django.db import connection

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
