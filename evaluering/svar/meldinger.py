"""The mail with the links: made as it is sent, so that no stored message holds a link or tells who has answered.

Everybody who was asked stands in the outbox each time; one who has answered gets no mail (`varsler.send_engangslenke`).
"""

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from evaluering.models import Innsamling, Lenke
from evaluering.svar import lenker
from evaluering.svar.ord import Ord, ordene
from kompetanse.felles.formats import dato
from kompetanse.felles.varsler import send_engangslenke
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker

BREV = f"{__name__}.brev"


def send(innsamling: Innsamling) -> None:
    """A mail to each who has an account and has not answered, or the same again. Call it inside the transaction."""
    for konto in tilgang.aapne_kontoer(innsamling.lenker.values_list("person", flat=True)):
        send_engangslenke(konto, BREV)


def spurt(bruker: Bruker) -> QuerySet[Lenke]:
    """The links that this user has, answered by or not, of forms that are open."""
    aapne = Innsamling.objects.aapne(timezone.now()).order_by().values("pk")
    return Lenke.objects.filter(person=bruker.person_id, innsamling__in=aapne)


def ubesvarte(lenkene: QuerySet[Lenke]) -> list[Lenke]:
    """Those of them that have not been answered by. Two statements."""
    mine = lenkene.select_related(
        "om", "innsamling__niva__evaluering__tiltak", "innsamling__niva__evaluering__kjoring__kurs"
    )
    return lenker.ubrukte(mine.order_by("innsamling__lukker", "innsamling", "som", "om__etternavn", "om__fornavn"))


def brev(konto: Bruker) -> tuple[str, str, str] | None:
    """The mail, about all that this person has not answered; None when that is nothing."""
    if not tilgang.kan_logge_inn(konto) or not (ventende := ubesvarte(spurt(konto))):
        return None
    deler = [_("Hei, %s.") % konto.person.fornavn]
    for lenke in ventende:
        ord_ = ordene(lenke.innsamling, lenke.som, lenke.om)
        deler.append(f"{_linje(ord_, lenke)}\n{settings.NETTADRESSE}{lenker.sti(lenke)}")
    deler.append(_("Lenken er din egen. Ikke send den videre."))
    emne = ordene(ventende[0].innsamling, ventende[0].som, ventende[0].om).emne
    if len(ventende) > 1:
        emne = _("%(antall)s korte skjemaer venter på deg") % {"antall": len(ventende)}
    return emne, "\n\n".join(deler), ""


def _linje(ord_: Ord, lenke):
    siste = dato(lenke.innsamling.siste_dag)
    return _("%(hva)s %(lovet)s Svar senest %(dato)s.") % {"hva": ord_.hva, "lovet": ord_.lovet, "dato": siste}
