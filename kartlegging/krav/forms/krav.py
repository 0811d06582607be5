"""What a leader writes of a requirement: of whom, in what, how much, how many, from when."""

from django import forms
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kartlegging.katalog.valg import KompetanseValgField
from kartlegging.krav.styring import merke
from kartlegging.models import Kompetanse, Kompetansekrav, Oppgave, Stillingskategori
from kompetanse.felles.fields import DatoField, TekstField, heltall_input
from kompetanse.felles.skjema import HalvferdigForm
from kompetanse.organisasjon.models import Enhet

ALLE, ANTALL, VAKT = "alle", "antall", "vakt"


class NivaaSelect(forms.Select):
    """The levels of the competence that stands in the field above; htmx fetches them when it changes."""

    bruker_htmx = True

    def __init__(self, **kwargs):
        hent = {
            "hx-get": reverse_lazy("kartlegging:kompetanse-levels"),
            "hx-trigger": "change from:#id_kompetanse",
            "hx-include": "#id_kompetanse",
        }
        super().__init__(attrs=hent, **kwargs)


def _tall(label, hoyst, **kwargs):
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=1,
        max_value=hoyst,
        widget=heltall_input(5),
        error_messages={
            "invalid": gettext_lazy("Skriv et helt tall, for eksempel 2."),
            "min_value": gettext_lazy("Skriv et tall fra 1."),
            "max_value": gettext_lazy("Skriv et tall til og med %(limit_value)s."),
        },
        **kwargs,
    )


class InnholdForm(HalvferdigForm):
    """What a requirement asks for, which is also what can be changed in one. Whether there must be a level, depends on the
    competence: the process asks for it."""

    maa_ha = ("nivaa",)

    nivaa = forms.TypedChoiceField(label=gettext_lazy("Minst nivå"), required=False, coerce=int, empty_value=None)
    maa_bekreftes = forms.BooleanField(label=gettext_lazy("Leder må ha bekreftet det"), required=False)
    styrke = forms.ChoiceField(
        label=gettext_lazy("Hvor strengt er det?"),
        choices=[("skal", gettext_lazy("Skal: det må være på plass")), ("bor", gettext_lazy("Bør: det er ønskelig"))],
        initial="skal",
        widget=forms.RadioSelect,
    )
    hvor_mange = forms.ChoiceField(
        label=gettext_lazy("Hvor mange må kunne det?"),
        choices=[
            (ALLE, gettext_lazy("Alle det gjelder")),
            (ANTALL, gettext_lazy("Et antall i enheten")),
            (VAKT, gettext_lazy("Et antall på hver vakt")),
        ],
        initial=ALLE,
        widget=forms.RadioSelect,
    )
    antall = _tall(gettext_lazy("Antall i enheten"), 9999)
    per_vakt = _tall(gettext_lazy("Så mange på hver vakt"), 99)
    vakter = _tall(
        gettext_lazy("Vakter som dekkes av ulike folk"),
        99,
        help_text=gettext_lazy("Dag, kveld og natt med hver sine folk er tre. Vi ganger de to tallene."),
    )
    fra = DatoField(label=gettext_lazy("Gjelder fra"))
    frist_dager = _tall(
        gettext_lazy("Frist for nye, i dager"),
        3650,
        help_text=gettext_lazy("Regnes fra dagen de begynner. Uten frist må det være på plass da."),
    )
    overgang_til = DatoField(
        label=gettext_lazy("Frist for dem som er her"),
        required=False,
        help_text=gettext_lazy("Siste dag de som alt er her, har på seg."),
    )
    hvorfor = TekstField(
        label=gettext_lazy("Hvorfor"),
        max_length=300,
        required=False,
        flere_linjer=True,
        rader=2,
        help_text=gettext_lazy("Det står på siden for kravet, så alle det gjelder, ser hvorfor."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["fra"].initial = timezone.localdate()
        self.fields["nivaa"].choices = nivaavalg(self._kompetansen())

    def clean(self):
        """Of the three ways to say how many, only the chosen one counts."""
        felt = super().clean()
        maa_ha = {ALLE: (), ANTALL: ("antall",), VAKT: ("per_vakt", "vakter")}.get(felt.get("hvor_mange"), ())
        for navn in ("antall", "per_vakt", "vakter"):
            if navn not in maa_ha:
                felt[navn] = None
                self.errors.pop(navn, None)
            elif felt.get(navn) is None and navn not in self.errors:
                self.add_error(navn, _("Skriv et tall."))
        if felt.get("per_vakt") and felt.get("vakter"):
            felt["antall"] = felt["per_vakt"] * felt["vakter"]
        return felt

    @property
    def hvem_og_hva(self):
        """The fields that come first, as far as this form has them."""
        navn = ("gjelder", "kompetanse", "nivaa", "maa_bekreftes", "styrke")
        return [self[ett] for ett in navn if ett in self.fields]

    @property
    def innhold(self):
        """The values by the names of the model's fields, without the day it begins."""
        utenfor = ("hvor_mange", "fra", "kompetanse", "gjelder")
        felt = {navn: verdi for navn, verdi in self.cleaned_data.items() if navn not in utenfor}
        return {"nivaa": None, **felt}


class KravForm(InnholdForm):
    """A new requirement of a unit."""

    gjelder = forms.ChoiceField(label=gettext_lazy("Hvem gjelder kravet?"))
    kompetanse = KompetanseValgField(
        label=gettext_lazy("Kompetanse"), help_text=gettext_lazy("Begynn å skrive, og velg fra listen.")
    )

    def __init__(self, *args, enhet: Enhet, **kwargs):
        self.enhet = enhet
        self.maal = _maal(enhet)
        super().__init__(*args, **kwargs)
        self.fields["gjelder"].choices = _som_valg(self.maal)
        self.fields["nivaa"].widget = NivaaSelect(choices=self.fields["nivaa"].choices)

    def _kompetansen(self):
        return self.is_bound and self.fields["kompetanse"].finn(self.data.get("kompetanse", ""))

    def clean(self):
        """Without a competence nothing is known of its levels."""
        felt = super().clean()
        if "kompetanse" in self.errors:
            self.errors.pop("nivaa", None)
        return felt

    def krav(self) -> Kompetansekrav:
        """The requirement, not stored."""
        _gruppe, felt, verdi, _navn = next(ett for ett in self.maal if _nokkel(ett) == self.cleaned_data["gjelder"])
        hvem = {felt: verdi} if felt else {}
        return Kompetansekrav(
            enhet=self.enhet,
            kompetanse=self.cleaned_data["kompetanse"],
            fra=self.cleaned_data["fra"],
            **hvem,
            **self.innhold,
        )


class EndreKravForm(InnholdForm):
    """Another content of a requirement, from a day."""

    vist = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args, krav: Kompetansekrav, **kwargs):
        self.gammelt = krav
        innhold = {navn: getattr(krav, navn) for navn in self.base_fields if hasattr(krav, navn)}
        maate = VAKT if krav.per_vakt else ANTALL if krav.antall else ALLE
        fra = max(krav.fra, timezone.localdate())
        super().__init__(*args, initial={**innhold, "hvor_mange": maate, "fra": fra, "vist": merke(krav)}, **kwargs)
        self.fields["fra"].label = _("Endringen gjelder fra")
        if not krav.kompetanse.trinn:
            del self.fields["nivaa"]
        # What was counted per shift is not a number that someone wrote.
        if krav.per_vakt:
            self.initial["antall"] = None

    def _kompetansen(self):
        return self.gammelt.kompetanse


class AvsluttForm(forms.Form):
    """The last day of a requirement, a task, or someone's time on one."""

    siste_dag = DatoField(
        label=gettext_lazy("Siste dag"),
        help_text=gettext_lazy("Skriv gårsdagens dato hvis det skal være borte med en gang."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["siste_dag"].initial = timezone.localdate()


def nivaavalg(kompetanse: Kompetanse | None) -> list[tuple]:
    """The levels to choose among; without a competence, or for one that is yes or no, the reason why there are none."""
    if not kompetanse:
        return [("", _("Velg kompetansen først"))]
    trinn = [(ett.nivaa, str(ett)) for ett in kompetanse.trinn]
    return [("", _("Velg nivå")), *trinn] if trinn else [("", _("Ja eller nei, uten nivå"))]


def _maal(enhet):
    """Whom a requirement of the unit can be for, as (group, field of the requirement, its value, name)."""
    oppgaver = Oppgave.objects.filter(enhet=enhet, til__isnull=True)
    return [
        ("", "", None, _("Alle i %s") % enhet),
        *((_("Oppgaver"), "oppgave", oppgave, oppgave.navn) for oppgave in oppgaver),
        *((_("Stillingskategorier"), "kategori", ett, ett.navn) for ett in Stillingskategori.objects.all()),
        *((_("Roller"), "rolle", verdi, navn) for verdi, navn in Kompetansekrav.Rolle.choices),
    ]


def _nokkel(maal):
    _gruppe, felt, verdi, _navn = maal
    return f"{felt}-{getattr(verdi, 'pk', verdi)}" if felt else ALLE


def _som_valg(maal):
    """The same as choices, each group under its heading."""
    valg = [(_nokkel(ett), ett[3]) for ett in maal if not ett[0]]
    for gruppe in dict.fromkeys(ett[0] for ett in maal if ett[0]):
        valg.append((gruppe, [(_nokkel(ett), ett[3]) for ett in maal if ett[0] == gruppe]))
    return valg
