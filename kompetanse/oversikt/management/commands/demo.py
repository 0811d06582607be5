"""`manage.py demo`: fill an empty database with the fictional Fjordby kommune, and tell how to sign in."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from kompetanse.oversikt import demo


class Command(BaseCommand):
    help = "Lager den fiktive Fjordby kommune i en tom database."

    def add_arguments(self, parser):
        parser.add_argument("--hvis-tom", action="store_true", help="gjør ingenting når databasen har en kommune")
        parser.add_argument("--vis-innlogginger", action="store_true", help="skriv bare ut hvem du kan logge inn som")

    def handle(self, *args, hvis_tom, vis_innlogginger, **options):
        if vis_innlogginger:
            return self._vis()
        if demo.finnes():
            if hvis_tom:
                return None
            raise CommandError("Databasen har en kommune fra før. Demokommunen lages bare i en tom database.")
        demo.lag_demokommune()
        self.stdout.write(f"{demo.NAVN} er klar.")
        return None

    def _vis(self):
        """Print one sign-in per role, when the demo municipality is there."""
        if not demo.demokommunen_finnes():
            return
        self.stdout.write(f"Logg inn på {settings.NETTADRESSE} med passordet {demo.PASSORD}\n")
        for innlogging in demo.INNLOGGINGER:
            self.stdout.write(f"  {innlogging.rolle:<30} {innlogging.epost}")
