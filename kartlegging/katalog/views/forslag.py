"""Proposals of competences: sent by anyone, answered by HR."""

from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kartlegging.katalog import forslag as prosess
from kartlegging.katalog import lister
from kartlegging.katalog.endring import RETT
from kartlegging.katalog.forms.forslag import AvslaaForm, FinnesForm, ForslagForm, TaInnForm
from kartlegging.katalog.views.smuler import smuler
from kartlegging.models import Kompetanseforslag
from kompetanse.felles.handling import innsendt, krever, utfor
from kompetanse.organisasjon.eksport import vis_liste

LISTEN = "kartlegging:forslag-list"


@krever(lister.FORSLAG.rett)
def forslag_list(request):
    """Those that wait: all for HR, one's own for others."""
    brodsmuler = smuler(her=_("Forslag"))
    return vis_liste(request, lister.FORSLAG, "kartlegging/katalog/forslag_list.html", brodsmuler=brodsmuler)


@krever(lister.FORSLAG.rett)
def forslag_create(request):
    form = ForslagForm(innsendt(request), initial={"navn": request.GET.get("navn", "")[:150]})
    response = utfor(
        request,
        form,
        lambda: prosess.foresla(form.cleaned_data["navn"], form.cleaned_data["hvorfor"], bruker=request.user),
        til=lambda forslag: forslag,
        kvittering=_("Forslaget er sendt. Du får et varsel når HR har svart."),
    )
    tittel = _("Foreslå en kompetanse")
    context = {"form": form, "tittel": tittel, "brodsmuler": smuler(her=tittel)}
    return response or render(request, "kartlegging/katalog/skjema.html", context)


@krever(lister.FORSLAG.rett)
def forslag_detail(request, pk):
    """What was proposed and answered; for HR, the three answers."""
    return _vis(request, _forslag(request, pk))


@krever(RETT)
@require_POST
def forslag_accept(request, pk):
    forslag = _forslag(request, pk)
    form = TaInnForm(innsendt(request))
    response = utfor(
        request,
        form,
        lambda: prosess.ta_inn(forslag, **form.cleaned_data, bruker=request.user),
        til=lambda kompetanse: kompetanse,
        kvittering=_("Kompetansen er i katalogen. Fyll gjerne ut resten."),
    )
    return response or _vis(request, forslag, ta_inn=form)


@krever(RETT)
@require_POST
def forslag_merge(request, pk):
    forslag = _forslag(request, pk)
    form = FinnesForm(innsendt(request))
    response = utfor(
        request,
        form,
        lambda: prosess.slaa_sammen(forslag, form.cleaned_data["kompetanse"], bruker=request.user),
        til=LISTEN,
        kvittering=_("Ordet er lagt til som synonym, og den som foreslo, har fått beskjed."),
    )
    return response or _vis(request, forslag, finnes=form)


@krever(RETT)
@require_POST
def forslag_decline(request, pk):
    forslag = _forslag(request, pk)
    form = AvslaaForm(innsendt(request))
    response = utfor(
        request,
        form,
        lambda: prosess.avslaa(forslag, form.cleaned_data["svar"], bruker=request.user),
        til=LISTEN,
        kvittering=_("Svaret er sendt."),
    )
    return response or _vis(request, forslag, avslaa=form)


def _forslag(request, pk):
    alle = Kompetanseforslag.objects.visible_to(request.user).select_related("foreslatt_av__person", "kompetanse")
    return get_object_or_404(alle, pk=pk)


def _vis(request, forslag, **skjemaer):
    """The page, with the form that was refused in place of a fresh one."""
    context = {"forslag": forslag, "brodsmuler": smuler((_("Forslag"), LISTEN), her=forslag.navn)}
    if request.user.has_perm(RETT) and forslag.status == Kompetanseforslag.Status.VENTER:
        lik = prosess.naermeste(forslag)
        context["svar"] = {
            "ta_inn": TaInnForm(gruppe=lik and lik.gruppe),
            "finnes": FinnesForm(initial={"kompetanse": lik}),
            "avslaa": AvslaaForm(),
            **skjemaer,
        }
    return render(request, "kartlegging/katalog/forslag_detail.html", context)
