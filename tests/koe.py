"""The queue of the job worker, for tests that have none running."""

from django.utils.module_loading import import_string
from django_q.models import OrmQ


def arbeid_unna():
    """Do what waits in the queue, as the job worker would. Returns how many jobs there were."""
    oppgaver = list(OrmQ.objects.order_by("pk"))
    for oppgave in oppgaver:
        jobb = oppgave.task
        import_string(jobb["func"])(*jobb["args"], **jobb["kwargs"])
        oppgave.delete()
    return len(oppgaver)
