"""What people register about themselves: add, correct, end, take away.

Every change locks the person first, so that two devices wait for each other, and then the competence, so that it is not
merged into another meanwhile. What a leader has confirmed is ended or renewed, never corrected; history stays (`spor`).
"""

import calendar
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, fields
from decimal import Decimal

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kartlegging.katalog.nivaa import kontroller_nivaa
from kartlegging.models import Kompetanse, Personkompetanse
from kartlegging.profil import bevis
from kompetanse.felles.formats import dato
from kompetanse.felles.hendelser import log_hendelse
from kompetanse.felles.vedlegg import VedleggInfo
from kompetanse.organisasjon.models import Bruker, Person

Tilstand = Personkompetanse.Tilstand
BORTE = gettext_lazy("Registreringen er endret eller tatt bort siden du åpnet siden. Last siden på nytt.")
BEKREFTET = gettext_lazy("Lederen din har bekreftet denne. Forny den, eller avslutt den, i stedet.")


@dataclass(frozen=True)
class Registrering:
    """What is registered, as a form or an import hands it over.

    `forventet` marks it as begun. `historikk` says that one that has run out is known to have done so. An empty `til`
    is counted from `fra` where the competence is valid for so many months.
    """

    kompetanse: Kompetanse
    fra: dt.date
    til: dt.date | None = None
    nivaa: int | None = None
    forventet: dt.date | None = None
    historikk: bool = False
    institusjon: str = ""
    studiepoeng: Decimal | None = None
    nus: int | None = None
    bruk: str = ""
    kommentar: str = ""

    @property
    def gyldig_til(self) -> dt.date | None:
        if self.til or self.forventet or not self.kompetanse.gyldig_mnd:
            return self.til
        return om_maaneder(self.fra, self.kompetanse.gyldig_mnd)

    def felter(self) -> dict:
        """The columns of the row that says this."""
        felter = {felt.name: getattr(self, felt.name) for felt in fields(self) if felt.name != "historikk"}
        return felter | {"til": self.gyldig_til}


def om_maaneder(dag: dt.date, antall: int) -> dt.date:
    """The same day so many months later, or the last day of a shorter month."""
    aar, maaned = divmod(dag.month - 1 + antall, 12)
    aar, maaned = dag.year + aar, maaned + 1
    return dt.date(aar, maaned, min(dag.day, calendar.monthrange(aar, maaned)[1]))


@transaction.atomic
def registrer(
    person: Person, ny: Registrering, *, bruker: Bruker, filer: Iterable[VedleggInfo] = ()
) -> Personkompetanse:
    """Add a competence to oneself, with what proves it. Returns the row.

    Something begun earlier of the same competence is thereby finished, and goes.
    """
    _laas(person, ny.kompetanse, bruker)
    kontroller(person, ny)
    rad = Personkompetanse(person=person, registrert_av=bruker, tilstand=_tilstand(ny), **ny.felter())
    rad.save()
    if ny.forventet is None:
        _begynt(person, ny.kompetanse).delete()
    bevis.legg_ved(rad, filer, bruker=bruker)
    log_hendelse(rad, "kompetanse.registrert", bruker=bruker, nivaa=rad.nivaa, fra=rad.fra, til=rad.til)
    return rad


@transaction.atomic
def endre(
    rad: Personkompetanse, ny: Registrering, *, bruker: Bruker, filer: Iterable[VedleggInfo] = ()
) -> Personkompetanse:
    """Correct what is not confirmed. One that the leader has returned is thereby handed in again."""
    rad = _egen(rad, bruker)
    if rad.tilstand == Tilstand.BEKREFTET:
        raise ValidationError(BEKREFTET, code="stale")
    kontroller(rad.person, ny, unntatt=rad)
    for navn, verdi in ny.felter().items():
        setattr(rad, navn, verdi)
    rad.tilstand, rad.vurdering, rad.vurdert, rad.vurdert_av = _tilstand(ny), "", None, None
    rad.i_rolle = rad.paa_vegne_av = ""
    rad.save()
    bevis.legg_ved(rad, filer, bruker=bruker)
    log_hendelse(rad, "kompetanse.endret", bruker=bruker, nivaa=rad.nivaa, fra=rad.fra, til=rad.til)
    return rad


@transaction.atomic
def avslutt(rad: Personkompetanse, siste_dag: dt.date, *, bruker: Bruker) -> Personkompetanse:
    """Say from when one no longer has it. What was, stays as history."""
    rad = _egen(rad, bruker)
    if rad.tilstand not in Personkompetanse.TELLER:
        raise ValidationError(BORTE, code="stale")
    if not rad.fra <= siste_dag <= timezone.localdate():
        grenser = {"fra": dato(rad.fra), "til": dato(timezone.localdate())}
        raise ValidationError({"siste_dag": _("Velg en dag fra %(fra)s til %(til)s.") % grenser})
    if rad.til and rad.til <= siste_dag:
        raise ValidationError({"siste_dag": _("Den gikk ut %s, før denne dagen.") % dato(rad.til)})
    rad.til = siste_dag
    rad.save(update_fields=["til"])
    log_hendelse(rad, "kompetanse.avsluttet", bruker=bruker, til=siste_dag)
    return rad


@transaction.atomic
def slett(rad: Personkompetanse, *, bruker: Bruker) -> None:
    """Take away what no leader has confirmed, with its files."""
    rad = _egen(rad, bruker)
    if rad.tilstand == Tilstand.BEKREFTET:
        raise ValidationError(BEKREFTET, code="stale")
    log_hendelse(rad, "kompetanse.slettet", bruker=bruker, kommentar=str(rad.kompetanse))
    rad.delete()


@transaction.atomic
def sett_bruk(rad: Personkompetanse, bruk: str, *, bruker: Bruker) -> Personkompetanse:
    """Say how one uses it; that is one's own to say, also of what is confirmed."""
    rad = _egen(rad, bruker)
    rad.bruk = bruk
    rad.save(update_fields=["bruk"])
    log_hendelse(rad, "kompetanse.bruk", bruker=bruker, bruk=bruk)
    return rad


# --- What must hold -----------------------------------------------------------------------------


def kontroller(person: Person, ny: Registrering, *, unntatt: Personkompetanse | None = None) -> None:
    """Raises ValidationError by field when this cannot be registered; `unntatt` is the row that it is to replace."""
    kontroller_kompetanse(ny.kompetanse)
    kontroller_nivaa(ny.kompetanse, ny.nivaa)
    andre = person.kompetanser.filter(kompetanse=ny.kompetanse)
    andre = andre.exclude(pk=unntatt.pk) if unntatt else andre
    if ny.forventet:
        _kontroller_begynt(ny, andre)
    else:
        _kontroller_periode(ny, andre)
        _kontroller_overlapp(ny, andre)


def kontroller_kompetanse(kompetanse: Kompetanse) -> None:
    """Raises ValidationError for one that is not chosen any more, or that the leader keeps."""
    navn = {"navn": kompetanse.navn}
    if kompetanse.slaatt_sammen_med_id:
        navn["ny"] = kompetanse.slaatt_sammen_med.navn
        raise ValidationError(_("«%(navn)s» er slått sammen med «%(ny)s». Velg den i stedet.") % navn)
    if kompetanse.avviklet and kompetanse.avviklet <= timezone.localdate():
        raise ValidationError(_("«%(navn)s» er ikke lenger i katalogen. Velg en annen.") % navn)
    if kompetanse.kun_fremvises:
        raise ValidationError(_("«%(navn)s» vises frem for lederen, som fører inn dagen. Last ikke opp noe.") % navn)


def _kontroller_begynt(ny, andre):
    if ny.forventet < ny.fra:
        raise ValidationError({"forventet": _("Den kan ikke være ferdig før du begynte.")})
    if begynt := andre.filter(tilstand=Tilstand.PAABEGYNT).first():
        naar = {"dato": dato(begynt.forventet)}
        raise ValidationError(_("Den er alt registrert som påbegynt, ventet ferdig %(dato)s.") % naar)


def _kontroller_periode(ny, andre):
    i_dag, til = timezone.localdate(), ny.gyldig_til
    if til and til < ny.fra:
        raise ValidationError({"til": _("Gyldig til kan ikke komme før fra-datoen.")})
    if til and til < i_dag and not ny.historikk:
        feil = _("Beviset gikk ut %s og teller ikke. Har du et nyere? Eller lagre det som historikk.") % dato(til)
        raise ValidationError({"til": ValidationError(feil, code="gaatt_ut")})
    # A renewal may begin when the one that is valid now ends.
    if ny.fra > i_dag and not andre.gyldig().exists():
        raise ValidationError({"fra": _("Dagen er ikke kommet ennå. Merk den som påbegynt i stedet.")})


def _kontroller_overlapp(ny, andre):
    """A level has one row at a time; proofs may overlap, but the same one is not registered twice."""
    andre = andre.filter(nivaa=ny.nivaa, tilstand__in=Personkompetanse.TELLER)
    if ny.nivaa is None:
        if andre.filter(fra=ny.fra, til=ny.gyldig_til).exists():
            raise ValidationError(_("Dette beviset er alt registrert, med samme datoer."))
        return
    samtidig = Q(til__isnull=True) | Q(til__gte=ny.fra)
    if ny.gyldig_til:
        samtidig &= Q(fra__lte=ny.gyldig_til)
    if rad := andre.filter(samtidig).first():
        if rad.til:
            naar = {"nivaa": ny.nivaa, "dato": dato(rad.til)}
            raise ValidationError({"fra": _("Nivå %(nivaa)s er registrert til %(dato)s. Velg dagen etter.") % naar})
        feil = _("Nivå %s er alt registrert. Velg et annet nivå, eller endre det som står der.") % ny.nivaa
        raise ValidationError({"nivaa": feil})


def _tilstand(ny):
    return Tilstand.PAABEGYNT if ny.forventet else Tilstand.EGENVURDERT


def _begynt(person, kompetanse):
    return person.kompetanser.filter(kompetanse=kompetanse, tilstand=Tilstand.PAABEGYNT)


# --- Locks --------------------------------------------------------------------------------------


def laas_personer(personer: Iterable[int]) -> None:
    """Lock people by id, always in the same order. Must run inside a transaction."""
    list(Person.objects.select_for_update(no_key=True).filter(pk__in=personer).order_by("pk").values_list("pk"))


def _laas(person, kompetanse, bruker):
    if not bruker.has_perm("kartlegging.register", person):
        raise PermissionDenied
    laas_personer([person.pk])
    Kompetanse.objects.select_for_update(no_key=True).get(pk=kompetanse.pk)
    kompetanse.refresh_from_db(fields=["avviklet", "slaatt_sammen_med"])


def _egen(rad, bruker):
    """The row as it is now, locked with its person, so that no leader answers it meanwhile."""
    _laas(rad.person, rad.kompetanse, bruker)
    rader = Personkompetanse.objects.for_visning().select_related("person").filter(pk=rad.pk)
    naa = rader.select_for_update(of=("self",)).first()
    if naa is None:
        raise ValidationError(BORTE, code="stale")
    return naa
