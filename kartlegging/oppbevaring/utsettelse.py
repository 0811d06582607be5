"""HR holds back what was to be destroyed, because a case may need it; and lets it go again."""

import datetime as dt
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kartlegging.models import Oppbevaring
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker, Person

RETT = "kartlegging.change_oppbevaring"


def gjelder(person: Person) -> dict[str, Any]:
    """What holds now, as `utsett` takes it."""
    naa = Oppbevaring.objects.filter(person=person).first()
    return {"utsatt_til": naa and naa.utsatt_til, "grunn": naa.utsatt_grunn if naa else ""}


@transaction.atomic
def utsett(person: Person, utsatt_til: dt.date, grunn: str, *, bruker: Bruker) -> Oppbevaring:
    """Nothing of the person's is destroyed before that day. What is blocked stays blocked."""
    if not bruker.has_perm(RETT):
        raise PermissionDenied
    if utsatt_til <= timezone.localdate():
        raise ValidationError({"utsatt_til": _("Velg en dag som ikke er kommet.")})
    felter = {"utsatt_til": utsatt_til, "utsatt_grunn": grunn, "utsatt_av": bruker}
    oppbevaring, _ny = Oppbevaring.objects.update_or_create(person=person, defaults=felter)
    tilgang.logg(person, "kompetanse.utsatt", *tilgang.HR, bruker=bruker, kommentar=grunn, til=utsatt_til)
    return oppbevaring


@transaction.atomic
def opphev(person: Person, *, bruker: Bruker) -> None:
    """The kommune's own time counts again."""
    if not bruker.has_perm(RETT):
        raise PermissionDenied
    utsatte = Oppbevaring.objects.filter(person=person, utsatt_til__isnull=False)
    if utsatte.update(utsatt_til=None, utsatt_grunn="", utsatt_av=None):
        tilgang.logg(person, "kompetanse.utsettelse_opphevet", *tilgang.HR, bruker=bruker)
