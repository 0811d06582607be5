import datetime as dt

from django.apps import AppConfig


class KursConfig(AppConfig):
    name = "kurs"
    verbose_name = "Kurs"

    def ready(self):
        from kartlegging import paa_vei
        from kartlegging.oppbevaring import frister
        from kartlegging.profil import tilbud
        from kompetanse.felles import planlagt
        from kompetanse.organisasjon.importering.advarsler import meld_om_dem_som_slutter
        from kurs.models import Ekstern, Kursplass
        from kurs.paamelding.meldinger import etterlatte_kurs
        from planer.aarshjul import kalender
        from planer.tiltak import ved_siden

        frister.har_ogsaa(Kursplass, Ekstern)
        paa_vei.tell_med("kurs.kalender.neste.har_plass")
        tilbud.tilby("kurs.kalender.neste.neste")
        meld_om_dem_som_slutter(etterlatte_kurs)
        ved_siden.KORT.vis("kurs/tilbud/_ved_tiltaket.html", "kurs.tilbud.fra_tiltak.ved_tiltaket")
        kalender.vis_ogsaa("kurs.kalender.ical.mine")
        planlagt.planlegg("gi bort plassene til sluttede", "kurs.paamelding.rydding.rydd_alle", klokken=dt.time(5, 20))
        planlagt.planlegg("slett importerte kursfiler", "kurs.ekstern.innlesing.rydd_alle", klokken=dt.time(3, 40))
