"""The pages that follow background work, and the list of messages."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import requires_csrf_token
from django.views.decorators.http import require_POST

from kompetanse.felles import jobber
from kompetanse.felles.bevaring import siden_foer
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
@requires_csrf_token
def csrf_feilet(request, reason=""):
    """A form from before the last login, or from another site: the page leads back to where it may be sent anew."""
    return render(request, "403_csrf.html", {"siden": siden_foer(request)}, status=403)
