"""To prepare: answers and what to bring up, stored while one types, and shared. Nothing typed here may reach a report of an
error, so the views say what is sensitive in them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST

from kompetanse.felles.handling import krever, utfor
from planer.lagring import lagre_underveis
from planer.models import Tiltak
from planer.person.linjen import tiltak_for
from planer.person.opprettelse import periode
from planer.samtale import forberedelse, gjennomforing
from planer.samtale.bilde import svarskjema
from planer.samtale.forms import TaOppForm
from planer.samtale.views.samtale import SE, hent_til, vis


@sensitive_variables()
@sensitive_post_parameters()
@krever(SE)
@require_POST
def samtale_answer(request: HttpRequest, pk: int, samtalesporsmaal_pk: int) -> HttpResponse:
    """One's own answer to a question of the talk, which may be gone from the form since."""
    samtale, nokkel = hent_til(request, pk, "forbered"), str(samtalesporsmaal_pk)
    sporsmaal = next((ett for ett in samtale.skjema if ett["nokkel"] == nokkel), None)
    if sporsmaal is None:
        raise Http404
    form = svarskjema(forberedelse.eget(samtale, request.user), sporsmaal, request.POST)
    return lagre_underveis(
        request,
        form,
        lambda endring: forberedelse.svar(samtale, nokkel, endring, bruker=request.user),
        til=lambda: f"{samtale.get_absolute_url()}#forbered",
        vis=lambda: vis(request, samtale, nokkel, form),
    )


@sensitive_variables()
@sensitive_post_parameters()
@krever(SE)
@require_POST
def samtale_bring(request: HttpRequest, pk: int) -> HttpResponse:
    """Which of the unit's measures one wants to bring up."""
    samtale = hent_til(request, pk, "forbered")
    mitt = forberedelse.eget(samtale, request.user)
    mulige = tiltak_for(samtale.enhet, *periode(), request.user)
    form = TaOppForm(request.POST, mulige=mulige, valgte=Tiltak.objects.filter(pk__in=mitt.tiltak))
    return lagre_underveis(
        request,
        form,
        lambda endring: forberedelse.ta_opp(samtale, endring, bruker=request.user),
        til=lambda: f"{samtale.get_absolute_url()}#ta-opp",
        vis=lambda: vis(request, samtale),
    )


@krever(SE)
@require_POST
def samtale_share(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the other see it."""
    samtale = hent_til(request, pk, "del")
    return utfor(
        request,
        None,
        lambda: forberedelse.del_(samtale, bruker=request.user),
        til=samtale,
        kvittering=_("Det du har skrevet, er delt."),
    )


@krever(SE)
@require_POST
def samtale_take(request: HttpRequest, pk: int, tiltak_pk: int) -> HttpResponse:
    """Make one of the unit's measures the person's next step."""
    samtale = hent_til(request, pk, "avtal")
    tiltak = get_object_or_404(tiltak_for(samtale.enhet, *periode(), request.user), pk=tiltak_pk)
    return utfor(
        request,
        None,
        lambda: gjennomforing.ta_med(samtale, tiltak, bruker=request.user),
        til=samtale,
        kvittering=lambda maal: _("«%s» er et mål i planen.") % maal,
    )
