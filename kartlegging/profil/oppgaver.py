"""What waits for a person about what people have registered: to confirm, and one's own that was returned."""

from collections.abc import Iterator
from functools import partial

from django.db.models import Count, Min
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kartlegging.models import Personkompetanse
from kompetanse.felles import formats
from kompetanse.felles.oppgaver import Oppgave, Slag
from kompetanse.organisasjon.models.aktiv_rolle import AktivRolle

Tilstand = Personkompetanse.Tilstand


def slag_for(person_id: int, folk: dict[AktivRolle, set[int]]) -> Iterator[Slag]:
    """What may wait for this person, and for the leader of these, by the role that leads them."""
    alle = set().union(*folk.values())
    yield Slag(Personkompetanse.objects.venter().filter(person__in=alle), partial(_aa_bekrefte, folk))
    yield Slag(Personkompetanse.objects.filter(person=person_id, tilstand=Tilstand.RETURNERT), _returnert)


def _aa_bekrefte(folk, ventende):
    """For the nearest leader: how many wait in each unit, and since when."""
    per_person = ventende.order_by().values_list("person").annotate(Count("pk"), Min("registrert"))
    venter = {person: (antall, siden) for person, antall, siden in per_person}
    for rolle, dens in folk.items():
        if deres := [venter[person] for person in dens & venter.keys()]:
            antall, siden = sum(antall for antall, _siden in deres), min(siden for _antall, siden in deres)
            hva = ngettext("Bekreft %(n)s registrert kompetanse", "Bekreft %(n)s registrerte kompetanser", antall)
            naar = {"enhet": rolle.enhet_navn, "dato": formats.dato_kort(siden)}
            hvorfor = _("%(enhet)s · den eldste har ventet siden %(dato)s") % naar
            url = reverse("kartlegging:enhet-bekreft", args=[rolle.enhet_id])
            yield Oppgave(hva % {"n": formats.tall(antall)}, hvorfor, url, "SealCheckmark")


def _returnert(egne):
    """One's own that the leader has sent back."""
    antall = egne.count()
    hva = ngettext(
        "Rett opp en kompetanse som er sendt tilbake", "Rett opp %(n)s kompetanser som er sendt tilbake", antall
    ) % {"n": formats.tall(antall)}
    hvorfor = _("Lederen din har skrevet hva som mangler")
    yield Oppgave(hva, hvorfor, reverse("kartlegging:min"), "ArrowUndo", tone="varsel")
