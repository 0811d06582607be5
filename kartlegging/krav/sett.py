"""Many requirements taken into a unit at once: from the ready sets, or from another unit."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction

from kartlegging import labels
from kartlegging.katalog.standard import INNHOLD
from kartlegging.krav import oppgavestyring, styring
from kartlegging.krav.bilde import folk
from kartlegging.models import Kompetanse, Kompetansekrav, Oppgave, Stillingskategori
from kartlegging.oppfylling import antall_berort
from kompetanse.felles.innhold import les
from kompetanse.organisasjon.models import Bruker, Enhet, Person


@dataclass
class Forslag:
    """A requirement that can be taken in. `krav` is not stored, and neither is its task where the unit has none such."""

    nokkel: str
    krav: Kompetansekrav
    finnes: Kompetansekrav | None = None  # what asks the same people for the same already, here or above
    antall_folk: int = 0

    @property
    def kravtekst(self):
        return labels.kravtekst(self.krav)

    @property
    def finnes_tekst(self):
        return labels.kravtekst(self.finnes)

    @property
    def gjelder(self):
        return labels.gjelder(self.krav)

    @property
    def folk(self):
        return folk(self.antall_folk)


@dataclass
class Kravsett:
    """A ready set, as it would be in a unit."""

    nokkel: str
    navn: str
    beskrivelse: str
    forslag: list[Forslag]

    @property
    def nye(self):
        return [ett for ett in self.forslag if not ett.finnes]

    @property
    def gjelder(self):
        return self.forslag[0].gjelder

    @property
    def antall_folk(self):
        return self.forslag[0].antall_folk

    @property
    def folk(self):
        return self.forslag[0].folk


def bibliotek(enhet: Enhet) -> list[Kravsett]:
    """The ready sets, those that concern most people in the unit first. What the kommune has taken out of its catalogue or
    its categories is left out. The same number of statements whatever the size."""
    oversetter = _Oversetter(enhet)
    alle = [
        Kravsett(data["nokkel"], data["navn"], data["beskrivelse"], forslag)
        for data in les(INNHOLD, "kravsett")["sett"]
        if (forslag := oversetter.forslag(data))
    ]
    _fyll_ut(enhet, [ett for sett in alle for ett in sett.forslag])
    return sorted(alle, key=lambda sett: (-sett.antall_folk, sett.navn))


def kravsett(enhet: Enhet, nokkel: str) -> Kravsett | None:
    """One of the ready sets by its key."""
    return next((sett for sett in bibliotek(enhet) if sett.nokkel == nokkel), None)


def fra_enhet(kilde: Enhet, enhet: Enhet) -> list[Forslag]:
    """What another unit demands by itself today, as it would be here: its tasks become tasks of this unit."""
    oppgaver = _oppgaver(enhet)
    felt = ("kompetanse", "kategori", "rolle", *styring.INNHOLD, "per_vakt", "vakter", "frist_dager", "hvorfor")
    forslag = []
    for krav in Kompetansekrav.objects.gjeldende().filter(enhet=kilde).med_alt():
        oppgave = krav.oppgave and _oppgaven(enhet, oppgaver, krav.oppgave.navn, krav.oppgave.merknad)
        nytt = Kompetansekrav(enhet=enhet, oppgave=oppgave, **{navn: getattr(krav, navn) for navn in felt})
        forslag.append(Forslag(str(krav.pk), nytt))
    _fyll_ut(enhet, forslag)
    return forslag


@transaction.atomic
def ta_inn(enhet: Enhet, forslag: Sequence[Forslag], *, fra: dt.date, bruker: Bruker) -> list[Kompetansekrav]:
    """Set these requirements in the unit from a day, and make the tasks that it lacks. What stands there already, or was
    taken in by someone else meanwhile, is not doubled. Returns those that are new."""
    enhet = styring.laas_enheten(enhet, bruker)
    nye = []
    for ett in forslag:
        krav = ett.krav
        krav.enhet, krav.fra = enhet, fra
        if krav.oppgave and krav.oppgave.pk is None:
            krav.oppgave = _lag_oppgave(krav.oppgave, bruker)
        if not _finnes_her(krav).exists():
            nye.append(_sett(krav, bruker))
    return nye


def _sett(krav, bruker):
    """As `styring.sett`, with the competence named in what is wrong: it is one of many."""
    try:
        return styring.sett(krav, bruker=bruker)
    except ValidationError as feil:
        raise ValidationError([f"{krav.kompetanse}: {melding}" for melding in feil.messages]) from feil


def _finnes_her(krav):
    return Kompetansekrav.objects.ikke_avsluttet().filter(styring.om_det_samme(krav), enhet_id=krav.enhet_id)


def _lag_oppgave(oppgave, bruker):
    """The task as the unit has it by now: several requirements are on the same one."""
    finnes = _oppgaver(oppgave.enhet).get(oppgave.navn.lower())
    return finnes or oppgavestyring.opprett(oppgave.enhet, navn=oppgave.navn, merknad=oppgave.merknad, bruker=bruker)


def _oppgaver(enhet):
    """The tasks of the unit by name."""
    return {oppgave.navn.lower(): oppgave for oppgave in Oppgave.objects.filter(enhet=enhet, til__isnull=True)}


def _oppgaven(enhet, oppgaver, navn, merknad=""):
    return oppgaver.get(navn.lower()) or Oppgave(enhet=enhet, navn=navn, merknad=merknad)


class _Oversetter:
    """From the words of the content to the kommune's own rows, read once."""

    def __init__(self, enhet):
        self.enhet = enhet
        alle = Kompetanse.objects.exclude(nokkel="").select_related("skala", "slaatt_sammen_med__skala")
        self.kompetanser = {ett.nokkel: ett.slaatt_sammen_med or ett for ett in alle.prefetch_related("skala__trinn")}
        self.i_bruk = set(Kompetanse.objects.i_bruk().values_list("pk", flat=True))
        self.kategorier = {ett.nokkel: ett for ett in Stillingskategori.objects.exclude(nokkel="")}
        self.oppgaver = _oppgaver(enhet)

    def forslag(self, data):
        """The lines of a set; none when the kommune has not what it is for."""
        hvem = self._hvem(data)
        if hvem is None:
            return []
        return [
            Forslag(linje["kompetanse"], self._krav(self.kompetanser[linje["kompetanse"]], linje, hvem))
            for linje in data["krav"]
            if getattr(self.kompetanser.get(linje["kompetanse"]), "pk", None) in self.i_bruk
        ]

    def _hvem(self, data):
        if data["gjelder"] == "kategori":
            kategori = self.kategorier.get(data["kategori"])
            return kategori and {"kategori": kategori}
        if data["gjelder"] == "oppgave":
            return {"oppgave": _oppgaven(self.enhet, self.oppgaver, data["oppgave"])}
        return {"rolle": data["rolle"]} if data["gjelder"] == "rolle" else {}

    def _krav(self, kompetanse, linje, hvem):
        return Kompetansekrav(
            enhet=self.enhet,
            kompetanse=kompetanse,
            nivaa=linje.get("nivaa"),
            styrke=linje["styrke"],
            maa_bekreftes=linje["bekreftet"],
            antall=linje.get("antall"),
            frist_dager=linje.get("frist_dager"),
            **hvem,
        )


def _fyll_ut(enhet, forslag):
    """How many each is for in the unit, and what stands there already."""
    finnes = {}
    naa = Kompetansekrav.objects.ikke_avsluttet().i_enheten(enhet).filter(enhet__path__lte=enhet.path)
    for krav in naa.med_alt().order_by("enhet__path"):
        finnes[_om(krav)] = krav
    antall = antall_berort(Person.objects.i_enhet(enhet), [ett.krav for ett in forslag])
    for ett, mange in zip(forslag, antall, strict=True):
        ett.antall_folk, ett.finnes = mange, finnes.get(_om(ett.krav))


def _om(krav):
    """Whom and what it is about; a task by its name, since that of another unit, or a new one, is another row."""
    oppgave = krav.oppgave.navn.lower() if krav.oppgave else ""
    return krav.kompetanse_id, krav.kategori_id, krav.rolle, oppgave
