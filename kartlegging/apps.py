import datetime as dt

from django.apps import AppConfig


class KartleggingConfig(AppConfig):
    name = "kartlegging"
    verbose_name = "Kartlegging"

    def ready(self):
        from kompetanse.felles import planlagt

        planlagt.planlegg(
            "slett importerte bevisfiler", "kartlegging.profil.innlesing.rydd_alle", klokken=dt.time(3, 40)
        )
        planlagt.planlegg("minn om utløp", "kartlegging.dekning.utlop.varsle_om_utlop", klokken=dt.time(7))
        planlagt.planlegg("sperr og slett kompetanse", "kartlegging.oppbevaring.rydding.rydd", klokken=dt.time(3))
        planlagt.planlegg("tell dekningen", "kartlegging.dekning.ferdigtall.tell_alle", klokken=dt.time(5))
        planlagt.planlegg(
            "slett importerte kompetansefiler", "kartlegging.katalog.importering.rydd_alle", klokken=dt.time(3, 40)
        )
