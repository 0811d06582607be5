"""The plans of a generated kommune, written in bulk: one for each unit with goals, needs and measures, and individual ones.

Nothing random: the same size gives the same rows. The first section has a table of 200 measures in the plan of this year,
and a draft of the next; the plans of all other units hold about as much each whatever the size.
"""

import datetime as dt

from django.utils import timezone

from evaluering.standard import opprett_standardevaluering
from kartlegging.models import Stillingskategori
from kompetanse.felles import kode
from kompetanse.organisasjon.models import Bruker, Enhet, Stilling
from planer.models import (
    Innstilling,
    Innstillingsforslag,
    Innstillingspunkt,
    Kompetansebehov,
    Kompetansedrofting,
    Kompetanseplan,
    Listeverdi,
    Maal,
    Maaling,
    Moterom,
    Plannivaa,
    Planoppsett,
    Planseksjon,
    Punkt,
    Samtale,
    Styringsdokument,
    Tiltak,
    Tiltaksforslag,
    Tiltakskostnad,
)
from planer.standard import opprett_aarshjul, opprett_standardplan

BATCH = 2000
RADER_I_TABELLEN = 200
FORSLAGSSTILLERE, PUNKTER = 180, 30
ARVEDE, EGNE, BEHOV, SEKSJONER = 4, 2, 8, 3
TEKST = (
    "<p>Vi gir de samme tjenestene til flere. Det krever at vi lærer av hverandre, og at vi øver på det sjeldne.</p>"
)
STATUSER = (Tiltak.Status.PLANLAGT, Tiltak.Status.I_GANG, Tiltak.Status.FERDIG, Tiltak.Status.PLANLAGT)
Status, Valg = Kompetanseplan.Status, Maal.Valg


def tabellplan():
    """The key of the adopted plan with the long table."""
    return Kompetanseplan.objects.for_enheter().get(enhet__kode="Seks1", status=Status.VEDTATT).pk


def utkast():
    """The key of the draft of the same section, with as much in it as most plans have."""
    return Kompetanseplan.objects.for_enheter().get(enhet__kode="Seks1", status=Status.UTKAST).pk


def aapent_mote():
    """The code of a meeting of the large section that has come to the needs, made anew."""
    enhet = Enhet.objects.get(kode="Seks1")
    Kompetansedrofting.objects.filter(enhet=enhet, status=Kompetansedrofting.Status.PAAGAAR).delete()
    drofting = Kompetansedrofting.objects.create(
        enhet=enhet, plan_id=utkast(), status=Kompetansedrofting.Status.PAAGAAR, startet=timezone.now()
    )
    return Moterom.objects.create(drofting=drofting, kode=kode.ny(), punkt=Punkt.BEHOV).kode


def fyll(kommune, personer, *, tiltak, personplaner):
    """Run inside the wall of the kommune. `tiltak` are shared out among the units."""
    opprett_standardplan()
    opprett_standardevaluering()
    opprett_aarshjul()
    Planoppsett.objects.create(til_nivaa=4)
    aar = timezone.localdate().year
    enheter = list(Enhet.objects.order_by("path"))
    planer = _planer(enheter, personer, aar)
    seksjon = next(plan for plan in planer if plan.enhet.kode == "Seks1")
    neste = _plan(seksjon.enhet, aar + 1, overordnet=seksjon.overordnet, ansvarlig=seksjon.ansvarlig)
    neste.save()
    alle = [*planer, neste]
    _seksjoner(alle)
    maal = _maal(alle)
    behov = _behov(alle, maal)
    i_hver = max(tiltak // len(planer), 1)
    _tiltak(alle, {seksjon.pk: RADER_I_TABELLEN}, i_hver, behov)
    _personplaner(personplaner, aar)
    _samtaler(seksjon.enhet, aar)
    _innstilling(planer, aar)


def _plan(enhet, aar, **felt):
    fra, til = dt.date(aar, 1, 1), dt.date(aar, 12, 31)
    tittel = f"Kompetanseplan {aar} for {enhet.navn}"
    return Kompetanseplan(enhet=enhet, nivaa=Plannivaa.for_enhet(enhet), tittel=tittel[:150], fra=fra, til=til, **felt)


def _planer(enheter, personer, aar):
    """One for each unit in force this year, below that of the unit above, in the order of the tree."""
    per_sti, planer = {}, []
    for dybde in range(1, max(enhet.depth for enhet in enheter) + 1):
        nye = [
            _plan(
                enhet,
                aar,
                status=Status.VEDTATT,
                gjelder_fra=dt.date(aar, 1, 1),
                overordnet=per_sti.get(enhet.path[: -Enhet.steplen]),
                ansvarlig=personer[nummer % len(personer)],
            )
            for nummer, enhet in enumerate(enheter)
            if enhet.depth == dybde
        ]
        planer += Kompetanseplan.objects.bulk_create(nye, BATCH)
        per_sti |= {plan.enhet.path: plan for plan in nye}
    return planer


def _seksjoner(planer):
    Planseksjon.objects.bulk_create(
        [
            Planseksjon(plan=plan, tittel=f"Del {nummer + 1}", tekst=TEKST, rekkefolge=nummer)
            for plan in planer
            for nummer in range(SEKSJONER)
        ],
        BATCH,
    )


def _ord(liste):
    return list(Listeverdi.objects.filter(liste=liste).order_by("rekkefolge"))


def _maal(planer):
    """Plan id → its goals: answers to those of the plan above, four at most, and two of its own. Each is measured twice."""
    slag = _ord(Listeverdi.Liste.DOKUMENTSLAG)[0]
    dokument = Styringsdokument.objects.create(tittel="Samfunnsdelen", slag=slag, enhet=planer[0].enhet)
    over = Maal.objects.bulk_create(
        [Maal(dokument=dokument, navn=f"Mål {nummer + 1} i samfunnsdelen") for nummer in range(ARVEDE)]
    )
    maal = {None: over}
    for nivaa in sorted({plan.enhet.depth for plan in planer}):
        nye = {plan.pk: _maalene(plan, maal) for plan in planer if plan.enhet.depth == nivaa}
        Maal.objects.bulk_create([ett for liste in nye.values() for ett in liste], BATCH)
        maal |= nye
    dager = (planer[0].fra - dt.timedelta(days=365), planer[0].fra)
    Maaling.objects.bulk_create(
        [
            Maaling(maal=ett, dato=dag, verdi=70 + nummer)
            for liste in maal.values()
            for ett in liste
            for nummer, dag in enumerate(dager)
        ],
        BATCH,
    )
    return maal


def _maalene(plan, maal):
    arvede = [
        Maal(plan=plan, over=ett, valg=Valg.BIDRAR, bidrag="Vi lærer det bort.", navn=ett.navn)
        for ett in maal[plan.overordnet_id][:ARVEDE]
    ]
    egne = [Maal(plan=plan, navn=f"Eget mål {nummer + 1}") for nummer in range(EGNE)]
    for nummer, ett in enumerate([*arvede, *egne]):
        ett.indikator, ett.maaleenhet, ett.utgangspunkt, ett.maaltall = "Andel som kan det", "%", 70, 85
        ett.rekkefolge, ett.frist = nummer, plan.til
    return [*arvede, *egne]


def _behov(planer, maal):
    """Plan id → its needs, in turn for all and for a category, each serving one goal."""
    kategorier = list(Stillingskategori.objects.order_by("pk")[:BEHOV])
    drivere = _ord(Listeverdi.Liste.FAKTOR)
    behov = {
        plan.pk: [
            Kompetansebehov(
                plan=plan,
                navn=f"Flere som kan emne {nummer + 1}",
                kategori=kategorier[nummer] if nummer % 2 else None,
                har=2,
                trenger=5,
                frist=plan.til,
                driver=drivere[nummer % len(drivere)],
                kritisk=nummer % 4 == 0,
                rekkefolge=nummer,
            )
            for nummer in range(BEHOV)
        ]
        for plan in planer
    }
    alle = Kompetansebehov.objects.bulk_create([ett for liste in behov.values() for ett in liste], BATCH)
    kobling = Kompetansebehov.maal.through
    kobling.objects.bulk_create(
        [
            kobling(kompetansebehov=ett, maal=maal[ett.plan_id][nummer % len(maal[ett.plan_id])])
            for nummer, ett in enumerate(alle)
        ],
        BATCH,
    )
    return behov


def _tiltak(planer, saerlige, i_hver, behov):
    """`saerlige` says how many the plans have that do not have `i_hver`. Each meets a need, in one way, and costs."""
    tiltak = Tiltak.objects.bulk_create(
        [_ett_tiltak(plan, nummer) for plan in planer for nummer in range(saerlige.get(plan.pk, i_hver))],
        BATCH,
    )
    maater, kilder = _ord(Listeverdi.Liste.MAATE), _ord(Listeverdi.Liste.KILDE)
    _koble(Tiltak.behov.through, ((ett, behov[ett.plan_id][ett.rekkefolge % BEHOV]) for ett in tiltak))
    _koble(Tiltak.maater.through, ((ett, maater[ett.rekkefolge % len(maater)]) for ett in tiltak))
    Tiltakskostnad.objects.bulk_create(
        [
            Tiltakskostnad(
                tiltak=ett,
                aar=ett.plan.aar,
                kilde=kilder[ett.rekkefolge % len(kilder)],
                belop=1000 * (1 + ett.rekkefolge % 40),
            )
            for ett in tiltak
        ],
        BATCH,
    )


def _ett_tiltak(plan, nummer):
    return Tiltak(
        plan=plan,
        navn=f"Kurs i emne {nummer + 1} for alle som trenger det",
        maalgruppe="Alle som arbeider med det",
        antall=3 + nummer % 12,
        ansvarlig=plan.ansvarlig,
        frist=dt.date(plan.aar, 1 + nummer % 12, 15),
        status=STATUSER[nummer % len(STATUSER)],
        rekkefolge=nummer,
    )


def _koble(kobling, par):
    """Rows of a link table."""
    fra, til = (felt.name for felt in kobling._meta.concrete_fields if felt.is_relation)
    kobling.objects.bulk_create([kobling(**{fra: venstre, til: hoyre}) for venstre, hoyre in par], BATCH)


def _personplaner(antall, aar):
    """An individual plan for so many, with the leader of the unit, two goals and a measure; every other is agreed."""
    stillinger = list(Stilling.objects.order_by("pk").select_related("enhet", "person")[:antall])
    ledere = dict(Stilling.objects.filter(er_leder=True).values_list("enhet", "person"))
    planer = Kompetanseplan.objects.bulk_create(
        [
            Kompetanseplan(
                enhet=ett.enhet,
                nivaa=Plannivaa.PERSON,
                person=ett.person,
                leder_id=ledere[ett.enhet_id],
                ansvarlig=ett.person,
                tittel=f"Utviklingsplan {aar}",
                fra=dt.date(aar, 1, 1),
                til=dt.date(aar, 12, 31),
                status=Status.VEDTATT if nummer % 2 else Status.UTKAST,
                gjelder_fra=dt.date(aar, 1, 1) if nummer % 2 else None,
            )
            for nummer, ett in enumerate(stillinger)
        ],
        BATCH,
    )
    Maal.objects.bulk_create(
        [Maal(plan=plan, navn=f"Lære emne {nummer + 1}") for plan in planer for nummer in range(EGNE)], BATCH
    )
    Tiltak.objects.bulk_create(
        [Tiltak(plan=plan, navn="Hospitere", frist=plan.til, status=Tiltak.Status.PLANLAGT) for plan in planer], BATCH
    )


def _samtaler(enhet, aar):
    """The talks of the large section: every other one is held."""
    stillinger = list(Stilling.objects.filter(enhet=enhet).order_by("pk"))
    leder = next(ett.person_id for ett in stillinger if ett.er_leder)
    Samtale.objects.bulk_create(
        Samtale(
            person_id=ett.person_id,
            leder_id=leder,
            enhet=enhet,
            aar=aar,
            status=Samtale.Status.HOLDT if nummer % 2 else Samtale.Status.INVITERT,
            holdt=dt.date(aar, 1, 5) if nummer % 2 else None,
        )
        for nummer, ett in enumerate(stillinger)
        if ett.person_id != leder
    )


def _innstilling(planer, aar):
    """A draft: what so many units have proposed for the whole organisation, gathered in points of six proposals each."""
    hr, naa = Bruker.objects.order_by("pk").first(), timezone.now()
    innstilling = Innstilling.objects.create(aar=aar + 1, tittel="Felles tiltak", opprettet_av=hr)
    felles = {"status": Kompetansedrofting.Status.AVSLUTTET, "startet": naa, "avsluttet": naa}
    droftinger = Kompetansedrofting.objects.bulk_create(
        Kompetansedrofting(enhet=plan.enhet, plan=plan, **felles) for plan in planer[-FORSLAGSSTILLERE:]
    )
    forslag = Tiltaksforslag.objects.bulk_create(
        Tiltaksforslag(drofting=ett, enhet=ett.enhet, navn=f"Forslag {nummer}", for_hele=True, kritisk=not nummer % 3)
        for nummer, ett in enumerate(droftinger, start=1)
    )
    punkter = Innstillingspunkt.objects.bulk_create(
        Innstillingspunkt(innstilling=innstilling, navn=f"Felles kurs {nummer + 1}") for nummer in range(PUNKTER)
    )
    Innstillingsforslag.objects.bulk_create(
        Innstillingsforslag(punkt=punkter[nummer % PUNKTER], forslag=ett) for nummer, ett in enumerate(forslag)
    )
