"""Plain factories for the applications: what they make is complete enough to be sent, decided and reported."""

import datetime as dt
from decimal import Decimal

from django.utils import timezone

from kompetanse.organisasjon.models import Enhet
from planer.models import Satsingsomraade
from soknader.models import Budsjettlinje, Fordelt, Oremerking, Ramme, Soknad
from soknader.sak.enheter import sett_enheter

AVDELINGSNIVAA = 3 * Enhet.steplen
LINJER = (
    ("Ekstern prosessleder, én dag", 28_000, Budsjettlinje.Mva.UTEN),
    ("Lokale og bevertning", 7_000, Budsjettlinje.Mva.MED),
)


def lag_satsingsomraade(navn="Digital kompetanse", **felt):
    """The priority area with this name in the kommune of the test; made the first time."""
    return Satsingsomraade.objects.get_or_create(navn=navn, defaults={"fra_aar": 2020, **felt})[0]


def lag_ramme(aar=None, *, total=2_000_000, fordelt=1_000_000, oremerket=None, fordelinger=None, **felt):
    """A year's frame. `oremerket` is {satsingsomraade: belop}, `fordelinger` {enhet: belop}."""
    ramme = Ramme.objects.create(aar=aar or timezone.localdate().year, total=total, fordelt=fordelt, **felt)
    for omraade, belop in (oremerket or {}).items():
        Oremerking.objects.create(ramme=ramme, satsingsomraade=omraade, belop=belop)
    for enhet, belop in (fordelinger or {}).items():
        Fordelt.objects.create(ramme=ramme, enhet=enhet, vekt=1, belop=belop)
    return ramme


def lag_soknad(soker, *, linjer=LINJER, valgte_seksjoner=(), andre_enheter=(), **felt):
    """A draft with everything that is asked for, so it can be sent. `linjer`: (hva, belop[, mva]) tuples.

    It asks for 35 000 kr unless told otherwise, and comes from the unit where the applicant works. `status` is set last:
    nothing is added to what is decided.
    """
    enhet = felt.pop("enhet", None) or soker.person.stillinger.gjeldende().first().enhet
    aar = felt.pop("aar", timezone.localdate().year)
    slutt = dt.date(max(aar, timezone.localdate().year), 12, 31)  # never over
    egenandel = Decimal(felt.pop("egenandel", 0))
    status = felt.pop("status", Soknad.Status.UTKAST)
    verdier = {
        "avdeling": Enhet.objects.get(path=enhet.path[:AVDELINGSNIVAA]),
        "kompetansetype": Soknad.Kompetansetype.TVERRGAAENDE,
        "tittel": "Workshop «Smidig dag»",
        "beskrivelse": "Danne felles begrepsapparat og forstå hva smidig arbeid krever.",
        "maalgruppe": Soknad.Maalgruppe.ALLE,
        "antall_deltakere": 24,
        "periode_fra": slutt.replace(day=1),
        "periode_til": slutt,
        "begrunnelse": "Flere avdelinger arbeider i prosjekter uten et felles språk.",
        "forventet_effekt": "Prosjektene leverer oftere og stopper sjeldnere.",
        "evaluering": "Reaksjoner ved slutt, og anvendelse etter fire måneder.",
        "nummeraar": aar if felt.get("lopenummer") else None,
        **felt,
    }
    if "satsingsomraade" not in verdier:
        verdier["satsingsomraade"] = lag_satsingsomraade()
    sum_linjer = sum((Decimal(belop) for _hva, belop, *_mva in linjer), Decimal(0))
    soknad = Soknad.objects.create(
        soker=soker,
        enhet=enhet,
        aar=aar,
        egenandel=egenandel,
        soknadsbelop=max(sum_linjer - egenandel, Decimal(0)),
        **verdier,
    )
    Budsjettlinje.objects.bulk_create(
        Budsjettlinje(soknad=soknad, hva=hva, belop=belop, mva=mva[0] if mva else "uten", rekkefolge=plass)
        for plass, (hva, belop, *mva) in enumerate(linjer, start=1)
    )
    for enheter, er_seksjon in ((valgte_seksjoner, True), (andre_enheter, False)):
        if enheter:
            sett_enheter(soknad, enheter, er_seksjon=er_seksjon)
    if status != soknad.status:
        soknad.status = status
        soknad.save()
    return soknad
