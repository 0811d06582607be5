"""The common yearly activity plan (Nr, Aktivitet, Tid): a print of the wheel, in PDF, Word, Excel and CSV."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from kompetanse.felles.pdf import brevhode, pdf_response, render_pdf
from kompetanse.felles.spreadsheets.writing import tabell_response
from kompetanse.felles.word import word_response
from kompetanse.organisasjon.models import Enhet
from planer.aarshjul.bilde import i_rekkefolge
from planer.models import Aarsaktivitet

Rad = tuple[str, str, str]


def rader(enhet: Enhet, aar: int) -> list[Rad]:
    """Number, the activity line by line as it was typed, and when; as the year goes."""
    aktiviteter = Aarsaktivitet.objects.for_enhet(enhet).i_aaret(aar).filter(i_planen=True).select_related("enhet")
    return [
        (f"{nummer}.", "\n".join(filter(None, [ett.navn, ett.beskrivelse, ett.fora])), ett.naar)
        for nummer, ett in enumerate(i_rekkefolge(aktiviteter, aar), start=1)
    ]


def fil(request: HttpRequest, enhet: Enhet, aar: int) -> HttpResponse:
    """What `?format=` asks for: PDF unless told otherwise. Raises LesbarFeil when no PDF can be made."""
    tittel = _("Aktivitetsplan %(aar)s") % {"aar": aar}
    overskrifter, radene = [_("Nr"), _("Aktivitet"), _("Tid")], rader(enhet, aar)
    navn = f"{tittel} {enhet}"
    filformat = request.GET.get("format", "pdf")
    if filformat == "docx":
        spraak = translation.get_language() or "nb"
        return word_response(navn, overskrifter=overskrifter, rader=radene, under=enhet.navn, spraak=spraak)
    if response := tabell_response(filformat, navn, overskrifter, radene):
        return response
    context = {
        **brevhode(enhet.kommune, organ=enhet.navn, referanse=f"{tittel}, {enhet}", laget=timezone.now()),
        "tittel": tittel,
        "enhet": enhet,
        "overskrifter": overskrifter,
        "rader": radene,
    }
    return pdf_response(render_pdf("pdf/aktivitetsplan.html", context), f"{navn}.pdf")
