import datetime as dt

from django.apps import AppConfig


class PlanerConfig(AppConfig):
    name = "planer"
    verbose_name = "Planer"

    def ready(self):
        from kompetanse.felles import planlagt

        planlagt.planlegg(
            "slett importerte planfiler", "planer.innlesing.importering.rydd_alle", klokken=dt.time(3, 40)
        )
        planlagt.planlegg("avløs planer", "planer.vedtak.saksgang.avlos_alle", klokken=dt.time(0, 30))
        planlagt.planlegg("mål fra registeret", "planer.maal.beregning.maal_alle", klokken=dt.time(5, 30))
