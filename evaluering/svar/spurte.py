"""Who is asked: the participants, and about each of them the nearest leader."""

from collections.abc import Iterable

from django.db.models import Q

from evaluering.models import Evalueringsniva, Innsamling, Lenke, Metode, Svarer
from evaluering.svar import lenker
from evaluering.svar.lenker import Spurt
from kompetanse.organisasjon.ledelse import Ledelse
from kompetanse.organisasjon.models import Person

# What is asked by a form that each answers alone; the other methods are written down by whoever has the answers.
MED_LENKE = (Metode.SKJEMA, Metode.TEST, Metode.PRAKTISK, Metode.EGENVURDERING, Metode.PRAKSIS)


def spurte(niva: Evalueringsniva, deltakere: Iterable[Person]) -> list[Spurt]:
    """Those who get a link. Two statements for the leaders, whatever the number of participants."""
    deltakere = list(deltakere)
    svar = []
    if Svarer.DELTAKER in niva.svarer:
        svar += [Spurt(person, Svarer.DELTAKER, person) for person in deltakere]
    if Svarer.LEDER in niva.svarer:
        svar += lederne(niva, deltakere)
    evaluering = niva.evaluering
    laerer = evaluering.kjoring and evaluering.kjoring.kurs.larer_person
    for som, hvem in ((Svarer.LAERER, laerer or evaluering.evaluator), (Svarer.EVALUATOR, evaluering.evaluator)):
        if som in niva.svarer and hvem:
            svar += [Spurt(hvem, som, person) for person in deltakere]
    return svar


def lederne(niva: Evalueringsniva, deltakere: Iterable[Person]) -> list[Spurt]:
    """The nearest leader of each participant; none for one who has none."""
    personer = {person.pk: person for person in deltakere}
    naermeste = {pk: min(ledere) for pk, ledere in _naermeste(niva, personer).items() if ledere}
    ledere = Person.objects.in_bulk(set(naermeste.values()))
    return [Spurt(ledere[leder], Svarer.LEDER, personer[pk]) for pk, leder in naermeste.items()]


def oppdater(innsamling: Innsamling) -> list[Lenke]:
    """Of an open collection about named participants: nobody is asked about one who has left, and a leader who has left is
    followed by the next. Returns the new links."""
    sluttet = Person.objects.med_slutt().filter(har_sluttet=True).values("pk")
    innsamling.lenker.filter(Q(om__in=sluttet) | Q(person__in=sluttet)).delete()
    if Svarer.LEDER not in innsamling.niva.svarer:
        return []
    har_leder = innsamling.lenker.filter(som=Svarer.LEDER).values("om")
    svart = innsamling.deltakersvar.filter(som=Svarer.LEDER).values("deltaker")
    uten = Person.objects.filter(pk__in=innsamling.lenker.values("om")).exclude(Q(pk__in=har_leder) | Q(pk__in=svart))
    return lenker.lag(innsamling, lederne(innsamling.niva, uten))


def _naermeste(niva, personer):
    return Ledelse(niva.kommune_id, med_stedfortredere=False).for_personer(set(personer))
