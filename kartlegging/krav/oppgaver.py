"""What waits for a person: own requirements that are not met, and people of one's own who have passed a deadline."""

from functools import partial

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kartlegging.krav.frister import mangler, obligatoriske
from kartlegging.models import Kompetansekrav
from kompetanse.felles.formats import og_liste, tall
from kompetanse.felles.oppgaver import Oppgave, Slag
from kompetanse.organisasjon.models.aktiv_rolle import AktivRolle

# So many are named in one line.
NEVNES = 3


def slag(person_id: int, folk: dict[AktivRolle, set[int]]) -> Slag:
    """What this person lacks, and who is late of those whom the person leads, by the role that leads them."""
    return Slag(obligatoriske(), partial(_oppgaver, person_id, folk))


def _oppgaver(person_id, folk, kravene):
    svar = mangler(person_id, set().union(*folk.values()), kravene)
    return [*_egne_krav(svar.egne), *_over_fristen(svar.over_fristen, folk)]


def _egne_krav(svar):
    """One line for all that one's own work must have and one lacks, with the first deadline."""
    if not svar:
        return []
    krav = Kompetansekrav.objects.filter(pk__in=[ett.krav_id for ett in svar])
    heter = dict(krav.order_by().values_list("pk", "kompetanse__navn"))
    navn = list(dict.fromkeys(heter[ett.krav_id] for ett in svar))
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


def _over_fristen(sene, folk):
    """One line for each unit that one leads, when people there are late."""
    linjer = []
    for rolle, dens in folk.items():
        if antall := len(dens & sene):
            hva = ngettext(
                "%(n)s medarbeider har passert fristen for et krav",
                "%(n)s medarbeidere har passert fristen for et krav",
                antall,
            )
            url = reverse("kartlegging:enhet-tabell", args=[rolle.enhet_id])
            linjer.append(Oppgave(hva % {"n": tall(antall)}, rolle.enhet_navn, url, "Clock", tone="varsel"))
    return linjer
