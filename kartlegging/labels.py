"""Words that several pages share: levels and requirements as people read them."""

from django.utils.translation import gettext as _

from kartlegging.models import Kompetanse, Kompetansekrav
from kompetanse.felles.formats import tallord


def nivaa_med_navn(kompetanse: Kompetanse, nivaa: int | None) -> str:
    """«Nivå 3 god»; empty without a level. Reads the levels of the scale: see `med_alt`."""
    if nivaa is None:
        return ""
    trinn = kompetanse.skala.trinn.all() if kompetanse.skala else ()
    navn = next((ett.navn for ett in trinn if ett.nivaa == nivaa), "")
    return _("Nivå %(nivaa)s %(navn)s") % {"nivaa": nivaa, "navn": navn} if navn else _("Nivå %s") % nivaa


def kravtekst(krav: Kompetansekrav) -> str:
    """«Nivå 3 god, bekreftet · minst to · skal»."""
    hva = nivaa_med_navn(krav.kompetanse, krav.nivaa) or (_("Bevis") if krav.kompetanse.krever_bevis else _("Kan det"))
    if krav.maa_bekreftes:
        hva = _("%(hva)s, bekreftet") % {"hva": hva}
    hvem = _("minst %(antall)s") % {"antall": tallord(krav.antall)} if krav.antall else _("alle det gjelder")
    return " · ".join([hva, hvem, krav.get_styrke_display().lower()])


def gjelder(krav: Kompetansekrav) -> str:
    """Whom a requirement is for: the task, the category, the role, or all of the unit."""
    if krav.oppgave:
        return krav.oppgave.navn
    if krav.kategori:
        return krav.kategori.navn
    return krav.get_rolle_display() or _("Alle i %(enhet)s") % {"enhet": krav.enhet.navn}
