"""Forms of an import: the file, what each column is, and the search in the preview. An app may add its own fields."""

from django import forms
from django.conf import settings
from django.db.models import Q
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompetanse.felles.fields import TekstField
from kompetanse.felles.innlesing.lesing import Lesevalg
from kompetanse.felles.spreadsheets.tabell import MAX_ROWS

EKSEMPLER, VIS_EKSEMPEL = 3, 40


class OpplastingForm(forms.Form):
    """The file, and where its headings stand when we cannot find them ourselves."""

    fil = forms.FileField(
        label=gettext_lazy("Fil"),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx"}),
        help_text=gettext_lazy("Excel (.xlsx) eller CSV."),
        error_messages={
            "required": gettext_lazy("Velg en fil."),
            "empty": gettext_lazy("Filen er tom. Velg en fil med overskrifter og minst én rad."),
            "max_length": gettext_lazy("Filnavnet er for langt. Gi filen et kortere navn."),
        },
        max_length=200,
    )
    ark = TekstField(label=gettext_lazy("Arket tabellen står i"), max_length=100, required=False)
    linje = forms.IntegerField(
        label=gettext_lazy("Linjen overskriftene står på"), min_value=1, max_value=MAX_ROWS, required=False
    )
    # Shown apart from the others, since few need them.
    LESEVALG = ("ark", "linje")

    def __init__(self, *args, bruker=None, **kwargs):
        self.bruker = bruker
        super().__init__(*args, **kwargs)

    @property
    def vanlige_felt(self):
        return [felt for felt in self.visible_fields() if felt.name not in self.LESEVALG]

    @property
    def lesefelt(self):
        return [felt for felt in self if felt.name in self.LESEVALG]

    def clean_fil(self):
        fil = self.cleaned_data["fil"]
        if fil.size > settings.MAX_IMPORT_BYTES:
            grense = filesizeformat(settings.MAX_IMPORT_BYTES)
            raise forms.ValidationError(
                _("Filen er større enn %(grense)s. Fjern kolonner du ikke trenger, eller del filen.")
                % {"grense": grense}
            )
        return fil

    @property
    def lesevalg(self):
        data = self.cleaned_data
        return Lesevalg(data["ark"], data["linje"] or 0, tuple(data.get("behold", ())))

    @property
    def egne_felt(self):
        """Values for the app's own fields in its table."""
        return {}


class OmlesingForm(OpplastingForm):
    """The same file again, read otherwise: another place for the headings, or columns that were held back."""

    LESEVALG = ()
    field_order = ["ark", "linje", "behold", "fil"]
    behold = forms.MultipleChoiceField(
        label=gettext_lazy("Kolonner som likevel skal være med"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=gettext_lazy(
            "Bare når de ikke inneholder lønn, fravær eller annet vi ikke skal ha. Kolonner med beløp eller "
            "fødselsnumre blir ikke med. Er et slikt tall noe annet, gi kolonnen en ny overskrift i filen."
        ),
    )

    def __init__(self, *args, importen, **kwargs):
        super().__init__(*args, **kwargs)
        if ark := importen.lesing.get("ark"):
            self.fields["ark"].initial = ark
        else:  # CSV has none
            self.fields["ark"].widget = forms.HiddenInput()
        self.fields["linje"].initial = importen.lesing.get("linje")
        if importen.utelatt:
            self.fields["behold"].choices = [(o, o) for o in importen.utelatt]
        else:
            del self.fields["behold"]


class KolonneForm(forms.Form):
    """One choice for each column of the file that may be kept."""

    def __init__(self, *args, slag, importen, proeve=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.slag, self.importen = slag, importen
        self.overskrifter = [o for o in importen.overskrifter if o not in importen.utelatt]
        felter = slag.feltene(importen.kommune)
        valg, kuttes = _feltvalg(felter), {felt.kode for felt in felter if felt.kutt}
        for nummer, overskrift in enumerate(self.overskrifter):
            eksempler = list(dict.fromkeys(rad[nummer] for rad in proeve if rad[nummer]))[:EKSEMPLER]
            self.fields[f"kolonne{nummer}"] = forms.ChoiceField(
                label=overskrift,
                choices=valg,
                required=False,
                initial=importen.kolonner.get(overskrift, ""),
                # What is cut is not for anyone to look at either.
                help_text="" if importen.kolonner.get(overskrift) in kuttes else _hjelp(eksempler),
            )

    @property
    def kolonnefelter(self):
        return [self[f"kolonne{nummer}"] for nummer in range(len(self.overskrifter))]

    @property
    def andre_felt(self):
        return [felt for felt in self if not felt.name.startswith("kolonne")]

    @property
    def kolonner(self):
        """What is chosen, or what was proposed while nothing is sent."""
        svar = self.cleaned_data if self.is_bound else self.get_initial_for_all()
        return {o: svar.get(f"kolonne{nummer}", "") for nummer, o in enumerate(self.overskrifter)}

    def get_initial_for_all(self):
        return {navn: self.get_initial_for_field(felt, navn) for navn, felt in self.fields.items()}

    @property
    def egne_felt(self):
        """Values for the app's own fields in its table."""
        return {}

    def clean(self):
        if not self.errors:
            for feil in self.slag.feil_i_kolonner(self.kolonner, self.importen.kommune):
                self.add_error(None, feil)


def _hjelp(eksempler):
    if not eksempler:
        return _("Tom")
    return _("For eksempel: %s") % " · ".join(eksempel[:VIS_EKSEMPEL] for eksempel in eksempler)


def _feltvalg(felter):
    """The fields in groups; those without a group stand first."""
    grupper = {"": [("", _("Brukes ikke"))]}
    for felt in felter:
        grupper.setdefault(str(felt.gruppe), []).append((felt.kode, felt.navn))
    return [*grupper.pop(""), *grupper.items()]


class LinjeFilter(forms.Form):
    """Search among the lines of the preview."""

    q = TekstField(label=gettext_lazy("Søk i linjene"), max_length=100, required=False)
    vis = forms.CharField(widget=forms.HiddenInput, required=False)

    def sok(self, linjer):
        ord_ = self.cleaned_data["q"] if self.is_valid() else ""
        if not ord_:
            return linjer
        return linjer.filter(Q(navn__icontains=ord_) | Q(nokkel__startswith=ord_) | Q(tekst__icontains=ord_))
