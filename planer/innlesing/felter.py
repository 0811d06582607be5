"""What a column of a plan can be, with the headings that municipalities use."""

from django.utils.translation import gettext_lazy as _

from kompetanse.felles.innlesing import Felt
from kompetanse.felles.spreadsheets.document_reading import AVSNITT, TEKST

FELTER = (
    Felt(
        "tiltak",
        _("Tiltak"),
        (
            "tiltak",
            "tiltakogmålgruppe",
            "aktivitet",
            "opplæring",
            "kurs",
            "kompetansetiltak",
            "kompetanseområde",
            "hva",
        ),
    ),
    Felt(
        "behov",
        _("Behov"),
        ("behov", "kompetansebehov", "behovforkompetanse", "utfordring", "mål", "kompetansemål", "hvorfor"),
    ),
    Felt("maalgruppe", _("Målgruppe"), ("målgruppe", "hvem", "for", "forhvem", "deltakere", "ledermedarbeider")),
    Felt("antall", _("Antall deltakere"), ("antalldeltakere", "antall", "antalldeltagere", "antpers")),
    Felt("ansvarlig", _("Ansvarlig"), ("ansvarlig", "ansv", "hvemharansvar", "ansvar", "tiltaksansvarlig")),
    Felt(
        "frist",
        _("Frist"),
        ("frist", "fristforgjennomføring", "når", "tid", "tidspunkt", "gjennomføres", "tidsplan", "innen", "tidsfrist"),
    ),
    Felt(
        "kostnad",
        _("Kostnad"),
        (
            *(
                "kostnad",
                "kostnadfinansiering",
                "pris",
                "budsjett",
                "kostnader",
                "beløp",
                "kr",
                "kostnadikr",
                "kostnadkr",
            ),
            *("kostnadi1000", "kostnadi1000kr", "kostnad1000kr", "kostnaditusen", "kostnaditusenkr", "kostnadperår"),
        ),
    ),
    Felt("finansiering", _("Finansiering"), ("finansiering", "finansieres", "hvembetaler", "dekkesav")),
    Felt("status", _("Status"), ("status", "framdrift", "fremdrift")),
    Felt("evaluering", _("Evaluering"), ("evaluering", "evalueres", "effekt", "resultat", "hvordanevaluere")),
    Felt("merknad", _("Merknad"), ("merknad", "merknader", "kommentar", "kommentarer", "notat")),
    Felt("avsnitt", _("Overskriften raden står under"), (AVSNITT.replace(" ", "").casefold(),)),
    Felt("tekst", _("Tekst i planen"), (TEKST.replace(" ", "").casefold(),)),
)
NAVN = {felt.kode: felt.navn for felt in FELTER}
