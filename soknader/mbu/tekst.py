"""The sentences that a case to MBU proposes, from the year's frame, the chain and what was decided."""

from collections import defaultdict

from django.db.models import Sum
from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kompetanse.felles.avsnitt import avsnitt
from kompetanse.felles.formats import dato, i_setning, kr, og_liste, tallord
from kompetanse.felles.riktekst import som_tekst
from kompetanse.organisasjon.models import Rollekode, Rolletype
from soknader.mbu.evalueringer import evaluerte, om_evalueringene
from soknader.mbu.rader import aarene
from soknader.mbu.telling import AVGJORT, NESTE_SAK, TRUKKET, UNDER_BEHANDLING, UTSATT, Telling, forrige, tell
from soknader.models import (
    Fordelingsnokkel,
    Justering,
    Kjedesteg,
    MbuRad,
    MbuSak,
    Oremerking,
    Soknadsoppsett,
    Steghandling,
    Vedtak,
)
from soknader.ramme.regnskap import aarsregnskap

Utfall = Vedtak.Utfall


def forslag(sak: MbuSak) -> dict[str, str]:
    """Field name → proposed text, in the kommune's own language, from the data as they are now: rich text (see
    `felles.riktekst`), but for the heading."""
    oppsett = Soknadsoppsett.objects.get(kommune_id=sak.kommune_id)
    rader = list(sak.rader.select_related("soknad__vedtak__motesak__mote", "soknad__vedtak__fattet_av__person"))
    with translation.override(sak.kommune.malform):
        tekster = {
            "ramme_tekst": om_rammen(sak, oppsett),
            "organisering_tekst": oppsett.organisering_tekst or om_organiseringen(sak, oppsett),
            "soknader_tekst": om_mottatte(tell(sak), forrige(sak)),
            "besluttet_tekst": om_besluttet(rader, oppsett),
            "evaluering_tekst": om_evalueringene(evaluerte(sak)),
            "forslag_til_vedtak": oppsett.forslag_til_vedtak if rader else oppsett.forslag_uten_soknader,
        }
        overskrift = _("Søknader per %(dato)s") % {"dato": dato(sak.per_dato)}
        return {felt: str(avsnitt(tekst)) for felt, tekst in tekster.items()} | {"soknader_overskrift": overskrift}


def foreslaa(sak: MbuSak) -> None:
    """Fill all the texts of a draft. Does not save."""
    for felt, tekst in forslag(sak).items():
        setattr(sak, felt, tekst)


def folg_med(sak: MbuSak, forrige: dict[str, str]) -> list[str]:
    """Let the texts that nobody has edited follow the data. `forrige` is what was proposed before the change.

    Does not save. Returns the names of the texts that were left as they are though the proposal has changed.
    """
    staar_igjen = []
    for felt, tekst in forslag(sak).items():
        if samme_tekst(getattr(sak, felt), forrige[felt]):
            setattr(sak, felt, tekst)
        elif not samme_tekst(tekst, forrige[felt]):
            staar_igjen.append(felt)
    return staar_igjen


def samme_tekst(en: str, annen: str) -> bool:
    """Two texts that differ only by what an editor does to them on the way."""
    return som_tekst(en).split() == som_tekst(annen).split()


def om_rammen(sak: MbuSak, oppsett: Soknadsoppsett) -> str:
    """The money of each year that was decided on, as points; then what pays for what, and who decides for now."""
    linjer = [linje for aar in aarene(sak) for linje in _aarets_ramme(sak, aar)]
    tekster = (oppsett.fagspesifikk_tekst, oppsett.tverrgaaende_tekst, oppsett.strategi_tekst)
    return "\n".join([*linjer, *(punkt for tekst in tekster for punkt in _punkter(tekst))])


def _punkter(tekst):
    """Each line of a standing text as a point of its own."""
    return [f"- {linje.strip().removeprefix('- ')}" for linje in tekst.splitlines() if linje.strip()]


def _aarets_ramme(sak, aar):
    regnskap = aarsregnskap(sak.kommune_id, aar, per_dato=sak.per_dato)
    if regnskap is None:
        return []
    ramme, sum_ = regnskap.ramme, regnskap.sum
    linjer = [
        _("- Det er satt av %(total)s i budsjett %(aar)s til kompetanseutvikling.")
        % {"total": kr(ramme.total), "aar": aar},
        _("  - %(belop)s er fordelt ut til avdelingene (fordelt %(nokkel)s).")
        % {"belop": kr(ramme.fordelt), "nokkel": _nokkel(ramme)},
        _("  - %(belop)s ligger sentralt.") % {"belop": kr(ramme.sentral)},
        *_justeringene(ramme, sak.per_dato),
    ]
    if sum_.ramme_belop != ramme.sentral:
        linjer.append(_("  - De sentrale midlene er dermed %(belop)s.") % {"belop": kr(sum_.ramme_belop)})
    return [*linjer, f"  - {_hva_er_igjen(sum_, sak.per_dato)}"]


def _justeringene(ramme, per_dato):
    """What has come to the central money after the budget, and what has gone from it, kind by kind."""
    linje = {
        Justering.Type.OVERFORT_INN: _("  - %(belop)s er overført fra %(forrige)s."),
        Justering.Type.OVERFORT_UT: _("  - %(belop)s er overført til %(neste)s."),
        Justering.Type.JUSTERING: _("  - %(belop)s er lagt til i året."),
    }
    trukket = _("  - %(belop)s er trukket fra i året.")
    rader = ramme.justeringer.filter(tidspunkt__date__lte=per_dato).order_by("type")
    return [
        (trukket if slag == Justering.Type.JUSTERING and belop < 0 else linje[slag])
        % {"belop": kr(abs(belop)), "forrige": ramme.aar - 1, "neste": ramme.aar + 1}
        for slag, belop in rader.values_list("type").annotate(Sum("belop"))
        if belop
    ]


def _hva_er_igjen(sum_, per_dato):
    tall = {
        "dato": dato(per_dato),
        "innvilget": kr(sum_.innvilget),
        "tilbakefort": kr(sum_.tilbakefort),
        "ledig": kr(sum_.ledig),
    }
    if sum_.tilbakefort:
        return (
            _("Per %(dato)s er %(innvilget)s innvilget, %(tilbakefort)s ført tilbake ubrukt, og %(ledig)s er ledig.")
            % tall
        )
    return _("Per %(dato)s er %(innvilget)s innvilget, og %(ledig)s er ledig.") % tall


def _nokkel(ramme):
    if ramme.nokkel == Fordelingsnokkel.VEKTER:
        return _("etter en fordelingsnøkkel")
    return _("etter %(nokkel)s") % {"nokkel": i_setning(ramme.get_nokkel_display())}


def om_organiseringen(sak: MbuSak, oppsett: Soknadsoppsett) -> str:
    """How the central money is organised: the earmarks, and the way of an application as the chain has it."""
    return "\n".join(
        [
            *_oremerkingene(sak, oppsett),
            _(
                "- Avdelingene kan fortløpende søke om sentrale midler til kompetansetiltak som er forankret i "
                "definerte behov på strategiske kompetanseområder."
            ),
            _("- Søknader om tildeling av sentrale kompetansemidler gjøres slik:"),
            *_saksgangen(sak, oppsett),
        ]
    )


def _oremerkingene(sak, oppsett):
    """What central money may be kept for, and what is kept this year."""
    linjer = _punkter(oppsett.oremerking_tekst)
    for aar in aarene(sak):
        rader = Oremerking.objects.filter(ramme__kommune_id=sak.kommune_id, ramme__aar=aar, belop__gt=0)
        if rader := rader.select_related("satsingsomraade"):
            linjer.append(_("- Øremerket av de sentrale midlene i %(aar)s:") % {"aar": aar})
            linjer += [f"  - {rad.satsingsomraade}: {kr(rad.belop)}" for rad in rader]
    return linjer


def _saksgangen(sak, oppsett):
    direktor = Rolletype.objects.get(kommune_id=sak.kommune_id, kode=Rollekode.KOMMUNEDIREKTOR).navn
    return [
        _("  1. Søknaden %(veien)s (må inneholde begrunnelse, strategisk forankring og budsjett).")
        % {"veien": _veien(sak.kommune_id)},
        _("  2. %(organ)s beslutter fordelingen av de sentrale kompetansemidlene.")
        % {"organ": capfirst(oppsett.beslutningsorgan)},
        _("  3. %(direktor)s rapporterer til %(utvalg)s om bruken av de sentrale kompetansemidlene.")
        % {"direktor": bestemt_form(direktor), "utvalg": oppsett.utvalg_kortnavn},
    ]


def _veien(kommune_id):
    """«går i linjen via avdelingsdirektør til HR-sjef», as the chain is now."""
    i_linjen = (Steghandling.ANBEFALING, Steghandling.INNSTILLING)
    kjede = Kjedesteg.objects.filter(kommune_id=kommune_id, handling__in=i_linjen)
    *underveis, siste = [i_setning(steg.tittel) for steg in kjede] or [""]
    if not siste:
        return _("går rett til beslutning")
    if not underveis:
        return _("går i linjen til %(siste)s") % {"siste": siste}
    return _("går i linjen via %(underveis)s til %(siste)s") % {"underveis": og_liste(underveis), "siste": siste}


def bestemt_form(tittel: str) -> str:
    """«Etatsdirektøren» of «Etatsdirektør»; a title of several words stays as it is."""
    if " " in tittel:
        return tittel
    return f"{tittel}n" if tittel.endswith("e") else f"{tittel}en"


# --- The applications ------------------------------------------------------------------------------


def om_mottatte(telling: Telling, sist: MbuSak | None) -> str:
    """How many came in since the last case (`sist`), and where they are now; a colon when all stand in the table below."""
    alle, avgjort = telling.nye + telling.fra_for, telling.hvor[AVGJORT]
    if not alle:
        return _("Vi har ikke mottatt søknader siden forrige sak.") if sist else _("Vi har ikke mottatt søknader.")
    mottatt = _mottatt(telling, sist)
    if avgjort == alle and not telling.fra_for:
        return f"{mottatt}:"
    ingen = "" if avgjort else _("Ingen søknader er avgjort.")
    return " ".join(filter(None, [f"{mottatt}.", _fra_for(telling), ingen, _hvor(telling)]))


def _mottatt(telling, sist):
    if sist and not telling.nye:
        return _("Vi har ikke mottatt nye søknader siden forrige sak")
    setning = (
        ngettext(
            "Vi har mottatt %(antall)s søknad siden forrige sak",
            "Vi har mottatt %(antall)s søknader siden forrige sak",
            telling.nye,
        )
        if sist
        else ngettext("Vi har mottatt %(antall)s søknad", "Vi har mottatt %(antall)s søknader", telling.nye)
    )
    return setning % {"antall": tallord(telling.nye)}


def _fra_for(telling):
    if not telling.fra_for:
        return ""
    return _("%(antall)s lå til behandling fra før.") % {"antall": capfirst(tallord(telling.fra_for))}


def _hvor(telling):
    """«To er avgjort, én er utsatt og én er trukket.»"""
    maler = {
        AVGJORT: _("%(antall)s er avgjort"),
        NESTE_SAK: _("%(antall)s er avgjort, men kommer i neste sak"),
        UTSATT: _("%(antall)s er utsatt"),
        UNDER_BEHANDLING: _("%(antall)s er under behandling"),
        TRUKKET: _("%(antall)s er trukket"),
    }
    deler = [mal % {"antall": tallord(telling.hvor[hvor])} for hvor, mal in maler.items() if telling.hvor[hvor]]
    return f"{capfirst(og_liste(deler))}."


def om_besluttet(rader: list[MbuRad], oppsett: Soknadsoppsett) -> str:
    """What was decided, by whom and when: one sentence when it is the same for all, else a list by those who decided; and
    what was asked for and granted in all."""
    if not rader:
        return ""
    beslutninger = _beslutninger(rader, oppsett)
    (hvem, egne), *flere = beslutninger.items()
    utfall = {rad.soknad.vedtak.utfall for rad in egne}
    if not flere and len(utfall) == 1 and utfall != {Utfall.DELVIS}:
        tekst = f"{_subjekt(len(egne))} {_utfallsord(utfall.pop())} {hvem}."
    else:
        tekst = "\n".join(linje for hvem, egne in beslutninger.items() for linje in _beslutning(hvem, egne))
    return f"{tekst}\n\n{_summen(rader)}"


def _beslutninger(rader, oppsett):
    """Who decided and when → the rows, in the order of the table."""
    beslutninger = defaultdict(list)
    for rad in rader:
        beslutninger[_hvem(rad.soknad.vedtak, oppsett)].append(rad)
    return beslutninger


def _hvem(vedtak, oppsett):
    """«av etatsledergruppen 9. desember 2026», or who in the line."""
    if vedtak.motesak:
        return _("av %(organ)s %(dato)s") % {
            "organ": oppsett.beslutningsorgan,
            "dato": dato(vedtak.motesak.mote.dato),
        }
    rolle = i_setning(vedtak.rolletekst) or str(vedtak.fattet_av)
    return _("i linjen %(dato)s (%(rolle)s)") % {"dato": dato(vedtak.fattet), "rolle": rolle}


def _utfallsord(utfall):
    return _("besluttet innvilget") if utfall == Utfall.INNVILGET else _("avslått")


def _subjekt(antall):
    if antall == 1:
        return _("Søknaden er")
    if antall == 2:
        return _("Begge søknader er")
    return _("Alle de %(antall)s søknadene er") % {"antall": tallord(antall)}


def _beslutning(hvem, rader):
    """One group of decisions: a line, with a point below it for each outcome."""
    per_utfall = defaultdict(list)
    for rad in rader:
        per_utfall[rad.soknad.vedtak.utfall].append(rad)
    skriv = {Utfall.INNVILGET: _innvilget, Utfall.DELVIS: _delvis, Utfall.AVSLAATT: _avslaatt}
    punkter = [f"- {skriv[utfall](per_utfall[utfall])}" for utfall in skriv if per_utfall[utfall]]
    return [_("Besluttet %(hvem)s:") % {"hvem": hvem}, *punkter]


def _innvilget(rader):
    tall = {"hvilke": _hvilke(rader), "belop": kr(_innvilget_i_alt(rader))}
    return (
        ngettext("Innvilget: %(hvilke)s, med %(belop)s.", "Innvilget: %(hvilke)s, med %(belop)s i alt.", len(rader))
        % tall
    )


def _delvis(rader):
    hver = [
        _("Søknad %(nr)s med %(belop)s av %(sokt)s.")
        % {"nr": rad.nr, "belop": kr(rad.soknad.vedtak.belop), "sokt": kr(rad.belop)}
        for rad in rader
    ]
    return "\n  - ".join([_("Delvis innvilget:"), *hver])


def _avslaatt(rader):
    return _("Avslått: %(hvilke)s.") % {"hvilke": _hvilke(rader)}


def _hvilke(rader):
    """«søknad 1, 3 og 4», numbered as in the table."""
    return _("søknad %(nr)s") % {"nr": og_liste(rad.nr for rad in rader)}


def _innvilget_i_alt(rader):
    return sum(rad.soknad.vedtak.belop for rad in rader)


def _summen(rader):
    tall = {"sokt": kr(sum(rad.belop for rad in rader)), "innvilget": kr(_innvilget_i_alt(rader))}
    return _("Det er søkt om %(sokt)s i alt, og innvilget %(innvilget)s.") % tall
