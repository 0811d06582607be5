"""What waits for a person about what runs out: one's own, and that of those one leads."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from kartlegging.models import Kompetanse
from kartlegging.oppfylling import SNART, gaar_ut
from kompetanse.felles.formats import tall
from kompetanse.felles.oppgaver import Oppgave
from kompetanse.organisasjon.ledelse import ledede_enheter, naermeste_folk
from kompetanse.organisasjon.models import Bruker, Person


def oppgaver_for(bruker: Bruker) -> Iterator[Oppgave]:
    """One line for one's own, and one for each unit that the user leads. Two statements at most, and two for each unit."""
    if bruker.person_id is None:
        return
    yield from _egne(bruker)
    for rolle in ledede_enheter(bruker):
        folk = naermeste_folk(rolle).exclude(pk=bruker.person_id)
        if snart := _snart(folk):
            hva = ngettext("Et bevis går ut hos dem du leder", "%(n)s bevis går ut hos dem du leder", len(snart))
            yield _oppgave(hva, snart, rolle.enhet_navn, reverse("kartlegging:enhet-utlop", args=[rolle.enhet_id]))


def _egne(bruker):
    if snart := _snart(Person.objects.filter(pk=bruker.person_id)):
        hva = ngettext("Forny et bevis som går ut", "Forny %(n)s bevis som går ut", len(snart))
        forste = Kompetanse.objects.get(pk=snart[0].kompetanse_id)
        yield _oppgave(hva, snart, str(forste), reverse("kartlegging:min"))


def _snart(folk):
    dag = timezone.localdate()
    return gaar_ut(folk, dag, dag + SNART)


def _oppgave(hva, snart, hvorfor, url):
    return Oppgave(hva % {"n": tall(len(snart))}, hvorfor, url, "Clock", frist_dato=snart[0].siste_dag)
