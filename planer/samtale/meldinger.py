"""What the other of the two is told. Nothing of what is written in a talk stands in a message."""

from collections.abc import Callable, Iterable

from django.utils.translation import gettext as _

from kompetanse.felles.formats import dato_tid
from kompetanse.felles.varsler import om_mottakeren, varsle
from kompetanse.organisasjon.models import Bruker
from planer.models import Samtale, Utdanningspermisjon


def invitert(samtaler: Iterable[Samtale], *, av: Bruker) -> None:
    for ett in samtaler:
        _fortell(ett, av, lambda ett=ett: (_("Du er invitert til medarbeidersamtale"), _naar(ett, av)))


def _naar(samtale, av):
    ord_ = {"hvem": av.person, "naar": dato_tid(samtale.tid)}
    return (
        _("%(hvem)s foreslår %(naar)s. Forbered deg før den tid. Ingen andre ser det du skriver før du deler.") % ord_
    )


def bedt_om(samtale: Samtale, *, av: Bruker) -> None:
    def tekster():
        hvem = {"hvem": av.person}
        return _("%(hvem)s vil ha medarbeidersamtale med deg") % hvem, _("Foreslå en tid, og forbered deg.")

    _fortell(samtale, av, tekster)


def ny_tid(samtale: Samtale, *, av: Bruker) -> None:
    def tekster():
        ord_ = {"hvem": av.person, "naar": dato_tid(samtale.tid)}
        return _("Ny tid for medarbeidersamtalen"), _("%(hvem)s foreslår %(naar)s.") % ord_

    _fortell(samtale, av, tekster)


def delt(samtale: Samtale, *, av: Bruker) -> None:
    def tekster():
        hvem = {"hvem": av.person}
        return _("%(hvem)s har delt forberedelsen sin") % hvem, _("Les den før dere snakker sammen.")

    _fortell(samtale, av, tekster)


def holdt(samtale: Samtale, *, av: Bruker) -> None:
    def tekster():
        return _("Medarbeidersamtalen er holdt"), _("Skriv sammen hva du skal lære, og godta planen.")

    _fortell(samtale, av, tekster)


def avlyst(samtale: Samtale, *, av: Bruker) -> None:
    def tekster():
        hvem = {"hvem": av.person}
        return _("Medarbeidersamtalen er avlyst"), _("%(hvem)s har avlyst den. Det dere skrev, er slettet.") % hvem

    _fortell(samtale, av, tekster)


def uten_leder(samtale: Samtale) -> None:
    def tekster():
        return _("Du har fått ny leder"), _(
            "Den nye lederen inviterer deg til medarbeidersamtale. Det du har skrevet, er ditt igjen til du deler det."
        )

    mottaker = Bruker.objects.filter(person=samtale.person_id)
    varsle(mottaker, tekster, samtale.get_absolute_url(), om=om_mottakeren)


def permisjon_bedt_om(permisjon: Utdanningspermisjon, *, av: Bruker) -> None:
    def tekster():
        hvem = {"hvem": av.person}
        return _("%(hvem)s ber om utdanningspermisjon") % hvem, _("Les hva det gjelder, og svar.")

    _fortell(permisjon, av, tekster)


def permisjon_besvart(permisjon: Utdanningspermisjon, *, av: Bruker) -> None:
    def tekster():
        hvem = {"hvem": av.person}
        return _("Utdanningspermisjonen er behandlet"), _("%(hvem)s har svart. Åpne saken for å se svaret.") % hvem

    def trukket():
        hvem = {"hvem": av.person}
        return _("%(hvem)s har trukket ønsket om utdanningspermisjon") % hvem, _("Du trenger ikke å svare.")

    _fortell(permisjon, av, trukket if permisjon.status == permisjon.Status.TRUKKET else tekster)


def _fortell(rad: Samtale | Utdanningspermisjon, av: Bruker, tekster: Callable) -> None:
    andre = {rad.person_id, rad.leder_id} - {av.person_id}
    varsle(Bruker.objects.filter(person__in=andre), tekster, rad.get_absolute_url(), om=om_mottakeren)
