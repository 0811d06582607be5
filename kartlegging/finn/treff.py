"""Who can what was asked for, who nearly can, and why; of those whom the reader may see (`dorer`) and nobody else."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from functools import reduce
from operator import or_

from django.db import models
from django.db.models import Case, IntegerField, Max, Q, QuerySet, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kartlegging import paa_vei
from kartlegging.finn.dorer import IKON, Dor, dorer, folk_paa_vei, synlige_poster
from kartlegging.finn.sporring import Ledd, Sporring
from kartlegging.finn.tekst import marker, monstre, sitat, skrevet
from kartlegging.labels import nivaa_med_navn
from kartlegging.models import Kompetanse, MiniCv, Personkompetanse
from kartlegging.models.person import er_gyldig
from kartlegging.oppfylling import Besittelse, besittelse
from kompetanse.felles.formats import dato_kort
from kompetanse.organisasjon.models import Bruker, Enhet, Person, Stilling
from kompetanse.organisasjon.sok import etter_navn

# So many of each kind are shown, of so many who come in question.
VISES = 50
KANDIDATER = 200
Tilstand = Personkompetanse.Tilstand


class Grad(models.IntegerChoices):
    """How near a person is to one thing asked for; the nearest first."""

    KAN = 0
    FOR_LAVT = 1
    PAA_VEI = 2
    GAATT_UT = 3
    INNGAAR = 4
    SKREVET = 5


@dataclass(frozen=True)
class Avgrensning:
    """What the reader asks for beside the words."""

    enhet: Enhet | None = None
    nivaa: int | None = None
    bekreftet: bool = False
    formelt: bool = False
    vil_mer: bool = False

    @property
    def gjelder_poster(self) -> bool:
        """Asks for something that what people write of themselves cannot answer."""
        return bool(self.nivaa or self.bekreftet or self.formelt or self.vil_mer)


@dataclass(frozen=True)
class Punkt:
    """What one person has of one thing asked for. `kompetanse` is None when it stands in the person's text alone."""

    grad: Grad
    kompetanse: Kompetanse | None
    navn: SafeString | str
    nivaa: int | None = None
    tilstand: str = ""
    hvorfor: list[SafeString | str] = field(default_factory=list)

    @property
    def nivaanavn(self) -> str:
        return nivaa_med_navn(self.kompetanse, self.nivaa).lower() if self.kompetanse else ""

    @property
    def er_paa_vei(self) -> bool:
        """There is nothing to trust yet: begun, or a place on a course. Why says when it comes."""
        return self.grad == Grad.PAA_VEI

    @property
    def trinn(self) -> int:
        return len(self.kompetanse.trinn) if self.kompetanse else 0


@dataclass(frozen=True)
class Treff:
    """One person, with what was found for each thing asked for (None where nothing was)."""

    person: Person
    stilling: Stilling | None
    dor: Dor
    punkter: list[Punkt]
    mangler: list[str]

    @property
    def url(self) -> str:
        """The page that shows more of the person, as far as the reader may see it; empty when there is none."""
        if self.dor == Dor.SELV:
            return reverse("kartlegging:min")
        if self.dor in (Dor.LEDER, Dor.HR):
            return reverse("kartlegging:person-kompetanse", args=[self.person.pk])
        return "" if self.dor == Dor.AAPENT else reverse("kartlegging:minicv-detail", args=[self.person.minicv.pk])

    @property
    def ikon(self) -> str:
        return IKON[self.dor]

    @property
    def kan(self) -> bool:
        return not self.mangler and all(punkt.grad == Grad.KAN for punkt in self.punkter)


@dataclass(frozen=True)
class Svar:
    """Those who can and those who are near; `flere` of each when there are more than are shown."""

    kan: list[Treff]
    naer: list[Treff]
    flere_kan: bool
    flere_naer: bool


def finn(
    sporring: Sporring, bruker: Bruker, avgrensning: Avgrensning | None = None, dag: dt.date | None = None
) -> Svar:
    """The answer for a reader on a day (today). The number of statements is the same however many there are."""
    return _Sok(sporring, bruker, avgrensning or Avgrensning(), dag or timezone.localdate()).svar()


class _Sok:
    """One search: what is visible, who comes in question, what they have."""

    def __init__(self, sporring, bruker, avgrensning, dag):
        self.ledd, self.bruker, self.avgrensning, self.dag = sporring.ledd, bruker, avgrensning, dag
        self.monstre = monstre(self.ledd) if self.ledd else []
        self.poster = self._avgrenset(synlige_poster(bruker, dag))
        self.paa_vei_hos = self._paa_vei_hos()

    def svar(self) -> Svar:
        if not self.ledd:
            return Svar([], [], False, False)
        tekster = self._tekster()
        kandidater = list(dict.fromkeys([*self._kandidater(), *self._paa_vei(), *tekster]))
        poster = self._poster_hos(kandidater)
        har, egne = self._har(kandidater, poster), self._egne(poster)
        funnet = {person: self._punkter(person, har, egne, tekster.get(person, {})) for person in kandidater}
        treff = self._treff({person: punkter for person, punkter in funnet.items() if any(punkter)})
        kan = [ett for ett in treff if ett.kan]
        naer = [ett for ett in treff if not ett.kan]
        fullt = len(kandidater) >= KANDIDATER
        return Svar(kan[:VISES], naer[:VISES], fullt or len(kan) > VISES, fullt or len(naer) > VISES)

    def _avgrenset(self, poster: QuerySet) -> QuerySet:
        valg = self.avgrensning
        if valg.enhet:
            poster = poster.filter(person__in=Person.objects.i_enhet(valg.enhet).order_by().values("pk"))
        if valg.bekreftet:
            poster = poster.filter(tilstand=Tilstand.BEKREFTET)
        if valg.formelt:
            poster = poster.filter(kompetanse__type=Kompetanse.Type.FORMAL)
        return poster.filter(bruk=Personkompetanse.Bruk.MER) if valg.vil_mer else poster

    def _paa_vei_hos(self):
        """Whose places on courses count: nobody's when what is asked for must be registered."""
        valg = self.avgrensning
        if valg.bekreftet or valg.formelt or valg.vil_mer:
            return Person.objects.none()
        folk = folk_paa_vei(self.bruker, self.dag)
        return folk.filter(pk__in=Person.objects.i_enhet(valg.enhet).order_by().values("pk")) if valg.enhet else folk

    def _paa_vei(self):
        """People who are on the way to what is asked for."""
        gir = set().union(*(ett.gir for ett in self.ledd if ett.ordene))
        return paa_vei.personer_til(gir, self.paa_vei_hos, KANDIDATER) if gir else []

    def _kandidater(self):
        """People who have something of what is asked for, those with most of it first."""
        ledd = {f"ledd_{nummer}": _vekt(ett, self.dag) for nummer, ett in enumerate(self.ledd) if ett.ordene}
        if not ledd:
            return []
        alle = reduce(or_, (_alle(ett) for ett in self.ledd))
        per_person = self.poster.filter(kompetanse__in=alle).order_by().values("person").annotate(**ledd)
        rader = per_person.annotate(
            sum=reduce(lambda a, b: a + b, (models.F(navn) for navn in ledd)), hoyest=Max("nivaa", default=0)
        )
        return list(rader.order_by("-sum", "-hoyest", "person").values_list("person", flat=True)[:KANDIDATER])

    def _tekster(self):
        """What is written in mini-CVs; an answer to nothing that is asked for beside the words, but the unit."""
        valg = self.avgrensning
        if valg.gjelder_poster:
            return {}
        minicver = MiniCv.objects.visible_to(self.bruker)
        if valg.enhet:
            minicver = minicver.filter(person__in=Person.objects.i_enhet(valg.enhet).order_by().values("pk"))
        return skrevet(minicver, self.monstre, KANDIDATER)

    def _poster_hos(self, kandidater):
        """The items that have to do with what is asked for: (key, person, competence, valid)."""
        alle = {pk for ett in self.ledd for pk in _alle(ett)}
        rader = self.poster.filter(person__in=kandidater, kompetanse__in=alle).annotate(holder=er_gyldig(self.dag))
        return list(rader.values_list("pk", "person", "kompetanse", "holder"))

    def _har(self, kandidater, poster) -> dict[tuple[int, int], Besittelse]:
        hvilke = {pk for ett in self.ledd for pk in (*ett.kompetanser, *ett.inngaar)}
        svar = besittelse(
            Person.objects.filter(pk__in=kandidater),
            Kompetanse.objects.filter(pk__in=hvilke),
            self.dag,
            blant=Personkompetanse.objects.filter(pk__in=[pk for pk, *_rest in poster]),
            paa_vei_hos=self.paa_vei_hos,
        )
        return {(ett.person_id, ett.kompetanse_id): ett for ett in svar}

    def _egne(self, poster) -> dict[int, dict[int, Kompetanse]]:
        """What each has under its own name, to say through which one somebody can another."""
        hvilke = {kompetanse for _pk, _person, kompetanse, holder in poster if holder}
        med_skala = {kompetanse.pk: kompetanse for ett in self.ledd for kompetanse in ett.ordene}
        andre = Kompetanse.objects.select_related("skala").prefetch_related("skala__trinn")
        med_skala |= andre.in_bulk(hvilke - med_skala.keys())
        svar = defaultdict(dict)
        for _pk, person, kompetanse, holder in poster:
            if holder:
                svar[person][kompetanse] = med_skala[kompetanse]
        return svar

    def _punkter(self, person, har, egne, tekster):
        return [
            self._punkt(ett, nummer, person, har, egne[person], tekster.get(nummer))
            for nummer, ett in enumerate(self.ledd)
        ]

    def _punkt(self, ledd: Ledd, nummer, person, har, egne, tekst) -> Punkt | None:
        """The nearest of what a person has of one thing; None when there is nothing."""
        monster = self.monstre[nummer]
        punkter = [
            self._direkte(ledd, kompetanse, har[person, kompetanse.pk], egne, monster)
            for kompetanse in ledd.ordene
            if (person, kompetanse.pk) in har
        ]
        punkter += [
            _inngaar(hele, egne[pk], har[person, pk], monster)
            for pk, hele in ledd.inngaar.items()
            if pk in egne and (person, pk) in har
        ]
        skriver = [_skriver(tekst, monster)] if tekst else []
        if not punkter:
            return Punkt(Grad.SKREVET, None, "", hvorfor=skriver) if skriver else None
        best = min(punkter, key=lambda punkt: (punkt.grad, -(punkt.nivaa or 0)))
        best.hvorfor.extend(skriver)
        return best

    def _direkte(self, ledd, kompetanse, har, egne, monster):
        grad, hvorfor = self._grad(kompetanse, har), []
        if grad != Grad.KAN:
            hvorfor += _avstand(grad, har, self.avgrensning.nivaa)
        ord_ = ledd.ordene[kompetanse]
        if ord_ != kompetanse.navn:
            hvorfor.append(_annet_ord(ord_, kompetanse, monster))
        if har.gyldig and kompetanse.pk not in egne and (gjennom := _gjennom(egne, ledd.over[kompetanse.pk])):
            hvorfor.append(_("Har %(navn)s, som omfatter dette") % {"navn": gjennom.navn.lower()})
        return Punkt(grad, kompetanse, marker(kompetanse.navn, monster), har.nivaa, _tilstand(har), hvorfor)

    def _grad(self, kompetanse, har):
        if har.gyldig and (not self.avgrensning.nivaa or not kompetanse.skala):
            return Grad.KAN
        if har.gyldig:
            return Grad.KAN if (har.nivaa or 0) >= self.avgrensning.nivaa else Grad.FOR_LAVT
        return Grad.PAA_VEI if har.forventet else Grad.GAATT_UT

    def _treff(self, funnet):
        """The hits, the nearest first and those as near in the order of names."""
        folk = Person.objects.filter(pk__in=funnet).select_related("minicv").order_by(*etter_navn())
        stillinger = {}
        rader = Stilling.objects.gjeldende(self.dag).filter(person__in=funnet).select_related("enhet")
        for stilling in rader.order_by("-prosent", "pk"):
            stillinger.setdefault(stilling.person_id, stilling)
        rett = dorer(self.bruker, funnet)
        treff = [
            Treff(
                person,
                stillinger.get(person.pk),
                rett[person.pk],
                [punkt for punkt in funnet[person.pk] if punkt],
                [ett.uttrykk for ett, punkt in zip(self.ledd, funnet[person.pk], strict=True) if not punkt],
            )
            for person in folk
        ]
        return sorted(treff, key=_rekkefolge)


def _rekkefolge(treff):
    """Most of what was asked for, the nearest, confirmed, the highest level."""
    grader = sorted((punkt.grad for punkt in treff.punkter), reverse=True)
    ubekreftet = sum(punkt.tilstand != Tilstand.BEKREFTET for punkt in treff.punkter)
    return len(treff.mangler), grader, ubekreftet, -sum(punkt.nivaa or 0 for punkt in treff.punkter)


def _alle(ledd):
    return ledd.gir | ledd.inngaar.keys()


def _vekt(ledd, dag):
    """3 for who has it, or what includes it, and it is valid; 2 when it is not; 1 for who has what it includes."""
    gir = Q(kompetanse__in=ledd.gir)
    return Max(
        Case(
            When(gir & er_gyldig(dag), then=Value(3)),
            When(gir, then=Value(2)),
            When(Q(kompetanse__in=list(ledd.inngaar)), then=Value(1)),
            default=Value(0),
            output_field=IntegerField(),
        )
    )


def _gjennom(egne, over):
    return next((egne[pk] for pk in sorted(over) if pk in egne), None)


def _inngaar(hele, kompetanse, har, monster):
    hvorfor = _("%(del)s inngår i %(hele)s") % {"del": kompetanse.navn, "hele": hele.navn.lower()}
    return Punkt(Grad.INNGAAR, kompetanse, marker(kompetanse.navn, monster), har.nivaa, _tilstand(har), [hvorfor])


def _tilstand(har):
    if not har.gyldig:
        return Tilstand.PAABEGYNT if har.forventet else ""
    return Tilstand.BEKREFTET if har.bekreftet else Tilstand.EGENVURDERT


def _avstand(grad, har, nivaa):
    """Why it is not enough, and when it may be."""
    if grad == Grad.FOR_LAVT:
        yield _("Lavere enn nivå %(nivaa)s") % {"nivaa": nivaa}
    if grad == Grad.GAATT_UT:
        yield _("Gikk ut %(dato)s") % {"dato": dato_kort(har.gikk_ut)}
    if har.forventet:
        yield _("På vei: ventes ferdig %(dato)s") % {"dato": dato_kort(har.forventet)}


def _annet_ord(ord_, kompetanse, monster):
    return format_html(_("«{ord}» er et annet ord for {navn}"), ord=marker(ord_, monster), navn=kompetanse.navn.lower())


def _skriver(tekst, monster):
    return format_html(_("Skriver i mini-CV-en: «{sitat}»"), sitat=sitat(tekst, monster))
