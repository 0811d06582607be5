"""HR's pages of what counts as kompetansedager, and of the targets."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from kompetanse.felles.handling import bekreft_sletting, innsendt, krever, utfor
from kurs.dager import maalsetting
from kurs.dager.forms import MaalForm, OppsettForm
from kurs.dager.views import dagsmuler
from kurs.models import Dagmaal, Kursoppsett
from kurs.tilbud import oppsett
from kurs.tilbud.oppsett import lagre

SIDEN = "kurs:dagoppsett-update"


@krever(oppsett.RETT)
def oppsett_update(request: HttpRequest) -> HttpResponse:
    """What a day is and what counts; beside it the targets."""
    form = OppsettForm(innsendt(request), naa=Kursoppsett.for_kommunen())
    response = utfor(
        request,
        form,
        lambda: lagre(form.endring, bruker=request.user),
        til=SIDEN,
        kvittering=_("Innstillingene er lagret."),
    )
    context = {
        "form": form,
        "maalene": Dagmaal.objects.select_related("kategori"),
        "brodsmuler": dagsmuler(her=_("Innstillinger")),
    }
    return response or render(request, "kurs/dager/oppsett.html", context)


@krever(oppsett.RETT)
def maal_create(request: HttpRequest) -> HttpResponse:
    """A target from a year on; the one that was set for the same is replaced."""
    form = MaalForm(innsendt(request))
    response = utfor(
        request,
        form,
        lambda: maalsetting.sett(**form.cleaned_data, bruker=request.user),
        til=SIDEN,
        kvittering=_("Målet er lagret."),
    )
    her = _("Nytt mål for kompetansedager")
    context = {"form": form, "tittel": her, "brodsmuler": dagsmuler((_("Innstillinger"), SIDEN), her=her)}
    return response or render(request, "kurs/dager/maal_form.html", context)


@krever(oppsett.RETT)
def maal_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once; the target before it holds again."""
    maal = get_object_or_404(Dagmaal.objects.select_related("kategori"), pk=pk)
    return bekreft_sletting(
        request,
        lambda: maalsetting.slett(maal, bruker=request.user),
        tittel=_("Slett målet"),
        sporsmaal=_("Vil du slette målet fra %(aar)s?") % {"aar": maal.aar},
        konsekvens=_("Målet som gjaldt før, gjelder igjen, også i rapporter som lages om det året."),
        avbryt=SIDEN,
        til=SIDEN,
        kvittering=_("Målet er slettet."),
    )
