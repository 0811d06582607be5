"""One's own data: to read, to take along, and on paper."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kompetanse.felles.feil import LesbarFeil
from kompetanse.felles.formats import dato
from kompetanse.felles.handling import krever, si_feil
from kompetanse.felles.pdf import brevhode, pdf_response, render_pdf
from kompetanse.felles.sti import sti
from kompetanse.organisasjon import egne_data


@krever("organisasjon.view_tree")
def mine_data(request: HttpRequest) -> HttpResponse:
    """What the product holds about the one who asks, what for, and for how long."""
    person = request.user.person
    brodsmuler = sti((str(person), person), her=_("Mine data"))
    return render(request, "organisasjon/mine_data.html", {"sett": egne_data.om(person), "brodsmuler": brodsmuler})


@krever("organisasjon.view_tree")
def mine_data_json(request: HttpRequest) -> HttpResponse:
    """The same as a file that another system can read."""
    return JsonResponse(
        egne_data.som_json(request.user.person),
        json_dumps_params={"ensure_ascii": False, "indent": 2},
        headers={"Content-Disposition": 'attachment; filename="mine-data.json"', "Cache-Control": "private, no-store"},
    )


@krever("organisasjon.view_tree")
def mine_data_pdf(request: HttpRequest) -> HttpResponse:
    """The same on paper."""
    person = request.user.person
    hode = brevhode(request.user.kommune, fakta=[(_("Hentet"), dato(timezone.localdate()))], laget=timezone.now())
    context = {**hode, "tittel": _("Opplysninger om %s") % person, "sett": egne_data.om(person)}
    try:
        return pdf_response(render_pdf("pdf/mine_data.html", context), "mine-data.pdf", inline=False)
    except LesbarFeil as feil:
        return si_feil(request, feil, reverse("organisasjon:mine-data"))
