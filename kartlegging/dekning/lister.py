"""The lists of coverage: who lacks something, what runs out, the figures of every unit, and ufaglærte per category."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, replace

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kartlegging.dekning.bilde import Kategoritall, Maaling, maalinger
from kartlegging.dekning.forms import Kategorifilter, Mangelfilter, Utlopsfilter
from kartlegging.dekning.paaminnelse import som_mangler
from kartlegging.dekning.telling import MANGLER, Personstatus, Telling, statuser
from kartlegging.models import Dekningspaaminnelse, Dekningstall, Kartleggingsoppsett, Kompetanse, Personkompetanse
from kartlegging.oppfylling import Gyldighet, gaar_ut
from kompetanse.felles.formats import dato, prosent, tall
from kompetanse.felles.liste import Celle, Kolonne, Liste, Tom, Vis
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Enhet, Person
from kompetanse.organisasjon.personbilde import med_stillinger

Tilstand = Personkompetanse.Tilstand


def _i_enheten(bruker, form):
    """The people of the unit that the form names, when the user may see their names there."""
    enhet = form.enhet
    if enhet is None or not bruker.has_perm("kartlegging.view_enhet", enhet):
        return Person.objects.none()
    return Person.objects.i_enhet(enhet)


def personene(rader) -> QuerySet[Person]:
    """Whom rows with a `person_id` are about."""
    return Person.objects.filter(pk__in={rad.person_id for rad in rader})


# --- Who lacks something ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Manglende:
    """One who lacks something, and when someone last reminded of it."""

    person: Person
    mangler: list[str]
    minnet: Dekningspaaminnelse | None

    @property
    def hva(self):
        return [str(MANGLER[navn]) for navn in self.mangler]


def _som_mangler(bruker, form) -> list[Personstatus]:
    return som_mangler(statuser(_i_enheten(bruker, form), timezone.localdate()), form.valgt("mangel"))


def _manglende(rader: list[Personstatus], bruker) -> list[Manglende]:
    folk = {person.pk: person for person in med_stillinger(personene(rader))}
    sist = Dekningspaaminnelse.objects.filter(person__in=folk).order_by("person_id", "-dag").distinct("person_id")
    minnet = {en.person_id: en for en in sist.select_related("sendt_av__person")}
    return [Manglende(folk[rad.person_id], rad.mangler, minnet.get(rad.person_id)) for rad in rader]


def _steder(person):
    return [f"{stilling.tittel}, {stilling.enhet}" for stilling in person.naa]


def _minnet(rad):
    if rad.minnet is None:
        return Celle(_("Ikke minnet"), dempet=True)
    return Celle(dato(rad.minnet.dag), under=_("av %(hvem)s") % {"hvem": rad.minnet.sendt_av})


MANGLER_NOE = Liste(
    sti="kartlegging.dekning.lister.MANGLER_NOE",
    navn=gettext_lazy("Mangler i kartleggingen"),
    enheter=gettext_lazy("personer"),
    rett="kartlegging.view_dekning_kommunen",
    form=Mangelfilter,
    rader=_som_mangler,
    paa_siden=_manglende,
    i_filen=_manglende,
    personer=personene,
    kolonner=(
        Kolonne(
            gettext_lazy("Navn"), "person", celle=lambda rad: Celle(rad.person, lenke=rad.person.get_absolute_url())
        ),
        Kolonne(gettext_lazy("Ansattnummer"), "person.ansattnummer", vis=Vis.FIL),
        Kolonne(
            gettext_lazy("Stilling og enhet"),
            lambda rad: "; ".join(_steder(rad.person)),
            celle=lambda rad: _steder(rad.person),
        ),
        Kolonne(gettext_lazy("Mangler"), lambda rad: "; ".join(rad.hva), celle=lambda rad: rad.hva),
        Kolonne(gettext_lazy("Sist minnet om det"), lambda rad: rad.minnet and rad.minnet.dag, celle=_minnet),
        Kolonne(gettext_lazy("Minnet av"), lambda rad: rad.minnet and str(rad.minnet.sendt_av), vis=Vis.FIL),
    ),
    tom=Tom(
        "CheckmarkCircle",
        gettext_lazy("Ingen mangler noe"),
        gettext_lazy("Når noen ikke har registrert kompetanse, eller ikke har sett på den på et år, står de her."),
    ),
)
MANGLER_I_ENHETEN = replace(
    MANGLER_NOE, sti="kartlegging.dekning.lister.MANGLER_I_ENHETEN", rett="kartlegging.view_min"
)


# --- What runs out ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Utlop:
    """What one person holds that runs out, and what is done about it."""

    person: Person
    kompetanse: Kompetanse
    siste_dag: dt.date
    fornyelse: str

    @property
    def dager_igjen(self):
        return (self.siste_dag - timezone.localdate()).days


def _som_gaar_ut(bruker, form) -> list[Gyldighet]:
    dag = timezone.localdate()
    rader = gaar_ut(_i_enheten(bruker, form), dag, dag + dt.timedelta(days=form.dager))
    if valgt := form.valgt("fornyes"):
        fornyes = _fornyelser(rader)
        rader = [rad for rad in rader if bool(fornyes[rad]) == (valgt == "ja")]
    return rader


def _fornyelser(rader):
    """Row → what is begun, or waits, to take over when it runs out; empty when nothing is."""
    nyere = defaultdict(list)
    alle = Personkompetanse.objects.filter(
        person__in={rad.person_id for rad in rader}, kompetanse__in={rad.kompetanse_id for rad in rader}
    )
    for en in alle.exclude(tilstand=Tilstand.RETURNERT).order_by("fra"):
        nyere[en.person_id, en.kompetanse_id].append(en)
    return {rad: _fornyelse(rad, nyere[rad.person_id, rad.kompetanse_id]) for rad in rader}


def _fornyelse(rad, registrerte):
    for en in registrerte:
        if en.tilstand == Tilstand.PAABEGYNT:
            return _("Påbegynt, ventes ferdig %(dato)s") % {"dato": dato(en.forventet)}
        if en.fra > rad.siste_dag:
            venter = en.tilstand == Tilstand.EGENVURDERT
            tekst = _("Ny fra %(dato)s, venter på bekreftelse") if venter else _("Ny fra %(dato)s")
            return tekst % {"dato": dato(en.fra)}
    return ""


def _utlop(rader: list[Gyldighet], bruker) -> list[Utlop]:
    folk = personene(rader).in_bulk()
    kompetanser = Kompetanse.objects.in_bulk({rad.kompetanse_id for rad in rader})
    fornyelser = _fornyelser(rader)
    return [Utlop(folk[rad.person_id], kompetanser[rad.kompetanse_id], rad.siste_dag, fornyelser[rad]) for rad in rader]


def _dager_igjen(rad):
    igjen = rad.dager_igjen
    tekst = ngettext("%(n)s dag", "%(n)s dager", igjen) % {"n": igjen} if igjen else _("siste dag i dag")
    return Celle(tekst, tone="nei" if igjen <= 7 else "vent" if igjen <= 30 else "noytral", ikon="Clock")


GAAR_UT = Liste(
    sti="kartlegging.dekning.lister.GAAR_UT",
    navn=gettext_lazy("Går ut"),
    enheter=gettext_lazy("bevis"),
    rett="kartlegging.view_dekning_kommunen",
    form=Utlopsfilter,
    rader=_som_gaar_ut,
    paa_siden=_utlop,
    i_filen=_utlop,
    personer=personene,
    kolonner=(
        Kolonne(
            gettext_lazy("Navn"), "person", celle=lambda rad: Celle(rad.person, lenke=rad.person.get_absolute_url())
        ),
        Kolonne(gettext_lazy("Ansattnummer"), "person.ansattnummer", vis=Vis.FIL),
        Kolonne(gettext_lazy("Kompetanse"), "kompetanse.navn"),
        Kolonne(gettext_lazy("Siste dag"), "siste_dag", form=dato),
        Kolonne(gettext_lazy("Igjen"), "dager_igjen", celle=_dager_igjen, smal=True),
        Kolonne(gettext_lazy("Fornyelse"), "fornyelse", tomt=gettext_lazy("Ikke begynt")),
    ),
    tom=Tom(
        "CheckmarkCircle",
        gettext_lazy("Ingenting går ut"),
        gettext_lazy("Når et bevis snart ikke gjelder lenger, står det her, med hvem som har det."),
    ),
)
GAAR_UT_I_ENHETEN = replace(GAAR_UT, sti="kartlegging.dekning.lister.GAAR_UT_I_ENHETEN", rett="kartlegging.view_min")


# --- The figures of every unit: a file only, the page is a tree --------------------------------------


@dataclass(frozen=True)
class Enhetsrad:
    enhet: Enhet
    talt: dt.datetime
    telling: Telling
    formal: Maaling
    real: Maaling


def _tall_i_linjen(bruker, form):
    """The figures that are kept ready of the units that the user answers for, each before what is under it."""
    rader = Dekningstall.objects.filter(tilgang.linjen(bruker), kommune_id=bruker.kommune_id)
    return rader.select_related("enhet", "kategori").defer("aapne_personer").order_by("enhet__path", "kategori__navn")


def _enhetsrader(rader, bruker):
    oppsett = Kartleggingsoppsett.for_kommunen()
    for rad in rader:
        telling = Telling.lest(rad.tall)
        yield Enhetsrad(rad.enhet, rad.talt, telling, *maalinger(telling, oppsett))


DEKNING = Liste(
    sti="kartlegging.dekning.lister.DEKNING",
    navn=gettext_lazy("Dekning"),
    rett="kartlegging.open_dekning",
    rader=lambda bruker, form: _tall_i_linjen(bruker, form).filter(kategori=None),
    i_filen=_enhetsrader,
    kolonner=(
        Kolonne(gettext_lazy("Enhet"), "enhet.navn"),
        Kolonne(gettext_lazy("Nivånummer"), "enhet.depth"),
        Kolonne(gettext_lazy("Ansatte"), "telling.personer"),
        Kolonne(gettext_lazy("Formell registrert"), "formal.registrert"),
        Kolonne(gettext_lazy("Formell registrert, prosent"), "formal.andel"),
        Kolonne(gettext_lazy("Formell, mål i prosent"), "formal.maal"),
        Kolonne(gettext_lazy("Formell bekreftet"), "formal.bekreftet"),
        Kolonne(gettext_lazy("Formell sett på siste 12 måneder"), "formal.sett"),
        Kolonne(gettext_lazy("Real registrert"), "real.registrert"),
        Kolonne(gettext_lazy("Real registrert, prosent"), "real.andel"),
        Kolonne(gettext_lazy("Real, mål i prosent"), "real.maal"),
        Kolonne(gettext_lazy("Real bekreftet"), "real.bekreftet"),
        Kolonne(gettext_lazy("Real sett på siste 12 måneder"), "real.sett"),
        Kolonne(gettext_lazy("Stillinger"), "telling.stillinger"),
        Kolonne(gettext_lazy("Årsverk"), "telling.storrelse.arsverk"),
        Kolonne(gettext_lazy("Stillingsstørrelse per stilling"), "telling.storrelse.per_stilling"),
        Kolonne(gettext_lazy("Stillingsstørrelse per person"), "telling.storrelse.per_person"),
        Kolonne(gettext_lazy("Talt"), "talt"),
    ),
)


# --- Ufaglærte per category and unit ------------------------------------------------------------------


@dataclass(frozen=True)
class Ufaglartrad:
    enhet: Enhet
    tall: Kategoritall


def _ufaglartrader(rader, bruker):
    return [Ufaglartrad(rad.enhet, Kategoritall(rad.kategori.navn, *rad.tall)) for rad in rader]


UFAGLARTE = Liste(
    sti="kartlegging.dekning.lister.UFAGLARTE",
    navn=gettext_lazy("Ufaglærte"),
    enheter=gettext_lazy("rader"),
    rett="kartlegging.view_dekning_kommunen",
    form=Kategorifilter,
    rader=lambda bruker, form: form.avgrens(_tall_i_linjen(bruker, form).exclude(kategori=None)),
    paa_siden=_ufaglartrader,
    i_filen=_ufaglartrader,
    kolonner=(
        Kolonne(gettext_lazy("Enhet"), "enhet.navn"),
        Kolonne(gettext_lazy("Stillingskategori"), "tall.kategori"),
        Kolonne(gettext_lazy("Ufaglærte personer"), "tall.ufaglarte_personer", form=tall),
        Kolonne(gettext_lazy("Personer"), "tall.personer", form=tall),
        Kolonne(gettext_lazy("Ufaglærte, prosent"), "tall.andel", form=prosent),
        Kolonne(gettext_lazy("Stillinger uten fagutdanning"), "tall.ufaglarte_stillinger", form=tall),
        Kolonne(gettext_lazy("Stillinger"), "tall.stillinger", form=tall),
    ),
    tom=Tom(
        "HatSchool",
        gettext_lazy("Ingen tall ennå"),
        gettext_lazy("Tallene kommer når stillingskategoriene har et formelt krav, og er talt."),
    ),
)
