"""Builds the tree and its people: leaders at every level, part time, double positions, and some years of history."""

import datetime as dt
import random
from dataclasses import dataclass, field
from decimal import Decimal

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from kompetanse.organisasjon.demo.navn import ETTERNAVN, FORNAVN
from kompetanse.organisasjon.demo.tre import SEKTORER, STILLINGER
from kompetanse.organisasjon.models import Bruker, Enhet, Enhetsperiode, Person, Stilling

EPOSTDOMENE = "fjordby.example"
LEDERTITLER = {2: ("9440", "Kommunalsjef"), 3: ("9451", "Avdelingsdirektør"), 4: ("9454", "Seksjonsleder")}
PROSENTER = ((100, 60), (80, 14), (75, 8), (50, 10), (60, 5), (20, 3))


@dataclass
class Folk:
    """Collects rows, to be written in bulk, and remembers who leads what."""

    kommune: object
    slump: random.Random
    start: dt.date
    personer: list = field(default_factory=list)
    stillinger: list = field(default_factory=list)
    ledere: dict = field(default_factory=dict)
    enheter: dict = field(default_factory=dict)
    faste: dict = field(default_factory=dict)
    brukte_navn: set = field(default_factory=set)

    def ny_person(self, navn=None):
        """A person with a name that nobody else has; `navn` is (fornavn, etternavn)."""
        while navn is None or navn in self.brukte_navn:
            navn = (self.slump.choice(FORNAVN), self.slump.choice(ETTERNAVN))
        self.brukte_navn.add(navn)
        nummer = 10_000 + len(self.personer)
        person = Person(
            kommune=self.kommune,
            ansattnummer=str(nummer),
            fornavn=navn[0],
            etternavn=navn[1],
            epost=f"{_som_epost(navn[0])}.{_som_epost(navn[1])}@{EPOSTDOMENE}",
        )
        self.personer.append(person)
        return person

    def ansett(self, person, enhet, kode, tittel, *, prosent=100, er_leder=False, fra=None, til=None, hoved=True):
        self.stillinger.append(
            Stilling(
                kommune=self.kommune,
                person=person,
                enhet=enhet,
                nummer=str(len(self.stillinger) + 1),
                stillingskode=kode,
                tittel=tittel,
                prosent=Decimal(prosent),
                fra=fra or self._tilsatt(),
                til=til,
                er_leder=er_leder,
                hovedstilling=hoved,
            )
        )

    def _tilsatt(self):
        """A start date: most have been here for years, some came lately."""
        dager = (timezone.localdate() - self.start).days
        return self.start + dt.timedelta(days=int(dager * self.slump.random() ** 1.6))

    def lagre(self):
        """Write everybody, and give every leader an account that can be invited or signed in to."""
        Person.objects.bulk_create(self.personer, batch_size=500)
        Stilling.objects.bulk_create(self.stillinger, batch_size=500)


def _som_epost(navn):
    return navn.lower().translate(str.maketrans({"æ": "ae", "ø": "o", "å": "a", " ": "."}))


def bygg(kommune, faste_ledere, *, fro, start, ekstra):
    """Make the whole organisation and return `Folk`.

    `faste_ledere` maps unit name → (fornavn, etternavn) of its leader, `ekstra` unit name → names of others there.
    """
    folk = Folk(kommune, random.Random(fro), start)
    rot = Enhet.objects.get(kommune=kommune, depth=1)
    _sett_leder(folk, rot, ("9430", "Etatsdirektør"), faste_ledere)
    for sektor, avdelinger in SEKTORER:
        sektorenhet = _ny_enhet(folk, rot, sektor, faste_ledere)
        for avdeling, slag, seksjoner in avdelinger:
            avdelingsenhet = _ny_enhet(folk, sektorenhet, avdeling, faste_ledere)
            for seksjon, antall, team in seksjoner:
                _ny_seksjon(folk, avdelingsenhet, seksjon, STILLINGER[slag], antall, team, faste_ledere)
    for navn, personer in ekstra.items():
        for person in personer:
            folk.faste[person] = folk.ny_person(person)
            folk.ansett(folk.faste[person], folk.enheter[navn], "8530", "Rådgiver", fra=folk.start)
    _doble_stillinger(folk)
    _sluttede(folk)
    folk.lagre()
    return folk


def _ny_enhet(folk, forelder, navn, faste_ledere, *, med_leder=True):
    forelder = Enhet.objects.get(pk=forelder.pk)
    enhet = Enhet.objects.add_child(
        forelder,
        instance=Enhet(kommune=folk.kommune, navn=navn, kode=f"{1000 + len(folk.enheter)}", gyldig_fra=folk.start),
    )
    Enhetsperiode.objects.create(kommune=folk.kommune, enhet=enhet, forelder=forelder, navn=navn, fra=folk.start)
    folk.enheter[navn] = enhet
    if med_leder:
        _sett_leder(folk, enhet, LEDERTITLER[enhet.depth], faste_ledere)
    return enhet


def _sett_leder(folk, enhet, stilling, faste_ledere):
    person = folk.ny_person(faste_ledere.get(enhet.navn))
    folk.ledere[enhet.navn] = person
    folk.enheter.setdefault(enhet.navn, enhet)
    folk.ansett(person, enhet, *stilling, er_leder=True, fra=folk.start)


def _ny_seksjon(folk, avdeling, navn, stillinger, antall, team, faste_ledere):
    """A section with its employees; some of them stand in its teams."""
    seksjon = _ny_enhet(folk, avdeling, navn, faste_ledere)
    steder = [seksjon, *(_ny_enhet(folk, seksjon, ett, faste_ledere, med_leder=False) for ett in team)]
    vekter = [vekt for _kode, _tittel, vekt in stillinger]
    for nummer in range(antall - 1):
        kode, tittel, _vekt = folk.slump.choices(stillinger, vekter)[0]
        prosent = folk.slump.choices(*zip(*PROSENTER, strict=True))[0]
        folk.ansett(folk.ny_person(), steder[nummer % len(steder)], kode, tittel, prosent=prosent)


def _doble_stillinger(folk):
    """Part-timers who also work a little somewhere else."""
    deltid = [stilling for stilling in folk.stillinger if stilling.prosent in (50, 60) and not stilling.er_leder]
    for stilling in folk.slump.sample(deltid, 40):
        annet = folk.slump.choice([annen for annen in deltid if annen.stillingskode == stilling.stillingskode])
        if annet.enhet_id != stilling.enhet_id:
            folk.ansett(stilling.person, annet.enhet, stilling.stillingskode, stilling.tittel, prosent=30, hoved=False)


def _sluttede(folk):
    """People who have left, and people who have changed units, so that earlier dates look different."""
    i_dag = timezone.localdate()
    for _nummer in range(70):
        mal = folk.slump.choice([stilling for stilling in folk.stillinger if not stilling.er_leder])
        slutt = i_dag - dt.timedelta(days=folk.slump.randrange(30, 900))
        folk.ansett(folk.ny_person(), mal.enhet, mal.stillingskode, mal.tittel, fra=folk.start, til=slutt)
    for stilling in folk.slump.sample([en for en in folk.stillinger if not en.til and not en.er_leder], 30):
        byttet = stilling.fra - dt.timedelta(days=1)
        annen = folk.slump.choice(list(folk.enheter.values()))
        if byttet > folk.start and annen.depth == 4:
            folk.ansett(
                stilling.person, annen, stilling.stillingskode, stilling.tittel, fra=folk.start, til=byttet, hoved=False
            )


def gi_kontoer(folk, personer, passord):
    """Accounts for these people with one password; the hash is made once, so that the demo starts quickly."""
    kryptert = make_password(passord)
    Bruker.objects.bulk_create(
        Bruker(epost=person.epost, kommune=folk.kommune, person=person, password=kryptert) for person in personer
    )
