"""What the calendar shows of all that is offered."""

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompetanse.felles.skjema import Listefilter
from kurs.models import Kjoring, Kurs, Kursplass
from kurs.tilbud.malgrupper import for_personen


class Kalenderfilter(Listefilter):
    q = forms.CharField(label=gettext_lazy("Søk i kurs"), required=False, max_length=100)
    form = forms.ChoiceField(label=gettext_lazy("Form"), required=False)
    hvem = forms.ChoiceField(label=gettext_lazy("Vis"), required=False)
    # Where in the calendar one stands, while it is filtered.
    vis = forms.CharField(required=False, widget=forms.HiddenInput)
    halvaar = forms.CharField(required=False, widget=forms.HiddenInput)
    maaned = forms.CharField(required=False, widget=forms.HiddenInput)
    over = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["form"].choices = [("", _("Alle former")), *Kurs.Form.choices]
        self.fields["hvem"].choices = [("", _("Alle kurs")), ("meg", _("For meg")), ("mine", _("Der jeg er påmeldt"))]

    def avgrens(self, kjoringer: QuerySet[Kjoring]) -> QuerySet[Kjoring]:
        """What is left of these runs."""
        if ord_ := self.valgt("q"):
            kjoringer = kjoringer.filter(kurs__in=Kurs.objects.search(ord_).order_by().values("pk"))
        if form := self.valgt("form"):
            kjoringer = kjoringer.filter(kurs__form=form)
        return self._hvem(kjoringer)

    def _hvem(self, kjoringer):
        if self.valgt("hvem") == "mine":
            mine = Kursplass.objects.filter(person=self.bruker.person_id).exclude(status__in=Kursplass.Status.frafalt())
            return kjoringer.filter(pk__in=mine.order_by().values("kjoring"))
        if self.valgt("hvem") == "meg":
            kurs = Kurs.objects.visible_to(self.bruker).filter(i_bruk=True).only("pk")
            mine = for_personen(self.bruker.person_id, kurs.order_by().prefetch_related("malgrupper__enhet"))
            return kjoringer.filter(kurs__in=mine)
        return kjoringer
