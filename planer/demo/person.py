"""Plans between two people in Fjordby: one that is agreed, and one that waits for the leader."""

from kompetanse.organisasjon.demo.scene import Scene
from planer.models import Maal
from planer.person import avtale, linjen, opprettelse, skriving

# (first and last name, the goals: what to learn, how, and how one sees it; whether the leader has said yes)
PLANER = (
    (
        ("Jonas", "Bergli"),
        (
            ("Lede et prosjekt fra start til slutt", "Følge en erfaren leder i det første.", "Prosjektet er levert."),
            (
                "Skrive klart for innbyggerne",
                "Kurs i klarspråk, og lese hverandres tekster.",
                "Færre spørsmål tilbake.",
            ),
        ),
        True,
    ),
    (
        ("Mona", "Eriksrud"),
        (("Fornye brannvernopplæringen", "Kurset går hver høst.", "Beviset er registrert."),),
        False,
    ),
)


def lag(scene: Scene) -> None:
    for navn, maal, leder_sier_ja in PLANER:
        person = scene.folk.faste[navn]
        ansatt, leder = scene.bruker(person), scene.bruker(opprettelse.ledere(person)[0])
        plan = opprettelse.begynn(person, leder.person, bruker=ansatt)
        over = [*linjen.maal_over(plan, ansatt)[:1], None]
        for nummer, (hva, slik, sett) in enumerate(maal):
            nytt = Maal(plan=plan, over=over[min(nummer, len(over) - 1)], navn=hva, beskrivelse=slik, indikator=sett)
            krav = [ett for ett in linjen.krav_som_mangler(plan) if ett.kompetanse.navn[:9].lower() in hva.lower()]
            skriving.lagre(nytt, tiltak=linjen.tiltak_over(plan, ansatt)[nummer : nummer + 1], krav=krav, bruker=ansatt)
        plan = avtale.godta(plan, avtale.avtrykk(plan), bruker=ansatt)
        if leder_sier_ja:
            avtale.godta(plan, avtale.avtrykk(plan), bruker=leder)
