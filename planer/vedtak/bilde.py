"""What the pages of drøfting and vedtak show of a plan: where it is, what can be done, and what has been adopted."""

from django.utils.translation import gettext as _

from kompetanse.organisasjon.models import Bruker
from planer.endring import handler_som
from planer.models import Behovsforslag, Drofting, Kompetanseplan
from planer.vedtak import saksgang
from planer.vedtak.livslop import LIVSLOP
from planer.vedtak.samling import linjetekst, naar


def vedtaksside(plan: Kompetanseplan, bruker: Bruker) -> dict:
    organ = None if plan.er_individuell else saksgang.organet(plan)
    return {
        "plan": plan,
        "organ": organ,
        "kan": LIVSLOP.mulige(plan, bruker),
        "kan_fore": bruker.has_perm("planer.send_plan", plan),
        "protokoll": [(en, naar(en), linjetekst(en)) for en in plan.protokoll.all()],
        "versjoner": plan.versjoner.order_by("-nummer"),
        "innkalt": plan.droftinger.filter(status=Drofting.Status.INNKALT).first(),
        "droftinger": plan.droftinger.exclude(status=Drofting.Status.AVLYST)
        if bruker.has_perm("planer.view_drofting", plan)
        else [],
        "forslagene": plan.behovsforslag.filter(status=Behovsforslag.Status.NYTT),
        "kan_foreslaa": bruker.has_perm("planer.propose_behov", plan),
        "kan_svare": bruker.has_perm("planer.change_plan", plan),
    }


def bekreftelse(navn: str, plan: Kompetanseplan) -> dict[str, str]:
    """What a confirm page asks, what it says will happen, and its button."""
    overgang = LIVSLOP[navn]
    return {
        "sporsmaal": overgang.sporsmaal,
        "konsekvens": overgang.konsekvens % {"organ": saksgang.organet(plan).navn},
        "knapp": overgang.label,
    }


def organ_i_vedtaket(plan: Kompetanseplan, bruker: Bruker) -> str:
    """Who has adopted, as it is proposed: the role of a leader who adopts alone, else the body by its name."""
    organ = saksgang.organet(plan)
    rolle = handler_som(plan, bruker)
    if organ.forer == organ.Forer.LEDER_OVER and rolle and rolle.kode in saksgang.LEDERE:
        return rolle.tittel
    return organ.navn


def versjonsnavn(nummer: int) -> str:
    return _("Versjon %(nummer)s") % {"nummer": nummer}
