"""What people are told about what they have registered, one function per event. Called in the transaction of the event."""

from collections import defaultdict

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kartlegging.models import Personkompetanse
from kompetanse.felles.formats import dato, sitat
from kompetanse.felles.varsler import om_mottakeren, varsle
from kompetanse.organisasjon.models import Bruker


def bekreftet(rader: list[Personkompetanse], leder: Bruker) -> None:
    """One message a person, however many were confirmed; people who are told the same are told together."""
    per_person = defaultdict(list)
    for rad in rader:
        per_person[rad.person_id].append(rad.kompetanse.navn)
    per_melding = defaultdict(list)
    for person_id, navn in per_person.items():
        per_melding[(len(navn), navn[0] if len(navn) == 1 else "")].append(person_id)
    for (antall, navn), personer in per_melding.items():
        varsle(_kontoer(personer), lambda n=antall, ett=navn: _bekreftet(n, ett, leder), _min(), om=om_mottakeren)


def _bekreftet(antall, navn, leder):
    if navn:
        return _("%s er bekreftet") % sitat(navn), _("%(leder)s har bekreftet det.") % {"leder": leder}
    emne = ngettext("%(n)s kompetanse er bekreftet", "%(n)s kompetanser er bekreftet", antall) % {"n": antall}
    return emne, _("%(leder)s har bekreftet det du har registrert.") % {"leder": leder}


def returnert(rad: Personkompetanse, kommentar: str) -> None:
    _til_den_det_gjelder(rad, lambda: (_("%s er sendt tilbake") % sitat(rad.kompetanse.navn), kommentar))


def justert(rad: Personkompetanse, leder: Bruker) -> None:
    def tekst():
        hva = {"navn": sitat(rad.kompetanse.navn), "nivaa": rad.nivaa}
        avtalt = {"dato": dato(rad.avtalt), "leder": leder, "kommentar": sitat(rad.vurdering)}
        emne = _("%(navn)s er bekreftet på nivå %(nivaa)s") % hva
        return emne, _("Avtalt i samtalen %(dato)s med %(leder)s: %(kommentar)s") % avtalt

    _til_den_det_gjelder(rad, tekst)


def angret(rad: Personkompetanse) -> None:
    def tekst():
        return _("Svaret på %s er trukket tilbake") % sitat(rad.kompetanse.navn), _("Alt er som før lederen svarte.")

    _til_den_det_gjelder(rad, tekst)


def _til_den_det_gjelder(rad, tekst):
    varsle(_kontoer([rad.person_id]), tekst, _min(), om=om_mottakeren)


def _kontoer(personer):
    return Bruker.objects.filter(person__in=personer).select_related("kommune")


def _min():
    return reverse("kartlegging:min")
