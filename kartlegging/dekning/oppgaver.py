"""What waits for a person about what runs out: one's own, and that of those one leads."""

from functools import partial

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from kartlegging.models import Kompetanse, Personkompetanse
from kartlegging.oppfylling import SNART, gaar_ut
from kompetanse.felles.formats import tall
from kompetanse.felles.oppgaver import Oppgave, Slag
from kompetanse.organisasjon.models import Person
from kompetanse.organisasjon.models.aktiv_rolle import AktivRolle


def slag(person_id: int, folk: dict[AktivRolle, set[int]]) -> Slag:
    """One line for the person's own, and one for each unit that the person leads, of the people whom the role leads."""
    dag, alle = timezone.localdate(), {person_id}.union(*folk.values())
    # What runs out, ends with one of these; whether another goes on, `gaar_ut` knows.
    slutter = Personkompetanse.objects.filter(person__in=alle, til__range=(dag, dag + SNART))
    return Slag(slutter, partial(_oppgaver, person_id, folk))


def _oppgaver(person_id, folk, slutter):
    dag = timezone.localdate()
    hos = Person.objects.filter(pk__in=slutter.order_by().values("person"))
    snart = gaar_ut(hos, dag, dag + SNART)
    yield from _egne([ett for ett in snart if ett.person_id == person_id])
    for rolle, dens in folk.items():
        if deres := [ett for ett in snart if ett.person_id in dens]:
            hva = ngettext("Et bevis går ut hos dem du leder", "%(n)s bevis går ut hos dem du leder", len(deres))
            yield _oppgave(hva, deres, rolle.enhet_navn, reverse("kartlegging:enhet-utlop", args=[rolle.enhet_id]))


def _egne(snart):
    if snart:
        hva = ngettext("Forny et bevis som går ut", "Forny %(n)s bevis som går ut", len(snart))
        forste = Kompetanse.objects.get(pk=snart[0].kompetanse_id)
        yield _oppgave(hva, snart, str(forste), reverse("kartlegging:min"))


def _oppgave(hva, snart, hvorfor, url):
    return Oppgave(hva % {"n": tall(len(snart))}, hvorfor, url, "Clock", frist_dato=snart[0].siste_dag)
