"""Who acts in the demo, and the day it is. Each app's demo takes it."""

import datetime as dt
from dataclasses import dataclass

from kompetanse.organisasjon.demo.folk import Folk
from kompetanse.organisasjon.models import Bruker, Kommune, Person


@dataclass
class Scene:
    """The people who act, and the day it is."""

    kommune: Kommune
    folk: Folk
    hr: Bruker
    direktor: Bruker
    i_dag: dt.date

    def bruker(self, person: Person) -> Bruker:
        return Bruker.objects.select_related("person", "kommune").get(person__ansattnummer=person.ansattnummer)

    def for_dager(self, dager: int) -> dt.date:
        return self.i_dag - dt.timedelta(days=dager)
