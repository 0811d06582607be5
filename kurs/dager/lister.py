"""The lists of kompetansedager: the people of a unit, and the figures of all units."""

from django.urls import reverse
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from kompetanse.felles.formats import dato, tall
from kompetanse.felles.liste import Celle, Kolonne, Liste, Tom, Vis
from kompetanse.organisasjon.models import Enhet, Person
from kurs.dager.andeler import Andelsrad, andeler
from kurs.dager.bilde import Dagtall, bildet
from kurs.dager.forms import Enhetsvalg, Fjoraarsvalg
from kurs.dager.maal import MAANEDER_I_AARET
from kurs.dager.person import Persontall, med_folk, persontall

RETT = "kurs.view_kurs"


def _en_desimal(verdi):
    return tall(verdi, 1)


def _andel(rad):
    if (merke := rad.merke) is None:
        return ""
    tekst, tone, ikon = merke
    return Celle(tekst, tone=tone, ikon=ikon)


# --- The people of a unit ---------------------------------------------------------------------------


def _personer(bruker, form) -> list[Persontall]:
    enhet = form.enhet
    return persontall(enhet, form.aaret) if bruker.has_perm("kartlegging.view_enhet", enhet) else []


def _navn(rad):
    lenke = reverse("kurs:dager-person", args=[rad.person.pk])
    return Celle(str(rad.person), lenke=lenke, under="; ".join(rad.stillinger))


PERSONER = Liste(
    sti=f"{__name__}.PERSONER",
    navn=_("Kompetansedager for hver ansatt"),
    enheter=_("ansatte"),
    rett=RETT,
    form=Enhetsvalg,
    rader=_personer,
    paa_siden=med_folk,
    i_filen=med_folk,
    personer=lambda rader: Person.objects.filter(pk__in=[rad.person_id for rad in rader]),
    kolonner=(
        Kolonne(_("Navn"), "person", celle=_navn),
        Kolonne(_("Ansattnummer"), "person.ansattnummer", vis=Vis.FIL),
        Kolonne(_("Stilling og enhet"), lambda rad: "; ".join(rad.stillinger), vis=Vis.FIL),
        Kolonne(_("Kompetansedager"), "tall.dager", form=_en_desimal),
        Kolonne(_("Mål for året"), "tall.maal", form=_en_desimal, tomt=_("Ikke satt")),
        Kolonne(_("Av målet"), "tall.andel", celle=lambda rad: _andel(rad.tall)),
        Kolonne(_("Sist lært noe"), "tall.sist", form=dato, tomt=_("Ingen i år")),
    ),
    tom=Tom("PersonGroup", _("Ingen arbeider her"), _("De som har stilling i selve enheten, står her.")),
)


# --- Who took part ----------------------------------------------------------------------------------


def _andeler(bruker, form) -> list[Andelsrad]:
    med_navn = bruker.has_perm("kartlegging.view_dekning_kommunen")
    return andeler(form.aaret.aar, med_smaa=med_navn)


ANDELER = Liste(
    sti=f"{__name__}.ANDELER",
    navn=_("Andel som har lært noe"),
    enheter=_("grupper"),
    rett="kurs.view_andeler",
    form=Fjoraarsvalg,
    rader=_andeler,
    filnavn=lambda form: f"{ANDELER.navn} {form.aaret.aar}",
    kolonner=(
        Kolonne(_("Delt etter"), "deling"),
        Kolonne(_("Gruppe"), "navn"),
        Kolonne(_("Ansatte"), "ansatte"),
        Kolonne(_("Deltok i året"), "i_aaret"),
        Kolonne(_("Deltok i året, prosent"), "prosent_i_aaret", form=_en_desimal),
        Kolonne(_("Deltok i løpet av tre år"), "i_tre_aar"),
        Kolonne(_("Deltok i løpet av tre år, prosent"), "prosent_i_tre_aar", form=_en_desimal),
    ),
)


# --- The figures of all units: a file ---------------------------------------------------------------


def _enhetsrader(bruker, form) -> list[tuple[Enhet, Dagtall]]:
    return bildet(bruker, form.enhet, form.aaret).alle


def _maaned(nummer):
    def hent(rad):
        per_maaned = rad[1].per_maaned
        return per_maaned[nummer - 1] if nummer <= len(per_maaned) else None

    return Kolonne(MONTHS[nummer], hent)


ENHETER = Liste(
    sti=f"{__name__}.ENHETER",
    navn=_("Kompetansedager"),
    rett=RETT,
    form=Enhetsvalg,
    rader=_enhetsrader,
    filnavn=lambda form: f"{ENHETER.navn} {form.aaret.aar}",
    kolonner=(
        Kolonne(_("Enhet"), lambda rad: rad[0].navn),
        Kolonne(_("Nivånummer"), lambda rad: rad[0].depth),
        Kolonne(_("Ansatte"), lambda rad: rad[1].ansatte),
        *(_maaned(nummer) for nummer in range(1, MAANEDER_I_AARET + 1)),
        Kolonne(_("Kompetansedager"), lambda rad: rad[1].dager),
        Kolonne(_("Dager for hver ansatt"), lambda rad: rad[1].per_ansatt),
        Kolonne(_("Mål for året"), lambda rad: rad[1].maal),
        Kolonne(_("Av målet, prosent"), lambda rad: rad[1].andel),
    ),
)
