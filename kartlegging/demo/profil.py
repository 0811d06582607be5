"""What people in Fjordby have registered beside what is demanded: begun, returned, waiting with proof, and mini-CVs."""

import datetime as dt
import hashlib
import io
import random

from django.utils import timezone
from PIL import Image

from kartlegging.models import Bevisfil, Erfaring, Kompetanse, MiniCv, Personkompetanse
from kartlegging.profil import bekreftelse, justering, minicv, registrering
from kompetanse.felles.demotid import paa_dato
from kompetanse.felles.dokumenter import lagre_innhold
from kompetanse.organisasjon.demo.scene import Scene
from kompetanse.organisasjon.models import Bruker, Stilling

FRO = 1884
Tilstand, Bruk = Personkompetanse.Tilstand, Personkompetanse.Bruk
JONAS = ("Jonas", "Bergli")
FORTELLINGER = (
    "Liker å få nye folk på plass. Spør meg gjerne om vaktplaner.",
    "Har jobbet i tre kommuner og kjenner fagsystemene godt.",
    "Trives med de vanskelige sakene, og deler gjerne.",
)
ERFARINGER = (("Butikkleder", "Fjordby handel"), ("Miljøarbeider", "Nabo kommune"), ("Prosjektleder", "Kystbygg"))
DELINGER = (MiniCv.Deling.INGEN, MiniCv.Deling.ENHET, MiniCv.Deling.ENHET, MiniCv.Deling.KOMMUNE)


def lag(scene: Scene) -> None:
    """Run after what the work demands is met, so that this comes beside it."""
    slump = random.Random(FRO)
    katalogen = list(Kompetanse.objects.filter(skala__isnull=False).order_by("pk"))
    opptatt = set(Personkompetanse.objects.values_list("person", "kompetanse"))
    rader, enheter = [], {}
    for stilling in Stilling.objects.gjeldende().filter(er_leder=False).order_by("enhet__path", "pk"):
        enheter.setdefault(stilling.enhet_id, []).append(stilling.person_id)
    for folk in enheter.values():
        for person_id, felt in zip(slump.sample(folk, min(4, len(folk))), _hver_enhet(scene), strict=False):
            kompetanse = slump.choice(katalogen)
            if (person_id, kompetanse.pk) not in opptatt:
                opptatt.add((person_id, kompetanse.pk))
                rader.append(Personkompetanse(person_id=person_id, kompetanse=kompetanse, **felt))
    Personkompetanse.objects.bulk_create(rader, batch_size=1000)
    _legg_ved(scene)
    _minicver(slump, [folk[0] for folk in enheter.values()])
    _jonas(scene, katalogen)


def _hver_enhet(scene):
    """One of each state for four people of a unit."""
    leder = {"vurdert_av": scene.hr, "vurdert": dt.datetime.combine(scene.for_dager(6), dt.time(9), dt.UTC)}
    return (
        {"nivaa": 2, "tilstand": Tilstand.EGENVURDERT, "fra": scene.for_dager(9), "bruk": Bruk.MER},
        {"nivaa": 2, "tilstand": Tilstand.PAABEGYNT, "fra": scene.for_dager(40), "forventet": scene.for_dager(-60)},
        {
            "nivaa": 4,
            "tilstand": Tilstand.RETURNERT,
            "fra": scene.for_dager(20),
            "bruk": Bruk.LITE,
            "vurdering": "Dette er mer enn jeg har sett. Vi tar det i samtalen.",
            **leder,
        },
        {"nivaa": 3, "tilstand": Tilstand.BEKREFTET, "fra": scene.for_dager(500), "bruk": Bruk.BRUKER, **leder},
    )


def _legg_ved(scene):
    """The picture of a certificate, with one that waits of each of some people."""
    bilde = io.BytesIO()
    Image.new("RGB", (600, 420), "#e8f1ec").save(bilde, "JPEG")
    bevis = bilde.getvalue()
    sum_ = hashlib.sha256(bevis).hexdigest()
    sti = lagre_innhold(scene.kommune.pk, bevis, sum_)
    venter = Personkompetanse.objects.venter().order_by("person_id", "pk").distinct("person_id")[:40]
    Bevisfil.objects.bulk_create(
        Bevisfil(
            personkompetanse=rad,
            filnavn="kursbevis.jpg",
            mime="image/jpeg",
            lagringssti=sti,
            sha256=sum_,
            storrelse=len(bevis),
        )
        for rad in venter
    )


def _minicver(slump, personer):
    cver = MiniCv.objects.bulk_create(
        MiniCv(person_id=person_id, tekst=slump.choice(FORTELLINGER), deling=slump.choice(DELINGER))
        for person_id in personer
    )
    Erfaring.objects.bulk_create(
        Erfaring(minicv=cv, hva=hva, hvor=hvor, fra_aar=2010, til_aar=2018)
        for cv in cver
        for hva, hvor in [slump.choice(ERFARINGER)]
    )


def _jonas(scene, katalogen):
    """The employee to sign in as goes through it all, with his leader."""
    jonas = scene.bruker(scene.folk.faste[JONAS])
    leder = Bruker.objects.select_related("person").get(person=scene.folk.ledere["IKT-tjenester"])
    har = set(jonas.person.kompetanser.values_list("kompetanse", flat=True))
    nye = [kompetanse for kompetanse in katalogen if kompetanse.pk not in har][:5]
    with paa_dato(scene.for_dager(12)):
        rader = [_registrer(jonas, ny, nivaa=nivaa) for nivaa, ny in enumerate(nye[:4], start=1)]
        _registrer(jonas, nye[4], nivaa=2, forventet=scene.for_dager(-45))
    with paa_dato(scene.for_dager(5)):
        bekreftelse.bekreft(rader[:1], bruker=leder)
        bekreftelse.returner(rader[2], "Fint at du er i gang. Vi ser på det i samtalen.", bruker=leder)
        enige = "God på det daglige, øver på det sjeldne."
        justering.juster(rader[3], 3, enige, avtalt=timezone.localdate(), bruker=leder)
    minicv.lagre(
        jonas.person,
        "Liker å få folk med. Spør meg om prosjekter.",
        [{"hva": "Prosjektleder", "hvor": "Kystbygg", "fra_aar": 2014, "til_aar": 2020}],
        bruker=jonas,
    )
    minicv.del_med(jonas.person, MiniCv.Deling.ENHET, bruker=jonas)


def _registrer(bruker, kompetanse, **felt):
    ny = registrering.Registrering(kompetanse=kompetanse, fra=timezone.localdate(), **felt)
    return registrering.registrer(bruker.person, ny, bruker=bruker)
