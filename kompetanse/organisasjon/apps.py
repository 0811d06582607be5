import datetime as dt

from django.apps import AppConfig

# Where the lists lie now that rows of an earlier version name, to be made into files.
FLYTTET = {
    "kompetanse.organisasjon.lister.eksport_folk": "kompetanse.organisasjon.lister.PERSONER",
    "kompetanse.organisasjon.lister.eksport_roller": "kompetanse.organisasjon.lister.ROLLER",
    "kompetanse.organisasjon.lister.eksport_enheter": "kompetanse.organisasjon.lister.ENHETER",
}


class OrganisasjonConfig(AppConfig):
    name = "kompetanse.organisasjon"
    verbose_name = "Organisasjon"

    def ready(self):
        from kompetanse.felles import jobber, planlagt

        jobber.meld_flyttet(FLYTTET)
        planlagt.planlegg(
            "slett importerte filer", "kompetanse.organisasjon.importering.prosess.rydd_alle", klokken=dt.time(3, 20)
        )
        planlagt.planlegg("roller som slutter", "kompetanse.organisasjon.roller.folg_datoene", klokken=dt.time(0, 10))
        planlagt.planlegg("slett ferdige filer", "kompetanse.organisasjon.eksport.rydd_alle", klokken=dt.time(3, 30))
