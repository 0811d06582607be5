"""What people are told about who can and would like to. Called in the transaction of the event."""

from django.utils.translation import gettext as _

from kartlegging.models import Foresporsel
from kompetanse.felles.formats import dato_kort, sitat
from kompetanse.felles.varsler import om_mottakeren, varsle
from kompetanse.organisasjon.models import Bruker


def spurt(foresporsel: Foresporsel) -> bool:
    """Tell those who are asked; False when there is nobody."""
    spurte = foresporsel.spurte()

    def tekst():
        hvem = {"leder": foresporsel.spurt_av, "dato": dato_kort(foresporsel.svarfrist)}
        return (
            _("Hvem kan og vil? %(tittel)s") % {"tittel": foresporsel.tittel},
            _("%(leder)s spør. Svar innen %(dato)s. Bare den som spør, ser hvem som har svart.") % hvem,
        )

    varsle(_kontoer(spurte.order_by().values("pk")), tekst, foresporsel.get_absolute_url())
    return spurte.exists()


def lukket(foresporsel: Foresporsel) -> None:
    """Tell those who have answered what came of it."""

    def tekst():
        emne = _("%(tittel)s er avsluttet") % {"tittel": sitat(foresporsel.tittel)}
        return emne, foresporsel.utfall or _("%(leder)s har avsluttet forespørselen.") % {"leder": foresporsel.spurt_av}

    har_svart = foresporsel.svar.fra_ansatte().order_by().values("person")
    varsle(_kontoer(har_svart), tekst, foresporsel.get_absolute_url(), om=om_mottakeren)


def _kontoer(personer):
    return Bruker.objects.filter(person__in=personer).select_related("kommune")
