"""The forms of a course, and of the rows that belong to it."""

from crispy_forms.layout import Div, Fieldset
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kartlegging.katalog.valg import KompetanseValgField
from kartlegging.models import Stillingskategori
from kompetanse.felles.fields import heltall_input
from kompetanse.felles.samskriving import SamskrivForm
from kompetanse.felles.skjema import ObjektField, skjemahjelp
from kompetanse.organisasjon.forms.valg import EnhetValgField, PersonValgField
from kompetanse.organisasjon.models import Bruker, Person, Rolletype
from kurs.models import Kurs, Kurskompetanse, Kursoppsett, Malgruppe
from planer.felt import formfelt
from planer.models import Tiltak


class KursForm(SamskrivForm, forms.ModelForm):
    use_required_attribute = False

    enhet = EnhetValgField(
        kommune_id=None,
        label=gettext_lazy("Enheten som har kurset"),
        help_text=gettext_lazy("Lederen der, og HR, kan endre kurset og se hvem som er påmeldt."),
    )
    ansvarlig = PersonValgField(
        kommune_id=None,
        label=gettext_lazy("Ansvarlig"),
        required=False,
        help_text=gettext_lazy("Den deltakerne kan spørre. Kan også endre kurset."),
    )
    larer_person = PersonValgField(
        kommune_id=None, label=gettext_lazy("Kursholder, når det er en av våre"), required=False
    )

    class Meta:
        model = Kurs
        fields = [
            *("navn", "form", "maal", "beskrivelse", "larer", "larer_person", "leverandor", "enhet", "ansvarlig"),
            *("krever_godkjenning", "ekstern", "fullforing", "krav_oppmote", "i_bruk"),
        ]
        formfield_callback = formfelt

    def __init__(self, *args, bruker: Bruker, avbryt: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["enhet"].kommune_id = bruker.kommune_id
        self.initial["enhet"] = self.instance.enhet_id and self.instance.enhet
        for navn in ("ansvarlig", "larer_person"):
            self.fields[navn].personer = Person.objects.filter(kommune_id=bruker.kommune_id)
            self.initial[navn] = getattr(self.instance, navn)
        for navn in ("form", "larer", "fullforing"):
            self.fields[navn].choices = Kurs._meta.get_field(navn).choices
        self.fields["navn"].label = _("Hva heter kurset?")
        self.fields["form"].label = _("Form")
        self.helper = skjemahjelp(
            *("navn", "form", "maal", "beskrivelse"),
            Fieldset(
                _("Hvem som holder det"), "larer", Div("larer_person", "leverandor", css_class="siderad"), "ekstern"
            ),
            Fieldset(_("Hvem som har det"), "enhet", "ansvarlig"),
            Fieldset(_("Påmelding og fullføring"), "krever_godkjenning", "fullforing", "krav_oppmote"),
            *(["i_bruk"] if self.instance.pk else []),
            knapp=_("Lagre") if self.instance.pk else _("Lagre og gå videre"),
            avbryt=avbryt,
        )
        if not self.instance.pk:
            del self.fields["i_bruk"]


class KursoppsettForm(SamskrivForm, forms.ModelForm):
    use_required_attribute = False

    class Meta:
        model = Kursoppsett
        fields = ["krever_godkjenning", "alene_dager", "del_innen_dager"]
        widgets = {
            "alene_dager": heltall_input(3, **{"data-suffiks": gettext_lazy("dager")}),
            "del_innen_dager": heltall_input(3, **{"data-suffiks": gettext_lazy("dager")}),
        }

    def __init__(self, *args, avbryt: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = skjemahjelp(*self.fields, knapp=_("Lagre"), avbryt=avbryt)


class KurskompetanseForm(forms.ModelForm):
    use_required_attribute = False

    kompetanse = KompetanseValgField(label=gettext_lazy("Kompetanse"))

    class Meta:
        model = Kurskompetanse
        fields = ["kompetanse", "nivaa"]
        formfield_callback = formfelt

    def __init__(self, *args, avbryt: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["nivaa"].help_text = _("Et tall på kompetansens skala. La det stå tomt når den ikke har nivåer.")
        self.helper = skjemahjelp("kompetanse", "nivaa", knapp=_("Legg til"), avbryt=avbryt)

    def _post_clean(self):
        """The process makes the row, and says what is wrong with it."""


class MalgruppeForm(forms.ModelForm):
    use_required_attribute = False

    enhet = EnhetValgField(
        kommune_id=None,
        label=gettext_lazy("Enhet"),
        required=False,
        help_text=gettext_lazy("Gjelder også enhetene under."),
    )

    class Meta:
        model = Malgruppe
        fields = ["kategori", "rolle", "enhet", "fra_prosent", "til_prosent", "ny_siden"]
        formfield_callback = formfelt

    def __init__(self, *args, bruker: Bruker, avbryt: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["enhet"].kommune_id = bruker.kommune_id
        self.fields["kategori"].label = _("Stillingskategori")
        self.fields["kategori"].sett_valg(Stillingskategori.objects.visible_to(bruker), tomt=_("Alle"))
        self.fields["rolle"].sett_valg(Rolletype.objects.filter(kommune_id=bruker.kommune_id), tomt=_("Alle"))
        self.helper = skjemahjelp(
            *("kategori", "rolle", "enhet"),
            Div("fra_prosent", "til_prosent", css_class="siderad"),
            "ny_siden",
            knapp=_("Legg til"),
            avbryt=avbryt,
        )

    def _post_clean(self):
        """The process makes the row, and says what is wrong with it."""


class KurstiltakForm(forms.Form):
    use_required_attribute = False

    tiltak = ObjektField(label=gettext_lazy("Tiltak"))

    def __init__(self, *args, kurs: Kurs, bruker: Bruker, avbryt: str, **kwargs):
        super().__init__(*args, **kwargs)
        tiltak = Tiltak.objects.for_enheter_visible_to(bruker).aapne().exclude(kurs=kurs)
        self.fields["tiltak"].sett_valg(
            tiltak.select_related("plan__enhet").order_by("plan__enhet__path", "navn")[:500],
            navn=lambda ett: f"{ett} ({ett.plan.enhet}, {ett.plan.fra.year})",
            tomt=_("Velg et tiltak"),
        )
        self.helper = skjemahjelp("tiltak", knapp=_("Knytt til"), avbryt=avbryt)
