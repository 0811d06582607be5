"""Forms about one competence: all that it says, merging it into another, and the day from which it is retired."""

from crispy_forms.layout import Div, Fieldset
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kartlegging.katalog.forms.felter import GruppeField, KompetanserField, LinjerField
from kartlegging.katalog.kompetanser import NIVAA, SKILLE, tillegg_til
from kartlegging.katalog.valg import KompetanseValgField
from kartlegging.labels import NUS
from kartlegging.models import Kompetanse, Skala
from kompetanse.felles.fields import DatoField, TekstField, heltall_input
from kompetanse.felles.samskriving import SamskrivForm
from kompetanse.felles.skjema import Listefilter, skjemahjelp

UTEN_SKALA = gettext_lazy("Ja eller nei, uten nivåer")


class KompetanseForm(SamskrivForm, forms.ModelForm):
    """All of a competence."""

    use_required_attribute = False

    navn = TekstField(label=gettext_lazy("Navn"), max_length=150)
    beskrivelse = TekstField(
        label=gettext_lazy("Beskrivelse"), max_length=2000, flere_linjer=True, rader=3, required=False
    )
    gyldig_mnd = forms.IntegerField(
        label=gettext_lazy("Gyldig i måneder"),
        min_value=1,
        max_value=600,
        required=False,
        help_text=gettext_lazy("La stå tomt når den ikke går ut."),
        widget=heltall_input(4),
    )
    hjemmel = TekstField(
        label=gettext_lazy("Hjemmel"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Lov, forskrift eller tariffavtale som krever den."),
    )
    kilde = TekstField(label=gettext_lazy("Kilde til hjemmelen"), max_length=300, required=False)
    nus = forms.TypedChoiceField(
        label=gettext_lazy("Utdanningsnivå (NUS)"),
        choices=[("", gettext_lazy("Ikke en utdanning")), *NUS],
        coerce=int,
        empty_value=None,
        required=False,
    )
    styrk = TekstField(
        label=gettext_lazy("Yrkeskoder (STYRK-08)"),
        max_length=100,
        required=False,
        help_text=gettext_lazy("Flere skilles med komma."),
    )
    esco_uri = forms.URLField(label=gettext_lazy("ESCO-adresse"), required=False, assume_scheme="https")
    synonymer = LinjerField(
        label=gettext_lazy("Andre ord for det samme"), rader=4, help_text=gettext_lazy("Ett på hver linje.")
    )
    inkluderer = KompetanserField(
        label=gettext_lazy("Inkluderer"),
        rader=3,
        help_text=gettext_lazy("Den som har denne på et nivå, har også disse på det nivået. Ett navn på hver linje."),
    )

    class Meta:
        model = Kompetanse
        fields = [
            *("navn", "type", "kategori", "beskrivelse", "skala", "komponent", "merke", "gyldig_mnd", "krever_bevis"),
            *("kun_fremvises", "bevares"),
            *("hjemmel", "kilde", "nus", "styrk", "esco_uri"),
        ]

    def __init__(self, *args, avbryt, **kwargs):
        super().__init__(*args, **kwargs)
        self.skalaer = {skala.pk: skala for skala in Skala.objects.prefetch_related("trinn")}
        self.fields["gruppe"] = GruppeField(label=_("Gruppe"), tomt=_("Velg gruppe"))
        self.fields["skala"].empty_label = UTEN_SKALA
        self.fields["kategori"].empty_label = _("Ingen")
        self.fields["kategori"].help_text = _("Bare for realkompetanse.")
        for nivaa in range(1, max((skala.hoyeste for skala in self.skalaer.values()), default=0) + 1):
            self.fields[f"{NIVAA}{nivaa}"] = TekstField(
                label=_("Hva man ser på nivå %d") % nivaa, max_length=300, flere_linjer=True, rader=2, required=False
            )
        self.nivaafelt = [navn for navn in self.fields if navn.startswith(NIVAA)]
        self._fyll()
        self.helper = self._oppsett(avbryt)

    def _fyll(self):
        """What is stored; for a new one the scale that is proposed."""
        if not self.instance.pk:
            standard = next((skala for skala in self.skalaer.values() if skala.standard), None)
            self.initial.setdefault("skala", standard)
            return
        self.initial["gruppe"] = self.instance.gruppe_id
        self.tillegg = tillegg_til(self.instance)
        self.initial |= self.tillegg

    def _oppsett(self, avbryt):
        return skjemahjelp(
            Fieldset(_("Hva den er"), "navn", "gruppe", Div("type", "kategori", css_class="siderad"), "beskrivelse"),
            Fieldset(_("Nivåer"), "skala", *self.nivaafelt),
            Fieldset(
                _("Bevis og gyldighet"),
                *("krever_bevis", "kun_fremvises", "bevares", "gyldig_mnd", "hjemmel", "kilde"),
            ),
            Fieldset(
                _("Slik finnes den igjen"), "synonymer", "inkluderer", Div("komponent", "merke", css_class="siderad")
            ),
            Fieldset(_("Koder"), "nus", "styrk", "esco_uri"),
            knapp=_("Lagre"),
            avbryt=avbryt,
        )

    def clean_navn(self):
        navn = self.cleaned_data["navn"]
        if SKILLE in navn:
            raise ValidationError(_("Navnet kan ikke ha semikolon."))
        return navn

    def clean(self):
        type_, kategori = self.cleaned_data.get("type"), self.cleaned_data.get("kategori")
        if type_ == Kompetanse.Type.REAL and not kategori:
            self.add_error("kategori", _("Velg kategori. En realkompetanse har en."))
        if type_ == Kompetanse.Type.FORMAL and kategori:
            self.add_error("kategori", _("En formell kompetanse har ingen kategori."))

    def _post_clean(self):
        # The group is no field of the form's class, since its choices are read in the order of the tree.
        if gruppe := self.cleaned_data.get("gruppe"):
            self.instance.gruppe = gruppe
        super()._post_clean()


class SlaaSammenForm(forms.Form):
    """The competence that this one goes on in."""

    maal = KompetanseValgField(
        label=gettext_lazy("Slå sammen med"), help_text=gettext_lazy("Navnet på den som skal bli stående.")
    )

    def clean_maal(self):
        """A merge is not undone, so what is nearly a name is not enough."""
        maal = self.cleaned_data["maal"]
        navnene = {ord_.casefold() for ord_ in (maal.navn, *maal.synonymer.values_list("ord", flat=True))}
        if " ".join(self.data["maal"].split()).casefold() not in navnene:
            raise ValidationError(_("Mente du «%s»? Skriv hele navnet.") % maal)
        return maal


class AvvikleForm(forms.Form):
    dato = DatoField(
        label=gettext_lazy("Utgår fra"), help_text=gettext_lazy("Fra denne dagen kan den ikke velges lenger.")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["dato"].initial = timezone.localdate()


class KompetanseFilter(Listefilter):
    """Which competences the list shows."""

    VIS = [
        ("", gettext_lazy("I bruk")),
        ("utgaatt", gettext_lazy("Utgått")),
        ("alle", gettext_lazy("Alle")),
    ]

    q = TekstField(
        label=gettext_lazy("Navn, synonym eller kode"),
        max_length=100,
        required=False,
        help_text=gettext_lazy("Skrivefeil går bra."),
    )
    type = forms.ChoiceField(
        label=gettext_lazy("Type"), required=False, choices=[("", gettext_lazy("Alle")), *Kompetanse.Type.choices]
    )
    merke = forms.ChoiceField(
        label=gettext_lazy("Merke"), required=False, choices=[("", gettext_lazy("Alle")), *Kompetanse.Merke.choices]
    )
    vis = forms.ChoiceField(label=gettext_lazy("Vis"), required=False, choices=VIS)
    foldes = ("type", "kategori", "merke", "vis")

    def __init__(self, *args, bruker, **kwargs):
        super().__init__(*args, bruker=bruker, **kwargs)
        kategorier = Kompetanse._meta.get_field("kategori").related_model.objects.all()
        self.fields["kategori"] = forms.ModelChoiceField(
            kategorier, label=_("Kategori"), required=False, empty_label=_("Alle")
        )
        self.fields["gruppe"] = GruppeField(label=_("Gruppe"), required=False, tomt=_("Alle"))
        self.order_fields(["q", "gruppe", "type", "kategori", "merke", "vis"])
