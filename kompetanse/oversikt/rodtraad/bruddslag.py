"""Every kind of break in the thread: which rows have it, and the one button that mends it.

A break is defined where its rows live (`planer.oversikt.brudd`, `soknader`, the registry); here they are named and
gathered, for the lists of the whole kommune and for the thread of one object alike.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Exists, Model, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluering.bruk.tilstand import ikke_evaluerte, tiltak_i_linjen
from kartlegging.krav.frister import krav_ingen_moter
from kartlegging.models import Kompetansekrav
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker, Enhet
from planer.models import Kompetansebehov, Maal, Tiltak
from planer.oversikt import brudd as plan
from planer.oversikt.tall import enheter_uten_plan
from planer.tiltak.penger import SENTRALT
from soknader.models import Soknad
from soknader.models.soknad import rapport_ventes


class Bot(NamedTuple):
    """The button that mends a break."""

    tekst: str
    url: str


@dataclass(frozen=True)
class Bruddslag:
    """`alle` are the rows that a user answers for, and `velg` leaves those of them that are broken. `sier` is said of one
    of them in its thread, and `hvorfor` of the list. `rett`, `vei` and `kan` are the button: its words, where it leads
    and who has it."""

    kode: str
    navn: Promise
    enheter: Promise
    sier: Promise
    hvorfor: Promise
    modell: type[Model]
    alle: Callable[[Bruker], QuerySet]
    velg: Callable[[QuerySet], QuerySet]
    rett: Promise
    vei: Callable[[Any], str]
    kan: Callable[[Bruker, Any], bool]

    def rader(self, bruker: Bruker) -> QuerySet:
        """The broken rows that the user answers for."""
        return self.velg(self.alle(bruker))

    def bot(self, rad: Any, bruker: Bruker) -> Bot | None:
        """The button for this user. A plan that is adopted is opened first; None for one who does not answer for it."""
        if not _svarer_for(bruker, rad):
            return None
        if self.kan(bruker, rad):
            return Bot(str(self.rett), self.vei(rad))
        return Bot(_("Gå til planen"), rad.plan.get_absolute_url()) if getattr(rad, "plan_id", None) else None


def _svarer_for(bruker, rad):
    """Asked of the roles that the user has, without a statement for each row."""
    enhet = rad if isinstance(rad, Enhet) else _enhet(rad)
    return bruker.pk == getattr(rad, "soker_id", None) or tilgang.rolle_for(bruker, enhet, *tilgang.MED_INNSYN_I_SAKER)


def _enhet(rad):
    return rad.enhet if hasattr(rad, "enhet_id") else rad.plan.enhet


def _har(rett, av=lambda rad: rad):
    return lambda bruker, rad: bruker.has_perm(rett, av(rad))


def _planen(rad):
    return rad.plan


def _i_planene(modell):
    return lambda bruker: plan.i_planene(modell, bruker)


def _side(navn):
    return lambda rad: reverse(navn, args=[rad.pk])


def _nytt_tiltak(felt):
    return lambda rad: f"{reverse('planer:tiltak-create', args=[rad.plan_id])}?{felt}={rad.pk}"


def _soknader(bruker):
    """The applications of the units that the user answers for."""
    return Soknad.objects.visible_to(bruker).filter(tilgang.linjen(bruker)).select_related("enhet")


def _krav(bruker):
    i_linjen = Kompetansekrav.objects.gjeldende().filter(tilgang.linjen(bruker), kommune_id=bruker.kommune_id)
    return i_linjen.select_related("enhet", "kompetanse")


def venter_paa_midler(tiltak: QuerySet[Tiltak]) -> QuerySet[Tiltak]:
    """Open measures that central money is to pay for this year or later, and that no application names."""
    aar, sokt = timezone.localdate().year, Soknad.objects.exclude(status=Soknad.Status.TRUKKET)
    sentralt = tiltak.model.kostnader.rel.related_model.objects.filter(
        tiltak=OuterRef("pk"), kilde__kode=SENTRALT, aar__gte=aar, belop__gt=0
    )
    uten = ~Exists(sokt.filter(tiltak=OuterRef("pk")).order_by())
    return tiltak.aapne().filter(Exists(sentralt.order_by()), uten)


def tilskudd_uten_tiltak(soknader: QuerySet[Soknad]) -> QuerySet[Soknad]:
    return soknader.filter(status__in=Soknad.Status.gitt_penger(), tiltak__isnull=True)


def tilskudd_uten_rapport(soknader: QuerySet[Soknad]) -> QuerySet[Soknad]:
    return soknader.filter(rapport_ventes())


SLAG = (
    Bruddslag(
        "plan",
        gettext_lazy("Enheter uten plan"),
        gettext_lazy("enheter"),
        gettext_lazy("Enheten har ingen plan"),
        gettext_lazy("Enheter som skal ha egen plan, men der ingen vedtatt plan gjelder i dag."),
        Enhet,
        lambda bruker: Enhet.objects.filter(tilgang.linjen(bruker, "path"), kommune_id=bruker.kommune_id),
        enheter_uten_plan,
        gettext_lazy("Lag planen"),
        _side("planer:plan-create"),
        _har("planer.add_plan"),
    ),
    Bruddslag(
        "anker",
        gettext_lazy("Mål uten forankring"),
        gettext_lazy("mål"),
        gettext_lazy("Målet er ikke forankret i noe over"),
        gettext_lazy("Mål i planene som gjelder, som ikke bidrar til noe mål over."),
        Maal,
        _i_planene(Maal),
        plan.maal_uten_anker,
        gettext_lazy("Velg hva målet bidrar til"),
        _side("planer:maal-update"),
        _har("planer.change_maal"),
    ),
    Bruddslag(
        "maal",
        gettext_lazy("Mål uten tiltak"),
        gettext_lazy("mål"),
        gettext_lazy("Målet har ingen tiltak"),
        gettext_lazy("Mål i planene som gjelder, som ingen tiltak tjener, og som ingen plan under har gjort til sitt."),
        Maal,
        _i_planene(Maal),
        plan.maal_uten_tiltak,
        gettext_lazy("Lag et tiltak"),
        _nytt_tiltak("maal"),
        _har("planer.change_tiltak", _planen),
    ),
    Bruddslag(
        "behov-maal",
        gettext_lazy("Behov uten mål"),
        gettext_lazy("behov"),
        gettext_lazy("Behovet er ikke knyttet til et mål"),
        gettext_lazy("Behov i planene som gjelder, som ikke tjener noe mål."),
        Kompetansebehov,
        _i_planene(Kompetansebehov),
        plan.behov_uten_maal,
        gettext_lazy("Velg målet det tjener"),
        _side("planer:kompetansebehov-update"),
        _har("planer.change_plan", _planen),
    ),
    Bruddslag(
        "behov",
        gettext_lazy("Behov uten tiltak"),
        gettext_lazy("behov"),
        gettext_lazy("Ingen tiltak møter behovet"),
        gettext_lazy("Behov i planene som gjelder, som ingen tiltak møter."),
        Kompetansebehov,
        _i_planene(Kompetansebehov),
        plan.behov_uten_tiltak,
        gettext_lazy("Lag et tiltak"),
        _nytt_tiltak("behov"),
        _har("planer.change_tiltak", _planen),
    ),
    Bruddslag(
        "krav",
        gettext_lazy("Krav ingen møter"),
        gettext_lazy("krav"),
        gettext_lazy("Ingen møter kravet"),
        gettext_lazy("Skal-krav som gjelder noen i dag, men som ingen av dem møter."),
        Kompetansekrav,
        _krav,
        krav_ingen_moter,
        gettext_lazy("Åpne kartleggingstabellen"),
        lambda rad: reverse("kartlegging:enhet-tabell", args=[rad.enhet_id]),
        _har("kartlegging.view_enhet", lambda rad: rad.enhet),
    ),
    Bruddslag(
        "tiltak",
        gettext_lazy("Tiltak uten mål eller behov"),
        gettext_lazy("tiltak"),
        gettext_lazy("Tiltaket møter ikke noe behov eller mål"),
        gettext_lazy("Åpne tiltak i planene som gjelder, som verken tjener et mål eller et behov."),
        Tiltak,
        _i_planene(Tiltak),
        plan.tiltak_uten_anker,
        gettext_lazy("Velg hva tiltaket møter"),
        _side("planer:tiltak-update"),
        _har("planer.change_tiltak", _planen),
    ),
    Bruddslag(
        "frist",
        gettext_lazy("Over fristen uten kommentar"),
        gettext_lazy("tiltak"),
        gettext_lazy("Fristen er passert, og ingen har skrevet hvorfor"),
        gettext_lazy("Tiltak der siste dag er passert, uten at noen har skrevet et ord siden."),
        Tiltak,
        _i_planene(Tiltak),
        plan.over_fristen_uten_ord,
        gettext_lazy("Skriv hvordan det går"),
        lambda rad: reverse("planer:plan-underveis", args=[rad.plan_id]),
        _har("planer.follow_plan", _planen),
    ),
    Bruddslag(
        "midler",
        gettext_lazy("Venter på sentrale midler, ikke søkt"),
        gettext_lazy("tiltak"),
        gettext_lazy("Sentrale midler skal betale, men ingen har søkt"),
        gettext_lazy("Åpne tiltak som sentrale midler skal betale for i år eller senere, uten at det er søkt om dem."),
        Tiltak,
        _i_planene(Tiltak),
        venter_paa_midler,
        gettext_lazy("Søk om midlene"),
        _side("soknader:soknad-fra-tiltak"),
        _har("planer.change_tiltak", _planen),
    ),
    Bruddslag(
        "tilskudd",
        gettext_lazy("Innvilget uten tiltak"),
        gettext_lazy("søknader"),
        gettext_lazy("Pengene er ikke knyttet til et tiltak"),
        gettext_lazy("Søknader som er innvilget, uten at noe tiltak i en plan får pengene."),
        Soknad,
        _soknader,
        tilskudd_uten_tiltak,
        gettext_lazy("Knytt søknaden til et tiltak"),
        _side("soknader:soknad-tiltak"),
        _har("soknader.attach_tiltak"),
    ),
    Bruddslag(
        "rapport",
        gettext_lazy("Innvilget uten rapport"),
        gettext_lazy("søknader"),
        gettext_lazy("Rapporten er ikke levert"),
        gettext_lazy("Søknader som er innvilget, der tiltaket er over og ingen har fortalt hva det ga."),
        Soknad,
        _soknader,
        tilskudd_uten_rapport,
        gettext_lazy("Skriv rapporten"),
        _side("soknader:soknad-rapport"),
        _har("soknader.report_soknad"),
    ),
    Bruddslag(
        "evaluering",
        gettext_lazy("Tiltak uten evaluering"),
        gettext_lazy("tiltak"),
        gettext_lazy("Tiltaket sier ikke hvordan dere ser om det virket"),
        gettext_lazy("Tiltak i planene som gjelder, som ikke sier hvordan dere ser om de virket."),
        Tiltak,
        _i_planene(Tiltak),
        plan.tiltak_uten_evaluering,
        gettext_lazy("Velg hvordan det evalueres"),
        _side("planer:tiltak-update"),
        _har("planer.change_tiltak", _planen),
    ),
    Bruddslag(
        "ikke-evaluert",
        gettext_lazy("Tiltak som ikke er evaluert"),
        gettext_lazy("tiltak"),
        gettext_lazy("Tiltaket skulle vært evaluert"),
        gettext_lazy("Tiltak de siste tre årene som skulle vært evaluert nå, uten at noen har skrevet hva dere lærte."),
        Tiltak,
        tiltak_i_linjen,
        ikke_evaluerte,
        gettext_lazy("Evaluer tiltaket"),
        _side("planer:tiltak-detail"),
        lambda bruker, tiltak: True,
    ),
)
FRA_KODE = {slag.kode: slag for slag in SLAG}
