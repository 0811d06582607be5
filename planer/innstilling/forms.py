"""Forms of an innstilling: begun, written, its points weighed and decided; and the meeting in the unit."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompetanse.felles.fields import BelopField, DatoField, TekstField
from kompetanse.felles.redigering import SakForm
from kompetanse.felles.riktekst import RiktekstField
from kompetanse.felles.samskriving import SamskrivForm
from kompetanse.felles.skjema import Listefilter, ObjekterField, ObjektField
from kompetanse.organisasjon.forms.valg import EnhetValgField
from kompetanse.organisasjon.models import Enhet
from kompetanse.organisasjon.models.enhet import sti_innenfor
from planer.innstilling.avgjorelse import kommuneplanen
from planer.innstilling.skriving import FELT
from planer.models import (
    Innstilling,
    Innstillingspunkt,
    Iverksetting,
    Kompetanseplan,
    Listeverdi,
    Planoppsett,
    Satsingsomraade,
    Tiltaksforslag,
)

Utfall, Slik = Innstillingspunkt.Utfall, Innstillingspunkt.Slik


class StartForm(forms.Form):
    """The year whose plans it is for: next year, or the one that HR has opened."""

    use_required_attribute = False

    aar = forms.TypedChoiceField(label=gettext_lazy("For planene i"), coerce=int)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        i_aar, aapnet = timezone.localdate().year, Planoppsett.for_kommunen().planaar
        self.fields["aar"].choices = [(aar, str(aar)) for aar in range(i_aar, i_aar + 4)]
        self.initial["aar"] = aapnet if aapnet in range(i_aar, i_aar + 4) else i_aar + 1


class SamleForm(forms.Form):
    """Which proposals go together, and in which point."""

    use_required_attribute = False

    forslag = ObjekterField(
        label=gettext_lazy("Forslag"), error_messages={"required": gettext_lazy("Velg minst ett forslag.")}
    )
    punkt = ObjektField(label=gettext_lazy("Legg dem i"), required=False)
    navn = TekstField(
        label=gettext_lazy("Navn på et nytt punkt"),
        help_text=gettext_lazy("Uten navn får det navnet til det første forslaget."),
        max_length=200,
        required=False,
    )

    def __init__(self, *args, forslag: list[Tiltaksforslag], punkter: list[Innstillingspunkt], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["forslag"].sett_valg(forslag)
        self.fields["punkt"].sett_valg(punkter, tomt=_("Et nytt punkt"))


class InnstillingForm(SakForm):
    """Every word of it but the points. Half-done is fine; `skriving.mangler` says what is missing."""

    maa_ha = ("organ", "saksbehandler", "tilraading")

    organ = TekstField(
        label=gettext_lazy("Til"), help_text=gettext_lazy("Hvem som avgjør."), max_length=150, required=False
    )
    innledning = RiktekstField(label=gettext_lazy("Bakgrunn"), required=False)
    tilraading = RiktekstField(label=gettext_lazy("Forslag til vedtak"), required=False)

    def __init__(self, *args, innstilling: Innstilling, **kwargs):
        super().__init__(*args, initial={navn: getattr(innstilling, navn) for navn in FELT}, **kwargs)


class PunktForm(SamskrivForm, forms.ModelForm):
    """What HR means of a point."""

    use_required_attribute = False

    navn = TekstField(label=gettext_lazy("Tiltak"), max_length=200)
    vurdering = TekstField(
        label=gettext_lazy("Vurdering"), max_length=4_000, flere_linjer=True, rader=4, required=False
    )
    kostnad = BelopField(
        label=gettext_lazy("Kostnad"), help_text=gettext_lazy("For hele planåret, for alle enhetene."), required=False
    )
    kilde = ObjektField(label=gettext_lazy("Finansiering"), required=False)
    satsingsomraade = ObjektField(label=gettext_lazy("Satsingsområde"), required=False)
    maal = ObjekterField(
        label=gettext_lazy("Mål det tjener"), help_text=gettext_lazy("I kommunens plan."), required=False
    )
    anbefaling = forms.ChoiceField(
        label=gettext_lazy("HR tilrår"), choices=Utfall.choices, widget=forms.RadioSelect, required=False
    )

    class Meta:
        model = Innstillingspunkt
        fields = ["navn", "vurdering", "kostnad", "kilde", "satsingsomraade", "maal", "anbefaling"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        punkt, aar = self.instance, self.instance.innstilling.aar
        plan = kommuneplanen(aar)
        kilder = Listeverdi.objects.i_liste(Listeverdi.Liste.KILDE)
        self.fields["kilde"].sett_valg(_med(kilder, punkt.kilde), tomt=_("Ikke valgt"))
        satsinger = Satsingsomraade.objects.i_bruk(aar)
        self.fields["satsingsomraade"].sett_valg(_med(satsinger, punkt.satsingsomraade), tomt=_("Ingen av disse"))
        self.fields["maal"].sett_valg(
            dict.fromkeys([*(plan.maal.gjelder() if plan else ()), *punkt.maal.all()]),
            navn=lambda maal: f"{maal.nummer} {maal.navn}".strip(),
        )

    def clean(self):
        data = super().clean()
        if data.get("kostnad") and not data.get("kilde"):
            self.add_error("kilde", _("Velg hvem som betaler."))
        return data


def _med(valgene, valgt):
    """What can be chosen, and what is."""
    return dict.fromkeys([*valgene, *([valgt] if valgt else [])])


class AvgjorForm(forms.Form):
    """What was decided of a point, and the units that it concerns besides those that proposed it."""

    use_required_attribute = False

    utfall = forms.ChoiceField(
        label=gettext_lazy("Hva ble avgjort?"),
        choices=Utfall.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Velg hva som ble avgjort.")},
    )
    slik = forms.ChoiceField(
        label=gettext_lazy("Hvis felles: hvordan?"),
        choices=Slik.choices,
        widget=forms.RadioSelect,
        required=False,
        initial=Slik.ETT,
    )
    enheter = ObjekterField(
        label=gettext_lazy("Hvis felles: gjelder også for"),
        help_text=gettext_lazy("Enhetene som foreslo det, er alltid med. En sektor tar med enhetene under."),
        required=False,
    )
    ny_enhet = EnhetValgField(kommune_id=None, label=gettext_lazy("En enhet til"), required=False)
    grunn = TekstField(
        label=gettext_lazy("Grunn"),
        help_text=gettext_lazy("Må skrives når det ikke blir noe av nå. Enhetene får lese den."),
        max_length=2_000,
        flere_linjer=True,
        rader=3,
        required=False,
    )

    def __init__(self, *args, punkt: Innstillingspunkt, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["utfall"] = punkt.anbefaling
        self.fields["ny_enhet"].kommune_id = punkt.kommune_id
        self.fields["enheter"].sett_valg(Enhet.objects.gyldig().filter(kommune_id=punkt.kommune_id, depth__lte=2))

    def clean(self):
        data = super().clean()
        if data.get("utfall") == Utfall.IKKE_NAA and not data.get("grunn"):
            self.add_error("grunn", _("Skriv hvorfor det ikke blir noe av nå."))
        if data.get("utfall") == Utfall.FELLES and not data.get("slik"):
            self.add_error("slik", _("Velg hvordan det blir felles."))
        return data

    def valg(self) -> dict:
        """As `avgjorelse.avgjor` takes it."""
        data = self.cleaned_data
        enheter = [*data["enheter"], *([data["ny_enhet"]] if data["ny_enhet"] else [])]
        return {navn: data[navn] for navn in ("utfall", "slik", "grunn")} | {"enheter": enheter}


class IverksettingForm(SamskrivForm, forms.ModelForm):
    """When the unit talks about what was decided."""

    use_required_attribute = False

    mote = DatoField(
        label=gettext_lazy("Møte i enheten"),
        help_text=gettext_lazy("Når dere går gjennom det som er avgjort. Da er oppgaven gjort."),
        required=False,
    )
    notat = TekstField(label=gettext_lazy("Notat"), max_length=2_000, flere_linjer=True, rader=3, required=False)

    class Meta:
        model = Iverksetting
        fields = ["mote", "notat"]


class ForslagFilter(Listefilter):
    """Which of the units' proposals."""

    aar = forms.TypedChoiceField(label=gettext_lazy("Plan for"), coerce=int, empty_value=None, required=False)
    ble = forms.ChoiceField(
        label=gettext_lazy("Hva det ble"),
        choices=[("", gettext_lazy("Alle")), ("venter", gettext_lazy("Venter")), *Utfall.choices],
        required=False,
    )
    kritisk = forms.BooleanField(label=gettext_lazy("Bare kritiske"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        kommune_id = self.bruker.kommune_id
        self.fields["enhet"] = EnhetValgField(kommune_id=kommune_id, label=_("Enhet"), required=False)
        med_drofting = Kompetanseplan.objects.filter(kompetansedroftinger__isnull=False, kommune_id=kommune_id)
        aarene = sorted(set(med_drofting.order_by().values_list("til__year", flat=True)), reverse=True)
        self.fields["aar"].choices = [("", _("Alle år")), *((aar, str(aar)) for aar in aarene)]
        self.order_fields(["aar", "ble", "enhet", "kritisk"])

    def avgrens(self, forslag):
        """Those that the choices leave."""
        if aar := self.valgt("aar"):
            forslag = forslag.filter(drofting__plan__til__year=aar)
        if enhet := self.valgt("enhet"):
            forslag = forslag.filter(sti_innenfor(enhet.path, "enhet__path"))
        if self.valgt("kritisk"):
            forslag = forslag.filter(kritisk=True)
        if ble := self.valgt("ble"):
            utfall = "" if ble == "venter" else ble
            forslag = forslag.filter(innstilt__punkt__utfall=utfall) | (
                forslag.filter(innstilt=None) if ble == "venter" else forslag.none()
            )
        return forslag
