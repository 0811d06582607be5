"""The import of a plan that exists: its measures, needs and texts, into the plan that the reader is writing."""

from functools import partial

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompetanse.felles.innlesing import Innlesing, Linjeslag, prosess
from kompetanse.felles.innlesing import felt as felt_
from kompetanse.felles.innlesing.innlesing import ENDRET, NY, UENDRET
from kompetanse.felles.spreadsheets.document_reading import read_document
from kompetanse.organisasjon import tilgang
from planer.innlesing.felter import FELTER
from planer.innlesing.innlesingsplan import BEHOV, TEKST, lag_plan
from planer.innlesing.skriving import skriv
from planer.models import Kompetanseplan, Planimport, Planimportoppsett


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

    def antall_kjente(self, overskrifter, kommune):
        """A row of headings is short words, not a row that happens to hold one of them."""
        fylte = list(dict.fromkeys(filter(None, overskrifter)))
        return sum(map(bool, felt_.gjenkjenn(self.felter, fylte).values()))

    def lag_plan(self, importen, tabell, framdrift):
        return lag_plan(importen.kompetanseplan, tabell, importen.kolonner)

    def laas(self, importen, *, bruker):
        """The plan is being written by this user; otherwise nothing goes into it."""
        plan = (
            Kompetanseplan.objects.select_for_update(of=("self",))
            .select_related("enhet")
            .get(pk=importen.kompetanseplan_id)
        )
        if not bruker.has_perm("planer.change_plan", plan):
            raise PermissionDenied

    def skriv(self, importen, plan, *, bruker, framdrift):
        skriv(importen.kompetanseplan, plan)

    def logg(self, importen, handling, *, bruker, **data):
        return tilgang.logg(importen.kompetanseplan, handling, *tilgang.MED_INNSYN_I_SAKER, bruker=bruker, **data)


PLAN = Planinnlesing()
rydd_alle = partial(prosess.rydd_alle, PLAN)
