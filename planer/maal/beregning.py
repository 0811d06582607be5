"""Goals whose figure comes from the registry: measured when they are set, and anew each month."""

import datetime as dt
from collections.abc import Set

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kartlegging import andeler
from kartlegging.models import Dekningstall
from kompetanse.felles.jobber import for_hver_kommune, hver_for_seg
from kompetanse.organisasjon.models import Bruker, Enhet
from planer.maal.maaling import Maalt, registrer
from planer.models import Kompetanseplan, Maal, Maaling, Styringsdokument

DEFINISJONER = {
    Maal.Beregning.NUS: _(
        "De som arbeider i enheten eller under den, og som har minst én utdanning på nivået eller høyere registrert og "
        "gyldig, bekreftet eller ikke."
    ),
    Maal.Beregning.FAGBREV: _(
        "De som arbeider i enheten eller under den, og som har minst én utdanning på NUS-nivå 4 (fagbrev) eller høyere "
        "registrert og gyldig, bekreftet eller ikke."
    ),
    Maal.Beregning.KRAV: _(
        "Skal-kravene som gjelder noen i enheten eller under den ved navn, talt én gang for hver person. De som har frist, "
        "har ikke møtt kravet ennå."
    ),
}
FOR_FAA = _(
    "Tallet kan ikke vises nå. Det gjelder så få, eller har endret seg for så få, at det kunne si noe om den enkelte."
)


def maal_alle() -> int:
    """Each night: measure those that have not been measured this month. Returns how many were."""
    return for_hver_kommune(_maal_kommunen)


def _maal_kommunen(kommune_id: int) -> int:
    dag = timezone.localdate()
    i_maaneden = Maaling.objects.filter(dato__gte=dag.replace(day=1))
    maal = levende(dag).exclude(pk__in=i_maaneden.values("maal")).select_related("plan__enhet", "dokument__enhet")
    if not maal:
        return 0
    vises = enheter_med_aapne_tall()
    return hver_for_seg(_maal_i_sin_tur, maal, dag, vises, hva="måling fra registeret")


def _maal_i_sin_tur(maal, dag, vises):
    return _maal_ett(maal, dag, vises) is not None


def levende(dag: dt.date) -> QuerySet[Maal]:
    """Computed goals of plans that run, and of documents that hold."""
    planer = Kompetanseplan.objects.aapne().filter(til__gte=dag).order_by().values("pk")
    dokumenter = Styringsdokument.objects.gjeldende(dag).order_by().values("pk")
    beregnet = Maal.objects.gjelder().exclude(beregning="")
    return beregnet.filter(Q(plan__in=planer) | Q(dokument__in=dokumenter))


@transaction.atomic
def maal_naa(maal: Maal, *, bruker: Bruker | None) -> Maaling | None:
    """Measure one goal today. None when the figure would say something of single people."""
    dag = timezone.localdate()
    return _maal_ett(maal, dag, enheter_med_aapne_tall(), bruker=bruker)


def _maal_ett(maal: Maal, dag: dt.date, vises: Set[str], bruker: Bruker | None = None) -> Maaling | None:
    enhet = _enhet(maal)
    andel = _andel(maal, enhet, dag) if enhet.path in vises else None
    if not andel or not andel.nevner:
        return None
    return registrer(maal, dag, Maalt.andel(andel.teller, andel.nevner), bruker=bruker)


def _andel(maal, enhet, dag):
    if maal.beregning == Maal.Beregning.KRAV:
        return andeler.skal_krav_moett(enhet, dag)
    nus = andeler.FAGBREV if maal.beregning == Maal.Beregning.FAGBREV else maal.nus
    return andeler.med_utdanning(enhet, nus, dag)


def _enhet(maal) -> Enhet:
    """The plan's or the document's; what is above the kommune is measured for all of it."""
    return (maal.plan or maal.dokument).enhet or Enhet.objects.get(depth=1)


def enheter_med_aapne_tall() -> set[str]:
    """The paths of units whose figures everyone may see today, side by side and after those of other days: adopted plans
    are for all to read. They are those whose figures of the registry were laid open last night."""
    aapnet = Dekningstall.objects.filter(kategori__isnull=True, aapne_talt=F("talt"))
    return set(aapnet.values_list("enhet__path", flat=True))
