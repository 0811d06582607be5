"""An application with everything filled in, from a measure that central money is to pay for."""

from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kompetanse.felles.formats import dato, og_liste, tall
from kompetanse.organisasjon.models import Bruker, Enhet
from planer.models import Kompetanseplan, Tiltak
from planer.tiltak.bilde import Tiltaksrad
from planer.tiltak.midler import Soknadsvei
from soknader.models import Budsjettlinje, Soknad
from soknader.sak import utkast
from soknader.sak.enheter import sett_enheter
from soknader.sak.utkast import Linje

KILDE = "sentralt"
Maalgruppe, Seksjoner = Soknad.Maalgruppe, Soknad.Seksjoner


def kan_soke(tiltak: Tiltak, bruker: Bruker) -> bool:
    """The user sees the measure, which is a unit's, in a plan that is not replaced, and not stopped; and works in a unit
    that it is for, or answers for its plan."""
    if tiltak.status == Tiltak.Status.STOPPET or tiltak.plan.status == Kompetanseplan.Status.AVLOST:
        return False
    if not Tiltak.objects.for_enheter_visible_to(bruker).filter(pk=tiltak.pk).exists():
        return False
    egne = utkast.enheter_for(bruker)
    gjelder = [tiltak.plan.enhet, *tiltak.felles_for.all()]
    i_en_av_dem = any(egen.path.startswith(enhet.path) for egen in egne for enhet in gjelder)
    return bool(egne) and (i_en_av_dem or bruker.has_perm("planer.manage_plan", tiltak.plan))


def soknadsvei(tiltak: Tiltak, bruker: Bruker) -> Soknadsvei:
    """What the page of a measure tells this reader of its applications, and of those of what it carries on."""
    synlige = Soknad.objects.visible_to(bruker).filter(tiltak__isnull=False)
    egne = synlige.filter(tiltak=tiltak, soker=bruker, status=Soknad.Status.UTKAST)
    return Soknadsvei(
        kan_aapne=frozenset(synlige.values_list("pk", flat=True)),
        utkast=tuple((str(soknad), soknad.get_absolute_url()) for soknad in egne),
        sok=reverse("soknader:soknad-fra-tiltak", args=[tiltak.pk]) if kan_soke(tiltak, bruker) else "",
    )


@transaction.atomic
def opprett(tiltak: Tiltak, *, bruker: Bruker, kompetansetype: str) -> Soknad:
    """A draft with what the measure, its needs, goals and costs say. Raises PermissionDenied; what is there already is the
    page's to tell."""
    if not kan_soke(tiltak, bruker):
        raise PermissionDenied
    aar, belop = _midler(tiltak)
    soknad = utkast.opprett(
        bruker=bruker,
        enhet=_soker_fra(tiltak, bruker),
        aar=aar,
        kompetansetype=kompetansetype,
        tiltak=tiltak,
        satsingsomraade=tiltak.satsingsomraade,
        **_hva(tiltak),
        **_hvem(tiltak),
        **_hvorfor(tiltak),
    )
    _nevn_enhetene(soknad, tiltak)
    if belop:
        utkast.skriv_budsjett(soknad, [Linje(tiltak.navn, belop, Budsjettlinje.Mva.IKKE_OPPGITT)], Decimal(0))
    return soknad


def _midler(tiltak):
    """The first year that money can be asked for and the measure counts on it, and how much; else this year, and nothing."""
    kostnader = tiltak.kostnader.filter(kilde__kode=KILDE, aar__in=utkast.aar_aa_soke_for(), belop__gt=0)
    return kostnader.values_list("aar", "belop").order_by("aar").first() or (timezone.localdate().year, None)


def _hva(tiltak):
    omfang = f"{tall(tiltak.omfang, 1)} {tiltak.get_omfang_i_display()}" if tiltak.omfang else ""
    linjer = [
        (_("Læringsform"), tiltak.laeringsform),
        (_("Læringsarena"), tiltak.laeringsarena),
        (_("Omfang for hver"), omfang),
        (_("Hvem som lærer bort"), tiltak.get_laerer_display()),
    ]
    deler = [tiltak.beskrivelse or tiltak.navn, *(f"{navn}: {verdi}" for navn, verdi in linjer if verdi)]
    hel_periode = tiltak.fra and tiltak.frist
    return {
        "tittel": tiltak.navn,
        "beskrivelse": "\n".join(deler),
        "periode_fra": tiltak.fra if hel_periode else None,
        "periode_til": tiltak.frist if hel_periode else None,
    }


def _hvem(tiltak):
    """The target group by the form's own words where the measure uses one of them; the number, or else the words."""
    antall = tiltak.antall or tiltak.deltakere.count() or None
    ord_ = tiltak.maalgruppe or og_liste([*tiltak.kategorier.all(), *tiltak.roller.all(), *tiltak.enheter.all()])
    kjent = {str(en.label).casefold(): en for en in Maalgruppe if en != Maalgruppe.ANDRE}.get(ord_.casefold())
    return {
        "maalgruppe": kjent or (Maalgruppe.ANDRE if ord_ else ""),
        "maalgruppe_tekst": "" if kjent else ord_[:200],
        "antall_deltakere": antall,
        "deltakere_tekst": "" if antall else ord_[:200],
    }


def _hvorfor(tiltak):
    rad = Tiltaksrad(tiltak, timezone.localdate())
    return {
        "begrunnelse": "\n\n".join(_behov(ett) for ett in tiltak.behov.all()),
        "forventet_effekt": "\n".join(_virkning(ett) for ett in rad.maal),
        "evaluering": "\n".join(filter(None, [og_liste(rad.nivaaer), tiltak.evaluering])),
    }


def _behov(behov):
    """«Flere som kan sårbehandling (kritisk). Vi har 2 og trenger 5. …»."""
    navn = _("%(behov)s (kritisk)") % {"behov": behov} if behov.kritisk else str(behov)
    antall = ""
    if behov.trenger is not None:
        antall = _("Vi har %(har)s og trenger %(trenger)s.") % {"har": tall(behov.har), "trenger": tall(behov.trenger)}
    return " ".join(filter(None, [f"{navn}.", antall, behov.beskrivelse]))


def _virkning(maal):
    """«Bidrar til målet «…»: andel med fagbrev fra 40 til 60 prosent innen 31. desember 2027.»."""
    setning = _("Bidrar til målet «%(maal)s»") % {"maal": maal}
    if maal.maaltall is None:
        return f"{setning}."
    fra = "" if maal.utgangspunkt is None else _("fra %(tall)s ") % {"tall": _tall(maal.utgangspunkt)}
    innen = _(" innen %(dato)s") % {"dato": dato(maal.frist)} if maal.frist else ""
    deler = {"indikator": maal.indikator, "fra": fra, "til": _tall(maal.maaltall), "enhet": maal.maaleenhet}
    maalet = " ".join((_("%(indikator)s %(fra)stil %(til)s %(enhet)s") % deler).split())
    return f"{setning}: {maalet}{innen}."


def _tall(verdi):
    return tall(verdi, 2 if verdi % 1 else 0)


# --- The units ------------------------------------------------------------------------------------


def _soker_fra(tiltak, bruker):
    """Which of the applicant's units it comes from: one in the plan's unit, else in one that it is common for."""
    egne = utkast.enheter_for(bruker)
    for enhet in (tiltak.plan.enhet, *tiltak.felles_for.all()):
        if egen := next((ett for ett in egne if ett.path.startswith(enhet.path)), None):
            return egen
    return None


def _nevn_enhetene(soknad, tiltak):
    """One application names all that the measure is for: sections of the applicant's avdeling, and the units beside it. What
    is above the avdeling says no more than that."""
    gjelder = [*tiltak.felles_for.all(), *tiltak.enheter.all()] or [tiltak.plan.enhet]
    gjelder = [enhet for enhet in gjelder if enhet.er_gyldig()]
    avdeling = soknad.avdeling
    i_avdelingen = [enhet for enhet in gjelder if enhet.path.startswith(avdeling.path)]
    andre = [ett for ett in gjelder if ett not in i_avdelingen and not avdeling.path.startswith(ett.path)]
    sett_enheter(soknad, _oeverste(andre), er_seksjon=False)
    if i_avdelingen and avdeling not in i_avdelingen:
        stier = {enhet.path[: len(avdeling.path) + Enhet.steplen] for enhet in i_avdelingen}
        sett_enheter(soknad, Enhet.objects.filter(path__in=stier), er_seksjon=True)
        soknad.seksjoner = Seksjoner.UTVALGTE
        soknad.save(update_fields=["seksjoner"])


def _oeverste(enheter):
    """Each once, and none that stands under another of them."""
    unike = sorted(set(enheter), key=lambda enhet: enhet.path)
    return [ett for ett in unike if not any(ett != over and ett.path.startswith(over.path) for over in unike)]
