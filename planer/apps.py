import datetime as dt

from django.apps import AppConfig


class PlanerConfig(AppConfig):
    name = "planer"
    verbose_name = "Planer"

    def ready(self):
        from kartlegging.oppbevaring import frister
        from kartlegging.profil import ved_siden
        from kompetanse.felles import planlagt
        from planer.models import Kompetanseplan, Samtale, Tiltaksdeltaker, Utdanningspermisjon

        planlagt.planlegg(
            "slett importerte planfiler", "planer.innlesing.importering.rydd_alle", klokken=dt.time(3, 40)
        )
        planlagt.planlegg("avløs planer", "planer.vedtak.saksgang.avlos_alle", klokken=dt.time(0, 30))
        planlagt.planlegg("mål fra registeret", "planer.maal.beregning.maal_alle", klokken=dt.time(5, 30))
        frister.har_ogsaa(Kompetanseplan, Tiltaksdeltaker, Samtale, Utdanningspermisjon)
        planlagt.planlegg("påminnelser fra årshjulet", "planer.aarshjul.paaminnelse.paaminn", klokken=dt.time(6, 20))
        planlagt.planlegg("slett utviklingsplaner til sluttede", "planer.person.rydding.rydd", klokken=dt.time(3, 50))
        planlagt.planlegg("flytt utviklingsplaner", "planer.person.flytting.flytt_alle", klokken=dt.time(5, 10))
        planlagt.planlegg("slett forberedelser til samtaler", "planer.samtale.rydding.rydd", klokken=dt.time(3, 45))
        planlagt.planlegg("flytt samtaler", "planer.samtale.ledervalg.flytt_alle", klokken=dt.time(5, 15))
        ved_siden.KORT.vis("planer/person/_ved_siden.html", "planer.person.bilde.ved_siden")
