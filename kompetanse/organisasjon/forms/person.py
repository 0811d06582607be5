"""Forms about people: search, a person from outside, how to reach someone, and the invitation."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kompetanse.felles.epost import EpostField
from kompetanse.felles.fields import DatoField, TekstField
from kompetanse.felles.samskriving import SamskrivForm
from kompetanse.felles.skjema import Listefilter
from kompetanse.organisasjon.eksport import OPPSLAG
from kompetanse.organisasjon.forms.valg import EnhetValgField, PersonValgField
from kompetanse.organisasjon.models import Person


class PersonFilter(Listefilter):
    q = TekstField(
        label=_("Navn, e-post eller ansattnummer"), max_length=100, required=False, help_text=_("Skrivefeil går bra.")
    )
    hvem = forms.ChoiceField(
        label=_("Vis"),
        required=False,
        choices=[("", _("Ansatte nå")), ("alle", _("Alle, også tidligere ansatte og eksterne"))],
    )

    def __init__(self, *args, bruker, **kwargs):
        super().__init__(*args, bruker=bruker, **kwargs)
        self.fields["enhet"] = EnhetValgField(kommune_id=bruker.kommune_id, label=_("Enhet"), required=False)
        self.order_fields(["q", "enhet", "hvem"])


class NyPersonForm(forms.Form):
    # Some people have one name only.
    fornavn = TekstField(label=_("Fornavn"), max_length=80, required=False)
    etternavn = TekstField(label=_("Etternavn"), max_length=80, required=False)
    epost = EpostField(label=_("E-post"), required=False)
    telefon = TekstField(label=_("Telefon"), max_length=30, required=False)
    ansattnummer = TekstField(
        label=_("Ansattnummer"),
        max_length=40,
        required=False,
        help_text=_("La feltet stå tomt for en som ikke er i HR-systemet. Da lager vi et nummer."),
    )

    def clean(self):
        if not (self.errors or self.cleaned_data["fornavn"] or self.cleaned_data["etternavn"]):
            raise forms.ValidationError(_("Skriv fornavnet, etternavnet eller begge."))


class KontaktForm(SamskrivForm, forms.ModelForm):
    telefon = TekstField(label=_("Telefon"), max_length=30, required=False)

    class Meta:
        model = Person
        fields = ["epost", "telefon"]
        help_texts = {"epost": _("Varsler sendes hit. Adressen til innlogging endres ikke.")}

    def clean_epost(self):
        return self.cleaned_data["epost"].lower()


class PermisjonForm(SamskrivForm, forms.ModelForm):
    permisjon_fra = DatoField(label=_("Fra og med"), required=False)
    permisjon_til = DatoField(
        label=_("Til og med"),
        required=False,
        help_text=_("Vet du ikke datoen? Velg en, og endre den siden. Tøm begge feltene når personen er tilbake."),
    )

    class Meta:
        model = Person
        fields = ["permisjon_fra", "permisjon_til"]


class InvitasjonForm(forms.Form):
    epost = EpostField(label=_("E-post"), help_text=_("Adressen brukes til å logge inn."))


class OppslagFilter(forms.Form):
    """Which looks the log shows. A list that was downloaded is a look at everyone in it; without asking for those, or
    for one person, they are left out, since they would hide the rest."""

    vis = forms.ChoiceField(
        label=_("Vis"),
        choices=[("", _("Oppslag på én og én")), ("alle", _("Også lister som er lastet ned"))],
        required=False,
    )
    fra = DatoField(label=_("Fra og med"), required=False)
    til = DatoField(label=_("Til og med"), required=False)

    def __init__(self, *args, bruker, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["om"] = PersonValgField(kommune_id=bruker.kommune_id, label=_("Oppslag om"), required=False)
        self.fields["av"] = PersonValgField(kommune_id=bruker.kommune_id, label=_("Gjort av"), required=False)
        self.order_fields(["om", "av", "vis", "fra", "til"])

    def avgrens(self, oppslag):
        """The looks that match what is filled in and can be read."""
        self.is_valid()
        vilkaar = {
            "om": "person_id",
            "av": "bruker__person",
            "fra": "tidspunkt__date__gte",
            "til": "tidspunkt__date__lte",
        }
        for felt, oppslagsfelt in vilkaar.items():
            if verdi := self.cleaned_data.get(felt):
                oppslag = oppslag.filter(**{oppslagsfelt: verdi.pk if felt == "om" else verdi})
        med_lister = self.cleaned_data.get("vis") or self.cleaned_data.get("om")
        return oppslag if med_lister else oppslag.exclude(hva=OPPSLAG)
