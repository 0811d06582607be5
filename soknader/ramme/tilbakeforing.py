"""Unused money back to the pots it was drawn from, and out of them again when a report is corrected."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from kompetanse.felles.formats import kr, og_liste
from soknader.models import Postering, Soknad
from soknader.ramme.regnskap import NULL, Uttak, fyll, gyldig_belop, laas_for, poster, regnskap, uttak_for


@transaction.atomic
def tilbakefor(soknad: Soknad, belop: Decimal) -> list[Postering]:
    """Pay unused money back to the pots it was drawn from; what was drawn last goes back first.

    So the free part, which is drawn last, is filled first. Returns the negative Posteringer. Raises ValidationError
    (`for_mye`) for more than what is left of the grant. Locks the frame until the transaction ends.
    """
    belop = gyldig_belop(belop)
    ramme = laas_for(soknad)
    brukt = [(pott, innvilget - tilbake) for pott, innvilget, tilbake in _potter(soknad)]
    valgt = _fordel(belop, reversed(brukt))
    return poster(Postering.Type.TILBAKEFORT, ramme, soknad, [Uttak(pott, -del_av) for pott, del_av in valgt])


@transaction.atomic
def ta_ut_igjen(soknad: Soknad, belop: Decimal) -> list[Postering]:
    """Draw again what was paid back, from the pots it went to: they stand as if the right sum had gone back at once.

    Returns the Posteringer. Raises ValidationError: `delt_ut` when others have been granted the money meanwhile,
    `for_mye` for more than was paid back. Locks the frame until the transaction ends.
    """
    belop = gyldig_belop(belop)
    ramme = laas_for(soknad)
    valgt = _fordel(belop, ((pott, tilbake) for pott, _innvilget, tilbake in _potter(soknad)))
    ledig = {pott.oremerking and pott.oremerking.pk: pott for pott in regnskap(ramme).potter}
    potter = [ledig[pott and pott.pk] for pott, _del_av in valgt]
    if any(pott.ledig < del_av for pott, (_oremerking, del_av) in zip(potter, valgt, strict=True)):
        raise ValidationError(
            _(
                "Pengene som gikk tilbake til rammen, er siden delt ut til andre. Rettelsen trenger %(belop)s. "
                "Ledig nå: %(ledig)s."
            ),
            code="delt_ut",
            params={"belop": kr(belop), "ledig": og_liste([f"{pott.navn} {kr(pott.ledig)}" for pott in potter])},
        )
    return poster(Postering.Type.RETTET, ramme, soknad, valgt)


def _fordel(belop, potter):
    """Spread an amount over (pot, the most that it takes), the first pots first, as `Uttak`."""
    deler, rest = fyll(belop, potter)
    if rest:
        raise ValidationError(
            _("Det kan ikke føres tilbake mer enn det som er innvilget. %(rest)s er for mye."),
            code="for_mye",
            params={"rest": kr(rest)},
        )
    return [Uttak(pott, del_av) for pott, del_av in deler if del_av]


def _potter(soknad):
    """(pot, granted, paid back and not drawn again) in the order the pots were first drawn."""
    fort = Postering.objects.filter(soknad=soknad, type__in=Postering.Type.tilbakeforinger()).order_by()
    tilbake = dict(fort.values_list("oremerking").annotate(tilbake=-Sum("belop")))
    return [(pott, belop, tilbake.get(pott and pott.pk, NULL)) for pott, belop in uttak_for(soknad)]
