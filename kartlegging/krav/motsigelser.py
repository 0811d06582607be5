"""Where what is demanded does not fit together. It is shown to those who can mend it, and nothing is chosen for them."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kartlegging import labels
from kartlegging.krav.styring import INNHOLD, er_strengere
from kartlegging.models import Kompetansekrav
from kompetanse.felles.formats import dato, tall


def motsigelser(
    krav: Sequence[Kompetansekrav], folk: Mapping[int, int], utforere: Mapping[int, int], dag: dt.date
) -> dict[int, list[str]]:
    """Sentences about what does not fit, by requirement; only those that have any.

    `krav` are those of a unit, below it and above it, with all that labels read; `folk` how many each is for, by
    requirement, and `utforere` how many do each task today, by task.
    """
    funn = {ett.pk: _alene(ett, folk[ett.pk], utforere, dag) for ett in krav}
    like = _like(krav)
    for ett in krav:
        for sti in (*ett.enhet.stier_over, ett.enhet.path):
            funn[ett.pk] += filter(None, (_mot(ett, annet) for annet in like[_hvem(ett), sti] if annet is not ett))
    return {pk: tekster for pk, tekster in funn.items() if tekster}


def _alene(krav, antall_folk, utforere, dag):
    """What is wrong with a requirement by itself."""
    tekster = []
    if krav.kompetanse.slaatt_sammen_med_id or (krav.kompetanse.avviklet and krav.kompetanse.avviklet <= dag):
        tekster.append(_("Kompetansen er tatt ut av katalogen."))
    if krav.oppgave_id and not utforere.get(krav.oppgave_id):
        tekster.append(_("Ingen er satt på oppgaven."))
    elif krav.antall and not krav.oppgave_id and krav.antall > antall_folk:
        tekster.append(
            ngettext(
                "Kravet er på %(trengs)s, men gjelder %(antall)s medarbeider.",
                "Kravet er på %(trengs)s, men gjelder %(antall)s medarbeidere.",
                antall_folk,
            )
            % {"trengs": tall(krav.antall), "antall": tall(antall_folk)}
        )
    return tekster


def _like(krav):
    """The requirements by whom they ask for what, and the path of their unit. Many in a tree ask for the same; only those of
    the same unit and above it have something to say of one."""
    grupper = defaultdict(list)
    for ett in krav:
        grupper[_hvem(ett), ett.enhet.path].append(ett)
    return grupper


def _hvem(krav):
    """Of whom what is asked. One on so many and one on each can stand together: all a little, some much."""
    return krav.kompetanse_id, krav.kategori_id, krav.oppgave_id, krav.rolle, krav.antall is None


def _mot(krav, annet):
    """What another of the same unit, or of one above, says against this one; empty when they can stand together."""
    if not _samtidig(krav, annet):
        return ""
    likt = all(getattr(krav, navn) == getattr(annet, navn) for navn in INNHOLD)
    if krav.enhet_id == annet.enhet_id:
        if likt:
            return _("Det samme kravet står to ganger, også fra %s.") % dato(annet.fra)
        return _("Et annet krav sier noe annet om de samme: %s.") % labels.kravtekst(annet)
    if krav.antall:
        return ""
    hvor = {"enhet": annet.enhet, "krav": labels.kravtekst(annet)}
    if likt:
        return _("Det samme kreves allerede av %(enhet)s.") % hvor
    return _("%(enhet)s krever mer av de samme: %(krav)s.") % hvor if er_strengere(krav, annet) else ""


def _samtidig(krav, annet):
    foerst, sist = sorted((krav, annet), key=lambda ett: ett.fra)
    return foerst.til is None or foerst.til >= sist.fra
