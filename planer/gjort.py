"""What of the yearly wheel is done by itself: the page that an activity leads to (`planer.sider`) knows that it is."""

from kompetanse.organisasjon.models import Bruker, Enhet, Person
from planer.models import Aarsaktivitet, Aarsutforelse, Ring


def sett_gjort(side: str, aar: int, *, bruker: Bruker, enhet: Enhet, person: Person | None = None) -> None:
    """The activities of this page are done in the year: by the unit, or by one person who works in it. What is said to be
    done already stays as it is. Call it inside the transaction of what was done."""
    aktiviteter = Aarsaktivitet.objects.for_enhet(enhet).i_aaret(aar).filter(side=side).select_related("enhet")
    nivaaer = len(bruker.kommune.nivaanavn)
    if person:
        gjort, av = aktiviteter.filter(ring=Ring.ANSATT), {"person": person}
    else:
        gjort, av = [ett for ett in aktiviteter if enhet.depth in ett.gjores_paa(nivaaer)], {"enhet": enhet}
    Aarsutforelse.objects.bulk_create(
        [Aarsutforelse(aktivitet=ett, aar=aar, merket_av=bruker, **av) for ett in gjort], ignore_conflicts=True
    )
