"""An action asked for from a page: carried out on the step that the page showed, and on no other."""

from django.db import transaction

from soknader.sak import saksgang


@transaction.atomic
def utfor(soknad, navn, *, bruker, steg=None, kommentar="", belop=None):
    """Carry out an action of `saksgang`. `steg` is the key of the step that the page showed.

    Raises ValidationError `stale` when another step waits now: without it, the same answer sent twice could also
    answer the next step, when one person holds both.
    """
    laast = saksgang.laas(soknad)
    naa = laast.current_step()
    if steg is not None and (naa is None or naa.pk != steg):
        raise saksgang.endret_av_andre()
    felt = {"kommentar": kommentar}
    if navn == "innstill":
        felt["belop"] = belop
    elif navn == "meld_inhabil":
        felt = {"grunn": kommentar}
    elif navn in ("ta_tilbake", "send_inn"):
        felt = {}
    return getattr(saksgang, navn)(laast, bruker=bruker, **felt)
