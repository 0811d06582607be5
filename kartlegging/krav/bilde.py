"""What the pages of requirements show: what holds in a unit, where it comes from, whom it concerns, what does not fit."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Count, Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kartlegging import labels
from kartlegging.krav.motsigelser import motsigelser
from kartlegging.krav.styring import om_det_samme
from kartlegging.models import Kompetansekrav, Oppgave, Oppgaveutforer
from kartlegging.oppfylling import antall_berort, oppfylling
from kompetanse.felles.formats import dato_kort, tall, tallord
from kompetanse.felles.periode import ikke_slutt
from kompetanse.organisasjon.models import Enhet, Person
from kompetanse.organisasjon.trevisning import NbSort

# More than so many inherited requirements are folded, as those from below are. Of those, no more than so many are shown.
ARV_SOM_VISES, UNDER_SOM_VISES = 15, 300


@dataclass
class Kravlinje:
    """One requirement as a line: the words about it, how many it is for in the unit, and what does not fit."""

    krav: Kompetansekrav
    antall_folk: int
    dag: dt.date
    motsigelser: list[str] = field(default_factory=list)

    @property
    def gjelder(self):
        return labels.gjelder(self.krav)

    @property
    def kravtekst(self):
        return labels.kravtekst(self.krav)

    @property
    def folk(self):
        return folk(self.antall_folk)

    @property
    def tider(self):
        """Deadlines and dates, as short texts."""
        return tider(self.krav, self.dag)


@dataclass
class Kravgruppe:
    """The requirements on the same people, under one heading. `enhet` is where they are set."""

    navn: str
    enhet: Enhet
    linjer: list[Kravlinje]


@dataclass
class Kravbilde:
    """What holds in a unit, and what is to come: set here, inherited, and set below, each in groups."""

    her: list[Kravgruppe]
    arvet: list[Kravgruppe]
    under: list[Kravgruppe]
    antall_under: int
    antall_motsigelser: int
    oppgaver: list[Oppgave]
    uten_virkning: int  # inherited, but nobody here is among those it concerns

    @property
    def under_er_kuttet(self):
        return self.antall_under > UNDER_SOM_VISES

    @property
    def antall_arvet(self):
        return sum(len(gruppe.linjer) for gruppe in self.arvet)

    @property
    def arv_er_kort(self):
        """Short enough to stand open on the page."""
        return self.antall_arvet <= ARV_SOM_VISES


def kravbilde(enhet: Enhet, dag: dt.date | None = None) -> Kravbilde:
    """The requirements of a unit, in a number of statements that does not grow."""
    dag = dag or timezone.localdate()
    linjer = kravlinjer(enhet, list(Kompetansekrav.objects.ikke_avsluttet(dag).i_enheten(enhet).med_alt()), dag)
    her = [linje for linje in linjer if linje.krav.enhet_id == enhet.pk]
    over = [linje for linje in linjer if len(linje.krav.enhet.path) < len(enhet.path)]
    under = [linje for linje in linjer if len(linje.krav.enhet.path) > len(enhet.path)]
    arvet = [linje for linje in over if linje.antall_folk]
    return Kravbilde(
        her=_grupper(her, labels.gjelder),
        arvet=_grupper(arvet, lambda krav: krav.enhet.navn),
        under=_grupper(_de_som_ikke_stemmer_foerst(under)[:UNDER_SOM_VISES], lambda krav: krav.enhet.navn),
        antall_under=len(under),
        antall_motsigelser=sum(bool(linje.motsigelser) for linje in her + under),
        oppgaver=oppgavene(enhet, dag),
        uten_virkning=len(over) - len(arvet),
    )


def kravlinjer(enhet: Enhet, krav: Sequence[Kompetansekrav], dag: dt.date) -> list[Kravlinje]:
    """The requirements with how many each is for in the unit, and what does not fit among them."""
    antall = antall_berort(Person.objects.i_enhet(enhet), krav, dag)
    folk_per_krav = {ett.pk: mange for ett, mange in zip(krav, antall, strict=True)}
    funn = motsigelser(krav, folk_per_krav, _utforere(krav, dag), dag)
    return [Kravlinje(ett, folk_per_krav[ett.pk], dag, funn.get(ett.pk, [])) for ett in krav]


def oppgavene(enhet: Enhet, dag: dt.date) -> list[Oppgave]:
    """The tasks of the unit, each with those who do it on the day as `naa`, and the number of its requirements."""
    paa = Oppgaveutforer.objects.ikke_avsluttet(dag).select_related("person")
    gjelder = ikke_slutt(dag, "krav__")
    return list(
        Oppgave.objects.ikke_avsluttet(dag)
        .filter(enhet=enhet)
        .annotate(antall_krav=Count("krav", filter=gjelder))
        # Counts forget the order of the rows.
        .order_by(NbSort("navn"), "pk")
        .prefetch_related(Prefetch("utforere", paa.order_by("person__etternavn", "person__fornavn"), to_attr="naa"))
    )


def oppgavebilde(oppgave: Oppgave, dag: dt.date | None = None) -> dict:
    """One task: those who do it or are to, those who did, and what it demands."""
    dag = dag or timezone.localdate()
    utforere = list(oppgave.utforere.select_related("person").order_by("fra", "person__etternavn"))
    krav = list(Kompetansekrav.objects.ikke_avsluttet(dag).filter(oppgave=oppgave).med_alt())
    return {
        "naa": [ett for ett in utforere if ett.til is None or ett.til >= dag],
        "tidligere": [ett for ett in utforere if ett.til and ett.til < dag],
        "linjer": kravlinjer(oppgave.enhet, krav, dag),
    }


def er_siste_ord(krav: Kompetansekrav, dag: dt.date) -> bool:
    """It can be changed: it has not ended, and nothing is to replace it."""
    return (krav.til is None or krav.til >= dag) and not hasattr(krav, "erstattet_av")


def historie(krav: Kompetansekrav) -> list[Kompetansekrav]:
    """What the unit has demanded and is to demand of the same people, this one among it: the newest first."""
    samme = Kompetansekrav.objects.filter(om_det_samme(krav), enhet_id=krav.enhet_id)
    return list(samme.med_alt().order_by("-fra", "-pk"))


def tider(krav: Kompetansekrav, dag: dt.date) -> list[str]:
    """When it holds, and how long people have: only what is worth saying."""
    fra, til, overgang = krav.fra, krav.til, krav.overgang_til
    dager = krav.frist_dager
    alle = (
        (fra > dag, _("Gjelder fra %s"), dato_kort(fra)),
        (til is not None, _("Gjelder til %s"), dato_kort(til)),
        (dager is not None, ngettext("Nye har %s dag", "Nye har %s dager", dager or 0), tall(dager or 0)),
        (overgang is not None and overgang >= dag, _("De som er her, har frist til %s"), dato_kort(overgang)),
    )
    return [tekst % verdi for gjelder, tekst, verdi in alle if gjelder]


def folk(antall: int) -> str:
    """«Gjelder 41 medarbeidere i dag»."""
    if not antall:
        return _("Gjelder ingen i dag")
    return ngettext("Gjelder %s medarbeider i dag", "Gjelder %s medarbeidere i dag", antall) % tall(antall)


def konsekvens(krav: Kompetansekrav) -> str:
    """What follows of a stored requirement for the people of its unit, on the day it begins or today."""
    dag = max(krav.fra, timezone.localdate())
    i_enheten = Person.objects.i_enhet(krav.enhet)
    svar = oppfylling(i_enheten, Kompetansekrav.objects.filter(pk=krav.pk), dag)
    moter = sum(ett.moter for ett in svar)
    if krav.antall:
        mangler = max(0, krav.antall - moter)
        deler = [regnestykke(krav), _("%s møter kravet") % _folk(moter)]
        return _setning(*deler, _("det trengs %s til") % tallord(mangler) if mangler else _("det er nok"))
    frist = sum(ett.berort and ett.har_frist(dag) for ett in svar)
    mangler = sum(ett.berort and not ett.moter for ett in svar) - frist
    deler = [folk(antall_berort(i_enheten, [krav])[0]), _("%s møter kravet") % _folk(moter)]
    deler += [_("%s har frist") % _folk(frist)] if frist else []
    return _setning(*deler, _("%s mangler det fra første dag") % _folk(mangler) if mangler else "")


def regnestykke(krav: Kompetansekrav) -> str:
    """The arithmetic behind a number per shift, in words; empty where it is not counted so."""
    if krav.per_vakt is None:
        return ""
    return _("%(per_vakt)s på hver vakt × %(vakter)s vakter som dekkes av ulike folk = %(antall)s må kunne det") % {
        "per_vakt": tallord(krav.per_vakt).capitalize(),
        "vakter": tallord(krav.vakter),
        "antall": tallord(krav.antall),
    }


def _folk(antall):
    if not antall:
        return _("ingen")
    return ngettext("%s medarbeider", "%s medarbeidere", antall) % tallord(antall)


def _setning(*deler):
    return " · ".join(filter(None, deler))


def _grupper(linjer, navn):
    grupper = defaultdict(list)
    for linje in linjer:
        grupper[navn(linje.krav), linje.krav.enhet].append(linje)
    return [Kravgruppe(overskrift, enhet, rader) for (overskrift, enhet), rader in grupper.items()]


def _de_som_ikke_stemmer_foerst(linjer):
    return sorted(linjer, key=lambda linje: not linje.motsigelser)


def _utforere(krav, dag):
    """How many do each task of these requirements on the day, by task."""
    oppgaver = {ett.oppgave_id for ett in krav if ett.oppgave_id}
    paa = Oppgaveutforer.objects.gjeldende(dag).filter(oppgave__in=oppgaver)
    return dict(paa.order_by().values_list("oppgave").annotate(Count("pk")))
