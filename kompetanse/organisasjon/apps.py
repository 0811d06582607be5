import datetime as dt

from django.apps import AppConfig


class OrganisasjonConfig(AppConfig):
    name = "kompetanse.organisasjon"
    verbose_name = "Organisasjon"

    def ready(self):
        from django.contrib.auth import user_logged_in

        from kompetanse.felles import planlagt
        from kompetanse.organisasjon.invitasjon import lenkene_er_brukt

        user_logged_in.connect(lenkene_er_brukt)
        planlagt.planlegg(
            "slett importerte filer", "kompetanse.organisasjon.importering.prosess.rydd_alle", klokken=dt.time(3, 20)
        )
        planlagt.planlegg("roller som slutter", "kompetanse.organisasjon.roller.folg_datoene", klokken=dt.time(0, 10))
        planlagt.planlegg("slett ferdige filer", "kompetanse.organisasjon.eksport.rydd_alle", klokken=dt.time(3, 30))
