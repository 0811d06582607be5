"""How each object is told in its link: its name, where it leads, and one quiet line."""

from typing import Any

from django.utils.translation import gettext as _

from kompetanse.felles.formats import dato, dato_kort, i_setning, kr, tall
from kompetanse.oversikt.rodtraad.ledd import Post
from planer.maal.trend import verdi_tekst
from planer.models import Kompetansebehov, Maal, Styringsdokument, Tiltak
from soknader.models import Soknad


def _post(rad, fokus, tekst, *under):
    linje = " · ".join(str(del_) for del_ in under if del_)
    return Post(tekst, rad.get_absolute_url(), linje, type(rad) is type(fokus) and rad.pk == fokus.pk)


def dokument(rad: Styringsdokument, fokus: Any) -> Post:
    return _post(rad, fokus, rad.tittel, i_setning(rad.slag), rad.vedtatt and dato(rad.vedtatt))


def maal(rad: Maal, fokus: Any) -> Post:
    """What it is to become, and whose it is."""
    maaltall = verdi_tekst(rad.maaltall, rad.maaleenhet) if rad.maaltall is not None else ""
    innen = _("%(verdi)s innen %(dato)s") % {"verdi": maaltall, "dato": dato(rad.frist)} if rad.frist else maaltall
    navn = f"{rad.nummer} {rad.navn}" if rad.nummer else rad.navn
    return _post(rad, fokus, navn, rad.plan.enhet.navn if rad.plan else rad.dokument.tittel, innen if maaltall else "")


def behov(rad: Kompetansebehov, fokus: Any) -> Post:
    mangler = "" if rad.mangler is None else _("mangler %s") % tall(rad.mangler)
    innen = _("innen %s") % dato_kort(rad.frist) if rad.frist else ""
    return _post(rad, fokus, rad.navn, _("kritisk") if rad.kritisk else "", rad.plan.enhet.navn, mangler, innen)


def tiltak(rad: Tiltak, fokus: Any) -> Post:
    frist = _("frist %s") % dato_kort(rad.frist) if rad.frist else rad.frist_tekst
    return _post(rad, fokus, rad.navn, i_setning(rad.get_status_display()), rad.plan.enhet.navn, frist)


def soknad(rad: Soknad, fokus: Any) -> Post:
    navn = f"{rad.nummer} {rad.tittel}" if rad.nummer else rad.tittel
    sendt = _("sendt %s") % dato(rad.sendt) if rad.sendt else ""
    return _post(rad, fokus, navn, kr(rad.soknadsbelop), sendt)
