"""What the registry has found that a plan is to answer. The registry's own pages decide; here their answers are gathered.

A plan of a unit gets one finding for each row of the mapping table that is thin: a need that has been reported, one who
is alone, or a gap; and one for what runs out. The plan of a kommune or a sector gets one for each competence that the
plans below need more of. No finding names anyone.
"""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kartlegging.kravtelling import er_stor
from kartlegging.models import Kompetanse
from kartlegging.oppfylling import besittelse
from kartlegging.tabell.bilde import Kartlegging, Kravrad, kartlegging
from kartlegging.tabell.naermest import Slag as Naerhet
from kompetanse.felles.formats import dato_kort, i_setning, tall, tallord
from kompetanse.organisasjon.models import Person
from planer.behov.samlet import Samlebehov, samlede_behov
from planer.models import Kompetansebehov, Kompetanseplan, Plannivaa

Opphav = Kompetansebehov.Opphav


class Slag(models.TextChoices):
    """Kinds of findings."""

    MELDT = "meldt", gettext_lazy("Meldt")
    ALENE = "alene", gettext_lazy("Bare én kan det")
    GAP = "gap", gettext_lazy("Gap")
    UTLOP = "utlop", gettext_lazy("Går ut")
    SAMLET = "samlet", gettext_lazy("Fra planene under")


IKONER = {
    Slag.MELDT: "Chat",
    Slag.ALENE: "Person",
    Slag.GAP: "PersonPlus",
    Slag.UTLOP: "Seal",
    Slag.SAMLET: "Branching",
}


@dataclass(frozen=True)
class Funn:
    """One finding. `nokkel` is the same as long as it is the same finding; `behov` are the fields of the need it becomes."""

    slag: Slag
    nokkel: str
    hva: str
    hvorfor: str
    behov: dict

    @property
    def ikon(self) -> str:
        return IKONER[self.slag]


def finn(plan: Kompetanseplan) -> list[Funn]:
    """All findings for a plan, the thinnest first, answered or not."""
    if plan.nivaa in (Plannivaa.KOMMUNE, Plannivaa.SEKTOR) or er_stor(plan.enhet):
        return [_samlet(ett) for ett in samlede_behov(plan)]
    tabell = kartlegging(plan.enhet)
    av_rader = [funn for rad in tabell.rader for funn in (_mangel(rad), _utlop(rad)) if funn]
    return [*_uten_krav(tabell), *av_rader]


def _uten_krav(tabell: Kartlegging) -> list[Funn]:
    """What has been reported that no requirement asks for."""
    hva = Kompetanse.objects.filter(pk__in=[melding.kompetanse_id for melding in tabell.behov])
    har = besittelse(Person.objects.i_enhet(tabell.enhet), hva, tabell.dag) if tabell.behov else []
    svar = []
    for melding in tabell.behov:
        holdere = [en for en in har if en.kompetanse_id == melding.kompetanse_id and en.gyldig]
        antall = sum((en.nivaa or 0) >= (melding.nivaa or 0) for en in holdere)
        svar.append(_meldt(melding, antall, _("%s i dag") % tall(antall)))
    return svar


def _mangel(rad: Kravrad) -> Funn | None:
    krav, navn = rad.krav, rad.krav.kompetanse
    if rad.behov:
        return _meldt(rad.behov, rad.antall_dekket, rad.gjelder, _av(rad), krav=krav, kategori=krav.kategori)
    if rad.alene:
        hva = _("%(kompetanse)s: bare én kan det") % {"kompetanse": navn}
        return _funn(rad, Slag.ALENE, hva, _av(rad), har=1, trenger=max(rad.trengs, 2))
    if rad.mangler:
        hva = _("%(kompetanse)s: mangler %(antall)s") % {"kompetanse": navn, "antall": tallord(rad.mangler)}
        return _funn(rad, Slag.GAP, hva, _av(rad), har=rad.antall_dekket, trenger=rad.trengs)
    return None


def _meldt(melding, har, *hvorfor, **felter):
    ord = {"kompetanse": melding.det_som_trengs, "antall": tallord(melding.antall)}
    behov = {
        "navn": str(melding.det_som_trengs),
        "kompetanse": melding.det_som_trengs,
        "har": har,
        "trenger": har + melding.antall,
        "frist": melding.innen,
        "beskrivelse": melding.begrunnelse,
        "melding": melding,
        "opphav": Opphav.MELDT,
    }
    hvorfor = " · ".join([str(Slag.MELDT.label), *hvorfor])
    hva = _("%(kompetanse)s: %(antall)s til er meldt") % ord
    return Funn(Slag.MELDT, f"{Slag.MELDT}-{melding.pk}", hva, hvorfor, behov | felter)


def _utlop(rad: Kravrad) -> Funn | None:
    if not rad.gaar_ut:
        return None
    antall, navn = len(rad.gaar_ut), rad.krav.kompetanse
    forste = min(svar.holder_til for _person, svar in rad.gaar_ut)
    hva = _("%(kompetanse)s går ut for %(antall)s") % {"kompetanse": navn, "antall": tallord(antall)}
    hvorfor = _("siste dato %s") if antall == 1 else _("den første %s")
    tall_etter = {"har": len(rad.moter) - antall, "trenger": len(rad.moter)}
    fornye = _("Fornye %(kompetanse)s") % {"kompetanse": i_setning(navn)}
    return _funn(rad, Slag.UTLOP, hva, hvorfor % dato_kort(forste), navn=fornye, frist=forste, **tall_etter)


def _funn(rad, slag, hva, hvorfor, **felter):
    krav = rad.krav
    faste = {"navn": str(krav.kompetanse), "kompetanse": krav.kompetanse, "kategori": krav.kategori, "krav": krav}
    hvorfor = " · ".join(dict.fromkeys([str(slag.label), rad.gjelder, hvorfor]))
    return Funn(slag, f"{slag}-{krav.pk}", hva, hvorfor, {**faste, "opphav": Opphav.FUNN, **felter})


def _av(rad):
    """«21 av 26 · to er på vei»."""
    dekket = _("%(har)s av %(trengs)s") % {"har": tall(rad.antall_dekket), "trengs": tall(rad.trengs)}
    paa_vei = sum(naer.slag == Naerhet.PAA_VEI for naer in rad.naermest)
    return f"{dekket} · " + (_("%s på vei") % tallord(paa_vei) if paa_vei else _("ingen på vei"))


def _samlet(ett: Samlebehov) -> Funn:
    ord = {"kompetanse": ett.kompetanse, "antall": tallord(ett.mangler)}
    hva = _("%(kompetanse)s: mangler %(antall)s") % ord if ett.mangler else str(ett.kompetanse)
    behov = {
        "navn": str(ett.kompetanse),
        "kompetanse": ett.kompetanse,
        "har": ett.har,
        "trenger": ett.trenger,
        "opphav": Opphav.SAMLET,
    }
    return Funn(Slag.SAMLET, f"{Slag.SAMLET}-{ett.kompetanse.pk}", hva, ett.hvorfor, behov)
