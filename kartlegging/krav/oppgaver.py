"""What waits for a person: own requirements that are not met, and people of one's own who have passed a deadline."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kartlegging.krav.frister import antall_over_fristen, mangler
from kartlegging.models import Kompetansekrav
from kompetanse.felles.formats import og_liste, tall
from kompetanse.felles.oppgaver import Oppgave
from kompetanse.organisasjon.ledelse import ledede_enheter, naermeste_folk
from kompetanse.organisasjon.models import Bruker

# So many are named in one line.
NEVNES = 3


def oppgaver_for(bruker: Bruker) -> list[Oppgave]:
    """What waits for this user, in no order. The number of statements is the same whatever the size."""
    if bruker.person_id is None:
        return []
    return [*_egne_krav(bruker), *_over_fristen(bruker)]


def _egne_krav(bruker):
    """One line for all that one's own work must have and one lacks, with the first deadline."""
    svar = mangler(bruker.person)
    if not svar:
        return []
    krav = Kompetansekrav.objects.select_related("kompetanse").in_bulk([ett.krav_id for ett in svar])
    navn = list(dict.fromkeys(krav[ett.krav_id].kompetanse.navn for ett in svar))
    rest = len(navn) - NEVNES
    nevnt = [*navn[:NEVNES], *([_("%s til") % tall(rest)] if rest > 0 else [])]
    frister = [ett.frist for ett in svar if ett.frist]
    return [
        Oppgave(
            hva=ngettext(
                "Få på plass et krav som arbeidet ditt stiller",
                "Få på plass %(n)s krav som arbeidet ditt stiller",
                len(navn),
            )
            % {"n": tall(len(navn))},
            hvorfor=og_liste(nevnt),
            url=reverse("kartlegging:min"),
            ikon="Tasklist",
            frist_dato=min(frister, default=None),
            tone="" if len(frister) == len(svar) else "varsel",
        )
    ]


def _over_fristen(bruker):
    """One line for each unit that one leads, when people there are late."""
    linjer = []
    for rolle in ledede_enheter(bruker):
        if antall := antall_over_fristen(naermeste_folk(rolle).exclude(pk=bruker.person_id)):
            hva = ngettext(
                "%(n)s medarbeider har passert fristen for et krav",
                "%(n)s medarbeidere har passert fristen for et krav",
                antall,
            )
            url = reverse("kartlegging:enhet-tabell", args=[rolle.enhet_id])
            linjer.append(Oppgave(hva % {"n": tall(antall)}, rolle.enhet_navn, url, "Clock", tone="varsel"))
    return linjer
