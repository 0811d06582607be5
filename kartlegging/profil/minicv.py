"""The mini-CV: what one writes of oneself, with whom one shares it, and what they see."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kartlegging.models import Erfaring, MiniCv, Personkompetanse
from kompetanse.felles.formats import og_liste, tall
from kompetanse.felles.hendelser import log_hendelse
from kompetanse.organisasjon.models import Bruker, Person, Stilling
from kompetanse.organisasjon.trevisning import NbSort

Deling = MiniCv.Deling


@dataclass(frozen=True)
class Cv:
    """What those see with whom a mini-CV is shared: no files, no comments, nothing that is not valid."""

    person: Person
    minicv: MiniCv
    stillinger: list[Stilling]
    erfaringer: list[Erfaring]
    kompetanser: list[Personkompetanse]


def cv(minicv: MiniCv) -> Cv:
    """The one picture of it: the preview, the page of others and the PDF are made of this."""
    gyldige = minicv.person.kompetanser.gyldig().filter(kompetanse__kun_fremvises=False).for_visning()
    return Cv(
        minicv.person,
        minicv,
        list(minicv.person.stillinger.gjeldende().select_related("enhet")),
        list(minicv.erfaringer.all()) if minicv.pk else [],
        list(gyldige.order_by(NbSort("kompetanse__navn"), "-nivaa", "pk")),
    )


def egen(person: Person) -> MiniCv:
    """The person's mini-CV; an empty one, shared with nobody and not stored, before anything is written."""
    return MiniCv.objects.filter(person=person).first() or MiniCv(person=person)


@transaction.atomic
def lagre(person: Person, tekst: str, erfaringer: Iterable[dict], *, bruker: Bruker) -> MiniCv:
    """Write the text and the experience anew. Whom it is shared with stays."""
    minicv = _laas(person, bruker)
    minicv.tekst = tekst
    minicv.save(update_fields=["tekst"])
    nye = [Erfaring(minicv=minicv, **felter) for felter in erfaringer]
    for erfaring in nye:
        erfaring.full_clean(exclude=["minicv"])
    minicv.erfaringer.all().delete()
    Erfaring.objects.bulk_create(nye)
    log_hendelse(minicv, "minicv.endret", bruker=bruker)
    return minicv


@transaction.atomic
def del_med(person: Person, deling: str, *, bruker: Bruker) -> MiniCv:
    """Share it with nobody, one's own unit, or the whole kommune; from now on."""
    minicv = _laas(person, bruker)
    minicv.deling = deling
    minicv.save(update_fields=["deling"])
    log_hendelse(minicv, "minicv.delt", bruker=bruker, deling=deling)
    return minicv


def _laas(person, bruker):
    if not bruker.has_perm("kartlegging.register", person):
        raise PermissionDenied
    minicv, _ny = MiniCv.objects.get_or_create(person=person)
    return MiniCv.objects.select_for_update().get(pk=minicv.pk)


def konsekvens(minicv: MiniCv) -> str:
    """What the choice of sharing means, in words."""
    if minicv.deling == Deling.INGEN:
        return _("Ingen kollegaer ser den. Lederen din og HR ser alltid det du har registrert.")
    if minicv.deling == Deling.KOMMUNE:
        return _("Alle i kommunen ser nivåene og erfaringen din. Ingen ser filene.")
    naa = Stilling.objects.gjeldende()
    enheter = list(naa.filter(person=minicv.person_id).values_list("enhet", "enhet__navn").distinct())
    i_enhetene = naa.filter(enhet__in=[pk for pk, _navn in enheter]).exclude(person=minicv.person_id)
    antall = i_enhetene.values("person").distinct().count()
    tekst = ngettext(
        "%(antall)s kollega i %(enhet)s ser nivåene og erfaringen din. Ingen ser filene.",
        "%(antall)s kollegaer i %(enhet)s ser nivåene og erfaringen din. Ingen ser filene.",
        antall,
    )
    return tekst % {"antall": tall(antall), "enhet": og_liste([navn for _pk, navn in enheter])}
