"""Leave to study: asked for by the person, answered by the leader."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from kompetanse.felles.handling import bekreft, innsendt, krever, utfor
from kompetanse.felles.sti import sti
from planer.models import Utdanningspermisjon
from planer.samtale import permisjon as prosess
from planer.samtale.forms import AvslaaForm, InnvilgForm, PermisjonForm
from planer.samtale.livslop import PERMISJON
from planer.samtale.views.samtale import SE, hent_til, skjemaside

UTSEENDE = {
    Utdanningspermisjon.Status.SOKT: ("vent", "Hourglass"),
    Utdanningspermisjon.Status.INNVILGET: ("ok", "Checkmark"),
    Utdanningspermisjon.Status.AVSLAATT: ("nei", "XMark"),
    Utdanningspermisjon.Status.TRUKKET: ("noytral", ""),
}


@sensitive_variables()
@sensitive_post_parameters()
@krever(SE)
def permisjon_create(request: HttpRequest, samtale_pk: int) -> HttpResponse:
    """Ask for leave to study."""
    samtale = hent_til(request, samtale_pk, "be_om_permisjon")
    form = PermisjonForm(
        innsendt(request), instance=Utdanningspermisjon(person=samtale.person), avbryt=samtale.get_absolute_url()
    )
    response = utfor(
        request,
        form,
        lambda: prosess.be_om(form.instance, samtale, bruker=request.user),
        til=lambda permisjon: permisjon,
        kvittering=_("Du har bedt om utdanningspermisjon."),
    )
    return response or skjemaside(request, samtale, form, _("Be om utdanningspermisjon"))


@krever(SE)
def permisjon_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What is asked for, and what was answered."""
    permisjon = _hent(request, pk)
    context = {
        "permisjon": permisjon,
        "merke": UTSEENDE[permisjon.status],
        "kan": PERMISJON.mulige(permisjon, request.user),
        "brodsmuler": _smuler(permisjon),
    }
    return render(request, "planer/samtale/permisjon_detail.html", context)


@sensitive_variables()
@sensitive_post_parameters()
@krever(SE)
def permisjon_grant(request: HttpRequest, pk: int) -> HttpResponse:
    form = InnvilgForm(innsendt(request))
    return _svar(
        request,
        pk,
        "innvilg",
        lambda sak: prosess.innvilg(sak, form.cleaned_data["bindingstid"], bruker=request.user),
        form=form,
        sporsmaal=_("Vil du avtale permisjonen?"),
        konsekvens=_("Medarbeideren får beskjed."),
        kvittering=_("Permisjonen er avtalt."),
    )


@sensitive_variables()
@sensitive_post_parameters()
@krever(SE)
def permisjon_refuse(request: HttpRequest, pk: int) -> HttpResponse:
    form = AvslaaForm(innsendt(request))
    return _svar(
        request,
        pk,
        "avslaa",
        lambda sak: prosess.avslaa(sak, form.cleaned_data["grunn"], bruker=request.user),
        form=form,
        sporsmaal=_("Vil du avslå permisjonen?"),
        konsekvens=_("Medarbeideren får beskjed, og ser hvorfor."),
        kvittering=_("Permisjonen er avslått."),
        farlig=True,
    )


@krever(SE)
def permisjon_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    overgang = PERMISJON["trekk"]
    return _svar(
        request,
        pk,
        "trekk",
        lambda sak: prosess.trekk(sak, bruker=request.user),
        sporsmaal=overgang.sporsmaal,
        kvittering=overgang.kvittering,
    )


def _svar(request, pk, navn, handling, **visning):
    permisjon, overgang = _hent(request, pk), PERMISJON[navn]
    if navn not in PERMISJON.mulige(permisjon, request.user):
        raise PermissionDenied
    return bekreft(
        request,
        lambda: handling(permisjon),
        knapp=overgang.label,
        avbryt=permisjon,
        til=permisjon,
        brodsmuler=_smuler(permisjon, overgang.label),
        **visning,
    )


def _hent(request, pk):
    saker = Utdanningspermisjon.objects.mellom(request.user).select_related("person", "leder", "samtale")
    return get_object_or_404(saker, pk=pk)


def _smuler(permisjon, her=""):
    over = [(_("Min side"), "oversikt:min-side")]
    if permisjon.samtale:
        over.append((str(permisjon.samtale), permisjon.samtale))
    return sti(*over, (str(permisjon), permisjon), her=her) if her else sti(*over, her=str(permisjon))
