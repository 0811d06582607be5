"""A goal or a plan chosen by writing, among those that one sees: the field, and its suggestions while one types."""

from collections.abc import Callable
from typing import NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kompetanse.felles.handling import krever
from kompetanse.organisasjon.forms.valg import ForslagInput
from kompetanse.organisasjon.models import Bruker
from planer.models import Kompetanseplan, Maal

FORSLAG, FORSLAG_I_FEIL, LESES = 10, 3, 50


class Valgbar(NamedTuple):
    """What can be chosen: which rows the user may choose among, the field that holds the name, and where each stands."""

    rader: Callable[[Bruker], QuerySet]
    navn: str
    sted: Callable[[Model], str]


def _planer(bruker):
    return Kompetanseplan.objects.for_enheter_visible_to(bruker).aapne().select_related("enhet")


def _maal(bruker):
    """Those of plans that are not replaced, and of documents."""
    i_bruk = Q(plan__isnull=True) | ~Q(plan__status=Kompetanseplan.Status.AVLOST)
    alle = Maal.objects.for_enheter_visible_to(bruker).gjelder().filter(i_bruk)
    return alle.select_related("plan__enhet", "dokument")


VALGBARE = {
    "plan": Valgbar(_planer, "tittel", lambda plan: str(plan.enhet)),
    "maal": Valgbar(_maal, "navn", lambda maal: f"{maal.plan}, {maal.plan.enhet}" if maal.plan else str(maal.dokument)),
}


def valgtekst(slag: str, rad: Model) -> str:
    """How it is written in the field: with where it stands, so that namesakes can be told apart."""
    valgbar = VALGBARE[slag]
    return f"{getattr(rad, valgbar.navn)} ({valgbar.sted(rad)})"


class PlanvalgField(forms.CharField):
    """One goal (`slag` is «maal») or plan, by its name or as it was suggested. Set `bruker` before it is cleaned."""

    default_error_messages = {
        "ingen": _("Vi finner ikke «%(tekst)s». Skriv litt av navnet, og velg fra forslagene."),
        "flere": _("Flere heter «%(tekst)s». Velg én av dem: %(forslag)s."),
    }
    bruker: Bruker

    def __init__(self, *, slag: str, **kwargs):
        self.slag = slag
        super().__init__(max_length=600, required=False, **kwargs)

    def vis_forslag(self, bruker: Bruker) -> None:
        """Let the user choose among what that user sees."""
        self.bruker = bruker
        adresse = reverse({"maal": "planer:maal-suggest", "plan": "planer:plan-suggest"}[self.slag])
        self.widget = ForslagInput(adresse, {"maxlength": 600, **self.widget.attrs})

    def prepare_value(self, value):
        return valgtekst(self.slag, value) if isinstance(value, Model) else value

    def clean(self, value):
        tekst = " ".join(super().clean(value).split())
        return self._finn(tekst) if tekst else None

    def _finn(self, tekst):
        valgbar = VALGBARE[self.slag]
        like = [rad for rad in finn(self.slag, self.bruker, tekst.split(" (")[0])[:LESES] if self._er(rad, tekst)]
        if len(like) == 1:
            return like[0]
        like = like or list(valgbar.rader(self.bruker).filter(**{f"{valgbar.navn}__iexact": tekst})[:LESES])
        if len(like) == 1:
            return like[0]
        feil = "flere" if like else "ingen"
        forslag = "; ".join(valgtekst(self.slag, rad) for rad in like[:FORSLAG_I_FEIL])
        raise ValidationError(self.error_messages[feil], code=feil, params={"tekst": tekst, "forslag": forslag})

    def _er(self, rad, tekst):
        return " ".join(valgtekst(self.slag, rad).split()).casefold() == tekst.casefold()


def finn(slag: str, bruker: Bruker, uttrykk: str) -> QuerySet:
    """Those that the user may choose whose name holds these words, in this order; the newest first."""
    valgbar = VALGBARE[slag]
    return valgbar.rader(bruker).filter(**{f"{valgbar.navn}__icontains": uttrykk}).order_by("-pk")


@krever("planer.view_planer")
def valg_suggest(request: HttpRequest, slag: str) -> HttpResponse:
    """Names for the field that asks for one, as <option>s."""
    uttrykk = next(iter(request.GET.values()), "")
    rader = finn(slag, request.user, uttrykk)[:FORSLAG] if uttrykk else []
    return render(request, "organisasjon/_forslag.html", {"valg": [valgtekst(slag, rad) for rad in rader]})
