"""How an application is filled in, step by step: by the keyboard, with or without JavaScript."""

import pikepdf

from tests.klokke import skrevet

TITTEL = "Workshop «Smidig dag»"
OPPGAVE = "Ta stilling til «Workshop ‘Smidig dag’»"


def begynn(reisende):
    """From Min side to the first step."""
    reisende.trykk("link", "Ny søknad")
    reisende.velg("Hva slags kompetanse gjelder det?", "Kompetanse på tvers av avdelinger")
    reisende.skriv("Hva søker dere om?", TITTEL)
    reisende.trykk("button", "Start søknaden")


def skriv_hva(reisende):
    reisende.skriv("Beskrivelse", "En dag der vi øver på å arbeide smidig.")
    reisende.skriv("Fra dato", skrevet(30))
    reisende.skriv("Til dato", skrevet(31))
    reisende.trykk("button", "Lagre og gå videre")


def skriv_hvem(reisende):
    reisende.velg("Hvilke seksjoner gjelder det?", "Alle seksjoner")
    reisende.velg("Hvem er målgruppen?", "Medarbeidere")
    reisende.skriv("Antall deltakere", "24")
    reisende.trykk("button", "Lagre og gå videre")


def skriv_hvorfor(reisende):
    reisende.skriv("Begrunnelse", "Vi arbeider i prosjekter uten et felles språk.")
    reisende.velg_fra_liste("Satsingsområde", "Digital kompetanse")
    reisende.trykk("button", "Lagre og gå videre")


def skriv_budsjett(reisende, *, ny_linje):
    """Three lines on a page that begins with two; `ny_linje` asks for the third. 30 000 kr in all."""
    _budsjettlinje(reisende, 1, "Ekstern prosessleder", "28 000")
    _budsjettlinje(reisende, 2, "Lokale", "7 000", "med mva.")
    ny_linje()
    _budsjettlinje(reisende, 3, "Bevertning", "5 000")
    reisende.skriv("Egenandel (valgfritt)", "10 000")
    reisende.trykk("button", "Lagre og gå videre")


def _budsjettlinje(reisende, nr, hva, belop, mva="uten mva."):
    linje = reisende.page.get_by_role("group", name=f"Linje {nr}", exact=True)
    reisende.skriv("Hva", hva, innenfor=linje)
    reisende.skriv("Beløp", belop, innenfor=linje)
    reisende.velg_fra_liste("Mva.", mva, innenfor=linje)


def skriv_effekt(reisende):
    reisende.skriv("Forventet effekt", "Prosjektene leverer oftere og stopper sjeldnere.")
    reisende.skriv("Slik skal tiltaket evalueres", "Spørreskjema ved slutt og etter fire måneder.")
    reisende.trykk("button", "Lagre og gå videre")


def legg_ved(reisende, mappe):
    """A PDF of one empty page."""
    tilbud = pikepdf.new()
    tilbud.add_blank_page()
    tilbud.save(mappe / "Tilbud.pdf")
    reisende.velg_fil("Velg filer", mappe / "Tilbud.pdf")
    reisende.trykk("button", "Last opp")
    assert "Tilbud.pdf" in reisende.tekst()
    reisende.trykk("button", "Lagre og gå videre")


def send(reisende):
    """Read through what is written, and send it up the line."""
    assert "Søkes om Beløp: 30 000 kr" in reisende.tekst() or "Søkes om 30 000 kr" in reisende.tekst()
    reisende.trykk("button", "Send til avdelingsdirektør")
    assert "Søknaden er sendt" in reisende.tekst()
