"""Two versions of a plan side by side (`felles.sammenlikning`)."""

from django.utils.translation import gettext as _

from kompetanse.felles.formats import kr, tall
from kompetanse.felles.riktekst import som_tekst
from kompetanse.felles.sammenlikning import Del, sammenlikn_deler
from planer.vedtak.documents import innen
from planer.vedtak.innhold import Innhold


def sammenlikn(foer: Innhold, etter: Innhold) -> list[Del]:
    """The parts of the plan in which something has changed."""
    par = zip(_innholdet(foer), _innholdet(etter), strict=True)
    return sammenlikn_deler((tittel, rader_foer, rader_etter) for (tittel, rader_foer), (_tittel, rader_etter) in par)


def _innholdet(en: Innhold) -> list[tuple[str, dict]]:
    """Heading → the rows of a part, by the key that they are known by in two versions."""
    return [
        (_("Tekster"), {f"{ett.kode}{ett.tittel}": f"{ett.tittel}: {som_tekst(ett.tekst)}" for ett in en.deler}),
        (_("Mål"), {ett.nokkel: _ord(ett.navn, ett.indikator, _tall(ett.maaltall), ett.bidrag) for ett in en.maal}),
        (
            _("Behov"),
            {
                ett.nokkel: _ord(ett.navn, ett.kategori, _har(ett), innen(ett, en), _("kritisk") if ett.kritisk else "")
                for ett in en.behov
            },
        ),
        (
            _("Tiltak"),
            {
                ett.nokkel: _ord(ett.navn, ett.hvordan, ett.ansvarlig, innen(ett, en), _pris(ett), ett.evaluering)
                for ett in en.tiltak
            },
        ),
    ]


def _ord(*deler):
    return " · ".join(filter(None, deler))


def _tall(verdi):
    return "" if verdi is None else _("mål %(tall)s") % {"tall": tall(verdi, 2 if verdi % 1 else 0)}


def _har(ett):
    if ett.trenger is None:
        return ""
    return _("har %(har)s, trenger %(trenger)s") % {"har": tall(ett.har), "trenger": tall(ett.trenger)}


def _pris(ett):
    return kr(ett.belop) if ett.kostnader else ett.kostnad_tekst
