"""The pages that follow background work, the list of messages, and what was typed before a session ended."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import requires_csrf_token
from django.views.decorators.http import require_POST

from kompetanse.felles import jobber, skrevet
from kompetanse.felles.models import Jobb, Varsel


@login_required
def jobb_detail(request, pk):
    """The user's own job; htmx asks for the part that moves."""
    egne = Jobb.objects.filter(bruker=request.user, pk=pk)
    jobber.merk_avbrutte(egne)
    jobb = get_object_or_404(egne)
    kun_framdrift = request.headers.get("HX-Request") == "true"
    return render(request, "felles/_jobb.html" if kun_framdrift else "felles/jobb_detail.html", {"jobb": jobb})


@login_required
def varsel_list(request):
    varsler = Varsel.objects.filter(mottaker=request.user)
    side = Paginator(varsler, 30).get_page(request.GET.get("side"))
    uleste = Varsel.objects.ulest_av(request.user).count()
    return render(request, "felles/varsel_list.html", {"side": side, "uleste": uleste})


@login_required
@require_POST
def varsel_open(request, pk):
    """Mark one message as read and go to what it is about."""
    varsel = get_object_or_404(Varsel, mottaker=request.user, pk=pk)
    Varsel.objects.filter(pk=pk, lest__isnull=True).update(lest=timezone.now())
    return redirect(varsel.lenke or "felles:varsel-list")


@login_required
@require_POST
def varsel_read_all(request):
    Varsel.objects.ulest_av(request.user).update(lest=timezone.now())
    messages.success(request, _("Alle varsler er merket som lest."))
    return redirect("felles:varsel-list")


@never_cache
@login_required
def skrevet_vis(request):
    """What was typed before the session ended, with a button that sends it; or the page that it was typed on."""
    skjema = skrevet.hent(request)
    if request.method == "POST" or skjema is None:
        response = redirect(skrevet.trygg_adresse(request, skjema.fra if skjema else request.GET.get("til")))
        if request.method == "POST":
            skrevet.glem(request, response)
        return response
    return render(request, "felles/skrevet.html", {"skjema": skjema})


@never_cache
@requires_csrf_token
def csrf_feilet(request, reason=""):
    """A form from before the last login: shown to the one it was made for, to send again. Others are told what happened."""
    eier = skrevet.eier_av_skjemaet(request)
    if eier is not None and not request.user.is_authenticated:
        return skrevet.hold(request) or redirect_to_login(skrevet.siden_foer(request))
    if eier is not None and eier == request.user.pk:
        context = {"skjema": skrevet.skrevet_i(request, eier), "ny_innlogging": True}
        return render(request, "felles/skrevet.html", context, status=403)
    return render(request, "403_csrf.html", status=403)
