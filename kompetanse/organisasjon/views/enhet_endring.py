"""HR changes the tree: create and rename at once; move, merge, split and close after a look at what will happen."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompetanse.felles.handling import innsendt, krever, proev, utfor
from kompetanse.organisasjon import tre
from kompetanse.organisasjon.enhetsbilde import konsekvens
from kompetanse.organisasjon.forms import enhet as skjemaer
from kompetanse.organisasjon.models import Enhet
from kompetanse.organisasjon.views.sti import smuler


@dataclass(frozen=True)
class Endring:
    """One kind of change: its form, its process and its words. `sporsmaal` makes it ask before it is done."""

    form: type
    verb: Callable
    tittel: str
    knapp: str
    ferdig: str
    sporsmaal: str = ""
    farlig: bool = False


def _slaa_sammen(enhet, **felt):
    return tre.slaa_sammen([enhet], **felt)


ENDRINGER = {
    "create": Endring(
        skjemaer.NyEnhetForm,
        tre.opprett,
        gettext_lazy("Ny enhet under %(enhet)s"),
        gettext_lazy("Opprett enheten"),
        gettext_lazy("%(enhet)s er opprettet."),
    ),
    "rename": Endring(
        skjemaer.NyttNavnForm,
        tre.endre_navn,
        gettext_lazy("Gi %(enhet)s nytt navn"),
        gettext_lazy("Lagre navnet"),
        gettext_lazy("Navnet er endret til %(enhet)s."),
    ),
    "move": Endring(
        skjemaer.FlyttForm,
        tre.flytt,
        gettext_lazy("Flytt %(enhet)s"),
        gettext_lazy("Flytt enheten"),
        gettext_lazy("%(enhet)s er flyttet."),
        gettext_lazy("Vil du flytte %(enhet)s?"),
    ),
    "merge": Endring(
        skjemaer.SlaaSammenForm,
        _slaa_sammen,
        gettext_lazy("Slå %(enhet)s sammen med en annen enhet"),
        gettext_lazy("Slå sammen"),
        gettext_lazy("Enhetene er slått sammen i %(enhet)s."),
        gettext_lazy("Vil du slå sammen enhetene?"),
        farlig=True,
    ),
    "split": Endring(
        skjemaer.DelForm,
        tre.del_opp,
        gettext_lazy("Del %(enhet)s i to"),
        gettext_lazy("Del enheten"),
        gettext_lazy("%(enhet)s er skilt ut som egen enhet."),
        gettext_lazy("Vil du dele %(enhet)s?"),
    ),
    "close": Endring(
        skjemaer.AvsluttForm,
        tre.avslutt,
        gettext_lazy("Avslutt %(enhet)s"),
        gettext_lazy("Avslutt enheten"),
        gettext_lazy("%(enhet)s er avsluttet."),
        gettext_lazy("Vil du avslutte %(enhet)s?"),
        farlig=True,
    ),
}


@krever("organisasjon.change_tree")
def enhet_change(request, pk, handling):
    """GET shows the form; POST tries the change, asks when it should, and does it."""
    enhet = get_object_or_404(Enhet.objects.visible_to(request.user), pk=pk)
    endring = ENDRINGER[handling]
    form = endring.form(innsendt(request), enhet=enhet)
    gjor = partial(endring.verb, enhet, bruker=request.user)
    bekreftet = not endring.sporsmaal or "bekreftet" in request.POST
    if not bekreftet and proev(form, lambda: gjor(**form.felt)):
        return _spor(request, enhet, form, handling, endring)
    response = bekreftet and utfor(
        request,
        form,
        lambda: gjor(**form.felt),
        til=lambda ny: ny,
        kvittering=lambda ny: endring.ferdig % {"enhet": ny},
    )
    context = {"form": form, "knapp": _("Gå videre") if endring.sporsmaal else endring.knapp}
    return response or render(request, "organisasjon/enhet_form.html", context | _ramme(enhet, endring))


def _spor(request, enhet, form, handling, endring):
    """The page that says what will happen, with the answers carried along."""
    utfylt = [(navn, verdi) for navn in form.fields for verdi in request.POST.getlist(navn)]
    context = _ramme(enhet, endring) | {
        "sporsmaal": endring.sporsmaal % {"enhet": enhet},
        "konsekvens": konsekvens(handling, enhet, form.cleaned_data),
        "skjulte": [*utfylt, ("bekreftet", "1")],
        "endring": endring,
    }
    return render(request, "organisasjon/enhet_confirm.html", context)


def _ramme(enhet, endring):
    tittel = endring.tittel % {"enhet": enhet}
    stier = smuler((enhet.navn, enhet), her=tittel)
    return {"enhet": enhet, "tittel": tittel, "brodsmuler": stier}
