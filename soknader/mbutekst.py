"""The sentences that a case to MBU proposes, from the year's frame, the chain and what was decided."""

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kompetanse.felles.formats import dato, i_setning, kr, og_liste, tallord
from kompetanse.organisasjon.models import Rollekode, Rolletype
from soknader.models import Fordelingsnokkel, Kjedesteg, MbuSak, Oremerking, Ramme, Soknadsoppsett, Steghandling, Vedtak

Utfall = Vedtak.Utfall


def foreslaa(sak):
    """Fill the texts of a draft, in the kommune's own language. Does not save."""
    oppsett = Soknadsoppsett.objects.get(kommune_id=sak.kommune_id)
    rader = list(sak.rader.select_related("soknad__vedtak__motesak__mote"))
    with translation.override(sak.kommune.malform):
        sak.ramme_tekst = om_rammen(sak, oppsett)
        sak.organisering_tekst = oppsett.organisering_tekst or om_organiseringen(sak, oppsett)
        sak.soknader_overskrift = _("Søknader per %(dato)s") % {"dato": dato(sak.per_dato)}
        sak.soknader_tekst = om_mottatte(sak, len(rader))
        sak.besluttet_tekst = om_besluttet([rad.soknad.vedtak for rad in rader], oppsett)
    sak.forslag_til_vedtak = oppsett.forslag_til_vedtak


def om_rammen(sak, oppsett):
    """The year's money as bullets: set aside, handed out, held centrally, and what pays for what."""
    ramme = Ramme.objects.filter(kommune_id=sak.kommune_id, aar=sak.aar).first()
    linjer = []
    if ramme:
        linjer = [
            _("- Det er satt av %(total)s i budsjett %(aar)s til kompetanseutvikling.")
            % {"total": kr(ramme.total), "aar": sak.aar},
            _("  - %(belop)s er fordelt ut til avdelingene (%(nokkel)s).")
            % {"belop": kr(ramme.fordelt), "nokkel": _nokkel(ramme)},
            _("  - %(belop)s ligger sentralt.") % {"belop": kr(ramme.sentral)},
        ]
    return "\n".join([*linjer, f"- {oppsett.fagspesifikk_tekst}", f"- {oppsett.tverrgaaende_tekst}"])


def _nokkel(ramme):
    if ramme.nokkel == Fordelingsnokkel.VEKTER:
        return _("etter en fordelingsnøkkel")
    return _("etter %(nokkel)s") % {"nokkel": i_setning(ramme.get_nokkel_display())}


def om_organiseringen(sak, oppsett):
    """How the central money is organised: the earmarks, and the way of an application as the chain has it."""
    omraader = [
        f"{i_setning(str(oremerking.satsingsomraade))} ({kr(oremerking.belop)})"
        for oremerking in Oremerking.objects.filter(
            ramme__kommune_id=sak.kommune_id, ramme__aar=sak.aar
        ).select_related("satsingsomraade")
    ]
    linjer = []
    if omraader:
        linjer.append(_("- Deler av de sentrale midlene er øremerket: %(omraader)s.") % {"omraader": og_liste(omraader)})
    return "\n".join(
        [
            *linjer,
            _(
                "- Avdelingene kan fortløpende søke om sentrale midler til kompetansetiltak som er forankret i "
                "definerte behov på strategiske kompetanseområder."
            ),
            _("- Søknadene behandles slik:"),
            *_saksgangen(sak, oppsett),
        ]
    )


def _saksgangen(sak, oppsett):
    steg = list(Kjedesteg.objects.filter(kommune_id=sak.kommune_id))
    linjen = [
        i_setning(ett.tittel) for ett in steg if ett.handling in (Steghandling.ANBEFALING, Steghandling.INNSTILLING)
    ]
    direktor = Rolletype.objects.get(kommune_id=sak.kommune_id, kode=Rollekode.KOMMUNEDIREKTOR).navn
    return [
        _("  1. Søknaden går i linjen via %(steg)s, med begrunnelse, strategisk forankring og budsjett.")
        % {"steg": og_liste(linjen)},
        _("  2. %(organ)s beslutter fordelingen av de sentrale kompetansemidlene.")
        % {"organ": _stor_forbokstav(oppsett.beslutningsorgan)},
        _("  3. %(direktor)s rapporterer til %(utvalg)s om bruken av de sentrale kompetansemidlene.")
        % {"direktor": direktor, "utvalg": oppsett.utvalg_kortnavn},
    ]


def _stor_forbokstav(tekst):
    return tekst[:1].upper() + tekst[1:]


def om_mottatte(sak, antall):
    """How many applications the table holds."""
    har_sendt = MbuSak.objects.filter(kommune_id=sak.kommune_id, status=MbuSak.Status.SENDT).exists()
    if not antall:
        return _("Ingen søknader er avgjort siden forrige sak.") if har_sendt else _("Ingen søknader er avgjort.")
    setning = (
        ngettext(
            "Vi har avgjort %(antall)s søknad siden forrige sak:",
            "Vi har avgjort %(antall)s søknader siden forrige sak:",
            antall,
        )
        if har_sendt
        else ngettext("Vi har avgjort %(antall)s søknad:", "Vi har avgjort %(antall)s søknader:", antall)
    )
    return setning % {"antall": tallord(antall)}


def om_besluttet(vedtakene, oppsett):
    """What was decided, in one sentence when the outcome is the same for all, else one for each outcome."""
    if not vedtakene:
        return ""
    av_hvem = _av_hvem(vedtakene, oppsett)
    utfall = {vedtak.utfall for vedtak in vedtakene}
    if len(utfall) == 1 and utfall != {Utfall.DELVIS}:
        ord_for_utfall = {Utfall.INNVILGET: _("besluttet innvilget"), Utfall.AVSLAATT: _("avslått")}[utfall.pop()]
        return f"{_subjekt(len(vedtakene))} {ord_for_utfall}{av_hvem}."
    setninger = [_setning(utfallet, vedtakene) for utfallet in Utfall.values]
    return " ".join(setning for setning in setninger if setning)


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
