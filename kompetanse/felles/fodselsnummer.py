"""National identity numbers wherever they stand in a text, however they are written. They are never stored."""

import re

# Between two digits people and systems put spaces, dots, dashes and slashes.
SKILLE = r"\W{0,2}"
FAERREST = 10
# Eleven digits; ten when a spreadsheet has taken the zero in front; thirteen when the year has four digits.
ELLEVE = rf"(?:\d{SKILLE}){{10}}\d"
KANDIDAT = re.compile(rf"(?<!\d)(?:{ELLEVE}(?:{SKILLE}\d){{2}}|{ELLEVE}|(?:\d{SKILLE}){{9}}\d)(?!\d)", re.ASCII)
NOK_SIFFER = re.compile(rf"(?:\d{SKILLE}){{9}}\d|\de", re.ASCII | re.IGNORECASE)
# As a number too long for its column is written: 1,3097248022E+10.
MED_EKSPONENT = re.compile(r"(?<![\d.,])(\d)[.,](\d{5,14})[eE]\+?0?(9|10)(?!\d)", re.ASCII)
AARHUNDRER = {"18", "19", "20"}
VEKTER_1 = (3, 7, 6, 1, 8, 9, 4, 5, 2, 1)
VEKTER_2 = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)


def har_fodselsnummer(tekst: str) -> bool:
    """The text holds a national identity number or D number with right control digits; numbers for tests too."""
    if len(tekst) < FAERREST or not NOK_SIFFER.search(tekst):
        return False  # nearly every text, so it must be quick
    if "E+" in tekst or "e+" in tekst:
        tekst = MED_EKSPONENT.sub(_uten_eksponent, tekst)
    return any(er_gyldig(re.sub(r"\D", "", treff[0])) for treff in KANDIDAT.finditer(tekst))


def _uten_eksponent(treff):
    heltall = int(treff[3])
    return treff[1] + treff[2].ljust(heltall, "0")[:heltall]


def er_gyldig(siffer: str) -> bool:
    """Ten, eleven or thirteen digits that make an identity number."""
    if len(siffer) == 13:
        return siffer[4:6] in AARHUNDRER and er_gyldig(siffer[:4] + siffer[6:])
    tall = [int(tegn) for tegn in siffer.zfill(11)]
    # A D number has 4 added to the first digit of the day; numbers for tests have 4, 6.5 or 8 to that of the month.
    dag, maaned = tall[0] % 4 * 10 + tall[1], tall[2] * 10 + tall[3]
    if not (1 <= dag <= 31 and any(1 <= maaned - tillegg <= 12 for tillegg in (0, 40, 65, 80))):
        return False
    return all(
        sum(vekt * ett for vekt, ett in zip(vekter, tall, strict=False)) % 11 == 0 for vekter in (VEKTER_1, VEKTER_2)
    )
