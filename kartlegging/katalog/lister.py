"""The lists of the catalogue: competences, proposals, categories of positions and what leads to none."""

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kartlegging.katalog import kolonner, stillingskategorier
from kartlegging.katalog.forms.forslag import ForslagFilter
from kartlegging.katalog.forms.kompetanse import KompetanseFilter
from kartlegging.katalog.forms.stillingskategori import KategoriFilter
from kartlegging.katalog.grupper import treet
from kartlegging.katalog.sok import finn_kompetanser
from kartlegging.models import Kompetanse, Kompetanseforslag, Stillingskategori
from kompetanse.felles.formats import dato, tall
from kompetanse.felles.liste import Celle, Kolonne, Liste, Tom, Vis
from kompetanse.organisasjon.trevisning import NbSort

# --- Competences ------------------------------------------------------------------------------------


def _kompetanser(bruker, form):
    """The competences that the filter leaves; a search puts the nearest first."""
    alle = _etter_status(Kompetanse.objects.visible_to(bruker), form.valgt("vis"))
    if gruppe := form.valgt("gruppe"):
        alle = alle.filter(gruppe__in=[node.pk for node in form.fields["gruppe"].tre.noder[gruppe.pk].nedover])
    alle = alle.filter(**{felt: form.valgt(felt) for felt in ("type", "kategori", "merke") if form.valgt(felt)})
    uttrykk = form.valgt("q")
    return finn_kompetanser(uttrykk, alle) if uttrykk else alle.order_by(NbSort("navn"), "pk")


def _etter_status(alle, vis):
    if vis == "alle":
        return alle.filter(slaatt_sammen_med__isnull=True)
    if vis == "utgaatt":
        return alle.filter(avviklet__lte=timezone.localdate(), slaatt_sammen_med__isnull=True)
    return alle.i_bruk()


def _med_grupper(kompetanser, bruker):
    """With what the columns read, and `gruppesti`: where in the tree each lies."""
    tre = treet()
    kompetanser = list(kolonner.med_alt(kompetanser))
    for kompetanse in kompetanser:
        kompetanse.gruppesti = tre.sti(kompetanse.gruppe_id)
    return kompetanser


def _navnet(kompetanse):
    utgaatt = not kompetanse.er_i_bruk()
    under = _("%(sti)s · utgått") if utgaatt else "%(sti)s"
    return Celle(kompetanse.navn, lenke=kompetanse.get_absolute_url(), under=under % {"sti": kompetanse.gruppesti})


def _typen(kompetanse):
    return Celle(kompetanse.get_type_display(), under=str(kompetanse.kategori or ""))


def _bevis_og_gyldighet(kompetanse):
    deler = [_("Må ha bevis")] if kompetanse.krever_bevis else []
    if kompetanse.gyldig_mnd:
        deler.append(_("Gyldig i %d måneder") % kompetanse.gyldig_mnd)
    return deler or ""


def _merket(kompetanse):
    return Celle(kompetanse.get_merke_display(), tone="info") if kompetanse.merke else ""


KOMPETANSER = Liste(
    sti="kartlegging.katalog.lister.KOMPETANSER",
    navn=gettext_lazy("Kompetansekatalog"),
    enheter=gettext_lazy("kompetanser"),
    rett="kartlegging.view_katalog",
    form=KompetanseFilter,
    rader=_kompetanser,
    paa_siden=_med_grupper,
    i_filen=_med_grupper,
    kolonner=(
        Kolonne(gettext_lazy("Navn"), felt="navn", sorter=[NbSort("navn")], vis=Vis.SIDE, celle=_navnet),
        Kolonne(gettext_lazy("Type"), felt="type", sorter=["type", "kategori__rekkefolge"], vis=Vis.SIDE, celle=_typen),
        Kolonne(
            gettext_lazy("Skala"), lambda kompetanse: kompetanse.skala, vis=Vis.SIDE, tomt=gettext_lazy("ja eller nei")
        ),
        Kolonne(gettext_lazy("Bevis og gyldighet"), vis=Vis.SIDE, celle=_bevis_og_gyldighet),
        Kolonne(gettext_lazy("Merke"), felt="merke", sorter=["merke"], vis=Vis.SIDE, celle=_merket),
        *(Kolonne(kolonne.navn, kolonne.skriv, vis=Vis.FIL) for kolonne in kolonner.KOLONNER),
    ),
    tom=Tom("BulletList", gettext_lazy("Katalogen er tom"), gettext_lazy("Her står kompetansene som kommunen bruker.")),
    uten_treff=Tom(
        "MagnifyingGlass",
        gettext_lazy("Ingen kompetanser passer"),
        gettext_lazy("Prøv et annet ord eller færre filtre. Savner du en kompetanse, kan du foreslå den."),
    ),
)


# --- Proposals --------------------------------------------------------------------------------------


def _forslag(bruker, form):
    forslag = Kompetanseforslag.objects.visible_to(bruker).select_related("foreslatt_av__person", "kompetanse")
    return forslag if form.vis_alle else forslag.venter()


FORSLAG = Liste(
    sti="kartlegging.katalog.lister.FORSLAG",
    navn=gettext_lazy("Forslag til kompetanser"),
    enheter=gettext_lazy("forslag"),
    rett="kartlegging.view_katalog",
    form=ForslagFilter,
    rader=_forslag,
    standard="foreslaatt",
    kolonner=(
        Kolonne(
            gettext_lazy("Kompetanse"),
            "navn",
            "navn",
            sorter=[NbSort("navn")],
            celle=lambda forslag: Celle(forslag.navn, lenke=forslag.get_absolute_url(), under=forslag.hvorfor[:120]),
        ),
        Kolonne(gettext_lazy("Hvorfor"), "hvorfor", vis=Vis.FIL),
        Kolonne(gettext_lazy("Foreslått av"), "foreslatt_av"),
        Kolonne(
            gettext_lazy("Foreslått"),
            lambda forslag: timezone.localdate(forslag.opprettet),
            "foreslaatt",
            sorter=["opprettet"],
            form=dato,
        ),
        Kolonne(gettext_lazy("Status"), lambda forslag: forslag.get_status_display()),
        Kolonne(gettext_lazy("Svar"), lambda forslag: forslag.svar or forslag.kompetanse or ""),
    ),
    tom=Tom(
        "LightBulb",
        gettext_lazy("Ingen forslag venter"),
        gettext_lazy("Savner noen en kompetanse i katalogen, kommer forslaget hit."),
    ),
)


# --- Categories of positions --------------------------------------------------------------------------


def _kategorier(bruker, form):
    kategorier = Stillingskategori.objects.visible_to(bruker)
    if uttrykk := form.valgt("q"):
        i_kildene = Q(kilder__tittel__icontains=uttrykk) | Q(kilder__stillingskode=uttrykk)
        kategorier = kategorier.filter(Q(navn__icontains=uttrykk) | i_kildene).distinct()
    return kategorier


def _med_kilder(kategorier, bruker):
    """With titles, codes, the formal requirement, and how many hold such a position today as `ansatte`."""
    antall = stillingskategorier.antall_ansatte(bruker.kommune_id)
    kategorier = list(kategorier.prefetch_related("kilder", "formalkrav"))
    for kategori in kategorier:
        kategori.ansatte = antall.get(kategori.pk, 0)
        kilder = kategori.kilder.all()
        kategori.koder = ", ".join(kilde.stillingskode for kilde in kilder if kilde.stillingskode)
        kategori.titler = ", ".join(kilde.tittel for kilde in kilder if kilde.tittel)
    return kategorier


STILLINGSKATEGORIER = Liste(
    sti="kartlegging.katalog.lister.STILLINGSKATEGORIER",
    navn=gettext_lazy("Stillingskategorier"),
    enheter=gettext_lazy("kategorier"),
    rett="kartlegging.view_katalog",
    form=KategoriFilter,
    rader=_kategorier,
    standard="navn",
    paa_siden=_med_kilder,
    i_filen=_med_kilder,
    kolonner=(
        Kolonne(
            gettext_lazy("Kategori"),
            "navn",
            "navn",
            sorter=[NbSort("navn")],
            celle=lambda kategori: Celle(kategori.navn, lenke=kategori.get_absolute_url()),
        ),
        Kolonne(gettext_lazy("Stillingskoder"), "koder", tomt=gettext_lazy("ingen")),
        Kolonne(gettext_lazy("Titler"), "titler", vis=Vis.FIL),
        Kolonne(gettext_lazy("NUS"), "nus", smal=True),
        Kolonne(
            gettext_lazy("Formelt krav"),
            lambda kategori: ", ".join(str(krav) for krav in kategori.formalkrav.all()),
            tomt=gettext_lazy("ingen"),
        ),
        Kolonne(gettext_lazy("Ansatte"), "ansatte", form=tall, smal=True),
    ),
    tom=Tom(
        "PersonSuit",
        gettext_lazy("Ingen stillingskategorier"),
        gettext_lazy("En kategori samler stillinger som krever det samme, som sykepleiere eller renholdere."),
    ),
)


UTEN_KATEGORI = Liste(
    sti="kartlegging.katalog.lister.UTEN_KATEGORI",
    navn=gettext_lazy("Stillinger uten kategori"),
    enheter=gettext_lazy("titler og koder"),
    rett="kartlegging.change_katalog",
    form=KategoriFilter,
    rader=lambda bruker, form: stillingskategorier.uten_kategori(bruker.kommune_id, form.valgt("q")),
    paa_siden=lambda rader, bruker: stillingskategorier.med_forslag(rader),
    kolonner=(
        Kolonne(gettext_lazy("Stillingstittel"), "tittel"),
        Kolonne(gettext_lazy("Stillingskode"), "stillingskode"),
        Kolonne(gettext_lazy("Ansatte"), "antall", form=tall),
    ),
    tom=Tom(
        "CheckmarkCircle",
        gettext_lazy("Alle stillinger har en kategori"),
        gettext_lazy("Kommer det nye titler med neste import, står de her."),
    ),
)
