"""What the meeting page, the agenda and the minutes show: the cases in order, and the balance as it runs."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.core.exceptions import ValidationError
from django.db.models import OuterRef, Prefetch, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Concat
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kompetanse.felles.formats import kr, periode, sitat, tall, tallord
from kompetanse.organisasjon.models import Person
from planer.models import Satsingsomraade
from planer.tiltak.laerdom import Laerdom
from soknader.models import Mote, Motedeltaker, Motesak, Postering, Saksteg, Soknad, Vedtak
from soknader.mote.deltakelse import Oppmote, inhabile_i
from soknader.mote.saldo import lagret_saldo, saldo_av
from soknader.ramme.regnskap import NULL, regnskap
from soknader.sak.lignende import lignende_for

# The numbers of the page: what each is called, and what it means.
DEFINISJONER = {
    "ledig_for": (
        gettext_lazy("Ledig før møtet"),
        gettext_lazy("Det som kunne innvilges da møtet startet: øremerkede midler og fri del til sammen."),
    ),
    "innvilget": (gettext_lazy("Innvilget i møtet"), gettext_lazy("Summen av vedtakene som er fattet i dette møtet.")),
    "ledig": (
        gettext_lazy("Ledig nå"),
        gettext_lazy("Det som kan innvilges nå: øremerkede midler og fri del til sammen."),
    ),
    "ledig_etter": (
        gettext_lazy("Ledig etter møtet"),
        gettext_lazy("Det som kunne innvilges da møtet ble avsluttet."),
    ),
    "sokt": (gettext_lazy("Søkt om i sakene"), gettext_lazy("Summen av søknadsbeløpene på sakslisten.")),
    "rest": (
        gettext_lazy("Igjen hvis alt innvilges"),
        gettext_lazy("Ledig nå minus det som er søkt om i sakene. Et minus betyr at pengene ikke rekker til alt."),
    ),
    "gjenstaar": (
        gettext_lazy("Gjenstår å avgjøre"),
        gettext_lazy("Saker på sakslisten som ikke er avgjort eller utsatt, og hva de søker om til sammen."),
    ),
}


@dataclass
class Saksrad:
    """One case as the meeting sees it."""

    sak: Motesak
    deltakere: Sequence[Motedeltaker] = ()
    # What similar applications have taught.
    lignende: Sequence[Laerdom] = ()
    i_hand: bool = False
    uttak: str = ""
    mangler_penger: str = ""
    sperret: str = ""

    @property
    def nr(self):
        return self.sak.rekkefolge

    @property
    def soknad(self):
        return self.sak.soknad

    @property
    def vedtak(self):
        return getattr(self.sak, "vedtak", None)

    @property
    def er_ubehandlet(self):
        """The case waits for the group's decision in this meeting."""
        return self.vedtak is None and not self.sak.utsatt and self.soknad.status == Soknad.Status.TIL_MOTE

    @property
    def er_trukket(self):
        """The applicant has withdrawn it since the members were called."""
        return self.soknad.status == Soknad.Status.TRUKKET

    @property
    def tone(self):
        """The colour of the label; the words say the same."""
        if self.vedtak is None:
            return "vent" if self.sak.utsatt else "noytral"
        return "nei" if self.vedtak.utfall == Vedtak.Utfall.AVSLAATT else "ok"

    @property
    def resultat(self):
        """«Innvilget 93 000 kr», «Utsatt», «Ikke behandlet»."""
        if self.vedtak is not None:
            return self.vedtak.resultat
        if self.sak.utsatt:
            return _("Utsatt")
        return _("Ikke behandlet") if self.er_ubehandlet else self.soknad.get_status_display()

    @property
    def innstilling(self):
        """What is proposed to the meeting, in words."""
        belop = self.sak.innstilt_belop
        if belop is None:
            return ""
        if belop == 0:
            return _("Avslås")
        if belop < self.soknad.soknadsbelop:
            return _("Delvis, %(belop)s") % {"belop": kr(belop)}
        return _("Innvilges")

    @property
    def samme_hand(self):
        """Points out one who has both recommended the case and given the innstilling."""
        hvem = self.sak.ogsaa_anbefalt_av
        return _("%(hvem)s har både anbefalt og innstilt saken.") % {"hvem": hvem} if hvem else ""

    @property
    def hvem(self):
        """«Kommunikasjon og OU · også for Barnehager · 90 deltakere»."""
        deltakere = self.soknad.deltakere_visning
        if deltakere and deltakere.isdigit():
            deltakere = _("%(antall)s deltakere") % {"antall": tall(deltakere)}
        return " · ".join(filter(None, (str(self.soknad.enhet), self.soknad.ogsaa_for, deltakere)))

    @property
    def tatt_ut(self):
        """How a grant was drawn: «35 000 kr øremerket Digital kompetanse, 5 000 kr fra fri del»."""
        if self.vedtak is None or not self.vedtak.belop:
            return ""
        oremerket = self.sak.tatt_ut_oremerket or NULL
        return skriv_uttak(self.soknad.satsingsomraade, oremerket, self.vedtak.belop - oremerket)

    @cached_property
    def inhabile(self):
        """Those called who step aside in the case."""
        inhabile = inhabile_i(self.sak, self.deltakere)
        return [deltaker for deltaker in self.deltakere if deltaker.person_id in inhabile]

    @property
    def saken(self):
        """What the application says, as (name, value), to be read without leaving the agenda."""
        soknad = self.soknad
        budsjett = [f"{linje.hva}: {kr(linje.belop)}, {linje.get_mva_display()}" for linje in soknad.budsjett.all()]
        if soknad.egenandel:
            budsjett.append(_("Egenandel: %(belop)s") % {"belop": f"−{kr(soknad.egenandel)}"})
        felter = [
            (_("Beskrivelse"), soknad.beskrivelse),
            (_("Målgruppe"), soknad.maalgruppe_visning),
            (_("Periode"), periode(soknad.periode_fra, soknad.periode_til) if soknad.periode_fra else ""),
            (_("Begrunnelse"), soknad.begrunnelse),
            (_("Satsingsområde"), soknad.satsingsomraade),
            (_("Strategisk forankring"), soknad.forankring),
            (_("Forventet effekt"), soknad.forventet_effekt),
            (_("Slik evalueres det"), soknad.evaluering),
            (_("Dette lærte lignende tiltak oss"), self.laert),
            (_("Budsjett"), "\n".join(budsjett)),
            (_("Vurdering"), self.sak.innstilt_kommentar),
        ]
        return [(navn, verdi) for navn, verdi in felter if verdi]

    @property
    def laert(self):
        """What similar applications have taught, a line for each."""
        return "\n".join(f"{sitat(ett.tiltak)}: {ett.i_ord}" for ett in self.lignende)

    @property
    def tidligere(self):
        """What the meeting had decided before it changed its mind, the last first."""
        return self.sak.tidligere_vedtak.all()


class Motebilde:
    """A meeting with all its page shows, for one user. Sixteen statements a page at most, however many cases."""

    def __init__(self, mote, *, bruker=None, valgt=None):
        self.mote = mote
        self.kan_styre = bruker is not None and bruker.has_perm("soknader.run_mote")
        self.i_motet = mote.status != Mote.Status.PLANLAGT
        deltakere = self.deltakere if self.i_motet else ()
        saker = list(saker_for(mote, i_motet=self.i_motet))
        laert = lignende_for(sak.soknad for sak in saker)
        self.rader = [Saksrad(sak, deltakere, laert.get(sak.soknad_id, ())) for sak in saker]
        if mote.status == Mote.Status.PAAGAAR and self.kan_styre:
            self._ta_i_hand(bruker, valgt)

    @cached_property
    def regnskap(self):
        """The frame's balances now; None for a closed meeting, which has its own numbers."""
        return None if self.er_avsluttet else regnskap(self.mote.ramme)

    @cached_property
    def saldo(self):
        if self.er_avsluttet:
            return lagret_saldo(self.mote)
        return saldo_av(self.regnskap, sum((rad.vedtak.belop for rad in self.rader if rad.vedtak), NULL))

    @cached_property
    def deltakere(self):
        return list(self.mote.deltakere.select_related("person"))

    @property
    def til_stede(self):
        return [deltaker for deltaker in self.deltakere if deltaker.til_stede]

    @cached_property
    def oppmote(self):
        return Oppmote.av(self.mote, self.deltakere)

    @property
    def er_avsluttet(self):
        return self.mote.status == Mote.Status.AVSLUTTET

    @property
    def gjenstaar(self):
        return [rad for rad in self.rader if rad.er_ubehandlet]

    @property
    def avgjorte(self):
        return [rad for rad in self.rader if rad.vedtak]

    @property
    def utsatte(self):
        return [rad for rad in self.rader if rad.sak.utsatt]

    @property
    def sum_sokt(self):
        return sum((rad.soknad.soknadsbelop for rad in self.rader if not rad.er_trukket), NULL)

    @property
    def sum_gjenstaar(self):
        return sum((rad.soknad.soknadsbelop for rad in self.gjenstaar), NULL)

    @property
    def oppsummering(self):
        """The sentence under the heading: how far the meeting has come."""
        setninger, trukne = [antall_saker(len(self.rader))], sum(rad.er_trukket for rad in self.rader)
        if trukne:
            setninger.append(_tell(trukne, _("%(antall)s er trukket.")))
        if self.mote.status != Mote.Status.PLANLAGT:
            if self.avgjorte:
                setninger.append(_tell(len(self.avgjorte), _("%(antall)s er avgjort.")))
            if self.utsatte:
                setninger.append(_tell(len(self.utsatte), _("%(antall)s er utsatt.")))
        return " ".join(setninger)

    @property
    def tall(self):
        """The big numbers over the table, by the meeting's state; `DEFINISJONER` says what each means."""
        saldo = self.saldo
        if self.mote.status == Mote.Status.PLANLAGT:
            return [
                _tall("ledig", saldo.ledig),
                _tall("sokt", self.sum_sokt),
                _tall("rest", saldo.ledig - self.sum_sokt),
            ]
        tall_ = [_tall("ledig_for", saldo.ledig_for), _tall("innvilget", saldo.innvilget)]
        if self.er_avsluttet:
            return [*tall_, _tall("ledig_etter", saldo.ledig)]
        antall = len(self.gjenstaar)
        enhet = ngettext("sak, %(belop)s", "saker, %(belop)s", antall) % {"belop": kr(self.sum_gjenstaar)}
        return [*tall_, _tall("ledig", saldo.ledig), {**_tall("gjenstaar", 0), "verdi": antall, "tillegg": enhet}]

    @property
    def deler(self):
        """The bar: granted before, granted in the meeting, and hatched what the cases ahead ask for of what is left."""
        saldo = self.saldo
        return [
            (_("Innvilget før møtet"), saldo.innvilget_for, "hel"),
            (_("Innvilget i møtet"), saldo.innvilget, "varsel"),
            (_("Søkt om i saker som gjenstår"), self.sum_gjenstaar, "stripet"),
            (_("Igjen hvis alt innvilges"), saldo.ledig - self.sum_gjenstaar, "ledig"),
        ]

    @property
    def definisjoner(self):
        """(name, what it means) of the numbers shown."""
        return [(rad["navn"], rad["betyr"]) for rad in self.tall]

    @property
    def potter(self):
        """Where the money that is left stands, when some of it is earmarked."""
        return self.regnskap.potter if self.regnskap and self.regnskap.oremerkede else []

    @property
    def i_hand(self):
        return next((rad for rad in self.rader if rad.i_hand), None)

    def _ta_i_hand(self, bruker, valgt):
        """The case that was picked, else the first that waits, gets the buttons."""
        ventende = self.gjenstaar
        rad = next((rad for rad in ventende if str(rad.sak.pk) == str(valgt)), ventende[0] if ventende else None)
        if rad is not None:
            rad.i_hand = True
            rad.sperret = self._sperre(rad, bruker)
            _foreslaa_uttak(rad, self.regnskap)

    def _sperre(self, rad, bruker):
        """Why this user cannot write the decision of this case, or nothing."""
        inhabile = inhabile_i(rad.sak, self.deltakere)
        if not bruker.has_perm("soknader.decide_soknad", rad.soknad):
            return _("Du har søkt selv. En annen i HR må føre vedtaket.")
        if bruker.person_id in inhabile:
            return _("Du er inhabil i saken. En annen i HR må føre vedtaket.")
        if all(deltaker.person_id in inhabile for deltaker in self.til_stede):
            return _("Alle som er til stede, er inhabile. Endre hvem som er til stede, eller utsett saken.")
        return ""


def _tall(nokkel, belop):
    navn, betyr = DEFINISJONER[nokkel]
    return {"navn": navn, "betyr": betyr, "verdi": kr(belop), "tone": "fare" if belop < 0 else ""}


def antall_saker(antall: int) -> str:
    """«Fire saker.»"""
    return _tell(antall, ngettext("%(antall)s sak.", "%(antall)s saker.", antall))


def _tell(antall, setning):
    ord_ = tallord(antall)
    return setning % {"antall": capfirst(ord_)}


def _foreslaa_uttak(rad, balanse):
    try:
        valgt = balanse.foreslaa_uttak(rad.soknad.satsingsomraade_id, rad.soknad.soknadsbelop)
    except ValidationError as feil:
        rad.mangler_penger = feil.messages[0]
    else:
        oremerket = sum((del_av.belop for del_av in valgt if del_av.oremerking), NULL)
        rad.uttak = skriv_uttak(rad.soknad.satsingsomraade, oremerket, rad.soknad.soknadsbelop - oremerket)


def skriv_uttak(omraade: Satsingsomraade | None, oremerket: Decimal, fritt: Decimal) -> str:
    """«35 000 kr øremerket Digital kompetanse og 5 000 kr fra den frie delen»."""
    deler = []
    if oremerket:
        deler.append(_("%(belop)s øremerket %(omraade)s") % {"belop": kr(oremerket), "omraade": omraade})
    if fritt:
        deler.append(_("%(belop)s fra den frie delen") % {"belop": kr(fritt)})
    return _(" og ").join(deler)


def saker_for(mote: Mote, *, i_motet: bool = True) -> QuerySet[Motesak]:
    """The agenda with all that a row shows: two statements, and two of what only a meeting that has begun has."""
    innstilt = Saksteg.objects.filter(soknad=OuterRef("soknad"), avgjorelse=Saksteg.Avgjorelse.INNSTILT).order_by(
        "-runde", "-rekkefolge"
    )
    anbefalt = Saksteg.objects.filter(
        soknad=OuterRef("soknad"), avgjorelse=Saksteg.Avgjorelse.ANBEFALT, avgjort_av=OuterRef("innstilt_av")
    )
    navn = Concat("avgjort_av__person__fornavn", Value(" "), "avgjort_av__person__etternavn")
    tatt_ut = Postering.objects.filter(
        soknad=OuterRef("soknad"), type__in=Postering.Type.innvilgelser(), oremerking__isnull=False
    )
    saker = (
        mote.saker.select_related(
            "soknad__soker__person", "soknad__enhet", "soknad__satsingsomraade", "vedtak__fattet_av__person"
        )
        .annotate(
            innstilt_belop=Subquery(innstilt.values("innstilt_belop")[:1]),
            innstilt_kommentar=Subquery(innstilt.values("kommentar")[:1]),
            innstilt_av=Subquery(innstilt.values("avgjort_av")[:1]),
            innstilt_i_rolle=Subquery(innstilt.values("i_rolle")[:1]),
            ogsaa_anbefalt_av=Subquery(anbefalt.filter(erstattet_av=None).values(navn=navn)[:1]),
            tatt_ut_oremerket=Subquery(tatt_ut.order_by().values("soknad").annotate(sum=Sum("belop")).values("sum")),
        )
        .prefetch_related("soknad__budsjett", "soknad__soknadsenheter")
        .order_by("rekkefolge")
    )
    if i_motet:
        inhabile = Prefetch("inhabile", Person.objects.order_by("etternavn", "fornavn"))
        saker = saker.prefetch_related(inhabile, "tidligere_vedtak")
    return saker
