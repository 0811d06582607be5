"""The pictures in README, of the real pages: start `make demo`, then `python docs/lag_bilder.py [address]`."""

import sys
from datetime import date
from pathlib import Path

from playwright.sync_api import sync_playwright

MAPPE = Path(__file__).parent / "bilder"
PASSORD = "fjordby-demo-passord"
# From August the year's work is the plan of the next one.
PLANEN = f"Kompetanseplan {date.today().year + (date.today().month >= 8)}"
# (picture, who, how to get there from Min side)
BILDER = (
    ("plan-maal", "julie.myhre", ["Planer", PLANEN, "1 Mål"]),
    ("plan-behov", "julie.myhre", ["Planer", PLANEN, "2 Behov"]),
    ("handlingsplan", "julie.myhre", ["Planer", PLANEN, "Handlingsplanen"]),
    ("planoversikt", "ingrid.viken", ["Planer", "Planoversikt"]),
    ("samtale", "jonas.bergli", ["Forbered deg til medarbeidersamtalen"]),
    ("aarshjul", "amina.haugland", ["Planer", "Årshjul"]),
    ("innstilling", "ingrid.viken", ["Planer", "Innstillinger", "Innstilling om felles"]),
    ("rod-traad", "ingrid.viken", ["Planer", "Kompetansestrategi", "Vis rød tråd"]),
    ("min-kompetanse", "amina.haugland", ["Kompetanse"]),
    ("kartlegging", "amina.haugland", ["Kompetanse", "Solbakken barnehage"]),
    ("matrise", "amina.haugland", ["Kompetanse", "Solbakken barnehage", "Matrise"]),
    ("bekreft", "amina.haugland", ["Kompetanse", "Solbakken barnehage", "Bekreft"]),
    ("min-side", "ingrid.viken", []),
    ("kurskalender", "jonas.bergli", ["Kurs"]),
    ("kompetansedager", "ingrid.viken", ["Kurs", "Kompetansedager", "Fjordby kommune"]),
    ("evaluering-rapport", "ingrid.viken", ["Evaluering", "Demensomsorgens ABC", "Rapport"]),
    ("evaluering-oversikt", "ingrid.viken", ["Evaluering", "Oversikt"]),
    ("soknad", "randi.solvik", ["Workshop"]),
    ("mote", "ingrid.viken", ["Møter", "Etatsledergruppen"]),
    ("mbu-sak", "ingrid.viken", ["MBU-saker", "Informasjon om fordeling"]),
    ("ramme", "ingrid.viken", ["Midler", f"{date.today():%Y}"]),
    ("organisasjon", "ingrid.viken", ["Organisasjon"]),
)
CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def main(adresse):
    with sync_playwright() as playwright:
        nettleser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM)
        for navn, hvem, lenker in BILDER:
            side = nettleser.new_context(locale="nb-NO", viewport={"width": 1280, "height": 860}).new_page()
            side.goto(adresse)
            side.fill("input[name=login]", f"{hvem}@fjordby.example")
            side.fill("input[name=password]", PASSORD)
            side.press("input[name=password]", "Enter")
            for tekst in lenker:
                side.locator("nav a, main a").filter(has_text=tekst).first.click()
                side.wait_for_load_state("networkidle")
            side.wait_for_load_state("networkidle")
            side.screenshot(path=MAPPE / f"{navn}.png")
            side.context.close()
        nettleser.close()


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://localhost:8000/")
