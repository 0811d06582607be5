"""What the page of a person's plan shows: its goals with what they serve, and where the two stand."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompetanse.felles.formats import dato
from kompetanse.organisasjon.models import Bruker, Person
from planer.models import Kompetanseplan, Maal, Planavtale
from planer.person import avtale
from planer.person.opprettelse import gjeldende

Status = Kompetanseplan.Status
# What the states are called between two people, with tone and icon.
TILSTANDER = {
    Status.UTKAST: (gettext_lazy("Utkast"), "noytral", ""),
    Status.TIL_BEHANDLING: (gettext_lazy("Venter på svar"), "vent", "Hourglass"),
    Status.VEDTATT: (gettext_lazy("Avtalt"), "ok", "Checkmark"),
    Status.AVLOST: (gettext_lazy("Avløst"), "noytral", ""),
}


@dataclass(frozen=True)
class Planbilde:
    """The plan as one of the two sees it."""

    plan: Kompetanseplan
    maal: list[Maal]
    avtaler: list[Planavtale]
    bruker: Bruker

    @property
    def tilstand(self) -> tuple[str, str, str]:
        return TILSTANDER[self.plan.status]

    @property
    def jeg_har_godtatt(self) -> bool:
        return any(ett.person_id == self.bruker.person_id for ett in self.avtaler)

    @property
    def den_andre(self) -> Person | None:
        return self.plan.leder if self.bruker.person_id == self.plan.person_id else self.plan.person

    @property
    def gangen(self) -> list[dict]:
        """Who has said yes and when, as `komponenter/_kjede.html` draws it."""
        ja = {ett.person_id: ett for ett in self.avtaler}
        return [
            _ledd(hvem, ja.get(hvem.pk), bool(self.avtaler)) for hvem in (self.plan.person, self.plan.leder) if hvem
        ]


def _ledd(hvem, ja, begynt):
    if ja:
        return {"tilstand": "gjort", "tittel": _("%s har godtatt") % hvem.fornavn, "naar": dato(ja.godtatt)}
    return {"tilstand": "naa" if begynt else "kommer", "tittel": _("%s godtar") % hvem.fornavn}


def planbilde(plan: Kompetanseplan, bruker: Bruker) -> dict:
    """The context of the page, in the same number of statements however many goals there are."""
    maal = plan.maal.select_related("over__plan__enhet").prefetch_related("koblinger__tiltak__plan")
    bilde = Planbilde(plan, list(maal), list(plan.avtaler.select_related("person")), bruker)
    mulige = avtale.LIVSLOP.mulige(plan, bruker)
    return {
        "plan": plan,
        "bilde": bilde,
        "kan_endre": bruker.has_perm("planer.change_plan", plan),
        "kan_godta": "godta" in mulige and not bilde.jeg_har_godtatt,
        "kan_trekke": "trekk" in mulige,
        "avtrykk": avtale.avtrykk(plan),
    }


def ved_siden(person: Person) -> dict:
    """What stands beside «Min kompetanse»: the goals as they are agreed, or the way to the first plan. Two statements."""
    plan = gjeldende(person)
    return {"plan": plan, "maal": list(plan.maal.all()) if plan else [], "tilstand": plan and TILSTANDER[plan.status]}
