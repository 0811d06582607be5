"""A field where one competence is chosen by writing: suggestions while typing, and the same without JavaScript."""

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from kartlegging.katalog.sok import finn_kompetanser
from kartlegging.models import Kompetanse
from kompetanse.felles.formats import og_liste
from kompetanse.organisasjon.forms.valg import FORSLAG, ForslagInput
from kompetanse.organisasjon.sok import ryddet


class KompetanseValgField(forms.CharField):
    """One competence in use today, by its name; another word for it leads to it when that word leads to no other."""

    default_error_messages = {
        "ingen": _("Vi finner ikke «%(tekst)s» i katalogen. Prøv et annet ord."),
        "naer": _("Vi finner ikke «%(tekst)s» i katalogen. Mente du %(forslag)s?"),
    }

    def __init__(self, **kwargs):
        kwargs.setdefault("widget", ForslagInput(reverse_lazy("kartlegging:kompetanse-suggest")))
        super().__init__(**kwargs)

    def prepare_value(self, value):
        return value.navn if isinstance(value, Kompetanse) else value

    def clean(self, value):
        tekst = ryddet(super().clean(value))
        return self._finn(tekst) if tekst else None

    def finn(self, tekst: str) -> Kompetanse | None:
        """What the field would hold, or None while it is not yet one competence."""
        try:
            return self.clean(tekst)
        except ValidationError:
            return None

    def _finn(self, tekst):
        med_skala = Kompetanse.objects.i_bruk().select_related("skala").prefetch_related("skala__trinn")
        if treff := med_skala.filter(navn__iexact=tekst).first():
            return treff
        naer = list(finn_kompetanser(tekst)[: FORSLAG + 1])
        if len(naer) == 1:
            return med_skala.get(pk=naer[0].pk)
        forslag = og_liste(f"«{ett.navn}»" for ett in naer[:FORSLAG])
        feil = "naer" if naer else "ingen"
        raise ValidationError(self.error_messages[feil], code=feil, params={"tekst": tekst, "forslag": forslag})
