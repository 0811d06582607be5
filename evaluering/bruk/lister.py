"""What should have been evaluated, is under way, and is missing."""

from django.contrib.postgres.fields import ArrayField
from django.db.models import Func, IntegerField, TextField, Value
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from evaluering.bruk.forms import Oversiktfilter, Sammenlikningsvalg
from evaluering.bruk.sammenlikning import sammenlikn
from evaluering.bruk.tilstand import Tilstand
from evaluering.models import Evaluering, Evalueringsniva
from evaluering.plan.lister import EVALUERING
from kompetanse.felles.formats import dato, i_setning, tall
from kompetanse.felles.liste import Celle, Kolonne, Liste, Tom, Vis

Status = Evalueringsniva.Status
# State → tone and icon of its label, the most urgent first.
UTSEENDE = {
    Tilstand.MANGLER: ("nei", "ExclamationmarkTriangle"),
    Tilstand.UNDERVEIS: ("vent", ""),
    Tilstand.PLANLAGT: ("noytral", ""),
    Tilstand.EVALUERT: ("ok", "Checkmark"),
}
# By place in the array, so that the state is asked for once.
HASTER = Func(
    Value(list(UTSEENDE), output_field=ArrayField(TextField())),
    Cast("tilstand", TextField()),
    function="array_position",
    output_field=IntegerField(),
)


def _tilstand(evaluering):
    tilstand = Tilstand(evaluering.tilstand)
    tone, ikon = UTSEENDE[tilstand]
    return Celle(str(tilstand.label), tone=tone, ikon=ikon)


def _nivaaer(evaluering):
    """«1 ferdig», «3 rakk ikke»: one line a level."""
    return [f"{niva.niva} {i_setning(Status(niva.status).label)}" for niva in evaluering.nivaaer.all()]


def _hvem(evaluering):
    return str(evaluering.evaluator or (evaluering.tiltak and evaluering.tiltak.ansvarlig) or "")


OVERSIKT = Liste(
    sti=f"{__name__}.OVERSIKT",
    navn=_("Oversikt over evalueringene"),
    enheter=_("evalueringer"),
    rett="evaluering.view_evalueringer",
    form=Oversiktfilter,
    rader=lambda bruker, form: form.rader().for_row().select_related("tiltak__ansvarlig"),
    standard="tilstand",
    kolonner=(
        EVALUERING,
        Kolonne(_("Enhet"), "enhet.navn", vis=Vis.FIL),
        Kolonne(
            _("Tilstand"),
            lambda ett: Tilstand(ett.tilstand).label,
            "tilstand",
            sorter=[HASTER, "ferdig_innen"],
            celle=_tilstand,
        ),
        Kolonne(_("Nivåer"), lambda ett: ", ".join(_nivaaer(ett)), celle=_nivaaer),
        Kolonne(
            _("Slutter"), "slutter", "slutter", sorter=["slutter"], form=dato, tomt=_("Ikke satt"), tomme_sist=True
        ),
        Kolonne(
            _("Skal være ferdig"),
            "ferdig_innen",
            "ferdig",
            sorter=["ferdig_innen"],
            form=dato,
            tomt=_("Ukjent"),
            tomme_sist=True,
        ),
        Kolonne(_("Evalueres av"), _hvem, tomt=_("Ingen ennå")),
        Kolonne(_("Det vi lærte"), "laering", vis=Vis.FIL),
        Kolonne(_("Neste gang"), lambda ett: ett.get_anbefaling_display(), vis=Vis.FIL),
    ),
    tom=Tom(
        "BarChart", _("Ingen evalueringer ennå"), _("En evaluering planlegges på siden til tiltaket eller kurset.")
    ),
    uten_treff=Tom("Funnel", _("Ingen treff"), _("Ta bort filteret for å se alle.")),
)


def _andel(felt):
    return lambda gruppe: str(getattr(gruppe, felt) or _("For få til å si noe"))


SAMMENLIKNING = Liste(
    sti=f"{__name__}.SAMMENLIKNING",
    navn=_("Sammenlikn evalueringene"),
    enheter=_("grupper"),
    rett="evaluering.view_evalueringer",
    form=Sammenlikningsvalg,
    rader=lambda bruker, form: sammenlikn(Evaluering.objects.visible_to(bruker), bruker, form.deling, form.temaet),
    filnavn=lambda form: f"{SAMMENLIKNING.navn} – {form.deling.label}",
    kolonner=(
        Kolonne(_("Gruppe"), "navn", "gruppe"),
        Kolonne(_("Evalueringer"), "evalueringer", "evalueringer", form=tall),
        Kolonne(_("Deltakernes reaksjoner, andel 4 og 5"), _andel("reaksjoner")),
        Kolonne(_("Bruker det, sier deltakerne"), _andel("deltakere")),
        Kolonne(_("Bruker det, sier lederne"), _andel("ledere")),
        Kolonne(_("Anbefalt"), "anbefalt"),
    ),
    tom=Tom("BarChart", _("Ingenting å sammenlikne ennå"), _("Her står tiltak og kurs som er evaluert, side om side.")),
)
