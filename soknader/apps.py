import datetime as dt

from django.apps import AppConfig


class SoknaderConfig(AppConfig):
    name = "soknader"
    verbose_name = "Søknader"

    def ready(self):
        from kompetanse.felles import planlagt
        from kompetanse.organisasjon.signals import roller_endret

        roller_endret.connect(self.finn_behandlere_paa_nytt, dispatch_uid="soknader_behandlere")
        planlagt.planlegg("lag manglende dokumenter", "soknader.motedokumenter.lag_manglende", minutter=10)
        planlagt.planlegg("minn om saker", "soknader.paaminnelser.paaminn_ventende_steg", klokken=dt.time(7))
        planlagt.planlegg("minn om rapporter", "soknader.etterarbeid.send_rapportpaaminnelser", klokken=dt.time(7))

    @staticmethod
    def finn_behandlere_paa_nytt(sender, kommune_id, **kwargs):
        """Roles live below this app; the signal is how waiting steps learn that someone else answers now."""
        from soknader import saksgang

        saksgang.finn_behandlere_paa_nytt(kommune_id)
