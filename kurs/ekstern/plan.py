"""What an import of completed courses would do, line by line, held against what is stored. Reads set-based.

A course of ours that the person had a place on that day is attendance at its date, and no course taken elsewhere: so no
hour counts twice. The same list again says nothing new.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _

from kartlegging.profil import tildeling
from kartlegging.profil.kompetanser_i_fil import KompetanserIFil, ryddig
from kartlegging.profil.tildeling import Gave
from kompetanse.felles.formats import dato, tall
from kompetanse.felles.innlesing import Linje, Plan, les_rader
from kompetanse.felles.innlesing.innlesing import ENDRET, FEIL, NY, UENDRET
from kompetanse.organisasjon.models import Stilling
from kompetanse.organisasjon.personer_i_fil import Avvist, PersonerIFil
from kurs.models import Ekstern, Kjoring, Kurs, Kursplass, Oppmote, Samling
from kurs.oppmote import foring

# What a later list may tell more of.
KAN_ENDRES = ("timer", "leverandor", "fra")


@dataclass(eq=False, kw_only=True)
class Kursplan(Plan):
    """`nye` are fields of new rows, `endrede` a stored row and its new values, and `oppmoter` the places to note at dates
    of ours."""

    nye: list[dict[str, Any]] = field(default_factory=list)
    endrede: list[tuple[Ekstern, dict]] = field(default_factory=list)
    oppmoter: dict[Samling, list[int]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def lag(cls, felter, tabell, kolonner) -> "Kursplan":
        """Read, check and compare every row; nothing is written."""
        rader, feil = les_rader(felter, tabell, kolonner, nokkel="ansattnummer", navn="navn")
        plan = cls(linjer=[Linje(FEIL, f.linje, f.nokkel[:40], f.navn[:200], f.grunn) for f in feil])
        leser = _Leser([rad for _linje, rad in rader])
        for linje, rad in rader:
            hvem = str(rad.get("ansattnummer") or rad.get("epost") or "")[:40]
            try:
                slag, tekst = leser.plasser(linje, rad, plan)
            except Avvist as grunn:
                slag, tekst = FEIL, str(grunn)
            plan.linjer.append(Linje(slag, linje, hvem, rad["navn"], tekst))
        plan.linjer.sort(key=lambda en: en.linje)
        return plan

    def avtrykk(self):
        yield from sorted(repr(sorted((navn, str(verdi)) for navn, verdi in ny.items())) for ny in self.nye)
        yield from sorted(repr((ett.pk, sorted(endret.items()))) for ett, endret in self.endrede)
        yield from sorted(repr((samling.pk, sorted(plasser))) for samling, plasser in self.oppmoter.items())

    def skriv(self, bruker, *, kilde: str) -> None:
        """Inside the transaction of the import. What HR imports is confirmed."""
        Ekstern.objects.bulk_create([Ekstern(kilde=kilde, registrert_av=bruker, **ny) for ny in self.nye])
        for ett, endret in self.endrede:
            ett.__dict__.update(endret)
        Ekstern.objects.bulk_update([ett for ett, _endret in self.endrede], KAN_ENDRES)
        for samling, plasser in self.oppmoter.items():
            alle = dict.fromkeys(plasser, samling.halvdager)
            foring.skriv(samling, alle, bruker=bruker, maate=Oppmote.Maate.IMPORT)
        self._gi(bruker)

    def _gi(self, bruker):
        personer = defaultdict(list)
        for ny in self.nye:
            if ny["kompetanse"]:
                om = Gave(ny["kompetanse"], ny["nivaa"], ny["fullfort"], True, ny["navn"], ny["leverandor"])
                personer[om].append(ny["person_id"])
        for gave, noen in personer.items():
            tildeling.gi(noen, gave, bruker=bruker)


class _Egen(NamedTuple):
    """A place that a person has on a date of ours, and whether it is noted that they were there."""

    samling: Samling
    plass_id: int
    fort: bool


class _Leser:
    """Knows the people, courses and competences of the file, and what is stored of them, read once for the whole file."""

    def __init__(self, rader):
        self.i_dag = timezone.localdate()
        self.personer = PersonerIFil(rader)
        self.kompetanser = KompetanserIFil(rader)
        self.stillinger = self._les_stillinger()
        lagret = Ekstern.objects.filter(person__in=self.personer.alle, fullfort__in={rad["fullfort"] for rad in rader})
        self.lagret = {(ett.person_id, ryddig(ett.navn), ett.fullfort): ett for ett in lagret}
        nevnt = {ryddig(rad["navn"]) for rad in rader}
        alle = ((pk, ryddig(navn)) for pk, navn in Kurs.objects.values_list("pk", "navn"))
        self.kurs = {pk: navn for pk, navn in alle if navn in nevnt}
        self.egne = self._les_egne()
        self.sett: dict[tuple, int] = {}

    def _les_stillinger(self):
        svar = defaultdict(list)
        stillinger = Stilling.objects.filter(person__in=self.personer.alle)
        for stilling in stillinger.order_by("-hovedstilling", "-prosent", "pk"):
            svar[stilling.person_id].append(stilling)
        return svar

    def _les_egne(self):
        """(person, name of the course, day) → the place on a date of ours. Several units may have a course of that name."""
        plasser = Kursplass.objects.med_plass().filter(person__in=self.personer.alle, kjoring__kurs__in=self.kurs)
        plasser = plasser.filter(kjoring__status__in=Kjoring.Status.holdes())
        samlinger = defaultdict(list)
        for samling in Samling.objects.filter(kjoring__kurs__in=self.kurs).select_related("kjoring"):
            samlinger[samling.kjoring_id].append(samling)
        fort = set(Oppmote.objects.filter(kursplass__in=plasser).values_list("samling", "kursplass"))
        return {
            (plass.person_id, self.kurs[samling.kjoring.kurs_id], timezone.localdate(samling.start)): _Egen(
                samling, plass.pk, (samling.pk, plass.pk) in fort
            )
            for plass in plasser
            for samling in samlinger[plass.kjoring_id]
        }

    def plasser(self, linje, rad, plan):
        """Put the row where it belongs in the plan; returns the kind of line and its words. Raises `Avvist`."""
        person_id, navn, dag = self.personer.finn(rad), ryddig(rad["navn"]), rad["fullfort"]
        self._kontroller(rad)
        nokkel = (person_id, navn, dag)
        if nokkel in self.sett:
            raise Avvist(_("Det samme står også på linje %s.") % self.sett[nokkel])
        self.sett[nokkel] = linje
        if egen := self.egne.get(nokkel):
            return self._oppmote(egen, plan)
        kompetanse, nivaa = self._kompetanse(rad)
        if lagret := self.lagret.get(nokkel):
            return self._lagret(lagret, rad, plan)
        plan.nye.append(
            {
                "person_id": person_id,
                "stilling": self._stillingen(person_id, dag),
                "navn": rad["navn"],
                "leverandor": rad.get("leverandor") or "",
                "fra": rad.get("fra"),
                "fullfort": dag,
                "timer": rad.get("timer"),
                "kompetanse": kompetanse,
                "nivaa": nivaa,
            }
        )
        return NY, self._ord(rad, navn)

    def _ord(self, rad, navn):
        deler = []
        if navn in self.kurs.values():
            deler.append(_("Sto ikke på deltakerlisten vår den dagen: føres som kurs tatt et annet sted."))
        if rad.get("timer") is None:
            deler.append(_("Uten timer: teller ikke som kompetansedager."))
        return " ".join(deler)

    def _oppmote(self, egen, plan):
        ord_ = _("Oppmøte på kurset vårt %s.") % dato(timezone.localdate(egen.samling.start))
        if egen.fort:
            return UENDRET, ord_
        plan.oppmoter[egen.samling].append(egen.plass_id)
        return NY, ord_

    def _lagret(self, lagret, rad, plan):
        ny = {navn: rad[navn] for navn in KAN_ENDRES if rad.get(navn) not in (None, "", getattr(lagret, navn))}
        if not ny:
            return UENDRET, ""
        plan.endrede.append((lagret, ny))
        return ENDRET, " ".join(_endring(lagret, navn, verdi) for navn, verdi in ny.items())

    def _kontroller(self, rad):
        if rad["fullfort"] > self.i_dag:
            raise Avvist(_("Dagen er ikke kommet ennå."))
        if rad.get("fra") and rad["fra"] > rad["fullfort"]:
            raise Avvist(_("Kurset kan ikke være fullført før det begynte."))

    def _kompetanse(self, rad):
        """The competence that the row says it gave, if it says so. Raises `Avvist`."""
        if not rad.get("kompetanse"):
            return None, None
        kompetanse = self.kompetanser.finn(rad["kompetanse"])
        nivaa = rad.get("nivaa") if kompetanse.skala_id else None
        if hindring := tildeling.hindring(kompetanse, nivaa):
            raise Avvist(f"{kompetanse}: {hindring}")
        return kompetanse, nivaa

    def _stillingen(self, person_id, dag):
        """That which the learning was for: the main one of that day."""
        mulige = (en for en in self.stillinger[person_id] if en.fra <= dag and (en.til is None or en.til >= dag))
        return next(mulige, None)


def _endring(lagret, navn, verdi):
    felt, for_ = lagret._meta.get_field(navn).verbose_name, getattr(lagret, navn)
    vis = {"timer": lambda ett: tall(ett, 2), "fra": dato}.get(navn, str)
    return f"{felt}: {vis(for_) if for_ not in (None, '') else _('tomt')} → {vis(verdi)}."
