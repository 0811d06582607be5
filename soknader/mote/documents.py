"""What the agenda and the minutes of a meeting say. Each function gives the context of one PDF template."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from kompetanse.felles.formats import dato, i_setning, klokkeslett, kr, periode
from kompetanse.felles.pdf import brevhode
from soknader.models import Mote, Soknadsoppsett, Vedtak
from soknader.mote.bilde import Motebilde


def saksliste_context(mote: Mote) -> dict:
    """The call and the agenda: what is left, and each case with what HR proposes."""
    bilde = Motebilde(mote)
    return {
        **_motehode(mote),
        "tittel": _("Saksliste: %(mote)s") % {"mote": mote.tittel},
        "nokkeltall": [
            (kr(bilde.saldo.ledig_for), _("ledig før møtet")),
            (kr(bilde.sum_sokt), _("søkt om i sakene")),
            (str(len(bilde.rader)), _("saker")),
        ],
        "bilde": bilde,
        "saker": [{"rad": rad, "felter": _sakslistefelter(rad)} for rad in bilde.rader],
    }


def protokoll_context(mote: Mote) -> dict:
    """The minutes of a closed meeting: who was there, the money, and one decision a case."""
    bilde = Motebilde(mote)
    return {
        **_motehode(mote),
        "tittel": _("Protokoll: %(mote)s") % {"mote": mote.tittel},
        "nokkeltall": [
            (kr(bilde.saldo.ledig_for), _("ledig før møtet")),
            (kr(bilde.saldo.innvilget), _("innvilget i møtet")),
            (kr(bilde.saldo.ledig), _("ledig etter møtet")),
        ],
        "bilde": bilde,
        "saker": [{"rad": rad, "felter": _protokollfelter(rad), "vedtak": _vedtakstekst(rad)} for rad in bilde.rader],
        "forfall": [deltaker for deltaker in bilde.deltakere if not deltaker.til_stede],
        "avsluttet": mote.avsluttet,
        "fort_av": mote.avsluttet_av,
        "habilitet_hjemmel": _oppsett(mote).habilitet_hjemmel,
    }


def _oppsett(mote):
    return Soknadsoppsett.objects.get(kommune_id=mote.kommune_id)


def _motehode(mote):
    tid = klokkeslett(mote.klokkeslett) if mote.klokkeslett else ""
    fakta = [
        (_("Dato"), dato(mote.dato)),
        (_("Tid"), tid),
        (_("Sted"), mote.sted),
        (_("Ramme"), str(mote.ramme)),
        (_("Møteleder"), str(mote.moteleder or "")),
    ]
    return {
        **brevhode(
            mote.kommune,
            organ=capfirst(_oppsett(mote).beslutningsorgan),
            fakta=[(navn, verdi) for navn, verdi in fakta if verdi],
            laget=mote.avsluttet,
        ),
        "mote": mote,
    }


def _sakslistefelter(rad):
    """One case as name and value pairs, for those who are going to decide it."""
    soknad = rad.soknad
    return _utfylte(
        (_("Status"), rad.resultat if rad.er_trukket else ""),
        (_("Søknad"), soknad.nummer),
        (_("Søker"), f"{soknad.soker}, {soknad.enhet}"),
        (_("Også for"), soknad.andre_enheter_visning),
        (_("Deltakere"), soknad.deltakere_visning),
        (_("Målgruppe"), str(soknad.maalgruppe_visning)),
        (_("Periode"), periode(soknad.periode_fra, soknad.periode_til) if soknad.periode_fra else ""),
        (_("Satsingsområde"), str(soknad.satsingsomraade or "")),
        (_("Søkt om"), kr(soknad.soknadsbelop)),
        (_innstilling_fra(rad), rad.innstilling),
        (_("Vurdering"), rad.sak.innstilt_kommentar or ""),
        (_("Dette lærte lignende tiltak oss"), rad.laert),
        (_("Merk"), rad.samme_hand),
    )


def _protokollfelter(rad):
    """One case as the minutes name it; the rest stands in the agenda."""
    soknad = rad.soknad
    return _utfylte(
        (_("Søknad"), f"{soknad.nummer}, {soknad.soker}, {soknad.enhet}"),
        (_("Også for"), soknad.andre_enheter_visning),
        (_("Søkt om"), kr(soknad.soknadsbelop)),
        (_innstilling_fra(rad), rad.innstilling),
        (_("Vurdering"), rad.sak.innstilt_kommentar or ""),
        (_("Merk"), rad.samme_hand),
    )


def _innstilling_fra(rad):
    """«Innstilling fra HR-leder, Fjordby kommune», by the role that it was given in."""
    rolle = rad.sak.innstilt_i_rolle
    return _("Innstilling fra %(rolle)s") % {"rolle": i_setning(rolle)} if rolle else _("Innstilling")


def _utfylte(*felter):
    return [(navn, verdi) for navn, verdi in felter if verdi]


def _vedtakstekst(rad):
    """The decision as the minutes say it, in whole sentences."""
    if rad.vedtak is None:
        if rad.sak.utsatt:
            return _("Saken er utsatt.")
        return _("Saken ble ikke behandlet. Søknaden er %(status)s.") % {
            "status": rad.soknad.get_status_display().lower()
        }
    belop = {"belop": kr(rad.vedtak.belop), "sokt": kr(rad.soknad.soknadsbelop)}
    return {
        Vedtak.Utfall.INNVILGET: _("Søknaden er innvilget med %(belop)s."),
        Vedtak.Utfall.DELVIS: _("Søknaden er delvis innvilget med %(belop)s av %(sokt)s."),
        Vedtak.Utfall.AVSLAATT: _("Søknaden er avslått."),
    }[rad.vedtak.utfall] % belop
