import datetime as dt

from django.apps import AppConfig


class PlanerConfig(AppConfig):
    name = "planer"
    verbose_name = "Planer"

    def ready(self):
        from kartlegging.oppbevaring import frister
        from kartlegging.profil import ved_siden
        from kompetanse.felles import planlagt
        from planer.models import Kompetanseplan, Tiltaksdeltaker

        planlagt.planlegg(
            "slett importerte planfiler", "planer.innlesing.importering.rydd_alle", klokken=dt.time(3, 40)
        )
        planlagt.planlegg("avløs planer", "planer.vedtak.saksgang.avlos_alle", klokken=dt.time(0, 30))
        planlagt.planlegg("mål fra registeret", "planer.maal.beregning.maal_alle", klokken=dt.time(5, 30))
        frister.har_ogsaa(Kompetanseplan, Tiltaksdeltaker)
        planlagt.planlegg("slett utviklingsplaner til sluttede", "planer.person.rydding.rydd", klokken=dt.time(3, 50))
        planlagt.planlegg("flytt utviklingsplaner", "planer.person.flytting.flytt_alle", klokken=dt.time(5, 10))
        ved_siden.vis_ved_siden("planer/person/_ved_siden.html", "planer.person.bilde.ved_siden")
