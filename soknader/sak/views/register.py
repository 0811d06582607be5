"""The register of applications: filter, sort, sums, export."""

from django.contrib.auth.decorators import login_required, permission_required
from django.shortcuts import render

from kompetanse.organisasjon.eksport import eksport_svar
from soknader.sak import register
from soknader.sak.forms.register import RegisterForm


@login_required
@permission_required("soknader.view_register", raise_exception=True)
def soknad_list(request):
    """The page, or the whole selection as a file with `?format=xlsx` or `csv`."""
    if response := eksport_svar(request, register.eksport, rettighet="soknader.view_register"):
        return response
    form = RegisterForm(request.GET, bruker=request.user)
    sorter = request.GET.get("sorter", register.STANDARD)
    rader = register.finn(request.user, **form.valg())
    summer = register.summer(rader)
    side = register.Register(rader, sorter, summer["antall"]).side(request.GET.get("side"), request.user)
    tom = not summer["antall"] and not form.har_valg()
    context = {"form": form, "side": side, "summer": summer, "sorter": sorter, "tom": tom}
    return render(request, "soknader/sak/soknad_list.html", context)
