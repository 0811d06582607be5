"""Write the competences of an import: groups first, then competences in bulk, then what belongs to them."""

from kartlegging.katalog import grupper
from kartlegging.katalog.kolonner import NIVAATEKSTER
from kartlegging.katalog.kompetanser import Tillegg, skriv_tillegg
from kartlegging.katalog.sirkler import krev_inkluderinger_uten_sirkel
from kartlegging.models import Kompetanse, Kompetansegruppe, Realkategori, Skala

# What is stored as it is read.
FELTER = (
    *(
        "navn",
        "type",
        "beskrivelse",
        "komponent",
        "merke",
        "gyldig_mnd",
        "krever_bevis",
        "kun_fremvises",
        "bevares",
        "hjemmel",
        "kilde",
    ),
    *("nus", "styrk", "esco_uri", "avviklet"),
)
KOBLINGER = ("gruppe", "kategori", "skala")


def skriv_poster(poster) -> None:
    """The posts of a plan that is checked, in the same number of statements for one and for thousands."""
    etter_sti = _grupper({post.ny["gruppe"] for post in poster})
    kategorier = {kategori.navn: kategori for kategori in Realkategori.objects.all()}
    skalaer = {skala.navn: skala for skala in Skala.objects.prefetch_related("trinn")}
    for post in poster:
        post.kompetanse = post.kompetanse or Kompetanse()
        for felt in FELTER:
            setattr(post.kompetanse, felt, post.ny[felt])
        post.kompetanse.gruppe = etter_sti[post.ny["gruppe"]]
        post.kompetanse.kategori = kategorier.get(post.ny["kategori"])
        post.kompetanse.skala = skalaer.get(post.ny["skala"])
    endrede = [post.kompetanse for post in poster if post.gammel]
    Kompetanse.objects.bulk_update(endrede, [*FELTER, *KOBLINGER], batch_size=500)
    Kompetanse.objects.bulk_create([post.kompetanse for post in poster if not post.gammel])
    _skriv_tillegg(poster)
    krev_inkluderinger_uten_sirkel()


def _grupper(stier):
    """Path → group; those that are not there are made."""
    finnes = {node.sti: node.gruppe for node in grupper.treet().alle}
    for sti in sorted(stier):
        over, veien = None, ""
        for navn in sti.split(grupper.SKILLE):
            veien = f"{veien}{grupper.SKILLE}{navn}" if veien else navn
            if veien not in finnes:
                finnes[veien] = Kompetansegruppe.objects.create(navn=navn, forelder=over)
            over = finnes[veien]
    return finnes


def _skriv_tillegg(poster):
    alle = {k.navn.casefold(): k for k in Kompetanse.objects.filter(slaatt_sammen_med__isnull=True)}
    skriv_tillegg(
        {
            post.kompetanse: Tillegg(
                synonymer=list(post.ny["synonymer"]),
                nivaatekster={nivaa: post.ny[kode] for nivaa, kode in enumerate(NIVAATEKSTER, start=1)},
                inkluderer=[alle[navn.casefold()] for navn in post.ny["inkluderer"]],
            )
            for post in poster
        }
    )
