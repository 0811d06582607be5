"""What the budget is asked to show: a year, and which costs."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompetanse.felles.skjema import Listefilter, ObjektField
from kompetanse.oversikt.budsjett.poster import STI, postene, toppene
from kompetanse.oversikt.deler import deler, med_del
from planer.models import Listeverdi, Satsingsomraade, Tiltakskostnad

FORSTE_AAR, SISTE_AAR = 2000, 2100
UTEN = "uten"


class Aarsvalg(Listefilter):
    """The year; the page chooses it by links."""

    aar = forms.IntegerField(
        label=gettext_lazy("År"), min_value=FORSTE_AAR, max_value=SISTE_AAR, required=False, widget=forms.HiddenInput
    )

    @property
    def aaret(self) -> int:
        """The year that is asked for, else this one. Read alone: what else can be chosen depends on it."""
        try:
            valgt = self.fields["aar"].clean(self.data.get("aar"))
        except ValidationError:
            valgt = None
        return valgt or timezone.localdate().year


class Postfilter(Aarsvalg):
    """Which costs of the year."""

    kilde = ObjektField(label=gettext_lazy("Finansiering"), required=False)
    enhet = ObjektField(label=gettext_lazy("Del av kommunen"), required=False)
    omraade = ObjektField(label=gettext_lazy("Satsingsområde"), required=False)
    plan = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.kostnader = med_del(postene(self.bruker).filter(aar=self.aaret), topper := toppene(self.bruker), STI)
        delene = deler(topper, set(self.kostnader.order_by().values_list("del_sti", flat=True)))
        navn = {enhet.pk: navn for enhet, navn in delene}
        self.fields["kilde"].sett_valg(Listeverdi.objects.filter(liste=Listeverdi.Liste.KILDE), tomt=_("Alle"))
        self.fields["enhet"].sett_valg(
            [enhet for enhet, _navn in delene], tomt=_("Alle"), navn=lambda enhet: navn[enhet.pk]
        )
        omraade = self.fields["omraade"]
        omraade.sett_valg(Satsingsomraade.objects.all(), tomt=_("Alle"))
        omraade.choices, omraade.objekter[UTEN] = [*omraade.choices, (UTEN, _("Uten satsingsområde"))], UTEN

    def poster(self):
        """The costs that are asked for. A choice that is not there gives none."""
        if not self.is_valid():
            return Tiltakskostnad.objects.none()
        valg = self.cleaned_data
        omraade = {"tiltak__satsingsomraade": None if valg["omraade"] == UTEN else valg["omraade"]}
        velger = {
            "kilde": {"kilde": valg["kilde"]},
            "enhet": {"del_sti": valg["enhet"] and valg["enhet"].path},
            "omraade": omraade,
            "plan": {"tiltak__plan": valg["plan"]},
        }
        kostnader = self.kostnader
        for navn, vilkaar in velger.items():
            if valg[navn]:
                kostnader = kostnader.filter(**vilkaar)
        return kostnader
