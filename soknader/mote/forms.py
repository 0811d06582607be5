"""What HR types about a meeting: the call, who came, each decision, and the closing words."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompetanse.felles.fields import BelopField, DatoField, TekstField
from kompetanse.felles.formats import kr
from kompetanse.felles.samskriving import SamskrivForm
from kompetanse.felles.skjema import ObjekterField, ObjektField
from soknader.models import Mote, Vedtak

KLOKKESLETT = ["%H.%M", "%H:%M", "%H:%M:%S", "%H%M", "%H"]


class MoteFilter(forms.Form):
    """Which meetings the list shows; what is not understood is left out."""

    aar = forms.TypedChoiceField(label=gettext_lazy("År"), coerce=int, empty_value=None, required=False)
    status = forms.ChoiceField(
        label=gettext_lazy("Status"), choices=[("", gettext_lazy("Alle")), *Mote.Status.choices], required=False
    )

    def __init__(self, *args, bruker, **kwargs):
        super().__init__(*args, **kwargs)
        aarene = Mote.objects.visible_to(bruker).aarene()
        self.fields["aar"].choices = [("", _("Alle år")), *((aar, aar) for aar in aarene)]

    def avgrens(self, moter):
        """The meetings that match."""
        self.is_valid()
        vilkaar = {"dato__year": self.cleaned_data.get("aar"), "status": self.cleaned_data.get("status")}
        return moter.filter(**{felt: verdi for felt, verdi in vilkaar.items() if verdi})


class MoteForm(SamskrivForm, forms.Form):
    """When, where, and which year's money. The frame cannot be changed once the meeting is made."""

    use_required_attribute = False

    dato = DatoField(
        label=gettext_lazy("Dato"),
        help_text=gettext_lazy("Dag.måned.år, for eksempel 9.12.2026."),
        error_messages={"required": gettext_lazy("Skriv datoen for møtet.")},
    )
    klokkeslett = forms.TimeField(
        label=gettext_lazy("Klokkeslett"),
        required=False,
        input_formats=KLOKKESLETT,
        widget=forms.TimeInput(format="%H.%M", attrs={"inputmode": "decimal", "autocomplete": "off", "size": 6}),
        error_messages={"invalid": gettext_lazy("Skriv klokkeslettet som time.minutt, for eksempel 09.00.")},
    )
    sted = TekstField(label=gettext_lazy("Sted"), max_length=150, required=False)
    ramme = ObjektField(
        label=gettext_lazy("Ramme"),
        help_text=gettext_lazy("Året pengene skal brukes i. Sakene som er klare for dette året, settes på sakslisten."),
        error_messages={"required": gettext_lazy("Velg hvilken ramme møtet fordeler.")},
    )
    tittel = TekstField(
        label=gettext_lazy("Tittel"),
        max_length=150,
        required=False,
        help_text=gettext_lazy("Lar du feltet stå tomt, lager vi en tittel av navnet på gruppen og datoen."),
    )

    def __init__(self, *args, rammer=None, mote=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.aar = mote.ramme.aar if mote else None
        if rammer is None:
            del self.fields["ramme"]
        else:
            self.fields["ramme"].sett_valg(rammer)

    def clean(self):
        dato, aar = self.cleaned_data.get("dato"), self.aar
        if self.cleaned_data.get("ramme"):
            aar = self.cleaned_data["ramme"].aar
        if dato and aar and abs(dato.year - aar) > 1:
            self.add_error(
                "dato",
                _("Et møte om rammen for %(aar)s må være mellom %(fra)s og %(til)s.")
                % {"aar": aar, "fra": aar - 1, "til": aar + 1},
            )
        return self.cleaned_data


class OppmoteForm(SamskrivForm, forms.Form):
    """Who is there, and who leads."""

    use_required_attribute = False

    til_stede = ObjekterField(
        label=gettext_lazy("Til stede"),
        error_messages={"required": gettext_lazy("Kryss av for minst én som er til stede.")},
    )
    moteleder = ObjektField(
        label=gettext_lazy("Møteleder"),
        error_messages={"required": gettext_lazy("Velg hvem som leder møtet.")},
    )

    def __init__(self, *args, deltakere, moteleder=None, **kwargs):
        super().__init__(*args, initial=_oppmotet(deltakere, moteleder), **kwargs)
        personer = [deltaker.person for deltaker in deltakere]
        self.fields["til_stede"].sett_valg(personer)
        self.fields["til_stede"].choices = [(rad.person_id, _med_rolle(rad)) for rad in deltakere]
        self.fields["moteleder"].sett_valg(personer, tomt=_("Velg møteleder"))

    def oppmote(self, mote):
        """The arguments of `beslutningsmote.start` and `registrer_oppmote`, of a meeting that is locked. Raises Uenig."""
        ny = self.endring.ny(_oppmotet(mote.deltakere.select_related("person"), mote.moteleder_id))
        return {"til_stede": {person.pk for person in ny["til_stede"]}, "moteleder": ny["moteleder"]}


def _oppmotet(deltakere, moteleder):
    """Who is there as it stands, and who leads: the one that is chosen, else the first of them."""
    til_stede = [deltaker.person for deltaker in deltakere if deltaker.til_stede]
    leder = next((rad.person for rad in deltakere if rad.person_id == moteleder), None)
    return {"til_stede": til_stede, "moteleder": leder or (til_stede[0] if til_stede else None)}


def _med_rolle(deltaker):
    return f"{deltaker.person}, {deltaker.i_rolle}" if deltaker.i_rolle else str(deltaker.person)


class InhabileForm(SamskrivForm, forms.Form):
    """Who steps aside in one case. The applicant always does, and is not asked about."""

    use_required_attribute = False

    inhabile = ObjekterField(label=gettext_lazy("Hvem er inhabil i denne saken?"), required=False)

    def __init__(self, *args, deltakere, rad, **kwargs):
        self.soker = rad.soknad.soker.person_id
        super().__init__(*args, initial={"inhabile": self._uten_soker(rad.inhabile)}, **kwargs)
        valgbare = [deltaker for deltaker in deltakere if deltaker.person_id != self.soker]
        self.fields["inhabile"].sett_valg([deltaker.person for deltaker in valgbare])
        self.fields["inhabile"].choices = [(deltaker.person_id, _med_rolle(deltaker)) for deltaker in valgbare]

    def valgte(self, motesak):
        """Who is to step aside, in a case whose meeting is locked. Raises Uenig."""
        return self.endring.ny({"inhabile": self._uten_soker(motesak.inhabile.all())})["inhabile"]

    def _uten_soker(self, personer):
        return [person for person in personer if person.pk != self.soker]


class VedtakForm(forms.Form):
    """One decision: the amount when it is in part, the reason, and how the money is drawn."""

    use_required_attribute = False

    belop = BelopField(
        label=gettext_lazy("Beløp som innvilges"),
        error_messages={"required": gettext_lazy("Skriv beløpet som innvilges.")},
    )
    begrunnelse = TekstField(
        label=gettext_lazy("Begrunnelse"),
        max_length=4000,
        flere_linjer=True,
        rader=4,
        help_text=gettext_lazy("Står i protokollen og i brevet til søkeren."),
        error_messages={"required": gettext_lazy("Skriv en begrunnelse.")},
    )
    fra_oremerket = BelopField(label=gettext_lazy("Herav øremerkede midler"), required=False)

    def __init__(self, *args, rad, utfall, potter, **kwargs):
        innstilt = rad.sak.innstilt_belop
        start = {"belop": innstilt if innstilt and innstilt < rad.soknad.soknadsbelop else None}
        super().__init__(*args, initial=start, **kwargs)
        self.soknad, self.utfall = rad.soknad, utfall
        self.oremerket = potter[0] if potter[0].oremerking else None
        if utfall != Vedtak.Utfall.DELVIS:
            del self.fields["belop"]
        if utfall == Vedtak.Utfall.INNVILGET:
            self.fields["begrunnelse"].required = False
        if utfall == Vedtak.Utfall.AVSLAATT or self.oremerket is None:
            del self.fields["fra_oremerket"]
        else:
            self.fields["fra_oremerket"].help_text = _(
                "Lar du feltet stå tomt, trekkes det fra øremerkingen %(omraade)s først (%(ledig)s ledig), "
                "og resten fra den frie delen (%(fritt)s ledig)."
            ) % {"omraade": self.oremerket.navn, "ledig": kr(self.oremerket.ledig), "fritt": kr(potter[-1].ledig)}

    def clean(self):
        oremerket, belop = self.cleaned_data.get("fra_oremerket"), self._belop()
        if oremerket is not None and belop is not None and oremerket > belop:
            self.add_error(
                "fra_oremerket",
                ValidationError(
                    _("Delen kan ikke være større enn beløpet som innvilges, %(belop)s."), params={"belop": kr(belop)}
                ),
            )
        return self.cleaned_data

    def _belop(self):
        if self.utfall == Vedtak.Utfall.INNVILGET:
            return self.soknad.soknadsbelop
        return self.cleaned_data.get("belop")

    def verdier(self):
        """The arguments of `fatt_vedtak`."""
        oremerket, belop = self.cleaned_data.get("fra_oremerket"), self._belop()
        fordeling = None
        if oremerket is not None:
            fordeling = [(self.oremerket.oremerking.pk, oremerket), (None, belop - oremerket)]
        return {
            "utfall": self.utfall,
            "belop": self.cleaned_data.get("belop"),
            "begrunnelse": self.cleaned_data["begrunnelse"],
            "fordeling": fordeling,
        }


class UtsettForm(forms.Form):
    grunn = TekstField(
        label=gettext_lazy("Grunn til utsettelsen"),
        max_length=2000,
        flere_linjer=True,
        rader=3,
        required=False,
        help_text=gettext_lazy("Står i protokollen og i meldingen til søkeren."),
    )


class AvsluttForm(forms.Form):
    merknad = TekstField(
        label=gettext_lazy("Merknad til protokollen"),
        max_length=8000,
        flere_linjer=True,
        rader=4,
        required=False,
    )


class SettPaaForm(forms.Form):
    """Which ready cases to put on the agenda."""

    soknad = ObjekterField(required=False)

    def __init__(self, *args, klare, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["soknad"].sett_valg(klare)
