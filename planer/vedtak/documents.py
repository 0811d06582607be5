"""What the document of a plan says: why on its first page, how on its second, for the kommune's plan as long as it is."""

from decimal import Decimal
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kompetanse.felles.dokumenter import Dokumentslag
from kompetanse.felles.formats import dato, dato_kort, i_setning, kr, og_liste, periode, tall, tallord
from kompetanse.felles.pdf import brevhode
from kompetanse.felles.tekst import trygt_filnavn
from planer.maal.trend import Trend, trend, verdi_tekst
from planer.models import Drofting, Kompetanseplan, Plannivaa, Planversjon, Saksframlegg
from planer.vedtak.innhold import Innhold, Maallinje
from planer.vedtak.samling import samle

# What stands elsewhere in the document than among the sections.
PLASSERT = ("ambisjon", "oppfolging")
# So many goals and needs, and the first page is full: then the measures begin where there is room. So many measures, and the
# second is.
FULL_SIDE = 12
FULLE_TILTAK = 7
KORT_ENHET = 5
# How strong the colour is of each source of money; the legend's stand in the style sheets.
STYRKER = ("1", ".45", ".2", ".7")


def planversjon_context(versjon: Planversjon) -> dict:
    """A version as it was adopted."""
    fakta = [(_("Vedtatt"), dato(versjon.vedtatt)), (_("Sak"), versjon.saksnummer)]
    return _context(versjon.plan, Innhold.lest(versjon.innhold), fakta, laget=versjon.skrevet)


def droftingsutkast_context(drofting: Drofting) -> dict:
    """The plan as it was when the parties were called in."""
    fakta = [(_("Til drøfting"), dato(drofting.mote))]
    return _context(drofting.plan, Innhold.lest(drofting.innhold), fakta, laget=drofting.innkalt)


def saksvedlegg_context(sak: Saksframlegg) -> dict:
    """The plan as it was when the case about it was sent."""
    fakta = [(_("Til"), sak.organ), (_("Sak"), sak.saksnummer)]
    return _context(sak.plan, samle(sak.plan), fakta, laget=sak.sendt)


def saksframlegg_context(sak: Saksframlegg) -> dict:
    """The case: letterhead, facts, and the parts in which something is said."""
    plan = sak.plan
    fakta = [
        (_("Til"), sak.organ),
        (_("Møte"), dato(sak.motedato) if sak.motedato else ""),
        (_("Sak"), sak.saksnummer),
        (_("Arkivkode"), sak.arkivkode),
        (_("Saksbehandler"), sak.saksbehandler),
    ]
    return {
        **brevhode(
            sak.kommune,
            organ="" if plan.nivaa == Plannivaa.KOMMUNE else plan.enhet.navn,
            fakta=[(navn, verdi) for navn, verdi in fakta if verdi],
            referanse=_("Sak %(nummer)s") % {"nummer": sak.saksnummer} if sak.saksnummer else sak.tittel,
            laget=sak.sendt,
        ),
        "tittel": sak.tittel,
        "sak": sak,
        "deler": [ett for ett in sak.deler.all() if ett.tekst],
    }


def planutkast_context(plan: Kompetanseplan) -> dict:
    """The plan as it is now."""
    return _context(plan, samle(plan), [(_("Status"), plan.get_status_display())])


def _context(plan, innhold: Innhold, fakta, laget=None) -> dict:
    fakta = [(navn, verdi) for navn, verdi in [(_("Gjelder"), periode(innhold.fra, innhold.til)), *fakta] if verdi]
    lang = innhold.nivaa != Plannivaa.ENHET
    full = len(innhold.gjeldende_maal) + len(innhold.behov) > FULL_SIDE
    return {
        **brevhode(
            plan.kommune,
            organ=innhold.over,
            fakta=fakta,
            referanse=_("%(plan)s, %(enhet)s") % {"plan": innhold.tittel, "enhet": innhold.enhet},
            laget=laget,
        ),
        "tittel": innhold.tittel,
        "innhold": innhold,
        "aar": innhold.til.year,
        "noekkeltall": noekkeltall(innhold),
        "maal": [Maalrad.av(ett) for ett in innhold.gjeldende_maal],
        "behov": [(ett, innen(ett, innhold)) for ett in innhold.behov],
        "tiltak": [(ett, innen(ett, innhold), kostnad(ett)) for ett in innhold.tiltak],
        "stolper": stolper(innhold),
        "ambisjon": innhold.tekst("ambisjon"),
        "oppfolging": innhold.tekst("oppfolging"),
        "deler": [en for en in innhold.deler if en.kode not in PLASSERT],
        "lang": lang,
        "ny_side": not lang and not full,
        "tett": not lang and (full or len(innhold.tiltak) > FULLE_TILTAK),
    }


def noekkeltall(innhold: Innhold) -> list[tuple[str, str]]:
    """The four numbers on top: who, what is needed, what is done, what it costs."""
    ett_aar = innhold.fra.year == innhold.til.year
    return [
        (tall(innhold.medarbeidere), _("medarbeidere, %(antall)s årsverk") % {"antall": tall(innhold.aarsverk, 1)}),
        (tall(len(innhold.behov)), _behovene(innhold)),
        (tall(len(innhold.tiltak)), _dekning(innhold)),
        (kr(innhold.kostnad), _("i %(aar)s") % {"aar": innhold.til.year} if ett_aar else _("i planperioden")),
    ]


def _behovene(innhold):
    """«behov, ett kritisk»."""
    if not innhold.kritiske:
        return _("behov")
    tekst = ngettext("behov, %(antall)s kritisk", "behov, %(antall)s kritiske", innhold.kritiske)
    return tekst % {"antall": tallord(innhold.kritiske, "n")}


def _dekning(innhold):
    if innhold.behov and innhold.dekkede == len(innhold.behov):
        return _("tiltak dekker alle")
    return _("tiltak dekker %(antall)s av %(alle)s") % {
        "antall": tallord(innhold.dekkede),
        "alle": tallord(len(innhold.behov)),
    }


def innen(linje, innhold: Innhold) -> str:
    """By when: the day, with its year when that is not the plan's, or the words."""
    return dato_kort(linje.frist, innhold.til) if linje.frist else linje.frist_tekst


def kostnad(tiltak) -> tuple[str, str]:
    """What a measure costs and who pays, as (amount, words). Unknown is not 0, and what another plan pays is told."""
    if tiltak.eier:
        return _("felles"), _("eies av %(enhet)s") % {"enhet": tiltak.eier}
    if not tiltak.kostnader:
        return "", tiltak.kostnad_tekst
    return kr(tiltak.belop), og_liste(i_setning(kilde) for kilde in tiltak.kilder)


# --- Pictures ---------------------------------------------------------------------------------------


class Maalrad(NamedTuple):
    """A goal as a row of the table: its figures as people read them, and the line of how it goes."""

    maal: Maallinje
    fra: str
    naa: str
    til: str
    trend: Trend | None

    @classmethod
    def av(cls, ett: Maallinje) -> "Maalrad":
        tallene = [_verdi(tallet, ett.maaleenhet) for tallet in (ett.utgangspunkt, ett.naa, ett.maaltall)]
        return cls(ett, *tallene, trend(ett, ett.maalinger))


def _verdi(tallet, maaleenhet):
    """A dash when it is unknown. A unit in more than a few letters is told by the indicator."""
    return tall(None) if tallet is None else verdi_tekst(tallet, maaleenhet if len(maaleenhet) <= KORT_ENHET else "")


class Stolpe(NamedTuple):
    """One source of money: its part of the bar (places of 650), and the number and strength of its colour."""

    kilde: str
    belop: Decimal
    x: str
    bredde: str
    monster: int
    styrke: str


def stolper(innhold: Innhold) -> list[Stolpe]:
    """Who pays how much, as parts of one bar."""
    sum_av, funnet, x = innhold.etter_kilde, [], 0.0
    for nr, (kilde, belop) in enumerate(sum_av.items()):
        bredde = 650 * float(belop / innhold.kostnad)
        funnet.append(Stolpe(kilde, belop, f"{x:.1f}", f"{max(bredde - 4, 1):.1f}", nr % 4, STYRKER[nr % 4]))
        x += bredde
    return funnet


def _filnavn(innhold_tittel, enhet):
    return trygt_filnavn(f"{innhold_tittel} {enhet}.pdf".lower().replace(" ", "-"))


PLANVERSJON = Dokumentslag(
    "planversjon",
    "pdf/plan.html",
    planversjon_context,
    lambda versjon: _filnavn(f"{versjon.plan.tittel} v{versjon.nummer}", versjon.plan.enhet.navn),
)
PLANUTKAST = Dokumentslag(
    "planutkast", "pdf/plan.html", planutkast_context, lambda plan: _filnavn(f"utkast {plan.tittel}", plan.enhet.navn)
)
DROFTINGSUTKAST = Dokumentslag(
    "droftingsutkast",
    "pdf/plan.html",
    droftingsutkast_context,
    lambda drofting: _filnavn(f"til drøfting {drofting.plan.tittel}", drofting.plan.enhet.navn),
)
SAKSFRAMLEGG = Dokumentslag(
    "saksframlegg", "pdf/saksframlegg.html", saksframlegg_context, lambda sak: _filnavn("saksframlegg", sak.tittel)
)
SAKSVEDLEGG = Dokumentslag(
    "saksvedlegg", "pdf/plan.html", saksvedlegg_context, lambda sak: _filnavn(sak.plan.tittel, sak.plan.enhet.navn)
)
