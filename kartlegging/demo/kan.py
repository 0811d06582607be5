"""What people in Fjordby can: most of what their work demands, with gaps, single holders, and proofs that run out."""

import datetime as dt
import random
from collections import defaultdict
from dataclasses import dataclass, field

from django.utils import timezone

from kartlegging.models import (
    KategoriForStilling,
    Kompetanse,
    Kompetansekrav,
    Oppgaveutforer,
    Personkompetanse,
)
from kartlegging.oppfylling import oppfylling
from kompetanse.organisasjon.demo.scene import Scene
from kompetanse.organisasjon.models import Bruker, Person, Stilling

FRO = 1945
Tilstand = Personkompetanse.Tilstand
# Of a hundred who should: so many do, have not been confirmed, are too low, have let it run out; the rest have nothing.
HAR, UBEKREFTET, FOR_LAVT, GAATT_UT = 80, 7, 5, 3
FAGLAERTE = 0.87
BEVIS_VARER = dt.timedelta(days=730)


@dataclass
class Innehav:
    """Collects the items, to be written at once."""

    scene: Scene
    slump: random.Random = field(default_factory=lambda: random.Random(FRO))
    rader: list = field(default_factory=list)
    har: set = field(default_factory=set)
    lederne: dict = field(default_factory=dict)

    def gi(self, person_id, krav, *, tilstand=Tilstand.BEKREFTET, nivaa=None, gikk_ut=False):
        """An item of what the requirement asks for; one who has one of it gets no other."""
        kompetanse = krav.kompetanse
        if (person_id, kompetanse.pk) in self.har:
            return
        self.har.add((person_id, kompetanse.pk))
        til = self._til(kompetanse, gikk_ut)
        fra = (til - BEVIS_VARER) if til else self.scene.for_dager(self.slump.randrange(60, 1500))
        bekreftet = tilstand == Tilstand.BEKREFTET
        self.rader.append(
            Personkompetanse(
                kommune=self.scene.kommune,
                person_id=person_id,
                kompetanse=kompetanse,
                nivaa=nivaa or krav.nivaa,
                tilstand=tilstand,
                fra=fra,
                til=til,
                vurdert_av_id=self.lederne.get(person_id, self.scene.hr.pk) if bekreftet else None,
                vurdert=timezone.now() if bekreftet else None,
            )
        )

    def _til(self, kompetanse, gikk_ut):
        """Proofs that are renewed run out at different times; some soon."""
        if gikk_ut:
            return self.scene.for_dager(self.slump.randrange(1, 120))
        if kompetanse.gyldig_mnd or kompetanse.nokkel in ("hlr", "legemiddelkurs", "brannvern", "forstehjelp"):
            return self.scene.i_dag + dt.timedelta(days=self.slump.randrange(5, 700))
        return None


def lag(scene: Scene) -> None:
    """Run after the requirements are made."""
    innehav = Innehav(scene, lederne=_ledere())
    krav = {ett.pk: ett for ett in Kompetansekrav.objects.gjeldende().select_related("kompetanse", "enhet", "oppgave")}
    for ett in sorted(krav.values(), key=lambda ett: ett.pk):
        if ett.antall:
            _noen(innehav, ett)
    svar = [ett for ett in oppfylling(Person.objects.all()) if ett.berort and not krav[ett.krav_id].antall]
    strengest = defaultdict(list)
    for ett in svar:
        strengest[ett.person_id, krav[ett.krav_id].kompetanse_id].append(krav[ett.krav_id])
    for (person_id, _kompetanse), flere in sorted(strengest.items()):
        _en(innehav, person_id, max(flere, key=lambda krav: krav.nivaa or 0))
    _formelt(innehav)
    Personkompetanse.objects.bulk_create(innehav.rader, batch_size=1000)


def _formelt(innehav):
    """Most have the education that their position asks for; some do not."""
    utdanninger = list(
        Kompetanse.objects.filter(nokkel__startswith="utdanning-", nus__isnull=False).order_by("nus", "pk")
    )
    naa = KategoriForStilling.objects.filter(stilling__in=Stilling.objects.gjeldende())
    naa = naa.select_related("kategori").prefetch_related("kategori__formalkrav")
    for ett in naa.order_by("stilling").select_related("stilling"):
        krever = list(ett.kategori.formalkrav.all()) or [
            utdanning for utdanning in utdanninger if ett.kategori.nus and utdanning.nus >= ett.kategori.nus
        ]
        if krever and innehav.slump.random() < FAGLAERTE:
            innehav.gi(ett.stilling.person_id, Kompetansekrav(kompetanse=krever[0]))


def _noen(innehav, krav):
    """So many as are needed in most places, one too few in some, and one alone in a few."""
    utforere = list(
        Oppgaveutforer.objects.filter(oppgave=krav.oppgave_id).order_by("pk").values_list("person", flat=True)
    )
    antall = innehav.slump.choices([krav.antall + 1, krav.antall, krav.antall - 1, 1], [3, 4, 2, 2])[0]
    kan = innehav.slump.sample(utforere, min(antall, len(utforere)))
    for person_id in utforere:
        if person_id in kan:
            innehav.gi(person_id, krav)
        elif innehav.slump.random() < 0.4:
            _nesten(innehav, person_id, krav)


def _en(innehav, person_id, krav):
    kast = innehav.slump.randrange(100)
    if kast < HAR or krav.kompetanse.kun_fremvises:
        nivaa = krav.nivaa and min(4, krav.nivaa + (innehav.slump.random() < 0.3))
        innehav.gi(person_id, krav, nivaa=nivaa)
    elif kast < HAR + UBEKREFTET + FOR_LAVT:
        _nesten(innehav, person_id, krav)
    elif kast < HAR + UBEKREFTET + FOR_LAVT + GAATT_UT and krav.nivaa is None:
        innehav.gi(person_id, krav, gikk_ut=True)


def _nesten(innehav, person_id, krav):
    """Waits for the leader, or one level below."""
    if krav.nivaa in (None, 1) or innehav.slump.random() < 0.5:
        innehav.gi(person_id, krav, tilstand=Tilstand.EGENVURDERT)
    else:
        innehav.gi(person_id, krav, nivaa=krav.nivaa - 1)


def _ledere():
    """Person → the account of the nearest leader above, who confirms."""
    kontoer = dict(Bruker.objects.filter(person__isnull=False).values_list("person", "pk"))
    ledere, folk = {}, {}
    naa = Stilling.objects.gjeldende().select_related("enhet").order_by("-hovedstilling", "pk")
    for stilling in naa:
        if stilling.er_leder and stilling.person_id in kontoer:
            ledere[stilling.enhet.path] = stilling.person_id
        folk.setdefault(stilling.person_id, stilling.enhet)
    svar = {}
    for person_id, enhet in folk.items():
        over = [ledere[sti] for sti in reversed([*enhet.stier_over, enhet.path]) if sti in ledere]
        svar[person_id] = kontoer[next((en for en in over if en != person_id), person_id)] if over else None
    return {person_id: konto for person_id, konto in svar.items() if konto}
