"""What the plans below a plan need, added up for each competence; and what has been reported and is in no plan yet."""

from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce, Greatest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kartlegging.models import Behovsmelding, Kompetanse
from kompetanse.felles.formats import tall, tallord
from kompetanse.organisasjon.models.enhet import sti_innenfor
from planer.models import Kompetansebehov, Kompetanseplan

# Only needs whose two figures are known can be added up.
KJENT = Q(har__isnull=False, trenger__isnull=False)


@dataclass
class Samlebehov:
    """One competence: in how many plans it is needed, the sums of those that give figures, and what is reported besides."""

    kompetanse: Kompetanse
    planer: int = 0
    kritiske: int = 0
    har_sum: int = 0
    mangler_sum: int = 0
    meldt: int = 0

    @property
    def mangler(self) -> int:
        return self.mangler_sum + self.meldt

    @property
    def har(self) -> int | None:
        """None when nothing is known of how many are needed, as `trenger`."""
        return self.har_sum if self.mangler else None

    @property
    def trenger(self) -> int | None:
        return self.har_sum + self.mangler if self.mangler else None

    @property
    def hvorfor(self) -> str:
        deler = []
        if self.planer:
            deler.append(ngettext("I %s plan under", "I %s planer under", self.planer) % tallord(self.planer))
        if self.kritiske:
            deler.append(ngettext("kritisk i %s", "kritisk i %s", self.kritiske) % tallord(self.kritiske))
        if self.meldt:
            deler.append(_("%s til er meldt utenfor planene") % tall(self.meldt))
        return " · ".join(deler)


def planer_under(plan: Kompetanseplan) -> QuerySet[Kompetanseplan]:
    """One plan for each unit below: the newest action plan that shares days with this plan, or else the newest strategy."""
    samtidige = Kompetanseplan.objects.for_enheter().aapne().filter(fra__lte=plan.til, til__gte=plan.fra)
    under = samtidige.filter(sti_innenfor(plan.enhet.path, "enhet__path")).exclude(enhet=plan.enhet_id)
    return under.order_by("enhet", "slag", "-fra").distinct("enhet")


def samlede_behov(plan: Kompetanseplan) -> list[Samlebehov]:
    """What is needed below, the most first. Three statements, whatever the number of plans. What a plan has itself
    added up from below is left out, so that nothing counts twice."""
    under = Kompetansebehov.objects.filter(plan__in=planer_under(plan).values("pk"), kompetanse__isnull=False)
    under = under.exclude(opphav=Kompetansebehov.Opphav.SAMLET)
    per = {rad["kompetanse"]: rad for rad in _summer(under)}
    meldt = dict(_meldinger(plan, under))
    svar = []
    for kompetanse in Kompetanse.objects.filter(pk__in={*per, *meldt}):
        tall_ = per.get(kompetanse.pk, {"kompetanse": None})
        del tall_["kompetanse"]
        svar.append(Samlebehov(kompetanse, **tall_, meldt=meldt.get(kompetanse.pk, 0)))
    return sorted(svar, key=lambda ett: (-ett.kritiske, -ett.mangler, -ett.planer, str(ett.kompetanse)))


def _summer(behov):
    mangler = Greatest(F("trenger") - F("har"), 0)
    return (
        behov.order_by()
        .values("kompetanse")
        .annotate(
            planer=Count("plan", distinct=True),
            kritiske=Count("plan", distinct=True, filter=Q(kritisk=True)),
            har_sum=Coalesce(Sum("har", filter=KJENT), 0),
            mangler_sum=Coalesce(Sum(mangler, filter=KJENT), 0),
        )
    )


def _meldinger(plan, behov):
    """(competence, how many more) of what is reported below and stands in none of those needs."""
    aapne = Behovsmelding.objects.filter(sti_innenfor(plan.enhet.path, "enhet__path"), trukket__isnull=True)
    i_plan = behov.filter(melding__isnull=False).order_by().values("melding")
    utenfor = aapne.exclude(pk__in=i_plan).order_by().values(hva=Coalesce("krav__kompetanse", "kompetanse"))
    return utenfor.annotate(sum=Sum("antall")).values_list("hva", "sum")
