"""The municipality's settings page, and the logo and colours that every page asks for."""

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control

from kompetanse.felles.handling import innsendt, krever, utfor
from kompetanse.felles.temafarge import tema_css
from kompetanse.organisasjon import kommuneoppsett
from kompetanse.organisasjon.forms.kommune import KommuneForm
from kompetanse.organisasjon.models import Kommune
from kompetanse.organisasjon.views.sti import smuler


@krever("organisasjon.change_kommune")
def kommune_update(request):
    """Name, language, level names, colour and logo."""
    kommune = Kommune.objects.get(pk=request.user.kommune_id)
    form = KommuneForm(innsendt(request), request.FILES or None, instance=kommune)
    response = utfor(
        request,
        form,
        # The form has written on its instance; the process reads the row anew.
        lambda: kommuneoppsett.lagre(kommune.pk, form.endring, bruker=request.user, **form.logovalg),
        til="organisasjon:kommune-update",
        kvittering=_("Innstillingene er lagret."),
    )
    context = {"form": form, "brodsmuler": smuler(her=_("Innstillinger"))}
    return response or render(request, "organisasjon/kommune_form.html", context)


@cache_control(private=True, max_age=3600)
def tema(request):
    """The style sheet of the reader's kommune; its address changes with the colour."""
    farge = request.user.kommune.temafarge if request.user.is_authenticated and request.user.kommune_id else ""
    return HttpResponse(tema_css(farge) if farge else "", content_type="text/css; charset=utf-8")


@cache_control(private=True, max_age=86400)
def logo(request):
    """The logo of the reader's kommune; its address changes with the picture."""
    kommune = request.user.kommune if request.user.is_authenticated else None
    if kommune is None or not kommune.logo:
        raise Http404
    try:
        return FileResponse(kommune.logo.open("rb"), content_type="image/png")
    except FileNotFoundError:
        raise Http404 from None
