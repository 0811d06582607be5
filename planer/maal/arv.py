"""Which goals a plan inherits, and what it has answered to each."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Q, QuerySet

from planer.maal.kjede import Kjede
from planer.maal.trend import verdi_tekst
from planer.models import Kompetanseplan, Maal, Styringsdokument


class Arvet(NamedTuple):
    """A goal from above, and the plan's answer (None: not answered). `tilbys`: it still comes from above."""

    maal: Maal
    svar: Maal | None
    tilbys: bool = True

    @property
    def hvor(self) -> str:
        """«Helse og mestring · 76 % → 85 %»: whose goal it is, and from where to where it is to be taken."""
        fra, til = self.maal.utgangspunkt, self.maal.maaltall
        tall = " → ".join(verdi_tekst(ett, self.maal.maaleenhet) for ett in (fra, til) if ett is not None)
        return " · ".join(filter(None, [self.maal.plan and self.maal.plan.enhet.navn, tall]))

    @property
    def bidrar(self) -> bool:
        return self.svar is not None and self.svar.valg == Maal.Valg.BIDRAR

    @property
    def lagt_til_side(self) -> bool:
        return self.svar is not None and self.svar.valg == Maal.Valg.LAGT_TIL_SIDE


class Arvegruppe(NamedTuple):
    """Inherited goals that hang under the same goal above, or else come from the same document or plan.

    `tjener` is that goal, None when they serve none; `kilde` is where it, or they themselves, were first set.
    """

    tjener: Maal | None
    kilde: Styringsdokument | Kompetanseplan
    arvede: list[Arvet]


def tilbys(plan: Kompetanseplan) -> QuerySet[Maal]:
    """The goals that come to a plan from above: those that the plan it builds on works towards, and those of documents
    of its own unit; where it builds on none, those of documents of the units above too, and of what is above the kommune.

    Documents that run out before the plan begins are left out, and so is what the plan above has answered itself: it
    comes by way of that answer. Whoever sees a plan sees what it inherits, also from a draft.
    """
    dokumenter = Styringsdokument.objects.gjeldende(plan.fra)
    if plan.overordnet_id is None:
        stier = [*plan.enhet.stier_over, plan.enhet.path]
        over = dokumenter.filter(Q(enhet__isnull=True) | Q(enhet__path__in=stier))
        return Maal.objects.filter(dokument__in=over)
    egne = Maal.objects.filter(dokument__in=dokumenter.filter(enhet=plan.enhet_id))
    besvart = Maal.objects.filter(plan=plan.overordnet_id, over__isnull=False).exclude(valg=Maal.Valg.EGET)
    fra_planen = Maal.objects.gjelder().filter(plan=plan.overordnet_id)
    # Each by its index: with «or» the database reads every goal of the kommune.
    tilbudt = egne.exclude(pk__in=besvart.values("over")).order_by().union(fra_planen.order_by())
    return Maal.objects.filter(pk__in=tilbudt.values("pk"))


def kan_besvares(plan: Kompetanseplan) -> QuerySet[Maal]:
    """What the plan inherits, and what it has answered before and no longer comes."""
    svar = plan.maal.exclude(valg=Maal.Valg.EGET)
    return Maal.objects.filter(Q(pk__in=tilbys(plan).order_by().values("pk")) | Q(pk__in=svar.values("over")))


def arvede(plan: Kompetanseplan) -> list[Arvegruppe]:
    """What the plan inherits, in the order of the documents above. An answer stays also when its goal no longer comes."""
    svar = {ett.over_id: ett for ett in plan.maal.exclude(valg=Maal.Valg.EGET)}
    tilbudt = set(tilbys(plan).order_by().values_list("pk", flat=True))
    nokler = tilbudt | set(svar)
    kjede = Kjede(nokler)
    rader = [Arvet(kjede[pk], svar.get(pk), pk in tilbudt) for pk in nokler]
    return _grupper(sorted(rader, key=lambda rad: _plass(rad.maal, kjede)), kjede)


def _grupper(rader: Iterable[Arvet], kjede: Kjede) -> list[Arvegruppe]:
    grupper: dict[tuple, Arvegruppe] = {}
    for rad in rader:
        tjener = kjede.tjener(rad.maal)
        kilde = _kilde(tjener or kjede.opphav(rad.maal))
        nokkel = (tjener and tjener.pk, type(kilde), kilde.pk)
        grupper.setdefault(nokkel, Arvegruppe(tjener, kilde, [])).arvede.append(rad)
    return list(grupper.values())


def _kilde(maal):
    return maal.dokument or maal.plan


def _plass(maal, kjede):
    """By the number of the goal that they serve; those without one by document, and what plans have set themselves last."""
    forst = kjede.tjener(maal) or kjede.opphav(maal)
    nummer = [int(del_) for del_ in forst.nummer.split(".") if del_.isdecimal()]
    kilde = (forst.dokument_id is None, not nummer, nummer, str(_kilde(forst)))
    return *kilde, forst.rekkefolge, forst.pk, maal.rekkefolge, maal.pk
