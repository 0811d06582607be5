"""Forms of the tree: which day and what to look for, and every change of a unit."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kompetanse.felles.fields import DatoField, TekstField
from kompetanse.felles.samskriving import SamskrivForm
from kompetanse.felles.skjema import ObjekterField
from kompetanse.organisasjon.forms.valg import EnhetValgField
from kompetanse.organisasjon.models import Enhet, Person


class TreFilter(forms.Form):
    """What the tree page shows: a search, and the tree of another day."""

    q = TekstField(label=_("Søk etter enhet"), max_length=100, required=False)
    dato = DatoField(label=_("Slik det var (dato)"), required=False)

    @property
    def dagen(self):
        return (self.is_valid() and self.cleaned_data["dato"]) or timezone.localdate()

    @property
    def uttrykk(self):
        return (self.is_valid() and self.cleaned_data["q"]) or ""

    @property
    def valgt_dato(self):
        """The date to carry along in links; empty for today."""
        return self.dagen.isoformat() if self.dagen != timezone.localdate() else ""


class EndringForm(forms.Form):
    """A change of one unit, with effect from a date."""

    fra = DatoField(label=_("Gjelder fra"), help_text=_("Første dag det nye gjelder. I dag eller tidligere."))

    def __init__(self, *args, enhet, **kwargs):
        super().__init__(*args, **kwargs)
        self.enhet = enhet
        if "fra" in self.fields:
            self.fields["fra"].initial = max(timezone.localdate(), enhet.gyldig_fra)

    @property
    def felt(self) -> dict[str, Any]:
        """What the change takes by name."""
        return self.cleaned_data


class NyEnhetForm(EndringForm):
    field_order = ["navn", "kode", "fra"]
    navn = TekstField(label=_("Navn"), max_length=150)
    kode = TekstField(
        label=_("Organisasjonskode"),
        max_length=40,
        required=False,
        help_text=_("Koden enheten har i HR-systemet. Da kjenner importen den igjen."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["fra"].label = _("Opprettes fra")
        self.fields["fra"].help_text = _("Første dag enheten finnes. Kan ligge opptil ett år fram.")


class NyttNavnForm(SamskrivForm, EndringForm):
    utenom = ("fra",)
    field_order = ["navn", "kode", "fra"]
    navn = TekstField(label=_("Navn"), max_length=150)
    kode = TekstField(label=_("Organisasjonskode"), max_length=40, required=False)

    def __init__(self, *args, enhet, **kwargs):
        super().__init__(*args, enhet=enhet, **kwargs)
        self.initial |= {"navn": enhet.navn, "kode": enhet.kode}

    @property
    def felt(self):
        return {"endring": self.endring, "fra": self.cleaned_data["fra"]}


class FlyttForm(EndringForm):
    field_order = ["ny_forelder", "fra"]

    def __init__(self, *args, enhet, **kwargs):
        super().__init__(*args, enhet=enhet, **kwargs)
        self.fields["ny_forelder"] = EnhetValgField(
            kommune_id=enhet.kommune_id,
            label=_("Flyttes til"),
            help_text=_("Skriv navnet på enheten den skal ligge under."),
        )
        self.order_fields(self.field_order)


class SlaaSammenForm(EndringForm):
    """The unit goes on in another."""

    field_order = ["maal", "fra"]

    def __init__(self, *args, enhet, **kwargs):
        super().__init__(*args, enhet=enhet, **kwargs)
        self.fields["maal"] = EnhetValgField(
            kommune_id=enhet.kommune_id,
            label=_("Går inn i"),
            help_text=_("Skriv navnet på enheten som skal bestå."),
        )
        self.fields["fra"].help_text = _("Første dag som én enhet. I dag eller tidligere.")
        self.order_fields(self.field_order)

    def add_error(self, field, error):
        # The process speaks of its sources; here the source is the page itself.
        if field is None and "kilder" in getattr(error, "error_dict", {}):
            error.error_dict["maal"] = error.error_dict.pop("kilder")
        super().add_error(field, error)


class DelForm(EndringForm):
    """Some of the unit's people and of the units below it go on in a new one."""

    field_order = ["navn", "kode", "folk", "enheter", "fra"]
    navn = TekstField(label=_("Navn på den nye enheten"), max_length=150)
    kode = TekstField(label=_("Organisasjonskode"), max_length=40, required=False)
    folk = ObjekterField(label=_("Hvem går til den nye enheten?"), required=False)
    enheter = ObjekterField(label=_("Hvilke enheter under går til den nye?"), required=False)

    def __init__(self, *args, enhet, **kwargs):
        super().__init__(*args, enhet=enhet, **kwargs)
        stillinger = enhet.stillinger.ikke_avsluttet().order_by().values("person")
        self.fields["folk"].sett_valg(Person.objects.filter(pk__in=stillinger))
        self.fields["enheter"].sett_valg(Enhet.objects.get_children(enhet).gyldig())
        for navn in ("folk", "enheter"):
            if not self.fields[navn].objekter:
                del self.fields[navn]


class AvsluttForm(EndringForm):
    fra = None
    siste_dag = DatoField(label=_("Siste dag"), help_text=_("Etter denne dagen er enheten borte fra kartet."))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["siste_dag"].initial = max(timezone.localdate(), self.enhet.gyldig_fra)
