"""What the pages of the cases to MBU say about a case: its state, what it waits for, who did what."""

from dataclasses import dataclass
from functools import cached_property

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompetanse.felles.formats import dato, dato_tid, i_setning
from kompetanse.felles.models import Hendelse
from kompetanse.organisasjon.models import Bruker, Rollekode, Rolletype
from soknader.mbu import saksgang
from soknader.mbu.livslop import FORBEREDER, LIVSLOP, SENDER
from soknader.mbu.tekst import bestemt_form
from soknader.models import MbuSak, Soknadsoppsett

Status = MbuSak.Status
TONER = {Status.UTKAST: "noytral", Status.TIL_GODKJENNING: "vent", Status.SENDT: "ok"}
HENDELSER = {
    "mbusak.opprettet": gettext_lazy("Utkastet ble laget"),
    "mbusak.til_godkjenning": gettext_lazy("Sendt til godkjenning"),
    "mbusak.tilbake": gettext_lazy("Gitt tilbake til redigering"),
    "mbusak.sendt": gettext_lazy("Sendt til utvalget og låst"),
    "mbusak.vedtak": gettext_lazy("Vedtaket ble ført inn"),
}
FOR_UTVALGET = ("mbusak.sendt", "mbusak.vedtak")


@dataclass(frozen=True)
class Ord:
    """The kommune's own words: the board, and the director who sends. Each is asked for when it is needed."""

    kommune_id: int

    @cached_property
    def oppsett(self) -> Soknadsoppsett:
        return Soknadsoppsett.objects.get(kommune_id=self.kommune_id)

    @property
    def utvalg(self) -> str:
        return self.oppsett.utvalg_kortnavn

    @cached_property
    def direktor(self) -> str:
        tittel = Rolletype.objects.get(kommune_id=self.kommune_id, kode=Rollekode.KOMMUNEDIREKTOR).navn
        return bestemt_form(i_setning(tittel))


def venter(sak: MbuSak, ord: Ord) -> str:
    """What the case waits for, as a short sentence; empty when it is done."""
    if sak.status == Status.UTKAST:
        return _("HR gjør saken klar")
    if sak.status == Status.TIL_GODKJENNING:
        return _("Venter på %(direktor)s") % {"direktor": ord.direktor}
    if not sak.vedtaksdato:
        return _("Vedtaket er ikke ført inn")
    return _("Vedtatt %(dato)s") % {"dato": dato(sak.vedtaksdato)}


def saksside(sak: MbuSak, bruker: Bruker) -> dict:
    """Everything the case page shows beside the text."""
    ord = Ord(sak.kommune_id)
    mulige = LIVSLOP.mulige(sak, bruker)
    return {
        "sak": sak,
        "ord": ord,
        "tone": TONER[sak.status],
        "venter": venter(sak, ord),
        "kan": mulige,
        "mangler": saksgang.mangler(sak) if "rediger" in mulige else [],
        "forlop": forlop(sak, bruker),
    }


def forlop(sak: MbuSak, bruker: Bruker) -> list[dict]:
    """Who did what with the case, oldest first. The board sees what concerns the board."""
    linjer = Hendelse.objects.for_objekt(sak).select_related("utfort_av__person")
    intern = bruker.has_perm(FORBEREDER) or bruker.has_perm(SENDER)
    return [
        {
            "tilstand": "gjort",
            "tittel": HENDELSER.get(linje.handling, linje.handling),
            "hvem": ", ".join(filter(None, [str(linje.utfort_av), linje.rolletekst])),
            "naar": dato_tid(linje.tidspunkt),
            "kommentar": linje.kommentar,
        }
        for linje in linjer
        if intern or linje.handling in FOR_UTVALGET
    ]


def bekreftelse(navn: str, sak: MbuSak, ord: Ord) -> dict[str, str]:
    """What a confirm page asks, what it says will happen, and its button."""
    valg = {"nummer": sak.saksnummer, "utvalg": ord.utvalg, "direktor": ord.direktor}
    overgang = LIVSLOP[navn]
    return {
        "sporsmaal": overgang.sporsmaal % valg,
        "konsekvens": capfirst(overgang.konsekvens % valg),
        "knapp": overgang.label % valg,
    }


def kvittering(navn: str, sak: MbuSak) -> str:
    """What happened, for the top of the next page."""
    return LIVSLOP[navn].kvittering % {"nummer": sak.saksnummer}
