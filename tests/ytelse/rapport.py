"""Prints the measurements as ratios, and writes them to docs/ytelse.md."""

import datetime as dt
import platform
from pathlib import Path
from statistics import median
from typing import NamedTuple

FIL = Path(__file__).resolve().parents[2] / "docs" / "ytelse.md"
INNLEDNING = """# Ytelse

Tallene er laget av `make ytelse` på genererte kommuner, med produksjonstjeneren på samme maskin. Maskiner er ulike og
urolige: les **forholdstallene**. Alt er målt om hverandre i samme kjøring.

- **Gulvet** er det samme arbeidet uten produktet: 50 rader × 6 kolonner fra én spørring. G1 er sidens ramme og cellene i
  Djangos maler, G2 cellene som tekst, G3 bare SQL-en som nettrollen. Alle kontrollerer innloggingen.
- **CPU** er prosessortid i Python og PostgreSQL til sammen, median. **Vegg** er tiden klienten ventet.
- **Vekst** er CPU i den store kommunen, delt på CPU i en med 1 000 ansatte. **44 kommuner** er CPU når 43 andre ligger
  i samme database, delt på CPU når den store kommunen er alene.
- **Målene**: rammen høyst 0,5 × G1, lister høyst 2 × G1 og p95 høyst 3 ×, vekst og 44 kommuner høyst 1,3 (søk 1,5). Der
  målet sier «+ SQL», er sidens tid i PostgreSQL trukket fra før den er delt på gulvet. Matrisene måles mot like mange
  celler som tekst (G2), hele kommunen mot én enhet. Et tall som er over målet, står med **uthevet** skrift. For andre
  sider er det ikke satt mål, og de står mot G1.

Slik kjører du: `make ytelse` (en halv time). `YTELSE_RUNDER`, `YTELSE_ANSATTE`, `YTELSE_ENHETER`, `YTELSE_SOKNADER`,
`YTELSE_KOMPETANSER`, `YTELSE_BESITTELSER` (for hver ansatt), `YTELSE_KRAV`, `YTELSE_TILTAK`, `YTELSE_PERSONPLANER`,
`YTELSE_KJORINGER`, `YTELSE_OPPMOTER`, `YTELSE_SVAR` og `YTELSE_IMPORT` endrer omfanget. Kjøringen lager databasene
`ytelse_liten`, `ytelse_stor` og `ytelse_mange` i den innebygde PostgreSQL-en.
"""
FORKLARING = """
## Hvor tiden går

- **Rammen**: innlogging, vegg, person og roller er fem små spørringer og over halvparten av rammen; malene er resten.
- **Registeret**: to tredjedeler er Python: filteret med alle avdelingene, spørsmålet om hvem hver sak venter på, og malene.
- **Personlisten** sier hvor mange de ansatte er. Å telle 60 000 med stilling i dag tar PostgreSQL over 20 ms, og det er
  hele veksten. Et søk som treffer tusener, sorterer dem alle.
- **Import**: gulvet skriver til tabeller uten indekser og regler. Å endre 20 000 stillinger med historikk, vern mot
  overlapp og forhåndsvisning er alene over 30 × COPY i PostgreSQL; resten er å lese, kontrollere og sammenligne hver
  rad i Python.
- **Kompetanseregisteret**: sidene er mest Python, og det er mengden på siden som koster: 200 navn i 50 rader, 10 000
  ruter, hundre treff med begrunnelse. Søket leser katalogen og mini-CV-ene som de er, for bak veggen mellom kommunene
  hjelper ingen tekstindeks; et ord som er skrevet feil, sammenlignes med alle navn og synonymer. Importen av bevis lager
  planen to ganger, for forhåndsvisningen og når den lagres.
- **Planene**: sidene er mest Python: tjue til tretti spørringer som hver koster om lag et millisekund å sette sammen, og i
  handlingsplanen å lese det hvert tiltak er koblet til. En lagret celle låser planen, leser tiltaket, prøver reglene og
  skriver hendelsen. Rulleringen tar planene én om gangen, så en som ikke kan rulleres, ikke stopper de andre; hver koster
  vel 50 ms.
- **Kompetansedager**: hele kommunen er én sum over et års oppmøte og kurs andre steder, og én telling av de ansatte; det er
  PostgreSQL, og veksten følger oppmøtet. Siden for en enhet er to sider i én: månedene, og de som arbeider der.
- **200 svar på samme skjema** tas ett om gangen: hvert svar skriver alle om igjen i tilfeldig rekkefølge, så ingen kan se
  hvem som svarte når. Gulvet er at de 200 åpner G1 i samme øyeblikk.
"""
LISTER = ("Register", "Personer", "Søk")
G1 = "G1: ramme og celler i mal"


class Maal(NamedTuple):
    """At most `hoyst` times the page `gulv`; the page's time in PostgreSQL apart when `uten_sql`."""

    gulv: str
    hoyst: float
    uten_sql: bool = False

    def __str__(self):
        tall, gulv = _tall(self.hoyst, 1), self.gulv.partition(":")[0] if self.gulv == G1 else self.gulv
        return f"{tall} × {gulv}{' + SQL' if self.uten_sql else ''}"


# By how the name of the page begins; the first that fits.
MAAL = {
    "Rammen": Maal(G1, 0.5),
    **dict.fromkeys(LISTER, Maal(G1, 2)),
    "Matrise, 50": Maal("G2: 50 × 30 celler", 2),
    "Matrise, 200": Maal("G2: 200 × 50 celler", 2),
    "Finn kompetanse: stavefeil": Maal(G1, 3),
    "Dekning, hele": Maal("Dekning, én enhet", 1.5),
    **dict.fromkeys(
        (
            "Min kompetanse",
            "Kartleggingstabell",
            "Finn",
            "Dekning",
            "Plan",
            "Handlingsplan",
            "Kurs",
            "Kompetansedager",
            "Evaluering",
        ),
        Maal(G1, 2, uten_sql=True),
    ),
}
HODER = (
    "Side", "Hvem", "CPU ms", "Python", "PostgreSQL", "mot gulvet", "mål", "vegg ms", "p95 mot G1", "vekst",
    "44 kommuner", "spørringer (1 000)", "spørringer", "kB",
)  # fmt: skip


def skriv(resultat, klienter, tunge, omfang):
    """`resultat` is {database: [Maaling]} for the small, the large and the many; `klienter` [(name, (rate, median,
    p95), the name of its floor, the aim)]; `tunge` dicts as `tunge.maal` makes them."""
    deler = [
        INNLEDNING,
        *_sider(omfang, *resultat.values()),
        *_klienter(klienter),
        *_tunge(tunge),
        FORKLARING,
        f"Målt {dt.date.today():%d.%m.%Y} med Python {platform.python_version()}.",
    ]
    tekst = "\n".join(deler)
    FIL.write_text(tekst + "\n")
    print(tekst)


def _tabell(overskrift, hoder, rader):
    linjer = [hoder, ["---", *["---:"] * (len(hoder) - 1)], *rader]
    return [f"\n## {overskrift}\n", *("| " + " | ".join(map(str, linje)) + " |" for linje in linjer)]


def _tall(verdi, desimaler=2, hoyst=None):
    tekst = f"{verdi:.{desimaler}f}".replace(".", ",")
    return f"**{tekst}**" if hoyst is not None and verdi > hoyst else tekst


def _sider(omfang, liten, stor, mange):
    gulv = {side.navn: side for side in reversed(stor)}
    return _tabell(f"Sider ({omfang})", HODER, [_side(*tre, gulv) for tre in zip(liten, stor, mange, strict=True)])


def _side(liten, stor, mange, gulv):
    vekst = 1.5 if "øk" in stor.navn or "fritekst" in stor.navn or stor.navn.startswith("Finn") else 1.3
    return [
        stor.navn,
        stor.hvem,
        _tall(stor.cpu, 1),
        _tall(median(stor.python), 1),
        _tall(median(stor.postgres), 1),
        *_mot_gulvet(stor, gulv),
        _tall(stor.median, 1),
        _tall(stor.p95 / gulv[G1].p95, hoyst=3 if stor.navn.startswith(LISTER) else None),
        _tall(stor.cpu / liten.cpu, hoyst=vekst),
        _tall(mange.cpu / stor.cpu, hoyst=vekst),
        liten.sporringer,
        stor.sporringer,
        _tall(stor.antall_byte / 1000, 0),
    ]


def _mot_gulvet(side, gulv):
    """The ratio and the aim; without an aim the ratio to G1."""
    maal = next((maal for navn, maal in MAAL.items() if side.navn.startswith(navn)), None)
    if maal is None:
        return [_tall(side.cpu / gulv[G1].cpu), ""]
    brukt = side.cpu - median(side.postgres) if maal.uten_sql else side.cpu
    return [_tall(brukt / gulv[maal.gulv].cpu, hoyst=maal.hoyst), maal]


def _klienter(klienter):
    hoder = ("Mange på en gang", "i sekundet", "median ms", "p95 ms", "p95 mot gulvet", "mål")
    p95 = {navn: tall[-1] for navn, tall, *_ in klienter}
    rader = [
        [navn, *(_tall(ett, 1) for ett in tall), _tall(tall[-1] / p95[gulv], hoyst=hoyst), hoyst or ""]
        for navn, tall, gulv, hoyst in klienter
    ]
    return _tabell("Mange på en gang", hoder, rader)


def _tunge(tunge):
    hoder = ("Arbeid", "CPU s", "vegg s", "gulv", "CPU s", "vegg s", "forhold (CPU)", "mål")
    return _tabell("Tungt arbeid", hoder, [_arbeid(**ett) for ett in tunge])


def _arbeid(navn, pris, gulv, gulvpris, hoyst):
    (vegg, cpu), (gulvvegg, gulvcpu) = pris, gulvpris
    forhold = _tall(cpu / gulvcpu, 1, hoyst)
    return [navn, _tall(cpu, 2), _tall(vegg, 2), gulv, _tall(gulvcpu, 3), _tall(gulvvegg, 3), forhold, hoyst or ""]
