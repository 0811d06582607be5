"""What people are told about plans that are discussed and adopted, one function per event."""

from django.urls import reverse
from django.utils.translation import gettext as _

from kompetanse.felles.formats import dato, i_setning, sitat
from kompetanse.felles.varsler import besvart, varsle
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker, Rolle, Rollekode
from planer.models import Behovsforslag, Drofting, Kompetanseplan, Planversjon, Saksframlegg, Vedtaksorgan


def _brukere_med(plan, koder, stier) -> list[Bruker]:
    roller = Rolle.objects.gjeldende().filter(kommune_id=plan.kommune_id, type__kode__in=koder, enhet__path__in=stier)
    return list(Bruker.objects.filter(person_id__in=roller.order_by().values("person"), is_active=True))


def lederne(plan: Kompetanseplan) -> list[Bruker]:
    """Those who lead the unit of the plan itself."""
    return _brukere_med(plan, Rollekode.ledere(), [plan.enhet.path])


def som_vedtar(plan: Kompetanseplan, organ: Vedtaksorgan) -> list[Bruker]:
    """Those whose turn it is when the plan is put before its body: the nearest leaders, or HR of the kommune."""
    if organ.forer == Vedtaksorgan.Forer.HR:
        return list(tilgang.brukere_med_rolle(plan.kommune_id, *tilgang.HR))
    if organ.forer == Vedtaksorgan.Forer.LEDER:
        return lederne(plan)
    for sti in reversed(plan.enhet.stier_over):
        if brukere := _brukere_med(plan, Rollekode.ledere(), [sti]):
            return brukere
    return lederne(plan)


def _uten(brukere, avsender):
    return [en for en in brukere if en.pk != avsender.pk]


def til_behandling(plan: Kompetanseplan, organ: Vedtaksorgan, *, fra: Bruker) -> None:
    besvart(plan.get_absolute_url())
    varsle(
        _uten(som_vedtar(plan, organ), fra),
        lambda: (
            _("%(plan)s for %(enhet)s venter på vedtak") % {"plan": plan.tittel, "enhet": plan.enhet},
            _("%(hvem)s har sendt planen. Den vedtas av: %(organ)s.") % {"hvem": fra, "organ": organ.navn},
        ),
        plan.get_absolute_url(),
    )


def tilbake(plan: Kompetanseplan, *, fra: Bruker, kommentar: str) -> None:
    besvart(plan.get_absolute_url())
    varsle(
        _uten(lederne(plan), fra),
        lambda: (
            _("%(plan)s for %(enhet)s er gitt tilbake") % {"plan": plan.tittel, "enhet": plan.enhet},
            kommentar or _("Se over planen en gang til."),
        ),
        plan.get_absolute_url(),
    )


def vedtatt(plan: Kompetanseplan, versjon: Planversjon, *, fra: Bruker) -> None:
    besvart(plan.get_absolute_url())
    varsle(
        _uten(lederne(plan), fra),
        lambda: (
            _("%(plan)s for %(enhet)s er vedtatt") % {"plan": plan.tittel, "enhet": plan.enhet},
            _("Vedtatt av: %(organ)s.") % {"organ": versjon.organ},
        ),
        plan.get_absolute_url(),
    )


def sak_sendt(sak: Saksframlegg, organ: Vedtaksorgan, *, fra: Bruker) -> None:
    """Tell those whose turn it is that the case about the plan is there to be read."""
    varsle(
        _uten(som_vedtar(sak.plan, organ), fra),
        lambda: (
            _("Saksframlegg: %(sak)s") % {"sak": sak.tittel},
            _("%(hvem)s har sendt saken til: %(organ)s.") % {"hvem": fra, "organ": sak.organ},
        ),
        sak.get_absolute_url(),
    )


# --- The discussion ---------------------------------------------------------------------------------


def _brukerne(personer) -> list[Bruker]:
    return list(Bruker.objects.filter(person__in=list(personer), is_active=True))


def innkalt(drofting: Drofting, personer) -> None:
    """Tell those who speak for the employees that the plan is to be discussed."""
    plan = drofting.plan
    varsle(
        _brukerne(personer),
        lambda: (
            _("Drøfting av %(plan)s for %(enhet)s") % {"plan": i_setning(plan.tittel), "enhet": plan.enhet},
            " ".join(
                filter(
                    None,
                    [
                        _("Møtet er %(dato)s. Les planen, skriv hva dere mener, og foreslå behov.")
                        % {"dato": dato(drofting.mote)},
                        drofting.melding,
                    ],
                )
            ),
        ),
        drofting.get_absolute_url(),
        frist=drofting.mote,
    )


def avlyst(drofting: Drofting) -> None:
    besvart(drofting.get_absolute_url())
    plan = drofting.plan
    varsle(
        _brukerne(drofting.parter.exclude(person=None).values_list("person", flat=True)),
        lambda: (
            _("Drøftingen av %(plan)s for %(enhet)s er avlyst") % {"plan": i_setning(plan.tittel), "enhet": plan.enhet},
            _("Møtet skulle ha vært %(dato)s.") % {"dato": dato(drofting.mote)},
        ),
        drofting.get_absolute_url(),
    )


def foreslaatt(forslag: Behovsforslag) -> None:
    """Tell those who lead the unit that a need is proposed."""
    plan = forslag.plan
    varsle(
        lederne(plan),
        lambda: (
            _("Forslag til behov i %(plan)s for %(enhet)s") % {"plan": i_setning(plan.tittel), "enhet": plan.enhet},
            sitat(forslag.navn),
        ),
        reverse("planer:plan-vedtak", args=[plan.pk]),
    )


def forslag_besvart(forslag: Behovsforslag, *, fra: Bruker) -> None:
    varsle(
        _uten([forslag.foreslaatt_av], fra),
        lambda: (
            _("Svar på forslaget %(forslag)s") % {"forslag": sitat(forslag.navn)},
            " ".join(filter(None, [f"{forslag.get_status_display()}.", forslag.svar])),
        ),
        reverse("planer:plan-vedtak", args=[forslag.plan_id]),
    )
