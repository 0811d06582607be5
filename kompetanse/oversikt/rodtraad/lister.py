"""The breaks in the thread as lists, one for each kind: of the units that the reader answers for, HR of them all."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from kartlegging.models import Kompetansekrav
from kompetanse.felles.formats import dato_kort, kr
from kompetanse.felles.liste import Celle, Kolonne, Liste, Tom, Vis
from kompetanse.organisasjon.models import Bruker, Enhet
from kompetanse.organisasjon.trevisning import NbSort
from kompetanse.oversikt.rodtraad.bruddslag import SLAG, Bruddslag
from kompetanse.oversikt.rodtraad.forms import Bruddfilter
from planer.models import Tiltak
from soknader.models import Soknad

RETT = "planer.view_oversikt"
PLAN = Kolonne(_("Plan"), "plan.tittel", celle=lambda rad: Celle(rad.plan.tittel, lenke=rad.plan.get_absolute_url()))
ANSVARLIG = Kolonne(_("Ansvarlig"), lambda rad: str(rad.ansvarlig or rad.ansvarlig_tekst))
FRIST = Kolonne(_("Frist"), "frist", "frist", sorter=["frist", "pk"], form=dato_kort)
BELOP = Kolonne(_("Søkt om"), "soknadsbelop", "belop", sorter=["soknadsbelop", "pk"], form=kr)
# What a row is called, where its unit stands, and what its list has besides.
NAVN = {Enhet: "navn", Soknad: "tittel", Kompetansekrav: "kompetanse__navn"}
ENHET = {Enhet: "", Soknad: "enhet__", Kompetansekrav: "enhet__"}
ELLERS = {Enhet: (), Soknad: (BELOP,), Kompetansekrav: (), Tiltak: (PLAN, ANSVARLIG, FRIST)}


@dataclass(frozen=True)
class Bruddrader:
    """What the list of one kind reads; each row with the button of the one who reads."""

    slag: Bruddslag

    def __call__(self, bruker: Bruker, form: Bruddfilter):
        rader = self.slag.rader(bruker)
        rader = rader.select_related("ansvarlig") if self.slag.modell is Tiltak else rader
        return form.avgrens(rader, _navn(self.slag), f"{_enhet(self.slag)}navn")

    def paa_siden(self, rader, bruker: Bruker) -> list:
        rader = list(rader)
        for rad in rader:
            rad.bot = self.slag.bot(rad, bruker)
        return rader


def _navn(slag):
    return NAVN.get(slag.modell, "navn")


def _enhet(slag):
    return ENHET.get(slag.modell, "plan__enhet__")


def _bot(rad):
    return Celle(rad.bot.tekst, lenke=rad.bot.url, skjult=f": {rad}") if rad.bot else ""


def _liste(slag: Bruddslag) -> Liste:
    navn, enhet = _navn(slag), _enhet(slag)
    hva = Kolonne(
        _("Hva"),
        navn.replace("__", "."),
        "navn",
        sorter=[NbSort(navn), "pk"],
        celle=lambda rad: Celle(str(rad), lenke=rad.get_absolute_url()),
    )
    hvor = Kolonne(_("Enhet"), f"{enhet}navn".replace("__", "."), "enhet", sorter=[f"{enhet}path", "pk"])
    bare_navn = Kolonne(hva.navn, hva.hent, "enhet", sorter=["path", "pk"], celle=hva.celle)
    forst = (bare_navn,) if slag.modell is Enhet else (hva, hvor)
    rader = Bruddrader(slag)
    return Liste(
        sti=f"{__name__}.{slag.kode.upper().replace('-', '_')}",
        navn=slag.navn,
        enheter=slag.enheter,
        rett=RETT,
        form=Bruddfilter,
        rader=rader,
        paa_siden=rader.paa_siden,
        standard="enhet",
        kolonner=(
            *forst,
            *ELLERS.get(slag.modell, (PLAN,)),
            Kolonne(_("Knytt tråden igjen"), vis=Vis.SIDE, celle=_bot),
        ),
        tom=Tom("CheckmarkCircle", _("Tråden holder"), _("Ingen brudd av dette slaget.")),
        uten_treff=Tom("Funnel", _("Ingen treff"), _("Ta bort filteret for å se alle.")),
    )


LISTER = {slag.kode: _liste(slag) for slag in SLAG}
# Each by its own name, where the job that makes a large file finds it.
globals().update({liste.sti.rpartition(".")[2]: liste for liste in LISTER.values()})
