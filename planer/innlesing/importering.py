"""The import of a plan that exists: its measures, needs and texts, into the plan that the reader is writing."""

from functools import partial

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompetanse.felles.innlesing import Innlesing, Linjeslag, prosess
from kompetanse.felles.innlesing.innlesing import ENDRET, NY, UENDRET
from kompetanse.felles.spreadsheets.document_reading import read_document
from planer.endring import laas_plan, logg
from planer.innlesing.felter import FELTER
from planer.innlesing.innlesingsplan import BEHOV, TEKST, lag_plan
from planer.innlesing.skriving import skriv
from planer.models import Planimport, Planimportoppsett


class Planinnlesing(Innlesing):
    sti = f"{__name__}.PLAN"
    modell, oppsett = Planimport, Planimportoppsett
    felter = FELTER
    linjeslag = (
        Linjeslag(NY, gettext_lazy("Nye tiltak"), gettext_lazy("Tiltak som ikke står i planen fra før.")),
        Linjeslag(ENDRET, gettext_lazy("Endrede tiltak"), gettext_lazy("Tiltak der filen sier noe annet enn planen.")),
        Linjeslag(BEHOV, gettext_lazy("Behov"), gettext_lazy("Behov uten tiltak."), gettext_lazy("Behov")),
        Linjeslag(
            TEKST, gettext_lazy("Tekster"), gettext_lazy("Blir en egen seksjon i planen."), gettext_lazy("Tekst")
        ),
        Linjeslag(UENDRET, gettext_lazy("Uendrede"), gettext_lazy("Tiltak som står i planen fra før.")),
    )

    def les(self, fil, filnavn, kommune, lesevalg):
        kjenner = partial(self.antall_kjente, kommune=kommune)
        return read_document(fil, filnavn, kjenner=kjenner, ark=lesevalg.ark, linje=lesevalg.linje)

    def mangler(self, kolonner, kommune):
        if {"tiltak", "behov", "tekst"} & set(kolonner.values()):
            return []
        return [_("Velg hvilken kolonne som er tiltaket, eller hvilken som er behovet.")]

    def lag_plan(self, importen, tabell, framdrift):
        return lag_plan(importen.kompetanseplan, tabell, importen.kolonner)

    def laas(self, importen, *, bruker):
        laas_plan(importen.kompetanseplan, bruker=bruker)

    def skriv(self, importen, plan, *, bruker, framdrift):
        skriv(importen.kompetanseplan, plan)

    def logg(self, importen, handling, *, bruker, **data):
        return logg(importen.kompetanseplan, handling, bruker=bruker, **data)


PLAN = Planinnlesing()
rydd_alle = partial(prosess.rydd_alle, PLAN)
