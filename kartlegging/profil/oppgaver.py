"""What waits for a person about what people have registered: to confirm, and one's own that was returned."""

from django.db.models import Count, Min
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kartlegging.models import Personkompetanse
from kompetanse.felles import formats
from kompetanse.felles.oppgaver import Oppgave
from kompetanse.organisasjon.ledelse import ledede_enheter, naermeste_folk
from kompetanse.organisasjon.models import Bruker

Tilstand = Personkompetanse.Tilstand


def oppgaver_for(bruker: Bruker) -> list[Oppgave]:
    """What waits for this user, in no order. Two statements for each unit that the user leads, and one more."""
    if bruker.person_id is None:
        return []
    return [*_aa_bekrefte(bruker), *_returnert(bruker)]


def _aa_bekrefte(bruker):
    """For the nearest leader: how many wait in each unit, and since when."""
    for rolle in ledede_enheter(bruker):
        folk = naermeste_folk(rolle).exclude(pk=bruker.person_id).order_by().values("pk")
        tall = (
            Personkompetanse.objects.venter().filter(person__in=folk).aggregate(n=Count("pk"), siden=Min("registrert"))
        )
        if tall["n"]:
            hva = ngettext(
                "Bekreft %(n)s registrert kompetanse", "Bekreft %(n)s registrerte kompetanser", tall["n"]
            ) % {"n": formats.tall(tall["n"])}
            naar = {"enhet": rolle.enhet_navn, "dato": formats.dato_kort(tall["siden"])}
            hvorfor = _("%(enhet)s · den eldste har ventet siden %(dato)s") % naar
            yield Oppgave(hva, hvorfor, reverse("kartlegging:enhet-bekreft", args=[rolle.enhet_id]), "SealCheckmark")


def _returnert(bruker):
    """One's own that the leader has sent back."""
    antall = Personkompetanse.objects.filter(person=bruker.person_id, tilstand=Tilstand.RETURNERT).count()
    if antall:
        hva = ngettext(
            "Rett opp en kompetanse som er sendt tilbake", "Rett opp %(n)s kompetanser som er sendt tilbake", antall
        ) % {"n": formats.tall(antall)}
        hvorfor = _("Lederen din har skrevet hva som mangler")
        yield Oppgave(hva, hvorfor, reverse("kartlegging:min"), "ArrowUndo", tone="varsel")
