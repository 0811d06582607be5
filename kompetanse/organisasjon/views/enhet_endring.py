"""HR changes the tree: create and rename at once; move, merge and close after a look at what will happen."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompetanse.organisasjon.enhetsbilde import konsekvens
from kompetanse.organisasjon.forms import enhet as skjemaer
from kompetanse.organisasjon.models import Enhet
from kompetanse.organisasjon.views.krav import krever, smuler


@dataclass(frozen=True)
class Endring:
    """One kind of change: its form and its words. `sporsmaal` makes it ask before it is done."""

    form: type
    tittel: str
    knapp: str
    ferdig: str
    sporsmaal: str = ""
    farlig: bool = False


ENDRINGER = {
    "create": Endring(
        skjemaer.NyEnhetForm,
        gettext_lazy("Ny enhet under %(enhet)s"),
        gettext_lazy("Opprett enheten"),
        gettext_lazy("%(enhet)s er opprettet."),
    ),
    "rename": Endring(
        skjemaer.NyttNavnForm,
        gettext_lazy("Gi %(enhet)s nytt navn"),
        gettext_lazy("Lagre navnet"),
        gettext_lazy("Navnet er endret til %(enhet)s."),
    ),
    "move": Endring(
        skjemaer.FlyttForm,
        gettext_lazy("Flytt %(enhet)s"),
        gettext_lazy("Flytt enheten"),
        gettext_lazy("%(enhet)s er flyttet."),
        gettext_lazy("Vil du flytte %(enhet)s?"),
    ),
    "merge": Endring(
        skjemaer.SlaaSammenForm,
        gettext_lazy("Slå %(enhet)s sammen med en annen enhet"),
        gettext_lazy("Slå sammen"),
        gettext_lazy("Enhetene er slått sammen i %(enhet)s."),
        gettext_lazy("Vil du slå sammen enhetene?"),
        farlig=True,
    ),
    "close": Endring(
        skjemaer.AvsluttForm,
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
    form = endring.form(request.POST or None, enhet=enhet)
    bekreftet = not endring.sporsmaal or "bekreftet" in request.POST
    if request.method == "POST" and form.is_valid() and (ny := _utfor(form, request.user, bekreftet)):
        if bekreftet:
            messages.success(request, endring.ferdig % {"enhet": ny})
            return redirect(ny)
        return _spor(request, enhet, form, handling, endring)
    context = {"form": form, "knapp": _("Gå videre") if endring.sporsmaal else endring.knapp}
    return render(request, "organisasjon/enhet_form.html", context | _ramme(enhet, endring))


def _utfor(form, bruker, bekreftet):
    """Make the change, or only try it when it is not confirmed yet. None when it was refused; the form says why."""
    try:
        with transaction.atomic():
            enhet = form.utfor(bruker)
            transaction.set_rollback(not bekreftet)
            return enhet
    except ValidationError as feil:
        form.add_error(None, feil)


def _spor(request, enhet, form, handling, endring):
    """The page that says what will happen, with the answers carried along."""
    svar = [(navn, request.POST.get(navn, "")) for navn in form.fields]
    context = _ramme(enhet, endring) | {
        "sporsmaal": endring.sporsmaal % {"enhet": enhet},
        "konsekvens": konsekvens(handling, enhet, form.cleaned_data),
        "skjulte": [*svar, ("bekreftet", "1")],
        "endring": endring,
    }
    return render(request, "organisasjon/enhet_confirm.html", context)


def _ramme(enhet, endring):
    tittel = endring.tittel % {"enhet": enhet}
    stier = smuler((enhet.navn, enhet.get_absolute_url()), (tittel, None))
    return {"enhet": enhet, "tittel": tittel, "brodsmuler": stier}
