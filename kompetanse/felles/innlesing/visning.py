"""What the page of an import shows: the numbers, the tabs, and the sentence under the heading."""

from functools import partial
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from kompetanse.felles.formats import tall as vis_tall
from kompetanse.felles.innlesing.innlesing import FEIL, Innlesing, Linjeslag
from kompetanse.felles.innlesing.models import InnlesingModell
from kompetanse.felles.liste import Kolonne, Liste
from kompetanse.felles.spreadsheets import Tabell

Status = InnlesingModell.Status


def velg_linjeslag(slag: Innlesing, importen: InnlesingModell, oensket: str) -> Linjeslag:
    """The kind of lines to show: the one asked for, else the first that there are any of."""
    per_kode = {ett.kode: ett for ett in slag.linjeslag}
    if oensket in per_kode:
        return per_kode[oensket]
    return next((ett for ett in slag.linjeslag if importen.plan.get(ett.kode)), slag.linjeslag[0])


def antall(slag: Innlesing, importen: InnlesingModell) -> list[tuple[str, str]]:
    """(name of a kind of line, its number) for the list of imports; «–» as long as nothing is counted."""
    plan = importen.plan if importen.teller else None
    return [
        (ett.navn, "–" if plan is None else vis_tall(plan.get(ett.kode, 0))) for ett in slag.linjeslag if ett.forklaring
    ]


def importene(sider) -> Liste:
    """The imports as a file, with the number of each kind of line."""
    slag = [ett for ett in sider.slag.linjeslag if ett.forklaring]
    return Liste(
        sti="",
        navn=sider.tittel,
        rett=sider.slag.rettighet,
        rader=lambda bruker, form: sider.slag.modell.objects.visible_to(bruker).for_list(),
        kolonner=(
            Kolonne(_("Fil"), "filnavn"),
            Kolonne(_("Lastet opp"), "opprettet"),
            Kolonne(_("Av"), "bruker"),
            Kolonne(_("Status"), lambda importen: importen.get_status_display()),
            *(Kolonne(ett.navn, partial(_antall_av, kode=ett.kode)) for ett in slag),
        ),
    )


def _antall_av(importen, kode):
    return importen.plan.get(kode, 0) if importen.teller else None


def faner(slag: Innlesing, importen: InnlesingModell, valgt: Linjeslag) -> list[dict]:
    """A tab for each kind of line, with its number."""
    return [
        {
            "navn": ett.navn,
            "url": f"?{urlencode({'vis': ett.kode})}",
            "aktiv": ett == valgt,
            "antall": vis_tall(importen.plan.get(ett.kode, 0)),
        }
        for ett in slag.linjeslag
    ]


def tallrekke(slag: Innlesing, importen: InnlesingModell) -> list[dict]:
    """The numbers at the top, each with what it counts; those without a definition have a tab only."""
    if not importen.plan:
        return []
    tillegg = slag.tillegg(importen.plan)
    return [
        {
            "navn": ett.navn,
            "verdi": vis_tall(importen.plan.get(ett.kode, 0)),
            "tillegg": tillegg.get(ett.kode, ""),
            "definisjon": ett.forklaring,
            "tone": "fare" if ett.kode == FEIL and importen.plan.get(FEIL) else "",
        }
        for ett in slag.linjeslag
        if ett.forklaring
    ]


def overskrift(slag: Innlesing, importen: InnlesingModell) -> str:
    """One sentence: how far the import has come."""
    if importen.status == Status.LAGRET:
        return _("Lagret. Dette ble endret.")
    if importen.status == Status.KONTROLLERT:
        return slag.overskrift(importen)
    if importen.status == Status.FORKASTET:
        return _("Forkastet. Ingenting ble lagret.")
    if importen.status == Status.ULESELIG:
        return _("Filen kan ikke leses.")
    return _("Ingenting er lagret ennå.")


def funnet(ark: str, linje: int) -> str:
    """«Overskriftene er funnet på linje 4 i arket «Ansatte».»"""
    if ark:
        return _("Overskriftene er funnet på linje %(linje)d i arket «%(ark)s».") % {"linje": linje, "ark": ark}
    return _("Overskriftene er funnet på linje %d.") % linje


def feilrader(importen: InnlesingModell, tabell: Tabell) -> tuple[list[str], list[list]]:
    """(headings, rows): line, reason and what stood in the file, without what is never kept."""
    grunner = importen.linjer.filter(slag=FEIL).values_list("linje", "tekst")
    per_linje = {rad.linje: rad.verdier for rad in tabell.rader}
    tomt = [""] * len(tabell.overskrifter)
    rader = [[linje, grunn, *per_linje.get(linje, tomt)] for linje, grunn in grunner]
    return [_("Linje"), _("Hva er feil"), *tabell.overskrifter], rader
