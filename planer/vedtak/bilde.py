"""What the pages of drøfting and vedtak show of a plan: where it is, what can be done, and what has been adopted."""

from django.utils.translation import gettext as _

from kompetanse.organisasjon.models import Bruker
from planer.endring import handler_som
from planer.models import Behovsforslag, Drofting, Kompetanseplan, Saksframlegg, Vedtaksorgan
from planer.vedtak import saksframlegg, saksgang
from planer.vedtak.livslop import LIVSLOP
from planer.vedtak.samling import linjetekst, naar


def vedtaksside(plan: Kompetanseplan, bruker: Bruker) -> dict:
    organ = None if plan.er_individuell else Vedtaksorgan.for_plan(plan)
    kan = LIVSLOP.mulige(plan, bruker)
    sakene = _sakene(plan, bruker)
    return {
        "plan": plan,
        "organ": organ,
        "kan": kan,
        "sakene": sakene,
        "kan_begynne_sak": "skriv_sak" in kan and all(sak.er_sendt for sak in sakene),
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


def _sakene(plan, bruker):
    """The cases about the plan that the user may read, the newest first."""
    sakene = list(plan.saksframlegg.order_by("-opprettet"))
    # The right is asked for once of a draft and once of what is sent, however many there are.
    slag = {sak.er_sendt: sak for sak in sakene}.values()
    leses = {sak.er_sendt for sak in slag if bruker.has_perm("planer.view_saksframlegg", sak)}
    return [sak for sak in sakene if sak.er_sendt in leses]


def saksside(sak: Saksframlegg, bruker: Bruker) -> dict:
    """What the page of a case shows beside its text."""
    aapen = not sak.er_sendt and "skriv_sak" in LIVSLOP.mulige(sak.plan, bruker)
    return {
        "aapen": aapen,
        "mangler": saksframlegg.mangler(sak) if aapen else [],
        "leses_over": [ett for ett in sak.deler.all() if ett.maa_leses_over] if aapen else [],
    }


def bekreftelse(navn: str, plan: Kompetanseplan, organ: str = "") -> dict[str, str]:
    """What a confirm page asks, what it says will happen, and its button. `organ` is the one that adopts the plan, when
    nothing else is said."""
    overgang = LIVSLOP[navn]
    return {
        "sporsmaal": overgang.sporsmaal,
        "konsekvens": overgang.konsekvens % {"organ": organ or Vedtaksorgan.for_plan(plan).navn},
        "knapp": overgang.label,
    }


def foreslaatt_vedtak(plan: Kompetanseplan, bruker: Bruker) -> dict[str, str]:
    """Who has adopted and in which case, as it is proposed: as in the case that was sent, when there is one."""
    if sak := saksframlegg.sist_sendt(plan):
        return {"organ": sak.organ, "saksnummer": sak.saksnummer}
    return {"organ": _organ_i_vedtaket(plan, bruker)}


def _organ_i_vedtaket(plan, bruker):
    """The role of a leader who adopts alone, else the body by its name."""
    organ = Vedtaksorgan.for_plan(plan)
    rolle = handler_som(plan, bruker)
    if organ.forer == organ.Forer.LEDER_OVER and rolle and rolle.kode in saksgang.LEDERE:
        return rolle.tittel
    return organ.navn


def versjonsnavn(nummer: int) -> str:
    return _("Versjon %(nummer)s") % {"nummer": nummer}
