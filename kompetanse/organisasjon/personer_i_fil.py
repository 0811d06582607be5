"""Whom the rows of a file are about, by employee number or e-mail; read once for the whole file."""

from collections.abc import Iterable, Mapping

from django.db.models import Q
from django.utils.translation import gettext as _

from kompetanse.organisasjon.models import Person

HVEM = ("ansattnummer", "epost")


class Avvist(Exception):
    """A row that is not stored, with the reason for people."""


class PersonerIFil:
    """Employee number, or e-mail in lower case → person; and those who have left. Two statements at most."""

    def __init__(self, rader: Iterable[Mapping]):
        rader = list(rader)
        nummer = {rad["ansattnummer"] for rad in rader if rad.get("ansattnummer")}
        epost = {rad["epost"].lower() for rad in rader if rad.get("epost")}
        folk = Person.objects.filter(Q(ansattnummer__in=nummer) | Q(epost__in=epost)).med_slutt()
        self.per: dict[str, int] = {}
        self.sluttet: set[int] = set()
        for pk, nr, adresse, har_sluttet in folk.values_list("pk", "ansattnummer", "epost", "har_sluttet"):
            self.per[nr] = pk
            if adresse:
                self.per[adresse.lower()] = pk
            if har_sluttet:
                self.sluttet.add(pk)

    @property
    def alle(self) -> set[int]:
        return set(self.per.values())

    def finn(self, rad: Mapping) -> int:
        """The person of a row. Raises `Avvist`."""
        oppgitt = [str(rad[kode]) for kode in HVEM if rad.get(kode)]
        if not oppgitt:
            raise Avvist(_("Raden sier ikke hvem den gjelder."))
        funnet = {self.per.get(ett if "@" not in ett else ett.lower()) for ett in oppgitt}
        if None in funnet:
            raise Avvist(_("Ingen ansatt har ansattnummeret eller e-posten %s.") % ", ".join(oppgitt))
        if len(funnet) > 1:
            raise Avvist(_("Ansattnummeret og e-posten hører til to forskjellige."))
        (person_id,) = funnet
        if person_id in self.sluttet:
            raise Avvist(_("Den ansatte har sluttet."))
        return person_id
