"""The yearly wheel of Fjordby, alive for three years: what is common, what some units do themselves, and what is done."""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kompetanse.organisasjon.demo.scene import Scene
from kompetanse.organisasjon.models import Bruker, Enhet, Rolle, Rollekode, Rolletype
from planer.aarshjul import adresse, styring
from planer.models import Aarsaktivitet, Aarsutforelse, Ring
from planer.naar import MAANEDER

AAR_TILBAKE = 2
# Of the units, each so many has not come to the last activity yet.
HVER_ETTERNOELER = 5


class Felles(NamedTuple):
    """What the whole kommune does together in the autumn, as the activity plan says it."""

    navn: str
    naar: str
    tekst: str
    fora: str


FELLES = (
    Felles(
        "Arbeidsplassen som læringsarena",
        "August",
        "Hvordan lærer vi av hverandre i det daglige?\nEt eksempel fra Solbakken barnehage, og verktøy vi kan bruke.",
        "MBU, lederforum",
    ),
    Felles(
        "Samskaping i praksis",
        "September",
        "Metoder for å ta innbyggerne med.\nE-læringen tas før møtet.",
        "Lederforum",
    ),
    Felles("Rekrutteringsskolen", "Oktober", "For alle som deltar i ansettelser. To timer på nett.", ""),
    Felles("Godt samspill", "November", "Samling for ledere, tillitsvalgte og verneombud.", "MBU"),
)


def lag(scene: Scene) -> None:
    Aarsaktivitet.objects.update(opprettet=dt.date(scene.i_dag.year - AAR_TILBAKE, 1, 1))
    rot = Enhet.objects.get(depth=1)
    for ett in FELLES:
        aktivitet = Aarsaktivitet(
            enhet=rot, navn=ett.navn, naar=ett.naar, beskrivelse=ett.tekst, fora=ett.fora, ring=Ring.KOMMUNE
        )
        styring.lagre(aktivitet, [], bruker=scene.hr)
    _enhetenes_egne(scene)
    for aar in range(scene.i_dag.year - AAR_TILBAKE, scene.i_dag.year + 1):
        # What the pages have marked themselves, stands.
        Aarsutforelse.objects.bulk_create(_gjort(scene, aar), ignore_conflicts=True)
    adresse.lag_ny(scene.hr)


def _enhetenes_egne(scene):
    """Some leaders have put in what comes back each year with them: one thing next month, and one in spring."""
    neste = MAANEDER[scene.i_dag.month % 12]
    for navn, fagdag in (
        ("IKT-tjenester", "Fagdag om kunstig intelligens"),
        ("Fjordheim sykehjem", "Repetisjon i legemiddelhåndtering"),
        ("Solbakken barnehage", "Førstehjelp for små barn"),
    ):
        enhet = Enhet.objects.filter(navn=navn).first()
        if enhet and (leder := _leder(enhet)):
            egne = (fagdag, neste, "Hele enheten samlet."), ("Brannøvelse med gjennomgang", "uke 17", "")
            for hva, naar, tekst in egne:
                aktivitet = Aarsaktivitet(enhet=enhet, navn=hva, naar=naar, beskrivelse=tekst, ring=Ring.ENHET)
                styring.lagre(aktivitet, list(Rolletype.objects.filter(kode=_kode(enhet))), bruker=leder)


def _lederroller(**hvor):
    return Rolle.objects.gjeldende().filter(type__kode__in=Rollekode.ledere(), **hvor).select_related("type", "enhet")


def _leder(enhet: Enhet) -> Bruker | None:
    return Bruker.objects.filter(person__roller__in=_lederroller(enhet=enhet)).first()


def _kode(enhet):
    return _lederroller(enhet=enhet).first().type.kode


def _gjort(scene: Scene, aar: int) -> Iterator[Aarsutforelse]:
    """What was over by today, done in its last week; the latest of it not by everyone yet."""
    alle = [ett for ett in Aarsaktivitet.objects.for_list() if ett.i(aar).til < scene.i_dag]
    siste = max((ett.i(aar).til for ett in alle if ett.ring == Ring.ENHET), default=None)
    roller, nivaaer = list(_lederroller()), len(scene.kommune.nivaanavn)
    rot = Enhet.objects.get(depth=1)
    for aktivitet in alle:
        dag = aktivitet.i(aar).til - dt.timedelta(days=3)
        henger = aar == scene.i_dag.year and aktivitet.i(aar).til == siste
        for enhet_id in _enhetene(aktivitet, roller, nivaaer, rot, henger):
            yield Aarsutforelse(aktivitet=aktivitet, aar=aar, enhet_id=enhet_id, dag=dag, merket_av=scene.hr)


def _enhetene(aktivitet: Aarsaktivitet, roller: Iterable[Rolle], nivaaer: int, rot: Enhet, henger: bool) -> list[int]:
    if aktivitet.ring == Ring.ANSATT:
        return []
    if aktivitet.ring == Ring.KOMMUNE:
        return [rot.pk]
    enheter = sorted({en.enhet_id for en in roller if aktivitet.gjores_av(en.enhet.path, en.kode, nivaaer)})
    return [pk for plass, pk in enumerate(enheter) if not (henger and plass % HVER_ETTERNOELER == 0)]
