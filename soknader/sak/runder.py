"""The steps of one case: copied from the chain when it is sent, and walked anew after a return or a take-back."""

from django.db.models import Max

from soknader.models import Kjedesteg, Saksteg, Soknad

_KOPIERES = (
    "rekkefolge",
    "tittel",
    "handling",
    "kan_returnere",
    "kan_avslaa",
    "frist_dager",
    "opprinnelig_rollekode",
)


def kopier_kjeden(soknad: Soknad) -> None:
    """Copy the kommune's chain to the case, so that a later change of the chain leaves the case alone."""
    Saksteg.objects.bulk_create(
        Saksteg(
            kommune_id=soknad.kommune_id,
            soknad=soknad,
            rekkefolge=kjedesteg.rekkefolge,
            tittel=kjedesteg.tittel,
            handling=kjedesteg.handling,
            kan_returnere=kjedesteg.kan_returnere,
            kan_avslaa=kjedesteg.kan_avslaa,
            frist_dager=kjedesteg.frist_dager,
            opprinnelig_rollekode=kjedesteg.rolletype.kode,
            rollekode=kjedesteg.rolletype.kode,
        )
        for kjedesteg in Kjedesteg.objects.filter(kommune_id=soknad.kommune_id).select_related("rolletype")
    )


def ny_runde(soknad: Soknad, *, fra_rekkefolge: int = 0, erstatter: Saksteg | None = None) -> None:
    """Make the steps from a place in the chain wait once more; answered ones stay as they were, beside the new."""
    runde = soknad.steg.aggregate(siste=Max("runde"))["siste"] + 1
    siste_per_plass = {steg.rekkefolge: steg for steg in soknad.steg.order_by("runde")}
    for rekkefolge, steg in sorted(siste_per_plass.items()):
        if rekkefolge < fra_rekkefolge:
            continue
        if steg.avgjorelse:
            steg = Saksteg(
                kommune_id=soknad.kommune_id,
                soknad=soknad,
                erstatter=erstatter if erstatter and erstatter.rekkefolge == rekkefolge else None,
                **{felt: getattr(steg, felt) for felt in _KOPIERES},
            )
            steg.rollekode = steg.opprinnelig_rollekode
        steg.runde, steg.startet, steg.frist, steg.aapnet = runde, None, None, None
        steg.enhet, steg.utpekt, steg.flyttet = None, None, ""
        steg.save()
