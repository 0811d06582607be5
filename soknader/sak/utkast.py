"""From an idea to an application that can be sent: drafts, their steps, the budget's sum, and what is missing."""

from dataclasses import dataclass
from decimal import Decimal
from operator import itemgetter
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompetanse.felles.hendelser import log_hendelse
from kompetanse.felles.samskriving import Endring
from kompetanse.organisasjon.models import Bruker, Enhet, Rollekode, Rolletype
from planer.models import Satsingsomraade
from soknader.models import Budsjettlinje, Fordelt, Ramme, Soknad
from soknader.sak.anker import er_forankret
from soknader.sak.enheter import ENHETSFELT, sett_enheter

# Where no level is set for the role.
VANLIG_AVDELINGSNIVAA = 3
STALE = gettext_lazy("Søknaden er sendt eller endret av noen andre. Last siden på nytt.")

# What a copy takes with it. Dates and attachments belong to the year they were made for.
KOPIERES = (
    "kompetansetype",
    "tittel",
    "beskrivelse",
    "seksjoner",
    "seksjoner_tekst",
    "maalgruppe",
    "maalgruppe_tekst",
    "antall_deltakere",
    "deltakere_tekst",
    "begrunnelse",
    "satsingsomraade",
    "forankring",
    "egenandel",
    "forventet_effekt",
    "evaluering",
)


class Steg(models.TextChoices):
    """The short steps of the form, in order. The value is the end of the address."""

    HVA = "hva", gettext_lazy("Hva og når")
    HVEM = "hvem", gettext_lazy("Hvem")
    HVORFOR = "hvorfor", gettext_lazy("Hvorfor")
    BUDSJETT = "budsjett", gettext_lazy("Budsjett")
    EFFEKT = "effekt", gettext_lazy("Effekt og evaluering")
    VEDLEGG = "vedlegg", gettext_lazy("Vedlegg")
    OPPSUMMERING = "oppsummering", gettext_lazy("Oppsummering")

    @property
    def neste(self):
        """The step after this one; the last one is its own next."""
        alle = list(Steg)
        return alle[min(alle.index(self) + 1, len(alle) - 1)]

    @property
    def forrige(self):
        """The step before this one, or None on the first."""
        plass = list(Steg).index(self)
        return list(Steg)[plass - 1] if plass else None


@dataclass(frozen=True)
class Mangel:
    """Something that must be mended before the application can be sent: on which step, at which field."""

    steg: str
    felt: str
    melding: str


@dataclass(frozen=True)
class Linje:
    """One line of the budget as the form hands it over."""

    hva: str
    belop: Decimal
    mva: str

    def __str__(self):
        return f"{self.hva} {self.belop:.2f} {self.mva}"


# --- Making a draft -----------------------------------------------------------------------------


def enheter_for(bruker: Bruker) -> list[Enhet]:
    """The units where the user works today, the main position first. One query."""
    if not bruker.person_id:
        return []
    stillinger = bruker.person.stillinger.gjeldende().select_related("enhet").order_by("-hovedstilling", "-prosent")
    return list(dict.fromkeys(stilling.enhet for stilling in stillinger))


def linjen_for(enhet: Enhet) -> list[Enhet]:
    """The unit and the units above it up to the level below the municipality, from the top. One query."""
    over = [sti for sti in enhet.stier_over if len(sti) > Enhet.steplen]
    return list(Enhet.objects.filter(path__in=[*over, enhet.path]).order_by("path"))


def aar_aa_soke_for() -> set[int]:
    """The years that money can be asked for: this one and the next, and those after that have a frame. One query."""
    i_aar = timezone.localdate().year
    return {i_aar, i_aar + 1, *Ramme.objects.filter(aar__gt=i_aar).values_list("aar", flat=True)}


def avdelingsnivaa(kommune_id: int) -> Coalesce:
    """The level of the tree where the kommune has its avdelingsdirektører, as an expression of a query."""
    rolletype = Rolletype.objects.filter(kommune_id=kommune_id, kode=Rollekode.AVDELINGSDIREKTOR)
    return Coalesce(Subquery(rolletype.values("leder_paa_nivaa")[:1]), VANLIG_AVDELINGSNIVAA)


def standard_avdeling(enhet: Enhet) -> Enhet:
    """The unit at the level of the avdelingsdirektør that this unit is or stands under; else the unit itself."""
    linjen = Enhet.objects.filter(path__in=[*enhet.stier_over, enhet.path])
    return linjen.filter(depth__lte=avdelingsnivaa(enhet.kommune_id)).order_by("depth").last()


@transaction.atomic
def opprett(*, bruker: Bruker, enhet: Enhet | None = None, aar: int | None = None, **felt) -> Soknad:
    """Start a draft in the user's own unit. Raises ValidationError when the user works nowhere."""
    if not bruker.has_perm("soknader.add_soknad"):
        raise PermissionDenied
    egne = enheter_for(bruker)
    if not egne:
        raise ValidationError(
            _("Du står ikke med noen stilling i kommunen, så søknaden kan ikke gå i linjen. Ta kontakt med HR."),
            code="uten_stilling",
        )
    enhet = enhet if enhet in egne else egne[0]
    felt.setdefault("avdeling", standard_avdeling(enhet))
    soknad = Soknad.objects.create(
        kommune_id=bruker.kommune_id, soker=bruker, enhet=enhet, aar=aar or timezone.localdate().year, **felt
    )
    log_hendelse(soknad, "soknad.opprettet", bruker=bruker)
    return soknad


@transaction.atomic
def kopier(soknad: Soknad, *, bruker: Bruker) -> Soknad:
    """A new draft for this year with the words and the budget of an earlier application that the user may see.

    Dates and attachments are left out; a priority area that is no longer in use, too.
    """
    if not Soknad.objects.visible_to(bruker).filter(pk=soknad.pk).exists():
        raise PermissionDenied
    felt = {navn: getattr(soknad, navn) for navn in KOPIERES}
    omraade = felt.pop("satsingsomraade")
    if omraade and Satsingsomraade.objects.i_bruk(timezone.localdate().year).filter(pk=omraade.pk).exists():
        felt["satsingsomraade"] = omraade
    kopi = opprett(bruker=bruker, enhet=soknad.enhet, kopi_av=soknad, **felt)
    seksjoner = soknad.valgte_seksjoner if kopi.avdeling_id == soknad.avdeling_id else []
    sett_enheter(kopi, [enhet for enhet in seksjoner if enhet.er_gyldig()], er_seksjon=True)
    andre = [enhet for enhet in soknad.andre_enheter if enhet.er_gyldig() and enhet != kopi.enhet]
    sett_enheter(kopi, andre, er_seksjon=False)
    skriv_budsjett(kopi, **budsjettet(soknad))
    return kopi


# --- Saving a step ------------------------------------------------------------------------------


@transaction.atomic
def lagre(soknad: Soknad, endring: Endring, *, bruker: Bruker) -> tuple[Soknad, list[ValidationError]]:
    """Write what has been changed in the fields of one step and nothing else, so two open steps do not overwrite each other.

    Returns the application, and by field why the rest is not stored: it has been changed in another tab, or the period
    would end before it begins. Raises PermissionDenied, and ValidationError (`stale`) when it is sent.
    """
    soknad = laas_utkast(soknad, bruker)
    endret, uenig = endring.flett_enige(soknad)
    if feil := _feil_i_perioden(soknad):
        # Half of it is changed here, and the other half in another tab.
        soknad, ikke_lagret = lagre(soknad, endring.uten("periode_fra", "periode_til"), bruker=bruker)
        return soknad, [*ikke_lagret, feil]
    soknad.save(update_fields=[*endret - ENHETSFELT.keys(), "endret"])
    for navn in endret & ENHETSFELT.keys():
        sett_enheter(soknad, endring.felt[navn], er_seksjon=ENHETSFELT[navn])
    return soknad, [uenig] if uenig else []


def _feil_i_perioden(soknad):
    fra, til = soknad.periode_fra, soknad.periode_til
    if fra and til and til < fra:
        return ValidationError({"periode_til": _("Sluttdatoen kan ikke komme før startdatoen.")})
    return None


def budsjettet(soknad: Soknad) -> dict[str, Any]:
    """The budget as it is stored: `linjer` and `egenandel`."""
    linjer = [Linje(linje.hva, linje.belop, linje.mva) for linje in soknad.budsjett.all()]
    return {"egenandel": soknad.egenandel, "linjer": linjer}


@transaction.atomic
def lagre_budsjett(soknad: Soknad, endring: Endring, *, bruker: Bruker) -> Soknad:
    """Replace the budget lines (`linjer`, a list of `Linje`) and the own share (`egenandel`); the amount asked for follows.

    Raises ValidationError on `egenandel` when it is larger than the lines together, and Uenig when they have been changed
    in another tab.
    """
    soknad = laas_utkast(soknad, bruker)
    linjer, egenandel = itemgetter("linjer", "egenandel")(budsjettet(soknad) | endring.endret(budsjettet(soknad)))
    if egenandel > sum((linje.belop for linje in linjer), Decimal(0)):
        raise ValidationError(
            {"egenandel": ValidationError(_("Egenandelen kan ikke være større enn summen av budsjettet."), code="stor")}
        )
    skriv_budsjett(soknad, linjer, egenandel)
    return soknad


@transaction.atomic
def slett(soknad: Soknad, *, bruker: Bruker) -> None:
    """Delete a draft that has never been sent, with its lines and attachments."""
    soknad = laas_utkast(soknad, bruker)
    if soknad.status != Soknad.Status.UTKAST or soknad.sendt:
        raise ValidationError(_("En søknad som har vært sendt, kan ikke slettes. Du kan trekke den."), code="sendt")
    log_hendelse(soknad, "soknad.slettet", bruker=bruker, tittel=soknad.tittel)
    soknad.delete()


def laas_utkast(soknad: Soknad, bruker: Bruker) -> Soknad:
    """The row, locked, when its applicant may still edit it."""
    laast = Soknad.objects.select_for_update().get(pk=soknad.pk)
    if laast.soker_id != bruker.pk:
        raise PermissionDenied
    if not bruker.has_perm("soknader.edit_soknad", laast):
        raise ValidationError(STALE, code="stale")
    return laast


def skriv_budsjett(soknad: Soknad, linjer: list[Linje], egenandel: Decimal) -> None:
    """Replace the budget; the amount asked for follows. The caller has locked it."""
    soknad.budsjett.all().delete()
    Budsjettlinje.objects.bulk_create(
        Budsjettlinje(
            kommune_id=soknad.kommune_id,
            soknad=soknad,
            hva=linje.hva,
            belop=linje.belop,
            mva=linje.mva,
            rekkefolge=plass,
        )
        for plass, linje in enumerate(linjer, start=1)
    )
    soknad.egenandel = egenandel
    regn_soknadsbelop(soknad)


def regn_soknadsbelop(soknad: Soknad) -> None:
    """The one place where «søknadsbeløp» is worked out: the budget lines together less the own share, never below 0."""
    sum_linjer = soknad.budsjett.aggregate(sum=Sum("belop"))["sum"] or Decimal(0)
    soknad.soknadsbelop = max(sum_linjer - soknad.egenandel, Decimal(0))
    soknad.save(update_fields=["egenandel", "soknadsbelop", "endret"])


# --- What is missing ----------------------------------------------------------------------------


def mangler(soknad: Soknad) -> list[Mangel]:
    """What must be mended before the application can be sent, in the order of the form. At most three queries.

    The pages show it, and `saksgang.send_inn` refuses while it is not empty.
    """
    deler = (_mangler_hva, _mangler_hvem, _mangler_hvorfor, _mangler_budsjett, _mangler_effekt)
    return [mangel for del_ in deler for mangel in del_(soknad)]


def _mangler_hva(soknad):
    if not soknad.kompetansetype:
        yield Mangel(Steg.HVA, "kompetansetype", _("Svar på hva slags kompetanse det gjelder."))
    elif soknad.kompetansetype == Soknad.Kompetansetype.FAGSPESIFIKK:
        yield Mangel(
            Steg.HVA,
            "kompetansetype",
            _("Fagspesifikk kompetanse dekkes av pengene som er fordelt til avdelingene, ikke av de sentrale midlene."),
        )
    if not soknad.tittel.strip():
        yield Mangel(Steg.HVA, "tittel", _("Skriv hvilket kompetanseområde det gjelder."))
    if not soknad.beskrivelse.strip():
        yield Mangel(Steg.HVA, "beskrivelse", _("Beskriv hva dere vil gjøre."))
    if soknad.periode_fra is None or soknad.periode_til is None:
        felt = "periode_fra" if soknad.periode_fra is None else "periode_til"
        yield Mangel(Steg.HVA, felt, _("Skriv når tiltaket begynner og slutter."))


def _mangler_hvem(soknad):
    if soknad.avdeling_id is None:
        yield Mangel(Steg.HVEM, "avdeling", _("Velg avdeling."))
    yield from _mangler_enheter(soknad)
    if soknad.seksjoner == Soknad.Seksjoner.BESKREVET and not soknad.seksjoner_tekst.strip():
        yield Mangel(Steg.HVEM, "seksjoner_tekst", _("Beskriv hvilke seksjoner det gjelder."))
    if not soknad.maalgruppe:
        yield Mangel(Steg.HVEM, "maalgruppe", _("Velg målgruppe."))
    elif soknad.maalgruppe == Soknad.Maalgruppe.ANDRE and not soknad.maalgruppe_tekst.strip():
        yield Mangel(Steg.HVEM, "maalgruppe_tekst", _("Beskriv målgruppen."))
    if soknad.antall_deltakere is None and not soknad.deltakere_tekst.strip():
        yield Mangel(Steg.HVEM, "antall_deltakere", _("Skriv hvor mange som skal delta, eller beskriv deltakerne."))


def _mangler_enheter(soknad):
    nevnt = [rad for rad in soknad.soknadsenheter.all() if not rad.nei]
    if soknad.seksjoner == Soknad.Seksjoner.UTVALGTE and not any(rad.er_seksjon for rad in nevnt):
        yield Mangel(Steg.HVEM, "valgte_seksjoner", _("Velg minst én seksjon."))
    for rad in nevnt:
        if not rad.enhet.er_gyldig():
            felt = "valgte_seksjoner" if rad.er_seksjon else "andre_enheter"
            yield Mangel(Steg.HVEM, felt, _("%s er ikke en enhet lenger. Ta den bort.") % rad.enhet)


def _mangler_hvorfor(soknad):
    if not soknad.begrunnelse.strip():
        yield Mangel(Steg.HVORFOR, "begrunnelse", _("Skriv en begrunnelse."))
    if not er_forankret(soknad):
        yield Mangel(
            Steg.HVORFOR,
            "satsingsomraade",
            _("Velg et satsingsområde, et mål eller en plan, eller skriv hva søknaden er forankret i."),
        )


def _mangler_budsjett(soknad):
    if soknad.soknadsbelop > 0:
        return
    if soknad.budsjett.exists():
        yield Mangel(
            Steg.BUDSJETT, "egenandel", _("Egenandelen dekker hele budsjettet, så det er ingenting å søke om.")
        )
    else:
        yield Mangel(Steg.BUDSJETT, "linjer", _("Legg inn minst én budsjettlinje med beløp."))


def _mangler_effekt(soknad):
    if not soknad.forventet_effekt.strip():
        yield Mangel(Steg.EFFEKT, "forventet_effekt", _("Skriv hva dere venter at tiltaket gir."))
    if not soknad.evaluering.strip():
        yield Mangel(Steg.EFFEKT, "evaluering", _("Skriv hvordan tiltaket skal evalueres."))


# --- Money that is handed out ---------------------------------------------------------------------


def fordelt_til_linjen(enhet: Enhet, aar: int) -> tuple[Enhet, Decimal] | None:
    """(unit, amount): the distributed money of the nearest unit at or above this one in a year, with what was given to
    units that have gone on in it; None when there is none."""
    har_det = {"har_det": Coalesce("enhet__videre_i", "enhet"), "sti": Coalesce("enhet__videre_i__path", "enhet__path")}
    rader = Fordelt.objects.filter(ramme__aar=aar).annotate(**har_det)
    linjen = rader.filter(sti__in=[*enhet.stier_over, enhet.path]).order_by("-sti")
    naermeste = linjen.values_list("har_det").annotate(sum=Sum("belop")).first()
    return naermeste and (Enhet.objects.get(pk=naermeste[0]), naermeste[1])
