"""HR decides whether leaders may search in the whole kommune, which takes a purpose, a ground and a discussion."""

import datetime as dt

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kartlegging.models import Kartleggingsoppsett
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker

MANGLER = {
    "formaal": gettext_lazy("Skriv formålet før ledere kan søke i hele kommunen."),
    "grunnlag": gettext_lazy("Skriv behandlingsgrunnlaget før ledere kan søke i hele kommunen."),
    "droftet": gettext_lazy("Skriv dagen det ble drøftet med de tillitsvalgte."),
}


@transaction.atomic
def sett_apent_sok(
    *, apent_sok: bool, formaal: str, grunnlag: str, droftet: dt.date | None, bruker: Bruker
) -> Kartleggingsoppsett:
    """Open the search or close it. Raises ValidationError, by field, for what is missing before it can be opened."""
    if not bruker.has_perm("kartlegging.change_apent_sok"):
        raise PermissionDenied
    if droftet and droftet > timezone.localdate():
        raise ValidationError({"droftet": _("Datoen må ha vært. Drøft det først.")})
    maa_ha = {"formaal": formaal, "grunnlag": grunnlag, "droftet": droftet}
    if apent_sok and (mangler := {felt: MANGLER[felt] for felt, verdi in maa_ha.items() if not verdi}):
        raise ValidationError(mangler)
    oppsett = Kartleggingsoppsett.objects.select_for_update().get(pk=Kartleggingsoppsett.for_kommunen().pk)
    oppsett.apent_sok = apent_sok
    for felt, verdi in maa_ha.items():
        setattr(oppsett, felt, verdi)
    oppsett.save(update_fields=["apent_sok", *maa_ha])
    tilgang.logg(oppsett, "kartleggingsoppsett.apent_sok", *tilgang.HR, bruker=bruker, apent=apent_sok)
    return oppsett
