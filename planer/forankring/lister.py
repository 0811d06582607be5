"""The documents that plans are anchored in, as a list."""

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from kompetanse.felles.formats import dato, tall
from kompetanse.felles.liste import Celle, Kolonne, Liste, Tom
from kompetanse.organisasjon.trevisning import NbSort
from planer.forankring.forms.dokument import DokumentFilter
from planer.models import Styringsdokument


def _dokumenter(bruker, form):
    dokumenter = form.avgrens(Styringsdokument.objects.visible_to(bruker))
    return dokumenter.select_related("slag", "enhet").annotate(antall_maal=Count("maal"))


DOKUMENTER = Liste(
    sti="planer.forankring.lister.DOKUMENTER",
    navn=_("Styringsdokumenter"),
    enheter=_("dokumenter"),
    rett="planer.view_planer",
    form=DokumentFilter,
    rader=_dokumenter,
    standard="tittel",
    kolonner=(
        Kolonne(
            _("Tittel"),
            "tittel",
            "tittel",
            sorter=[NbSort("tittel")],
            celle=lambda dokument: Celle(dokument.tittel, lenke=dokument.get_absolute_url(), under=dokument.saksnummer),
        ),
        Kolonne(_("Slag"), "slag.navn", "slag", sorter=["slag__rekkefolge", NbSort("tittel")]),
        Kolonne(
            _("Gjelder for"),
            lambda dokument: dokument.enhet.navn if dokument.enhet else "",
            "enhet",
            sorter=["enhet__path", NbSort("tittel")],
            tomt=_("Hele landet"),
        ),
        Kolonne(_("Vedtatt"), "vedtatt", "vedtatt", sorter=["vedtatt"], tomme_sist=True, form=dato),
        Kolonne(_("Gjelder til"), "gyldig_til", "gyldig_til", sorter=["gyldig_til"], tomme_sist=True, form=dato),
        Kolonne(_("Mål"), "antall_maal", "maal", sorter=["antall_maal"], form=tall),
    ),
    tom=Tom(
        "Files",
        _("Ingen styringsdokumenter ennå"),
        _(
            "Legg inn planene, strategiene og lovene som målene deres kommer fra. Da kommer målene av seg selv til planene."
        ),
    ),
    uten_treff=Tom("Funnel", _("Ingen treff"), _("Ingen dokumenter er slik. Ta bort et filter.")),
)
