from allauth.mfa.models import Authenticator
from django.core.management.base import BaseCommand
from django.db import transaction

from kompetanse.felles import vegg
from kompetanse.felles.hemmelig import dekrypter, krypter, krypterte_felt


class Command(BaseCommand):
    help = "Krypterer det innlogging i to steg bygger på, og tekstene fra samtaler, med den nye SECRET_KEY."

    @transaction.atomic
    def handle(self, *args, **options):
        with vegg.alle_kommuner():
            antall = self._to_steg() + sum(self._felt(modell, navn) for modell, navn in krypterte_felt().items())
        self.stdout.write(f"Krypterte {antall} rader på nytt.")

    def _to_steg(self):
        rader = Authenticator.objects.select_for_update()
        for rad in rader:
            rad.data |= {navn: krypter(dekrypter(rad.data[navn])) for navn in {"secret", "seed"} & rad.data.keys()}
            rad.save(update_fields=["data"])
        return len(rader)

    def _felt(self, modell, navn):
        """What is read with an old key is written with the new one; a text that no key fits stays."""
        antall = 0
        for rad in modell.objects.select_for_update().iterator():
            rad.save(update_fields=navn)
            antall += any(getattr(rad, ett) for ett in navn)
        return antall
