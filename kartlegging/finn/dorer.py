"""The two doors to what a person can: what the person shares, and what the reader answers for.

One's own and, for HR, everything are the plain cases. Whatever is found, counted or said of a person in the search passes
here, so that a person whom the reader may not see, or who has left, makes no difference to any answer.
"""

import datetime as dt
from collections.abc import Iterable

from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from kartlegging.models import Kartleggingsoppsett, Kompetanse, MiniCv, Personkompetanse
from kartlegging.models.person import er_gyldig
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker, Person, Rollekode, Stilling

Tilstand = Personkompetanse.Tilstand


class Dor(models.TextChoices):
    """By which right a person is shown; the first that is true is said."""

    SELV = "selv", _("Deg selv")
    LEDER = "leder", _("Du er leder")
    HR = "hr", _("Du er HR")
    KOMMUNE = "kommune", _("Delt med kommunen")
    ENHET = "enhet", _("Delt med enheten")
    AAPENT = "aapent", _("Åpent for ledere")


IKON = {
    Dor.SELV: "Person",
    Dor.LEDER: "PersonSuit",
    Dor.HR: "PersonSuit",
    Dor.KOMMUNE: "Buildings3",
    Dor.ENHET: "PersonGroup",
    Dor.AAPENT: "Buildings3",
}


def synlige_poster(bruker: Bruker, dag: dt.date | None = None) -> QuerySet[Personkompetanse]:
    """The items that the reader may search on a day (today).

    What a person shares is what is valid. Leaders may search certificates, education and confirmed competence of those
    who work in their own line, or of all when the kommune has opened the search. What is returned is no longer claimed,
    and an attest that is only shown is not for searching.
    """
    poster = Personkompetanse.objects.filter(
        Exists(Stilling.objects.gjeldende(dag).filter(person=OuterRef("person"))),
        kommune_id=bruker.kommune_id,
        kompetanse__kun_fremvises=False,
    ).exclude(tilstand=Tilstand.RETURNERT)
    hr = roller(bruker, tilgang.HR)
    if _gjelder_alle(hr):
        return poster
    for_ledere = Q(kompetanse__type=Kompetanse.Type.FORMAL) | Q(tilstand=Tilstand.BEKREFTET)
    return poster.filter(
        Q(person=bruker.person_id)
        | er_gyldig(dag) & Q(person__in=MiniCv.objects.visible_to(bruker).order_by().values("person"))
        | Q(person__in=_hos(hr))
        | for_ledere & lederes_folk(bruker)
    )


def lederes_folk(bruker: Bruker) -> Q:
    """Whom the reader may search as a leader, as a condition on rows that have a `person`."""
    ledende = roller(bruker, Rollekode.ledere())
    if _gjelder_alle(ledende) or (ledende and sok_er_aapent()):
        return Q(kommune_id=bruker.kommune_id)
    return Q(person__in=_hos(ledende))


def folk_paa_vei(bruker: Bruker, dag: dt.date | None = None) -> QuerySet[Person]:
    """Those of whom the reader may search what they are on the way to without having begun: oneself, and those whom one
    answers for. An open search shows leaders what people can, and not which courses others have a place on."""
    ansatte = Person.objects.ansatt(dag).filter(kommune_id=bruker.kommune_id)
    svarer = roller(bruker, (*tilgang.HR, *Rollekode.ledere()))
    if _gjelder_alle(svarer):
        return ansatte
    return ansatte.filter(Q(pk=bruker.person_id) | Q(pk__in=_hos(svarer)))


def sok_er_aapent() -> bool:
    """The kommune lets its leaders search in all of it."""
    return Kartleggingsoppsett.objects.filter(apent_sok=True).exists()


def dorer(bruker: Bruker, personer: Iterable[int]) -> dict[int, Dor]:
    """By which right each of these people is shown, all of whom the reader may see. Three statements."""
    personer = set(personer)
    svar = dict.fromkeys(personer, Dor.AAPENT)
    delt = MiniCv.objects.visible_to(bruker).filter(person__in=personer).exclude(deling=MiniCv.Deling.INGEN)
    svar |= {person: Dor(deling) for person, deling in delt.values_list("person", "deling")}
    for dor, koder in ((Dor.HR, tilgang.HR), (Dor.LEDER, Rollekode.ledere())):
        if egne := roller(bruker, koder):
            hos = (
                personer
                if _gjelder_alle(egne)
                else Person.objects.hos(egne).filter(pk__in=personer).values_list("pk", flat=True)
            )
            svar |= dict.fromkeys(hos, dor)
    return svar | dict.fromkeys(personer & {bruker.person_id}, Dor.SELV)


def roller(bruker, koder):
    return [rolle for rolle in tilgang.aktive_roller(bruker) if rolle.kode in koder]


def _gjelder_alle(roller):
    return any(rolle.gjelder_hele_kommunen for rolle in roller)


def _hos(roller):
    return Person.objects.hos(roller).order_by().values("pk") if roller else Person.objects.none().values("pk")
