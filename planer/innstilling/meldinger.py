"""What people are told of an innstilling, one function per event."""

from collections.abc import Iterable

from django.db.models import Q
from django.utils.translation import gettext as _

from kompetanse.felles.formats import sitat
from kompetanse.felles.varsler import varsle
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker, Enhet, Rolle, Rollekode
from planer.models import Innstilling, Innstillingspunkt

Utfall = Innstillingspunkt.Utfall


def sendt(innstilling: Innstilling, *, fra: Bruker) -> None:
    """Tell those who may have to decide that it is there to be read."""
    brukere = tilgang.brukere_med_rolle(innstilling.kommune_id, Rollekode.KOMMUNEDIREKTOR, Rollekode.ETATSLEDERGRUPPE)
    varsle(
        [en for en in brukere if en != fra],
        lambda: (
            innstilling.tittel,
            _("%(hvem)s har sendt innstillingen til: %(organ)s.") % {"hvem": fra, "organ": innstilling.organ},
        ),
        innstilling.get_absolute_url(),
    )


def avgjort(punkt: Innstillingspunkt, enheter: Iterable[Enhet], *, fra: Bruker) -> None:
    """Tell those who lead the units what became of what they proposed."""
    ord_ = {
        Utfall.FELLES: lambda: _("Det blir et felles tiltak. Hold møte i enheten om det, og oppdater planen."),
        Utfall.LOKALT: lambda: _("Det gjøres i enhetene selv. Legg det inn i planen deres."),
        Utfall.IKKE_NAA: lambda: _("Det blir ikke noe av nå: %(grunn)s") % {"grunn": punkt.grunn},
    }
    varsle(
        [en for en in _ledere(enheter) if en != fra],
        lambda: (
            _("Avgjort: %(tiltak)s") % {"tiltak": sitat(punkt.navn)},
            " ".join(filter(None, [ord_[punkt.utfall](), punkt.grunn if punkt.utfall != Utfall.IKKE_NAA else ""])),
        ),
        punkt.innstilling.get_absolute_url(),
    )


def _ledere(enheter) -> list[Bruker]:
    """Those who lead one of the units themselves; of one that nobody leads, those of the unit above."""
    personer = set()
    for enhet in enheter:
        for sti in (enhet.path, *reversed(enhet.stier_over)):
            roller = Rolle.objects.gjeldende().filter(Q(enhet__path=sti), type__kode__in=Rollekode.ledere())
            if funnet := set(roller.order_by().values_list("person", flat=True)):
                personer |= funnet
                break
    return list(tilgang.aapne_kontoer(personer))
