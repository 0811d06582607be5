"""The pages of the year by their keys: the wheel names one by its key, and the page of the plans shows them in groups.
Each is offered to those who may open it."""

from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kompetanse.organisasjon.models import Bruker


class Side(NamedTuple):
    navn: str
    adresse: str
    rett: str
    om: str = ""

    @property
    def url(self) -> str:
        return reverse(self.adresse)


# By address, as rooms and apps above this one have most of them.
SIDER = {
    "planer": Side(_("Planer"), "planer:plan-list", "planer.view_planer"),
    "styring": Side(
        _("Styringsdokumenter"), "planer:styringsdokument-list", "planer.view_planer", _("Målene vi er bundet av")
    ),
    "drofting": Side(
        _("Kompetansedrøftinger"),
        "planer:kompetansedrofting-list",
        "planer.view_planer",
        _("Enhetenes møter om hva de må kunne"),
    ),
    "innstilling": Side(
        _("Innstillinger"), "planer:innstilling-list", "planer.view_innstillinger", _("Forslag for hele organisasjonen")
    ),
    "aarsmote": Side(
        _("Drøftingsmøter"), "planer:aarsmote-list", "planer.view_aarsmote", _("Med de tillitsvalgte, HTA 3.2")
    ),
    "aarshjul": Side(_("Årshjul"), "planer:aarshjul", "planer.view_aarshjul", _("Hva som skal gjøres når")),
    "oversikt": Side(
        _("Planoversikt"), "planer:oversikt-list", "planer.view_oversikt", _("Hvem har plan, og hva er over fristen")
    ),
    "tilskudd": Side(
        _("Tilskudd"), "planer:tilskudd-list", "planer.view_tilskudd", _("Penger utenfra, og når det må søkes")
    ),
    "samtale": Side(_("Min medarbeidersamtale"), "planer:samtale-mine", "planer.view_planer"),
    "utvikling": Side(_("Min utviklingsplan"), "planer:personplan-mine", "planer.view_planer"),
    "samtaler": Side(
        _("Medarbeidersamtaler"), "planer:samtale-list", "planer.follow_personplaner", _("Med dem du er leder for")
    ),
    "utviklingsplaner": Side(
        _("Utviklingsplanene i enheten"),
        "planer:personplan-list",
        "planer.follow_personplaner",
        _("Hva den enkelte skal lære"),
    ),
    "samtaletall": Side(
        _("Samtaler i enhetene"), "planer:samtaletall-list", "planer.view_samtaler_holdt", _("Tall, uten navn")
    ),
    "samtaler-holdt": Side(
        _("Samtaler som er holdt"), "planer:samtaleholdt-list", "planer.view_samtaler_holdt", _("Med hvem, og når")
    ),
    "utdanning": Side(
        _("Fullført utdanning"), "planer:utdanning-list", "planer.view_samtaler_holdt", _("Bekreftet siden en dag")
    ),
    "min-kompetanse": Side(_("Min kompetanse"), "kartlegging:min", "kartlegging.view_min"),
    "kurs": Side(_("Kurs"), "kurs:kalender", "kurs.view_kurs"),
    "midler": Side(_("Midler"), "soknader:ramme-list", "soknader.view_ramme"),
    "soknader": Side(_("Søknader"), "soknader:soknad-list", "soknader.view_register"),
    "mbu": Side(_("MBU-saker"), "soknader:mbusak-list", "soknader.view_mbusak"),
}
# As the year goes.
GRUPPER = (
    (_("Før planen"), ("styring", "drofting", "innstilling", "aarsmote")),
    (_("Planene"), ("aarshjul", "oversikt", "tilskudd")),
    (
        _("Samtaler og oppfølging"),
        ("samtaler", "utviklingsplaner", "samtaletall", "samtaler-holdt", "utdanning", "samtale", "utvikling"),
    ),
)


def side_for(kode: str, bruker: Bruker) -> Side | None:
    """The page with this key, when there is one and the user may open it."""
    side = SIDER.get(kode)
    return side if side and bruker.has_perm(side.rett) else None


def grupper(bruker: Bruker) -> list[tuple[str, list[Side]]]:
    """The pages around the plans that the user may open, under what of the year they are for."""
    return [(navn, [side for kode in koder if (side := side_for(kode, bruker))]) for navn, koder in GRUPPER]
