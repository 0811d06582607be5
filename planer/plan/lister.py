"""The plans that the user sees."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kompetanse.felles.liste import Celle, Kolonne, Liste, Tom, Vis
from kompetanse.organisasjon.forms.valg import EnhetValgField
from kompetanse.organisasjon.models.enhet import sti_innenfor
from kompetanse.organisasjon.trevisning import NbSort
from planer.labels import statusmerke
from planer.models import Kompetanseplan, Plannivaa


class PlanFilter(forms.Form):
    nivaa = forms.ChoiceField(label=_("Nivå"), required=False)
    status = forms.ChoiceField(label=_("Status"), required=False)
    er_eksempel = forms.BooleanField(label=_("Bare eksempler"), required=False)

    def __init__(self, *args, bruker, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["enhet"] = EnhetValgField(kommune_id=bruker.kommune_id, label=_("Enhet"), required=False)
        nivaaer = [valg for valg in Plannivaa.choices if valg[0] != Plannivaa.PERSON]
        self.fields["nivaa"].choices = [("", _("Alle")), *nivaaer]
        self.fields["status"].choices = [("", _("Alle")), *Kompetanseplan.Status.choices]
        self.order_fields(["enhet", "nivaa", "status", "er_eksempel"])

    def avgrens(self, planer):
        """Those that the choices leave; a field that cannot be read leaves all, and says why."""
        self.is_valid()
        valgt = {navn: verdi for navn, verdi in self.cleaned_data.items() if verdi}
        if enhet := valgt.pop("enhet", None):
            planer = planer.filter(sti_innenfor(enhet.path, "enhet__path"))
        return planer.filter(**valgt)


def _planer(bruker, form):
    """Of units: the plan of a person is found by the two whom it concerns, among their own."""
    planer = Kompetanseplan.objects.for_enheter_visible_to(bruker)
    return form.avgrens(planer).select_related("enhet", "ansvarlig")


def _eksempelmerke(plan):
    return Celle(str(_("Eksempel")), tone="info", ikon="Star") if plan.er_eksempel else ""


# Marks a plan that HR holds up to learn from.
EKSEMPEL = Kolonne(_("Eksempel"), lambda plan: _("Ja") if plan.er_eksempel else "", celle=_eksempelmerke, smal=True)


def _status(plan):
    merke = statusmerke(plan)
    return Celle(merke["tekst"], tone=merke["tone"], ikon=merke["ikon"])


PLANER = Liste(
    sti="planer.plan.lister.PLANER",
    navn=_("Planer"),
    enheter=_("planer"),
    rett="planer.view_planer",
    form=PlanFilter,
    rader=_planer,
    standard="-periode",
    kolonner=(
        Kolonne(
            _("Plan"),
            "tittel",
            "tittel",
            sorter=[NbSort("tittel")],
            celle=lambda plan: Celle(plan.tittel, lenke=plan.get_absolute_url(), under=plan.get_nivaa_display()),
        ),
        Kolonne(_("Nivå"), lambda plan: plan.get_nivaa_display(), vis=Vis.FIL),
        Kolonne(_("Enhet"), "enhet.navn", "enhet", sorter=["enhet__path"]),
        Kolonne(_("Periode"), "periode", "periode", sorter=["fra", "til"]),
        Kolonne(_("Ansvarlig"), lambda plan: str(plan.ansvarlig or ""), "ansvarlig", tomt=_("Ingen")),
        Kolonne(
            _("Status"), lambda plan: plan.get_status_display(), "status", sorter=["status"], celle=_status, smal=True
        ),
        EKSEMPEL,
    ),
    tom=Tom(
        "Timeline", _("Ingen planer ennå"), _("Her står planene når noen har vedtatt dem, eller bedt deg være med.")
    ),
    uten_treff=Tom("Funnel", _("Ingen treff"), _("Ingen planer er slik. Ta bort et filter.")),
)
