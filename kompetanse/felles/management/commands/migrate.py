"""Django's own `migrate`, in a sixth of the time on a new database."""

from django.core.management.commands import migrate

from kompetanse.felles.migrering import paa_stedet


class Command(migrate.Command):
    def handle(self, *args, **options):
        with paa_stedet():
            super().handle(*args, **options)
