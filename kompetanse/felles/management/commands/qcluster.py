"""The job worker, under watch: `manage.py qcluster`."""

from django_q.management.commands import qcluster

from kompetanse.felles.hjerteslag import begynn_vakt


class Command(qcluster.Command):
    def handle(self, *args, **options):
        begynn_vakt()
        super().handle(*args, **options)
