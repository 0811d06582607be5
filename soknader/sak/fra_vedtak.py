"""A grant without a measure gets one: by itself when it is granted, else from one who answers for the unit."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from kompetanse.felles.samskriving import Endring
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker, Enhet
from planer.models import Kompetanseplan, Listeverdi, Tiltak
from planer.tiltak import styring
from soknader.models import Soknad
from soknader.sak.livslop import LIVSLOP

RETT = "soknader.attach_tiltak"
Status = Kompetanseplan.Status


def planene(soknad: Soknad, bruker: Bruker) -> list[Kompetanseplan]:
    """The plans that the measure may stand in, the best first: those of the unit, or above it up to the avdeling, that are
    in force or under work in the year of the money, and in which the user may write."""
    enhet, avdeling = soknad.enhet, soknad.avdeling or soknad.enhet
    stier = [sti for sti in (*enhet.stier_over, enhet.path) if len(sti) >= len(avdeling.path)]
    planer = Kompetanseplan.objects.for_enheter().filter(
        enhet__path__in=stier, fra__year__lte=soknad.aar, til__year__gte=soknad.aar
    )
    aapne = planer.filter(status__in=(Status.VEDTATT, *Status.under_arbeid())).select_related("enhet")
    funnet = [plan for plan in aapne if bruker.has_perm(styring.RETT, plan)]
    return sorted(funnet, key=lambda plan: _plass(plan, soknad), reverse=True)


def _plass(plan, soknad):
    """The one that the applicant has picked, then the nearest, then the one in force."""
    return plan.pk == soknad.plan_id, len(plan.enhet.path), plan.status == Status.VEDTATT, plan.pk


def tiltakene(soknad: Soknad, bruker: Bruker) -> QuerySet[Tiltak]:
    """The measures of those plans that the grant may be tied to."""
    return Tiltak.objects.filter(plan__in=planene(soknad, bruker)).virker().select_related("plan__enhet")


def gi_tiltak(soknad: Soknad, *, bruker: Bruker) -> None:
    """A grant that has no measure gets a new one in the best of `planene`. Without a plan it gets none, and the leader is
    asked (`oppgaver`): the decision stands whatever the plans are. The caller has locked the case, and saves it."""
    if soknad.tiltak_id is None and (planer := planene(soknad, bruker)):
        soknad.tiltak = _nytt_tiltak(soknad, planer[0], bruker)


@transaction.atomic
def knytt(soknad: Soknad, tiltak: Tiltak | None, *, bruker: Bruker) -> Soknad:
    """Tie a grant that has no measure to one of `tiltakene`; None makes a new one. Raises ValidationError when there is no
    plan for it."""
    soknad = LIVSLOP.laas(soknad)
    if not bruker.has_perm(RETT, soknad):
        raise PermissionDenied
    if tiltak and not tiltakene(soknad, bruker).filter(pk=tiltak.pk).exists():
        raise PermissionDenied
    soknad.tiltak = tiltak
    gi_tiltak(soknad, bruker=bruker)
    if soknad.tiltak is None:
        raise ValidationError(_("Enheten har ingen plan som gjelder eller er under arbeid for %s.") % soknad.aar)
    soknad.save(update_fields=["tiltak"])
    tilgang.logg(soknad, "soknad.knyttet", *tilgang.MED_INNSYN_I_SAKER, bruker=bruker, kommentar=str(soknad.tiltak))
    return soknad


def _nytt_tiltak(soknad, plan, bruker):
    """What the application says, as a measure that is planned and paid by the grant."""
    tiltak = Tiltak(
        plan=plan,
        navn=soknad.tittel,
        beskrivelse=soknad.beskrivelse,
        maalgruppe=str(soknad.maalgruppe_visning),
        antall=soknad.antall_deltakere or None,
        fra=soknad.periode_fra,
        frist=soknad.periode_til,
        evaluering=soknad.evaluering,
        satsingsomraade=soknad.satsingsomraade,
        status=Tiltak.Status.PLANLAGT,
    )
    maal = [soknad.maal] if soknad.maal and soknad.maal.plan_id == plan.pk else []
    rundt = {"maal": maal, "felles_for": _under(plan.enhet, soknad.andre_enheter), "kostnader": _kostnader(soknad)}
    return styring.lagre(tiltak, Endring(rundt), bruker=bruker)


def _under(enhet: Enhet, andre):
    return [ett for ett in andre if ett != enhet and ett.path.startswith(enhet.path)]


def _kostnader(soknad):
    """What is granted, from the central money; and what the unit pays itself."""
    belop = {"sentralt": soknad.vedtak.belop, "eget": soknad.egenandel}
    kilder = Listeverdi.objects.i_liste(Listeverdi.Liste.KILDE).filter(kode__in=[k for k, b in belop.items() if b])
    return [styring.Kostnad(soknad.aar, kilde, belop[kilde.kode]) for kilde in kilder]
