"""What participants are told when a course has been held."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from kompetanse.felles.formats import sitat
from kompetanse.felles.varsler import om_mottakeren, varsle
from kompetanse.organisasjon.tilgang import aapne_kontoer
from kurs.models import Kjoring


def fullfort(kjoring: Kjoring, personer: Iterable[int], *, i_registeret: bool) -> None:
    """One message to each: that it is completed, and where the certificate is."""

    def tekster():
        deler = [_("Kursbeviset ligger på siden til kurset.")]
        if i_registeret:
            deler.append(_("Det du har lært, står på Min kompetanse."))
        if kjoring.kurs.ekstern:
            deler.append(_("Del det med kollegene dine, og si fra på siden når det er gjort."))
        return _("Du har fullført %s") % sitat(kjoring.kurs), " ".join(deler)

    kontoer = aapne_kontoer(personer).select_related("kommune")
    varsle(kontoer, tekster, kjoring.get_absolute_url(), om=om_mottakeren)
