"""The kommune's list of grants."""

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kompetanse.felles.formats import dato, tall
from kompetanse.felles.liste import Celle, Kolonne, Liste, Tom, Vis
from kompetanse.organisasjon.trevisning import NbSort
from planer.models import Tilskudd, Tiltak


def _neste(felt):
    return lambda tilskudd: tilskudd.neste(felt, timezone.localdate())


def _frist(felt):
    """The next day, or what it has been elsewhere."""

    def celle(tilskudd):
        if neste := tilskudd.neste(felt, timezone.localdate()):
            return dato(neste)
        eksempel = next(iter(getattr(tilskudd, f"{felt}_eksempel").splitlines()), "")
        return Celle(_("Ikke lagt inn"), under=eksempel, dempet=True)

    return celle


def _navn(tilskudd):
    under = tilskudd.forvalter if tilskudd.i_bruk else _("Ikke i bruk")
    return Celle(tilskudd.navn, lenke=tilskudd.get_absolute_url(), under=under)


def _rader(bruker, form):
    virker = Q(tiltak__status__in=Tiltak.Status.virker(), tiltak__plan__person=None)
    return Tilskudd.objects.visible_to(bruker).annotate(antall_tiltak=Count("tiltak", filter=virker))


TILSKUDD = Liste(
    sti=f"{__name__}.TILSKUDD",
    navn=_("Tilskudd"),
    enheter=_("tilskudd"),
    rett="planer.view_tilskudd",
    rader=_rader,
    standard="navn",
    kolonner=(
        Kolonne(_("Tilskudd"), "navn", "navn", sorter=[NbSort("navn")], celle=_navn),
        Kolonne(_("Forvalter"), "forvalter", vis=Vis.FIL),
        Kolonne(_("Søknadsfrist"), _neste("frist"), form=dato, celle=_frist("frist")),
        Kolonne(_("Frist for rapport"), _neste("rapportfrist"), form=dato, celle=_frist("rapportfrist")),
        Kolonne(_("Eksempler på søknadsfrist"), "frist_eksempel", vis=Vis.FIL),
        Kolonne(_("Hvem som kan søke"), "hvem", vis=Vis.FIL),
        Kolonne(_("Hva det spørres om"), "spor_om", vis=Vis.FIL),
        Kolonne(_("Lenke"), "lenke", vis=Vis.FIL),
        Kolonne(_("Tiltak"), "antall_tiltak", "tiltak", sorter=["antall_tiltak"], form=tall),
    ),
    tom=Tom(
        "Wallet", _("Ingen tilskudd ennå"), _("Her står hvem som gir tilskudd til kompetanse, og når det må søkes.")
    ),
)
