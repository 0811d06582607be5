"""The participants of a run, and what waits for a leader's answer."""

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kompetanse.felles.formats import dato_tid
from kompetanse.felles.liste import Celle, Kolonne, Liste, Tom, Vis
from kompetanse.felles.skjema import Listefilter
from kompetanse.organisasjon.models import Person
from kompetanse.organisasjon.trevisning import NbSort
from kurs.models import Kursplass
from kurs.paamelding.bilde import plassmerke
from kurs.paamelding.livslop import LIVSLOP
from kurs.paamelding.oppgaver import til_svar


class Kjoringsfilter(Listefilter):
    """Which run: the address says it."""

    kjoring = forms.IntegerField(widget=forms.HiddenInput)


def _deltakere(bruker, form):
    plasser = Kursplass.objects.visible_to(bruker).filter(kjoring=form.valgt("kjoring") or None)
    return plasser.select_related("person", "stilling__enhet", "kjoring__kurs")


def _status(plass):
    merke = plassmerke(plass)
    return Celle(merke.tekst, tone=merke.tone, ikon=merke.ikon)


DELTAKERE = Liste(
    sti=f"{__name__}.DELTAKERE",
    navn=_("Deltakere"),
    enheter=_("personer"),
    rett="kurs.view_kurs",
    form=Kjoringsfilter,
    rader=_deltakere,
    standard="paameldt",
    personer=lambda rader: Person.objects.filter(pk__in=rader.order_by().values("person")),
    kolonner=(
        Kolonne(_("Navn"), "person", "navn", sorter=[NbSort("person__etternavn"), NbSort("person__fornavn")]),
        Kolonne(_("Ansattnummer"), "person.ansattnummer", vis=Vis.FIL),
        Kolonne(
            _("Enhet"),
            lambda ett: str(ett.stilling.enhet) if ett.stilling else "",
            "enhet",
            sorter=["stilling__enhet__path"],
        ),
        Kolonne(_("Status"), lambda ett: ett.get_status_display(), "status", sorter=["status"], celle=_status),
        Kolonne(_("Påmeldt"), "paameldt", "paameldt", sorter=["paameldt"], form=dato_tid),
    ),
    tom=Tom("PersonGroup", _("Ingen påmeldte ennå"), _("Her står de som er påmeldt, i den rekkefølgen de meldte seg.")),
)


def _venter(bruker, form):
    return til_svar(bruker).select_related("person", "kjoring__kurs").prefetch_related("kjoring__samlinger")


def _svar(plass):
    return tuple(
        Celle(
            LIVSLOP[navn].label, lenke=reverse("kurs:kursplass-svar", args=[plass.pk, navn]), skjult=str(plass.person)
        )
        for navn in ("godkjenn", "avslaa")
    )


SVAR = Liste(
    sti=f"{__name__}.SVAR",
    navn=_("Påmeldinger som venter på deg"),
    enheter=_("påmeldinger"),
    rett="kurs.sign_up_others",
    rader=_venter,
    standard="paameldt",
    personer=lambda rader: Person.objects.filter(pk__in=rader.order_by().values("person")),
    kolonner=(
        Kolonne(_("Navn"), "person", "navn", sorter=[NbSort("person__etternavn"), NbSort("person__fornavn")]),
        Kolonne(
            _("Kurs"),
            "kjoring.kurs.navn",
            "kurs",
            sorter=[NbSort("kjoring__kurs__navn")],
            celle=lambda ett: Celle(str(ett.kjoring.kurs), lenke=ett.kjoring.get_absolute_url()),
        ),
        Kolonne(_("Begynner"), "kjoring.begynner", form=dato_tid),
        Kolonne(_("Påmeldt"), "paameldt", "paameldt", sorter=["paameldt"], form=dato_tid),
        Kolonne(_("Svar"), celle=_svar, vis=Vis.SIDE, uten_navn=True),
    ),
    tom=Tom(
        "PersonCheckmark",
        _("Ingen påmeldinger venter"),
        _("Her står de du leder, når de vil på kurs som krever ditt ja."),
    ),
)
