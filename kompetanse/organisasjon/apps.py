import datetime as dt

from django.apps import AppConfig


class OrganisasjonConfig(AppConfig):
    name = "kompetanse.organisasjon"
    verbose_name = "Organisasjon"

    def ready(self):
        from kompetanse.felles import planlagt

        planlagt.planlegg(
            "slett importerte filer", "kompetanse.organisasjon.importering.prosess.rydd_alle", klokken=dt.time(3, 20)
        )
        planlagt.planlegg("roller som slutter", "kompetanse.organisasjon.roller.folg_datoene", klokken=dt.time(0, 10))
        planlagt.planlegg("slett ferdige filer", "kompetanse.organisasjon.eksport.rydd_alle", klokken=dt.time(3, 30))
