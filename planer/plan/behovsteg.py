"""What step 2 shows: the goals it works towards, what the registry has found, and the needs that come of it."""

from django.db.models import Count
from django.utils.translation import gettext as _

from kompetanse.felles.formats import tallord
from kompetanse.organisasjon.models import Bruker
from planer.behov.bilde import behovsgrupper, funnbilde
from planer.behov.faktorer import faktorrader
from planer.behov.forms import FaktorForm
from planer.models import Kompetansedrofting, Kompetanseplan, Steg
from planer.plan.ramme import ramme


def vis(plan: Kompetanseplan, *, bruker: Bruker, faktor: int | None = None, form: FaktorForm | None = None) -> dict:
    """The context of the page; `form` is the open one, of the factor with the key `faktor`."""
    rader = faktorrader(plan)
    svar = sum(rad.har_svar for rad in rader)
    return ramme(plan, Steg.BEHOV, bruker=bruker) | {
        "faktorer": [(rad, form if rad.notat.faktor_id == faktor else None) for rad in rader],
        "faktorer_tekst": _("%(svar)s av %(alle)s har svar")
        % {"svar": tallord(svar).capitalize() if svar else _("Ingen"), "alle": tallord(len(rader))},
        "maal": _maal(plan),
        "funn": funnbilde(plan, bruker),
        "grupper": behovsgrupper(plan),
        "drofting": Kompetansedrofting.objects.filter(enhet=plan.enhet_id).first(),
        "kan_drofte": bruker.has_perm("planer.prepare_kompetansedrofting", plan),
    }


def _maal(plan):
    """In their order, which counts forget."""
    maal = plan.maal.gjelder().select_related("over__plan").annotate(antall_behov=Count("behov"))
    return maal.order_by("rekkefolge", "pk")
