"""What an import writes into a plan, inside the transaction and lock of the process."""

import html

from planer.innlesing.innlesingsplan import Planplan
from planer.models import Kompetansebehov, Kompetanseplan, Listeverdi, Planseksjon, Tiltak, Tiltakskostnad

SEKSJON = "Fra den tidligere planen"
# The source of an amount whose source the file does not name.
UAVKLART = "uavklart"


def skriv(plan: Kompetanseplan, innlest: Planplan) -> None:
    """New measures with their needs and costs, changed ones, needs alone, and the texts as a section of their own."""
    navn = [*(rad.behov for rad in innlest.nye if rad.behov), *(navn for _linje, navn in innlest.lest.behov)]
    behov, kilder = _sikre_behov(plan, navn), _kilder()
    forste = plan.tiltak.count() + 1
    tiltak = Tiltak.objects.bulk_create(
        Tiltak(plan=plan, navn=rad.navn, merknad=_med_merknader("", rad), rekkefolge=forste + plass, **rad.felt)
        for plass, rad in enumerate(innlest.nye)
    )
    par = list(zip(tiltak, innlest.nye, strict=True))
    kobling = Tiltak.behov.through
    kobling.objects.bulk_create(
        kobling(tiltak=ett, kompetansebehov=behov[rad.behov.casefold()]) for ett, rad in par if rad.behov
    )
    Tiltakskostnad.objects.bulk_create(
        Tiltakskostnad(tiltak=ett, aar=plan.aar, kilde=kilder(rad.kilde), belop=rad.kostnad)
        for ett, rad in par
        if rad.kostnad is not None
    )
    for rad, ett in innlest.endrede:
        _endre(ett, rad, plan.aar, kilder)
    _skriv_tekster(plan, innlest.lest.tekster)


def _sikre_behov(plan, navn):
    """Name in lower case → need: those that the plan has, and new ones in the order of the file."""
    behov = {ett.navn.casefold(): ett for ett in plan.behov.all()}
    forste, nye = len(behov) + 1, {}
    for hele in navn:
        kort = " ".join(hele.split())[:200]
        if kort.casefold() not in behov | nye:
            nye[kort.casefold()] = Kompetansebehov(
                plan=plan,
                navn=kort,
                beskrivelse="" if kort == hele else hele,
                opphav=Kompetansebehov.Opphav.IMPORT,
                rekkefolge=forste + len(nye),
            )
    Kompetansebehov.objects.bulk_create(nye.values())
    return behov | nye


def _kilder():
    """A function from what a file calls a source to the source; to the one for «not settled» when there is none such."""
    alle = list(Listeverdi.objects.filter(liste=Listeverdi.Liste.KILDE))
    etter_navn = {verdi.navn.casefold(): verdi for verdi in alle}
    uavklart = next(verdi for verdi in alle if verdi.kode == UAVKLART)
    return lambda navn: etter_navn.get(navn.casefold(), uavklart)


def _endre(tiltak, rad, aar, kilder):
    for felt, verdi in rad.felt.items():
        if verdi:
            setattr(tiltak, felt, verdi)
    tiltak.merknad = _med_merknader(tiltak.merknad, rad)
    tiltak.save()
    if rad.kostnad is not None and rad.kostnad not in {kostnad.belop for kostnad in tiltak.kostnader.all()}:
        tiltak.kostnader.update_or_create(aar=aar, kilde=kilder(rad.kilde), defaults={"belop": rad.kostnad})


def _med_merknader(tekst, rad):
    """The remark, with those of the row that it does not hold yet."""
    return "\n".join(filter(None, [tekst, *(ett for ett in rad.merknader if ett not in tekst)]))


def _skriv_tekster(plan, tekster):
    """One section with every text; the same texts once more change nothing."""
    avsnitt = [ett for _linje, tekst in tekster for ett in tekst.split("\n\n")]
    tekst = "".join(f"<p>{html.escape(ett).replace(chr(10), '<br>')}</p>" for ett in avsnitt)
    if tekst and not plan.seksjoner.filter(tittel=SEKSJON, tekst=tekst).exists():
        Planseksjon.objects.create(plan=plan, tittel=SEKSJON, tekst=tekst, rekkefolge=900)
