"""What HR types about a meeting: the call, who came, each decision, and the closing words."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompetanse.felles.fields import BelopField, DatoField, TekstField
from kompetanse.felles.formats import kr
from kompetanse.felles.pdf import krev_skrift
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
    utenom = ("likevel",)

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

    likevel = forms.BooleanField(
        label=gettext_lazy("Nei, dette er et annet møte"), required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args, kommune_id, rammer=None, mote=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.kommune_id, self.mote = kommune_id, mote
        if rammer is None:
            del self.fields["ramme"]
        else:
            self.fields["ramme"].sett_valg(rammer)

    def clean(self):
        if not self.errors and not self.cleaned_data["likevel"]:
            self._spor_om_samme()
        return self.cleaned_data

    def _spor_om_samme(self):
        """Ask once when another meeting is at the same time and place; a tick says that it is meant so."""
        tid_og_sted = {navn: self.cleaned_data[navn] for navn in ("dato", "klokkeslett", "sted")}
        like = Mote.objects.samtidige(self.kommune_id, **tid_og_sted)
        if finnes := like.exclude(pk=self.mote and self.mote.pk).first():
            self.fields["likevel"].widget = forms.CheckboxInput()
            self.add_error("likevel", _("Det er et møte på samme tid og sted. Mente du «%(mote)s»?") % {"mote": finnes})


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
        super().__init__(*args, initial={**kwargs.pop("initial", {}), **_oppmotet(deltakere, moteleder)}, **kwargs)
        personer = [deltaker.person for deltaker in deltakere]
        self.fields["til_stede"].sett_valg(personer)
        self.fields["til_stede"].choices = [(rad.person_id, _med_rolle(rad)) for rad in deltakere]
        self.fields["moteleder"].sett_valg(personer, tomt=_("Velg møteleder"))

    def oppmote(self, mote):
        """The arguments of `beslutningsmote.start` and `registrer_oppmote`, of a meeting that is locked. Raises Uenig."""
        ny = self.endring.ny(_oppmotet(mote.deltakere.select_related("person"), mote.moteleder_id))
        return {"til_stede": {person.pk for person in ny["til_stede"]}, "moteleder": ny["moteleder"]}


class StartForm(OppmoteForm):
    """Who is there, and the day that the meeting is held."""

    utenom = ("dato",)

    dato = DatoField(
        label=gettext_lazy("Dagen møtet holdes"),
        help_text=gettext_lazy("Står i protokollen, i brevene og på sakene."),
        error_messages={"required": gettext_lazy("Skriv dagen møtet holdes.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, initial={"dato": timezone.localdate()}, **kwargs)

    def oppmote(self, mote):
        return {**super().oppmote(mote), "dato": self.cleaned_data["dato"]}


def _oppmotet(deltakere, moteleder):
    """Who is there as it stands, and who leads: the one that is chosen, else the first of them."""
    til_stede = [deltaker.person for deltaker in deltakere if deltaker.til_stede]
    leder = next((rad.person for rad in deltakere if rad.person_id == moteleder), None)
    return {"til_stede": til_stede, "moteleder": leder or (til_stede[0] if til_stede else None)}


def _med_rolle(deltaker):
    return f"{deltaker.person}, {deltaker.i_rolle}" if deltaker.i_rolle else str(deltaker.person)


class InhabileForm(SamskrivForm, forms.Form):
    """Who steps aside in one case. Those who always do (`alltid`, ids of people) are not asked about."""

    use_required_attribute = False
    utenom = ("grunn",)

    inhabile = ObjekterField(label=gettext_lazy("Hvem er inhabil i denne saken?"), required=False)
    grunn = TekstField(
        label=gettext_lazy("Grunn, hvis noen likevel ikke er inhabil"),
        max_length=1000,
        flere_linjer=True,
        rader=2,
        required=False,
        help_text=gettext_lazy("Med ordene til den det gjelder. Grunnen blir stående i historikken til saken."),
    )

    def __init__(self, *args, deltakere, motesak, alltid, **kwargs):
        self.valgbare = {rad.person_id: rad for rad in deltakere if rad.person_id not in alltid}
        super().__init__(*args, initial={"inhabile": self._valgt(motesak)}, **kwargs)
        self.fields["inhabile"].sett_valg([deltaker.person for deltaker in self.valgbare.values()])
        self.fields["inhabile"].choices = [(pk, _med_rolle(deltaker)) for pk, deltaker in self.valgbare.items()]

    def valgte(self, motesak):
        """Who is to step aside, in a case whose meeting is locked. Raises Uenig."""
        return self.endring.ny({"inhabile": self._valgt(motesak)})["inhabile"]

    def _valgt(self, motesak):
        return [person for person in motesak.inhabile.all() if person.pk in self.valgbare]


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
        validators=[krev_skrift],
        error_messages={"required": gettext_lazy("Skriv en begrunnelse.")},
    )
    fra_oremerket = BelopField(label=gettext_lazy("Herav øremerkede midler"), required=False)

    def __init__(self, *args, rad, utfall, potter, **kwargs):
        super().__init__(*args, initial=_begynn_med(rad), **kwargs)
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


def _begynn_med(rad):
    """What was decided before it was undone, so that nobody writes it twice, or else what HR proposes."""
    forrige = next(iter(rad.tidligere), None)
    belop = forrige.belop if forrige else rad.sak.innstilt_belop
    del_av = belop if belop and belop < rad.soknad.soknadsbelop else None
    return {"belop": del_av, "begrunnelse": forrige.begrunnelse if forrige else ""}


class UtsettForm(forms.Form):
    use_required_attribute = False

    kommentar = TekstField(
        label=gettext_lazy("Grunn til utsettelsen"),
        max_length=2000,
        flere_linjer=True,
        rader=3,
        help_text=gettext_lazy("Står i protokollen og i meldingen til søkeren."),
        error_messages={"required": gettext_lazy("Skriv hvorfor saken utsettes.")},
    )


class AvsluttForm(forms.Form):
    merknad = TekstField(
        label=gettext_lazy("Merknad til protokollen"),
        max_length=8000,
        flere_linjer=True,
        rader=4,
        required=False,
        validators=[krev_skrift],
    )


class SettPaaForm(forms.Form):
    """Which ready cases to put on the agenda."""

    soknad = ObjekterField(required=False)

    def __init__(self, *args, klare, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["soknad"].sett_valg(klare)
