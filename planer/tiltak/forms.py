"""The form of a measure: what it takes to say what one will do first, and below it all that can be said besides."""

from typing import NamedTuple

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kartlegging.models import Stillingskategori
from kompetanse.felles.fields import BelopField, aarsfelt
from kompetanse.felles.formats import i_setning, kr
from kompetanse.felles.skjema import ObjekterField, ObjektField
from kompetanse.organisasjon.forms.valg import EnhetValgField, PersonValgField
from kompetanse.organisasjon.models import Bruker, Enhet, Person, Rolletype
from planer.felt import DatoEllerTekstField, MedSvarForm, PersonEllerTekstField, Svar, formfelt
from planer.models import Listeverdi, Satsingsomraade, Tilskudd, Tiltak
from planer.models.tiltak import Evalueringsnivaa
from planer.tiltak.styring import Kostnad, lest

MAKS_KOSTNADER = 40
# So many people of the unit are offered by name; of more, one writes whom.
FOLK_SOM_VISES = 60
SPORSMAAL = {
    Evalueringsnivaa.REAKSJONER: gettext_lazy("hvor fornøyde var deltakerne?"),
    Evalueringsnivaa.LAERING: gettext_lazy("hva kan de nå?"),
    Evalueringsnivaa.ANVENDELSE: gettext_lazy("brukes det i arbeidet?"),
    Evalueringsnivaa.NYTTE: gettext_lazy("hva ga det samlet, mot målene?"),
}
# Fields that hold a word of a list, and which list.
AV_LISTE = {
    "maater": Listeverdi.Liste.MAATE,
    "laeringsform": Listeverdi.Liste.LAERINGSFORM,
    "laeringsarena": Listeverdi.Liste.LAERINGSARENA,
}
FORST = ("navn", "behov", "maater", "ansvarlig", "frist")


class Gruppe(NamedTuple):
    """Fields below one heading."""

    tittel: str
    felt: tuple[str, ...]


FLERE = (
    Gruppe(gettext_lazy("Om tiltaket"), ("beskrivelse", "status", "status_tekst", "fra", "maal", "satsingsomraade")),
    Gruppe(
        gettext_lazy("Hvem det er for"),
        ("maalgruppe", "antall", "kategorier", "roller", "enheter", "deltakere", "ny_deltaker"),
    ),
    Gruppe(
        gettext_lazy("Slik lærer vi"),
        ("laeringsform", "laeringsarena", "omfang", "omfang_i", "laerer", "deltakelse", "styring"),
    ),
    Gruppe(gettext_lazy("Tilskudd, kostnad med ord, og vikarer"), ("tilskudd", "kostnad_tekst", "vikartimer")),
    Gruppe(gettext_lazy("Evaluering"), ("evalueringsnivaaer", "evaluering")),
    Gruppe(gettext_lazy("Samarbeid og lærlinger"), ("partner", "samarbeid_til", "fag", "plasser")),
    Gruppe(gettext_lazy("Felles for flere enheter"), ("felles_for", "ny_felles")),
    Gruppe(gettext_lazy("Annet"), ("merknad",)),
)


class TiltakForm(MedSvarForm, forms.ModelForm):
    """A measure of one plan, with the rows of what it costs."""

    utenom = ("ny_deltaker", "ny_felles")

    use_required_attribute = False

    ansvarlig = PersonEllerTekstField(
        kommune_id=None,
        label=gettext_lazy("Ansvarlig"),
        required=False,
        help_text=gettext_lazy("Navnet på en ansatt, eller for eksempel «enhetsleder»."),
    )
    frist = DatoEllerTekstField(
        label=gettext_lazy("Frist"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("En dato, eller for eksempel «hele året»."),
    )
    evalueringsnivaaer = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Tiltaket evalueres på"),
        choices=lambda: [(nivaa.value, f"{nivaa.label}: {SPORSMAAL[nivaa]}") for nivaa in Evalueringsnivaa],
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    deltakere = ObjekterField(label=gettext_lazy("Navngitte deltakere"), required=False)
    ny_deltaker = PersonValgField(kommune_id=None, label=gettext_lazy("Legg til en deltaker"), required=False)
    ny_felles = EnhetValgField(kommune_id=None, label=gettext_lazy("Legg til en enhet"), required=False)

    class Meta:
        model = Tiltak
        fields = [
            *(
                "navn",
                "behov",
                "maater",
                "beskrivelse",
                "status",
                "status_tekst",
                "fra",
                "maal",
                "satsingsomraade",
                "maalgruppe",
                "antall",
            ),
            *("kategorier", "roller", "enheter", "laeringsform", "laeringsarena", "omfang", "omfang_i", "laerer"),
            *(
                "deltakelse",
                "styring",
                "tilskudd",
                "kostnad_tekst",
                "vikartimer",
                "evalueringsnivaaer",
                "evaluering",
                "partner",
            ),
            *("samarbeid_til", "fag", "plasser", "felles_for", "merknad"),
        ]
        formfield_callback = formfelt

    def __init__(self, *args, bruker: Bruker, kostnader: "BaseKostnadFormSet", **kwargs):
        super().__init__(*args, **kwargs)
        tiltak, self.kostnader = self.instance, kostnader
        # Whoever answers for the plan most often answers for what is new in it.
        svarer = tiltak.plan.ansvarlig if tiltak.pk is None else None
        self.initial["ansvarlig"] = tiltak.ansvarlig or tiltak.ansvarlig_tekst or svarer
        self.initial["frist"] = tiltak.frist or tiltak.frist_tekst
        folk = Person.objects.filter(kommune_id=bruker.kommune_id)
        self.fields["ansvarlig"].personer = self.fields["ny_deltaker"].personer = folk
        self.fields["ny_felles"].kommune_id = bruker.kommune_id
        self._sett_valg()
        for navn in ("omfang_i", "laerer", "deltakelse", "styring"):
            self.fields[navn].choices = [("", _("Ikke valgt")), *Tiltak._meta.get_field(navn).choices]

    def _sett_valg(self):
        plan, valgt = self.instance.plan, self._valgt()
        self.fields["behov"].sett_valg(dict.fromkeys([*plan.behov.all(), *valgt["behov"]]))
        self.fields["maal"].sett_valg(plan.maal.gjelder())
        self._sett_satsinger()
        self._sett_tilskudd()
        self.fields["kategorier"].sett_valg(Stillingskategori.objects.all())
        self.fields["roller"].sett_valg(Rolletype.objects.all())
        self._sett_ord(valgt)
        under = Enhet.objects.gyldig().filter(path__startswith=plan.enhet.path, depth=plan.enhet.depth + 1)
        for navn in ("enheter", "felles_for"):
            self.fields[navn].sett_valg(dict.fromkeys([*under, *valgt[navn]]))
        deltakere = lest(self.instance, "deltakere")
        self.initial["deltakere"] = deltakere
        i_enheten = list(Person.objects.i_enhet(plan.enhet)[: FOLK_SOM_VISES + 1])
        kollegaer = i_enheten if len(i_enheten) <= FOLK_SOM_VISES else []
        self.fields["deltakere"].sett_valg(sorted({*kollegaer, *deltakere}, key=str))

    def _sett_satsinger(self):
        """The priorities of the plan's years, and the one that the measure has."""
        plan, omraader = self.instance.plan, Satsingsomraade.objects
        i_planen = omraader.i_bruk(plan.fra.year) | omraader.i_bruk(plan.til.year)
        valgt = omraader.filter(pk=self.instance.satsingsomraade_id)
        self.fields["satsingsomraade"].sett_valg(i_planen | valgt, tomt=_("Ingen av disse"))

    def _sett_tilskudd(self):
        har = Tilskudd.objects.filter(pk=self.instance.tilskudd_id)
        self.fields["tilskudd"].sett_valg(Tilskudd.objects.i_bruk() | har, tomt=_("Ikke valgt"))

    def _valgt(self):
        """What the measure has in each field of several objects now, also what can no longer be chosen."""
        felt = ("behov", "enheter", "felles_for", "maater")
        return {navn: list(getattr(self.instance, navn).all()) if self.instance.pk else [] for navn in felt}

    def _sett_ord(self, valgt):
        ordene = list(Listeverdi.objects.filter(liste__in=AV_LISTE.values()))
        har = {verdi.pk for verdi in valgt["maater"]} | {self.instance.laeringsform_id, self.instance.laeringsarena_id}
        for navn, liste in AV_LISTE.items():
            kan_velges = [ett for ett in ordene if ett.liste == liste and (ett.i_bruk or ett.pk in har)]
            tomt = {} if navn == "maater" else {"tomt": _("Ikke valgt")}
            self.fields[navn].sett_valg(kan_velges, **tomt)

    def clean(self):
        data = super().clean()
        ansvarlig, frist = (data.get(navn, Svar()) for navn in ("ansvarlig", "frist"))
        self.instance.ansvarlig, self.instance.ansvarlig_tekst = ansvarlig
        self.instance.frist, self.instance.frist_tekst = frist
        return data

    def navnene(self):
        return [*super().navnene(), "kostnader"]

    def vist(self, navn):
        return lest(self.instance, navn)

    def onsket(self):
        onsket = super().onsket() | {"kostnader": self.kostnader.kostnader}
        for navn, ny in (("deltakere", "ny_deltaker"), ("felles_for", "ny_felles")):
            if self.cleaned_data[ny]:
                onsket[navn] = [*onsket[navn], self.cleaned_data[ny]]
        return onsket

    def kalt(self, navn):
        return _("Kostnad") if navn == "kostnader" else super().kalt(navn)

    def vis(self, navn, verdi):
        if navn != "kostnader":
            return super().vis(navn, verdi)
        return "\n".join(f"{rad.aar}, {i_setning(rad.kilde)}: {kr(rad.belop)}" for rad in verdi)

    @property
    def forst(self) -> list:
        """The fields that a new measure asks for."""
        return self._felt(FORST)

    @property
    def flere(self) -> list[tuple[str, list]]:
        """The rest, by heading; a list with nothing to choose from is left out."""
        grupper = ((gruppe.tittel, self._felt(gruppe.felt)) for gruppe in FLERE)
        return [(tittel, felt) for tittel, felt in grupper if felt]

    @property
    def er_utdypet(self) -> bool:
        """What is folded away, has an error."""
        return any(navn in self.errors for gruppe in FLERE for navn in gruppe.felt)

    def _felt(self, navn):
        tomme = {ett for ett in navn if isinstance(self.fields[ett], ObjekterField) and not self.fields[ett].choices}
        return [self[ett] for ett in navn if ett not in tomme]


class KostnadForm(forms.Form):
    """One cost. A row without an amount is none."""

    use_required_attribute = False

    belop = BelopField(
        label=gettext_lazy("Kostnad"),
        required=False,
        error_messages={
            "invalid": gettext_lazy(
                "Skriv beløpet med tall. Kan det ikke tallfestes, skriver du det under «Flere opplysninger»."
            )
        },
    )
    kilde = ObjektField(label=gettext_lazy("Betales av"), required=False)
    aar = aarsfelt(label=gettext_lazy("År"), required=False)

    def __init__(self, *args, kilder, aar, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kilde"].sett_valg(kilder)
        self.fields["aar"].initial = aar

    def clean(self):
        data = super().clean()
        if data.get("belop") is not None:
            for navn, feil in (("aar", _("Skriv året.")), ("kilde", _("Velg hvem som betaler."))):
                if not data.get(navn) and navn not in self.errors:
                    self.add_error(navn, feil)
        return data


class BaseKostnadFormSet(forms.BaseFormSet):
    @property
    def kostnader(self) -> list[Kostnad]:
        """The rows that say an amount and are not taken away."""
        rader = [form.cleaned_data for form in self.forms]
        gjelder = [rad for rad in rader if rad.get("belop") is not None and not rad.get("DELETE")]
        return [Kostnad(rad["aar"], rad["kilde"], rad["belop"]) for rad in gjelder]


_KostnadFormSet = forms.formset_factory(
    KostnadForm, BaseKostnadFormSet, extra=0, can_delete=True, max_num=MAKS_KOSTNADER, validate_max=True
)


def kostnadsrader(tiltak: Tiltak, data=None):
    """The costs of a measure as rows, with an empty one when there are none."""
    rader = list(tiltak.kostnader.values("belop", "kilde", "aar")) if tiltak.pk else []
    har = {rad["kilde"] for rad in rader}
    alle = Listeverdi.objects.filter(liste=Listeverdi.Liste.KILDE)
    kilder = [kilde for kilde in alle if kilde.i_bruk or kilde.pk in har]
    return _KostnadFormSet(
        data, initial=rader or [{}], prefix="kostnad", form_kwargs={"kilder": kilder, "aar": tiltak.plan.aar}
    )
