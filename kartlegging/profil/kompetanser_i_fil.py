"""Which competences the rows of a file are about, by name or synonym; read once for the whole file."""

from collections.abc import Iterable, Mapping

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kartlegging.models import Kompetanse, Synonym
from kompetanse.organisasjon.personer_i_fil import Avvist


class KompetanserIFil:
    """Name → competence, with its scale and the steps of that. A constant number of statements."""

    def __init__(self, rader: Iterable[Mapping]):
        navn = etter_navn()
        nevnt = {ryddig(rad["kompetanse"]) for rad in rader if rad.get("kompetanse")} & navn.keys()
        med_trinn = Kompetanse.objects.select_related("skala").prefetch_related("skala__trinn")
        kompetanser = med_trinn.in_bulk({navn[ett] for ett in nevnt})
        self.per: dict[str, Kompetanse] = {ett: kompetanser[navn[ett]] for ett in nevnt}

    @property
    def alle(self) -> set[Kompetanse]:
        return set(self.per.values())

    def finn(self, navn: str) -> Kompetanse:
        """Raises `Avvist` for one that the catalogue has not."""
        if ryddig(navn) not in self.per:
            raise Avvist(_("Katalogen har ingen kompetanse som heter «%s».") % navn)
        return self.per[ryddig(navn)]


def etter_navn() -> dict[str, int]:
    """Name or synonym in lower case → the competence; a name goes before a synonym."""
    i_bruk = Kompetanse.objects.filter(slaatt_sammen_med__isnull=True)
    svar = {ord.casefold(): pk for ord, pk in Synonym.objects.values_list("ord", "kompetanse")}
    return svar | {navn.casefold(): pk for navn, pk in i_bruk.values_list("navn", "pk")}


def ryddig(navn: str) -> str:
    """As names are compared."""
    return " ".join(navn.split()).casefold()


def les_nivaa(tekst: str) -> int:
    """A level as a cell holds it. Raises ValidationError."""
    tall = tekst.strip().removesuffix(".0")
    if not tall.isdecimal() or len(tall) > 2:
        raise ValidationError(_("Skriv nivået som et tall."))
    return int(tall)
