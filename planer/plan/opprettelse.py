"""A plan is made: for a unit and a period, below the nearest plan above, with the sections of its level."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kompetanse.organisasjon.ledelse import Ledelse
from kompetanse.organisasjon.models import Bruker, Enhet
from planer.endring import logg
from planer.models import Kompetanseplan, Plannivaa, Planseksjon, Seksjonsmal
from planer.plan.overordnet import krev_overordnet
from planer.plan.perioder import Periode


@transaction.atomic
def opprett(
    enhet: Enhet, periode: Periode, *, bruker: Bruker, overordnet: Kompetanseplan | None = None
) -> Kompetanseplan:
    """Make the unit's plan for a period. The same plan asked for twice is one: the second gets what the first made.

    Raises ValidationError when the unit has another such plan in the period, or does not last until it begins.
    """
    enhet = Enhet.objects.select_for_update(no_key=True, of=("self",)).select_related("videre_i").get(pk=enhet.pk)
    if not bruker.has_perm("planer.add_plan", enhet):
        raise PermissionDenied
    _krev_at_enheten_varer(enhet, periode)
    likt = {"slag": periode.slag, "fra": periode.fra, "til": periode.til}
    if finnes := enhet.kompetanseplaner.for_enheter().aapne().filter(**likt).first():
        return finnes
    plan = Kompetanseplan(
        enhet=enhet,
        nivaa=Plannivaa.for_enhet(enhet),
        tittel=periode.tittel,
        overordnet=overordnet,
        ansvarlig_id=_ansvarlig(enhet, bruker),
        opprettet_av=bruker,
        **likt,
    )
    krev_overordnet(plan)
    plan.validate_constraints()
    plan.save()
    Planseksjon.objects.bulk_create(
        Planseksjon(plan=plan, mal=mal, tittel=mal.tittel, tekst=mal.tekst, rekkefolge=mal.rekkefolge)
        for mal in Seksjonsmal.objects.filter(i_bruk=True, nivaaer__contains=[plan.nivaa])
    )
    logg(plan, "plan.opprettet", bruker=bruker, tittel=plan.tittel)
    return plan


def _ansvarlig(enhet, bruker):
    """Who leads the unit, or the nearest above; of several the user; else the user."""
    ledere = Ledelse(enhet.kommune_id).naermeste(enhet.path, uten=0)
    return bruker.person_id if bruker.person_id in ledere or not ledere else min(ledere)


def _krev_at_enheten_varer(enhet, periode):
    if enhet.gyldig_til is None or enhet.gyldig_til >= periode.fra:
        return
    if enhet.videre_i:
        ny = _("%(enhet)s er slått sammen med %(ny)s. Lag planen der.") % {"enhet": enhet, "ny": enhet.videre_i}
        raise ValidationError(ny, code="avsluttet")
    raise ValidationError(_("%(enhet)s er avsluttet før planen begynner.") % {"enhet": enhet}, code="avsluttet")
