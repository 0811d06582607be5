"""The job worker, under watch: `manage.py qcluster`."""

from contextlib import suppress

from django.core.management.base import BaseCommand
from django_q.cluster import Cluster

from kompetanse.felles.hjerteslag import avslutt_alle, begynn_vakt
from kompetanse.felles.vegg import krev_at_veggen_holder


class Command(BaseCommand):
    help = "Do the jobs that wait, and those that run by the clock"

    def handle(self, *args, **options):
        krev_at_veggen_holder()
        begynn_vakt()
        cluster = Cluster()
        with suppress(RuntimeError):  # the guard died before all had begun: it has said so in the log
            cluster.start()
        cluster.sentinel.join()
        if cluster.sentinel.exitcode:
            avslutt_alle("The guard is gone")
