"""The HR import as the shared part wants to know it (`felles.innlesing`)."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kompetanse.felles.formats import dato as vis_dato
from kompetanse.felles.formats import tall as vis_tall
from kompetanse.felles.innlesing import Innlesing, Linjeslag
from kompetanse.organisasjon.endring import laas_kommune, logg
from kompetanse.organisasjon.importering import kolonner as kolonner_
from kompetanse.organisasjon.importering import lagring
from kompetanse.organisasjon.importering.plan import lag_plan
from kompetanse.organisasjon.models import Import, Importlinje, Importoppsett
from kompetanse.organisasjon.roller import synkroniser_lederroller

Slag = Importlinje.Slag


class Ansattimport(Innlesing):
    sti = f"{__name__}.ANSATTE"
    modell = Import
    oppsett = Importoppsett
    linjeslag = (
        Linjeslag(
            Slag.FEIL,
            Slag.FEIL.label,
            gettext_lazy("Rader som ikke blir med. En ansatt med feil på én rad blir stående som før."),
        ),
        Linjeslag(
            Slag.AVSLUTTET,
            Slag.AVSLUTTET.label,
            gettext_lazy("Stillinger som får sluttdato fordi de mangler i filen."),
        ),
        Linjeslag(Slag.NY, Slag.NY.label, gettext_lazy("Rader som gir en ny stilling, for nye ansatte og gamle.")),
        Linjeslag(Slag.ENDRET, Slag.ENDRET.label, gettext_lazy("Rader der noe er annerledes enn det som er lagret.")),
        Linjeslag(Slag.ENHET, Slag.ENHET.label, "", om=gettext_lazy("Enhet")),
        Linjeslag(Slag.UENDRET, Slag.UENDRET.label, gettext_lazy("Rader som sier det samme som det som er lagret.")),
    )

    def lag_plan(self, importen, tabell, framdrift):
        return lag_plan(
            tabell,
            importen.kolonner,
            importen.kommune,
            dato=importen.dato,
            full_fil=importen.full_fil,
            framdrift=framdrift,
        )

    def skriv(self, importen, plan, *, bruker, framdrift):
        lagring.lagre_plan(plan, importen.kommune_id, framdrift)
        synkroniser_lederroller(importen.kommune_id, bruker=bruker)

    def feltene(self, kommune):
        return kolonner_.felter(kommune.nivaanavn)

    def gjenkjenn(self, overskrifter, rader, kommune):
        return kolonner_.gjenkjenn(overskrifter, kommune.nivaanavn, rader)

    def mangler(self, kolonner, kommune):
        return kolonner_.mangler(kolonner)

    def advarsler(self, kolonner, kommune):
        return kolonner_.advarsler(kolonner)

    def laas(self, importen, *, bruker):
        laas_kommune(importen.kommune_id, bruker=bruker, rettighet=self.rettighet)

    def logg(self, importen, handling, *, bruker, **data):
        return logg(importen, handling, bruker=bruker, full_fil=importen.full_fil, **data)

    def overskrift(self, importen):
        hvem = _("Alle ansatte") if importen.full_fil else _("Noen ansatte")
        if kolonner_.er_enhetsfil(importen.kolonner):
            hvem = _("Bare enheter, ingen ansatte,")
        return _("%(hvem)s per %(dato)s. Ingenting er lagret ennå.") % {"hvem": hvem, "dato": vis_dato(importen.dato)}

    def tillegg(self, plan):
        """The number of people, when it is another than that of the rows."""
        nye, slutter = plan["nye_ansatte"], plan["avsluttede_ansatte"]
        svar = {}
        if 0 < nye < plan["ny"]:
            svar["ny"] = ngettext("%s ny ansatt", "%s nye ansatte", nye) % vis_tall(nye)
        if slutter:
            svar["avsluttet"] = ngettext("%s ansatt slutter", "%s ansatte slutter", slutter) % vis_tall(slutter)
        return svar


ANSATTE = Ansattimport()
