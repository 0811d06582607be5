"""The mapping table on paper and in a spreadsheet."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kartlegging.tabell.bilde import Kartlegging
from kartlegging.tabell.celler import beskriv
from kartlegging.tabell.matrise import Matrise
from kompetanse.felles.formats import dato
from kompetanse.felles.pdf import brevhode

OVERSKRIFTER = (
    gettext_lazy("Oppgave"),
    gettext_lazy("Enhet"),
    gettext_lazy("Kompetansekrav"),
    gettext_lazy("Krav"),
    gettext_lazy("Møter kravet"),
    gettext_lazy("Nesten og på vei"),
    gettext_lazy("Har"),
    gettext_lazy("Trenger"),
    gettext_lazy("Mangler"),
)


def pdf_context(tabell: Kartlegging) -> dict:
    """The context of `pdf/kartleggingstabell.html`."""
    return {
        **brevhode(
            tabell.enhet.kommune,
            organ=tabell.enhet.navn,
            fakta=[(_("Slik det er"), dato(tabell.dag)), (_("Medarbeidere"), str(tabell.antall_ansatte))],
            laget=timezone.now(),
        ),
        "tittel": _("Hva vi må kunne: %(enhet)s") % {"enhet": tabell.enhet},
        "tabell": tabell,
        "nokkeltall": [(ett["verdi"], ett["navn"]) for ett in tabell.talliste],
    }


def regnearkrader(tabell: Kartlegging) -> Iterator[tuple]:
    """One row a requirement, in the order of `OVERSKRIFTER`."""
    for rad in tabell.rader:
        yield (
            rad.gjelder,
            str(rad.krav.enhet),
            str(rad.krav.kompetanse),
            rad.kravtekst,
            ", ".join(str(person) for person, _svar in rad.moter),
            "; ".join(f"{linje['navn']}: {linje['tekst']}" for linje in rad.linjer),
            rad.antall_dekket,
            rad.trengs,
            rad.mangler,
        )


def matriseark(matrise: Matrise) -> tuple[list[str], Iterator[tuple]]:
    """The headings and rows of the matrix: a person a row, a competence a column, and what the cell says in words."""
    kompetanser = [str(kolonne.kompetanse) for kolonne in matrise.kolonner]
    overskrifter = [_("Medarbeider"), _("Stillingskategori"), *kompetanser, _("Møter egne krav"), _("Egne krav i alt")]
    rader = (
        (
            str(rad.person),
            rad.kategori,
            *(beskriv(kolonne, rad, matrise) for kolonne in matrise.kolonner),
            rad.moter,
            len(rad.egne),
        )
        for rad in matrise.rader
    )
    return overskrifter, rader
