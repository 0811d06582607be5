"""What the pages show of needs: the findings and their answers, and the needs by category of positions."""

from collections import defaultdict
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kartlegging.models import Stillingskategori
from kompetanse.felles.formats import tallord
from kompetanse.organisasjon.models import Bruker, Person, Stilling
from kompetanse.organisasjon.models.enhet import sti_innenfor
from planer.behov.funn import Funn, Slag, finn
from planer.models import Funnsvar, Kompetansebehov, Kompetanseplan

# So many findings that wait are shown; the rest are a click away.
VISES = 8


@dataclass
class Funnbilde:
    """The findings for a plan: those that wait for an answer, those taken in, and those left for now."""

    venter: list[Funn]
    tatt: list[Funnsvar]
    utsatt: list[Funn]

    @property
    def forst(self) -> list[Funn]:
        return self.venter[:VISES]

    @property
    def resten(self) -> list[Funn]:
        return self.venter[VISES:]

    @property
    def overskrift(self) -> str:
        """«Fire funn venter på svar»."""
        antall = len(self.venter)
        if not antall:
            return _("Alle funn har fått svar") if self.tatt or self.utsatt else _("Ingen funn i kartleggingen")
        return ngettext("%s funn venter på svar", "%s funn venter på svar", antall) % tallord(antall, "n").capitalize()

    @property
    def summering(self) -> list[tuple[int, str]]:
        """How many wait of each kind."""
        per = [(slag, sum(funn.slag == slag for funn in self.venter)) for slag in Slag]
        return [(antall, slag.label.lower()) for slag, antall in per if antall]


def funnbilde(plan: Kompetanseplan, bruker: Bruker) -> Funnbilde | None:
    """None for one who may not see the figures of the registry for the unit."""
    if not bruker.has_perm("kartlegging.view_enhet", plan.enhet):
        return None
    svar = {ett.nokkel: ett for ett in plan.funnsvar.select_related("behov")}
    tatt = [ett for ett in svar.values() if ett.svar == Funnsvar.Svar.TATT_INN]
    # One that is alone may become a gap: what has become a need of the plan is not asked of again.
    dekket = {ett.behov.krav_id for ett in tatt if not ett.nokkel.startswith(Slag.UTLOP)}
    ubesvart, utsatt = [], []
    for funn in finn(plan):
        if funn.nokkel in svar:
            utsatt += [funn] if svar[funn.nokkel].svar == Funnsvar.Svar.IKKE_NAA else []
        elif funn.slag == Slag.UTLOP or funn.behov.get("krav") is None or funn.behov["krav"].pk not in dekket:
            ubesvart.append(funn)
    return Funnbilde(ubesvart, tatt, utsatt)


class Behovsgruppe(NamedTuple):
    """The needs for one category of positions (None: for all), and how many work there in it today."""

    kategori: Stillingskategori | None
    antall: int
    behov: list[Kompetansebehov]


def behovsgrupper(plan: Kompetanseplan) -> list[Behovsgruppe]:
    """The plan's needs by category in the order they first come, those for all last. Five statements at most."""
    grupper = defaultdict(list)
    for behov in plan.behov.select_related("kategori", "driver").prefetch_related("maal"):
        grupper[behov.kategori].append(behov)
    uten = grupper.pop(None, None)
    antall = _antall_i(plan) if grupper else {}
    svar = [Behovsgruppe(kategori, antall.get(kategori.pk, 0), behov) for kategori, behov in grupper.items()]
    if uten:
        svar.append(Behovsgruppe(None, Person.objects.i_enhet(plan.enhet).count(), uten))
    return svar


def _antall_i(plan):
    """Category → how many people hold such a position today."""
    stillinger = Stilling.objects.gjeldende().filter(sti_innenfor(plan.enhet.path, "enhet__path")).order_by()
    per = stillinger.values("kategorien__kategori").annotate(antall=Count("person", distinct=True))
    return dict(per.values_list("kategorien__kategori", "antall"))
