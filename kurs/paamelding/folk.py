"""Whom a leader may sign up for a run: people one leads, and those of them whom the course is for."""

from typing import NamedTuple

from kompetanse.organisasjon.ledelse import ledede_enheter, naermeste_folk
from kompetanse.organisasjon.models import Bruker, Person
from kurs.models import Kjoring, Kursplass
from kurs.paamelding.paamelding import kan_melde_paa
from kurs.tilbud import malgrupper

# So many are offered by name; of more, the target group is signed up at once.
FLEST = 200


class Valg(NamedTuple):
    """Who can be signed up one by one, and how many of those whom the course is for, can be at once."""

    folk: list[Person]
    i_malgruppen: int


def uten_plass(kjoring: Kjoring, bruker: Bruker):
    """Those whom the user may sign up, and who neither have a place nor wait for one in a run of the course to come."""
    har = Kursplass.objects.som_kommer().filter(kjoring__kurs=kjoring.kurs_id).order_by().values("person")
    return kan_melde_paa(bruker).exclude(pk__in=har)


def i_malgruppen(kjoring: Kjoring, bruker: Bruker):
    """Those of them whom the course is for."""
    return uten_plass(kjoring, bruker).filter(pk__in=malgrupper.folk(kjoring.kurs).order_by().values("pk"))


def valg(kjoring: Kjoring, bruker: Bruker) -> Valg:
    """The nearest people of a leader by name; of HR, who leads nobody, those of the target group."""
    gruppen = i_malgruppen(kjoring, bruker)
    naermeste = set().union(*naermeste_folk(ledede_enheter(bruker)).values())
    folk = uten_plass(kjoring, bruker).filter(pk__in=naermeste) if naermeste else gruppen
    return Valg(list(folk[:FLEST]), gruppen.count())
