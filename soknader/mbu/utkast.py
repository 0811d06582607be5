"""The PDF of a draft, to be looked at: at once, or by a job when it is large. It is kept for an hour, and for no longer than
the draft is the same."""

import hashlib

from django.core.cache import cache
from django.urls import reverse
from django.utils.translation import gettext as _

from kompetanse.felles.jobber import Framdrift, Resultat, start_jobb
from kompetanse.felles.models import Jobb
from kompetanse.organisasjon.models import Bruker
from soknader.mbu.documents import MBUSAK, RADER_I_EN_FORESPORSEL, innholdet
from soknader.models import MbuSak

HUSKES = 60 * 60


def tegn(sak: MbuSak, *, bruker: Bruker) -> bytes | Jobb:
    """The PDF as it would be now, or the job that draws it. Raises `PdfMangler`."""
    if sak.rader.count() <= RADER_I_EN_FORESPORSEL:
        return MBUSAK.tegn(sak)
    return cache.get(_nokkel(sak)) or start_jobb(
        _("PDF av sak %(nummer)s") % {"nummer": sak.saksnummer},
        tegnejobb,
        bruker=bruker,
        kommune_id=sak.kommune_id,
        sak_id=sak.pk,
    )


def tegnejobb(*, framdrift: Framdrift, sak_id: int) -> Resultat:
    sak = MbuSak.objects.select_related("kommune", "retter").get(pk=sak_id)
    nokkel = _nokkel(sak)
    cache.set(nokkel, MBUSAK.tegn(sak), HUSKES)
    framdrift(1, 1)
    return Resultat(reverse("soknader:mbusak-pdf", args=[sak.pk]), _("PDF-en er klar."))


def _nokkel(sak):
    avtrykk = hashlib.sha256(repr(innholdet(sak)).encode()).hexdigest()
    return f"mbusak-utkast-{sak.pk}-{avtrykk}"
