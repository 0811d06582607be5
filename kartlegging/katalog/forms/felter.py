"""Form fields of the catalogue: lines of words, competences by name, and a place in the tree."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kartlegging.katalog.grupper import treet
from kartlegging.katalog.kompetanser import SKILLE
from kartlegging.katalog.sok import finn_kompetanser
from kartlegging.models import Kompetanse
from kompetanse.felles.fields import TekstField

FORSLAG = 5


class LinjerField(TekstField):
    """Words, one on each line (or with semicolon between); the clean value is a list without repetitions."""

    def __init__(self, *, maks=100, **kwargs):
        super().__init__(max_length=10_000, flere_linjer=True, required=False, **kwargs)
        self.maks = maks

    def prepare_value(self, value):
        return "\n".join(map(str, value)) if isinstance(value, (list, tuple)) else value

    def clean(self, value):
        ord_ = [" ".join(linje.split()) for linje in super().clean(value).replace(SKILLE, "\n").splitlines()]
        ord_ = list({ett.casefold(): ett for ett in reversed(ord_) if ett}.values())[::-1]
        if lange := [ett for ett in ord_ if len(ett) > self.maks]:
            raise ValidationError(
                _("«%(ord)s» er for langt. Høyst %(maks)d tegn.") % {"ord": f"{lange[0][:40]} …", "maks": self.maks}
            )
        return ord_


class KompetanserField(LinjerField):
    """Competences, one name on each line; the clean value is a list of them."""

    def __init__(self, **kwargs):
        super().__init__(maks=150, **kwargs)

    def clean(self, value):
        navn = super().clean(value)
        vilkaar = Q(pk__in=[])
        for ett in navn:
            vilkaar |= Q(navn__iexact=ett)
        funnet = {kompetanse.navn.casefold(): kompetanse for kompetanse in Kompetanse.objects.i_bruk().filter(vilkaar)}
        if ukjente := [ett for ett in navn if ett.casefold() not in funnet]:
            raise ValidationError([_ukjent(ett) for ett in ukjente[:FORSLAG]])
        return [funnet[ett.casefold()] for ett in navn]


def _ukjent(navn):
    if naer := finn_kompetanser(navn).first():
        return _("Katalogen har ingen kompetanse som heter «%(navn)s». Mente du «%(forslag)s»?") % {
            "navn": navn,
            "forslag": naer,
        }
    return _("Katalogen har ingen kompetanse som heter «%s».") % navn


class GruppeField(forms.TypedChoiceField):
    """A group of the catalogue, in the order of the tree; the clean value is the group, or None."""

    default_error_messages = {"required": gettext_lazy("Velg gruppe.")}

    def __init__(self, *, uten=None, tomt="", **kwargs):
        self.tre = treet()
        noder = [node for node in self.tre.alle if uten is None or uten not in node.veien]
        self.grupper = {str(node.pk): node.gruppe for node in noder}
        valg = [("", tomt), *((node.pk, node.sti) for node in noder)]
        super().__init__(choices=valg, coerce=self.grupper.get, empty_value=None, **kwargs)

    def prepare_value(self, value):
        return getattr(value, "pk", value)
