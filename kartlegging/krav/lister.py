"""All requirements of the kommune, for HR."""

from django.utils.translation import gettext_lazy as _

from kartlegging import labels
from kartlegging.krav.forms.liste import KravFilter
from kartlegging.models import Kompetansekrav
from kompetanse.felles.formats import dato_kort
from kompetanse.felles.liste import Celle, Kolonne, Liste, Tom, Vis
from kompetanse.organisasjon.trevisning import NbSort


def _krav(bruker, form):
    """Those in force or to come, of what the user may see."""
    return form.avgrens(Kompetansekrav.objects.visible_to(bruker).ikke_avsluttet()).med_alt()


def _enheten(krav):
    return Celle(krav.enhet.navn, under=labels.gjelder(krav))


def _slag(krav):
    if krav.kategori_id:
        return _("Stillingskategori")
    if krav.oppgave_id:
        return _("Oppgave")
    return _("Rolle") if krav.rolle else _("Alle i enheten")


KRAV = Liste(
    sti="kartlegging.krav.lister.KRAV",
    navn=_("Kompetansekrav"),
    enheter=_("krav"),
    rett="kartlegging.list_krav",
    form=KravFilter,
    rader=_krav,
    standard="enhet",
    kolonner=(
        Kolonne(
            _("Kompetanse"),
            "kompetanse.navn",
            "kompetanse",
            sorter=[NbSort("kompetanse__navn"), "enhet__path"],
            celle=lambda krav: Celle(krav.kompetanse.navn, lenke=krav.get_absolute_url(), under=labels.kravtekst(krav)),
        ),
        Kolonne(
            _("Enhet"),
            "enhet.navn",
            "enhet",
            sorter=["enhet__path", NbSort("kompetanse__navn")],
            celle=_enheten,
        ),
        Kolonne(_("Slag"), lambda krav: str(_slag(krav))),
        Kolonne(_("Gjelder"), labels.gjelder, vis=Vis.FIL),
        Kolonne(_("Minst nivå"), lambda krav: labels.nivaa_med_navn(krav.kompetanse, krav.nivaa), vis=Vis.FIL),
        Kolonne(_("Styrke"), lambda krav: krav.get_styrke_display(), vis=Vis.FIL),
        Kolonne(_("Må være bekreftet"), "maa_bekreftes", vis=Vis.FIL),
        Kolonne(_("Hvor mange"), "antall", vis=Vis.FIL),
        Kolonne(_("Gjelder fra"), "fra", "fra", sorter=["fra"], form=dato_kort),
        Kolonne(_("Gjelder til"), "til", form=dato_kort, vis=Vis.FIL),
        Kolonne(_("Frist for nye, i dager"), "frist_dager", vis=Vis.FIL),
        Kolonne(_("Frist for dem som er her"), "overgang_til", vis=Vis.FIL),
        Kolonne(_("Hvorfor"), "hvorfor", vis=Vis.FIL),
    ),
    tom=Tom(
        "Tasklist",
        _("Ingen krav ennå"),
        _("Ledere og HR skriver hva arbeidet krever. Begynn med de ferdige kravsettene for hele kommunen."),
    ),
    uten_treff=Tom("Funnel", _("Ingen treff"), _("Ingen krav er slik. Ta bort et filter.")),
)
