"""What the page of a person's plan shows: its goals with what they serve, and where the two stand."""

from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kartlegging.models import Kompetansekrav
from kompetanse.felles.formats import dato, tall
from kompetanse.organisasjon.models import Bruker, Person
from planer.models import Kompetanseplan, Maal, Maalkobling, Planavtale, Tiltak
from planer.person import avtale
from planer.person.linjen import krav_som_mangler
from planer.person.opprettelse import gjeldende

Status = Kompetanseplan.Status
# What the states are called between two people, with tone and icon.
TILSTANDER = {
    Status.UTKAST: (gettext_lazy("Utkast"), "noytral", ""),
    Status.TIL_BEHANDLING: (gettext_lazy("Venter på svar"), "vent", "Hourglass"),
    Status.VEDTATT: (gettext_lazy("Avtalt"), "ok", "Checkmark"),
    Status.AVLOST: (gettext_lazy("Avløst"), "noytral", ""),
}


class Egettiltak(NamedTuple):
    """A measure of the person's own, and how, for how long and when in a few words."""

    tiltak: Tiltak
    tekst: str


class Maalbilde(NamedTuple):
    """A goal, what it serves, and what is done to reach it."""

    maal: Maal
    egne: list[Egettiltak]

    @property
    def koblinger(self) -> list[Maalkobling]:
        return list(self.maal.koblinger.all())

    @property
    def krav(self) -> list[Maalkobling]:
        """The requirements that it is to meet."""
        return [en for en in self.koblinger if en.krav_id]

    @property
    def fra_enheten(self) -> list[Maalkobling]:
        """The measures of units that it is tied to; and what is gone, by the words it was called."""
        return [en for en in self.koblinger if not en.krav_id]


@dataclass(frozen=True)
class Planbilde:
    """The plan as one of the two sees it."""

    plan: Kompetanseplan
    maal: list[Maalbilde]
    avtaler: list[Planavtale]
    bruker: Bruker

    @property
    def tilstand(self) -> tuple[str, str, str]:
        return TILSTANDER[self.plan.status]

    @property
    def jeg_har_godtatt(self) -> bool:
        return any(ett.person_id == self.bruker.person_id for ett in self.avtaler)

    @property
    def egen(self) -> bool:
        """The reader is the one whose plan it is."""
        return self.bruker.person_id == self.plan.person_id

    @property
    def den_andre(self) -> Person | None:
        return self.plan.leder if self.egen else self.plan.person

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
    maal = maalbilder(plan.maal.all())
    kan_endre = bruker.has_perm("planer.change_plan", plan)
    bilde = Planbilde(plan, maal, list(plan.avtaler.select_related("person")), bruker)
    mulige = avtale.LIVSLOP.mulige(plan, bruker)
    return {
        "plan": plan,
        "bilde": bilde,
        "kan_endre": kan_endre,
        "mangler": _uten_maal(plan, maal) if kan_endre else [],
        "kan_godta": "godta" in mulige and bool(maal) and not bilde.jeg_har_godtatt,
        "kan_trekke": "trekk" in mulige,
        "avtrykk": avtale.avtrykk(plan),
    }


def _uten_maal(plan: Kompetanseplan, maal: list[Maalbilde]) -> list[Kompetansekrav]:
    """What the person lacks for the work, and has no goal for yet."""
    har_maal = {krav.krav_id for ett in maal for krav in ett.krav}
    return [krav for krav in krav_som_mangler(plan) if krav.pk not in har_maal]


def maalbilder(maal: QuerySet[Maal]) -> list[Maalbilde]:
    """Goals with all that is shown of each; two statements more than the goals themselves."""
    egne = Prefetch("tiltak", Tiltak.objects.select_related("laeringsform"))
    alle = maal.prefetch_related("koblinger", egne)
    return [Maalbilde(ett, [Egettiltak(tiltak, _i_faa_ord(tiltak)) for tiltak in ett.tiltak.all()]) for ett in alle]


def _i_faa_ord(tiltak: Tiltak) -> str:
    """«Kurs · 12 timer · fra 1.2.2027 · ferdig 1.6.2027»."""
    omfang = tiltak.omfang and f"{tall(tiltak.omfang, tiltak.omfang % 1 != 0)} {tiltak.get_omfang_i_display()}"
    fra = tiltak.fra and _("fra %s") % dato(tiltak.fra)
    ferdig = tiltak.frist and _("ferdig %s") % dato(tiltak.frist)
    return " · ".join(str(ett) for ett in (tiltak.laeringsform, omfang, fra, ferdig) if ett)


def ved_siden(person: Person) -> dict:
    """What stands beside «Min kompetanse»: the goals as they are agreed with what is done to reach them, or the way to the
    first plan. Four statements."""
    plan = gjeldende(person)
    maal = maalbilder(plan.maal.all()) if plan else []
    return {"plan": plan, "maal": maal, "tilstand": plan and TILSTANDER[plan.status]}
