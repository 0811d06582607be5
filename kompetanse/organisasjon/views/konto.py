"""One's own account: the invitation that starts it, sign-in at a provider, and the language."""

import logging

import requests
from allauth.socialaccount.providers.openid_connect import views as oidc_views
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from kompetanse.felles import vegg
from kompetanse.felles.varselrytme import Rytme
from kompetanse.organisasjon import invitasjon as invitasjoner
from kompetanse.organisasjon import varselvalg
from kompetanse.organisasjon.forms.konto import VelgPassordForm
from kompetanse.organisasjon.models import Bruker

logger = logging.getLogger(__name__)
BACKEND = "kompetanse.organisasjon.backends.KontoBackend"


@never_cache
@sensitive_post_parameters("new_password1", "new_password2")
def invitasjon(request, token):
    """The link in the invitation: choose a password, and be signed in."""
    konto = invitasjoner.finn(token)
    if konto is None:
        return render(request, "organisasjon/invitasjon_brukt.html", status=410)
    form = VelgPassordForm(konto, request.POST or None)
    if request.method == "POST" and form.is_valid():
        invitasjoner.ta_i_bruk(konto, form.cleaned_data["new_password1"])
        login(request, konto, backend=BACKEND)
        vegg.bruk_kommune(konto.kommune_id)
        return redirect(settings.LOGIN_REDIRECT_URL)
    return render(request, "organisasjon/invitasjon.html", {"form": form, "konto": konto})


def oidc_login(request, provider_id):
    """Send the reader to the provider; say so when it does not answer."""
    try:
        return oidc_views.login(request, provider_id)
    except requests.RequestException as feil:
        logger.warning("Provider %s does not answer: %s", provider_id, feil)
        return render(request, "socialaccount/authentication_error.html", status=502)


@require_POST
def velg_spraak(request):
    """The language buttons at the foot of every page: remembered in the browser, and on the account."""
    spraak = request.POST.get("language")
    if request.user.is_authenticated and spraak in dict(settings.LANGUAGES):
        Bruker.objects.filter(pk=request.user.pk).update(malform=spraak)
    return set_language(request)


@login_required
@require_POST
def velg_varselrytme(request):
    """The buttons of «Min konto» that say how often messages are mailed."""
    rytme = request.POST.get("rytme", "")
    if rytme in Rytme.values:
        varselvalg.velg(request.user, Rytme(rytme))
        messages.success(request, _("Valget er lagret."))
    return redirect("mfa_index")
