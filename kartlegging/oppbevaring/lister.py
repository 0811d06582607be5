"""Who has left, when what they have is blocked and destroyed, and how much of it is kept."""

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kartlegging.models import (
    Bevisfil,
    Dekningspaaminnelse,
    Foresporselsvar,
    MiniCv,
    Oppbevaring,
    Oppgaveutforer,
    Personkompetanse,
    Utlopsvarsel,
)
from kartlegging.oppbevaring.frister import sluttede
from kompetanse.felles.formats import dato
from kompetanse.felles.liste import Celle, Kolonne, Liste, Tom, Vis
from kompetanse.organisasjon.models import Person


def _antall(modell, **hvilke):
    rader = modell.objects.filter(**hvilke).order_by().values("kommune").annotate(n=Count("pk"))
    return Coalesce(Subquery(rader.values("n")), 0)


def _rader(bruker, form) -> QuerySet[Person]:
    """Those of the kommune who have left, with how much there is of each kind."""
    hans = {"person": OuterRef("pk")}
    filer = {"personkompetanse__person": OuterRef("pk"), "personkompetanse__kompetanse__bevares": False}
    return (
        sluttede()
        .filter(kommune_id=bruker.kommune_id)
        .select_related("oppbevaring__utsatt_av__person")
        .annotate(
            antall_slettes=_antall(Personkompetanse, **hans, kompetanse__bevares=False),
            antall_bevares=_antall(Personkompetanse, **hans, kompetanse__bevares=True),
            antall_filer=_antall(Bevisfil, **filer),
            antall_minicv=_antall(MiniCv, **hans),
            antall_oppgaver=_antall(Oppgaveutforer, **hans),
            antall_svar=_antall(Foresporselsvar, **hans),
            antall_paaminnelser=_antall(Dekningspaaminnelse, **hans)
            + _antall(Utlopsvarsel, **hans, kompetanse__bevares=False),
        )
    )


def _oppbevaring(person) -> Oppbevaring:
    """What has been done about the person's competence; an empty row before anything has."""
    return getattr(person, "oppbevaring", None) or Oppbevaring(person=person)


def _slettes(person) -> list[str]:
    """«3 kompetanser», «2 filer», «mini-CV», «1 oppgave»: what there is to destroy."""
    deler = (
        (person.antall_slettes, ngettext("%(n)s kompetanse", "%(n)s kompetanser", person.antall_slettes)),
        (person.antall_filer, ngettext("%(n)s fil", "%(n)s filer", person.antall_filer)),
        (person.antall_minicv, _("mini-CV")),
        (person.antall_oppgaver, ngettext("%(n)s oppgave", "%(n)s oppgaver", person.antall_oppgaver)),
        (person.antall_svar, ngettext("%(n)s svar på forespørsel", "%(n)s svar på forespørsler", person.antall_svar)),
        (person.antall_paaminnelser, ngettext("%(n)s påminnelse", "%(n)s påminnelser", person.antall_paaminnelser)),
    )
    return [tekst % {"n": antall} for antall, tekst in deler if antall]


def _sperres(person):
    sperret = _oppbevaring(person).sperret
    if sperret:
        return Celle(_("Sperret"), tone="noytral", under=dato(sperret))
    return dato(person.sperres) if person.sperres else Celle(_("Ikke bestemt"), dempet=True)


def _slettes_naar(person):
    if slettet := _oppbevaring(person).slettet:
        return Celle(_("Slettet"), tone="noytral", under=dato(slettet))
    return dato(person.slettes) if person.slettes else Celle(_("Ikke bestemt"), dempet=True)


def _utsatt(person):
    """Until when and why, with the way to change it; or the way to hold it back."""
    holdt = _oppbevaring(person)
    utsett = Celle(_("Endre") if holdt.utsatt_til else _("Utsett"), lenke=_vei("oppbevaring-utsett", person))
    if not holdt.utsatt_til:
        return utsett
    hvem = _("%(grunn)s (%(hvem)s)") % {"grunn": holdt.utsatt_grunn, "hvem": holdt.utsatt_av}
    naa = Celle(_("Ikke før %s") % dato(holdt.utsatt_til), under=hvem)
    return [naa, utsett, Celle(_("Opphev"), lenke=_vei("oppbevaring-opphev", person))]


def _vei(adresse, person):
    return reverse(f"kartlegging:{adresse}", args=[person.pk])


OPPBEVARING = Liste(
    sti="kartlegging.oppbevaring.lister.OPPBEVARING",
    navn=gettext_lazy("De som har sluttet"),
    enheter=gettext_lazy("personer"),
    rett="kartlegging.change_oppbevaring",
    rader=_rader,
    standard="slettes",
    personer=lambda rader: rader,
    kolonner=(
        Kolonne(
            gettext_lazy("Navn"),
            str,
            celle=lambda person: Celle(str(person), lenke=_vei("person-kompetanse", person)),
        ),
        Kolonne(gettext_lazy("Ansattnummer"), "ansattnummer", vis=Vis.FIL),
        Kolonne(gettext_lazy("Siste dag"), "siste_dag", "siste_dag", form=dato, sorter=["siste_dag"]),
        Kolonne(gettext_lazy("Sperres"), "sperres", "sperres", celle=_sperres, sorter=["sperres"]),
        Kolonne(
            gettext_lazy("Slettes"), "slettes", "slettes", celle=_slettes_naar, sorter=["slettes"], tomme_sist=True
        ),
        Kolonne(
            gettext_lazy("Det som slettes"),
            lambda person: ", ".join(_slettes(person)),
            tomt=gettext_lazy("Ingenting igjen"),
        ),
        Kolonne(gettext_lazy("Kompetanser som bevares"), "antall_bevares"),
        Kolonne(gettext_lazy("Utsatt"), lambda person: _oppbevaring(person).utsatt_til, celle=_utsatt),
        Kolonne(gettext_lazy("Hvorfor utsatt"), lambda person: _oppbevaring(person).utsatt_grunn, vis=Vis.FIL),
    ),
    tom=Tom(
        "CheckmarkCircle",
        gettext_lazy("Ingen her"),
        gettext_lazy("Når noen slutter, står de her til kompetansen deres er slettet eller bevart."),
    ),
)
