import datetime as dt

from django.apps import AppConfig


class SoknaderConfig(AppConfig):
    name = "soknader"
    verbose_name = "Søknader"

    def ready(self):
        from kompetanse.felles import planlagt
        from kompetanse.organisasjon.signals import roller_endret
        from soknader.mote import dokumenter  # noqa: F401 – declares the kinds of document that may be owed

        roller_endret.connect(self.finn_behandlere_paa_nytt, dispatch_uid="soknader_behandlere")
        planlagt.planlegg("minn om saker", "soknader.sak.paaminnelser.paaminn_ventende_steg", klokken=dt.time(7))
        planlagt.planlegg("minn om rapporter", "soknader.sak.rapport.send_rapportpaaminnelser", klokken=dt.time(7))

    @staticmethod
    def finn_behandlere_paa_nytt(sender, kommune_id, **kwargs):
        """Roles live below this app; the signal is how waiting steps learn that someone else answers now."""
        from soknader.sak import saksgang

        saksgang.finn_behandlere_paa_nytt(kommune_id)
