"""The form of a need, the filter of the matrix, and the question of what if."""

from dataclasses import fields

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kartlegging.models import Kompetanse
from kartlegging.models.oppbevaring import usperret
from kartlegging.tabell.behov import Behov
from kartlegging.tabell.bilde import Kartlegging
from kartlegging.tabell.matrise import Kolonne, Matrise, Rad
from kompetanse.felles.fields import DatoField, TekstField, heltall_input
from kompetanse.felles.skjema import ObjekterField, skjemahjelp
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.forms.valg import EnhetValgField, PersonValgField
from kompetanse.organisasjon.models import Bruker, Person


class BehovForm(forms.Form):
    """How many more, by when and why."""

    use_required_attribute = False

    antall = forms.IntegerField(
        label=gettext_lazy("Hvor mange til?"),
        min_value=1,
        max_value=999,
        widget=heltall_input(4),
        error_messages={
            "invalid": gettext_lazy("Skriv antallet med tall."),
            "min_value": gettext_lazy("Tallet kan ikke være mindre enn 1."),
        },
    )
    innen = DatoField(label=gettext_lazy("Innen"), required=False)
    begrunnelse = TekstField(
        label=gettext_lazy("Hvorfor"),
        max_length=1000,
        flere_linjer=True,
        rader=3,
        required=False,
        help_text=gettext_lazy("For eksempel hva som skjer når det mangler."),
    )

    def __init__(self, *args, avbryt, **kwargs):
        super().__init__(*args, **kwargs)
        self.avbryt = avbryt

    @property
    def helper(self):
        return skjemahjelp(*self.fields, knapp=_("Meld behovet"), avbryt=self.avbryt)

    def behov(self) -> Behov:
        return Behov(**{felt.name: self.cleaned_data.get(felt.name) for felt in fields(Behov)})


class KompetansebehovForm(BehovForm):
    """The same of a competence, in a unit that the leader chooses, at a level if the competence has them."""

    nivaa = forms.TypedChoiceField(label=gettext_lazy("Minst nivå"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args, kompetanse: Kompetanse, bruker: Bruker, **kwargs):
        super().__init__(*args, **kwargs)
        self.bruker = bruker
        self.fields["enhet"] = EnhetValgField(
            kommune_id=bruker.kommune_id,
            label=_("Hvem trenger det?"),
            error_messages={"required": _("Skriv hvilken enhet som trenger det.")},
        )
        self.fields["nivaa"].choices = [("", _("Uansett nivå")), *((ett.nivaa, str(ett)) for ett in kompetanse.trinn)]
        if not kompetanse.trinn:
            del self.fields["nivaa"]
        self.order_fields(["enhet", "nivaa"])

    def clean_enhet(self):
        enhet = self.cleaned_data["enhet"]
        if not self.bruker.has_perm("kartlegging.change_krav", enhet):
            raise ValidationError(_("Du kan melde behov i enheter du har ansvar for."))
        return enhet


class MatriseFilter(forms.Form):
    """Which people and competences the matrix shows; what is not understood is left out."""

    q = forms.CharField(label=gettext_lazy("Navn eller kompetanse"), required=False, max_length=100)
    kategori = forms.ChoiceField(label=gettext_lazy("Stillingskategori"), required=False)
    gruppe = forms.ChoiceField(label=gettext_lazy("Kompetanser"), required=False)
    vis = forms.ChoiceField(
        label=gettext_lazy("Ta med"),
        choices=[
            ("", gettext_lazy("Det arbeidet krever")),
            ("alt", gettext_lazy("Alt folk her har")),
        ],
        required=False,
    )
    hull = forms.BooleanField(label=gettext_lazy("Bare der det mangler"), required=False)
    sorter = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    foldes = ("gruppe", "vis")

    def __init__(self, *args, matrise: Matrise, **kwargs):
        super().__init__(*args, **kwargs)
        self.matrise = matrise
        for felt, grupper in (("kategori", matrise.kategorier), ("gruppe", matrise.grupper)):
            navn = [(navn, navn) for navn, _ting in grupper if navn]
            self.fields[felt].choices = [("", _("Alle")), *navn]

    def utvalg(self) -> Matrise:
        """The part of the matrix that matches. A text that names a competence chooses columns, and one that names people
        chooses rows."""
        self.is_valid()
        valg = self.cleaned_data
        utvalg = self.matrise.utvalg(
            lambda kolonne: valg.get("gruppe", "") in ("", kolonne.gruppe),
            lambda rad: valg.get("kategori", "") in ("", rad.kategori),
        )
        if tekst := valg.get("q", "").casefold():
            utvalg = _med_tekst(utvalg, tekst)
        if valg.get("hull"):
            utvalg = utvalg.utvalg(utvalg.er_hull, utvalg.har_hull)
        return utvalg


def _med_tekst(matrise, tekst):
    def har_navnet(kolonne: Kolonne) -> bool:
        return tekst in str(kolonne.kompetanse).casefold()

    def heter(rad: Rad) -> bool:
        return tekst in str(rad.person).casefold()

    noen, noe = any(map(heter, matrise.rader)), any(map(har_navnet, matrise.kolonner))
    return matrise.utvalg(
        har_navnet if noe else lambda _kolonne: noen,
        heter if noen else lambda _rad: noe,
    )


class HvaOmForm(forms.Form):
    """Who is thought away, and who is thought to come."""

    borte = ObjekterField(required=False)
    med = forms.ModelMultipleChoiceField(queryset=Person.objects.none(), required=False)
    ny = ObjekterField(label=gettext_lazy("En ny som møter"), required=False)

    def __init__(self, *args, bruker: Bruker, tabell: Kartlegging, **kwargs):
        super().__init__(*args, **kwargs)
        self.tabell = tabell
        self.krav = {str(rad.krav.pk): rad for rad in tabell.rader if rad.krav.antall}
        self.fields["borte"].sett_valg(tabell.folk)
        self.fields["ny"].sett_valg([rad.krav for rad in self.krav.values()])
        roller = bruker.roller_som(*tilgang.MED_INNSYN_I_SAKER)
        kan_komme = Person.objects.hos(roller).filter(usperret(roller, "pk"))
        self.fields["med"].queryset = kan_komme
        self.fields["legg_til"] = PersonValgField(
            kommune_id=bruker.kommune_id, label=_("Legg til en person"), required=False
        )
        self.fields["legg_til"].personer = kan_komme

    def clean_legg_til(self):
        person = self.cleaned_data["legg_til"]
        if person in self.tabell.folk:
            raise ValidationError(_("%(navn)s arbeider her allerede."), params={"navn": person})
        return person

    @property
    def er_fremmed(self) -> bool:
        """Asks about someone, or a requirement, that is not the user's to see here."""
        return any(felt in self.errors for felt in ("borte", "med", "ny"))

    @property
    def kommer(self) -> list[Person]:
        """Those who come, each once and in the order that they were added."""
        data = self.cleaned_data
        return [en for en in dict.fromkeys([*data["med"], data.get("legg_til")]) if en and en not in self.tabell.folk]

    @property
    def krav_til_ny(self):
        return [self.krav[str(krav.pk)] for krav in self.cleaned_data["ny"]]
