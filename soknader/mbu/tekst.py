"""The sentences that a case to MBU proposes, from the year's frame, the chain and what was decided."""

from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kompetanse.felles.formats import dato, i_setning, kr, og_liste, tallord
from kompetanse.felles.tekst import rens_tekst
from kompetanse.organisasjon.models import Rollekode, Rolletype
from soknader.models import Fordelingsnokkel, Kjedesteg, MbuSak, Oremerking, Ramme, Soknadsoppsett, Steghandling, Vedtak

Utfall = Vedtak.Utfall


def forslag(sak: MbuSak) -> dict[str, str]:
    """Field name → proposed text, in the kommune's own language, from the data as they are now."""
    oppsett = Soknadsoppsett.objects.get(kommune_id=sak.kommune_id)
    vedtakene = [rad.soknad.vedtak for rad in sak.rader.select_related("soknad__vedtak__motesak__mote")]
    with translation.override(sak.kommune.malform):
        return {
            "ramme_tekst": om_rammen(sak, oppsett),
            "organisering_tekst": oppsett.organisering_tekst or om_organiseringen(sak, oppsett),
            "soknader_overskrift": _("Søknader per %(dato)s") % {"dato": dato(sak.per_dato)},
            "soknader_tekst": om_mottatte(sak, len(vedtakene)),
            "besluttet_tekst": om_besluttet(vedtakene, oppsett),
            "forslag_til_vedtak": oppsett.forslag_til_vedtak,
        }


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
    """Two texts that differ only by what a form does to them on the way."""
    return rens_tekst(en).split() == rens_tekst(annen).split()


def om_rammen(sak: MbuSak, oppsett: Soknadsoppsett) -> str:
    """The year's money as bullets: set aside, handed out, held centrally, and what pays for what."""
    ramme = Ramme.objects.filter(kommune_id=sak.kommune_id, aar=sak.aar).first()
    linjer = []
    if ramme:
        linjer = [
            _("- Det er satt av %(total)s i budsjett %(aar)s til kompetanseutvikling.")
            % {"total": kr(ramme.total), "aar": sak.aar},
            _("  - %(belop)s er fordelt ut til avdelingene (fordelt %(nokkel)s).")
            % {"belop": kr(ramme.fordelt), "nokkel": _nokkel(ramme)},
            _("  - %(belop)s ligger sentralt.") % {"belop": kr(ramme.sentral)},
        ]
    return "\n".join([*linjer, f"- {oppsett.fagspesifikk_tekst}", f"- {oppsett.tverrgaaende_tekst}"])


def _nokkel(ramme):
    if ramme.nokkel == Fordelingsnokkel.VEKTER:
        return _("etter en fordelingsnøkkel")
    return _("etter %(nokkel)s") % {"nokkel": i_setning(ramme.get_nokkel_display())}


def om_organiseringen(sak: MbuSak, oppsett: Soknadsoppsett) -> str:
    """How the central money is organised: the earmarks, and the way of an application as the chain has it."""
    return "\n".join(
        [
            *_oremerkingene(sak),
            _(
                "- Avdelingene kan fortløpende søke om sentrale midler til kompetansetiltak som er forankret i "
                "definerte behov på strategiske kompetanseområder."
            ),
            _("- Søknader om tildeling av sentrale kompetansemidler gjøres slik:"),
            *_saksgangen(sak, oppsett),
        ]
    )


def _oremerkingene(sak):
    oremerkinger = Oremerking.objects.filter(ramme__kommune_id=sak.kommune_id, ramme__aar=sak.aar, belop__gt=0)
    linjer = [
        f"  - {oremerking.satsingsomraade}: {kr(oremerking.belop)}"
        for oremerking in oremerkinger.select_related("satsingsomraade")
    ]
    return [_("- Deler av de sentrale midlene er øremerket til prioriterte satsinger:"), *linjer] if linjer else []


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


def om_mottatte(sak: MbuSak, antall: int) -> str:
    """How many applications the table holds."""
    har_sendt = MbuSak.objects.filter(kommune_id=sak.kommune_id, status=MbuSak.Status.SENDT).exists()
    if not antall:
        return _("Ingen søknader er avgjort siden forrige sak.") if har_sendt else _("Ingen søknader er avgjort.")
    setning = (
        ngettext(
            "Vi har mottatt %(antall)s søknad som er avgjort siden forrige sak:",
            "Vi har mottatt %(antall)s søknader som er avgjort siden forrige sak:",
            antall,
        )
        if har_sendt
        else ngettext("Vi har mottatt %(antall)s søknad:", "Vi har mottatt %(antall)s søknader:", antall)
    )
    return setning % {"antall": tallord(antall)}


def om_besluttet(vedtakene: list[Vedtak], oppsett: Soknadsoppsett) -> str:
    """What was decided, in one sentence when the outcome is the same for all, else by the numbers of the table."""
    if not vedtakene:
        return ""
    av_hvem = _av_hvem(vedtakene, oppsett)
    utfall = {vedtak.utfall for vedtak in vedtakene}
    if len(utfall) == 1 and utfall != {Utfall.DELVIS}:
        ord_for_utfall = {Utfall.INNVILGET: _("besluttet innvilget"), Utfall.AVSLAATT: _("avslått")}[utfall.pop()]
        return f"{_subjekt(len(vedtakene))} {ord_for_utfall}{av_hvem}."
    setninger = [_setning(utfallet, vedtakene) for utfallet in Utfall.values]
    if av_hvem:
        behandlet = ngettext("Søknaden er behandlet%(av_hvem)s.", "Søknadene er behandlet%(av_hvem)s.", len(vedtakene))
        setninger.insert(0, behandlet % {"av_hvem": av_hvem})
    return " ".join(filter(None, setninger))


def _subjekt(antall):
    if antall == 1:
        return _("Søknaden er")
    if antall == 2:
        return _("Begge søknader er")
    return _("Alle de %(antall)s søknadene er") % {"antall": tallord(antall)}


def _av_hvem(vedtakene, oppsett):
    """« av etatsledergruppen 9. desember 2026» when one meeting decided them all."""
    moter = {vedtak.motesak.mote if vedtak.motesak else None for vedtak in vedtakene}
    mote = moter.pop()
    if moter or mote is None:
        return ""
    return _(" av %(organ)s %(dato)s") % {"organ": oppsett.beslutningsorgan, "dato": dato(mote.dato)}


def _setning(utfall, vedtakene):
    """«Søknad 1 og 3 er besluttet innvilget.», numbered as in the table."""
    numre = [nr for nr, vedtak in enumerate(vedtakene, start=1) if vedtak.utfall == utfall]
    if not numre:
        return ""
    if utfall == Utfall.DELVIS:
        return " ".join(
            _("Søknad %(nr)s er delvis innvilget med %(belop)s.") % {"nr": nr, "belop": kr(vedtakene[nr - 1].belop)}
            for nr in numre
        )
    maler = {
        Utfall.INNVILGET: _("Søknad %(nr)s er besluttet innvilget."),
        Utfall.AVSLAATT: _("Søknad %(nr)s er avslått."),
    }
    return maler[utfall] % {"nr": og_liste([str(nr) for nr in numre])}
