"""What the page of a talk shows to each of the two."""

from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kompetanse.felles.formats import dato, dato_kort, dato_tid, tallord
from kompetanse.organisasjon.models import Bruker, Person
from planer.models import Kompetansebehov, Kompetanseplan, Maal, Samtale, Samtalebidrag, Tiltak
from planer.models.plan import mellom_de_to
from planer.person.bilde import planbilde
from planer.person.linjen import planer_over, tiltak_for
from planer.person.opprettelse import ledere, periode
from planer.samtale.deler import svart
from planer.samtale.forms import SvarForm, TaOppForm
from planer.samtale.livslop import LIVSLOP

# So many of the unit's measures and needs stand on the page; the rest is in the plan.
MEST = 8


class Sporsmaal(NamedTuple):
    """A question with what each has answered, as name and text of each part (the other's empty until shared), what stands
    beside it, and the form when it is the one being written."""

    nokkel: str
    tekst: str
    hjelp: str
    vis: str
    mitt: list[tuple[str, str]]
    deres: list[tuple[str, str]]
    form: SvarForm | None


class Forslag(NamedTuple):
    """A measure that can be brought up or taken along, with who wants to, and whether it is a next step already."""

    tiltak: Tiltak
    mitt: bool
    deres: bool
    tatt_med: bool

    @property
    def tjener(self) -> list[str]:
        return [*(ett.navn for ett in self.tiltak.behov.all()), *(ett.navn for ett in self.tiltak.maal.all())]

    @property
    def er_kritisk(self) -> bool:
        return any(ett.kritisk for ett in self.tiltak.behov.all())


@dataclass(frozen=True)
class Samtalebilde:
    """The talk as one of the two sees it: `mitt` is what the reader has prepared, `deres` what the other has shared."""

    samtale: Samtale
    bruker: Bruker
    mitt: Samtalebidrag
    deres: Samtalebidrag | None

    @property
    def egen(self) -> bool:
        return self.bruker.person_id == self.samtale.person_id

    @property
    def den_andre(self) -> Person | None:
        return self.samtale.leder if self.egen else self.samtale.person

    @property
    def besvart(self) -> int:
        return sum(bool(svart(ett, self.mitt.svar)) for ett in self.samtale.skjema)

    @property
    def oppfordring(self) -> str:
        """The heading of what is asked of the reader now."""
        igjen = len(self.samtale.skjema) - self.besvart
        if self.mitt.delt and self.deres:
            return _("Dere er klare")
        if self.mitt.delt:
            return _("Du har delt")
        if not igjen:
            return _("Alt er besvart")
        return ngettext("%(n)s spørsmål igjen", "%(n)s spørsmål igjen", igjen) % {"n": tallord(igjen, "n").capitalize()}

    @property
    def steg(self) -> list[dict]:
        """The four steps, as `komponenter/_steg.html` draws them."""
        navn = (_("Forbered"), _("Del"), _("Snakk sammen"), _("Bli enige"))
        naa = self._naa()
        tilstander = ["ferdig" if nr < naa else "naa" if nr == naa else "kommer" for nr in range(4)]
        return [{"navn": ett, "tilstand": tilstand} for ett, tilstand in zip(navn, tilstander, strict=True)]

    def _naa(self):
        if not self.samtale.forberedes:
            return 4 if self.er_avtalt else 3
        if self.mitt.delt:
            return 2
        return 1 if self.besvart == len(self.samtale.skjema) else 0

    @property
    def er_avtalt(self) -> bool:
        return bool(self.samtale.plan and self.samtale.plan.status == Kompetanseplan.Status.VEDTATT)

    @property
    def gangen(self) -> list[dict]:
        """What has happened and what comes, as `komponenter/_kjede.html` draws it."""
        samtale = self.samtale
        delt = bool(self.mitt.delt and self.deres) or not samtale.forberedes
        forbered = _("Dere har delt") if delt and samtale.forberedes else _("Dere forbereder dere")
        holdt = not samtale.forberedes
        naar = dato(samtale.holdt) if holdt else " · ".join(filter(None, [_naar(samtale), samtale.sted]))
        return [
            {"tilstand": "gjort", "tittel": _("Invitert"), "naar": dato_kort(samtale.invitert), "hvem": samtale.leder},
            {"tilstand": "gjort" if delt else "naa", "tittel": forbered},
            {"tilstand": "gjort" if holdt else "kommer", "tittel": _("Samtale"), "naar": naar},
            {"tilstand": self._enige(), "tittel": _("Dere godkjenner planen"), "naar": _("Begge")},
        ]

    def _enige(self):
        if self.er_avtalt:
            return "gjort"
        return "kommer" if self.samtale.forberedes else "naa"


def _naar(samtale):
    return dato_tid(timezone.localtime(samtale.tid)) if samtale.tid else _("Ikke avtalt ennå")


def samtalebilde(samtale: Samtale, bruker: Bruker) -> Samtalebilde:
    """Two statements at the most: what the two have prepared. What is not shared is never read for the other."""
    alle = list(samtale.bidrag.filter(person=bruker.person_id) | samtale.bidrag.filter(delt__isnull=False))
    mitt = next((ett for ett in alle if ett.person_id == bruker.person_id), None)
    deres = next((ett for ett in alle if ett.person_id != bruker.person_id), None)
    return Samtalebilde(samtale, bruker, mitt or Samtalebidrag(samtale=samtale, person_id=bruker.person_id), deres)


def side(samtale: Samtale, bruker: Bruker, aapent: str = "", form: SvarForm | None = None) -> dict:
    """The context of the page, in the same number of statements however much stands on it. `aapent` is the question that
    is being written, else the first that is not answered; `form` is its form when it was refused."""
    bilde = samtalebilde(samtale, bruker)
    forslag = forslagene(bilde)
    context = {
        "samtale": samtale,
        "samtalebilde": bilde,
        "kan": LIVSLOP.mulige(samtale, bruker),
        "naar": _naar(samtale),
        "forslag": forslag,
        "behov": kritiske_behov(samtale, bruker),
        "sist": avtalt_sist(samtale, bruker),
        "permisjoner": list(samtale.permisjoner.all()),
        "deltakere": deltakere(samtale),
        "flere_ledere": bilde.egen and samtale.forberedes and len(ledere(samtale.person)) > 1,
    }
    if samtale.forberedes:
        valgte = [ett.tiltak for ett in forslag if ett.mitt]
        taopp = TaOppForm(mulige=[ett.tiltak for ett in forslag], valgte=valgte)
        return context | {"sporsmaal": sporsmaalene(bilde, aapent, form), "taopp": taopp}
    egen_plan = samtale.plan and Kompetanseplan.objects.mellom(bruker).filter(pk=samtale.plan_id).exists()
    return context | {"sporsmaal": sporsmaalene(bilde, "-")} | (planbilde(samtale.plan, bruker) if egen_plan else {})


def sporsmaalene(bilde: Samtalebilde, aapent: str = "", form: SvarForm | None = None) -> list[Sporsmaal]:
    """The questions of the talk. One is open as long as the talk is prepared."""
    skjema, mitt = bilde.samtale.skjema, bilde.mitt.svar
    deres = bilde.deres.svar if bilde.deres else {}
    if not any(aapent in (ett["nokkel"], "-") for ett in skjema):
        aapent = next((ett["nokkel"] for ett in skjema if not svart(ett, mitt)), "")
    return [
        Sporsmaal(
            **ett,
            mitt=svart(ett, mitt),
            deres=svart(ett, deres),
            form=(form or svarskjema(bilde.mitt, ett)) if ett["nokkel"] == aapent else None,
        )
        for ett in skjema
    ]


def svarskjema(mitt: Samtalebidrag, sporsmaal: dict, data=None) -> SvarForm:
    return SvarForm(data, sporsmaal=sporsmaal, svar=mitt.svar)


def forslagene(bilde: Samtalebilde) -> list[Forslag]:
    """The measures of the unit, what someone has chosen first, and then those for a critical need."""
    samtale, mine = bilde.samtale, set(bilde.mitt.tiltak)
    deres = set(bilde.deres.tiltak if bilde.deres else ())
    tatt = (
        set(Tiltak.objects.filter(pk__in=_koblet(samtale)).values_list("pk", flat=True)) if samtale.plan_id else set()
    )
    alle = tiltak_for(samtale.enhet, *periode(), bilde.bruker).prefetch_related("behov", "maal")
    forslag = [Forslag(ett, ett.pk in mine, ett.pk in deres, ett.pk in tatt) for ett in alle]
    valgt = [ett for ett in forslag if ett.mitt or ett.deres]
    resten = sorted((ett for ett in forslag if not (ett.mitt or ett.deres)), key=lambda ett: not ett.er_kritisk)
    return valgt + resten[: max(MEST - len(valgt), 0)]


def _koblet(samtale):
    return Maal.objects.filter(plan=samtale.plan_id, koblinger__tiltak__isnull=False).values("koblinger__tiltak")


def kritiske_behov(samtale: Samtale, bruker: Bruker) -> list[Kompetansebehov]:
    """What the unit and those above need most."""
    planer = planer_over(samtale.enhet, *periode(), bruker).order_by().values("pk")
    behov = Kompetansebehov.objects.filter(plan__in=planer, kritisk=True).select_related("plan__enhet")
    return list(behov.order_by("-plan__enhet__depth", "rekkefolge", "pk")[:MEST])


def avtalt_sist(samtale: Samtale, bruker: Bruker) -> dict | None:
    """The plan that was agreed before this talk, with its goals. A leader who was not in it sees it as it was agreed, and
    not when it has been opened since: then the person lets the leader in."""
    avtalt = Q(status__in=[Kompetanseplan.Status.VEDTATT, Kompetanseplan.Status.AVLOST]) | mellom_de_to(bruker)
    planer = Kompetanseplan.objects.filter(avtalt, person=samtale.person_id, gjelder_fra__isnull=False)
    foer = planer.filter(gjelder_fra__lte=samtale.dag or timezone.localdate()).exclude(pk=samtale.plan_id or 0)
    plan = foer.order_by("-gjelder_fra").first()
    return plan and {"plan": plan, "maal": list(plan.maal.all())}


def deltakere(samtale: Samtale) -> list[Person]:
    """The others of the group."""
    if samtale.gruppe is None:
        return []
    andre = Samtale.objects.gjelder().filter(gruppe=samtale.gruppe).exclude(pk=samtale.pk)
    return list(Person.objects.filter(pk__in=andre.order_by().values("person")))
