"""The four rows of the report: what each level promised, what came out, and the word for that."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from evaluering.models import Evalueringsniva
from evaluering.nytte.bilde import indikatorrad, med_fortegn
from evaluering.nytte.effekt import Effekt
from evaluering.rapport import dom
from evaluering.rapport.dom import Dom, Terskler
from evaluering.rapport.svartall import Innkommet, Svartall
from evaluering.rapport.tegning import ANDELER, Maalt, Skala, Spor, spor
from evaluering.statistikk import Intervall
from kompetanse.felles.formats import dato, tall
from planer.models.tiltak import Evalueringsnivaa

Status, Nivaa = Evalueringsniva.Status, Evalueringsnivaa


class Nivaarad(NamedTuple):
    """One level: what was promised and what came out. `hva` is what was measured, `sporsmaal` what the level asks for in
    all; `spor` is None where there is nothing to draw."""

    niva: Evalueringsniva
    hva: str
    dom: Dom
    tall: str = ""
    tallord: str = ""
    under: str = ""
    spor: Spor | None = None
    tekst: str = ""
    sporsmaal: str = ""


def nivaarad(niva: Evalueringsniva, svar: Svartall, virkning: list[Effekt], terskler: Terskler) -> Nivaarad:
    if niva.status == Status.RAKK_IKKE:
        return Nivaarad(niva, "", Dom.RAKK_IKKE, under=_("Vi rakk det ikke, fordi: %s") % niva.grunn)
    if niva.niva == Nivaa.NYTTE:
        return _nytten(niva, virkning, terskler)
    maalt = {Nivaa.REAKSJONER: svar.reaksjoner, Nivaa.LAERING: svar.laering, Nivaa.ANVENDELSE: svar.anvendelse}[
        niva.niva
    ]
    if maalt is None:
        return Nivaarad(niva, "", Dom.IKKE_MAALT, under=_naar(niva))
    if not maalt.inn.vises:
        return _uten_tall(niva, maalt.inn)
    return RADER[niva.niva](niva, maalt, terskler)


def _naar(niva):
    return _("Planlagt %s") % dato(niva.dato) if niva.dato else ""


def _uten_tall(niva, inn: Innkommet):
    return Nivaarad(niva, "", Dom.FOR_FAA if inn.lukket else Dom.SAMLES_INN, under=inn.i_ord)


def _reaksjonene(niva, maalt, terskler):
    hoved = maalt.hoved
    if hoved is None or hoved.andel is None:
        return _uten_tall(niva, maalt.inn)
    return _andelsrad(
        niva,
        hoved.tekst,
        hoved.andel,
        _("svarte 4 eller 5, %(teller)d av %(av)d"),
        dom.av_andel(hoved.andel, niva.lovet, terskler),
        maalt.inn.i_ord,
    )


def _laeringen(niva, maalt, terskler):
    if maalt.bestaatt is None:
        return _uten_tall(niva, maalt.inn)
    hva, ord_ = _("Kan det nå?"), _("setter seg selv til 4 eller 5, %(teller)d av %(av)d")
    if maalt.er_proeve:
        hva, ord_ = _("Besto prøven?"), _("besto, %(teller)d av %(av)d")
    av = dom.av_andel(maalt.bestaatt, niva.lovet, terskler)
    return _andelsrad(niva, hva, maalt.bestaatt, ord_, av, maalt.inn.i_ord)


def _anvendelsen(niva, maalt, terskler):
    """By the first of what was agreed on, as participants and leaders see it."""
    forst = next((ett for ett in maalt.atferd if ett.deltakere), None)
    if forst is None:
        return _uten_tall(niva, maalt.inn)
    av = dom.av_to(forst.deltakere, forst.ledere, niva.lovet, terskler)
    if forst.ledere is None:
        ord_ = _("gjør det ofte eller alltid, %(teller)d av %(av)d")
        return _andelsrad(niva, forst.tekst, forst.deltakere, ord_, av, maalt.inn.i_ord)
    begge = [
        Maalt(100 * andel.verdi, _i_prosent(andel.intervall), navn, av_leder)
        for andel, navn, av_leder in ((forst.deltakere, _("Deltakere"), False), (forst.ledere, _("Ledere"), True))
    ]
    i_tall = f"{tall(begge[0].verdi)} / {tall(begge[1].verdi)} %"
    ord_ = {"deltakere": tall(maalt.inn.svart), "ledere": tall(maalt.av_ledere.svart), "spurt": tall(maalt.inn.spurt)}
    return Nivaarad(
        niva,
        forst.tekst,
        av,
        i_tall,
        _("deltakere / ledere"),
        _("%(deltakere)s og %(ledere)s av %(spurt)s svarte") % ord_,
        spor(ANDELER, begge, _lovet(niva)),
        _("Deltakere og ledere: %(tall)s. %(lovet)s") % {"tall": i_tall, "lovet": _lovet_ord(niva)},
    )


def _andelsrad(niva, hva, andel, ord_, av, under):
    i_tall = f"{tall(100 * andel.verdi)} %"
    intervall = _i_prosent(andel.intervall)
    ender = {"tall": i_tall, "lav": tall(intervall.lav), "hoy": tall(intervall.hoy), "lovet": _lovet_ord(niva)}
    return Nivaarad(
        niva,
        hva,
        av,
        i_tall,
        ord_ % {"teller": andel.teller, "av": andel.av},
        under,
        spor(ANDELER, [Maalt(100 * andel.verdi, intervall)], _lovet(niva)),
        _("%(tall)s, med 95 %% sikkerhet mellom %(lav)s og %(hoy)s %%. %(lovet)s") % ender,
    )


RADER = {Nivaa.REAKSJONER: _reaksjonene, Nivaa.LAERING: _laeringen, Nivaa.ANVENDELSE: _anvendelsen}


def _i_prosent(intervall: Intervall) -> Intervall:
    return Intervall(100 * intervall.lav, 100 * intervall.hoy)


def _lovet(niva):
    return None if niva.lovet is None else (niva.lovet, _("lovet %d %%") % niva.lovet)


def _lovet_ord(niva):
    return _("Ingenting er lovet.") if niva.lovet is None else _("Lovet %d %%.") % niva.lovet


def _nytten(niva, virkning, terskler):
    """By the first indicator that says anything, else by what the first one lacks."""
    effekt = next((ett for ett in virkning if ett.endring), virkning[0] if virkning else None)
    if effekt is None:
        return Nivaarad(niva, "", Dom.IKKE_MAALT, under=_naar(niva))
    rad = indikatorrad(effekt)
    if effekt.endring is None:
        return Nivaarad(niva, effekt.indikator.navn, Dom.MANGLER, under=rad.setninger[0])
    vist, intervall = effekt.vist(effekt.endring.differanse), effekt.vist_intervall
    lovet = None if effekt.lovet is None else (effekt.lovet, _("lovet %s") % _lovet_nytte(effekt))
    i_tall = med_fortegn(effekt, effekt.endring.differanse)
    skala = _nytteskala([vist, *(intervall or ()), *([effekt.lovet] if lovet else [])])
    return Nivaarad(
        niva,
        effekt.indikator.navn,
        dom.av_effekt(effekt, terskler),
        i_tall,
        _("%(etter)s mot %(foer)s") % {"etter": rad.etter, "foer": rad.foer},
        _maalt_saa_mange(effekt),
        spor(skala, [Maalt(vist, intervall)], lovet),
        " ".join([f"{i_tall}.", rad.setninger[0]]),
    )


def _maalt_saa_mange(effekt):
    ord_ = {"foer": len(effekt.foer), "etter": len(effekt.etter)}
    return _("%(foer)d målt før, %(etter)d etter") % ord_


def _lovet_nytte(effekt):
    return med_fortegn(effekt, float(effekt.indikator.maaltall) - effekt.endring.foer)


def _nytteskala(verdier) -> Skala:
    """From the worst to the best, with room around, and a mark at no change."""
    lavest, hoyest = min([*verdier, 0.0]), max([*verdier, 0.0])
    luft = max((hoyest - lavest) * 0.1, 1.0)
    fra, til = lavest - luft, hoyest + luft
    return Skala(fra, til, ((0.0, _("uendret")),))
