"""Goals of plans and of documents: set, changed, named and deleted."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kompetanse.felles.samskriving import Endring
from kompetanse.organisasjon.models import Bruker
from planer import endring
from planer.forankring import dokumenter
from planer.maal.arv import tilbys
from planer.maal.beregning import maal_naa
from planer.maal.kjede import Kjede
from planer.models import Kompetanseplan, Maal


def ankere(maal: Maal) -> QuerySet[Maal]:
    """The goals above that this one may serve. For one of a plan those that come to the plan and it has not set aside; for
    one of a document those of other documents of the same unit or the units above, and of what is above the kommune."""
    if maal.plan_id:
        lagt_bort = maal.plan.maal.filter(valg=Maal.Valg.LAGT_TIL_SIDE)
        return tilbys(maal.plan).exclude(pk__in=lagt_bort.values("over"))
    enhet = maal.dokument.enhet
    over = Q(dokument__enhet__isnull=True)
    if enhet is not None:
        over |= Q(dokument__enhet__path__in=[*enhet.stier_over, enhet.path])
    return Maal.objects.filter(over, dokument__isnull=False).exclude(dokument=maal.dokument_id)


@transaction.atomic
def lagre(maal: Maal, endring: Endring | None = None, *, bruker: Bruker) -> Maal:
    """Store a new or changed goal of one's own, or how one that the plan has answered is measured. A changed name follows
    into the answers below; one whose figure comes from the registry is measured at once. With `endring` that alone is
    changed. Raises ValidationError for a goal above that it cannot serve, or that stands below it, and Uenig."""
    handling = "maal.endret" if maal.pk else "maal.opprettet"
    _laas(maal, bruker=bruker)
    if endring and maal.pk:
        maal = Maal.objects.select_related("plan__enhet", "dokument__enhet").get(pk=maal.pk)
        endring.flett(maal)
    if maal.over_id and not maal.er_arvet:
        _kontroller_over(maal)
    if maal.beregning:
        maal.maaleenhet = "%"
    # full_clean leaves out constraints on what nobody edits, and the plan is one of those.
    maal.full_clean()
    maal.validate_constraints()
    maal.save()
    _gi_navnet_videre(maal)
    _logg(maal, handling, bruker=bruker, navn=maal.navn)
    if maal.beregning and not maal.maalinger.exists():
        maal_naa(maal, bruker=None)
    return maal


@transaction.atomic
def slett(maal: Maal, *, bruker: Bruker) -> None:
    """Delete a goal that nothing below serves. Raises ValidationError (`i_bruk`) otherwise; needs and measures lose their
    tie to it."""
    _laas(maal, bruker=bruker)
    endring.slipp_personplaner(Maal.objects.filter(pk=maal.pk))
    if antall := maal.under.count():
        raise ValidationError(
            ngettext(
                "Et mål under bygger på dette, så det kan ikke slettes.",
                "%(antall)d mål under bygger på dette, så det kan ikke slettes.",
                antall,
            )
            % {"antall": antall},
            code="i_bruk",
        )
    _logg(maal, "maal.slettet", bruker=bruker, navn=maal.navn)
    maal.delete()


def _laas(maal: Maal, *, bruker: Bruker) -> None:
    """Lock the plan or the document that the goal stands in, by one who has the right to it."""
    if maal.plan_id:
        endring.laas_plan(maal.plan, bruker=bruker)
    else:
        dokumenter.laas(maal.dokument, bruker=bruker)


def _logg(maal, handling, *, bruker, **data):
    if maal.plan_id:
        endring.logg(maal.plan, handling, bruker=bruker, objekt=maal, **data)
    else:
        dokumenter.logg(maal.dokument, handling, bruker=bruker, objekt=maal, **data)


def _kontroller_over(maal):
    som_foer = maal.pk and Maal.objects.filter(pk=maal.pk, over=maal.over_id).exists()
    if not som_foer and not ankere(maal).filter(pk=maal.over_id).exists():
        raise ValidationError({"over": _("Velg et mål ovenfra, som dere ikke har lagt til side.")})
    if maal.pk and maal.pk in Kjede([maal.over_id]):
        raise ValidationError({"over": _("Det målet bidrar selv til dette, gjennom ett eller flere mål.")})


def _gi_navnet_videre(maal):
    """An answer has the name of the goal above; in a plan that is up for adoption, or adopted, the one it had then."""
    over = [maal.pk]
    while over:
        svar = Maal.objects.filter(over__in=over, plan__status__in=Kompetanseplan.Status.under_arbeid())
        svar = svar.exclude(valg=Maal.Valg.EGET).exclude(navn=maal.navn, nummer=maal.nummer)
        over = list(svar.order_by().values_list("pk", flat=True))
        Maal.objects.filter(pk__in=over).update(navn=maal.navn, nummer=maal.nummer)
