from allauth.mfa.models import Authenticator
from django.core.management.base import BaseCommand
from django.db import transaction

from kompetanse.felles.hemmelig import dekrypter, krypter


class Command(BaseCommand):
    help = "Krypterer det innlogging i to steg bygger på, med den nye SECRET_KEY, så den gamle kan tas bort."

    @transaction.atomic
    def handle(self, *args, **options):
        rader = Authenticator.objects.select_for_update()
        for rad in rader:
            rad.data |= {navn: krypter(dekrypter(rad.data[navn])) for navn in {"secret", "seed"} & rad.data.keys()}
            rad.save(update_fields=["data"])
        self.stdout.write(f"Krypterte {len(rader)} rader på nytt.")
