"""The discussions that the user sees: what each unit has held, and what is coming."""

from django import forms
from django.db.models import Count, Q
from django.db.models.functions import Coalesce, TruncDate
from django.utils.translation import gettext_lazy as _

from kompetanse.felles.formats import dato, tall
from kompetanse.felles.liste import Celle, Kolonne, Liste, Tom, Vis
from kompetanse.organisasjon.forms.valg import EnhetValgField
from kompetanse.organisasjon.models.enhet import sti_innenfor
from planer.models import Kompetansedrofting

Status = Kompetansedrofting.Status
# The day that it was held, or is to be.
DAGEN = Coalesce(TruncDate("avsluttet"), "dato")
MERKER = {Status.FORBEREDES: ("noytral", "PencilWriting"), Status.PAAGAAR: ("vent", "Chat")}


class DroftingFilter(forms.Form):
    status = forms.ChoiceField(label=_("Status"), required=False)

    def __init__(self, *args, bruker, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["enhet"] = EnhetValgField(kommune_id=bruker.kommune_id, label=_("Enhet"), required=False)
        self.fields["status"].choices = [("", _("Alle")), *Status.choices]
        self.order_fields(["enhet", "status"])

    def avgrens(self, droftinger):
        self.is_valid()
        if enhet := self.cleaned_data.get("enhet"):
            droftinger = droftinger.filter(sti_innenfor(enhet.path, "enhet__path"))
        if status := self.cleaned_data.get("status"):
            droftinger = droftinger.filter(status=status)
        return droftinger


def _droftinger(bruker, form):
    kritiske = Count("grupper", filter=Q(grupper__kritisk=True), distinct=True)
    return (
        form.avgrens(Kompetansedrofting.objects.visible_to(bruker))
        .select_related("enhet", "plan")
        .annotate(
            kritiske=kritiske,
            for_enheten=Count("forslag", filter=Q(forslag__for_hele=False), distinct=True),
            for_hele=Count("forslag", filter=Q(forslag__for_hele=True), distinct=True),
        )
    )


def _dag(drofting):
    return drofting.avsluttet or drofting.dato


def _status(drofting):
    tone, ikon = MERKER.get(drofting.status, ("ok", "CheckmarkCircle"))
    return Celle(drofting.get_status_display(), tone=tone, ikon=ikon)


def _antall(navn, felt):
    return Kolonne(navn, felt, felt, sorter=[felt], sum=felt, form=tall)


DROFTINGER = Liste(
    sti="planer.drofting.lister.DROFTINGER",
    navn=_("Kompetansedrøftinger"),
    enheter=_("drøftinger"),
    rett="planer.view_planer",
    form=DroftingFilter,
    rader=_droftinger,
    standard="-dag",
    kolonner=(
        Kolonne(
            _("Enhet"),
            "enhet.navn",
            "enhet",
            sorter=["enhet__path"],
            celle=lambda ett: Celle(ett.enhet.navn, lenke=ett.get_absolute_url(), under=ett.plan.tittel),
            sumcelle=lambda summer: str(_("Til sammen")),
        ),
        Kolonne(_("Plan"), "plan.tittel", vis=Vis.FIL),
        Kolonne(_("Dag"), _dag, "dag", sorter=[DAGEN], tomme_sist=True, form=dato),
        Kolonne(
            _("Status"), lambda ett: ett.get_status_display(), "status", sorter=["status"], celle=_status, smal=True
        ),
        _antall(_("Kritiske behov"), "kritiske"),
        _antall(_("Forslag for enheten"), "for_enheten"),
        _antall(_("Forslag for alle"), "for_hele"),
    ),
    tom=Tom(
        "Chat",
        _("Ingen kompetansedrøftinger ennå"),
        _("Her står møtene der enhetene snakker om hva de må kunne. Lederen begynner fra planen."),
    ),
    uten_treff=Tom("Funnel", _("Ingen treff"), _("Ingen drøftinger er slik. Ta bort et filter.")),
)
