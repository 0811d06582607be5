from django.core.management.base import BaseCommand

from kompetanse.felles.varsler import send_usendte


class Command(BaseCommand):
    help = "Sender e-post som venter. Jobbarbeideren gjør det samme hvert minutt."

    def handle(self, *args, **options):
        self.stdout.write(f"Sendte {send_usendte()} e-poster.")
