import datetime as dt

from django.apps import AppConfig

# Where functions lie now that rows of an earlier version name: jobs, tasks in the queue and lists that are to be files.
FLYTTET = {
    "soknader.motedokumenter.motejobb": "soknader.mote.dokumenter.motejobb",
    "soknader.motedokumenter.brevjobb": "soknader.sak.brev.brevjobb",
    "soknader.motedokumenter.lag_manglende": "kompetanse.felles.dokumenter.lag_manglende",
    "soknader.paaminnelser.paaminn_ventende_steg": "soknader.sak.paaminnelser.paaminn_ventende_steg",
    "soknader.etterarbeid.send_rapportpaaminnelser": "soknader.sak.rapport.send_rapportpaaminnelser",
    "soknader.register.eksport": "soknader.sak.register.REGISTER",
    "soknader.lister.eksport_moter": "soknader.mote.liste.MOTER",
    "soknader.lister.eksport_mbusaker": "soknader.mbu.liste.MBUSAKER",
}


class SoknaderConfig(AppConfig):
    name = "soknader"
    verbose_name = "Søknader"

    def ready(self):
        from django.db.models.signals import post_save

        from kompetanse.felles import jobber, planlagt
        from kompetanse.organisasjon.importering.advarsler import meld_om_dem_som_slutter
        from kompetanse.organisasjon.signals import roller_endret
        from planer.tiltak.midler import meld_soknadsvei
        from soknader.models import MbuSak, Sluttrapport, Soknad
        from soknader.mote import dokumenter  # noqa: F401 – declares the kinds of document that may be owed
        from soknader.sak import midler
        from soknader.sak.meldinger import etterlatte_saker

        jobber.meld_flyttet(FLYTTET)
        meld_om_dem_som_slutter(etterlatte_saker)
        roller_endret.connect(self.folg_rollene, dispatch_uid="soknader_roller")
        meld_soknadsvei("soknader.sak.fra_tiltak.soknadsvei")
        post_save.connect(midler.etter_soknad, sender=Soknad)
        post_save.connect(midler.etter_rapport, sender=Sluttrapport)
        post_save.connect(midler.etter_mbu_sak, sender=MbuSak)
        planlagt.planlegg("minn om saker", "soknader.sak.paaminnelser.paaminn_ventende_steg", klokken=dt.time(7))
        planlagt.planlegg("minn om rapporter", "soknader.sak.rapport.send_rapportpaaminnelser", klokken=dt.time(7))

    @staticmethod
    def folg_rollene(sender, kommune_id, koder, **kwargs):
        """Roles live below this app; the signal is how waiting steps and coming meetings learn who it is now."""
        from soknader.mote import oppmote
        from soknader.sak import omfordeling

        omfordeling.finn_behandlere_paa_nytt(kommune_id, koder)
        oppmote.folg_rollene(kommune_id, koder)
