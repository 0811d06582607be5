"""The words that a case about a plan proposes, part by part, from what the plan says."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Q
from django.utils import translation
from django.utils.html import escape
from django.utils.translation import gettext as _

from kompetanse.felles.avsnitt import avsnitt
from kompetanse.felles.formats import dato, i_setning, kr, og_liste, periode, tallord
from planer.models import Drofting, Kompetanseplan, Styringsdokument, Tiltak
from planer.tiltak.penger import Penger, penger
from planer.vedtak.documents import Maalrad
from planer.vedtak.drofting import arbeidsgivers_svar, etter, holdte
from planer.vedtak.innhold import Behovslinje, Innhold, Maallinje
from planer.vedtak.samling import samle


class Grunnlag(NamedTuple):
    """What the parts are written from: the plan, all that it says, and what its measures cost."""

    plan: Kompetanseplan
    innhold: Innhold
    penger: Penger


def forslag(plan: Kompetanseplan) -> dict[str, str]:
    """`kode` of a part → proposed text as cleaned HTML, in the kommune's language; empty where there is nothing to say."""
    with translation.override(plan.kommune.malform):
        grunnlag = Grunnlag(plan, samle(plan), penger(plan.tiltak.all()))
        return {kode: skriv(grunnlag) for kode, skriv in DELER.items()}


def saksnavn(plan: Kompetanseplan) -> str:
    """«Kompetansestrategi 2025–2028 for Helse og mestring»."""
    return _("%(plan)s for %(enhet)s") % {"plan": plan.tittel, "enhet": plan.enhet.navn}


# --- The parts --------------------------------------------------------------------------------------


def _innstilling(sak):
    punkter = [_("%(plan)s vedtas slik den er lagt ved.") % {"plan": saksnavn(sak.plan)}]
    if sak.penger.sum:
        punkter.append(
            _("Tiltakene gjennomføres innenfor en ramme på %(sum)s, fordelt slik saken viser.")
            % {"sum": kr(sak.penger.sum)}
        )
    punkter.append(_("Det meldes jevnlig hvordan det går med tiltakene, og planen evalueres hvert år."))
    return _liste("ol", punkter)


def _behandling(sak):
    droftinger = list(holdte(sak.plan))
    if droftinger:
        return "".join(_droftet(drofting) for drofting in droftinger)
    if sak.plan.gjelder_fra:
        return _p(_("Endringene er ikke drøftet med de tillitsvalgte."))
    return _p(_("Planen er ikke drøftet med de tillitsvalgte."))


def _droftet(drofting: Drofting):
    deltok = [part.part for part in drofting.parter.all() if part.deltok]
    setning = _("Planen ble drøftet %(dato)s med %(parter)s.") % {
        "dato": dato(drofting.mote),
        "parter": og_liste(deltok),
    }
    setninger = " ".join(filter(None, [setning, etter(drofting), f"{drofting.get_utfall_display()}."]))
    return "".join([_p(setninger), avsnitt(drofting.protokolltilforsel), avsnitt(arbeidsgivers_svar(drofting))])


def _sammendrag(sak):
    innhold = sak.innhold
    setning = _("Planen har %(maal)s mål, %(behov)s behov og %(tiltak)s tiltak.") % {
        "maal": _antall(innhold.gjeldende_maal),
        "behov": _antall(innhold.behov),
        "tiltak": _antall(innhold.tiltak),
    }
    if sak.penger.sum:
        setning += " " + _("Tiltakene koster %(sum)s i planperioden.") % {"sum": kr(sak.penger.sum)}
    return innhold.tekst("ambisjon") + _p(setning)


def _antall(ting):
    return tallord(len(ting), "n") if ting else _("ingen")


def _bakgrunn(sak):
    plan, innhold = sak.plan, sak.innhold
    setninger = [
        _("%(plan)s gjelder %(periode)s.") % {"plan": saksnavn(plan), "periode": periode(innhold.fra, innhold.til)}
    ]
    if innhold.bygger_paa:
        setninger.append(_("Den bygger på %(plan)s.") % {"plan": i_setning(innhold.bygger_paa)})
    if plan.forgjenger:
        setninger.append(_("Den avløser %(plan)s.") % {"plan": i_setning(plan.forgjenger)})
    forankret = [_dokument(ett) for ett in _forankring(plan)]
    return "".join(
        [
            _p(" ".join(setninger)),
            _p(_("Målene er forankret i:")) + _liste("ul", forankret) if forankret else "",
            _p(_("Arbeidsgruppens mandat:")) + avsnitt(plan.mandat) if plan.mandat else "",
        ]
    )


def _forankring(plan):
    """The documents that its goals serve, by way of no more than one plan above."""
    maal = Q(maal__under__plan=plan) | Q(maal__under__under__plan=plan)
    return Styringsdokument.objects.filter(maal).distinct()


def _dokument(dokument):
    """«Kommuneplanens samfunnsdel, vedtatt 12. desember 2024, sak 24/01187»."""
    deler = [
        dokument.tittel,
        _("vedtatt %(dato)s") % {"dato": dato(dokument.vedtatt)} if dokument.vedtatt else "",
        _("sak %(nummer)s") % {"nummer": dokument.saksnummer} if dokument.saksnummer else "",
    ]
    return ", ".join(filter(None, deler))


def _saksopplysninger(sak):
    maal = [_maal(ett) for ett in sak.innhold.gjeldende_maal]
    kritiske = [_behov(ett) for ett in sak.innhold.behov if ett.kritisk]
    return _gruppe(_("Mål"), maal) + _gruppe(_("Kritiske behov"), kritiske)


def _maal(ett: Maallinje):
    """«1.1 Flere med fagutdanning (årsverk med fagutdanning, fra 70 % til 79 %)»."""
    navn = " ".join(filter(None, [ett.nummer, ett.navn]))
    if ett.maaltall is None:
        return navn
    rad = Maalrad.av(ett)
    tall = _("fra %(fra)s til %(til)s") % {"fra": rad.fra, "til": rad.til}
    return f"{navn} ({', '.join(filter(None, [i_setning(ett.indikator), tall]))})"


def _behov(ett: Behovslinje):
    if ett.har is None or ett.trenger is None:
        return ett.navn
    return _("%(navn)s: har %(har)s, trenger %(trenger)s") % {
        "navn": ett.navn,
        "har": ett.har,
        "trenger": ett.trenger,
    }


def _vurdering(sak):
    innhold = sak.innhold
    udekkede = [ett.navn for ett in innhold.udekkede]
    til_side = [f"{ett.navn}: {ett.bidrag}" if ett.bidrag else ett.navn for ett in innhold.lagt_til_side]
    deler = []
    if innhold.behov and not udekkede:
        deler.append(_p(_("Tiltakene svarer på alle behovene i planen.")))
    if udekkede:
        deler.append(_p(_("Disse behovene har ingen tiltak ennå:")) + _liste("ul", udekkede))
    if til_side:
        deler.append(_p(_("Disse målene er lagt til side:")) + _liste("ul", til_side))
    return "".join(deler)


def _okonomi(sak):
    uten_belop = sak.plan.tiltak.filter(kostnader=None).exclude(kostnad_tekst="").exclude(status=Tiltak.Status.STOPPET)
    i_ord = [f"{ett.navn}: {ett.kostnad_tekst}" for ett in uten_belop]
    deler = [_kostnadstabell(sak.penger) if sak.penger.poster else _p(_("Det er ikke ført kostnader på tiltakene."))]
    if i_ord:
        deler.append(_p(_("Kostnader som ikke står i kroner:")) + _liste("ul", i_ord))
    return "".join(deler)


def _kostnadstabell(penger: Penger):
    """A row for each who pays, a column for each year."""
    aarene = [aar for aar, _sum in penger.per_aar]
    belop = {(post.kilde, post.aar): post.belop for post in penger.poster}
    hode = [_("Finansiering"), *map(str, aarene), _("Sum")]
    rader = [
        [kilde, *(kr(belop.get((kilde, aar), 0)) for aar in aarene), kr(i_alt)] for kilde, i_alt in penger.per_kilde
    ]
    sum_ = [_("Sum"), *(kr(i_alt) for _aar, i_alt in penger.per_aar), kr(penger.sum)]
    # Its heading is a paragraph: the editor makes a caption into a cell.
    return (
        f"{_p(_('Kostnader etter år og finansiering:'))}<table><thead>{_rad(hode, 'col')}</thead>"
        f"<tbody>{''.join(map(_rad, rader))}</tbody><tfoot>{_rad(sum_)}</tfoot></table>"
    )


def _vedlegg(sak):
    return _liste("ol", [saksnavn(sak.plan)])


DELER = {
    "innstilling": _innstilling,
    "behandling": _behandling,
    "sammendrag": _sammendrag,
    "bakgrunn": _bakgrunn,
    "saksopplysninger": _saksopplysninger,
    "vurdering": _vurdering,
    "okonomi": _okonomi,
    "vedlegg": _vedlegg,
}


# --- HTML of the small subset -----------------------------------------------------------------------


def _p(tekst: str) -> str:
    return f"<p>{escape(tekst)}</p>"


def _liste(slag: str, punkter: Iterable[str]) -> str:
    return f"<{slag}>{''.join(f'<li>{escape(punkt)}</li>' for punkt in punkter)}</{slag}>"


def _gruppe(overskrift: str, punkter: list[str]) -> str:
    return f"<h3>{escape(overskrift)}</h3>{_liste('ul', punkter)}" if punkter else ""


def _rad(celler: Iterable[str], scope: str = "row") -> str:
    """A row of a table, named by its first cell; with `col` all of them are headings."""
    foerste, *resten = map(escape, celler)
    slag = "th" if scope == "col" else "td"
    kolonne = ' scope="col"' if scope == "col" else ""
    return f'<tr><th scope="{scope}">{foerste}</th>{"".join(f"<{slag}{kolonne}>{en}</{slag}>" for en in resten)}</tr>'
