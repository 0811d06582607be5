"""Forms of the discussion: called in, prepared, held, and what is proposed."""

from typing import NamedTuple

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kompetanse.felles.fields import DatoField, TekstField
from kompetanse.felles.samskriving import SamskrivForm
from kompetanse.felles.skjema import ObjekterField
from planer.models import Behovsforslag, Drofting, Droftingspart
from planer.vedtak.drofting import Partsvar


class InnkallingForm(forms.Form):
    """When, and with whom: those who represent the employees there, and others by name."""

    use_required_attribute = False

    mote = DatoField(label=_("Møtedato"), error_messages={"required": _("Skriv når dere skal møtes.")})
    roller = ObjekterField(
        label=_("Kall inn"), required=False, help_text=_("De får beskjed, og planen slik den er nå.")
    )
    andre = TekstField(
        label=_("Andre parter"), help_text=_("Én på hver linje."), max_length=500, flere_linjer=True, required=False
    )
    melding = TekstField(label=_("Melding til partene"), max_length=2_000, flere_linjer=True, required=False)

    def __init__(self, *args, roller, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["roller"].sett_valg(roller, navn=lambda rolle: f"{rolle.person}, {rolle.type}, {rolle.enhet}")
        self.fields["roller"].initial = roller
        if not roller:
            del self.fields["roller"]
            self.fields["andre"].label, self.fields["andre"].required = _("Parter"), True

    def clean_andre(self):
        return [navn for linje in self.cleaned_data["andre"].splitlines() if (navn := linje.strip())]


class Partsfelt(NamedTuple):
    """The fields of one party."""

    part: Droftingspart
    navn: forms.BoundField
    hvem: forms.BoundField
    deltok: forms.BoundField
    syn: forms.BoundField


class HoldtForm(SamskrivForm, forms.Form):
    """The minutes: who came, what each party said (a party may be writing that meanwhile), and whether they agreed."""

    use_required_attribute = False

    dato = DatoField(label=_("Holdt"), error_messages={"required": _("Skriv når drøftingen ble holdt.")})
    utfall = forms.ChoiceField(
        label=_("Ble dere enige?"),
        choices=Drofting.Utfall.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Velg om dere ble enige.")},
    )
    protokolltilforsel = TekstField(
        label=_("Hva partene er uenige om"), max_length=4_000, flere_linjer=True, rader=3, required=False
    )
    svar = TekstField(label=_("Arbeidsgivers svar"), max_length=4_000, flere_linjer=True, rader=3, required=False)

    def __init__(self, *args, drofting, **kwargs):
        super().__init__(*args, **kwargs)
        self.deler = _partene(drofting)
        self.tillegg = _sagt(self.deler)
        self.initial = self.tillegg | {"dato": timezone.localdate()}
        for part in self.deler:
            self.fields[f"navn_{part.pk}"] = TekstField(
                label=_("Part"),
                max_length=100,
                error_messages={"required": _("Skriv hvem parten er, for eksempel Fagforbundet.")},
            )
            self.fields[f"hvem_{part.pk}"] = TekstField(label=_("Representert ved"), max_length=150, required=False)
            self.fields[f"deltok_{part.pk}"] = forms.BooleanField(label=_("Deltok"), initial=True, required=False)
            self.fields[f"syn_{part.pk}"] = TekstField(
                label=_("Synspunkter"), max_length=4_000, flere_linjer=True, rader=3, required=False
            )

    @property
    def rader(self) -> list[Partsfelt]:
        felter = ("navn", "hvem", "deltok", "syn")
        return [Partsfelt(part, *(self[f"{felt}_{part.pk}"] for felt in felter)) for part in self.deler]

    def clean(self):
        data = super().clean()
        navnene = [data.get(f"navn_{part.pk}") for part in self.deler]
        if len(set(navnene)) < len(navnene):
            self.add_error(None, _("To parter har samme navn. Skriv dem ulikt."))
        if data.get("utfall") == Drofting.Utfall.PROTOKOLL and not data.get("protokolltilforsel"):
            self.add_error("protokolltilforsel", _("Skriv hva partene er uenige om."))
        return data

    def navnene(self):
        return list(self.tillegg)

    def onsket(self):
        return {navn: self.cleaned_data[navn] for navn in self.tillegg}

    def verdier(self, drofting: Drofting) -> dict:
        """As `drofting.avslutt` takes them, of a discussion that is locked. Raises Uenig."""
        data = self.cleaned_data | self.endring.ny(_sagt(_partene(drofting)))
        parter = [
            Partsvar(part.pk, *(data[f"{felt}_{part.pk}"] for felt in ("navn", "hvem", "deltok", "syn")))
            for part in self.deler
        ]
        return {felt: data[felt] for felt in ("dato", "utfall", "protokolltilforsel", "svar")} | {"parter": parter}


def _partene(drofting):
    return list(drofting.parter.select_related("person"))


def _sagt(parter):
    """What is stored of each party."""
    felter = (("navn", "part"), ("hvem", "hvem"), ("syn", "syn"))
    return {f"{navn}_{part.pk}": getattr(part, felt) for part in parter for navn, felt in felter}


class SynForm(SamskrivForm, forms.Form):
    use_required_attribute = False

    syn = TekstField(label=_("Hva mener dere?"), max_length=4_000, flere_linjer=True, rader=6, required=False)


class ForslagForm(forms.Form):
    """A need that ought to be in the plan."""

    use_required_attribute = False

    navn = TekstField(
        label=_("Behov"),
        help_text=_("Hva trenger vi å kunne?"),
        max_length=Behovsforslag._meta.get_field("navn").max_length,
        error_messages={"required": _("Skriv hvilket behov dere foreslår.")},
    )
    begrunnelse = TekstField(label=_("Hvorfor"), max_length=2_000, flere_linjer=True, rader=4, required=False)


class ForslagssvarForm(forms.Form):
    """Why a proposal is left out, or a word with one that is taken in."""

    use_required_attribute = False

    svar = TekstField(label=_("Svar"), max_length=2_000, flere_linjer=True, rader=4, required=False)
