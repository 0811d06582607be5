"""After an external course: what was learnt is shared with the colleagues, and whoever took it says when it is done."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker
from kurs.models import Kursplass

RETT = "kurs.share_kursplass"


@transaction.atomic
def del_med_kollegene(plass: Kursplass, *, bruker: Bruker) -> Kursplass:
    """Note that it is done today. Said again, it was done the first time."""
    plass = Kursplass.objects.select_for_update().get(pk=plass.pk)
    if not bruker.has_perm(RETT, plass):
        raise PermissionDenied
    if plass.del_innen is None:
        raise ValidationError(_("Her er det ikke noe som skal deles."), code="stale")
    if plass.delt is None:
        plass.delt = timezone.localdate()
        plass.save(update_fields=["delt"])
        tilgang.logg(plass, "kursplass.delt", bruker=bruker)
    return plass
