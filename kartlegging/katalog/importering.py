"""The import of a catalogue, as the shared part wants to know it (`felles.innlesing`)."""

from django.utils.translation import gettext as _

from kartlegging.katalog import importplan
from kartlegging.katalog.endring import laas_katalogen, logg
from kartlegging.katalog.kolonner import KOLONNER
from kartlegging.models import Katalogimport, Katalogoppsett
from kompetanse.felles.innlesing import Felt, Innlesing, prosess
from kompetanse.felles.innlesing.felt import normal


def _felt(kolonne):
    return Felt(
        kolonne.kode,
        kolonne.navn,
        (normal(str(kolonne.navn)), kolonne.kode, *kolonne.andre_navn),
        paakrevd=kolonne.kode == "navn",
        les=kolonne.les,
    )


class Kataloginnlesing(Innlesing):
    """One row for each competence. A row is known by its number, else by its name."""

    sti = f"{__name__}.KATALOG"
    modell, oppsett = Katalogimport, Katalogoppsett
    felter = tuple(_felt(kolonne) for kolonne in KOLONNER)

    def lag_plan(self, importen, tabell, framdrift):
        return importplan.lag_plan(self.felter, tabell, importen.kolonner)

    def skriv(self, importen, plan, *, bruker, framdrift):
        plan.skriv()

    def laas(self, importen, *, bruker):
        laas_katalogen(bruker)

    def logg(self, importen, handling, *, bruker, **data):
        return logg(importen, handling, bruker=bruker, **data)

    def overskrift(self, importen):
        return _("Kompetanser som ikke står i filen, blir som de er. Ingenting er lagret ennå.")


KATALOG = Kataloginnlesing()


def rydd_alle() -> int:
    """Each night, for every kommune. Returns how many imports were emptied."""
    return prosess.rydd_alle(KATALOG)
