"""What the other of the two is told. Nothing of what the plan says stands in a message."""

from django.utils.translation import gettext as _

from kompetanse.felles.varsler import om_mottakeren, varsle
from kompetanse.organisasjon.models import Bruker
from planer.models import Kompetanseplan


def godtatt(plan: Kompetanseplan, begge: bool, *, av: Bruker) -> None:
    def tekster():
        ord = {"hvem": av.person, "plan": plan.tittel}
        if begge:
            return _("%(plan)s er avtalt") % ord, _("%(hvem)s har godtatt planen, og nå er dere enige.") % ord
        return (
            _("%(hvem)s har godtatt %(plan)s") % ord,
            _("Les planen, og godta den hvis du er enig. Du kan også endre den.") % ord,
        )

    _fortell(plan, av, tekster)


def apnet(plan: Kompetanseplan, *, av: Bruker) -> None:
    def tekster():
        ord = {"hvem": av.person, "plan": plan.tittel}
        return _("%(hvem)s endrer %(plan)s") % ord, _("Når den er ferdig, må dere begge godta den på nytt.")

    _fortell(plan, av, tekster)


def ny_leder(plan: Kompetanseplan) -> None:
    def tekster():
        hva = _("Velg hvem du skal avtale %(plan)s med") % {"plan": plan.tittel}
        return hva, _(
            "Du har fått ny leder. Den forrige ser ikke planen lenger, og den nye ser den når du har valgt det."
        )

    varsle(Bruker.objects.filter(person=plan.person_id), tekster, plan.get_absolute_url(), om=om_mottakeren)


def _fortell(plan, av, tekster):
    andre = {plan.person_id, plan.leder_id} - {av.person_id}
    varsle(Bruker.objects.filter(person__in=andre), tekster, plan.get_absolute_url(), om=om_mottakeren)
