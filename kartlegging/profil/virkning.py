"""What a confirmation changes in the mapping table of a unit, told before it is given."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from kartlegging.katalog.inkludering import dekker
from kartlegging.kravtelling import Kravtelling, er_stor
from kartlegging.models import Kompetansekrav, Personkompetanse
from kartlegging.oppfylling import oppfylling
from kompetanse.felles.formats import tall
from kompetanse.organisasjon.models import Enhet, Person


@dataclass(frozen=True)
class Virkning:
    """One requirement, as it stands and as it would stand."""

    foer: Kravtelling
    etter: Kravtelling

    @property
    def blir_dekket(self) -> bool:
        return bool(self.foer.mangler) and not self.etter.mangler

    @property
    def setning(self) -> str:
        """«Kravet til Demens (Alle i 2. etasje) går fra mangler 1 til dekket.»"""
        hva = {"kompetanse": self.foer.krav.kompetanse, "gjelder": self.foer.gjelder}
        foer, etter = (_liten(telling.svaret) for telling in (self.foer, self.etter))
        if foer != etter:
            return _("Kravet til %(kompetanse)s (%(gjelder)s) går fra %(foer)s til %(etter)s.") % {
                **hva,
                "foer": foer,
                "etter": etter,
            }
        antall = {"foer": tall(len(self.foer.moter)), "etter": tall(len(self.etter.moter))}
        return _("Kravet til %(kompetanse)s (%(gjelder)s) møtes av %(etter)s i stedet for %(foer)s.") % {
            **hva,
            **antall,
        }


def _liten(tekst):
    return tekst[:1].lower() + tekst[1:]


def virkning(enhet: Enhet, rader: Sequence[Personkompetanse]) -> list[Virkning]:
    """The requirements of the unit that more would meet if these items were confirmed, those that become covered first.

    In the same number of statements however many items there are. Nothing of a unit too large to name each one in.
    """
    if er_stor(enhet):
        return []
    dag = timezone.localdate()
    beroert = set().union(*dekker({rad.kompetanse_id for rad in rader}).values())
    alle_krav = Kompetansekrav.objects.gjeldende(dag).i_enheten(enhet).filter(kompetanse__in=beroert)
    foer = _svar(enhet, alle_krav, dag)
    etter = _svar(enhet, alle_krav, dag, Personkompetanse.objects.filter(pk__in=[rad.pk for rad in rader]))
    alle = [
        Virkning(Kravtelling(krav, dag, foer[krav.pk]), Kravtelling(krav, dag, etter[krav.pk]))
        for krav in alle_krav.med_alt()
    ]
    endret = [en for en in alle if len(en.foer.moter) != len(en.etter.moter)]
    return sorted(endret, key=lambda en: (not en.blir_dekket, str(en.foer.krav.kompetanse), en.foer.gjelder))


def _svar(enhet, krav, dag, som_bekreftet=None):
    per_krav = defaultdict(list)
    for svar in oppfylling(Person.objects.i_enhet(enhet), krav, dag, som_bekreftet=som_bekreftet):
        per_krav[svar.krav_id].append((svar.person_id, svar))
    return per_krav
