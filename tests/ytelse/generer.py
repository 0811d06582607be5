"""Generated municipalities of any size, written in bulk. Nothing random: the same size gives the same rows."""

import datetime as dt
from decimal import Decimal

from django.db import connection
from django.db.models import F
from django.utils import timezone

from kompetanse.felles import vegg
from kompetanse.organisasjon.models import Bruker, Enhet, Enhetsperiode, Person, Rolle, Rollekode, Rolletype, Stilling
from kompetanse.organisasjon.standard import opprett_kommune
from planer.models import Satsingsomraade
from soknader.models import (
    Budsjettlinje,
    Kjedesteg,
    Mote,
    Motesak,
    Oremerking,
    Postering,
    Ramme,
    Saksteg,
    Soknad,
    Vedtak,
)
from soknader.oppsett.standard import opprett_standardoppsett
from tests.ytelse import generer_evaluering, generer_kompetanse, generer_kurs, generer_planer

FORSTE = "9903"
BATCH = 2000
SAKER_I_MOTE = 30
# As many for each applicant whatever the size, so that a page shows the same amount in a small kommune as in a large one.
SOKNADER_PER_BRUKER = 40
START = dt.date(2020, 1, 1)
SEKTORER, AVDELINGER = 20, 10
ORD = [
    "ledelse",
    "veiledning",
    "personvern",
    "digital",
    "språk",
    "trygghet",
    "samarbeid",
    "kart",
    "analyse",
    "formidling",
]
FORNAVN = (
    "Anne", "Bjørn", "Camilla", "David", "Eva", "Fredrik", "Grete", "Håkon", "Ingrid", "Jonas", "Kari", "Lars",
    "Maria", "Nils", "Oda", "Per", "Randi", "Siri", "Tor", "Ulf", "Vera", "Wenche", "Yngve", "Åse",
)  # fmt: skip
ETTERNAVN = [
    start + slutt
    for slutt in ("", "sen", "heim", "land", "stad", "vik", "seth", "eng", "bø", "ås")
    for start in ("Aas", "Berg", "Dal", "Eik", "Furu", "Gran", "Haug", "Lund", "Moe", "Nord", "Sol", "Øst")
]
Status = Soknad.Status
# How the applications are spread over the states, repeated through all of them.
STATUSER = [
    Status.INNVILGET, Status.INNVILGET, Status.INNVILGET, Status.DELVIS, Status.AVSLAATT, Status.TIL_BEHANDLING,
    Status.TIL_MOTE, Status.UTKAST, Status.RETURNERT, Status.TRUKKET,
]  # fmt: skip


def generer(
    *,
    ansatte,
    enheter,
    soknader,
    tiltak,
    personplaner,
    kjoringer,
    oppmoter,
    svar,
    nummer=FORSTE,
    navn="Storby kommune",
    **kartlegging,
):
    """One more kommune in the database. Its users are `hr@<nummer>.ytelse.test`, `leder@…` and `soker@…`.

    `kartlegging` says how much there is of the competence registry (`generer_kompetanse.fyll`), `tiltak` and
    `personplaner` of the plans (`generer_planer.fyll`), `kjoringer` and `oppmoter` of courses (`generer_kurs.fyll`),
    `svar` of evaluations (`generer_evaluering.fyll`).
    """
    kommune = opprett_kommune(nummer, navn, gyldig_fra=START)
    with vegg.innenfor(kommune.pk):
        opprett_standardoppsett(kommune)
        seksjoner = _enheter(kommune, enheter)
        personer = _ansatte(seksjoner, ansatte)
        brukere = _brukere(kommune, personer[: max(soknader // SOKNADER_PER_BRUKER, 3)], personer, seksjoner)
        _soknader(kommune, brukere, seksjoner, soknader)
        generer_kompetanse.fyll(kommune, personer, seksjoner, **kartlegging)
        generer_planer.fyll(kommune, personer, tiltak=tiltak, personplaner=personplaner)
        generer_kurs.fyll(kjoringer=kjoringer, oppmoter=oppmoter)
        generer_evaluering.fyll(personer, svar=svar)


def _enheter(kommune, antall):
    """Sectors, departments and sections under the root, as treebeard would place them. Returns all but the root."""
    rot = Enhet.objects.get(kommune=kommune, depth=1)
    sektorer = _barn([rot], SEKTORER, "Sektor")
    avdelinger = _barn(sektorer, SEKTORER * AVDELINGER, "Avdeling")
    seksjoner = _barn(avdelinger, max(antall - len(sektorer) - len(avdelinger) - 1, 1), "Seksjon")
    alle = [*sektorer, *avdelinger, *seksjoner]
    Enhetsperiode.objects.bulk_create(
        [Enhetsperiode(enhet=enhet, navn=enhet.navn, forelder=enhet.over, fra=START) for enhet in alle], BATCH
    )
    return seksjoner


def _barn(foreldre, antall, navn):
    """`antall` new units shared out among the parents."""
    nye = []
    for nummer in range(antall):
        forelder = foreldre[nummer % len(foreldre)]
        forelder.numchild += 1
        enhet = Enhet(
            navn=f"{navn} {nummer + 1} {ORD[nummer % len(ORD)]}",
            kode=f"{navn[:4]}{nummer + 1}",
            gyldig_fra=START,
            path=Enhet._get_path(forelder.path, forelder.depth + 1, forelder.numchild),
            depth=forelder.depth + 1,
        )
        enhet.over = forelder
        nye.append(enhet)
    Enhet.objects.bulk_create(nye, BATCH)
    Enhet.objects.bulk_update(foreldre, ["numchild"], BATCH)
    return nye


def _ansatte(seksjoner, antall):
    personer = Person.objects.bulk_create(
        [
            Person(
                ansattnummer=f"{nummer:06d}",
                fornavn=FORNAVN[nummer % len(FORNAVN)],
                etternavn=ETTERNAVN[nummer // len(FORNAVN) % len(ETTERNAVN)],
                epost=f"ansatt{nummer}@{seksjoner[0].kommune.nummer}.ytelse.test",
            )
            for nummer in range(antall)
        ],
        BATCH,
    )
    Stilling.objects.bulk_create(
        [
            Stilling(
                person=person,
                enhet=seksjoner[nummer % len(seksjoner)],
                nummer="1",
                stillingskode="8530",
                tittel="Seksjonsleder" if nummer < len(seksjoner) else "Rådgiver",
                prosent=Decimal(100 if nummer % 3 else 60),
                fra=START,
                er_leder=nummer < len(seksjoner),
            )
            for nummer, person in enumerate(personer)
        ],
        BATCH,
    )
    return personer


def _brukere(kommune, sokere, personer, seksjoner):
    """Accounts for those who apply, one HR adviser, and a leader for every department and section."""
    brukere = Bruker.objects.bulk_create(
        Bruker(epost=person.epost, kommune=kommune, person=person, password="!") for person in sokere
    )
    hr, leder, soker = brukere[:3]
    for bruker, navn in ((hr, "hr"), (leder, "leder"), (soker, "soker")):
        bruker.epost = f"{navn}@{kommune.nummer}.ytelse.test"
    Bruker.objects.bulk_update([hr, leder, soker], ["epost"])
    typer = {rolletype.kode: rolletype for rolletype in Rolletype.objects.all()}
    avdelinger = list({seksjon.over.pk: seksjon.over for seksjon in seksjoner}.values())
    rot = Enhet.objects.get(kommune=kommune, depth=1)
    roller = [
        Rolle(type=typer[Rollekode.HR], person=hr.person, enhet=rot, fra=START),
        Rolle(type=typer[Rollekode.HR_LEDER], person=personer[5], enhet=rot, fra=START),
        Rolle(type=typer[Rollekode.ETATSLEDERGRUPPE], person=personer[6], enhet=rot, fra=START),
        Rolle(type=typer[Rollekode.AVDELINGSDIREKTOR], person=leder.person, enhet=avdelinger[0], fra=START),
    ]
    roller += [
        Rolle(type=typer[Rollekode.LEDER], person=personer[nummer], enhet=seksjon, fra=START)
        for nummer, seksjon in enumerate(seksjoner[: len(personer)])
    ]
    Rolle.objects.bulk_create(roller, BATCH)
    return brukere


def _soknader(kommune, brukere, seksjoner, antall):
    """Applications over three years in every state, with steps, budget, decisions and draws; and one open meeting."""
    aar = timezone.localdate().year
    omraader = Satsingsomraade.objects.bulk_create(
        Satsingsomraade(navn=f"Satsing {ett}", fra_aar=aar - 3, rekkefolge=plass) for plass, ett in enumerate(ORD[:4])
    )
    rammer = {ett: _ramme(ett, omraader) for ett in (aar - 2, aar - 1, aar)}
    soknader = Soknad.objects.bulk_create(
        [_soknad(nummer, aar, brukere, seksjoner, omraader) for nummer in range(antall)], BATCH
    )
    Budsjettlinje.objects.bulk_create(
        [
            Budsjettlinje(soknad=soknad, hva=hva, belop=belop, rekkefolge=plass)
            for soknad in soknader
            for plass, (hva, belop) in enumerate((("Kursholder", 30_000), ("Lokale", 5_000)))
        ],
        BATCH,
    )
    _sett_avgjort(soknader)
    _steg(soknader, brukere)
    _avgjorelser(soknader, rammer, brukere)
    klare = [soknad for soknad in soknader if soknad.status == Status.TIL_MOTE and soknad.aar == aar]
    _mote(rammer[aar], klare[:SAKER_I_MOTE], status=Mote.Status.PLANLAGT)
    _mote(
        rammer[aar],
        klare[SAKER_I_MOTE : 2 * SAKER_I_MOTE],
        status=Mote.Status.PAAGAAR,
        moteleder=brukere[0].person,
    )


def _sett_avgjort(soknader):
    """Last, since nothing is added to the budget of what is decided."""
    for status in Status.avgjorte():
        avgjorte = [soknad for nummer, soknad in enumerate(soknader) if _status(nummer) == status]
        Soknad.objects.filter(pk__in=[soknad.pk for soknad in avgjorte]).update(status=status, avgjort=F("sendt"))
        for soknad in avgjorte:
            soknad.status, soknad.avgjort = status, soknad.sendt


def _status(nummer):
    return STATUSER[nummer % len(STATUSER)]


def _mote(ramme, saker, **felt):
    mote = Mote.objects.create(tittel="Etatsledergruppen", dato=timezone.localdate(), ramme=ramme, **felt)
    Motesak.objects.bulk_create(
        Motesak(mote=mote, soknad=soknad, rekkefolge=plass) for plass, soknad in enumerate(saker, start=1)
    )


def _ramme(aar, omraader):
    ramme = Ramme.objects.create(aar=aar, total=Decimal(2_000_000_000), fordelt=Decimal(1_000_000_000))
    for omraade in omraader:
        Oremerking.objects.create(ramme=ramme, satsingsomraade=omraade, belop=Decimal(100_000_000))
    return ramme


def _soknad(nummer, aar, brukere, seksjoner, omraader):
    seksjon = seksjoner[nummer % len(seksjoner)]
    status = Status.TIL_MOTE if _status(nummer) in Status.avgjorte() else _status(nummer)
    dato = timezone.now() - dt.timedelta(days=nummer % 900)
    ord_ = ORD[nummer % len(ORD)]
    return Soknad(
        aar=aar - nummer % 3,
        nummeraar=None if status == Status.UTKAST else aar - nummer % 3,
        lopenummer=None if status == Status.UTKAST else nummer // 3 + 1,
        status=status,
        soker=brukere[nummer % len(brukere)],
        enhet=seksjon,
        avdeling=seksjon.over,
        kompetansetype=Soknad.Kompetansetype.TVERRGAAENDE,
        tittel=f"Felles kurs i {ord_} nummer {nummer}",
        beskrivelse=f"Et kurs om {ord_} for flere avdelinger.",
        maalgruppe=Soknad.Maalgruppe.ALLE,
        antall_deltakere=20,
        begrunnelse="Behovet går på tvers.",
        satsingsomraade=omraader[nummer % len(omraader)],
        soknadsbelop=Decimal(35_000),
        forventet_effekt="Bedre tjenester.",
        evaluering="Kort skjema.",
        opprettet=dato,
        sendt=None if status == Status.UTKAST else dato,
    )


def _steg(soknader, brukere):
    kjede = list(Kjedesteg.objects.select_related("rolletype"))
    Saksteg.objects.bulk_create(
        [
            _ett_steg(soknad, kjedesteg, brukere[0])
            for soknad in soknader
            if soknad.status != Status.UTKAST
            for kjedesteg in kjede
        ],
        BATCH,
    )


# The step that waits in each state; steps before it are answered.
VENTER = {Status.TIL_BEHANDLING: 1, Status.RETURNERT: 1, Status.TRUKKET: 1, Status.TIL_MOTE: 3}
SVAR = {1: "anbefalt", 2: "innstilt", 3: "besluttet"}


def _ett_steg(soknad, kjedesteg, bruker):
    venter = VENTER.get(soknad.status, 4)
    besvart = kjedesteg.rekkefolge < venter
    starter = kjedesteg.rekkefolge == venter and soknad.status not in (Status.RETURNERT, Status.TRUKKET)
    return Saksteg(
        soknad=soknad,
        rekkefolge=kjedesteg.rekkefolge,
        tittel=kjedesteg.tittel,
        handling=kjedesteg.handling,
        opprinnelig_rollekode=kjedesteg.rolletype.kode,
        rollekode=kjedesteg.rolletype.kode,
        enhet=soknad.avdeling if kjedesteg.rekkefolge == 1 else None,
        startet=soknad.sendt if besvart or starter else None,
        frist=timezone.localdate() if starter else None,
        avgjorelse=SVAR[kjedesteg.rekkefolge] if besvart else "",
        avgjort=soknad.sendt if besvart else None,
        avgjort_av=bruker if besvart else None,
    )


def _avgjorelser(soknader, rammer, brukere):
    avgjorte = [soknad for soknad in soknader if soknad.status in Status.avgjorte()]
    vedtak = [
        Vedtak(
            soknad=soknad,
            utfall=soknad.status,
            belop={Status.INNVILGET: 35_000, Status.DELVIS: 20_000}.get(soknad.status, 0),
            fattet_av=brukere[0],
            fattet=soknad.avgjort,
        )
        for soknad in avgjorte
    ]
    Vedtak.objects.bulk_create(vedtak, BATCH)
    # Each draw adds up the whole frame in a trigger, which is right for one decision and slow for a hundred thousand.
    with connection.cursor() as cursor:
        cursor.execute("alter table soknader_postering disable trigger user")
    Postering.objects.bulk_create(
        [
            Postering(ramme=rammer[ett.soknad.aar], soknad=ett.soknad, type="innvilget", belop=ett.belop)
            for ett in vedtak
            if ett.belop
        ],
        BATCH,
    )
    with connection.cursor() as cursor:
        cursor.execute("alter table soknader_postering enable trigger user")
