"""Forms of the HR import: the file, what each column is, and the search in the preview."""

from django import forms
from django.conf import settings
from django.db.models import Q
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompetanse.felles.fields import DatoField, TekstField
from kompetanse.felles.spreadsheets import TabellFeil
from kompetanse.organisasjon.importering import prosess
from kompetanse.organisasjon.importering.kolonner import FELTER, NIVAAER, feil_i_kolonner, feltnavn

FULL, DELVIS = "full", "delvis"
EKSEMPLER = 3


class OmfangForm(forms.Form):
    """Whether the file is the whole list, and of which day."""

    omfang = forms.ChoiceField(
        label=gettext_lazy("Hvem står i filen?"),
        widget=forms.RadioSelect,
        initial=FULL,
        choices=[
            (FULL, gettext_lazy("Alle ansatte. De som mangler i filen, får sluttdato. De blir ikke slettet.")),
            (DELVIS, gettext_lazy("Bare noen ansatte. Resten røres ikke.")),
        ],
    )
    dato = DatoField(
        label=gettext_lazy("Filen viser ansatte per"),
        initial=timezone.localdate,
        help_text=gettext_lazy("Endringer gjelder fra denne datoen. De som mangler, slutter dagen før."),
    )

    def clean_dato(self):
        dato, idag = self.cleaned_data["dato"], timezone.localdate()
        if dato > idag:
            raise forms.ValidationError(_("Datoen kan ikke være fram i tid."))
        if (idag - dato).days > 365:
            raise forms.ValidationError(_("Datoen kan være høyst ett år tilbake."))
        return dato

    @property
    def full_fil(self):
        return self.cleaned_data["omfang"] == FULL


class OpplastingForm(OmfangForm):
    field_order = ["fil", "omfang", "dato"]
    fil = forms.FileField(
        label=gettext_lazy("Fil med ansatte"),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx"}),
        help_text=gettext_lazy("Excel (.xlsx) eller CSV, én rad for hver stilling."),
        error_messages={
            "required": gettext_lazy("Velg en fil."),
            "empty": gettext_lazy("Filen er tom. Velg en fil med overskrifter og minst én rad."),
            "max_length": gettext_lazy("Filnavnet er for langt. Gi filen et kortere navn."),
        },
        max_length=200,
    )

    def clean_fil(self):
        fil = self.cleaned_data["fil"]
        if fil.size > settings.MAX_IMPORT_BYTES:
            grense = filesizeformat(settings.MAX_IMPORT_BYTES)
            raise forms.ValidationError(
                _("Filen er større enn %(grense)s. Fjern kolonner du ikke trenger, eller del filen.")
                % {"grense": grense}
            )
        return fil

    def last_opp(self, bruker):
        """Start the import; None when the file cannot be read, with the reason on the field."""
        fil = self.cleaned_data["fil"]
        try:
            return prosess.last_opp(
                fil.read(), fil.name, bruker=bruker, full_fil=self.full_fil, dato=self.cleaned_data["dato"]
            )
        except TabellFeil as feil:
            self.add_error("fil", str(feil))
            return None


class KolonneForm(OmfangForm):
    """One choice for each column of the file that may be kept."""

    def __init__(self, *args, importen, nivaanavn, proeve=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["omfang"].initial = FULL if importen.full_fil else DELVIS
        self.fields["dato"].initial = importen.dato
        self.nivaanavn = nivaanavn
        self.overskrifter = [o for o in importen.overskrifter if o not in importen.utelatt]
        valg = _feltvalg(nivaanavn)
        for nummer, overskrift in enumerate(self.overskrifter):
            eksempler = list(dict.fromkeys(rad[nummer] for rad in proeve if rad[nummer]))[:EKSEMPLER]
            self.fields[f"kolonne{nummer}"] = forms.ChoiceField(
                label=overskrift,
                choices=valg,
                required=False,
                initial=importen.kolonner.get(overskrift, ""),
                help_text=_("For eksempel: {}").format(", ".join(e[:40] for e in eksempler)) if eksempler else _("Tom"),
            )

    @property
    def kolonnefelter(self):
        return [self[f"kolonne{nummer}"] for nummer in range(len(self.overskrifter))]

    @property
    def kolonner(self):
        return {o: self.cleaned_data.get(f"kolonne{nummer}", "") for nummer, o in enumerate(self.overskrifter)}

    def clean(self):
        if not self.errors:
            for feil in feil_i_kolonner(self.kolonner, self.nivaanavn):
                self.add_error(None, feil)


def _feltvalg(nivaanavn):
    """The fields in groups; as many levels as the kommune has, and one more."""
    grupper = {"": [("", _("Brukes ikke"))]}
    for felt in FELTER:
        if felt.kode not in NIVAAER or NIVAAER.index(felt.kode) < len(nivaanavn):
            grupper.setdefault(str(felt.gruppe), []).append((felt.kode, feltnavn(felt.kode, nivaanavn)))
    return [*grupper.pop(""), *grupper.items()]


class LinjeFilter(forms.Form):
    """Search among the lines of the preview."""

    q = TekstField(label=gettext_lazy("Søk etter navn, ansattnummer eller tekst"), max_length=100, required=False)
    vis = forms.CharField(widget=forms.HiddenInput, required=False)

    def sok(self, linjer):
        ord_ = self.cleaned_data["q"] if self.is_valid() else ""
        if not ord_:
            return linjer
        return linjer.filter(Q(navn__icontains=ord_) | Q(ansattnummer__startswith=ord_) | Q(tekst__icontains=ord_))
