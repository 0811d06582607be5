"""The register of applications."""

from kompetanse.felles.handling import krever
from kompetanse.organisasjon.eksport import vis_liste
from soknader.sak import register


@krever(register.REGISTER.rett)
def soknad_list(request):
    return vis_liste(request, register.REGISTER, "soknader/sak/soknad_list.html")
