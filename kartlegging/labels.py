"""Words that several pages share: levels and requirements as people read them."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kartlegging.models import Kompetanse, Kompetansekrav
from kompetanse.felles.formats import tallord

# Levels of education (SSB, NUS2000). 9 is «Uoppgitt» and counts as no education, so nobody can choose it.
NUS = (
    (0, gettext_lazy("0 Ingen utdanning og førskoleutdanning")),
    (1, gettext_lazy("1 Barneskole")),
    (2, gettext_lazy("2 Ungdomsskole")),
    (3, gettext_lazy("3 Videregående, grunnutdanning")),
    (4, gettext_lazy("4 Videregående, avsluttende")),
    (5, gettext_lazy("5 Påbygging til videregående, fagskole")),
    (6, gettext_lazy("6 Universitet og høgskole, lavere nivå")),
    (7, gettext_lazy("7 Universitet og høgskole, høyere nivå")),
    (8, gettext_lazy("8 Forskerutdanning")),
)


def nivaa_med_navn(kompetanse: Kompetanse, nivaa: int | None) -> str:
    """«Nivå 3 god»; empty without a level. Reads the levels of the scale: see `med_alt`."""
    if nivaa is None:
        return ""
    navn = next((ett.navn for ett in kompetanse.trinn if ett.nivaa == nivaa), "")
    return _("Nivå %(nivaa)s %(navn)s") % {"nivaa": nivaa, "navn": navn} if navn else _("Nivå %s") % nivaa


def kravtekst(krav: Kompetansekrav) -> str:
    """«Nivå 3 god, bekreftet · minst to · skal»."""
    hva = nivaa_med_navn(krav.kompetanse, krav.nivaa) or (_("Bevis") if krav.kompetanse.krever_bevis else _("Kan det"))
    if krav.maa_bekreftes:
        hva = _("%(hva)s, bekreftet") % {"hva": hva}
    hvem = _("minst %(antall)s") % {"antall": tallord(krav.antall)} if krav.antall else _("alle det gjelder")
    return " · ".join([hva, hvem, krav.get_styrke_display().lower()])


def krever(krav: Kompetansekrav) -> str:
    """«Nivå 2 selvstendig», «Bevis, hvert 4. år · bør»: what is asked of one person."""
    hva = nivaa_med_navn(krav.kompetanse, krav.nivaa) or (_("Bevis") if krav.kompetanse.krever_bevis else _("Kan det"))
    deler = [hva, hvor_ofte(krav.kompetanse)]
    if krav.maa_bekreftes:
        deler.append(_("bekreftet"))
    tekst = ", ".join(filter(None, deler))
    return f"{tekst} · {krav.get_styrke_display().lower()}" if krav.styrke == Kompetansekrav.Styrke.BOR else tekst


def hvor_ofte(kompetanse: Kompetanse) -> str:
    """How often it is renewed: «hvert år», «hvert 4. år», «hver 18. måned»; empty when it lasts."""
    mnd = kompetanse.gyldig_mnd
    if not mnd:
        return ""
    if mnd == 12:
        return _("hvert år")
    return _("hvert %s. år") % (mnd // 12) if mnd % 12 == 0 else _("hver %s. måned") % mnd


def gjelder(krav: Kompetansekrav) -> str:
    """Whom a requirement is for: the task, the category, the role, or all of the unit."""
    if krav.oppgave:
        return krav.oppgave.navn
    if krav.kategori:
        return krav.kategori.navn
    return krav.get_rolle_display() or _("Alle i %(enhet)s") % {"enhet": krav.enhet.navn}
