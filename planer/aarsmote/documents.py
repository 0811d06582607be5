"""The two documents of a yearly meeting: its ground, and its minutes. Those who may not see names read both."""

from django.utils.translation import gettext as _

from kompetanse.felles.dokumenter import Dokumentslag
from kompetanse.felles.formats import dato
from kompetanse.felles.pdf import brevhode
from planer.aarsmote.bilde import tabell
from planer.aarsmote.grunnlag import Grunnlag
from planer.models import Drofting


def tittel(drofting: Drofting) -> str:
    return _("Drøftingsmøte om rekruttering og kompetanse %(aar)s") % {"aar": drofting.aar}


def grunnlag_context(drofting: Drofting) -> dict:
    """What the parties were called in with."""
    grunnlag = Grunnlag.lest(drofting.innhold)
    fakta = [(_("Møte"), dato(drofting.mote)), (_("Telledag"), dato(grunnlag.dag)), (_("Etter"), drofting.hjemmel)]
    return {
        **_hode(drofting, fakta, drofting.innkalt),
        "tittel": _("Grunnlag for drøftingsmøtet %(aar)s") % {"aar": drofting.aar},
        "grunnlag": grunnlag,
        "tabell": tabell(grunnlag, med_navn=False),
    }


def protokoll_context(drofting: Drofting) -> dict:
    """What was said and agreed of each category in which something was."""
    parter = list(drofting.parter.select_related("person"))
    fakta = [
        (_("Holdt"), dato(drofting.mote)),
        (_("Til stede"), "; ".join(_hvem(part) for part in parter if part.deltok)),
        (_("Etter"), drofting.hjemmel),
    ]
    return {
        **_hode(drofting, fakta, drofting.avsluttet),
        "tittel": _("Protokoll fra drøftingsmøtet %(aar)s") % {"aar": drofting.aar},
        "drofting": drofting,
        "parter": parter,
        "punkter": [ett for ett in drofting.punkter.all() if ett.sagt or ett.enige],
        "underskrifter": [_("Arbeidsgiver"), *(_hvem(part) for part in parter if part.deltok)],
    }


def _hvem(part):
    """Who it was and for whom, each once."""
    return part.part if part.hvem in part.part else f"{part.part} {_('ved')} {part.hvem}"


def _hode(drofting, fakta, laget):
    return brevhode(
        drofting.kommune,
        fakta=[(navn, verdi) for navn, verdi in fakta if verdi],
        referanse=tittel(drofting),
        laget=laget,
    )


GRUNNLAG = Dokumentslag(
    "aarsmotegrunnlag",
    "pdf/aarsmotegrunnlag.html",
    grunnlag_context,
    lambda drofting: f"grunnlag-droftingsmote-{drofting.aar}.pdf",
)
PROTOKOLL = Dokumentslag(
    "aarsmoteprotokoll",
    "pdf/aarsmoteprotokoll.html",
    protokoll_context,
    lambda drofting: f"protokoll-droftingsmote-{drofting.aar}.pdf",
)
