"""What the units of Fjordby have proposed for the whole organisation: last year decided, this year being gathered by HR."""

import datetime as dt

from django.utils import timezone

from kompetanse.felles.demotid import paa_dato
from kompetanse.felles.samskriving import Endring
from kompetanse.organisasjon.demo.scene import Scene
from planer.innstilling import avgjorelse, iverksetting, punkter, skriving
from planer.models import (
    Innstilling,
    Innstillingspunkt,
    Iverksetting,
    Kompetansedrofting,
    Kompetanseplan,
    Listeverdi,
    Satsingsomraade,
    Tiltaksforslag,
)

Utfall, Slik = Innstillingspunkt.Utfall, Innstillingspunkt.Slik
# Unit, proposal, why, critical.
I_FJOR = (
    ("Fjordheim sykehjem", "Veilederopplæring for alle som tar imot nye", "Nye slutter det første året.", True),
    ("Solbakken barnehage", "Veilederopplæring på tvers av enhetene", "Vi er for få til å lage et eget kurs.", True),
    (
        "IKT-tjenester",
        "Felles opplæring i informasjonssikkerhet",
        "Feil vi ser hver uke, er like i alle enheter.",
        True,
    ),
    ("Solbakken barnehage", "Hospitering mellom barnehagene", "Vi lærer mest av å se hvordan andre gjør det.", False),
    ("IKT-tjenester", "Egen ordning for sertifisering", "Leverandørene krever det.", False),
)
I_AAR = (
    ("Fjordheim sykehjem", "Klarspråk i journal og brev", "Pårørende ringer for å spørre hva brevet betyr.", False),
    ("Plan og byggesak", "Klarspråk i vedtak", "Halvparten av klagene gjelder noe vi har skrevet uklart.", True),
    ("Grunnskole", "Felles kurs i bruk av kunstig intelligens", "Elevene er kommet lenger enn vi er.", True),
    ("Solbakken barnehage", "Samtaler som er vanskelige", "Vi utsetter dem.", False),
)


def lag(scene: Scene) -> None:
    aar = scene.i_dag.year
    with paa_dato(dt.date(aar - 1, 5, 20)):
        forslag = [_foreslaa(scene, *ett, aar=aar - 1) for ett in I_FJOR]
    with paa_dato(dt.date(aar - 1, 6, 12)):
        innstilling = _skriv(scene, aar, forslag)
    with paa_dato(dt.date(aar - 1, 6, 24)):
        _avgjor(scene, innstilling)
    with paa_dato(dt.date(aar - 1, 9, 3)):
        for ett in Iverksetting.objects.filter(innstilling=innstilling, enhet__navn__in=("IKT-tjenester", "Barnehage")):
            iverksetting.sett_mote(ett, Endring({"mote": timezone.localdate() + dt.timedelta(days=9)}), bruker=scene.hr)
    with paa_dato(scene.for_dager(30)):
        forslag = [_foreslaa(scene, *ett, aar=aar) for ett in I_AAR]
    with paa_dato(scene.for_dager(9)):
        _begynn(scene, aar + 1, forslag)


def _foreslaa(scene, enhet, navn, hvorfor, kritisk, *, aar):
    """What a unit proposed in its meeting that year."""
    enhet, naa = scene.folk.enheter[enhet], timezone.now()
    planer = Kompetanseplan.objects.for_enheter().filter(enhet=enhet).order_by("fra")
    plan = planer.filter(fra__year__lte=aar, til__year__gte=aar).first() or planer.first()
    drofting, _ny = Kompetansedrofting.objects.get_or_create(
        enhet=enhet,
        plan=plan,
        status=Kompetansedrofting.Status.AVSLUTTET,
        defaults={"startet": naa, "avsluttet": naa, "avsluttet_av": scene.hr, "opprettet_av": scene.hr},
    )
    return Tiltaksforslag.objects.create(
        drofting=drofting, enhet=enhet, navn=navn, hvorfor=hvorfor, kritisk=kritisk, for_hele=True
    )


def _skriv(scene, aar, forslag):
    """Gathered, weighed and sent."""
    hr, sentralt = scene.hr, Listeverdi.objects.get(liste=Listeverdi.Liste.KILDE, kode="sentralt")
    _veileder, _annen, sikkerhet, hospitering, sertifisering = forslag
    innstilling = skriving.begynn(aar, bruker=hr)
    maal = list(avgjorelse.kommuneplanen(aar).maal.gjelder()[:1])
    satsing = Satsingsomraade.objects.i_bruk(aar).first()
    for alle, navn, vei in (
        (
            forslag[:2],
            "Veilederopplæring for alle som tar imot nye",
            {"kostnad": 180_000, "kilde": sentralt, "maal": maal, "anbefaling": Utfall.FELLES},
        ),
        (
            [sikkerhet],
            sikkerhet.navn,
            {"kostnad": 60_000, "kilde": sentralt, "satsingsomraade": satsing, "anbefaling": Utfall.FELLES},
        ),
        ([hospitering], hospitering.navn, {"anbefaling": Utfall.LOKALT}),
        ([sertifisering], sertifisering.navn, {"anbefaling": Utfall.IKKE_NAA}),
    ):
        punkt = punkter.samle(innstilling, alle, navn=navn, bruker=hr)
        vurdering = " ".join(dict.fromkeys(ett.hvorfor for ett in alle))
        punkter.vei(punkt, Endring({**vei, "vurdering": vurdering}), bruker=hr)
    ord_ = {"organ": "Etatsledergruppen", "saksnummer": f"ELG 21/{aar - 2001}", "motedato": dt.date(aar - 1, 6, 24)}
    skriving.skriv(innstilling, Endring(ord_), bruker=hr)
    return skriving.send(Innstilling.objects.get(pk=innstilling.pk), bruker=hr)


def _begynn(scene, aar, forslag):
    """A draft that HR is in the middle of: one point is weighed, one is only gathered, and one proposal waits."""
    hr, (*klarsprak, kunstig_intelligens, _samtaler) = scene.hr, forslag
    innstilling = skriving.begynn(aar, bruker=hr)
    motedato = scene.i_dag + dt.timedelta(days=19)
    skriving.skriv(innstilling, Endring({"organ": "Etatsledergruppen", "motedato": motedato}), bruker=hr)
    punkt = punkter.samle(innstilling, klarsprak, navn="Klarspråk for alle som skriver til innbyggerne", bruker=hr)
    vei = {
        "vurdering": "To enheter ber om det samme, og klagene viser at det haster. Ett kurs er billigere enn to.",
        "kostnad": 90_000,
        "kilde": Listeverdi.objects.get(liste=Listeverdi.Liste.KILDE, kode="sentralt"),
        "satsingsomraade": Satsingsomraade.objects.i_bruk(aar).first(),
        "anbefaling": Utfall.FELLES,
    }
    punkter.vei(punkt, Endring(vei), bruker=hr)
    punkter.samle(innstilling, [kunstig_intelligens], bruker=hr)


def _avgjor(scene, innstilling):
    """As HR recommended."""
    felles = {"utfall": Utfall.FELLES, "slik": Slik.ETT, "enheter": [scene.folk.enheter["Barnehage"]]}
    nei = {"utfall": Utfall.IKKE_NAA, "grunn": "Dekkes av enhetens egne midler så lenge det gjelder få."}
    valg = [felles, felles, {"utfall": Utfall.LOKALT}, nei]
    for punkt, ett in zip(innstilling.punkter.all(), valg, strict=True):
        avgjorelse.avgjor(punkt, bruker=scene.hr, **ett)
