"""The job worker, under watch: `manage.py qcluster`."""

import multiprocessing

from django_q.management.commands import qcluster

from kompetanse.felles.hjerteslag import avslutt_alle, begynn_vakt


class Command(qcluster.Command):
    def handle(self, *args, **options):
        begynn_vakt()
        super().handle(*args, **options)
        for guard in multiprocessing.active_children():
            guard.join()
            if guard.exitcode:
                avslutt_alle("The guard is gone")
