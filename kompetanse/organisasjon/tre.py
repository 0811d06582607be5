"""Every change of the organisation tree: create, rename, move, merge, split and close units.

One change at a time per kommune: each function locks the kommune's row, reads the units anew, checks, writes the units
and their periods, and one audit line. `bruker=None` means that the system itself acts (a command, an import job).
"""

import datetime as dt
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kompetanse.felles.formats import dato as vis_dato
from kompetanse.felles.samskriving import Endring
from kompetanse.organisasjon.endring import laas_kommune, logg
from kompetanse.organisasjon.models import Bruker, Enhet, Enhetsperiode, Person
from kompetanse.organisasjon.roller import synkroniser_lederroller
from kompetanse.organisasjon.sammenslaaing import flytt_roller, flytt_stillinger

MAKS_DYBDE = 7  # the municipality itself and six levels below it
DAG = dt.timedelta(days=1)
LENGST_TILBAKE = dt.timedelta(days=365)
LENGST_FRAM = dt.timedelta(days=365)
CHANGE = "organisasjon.change_tree"


@transaction.atomic
def opprett(
    forelder: Enhet, *, navn: str, bruker: Bruker, fra: dt.date | None = None, kode: str = "", rettighet: str = CHANGE
) -> Enhet:
    """A new unit under `forelder`, valid from `fra` (today, at most a year ahead). Returns the unit."""
    forelder = _laas(forelder, bruker=bruker, rettighet=rettighet)
    fra = fra or timezone.localdate()
    _krev_gyldig(forelder, fra, "fra")
    _krev_dato(fra, senest=timezone.localdate() + LENGST_FRAM)
    _krev_dybde(forelder, 1)
    _krev_ledig_navn(forelder, navn, fra)
    enhet = Enhet(kommune_id=forelder.kommune_id, navn=navn, kode=kode, gyldig_fra=fra)
    _kontroller(enhet)
    enhet = Enhet.objects.add_child(forelder, instance=enhet)
    Enhetsperiode.objects.create(kommune_id=enhet.kommune_id, enhet=enhet, navn=navn, forelder=forelder, fra=fra)
    logg(enhet, "enhet.opprett", bruker=bruker, navn=navn, forelder=forelder.navn, fra=fra)
    return enhet


@transaction.atomic
def gi_nytt_navn(
    enhet: Enhet,
    *,
    navn: str,
    bruker: Bruker,
    fra: dt.date | None = None,
    kode: str | None = None,
    rettighet: str = CHANGE,
) -> Enhet:
    """Give the unit another name (and code) from a date on; before it the old name is read."""
    enhet = _laas(enhet, bruker=bruker, rettighet=rettighet)
    fra = _endringsdato(enhet, fra)
    gammelt_navn, gammel_kode = enhet.navn, enhet.kode
    if navn != gammelt_navn and enhet.depth > 1:
        _krev_ledig_navn(_forelder(enhet), navn, fra, unntatt=enhet)
    enhet.navn = navn
    enhet.kode = gammel_kode if kode is None else kode
    _kontroller(enhet)
    if (enhet.navn, enhet.kode) == (gammelt_navn, gammel_kode):
        return enhet
    enhet.save(update_fields=["navn", "kode"])
    if navn != gammelt_navn:
        _ny_periode(enhet, fra, navn=navn)
    logg(enhet, "enhet.gi_nytt_navn", bruker=bruker, fra_navn=gammelt_navn, navn=navn, kode=enhet.kode, fra=fra)
    return enhet


@transaction.atomic
def endre_navn(enhet: Enhet, endring: Endring, *, bruker: Bruker, fra: dt.date | None = None) -> Enhet:
    """As `gi_nytt_navn`, of what the user has changed of name and code. Raises Uenig."""
    naa = _laas(enhet, bruker=bruker, rettighet=CHANGE)
    ny = endring.ny({navn: getattr(naa, navn) for navn in endring.felt})
    return gi_nytt_navn(naa, bruker=bruker, fra=fra, **ny)


@transaction.atomic
def flytt(
    enhet: Enhet, *, ny_forelder: Enhet, bruker: Bruker, fra: dt.date | None = None, rettighet: str = CHANGE
) -> Enhet:
    """Move the unit, with all below it, under another unit from a date on."""
    enhet = _laas(enhet, bruker=bruker, rettighet=rettighet)
    ny_forelder = Enhet.objects.get(pk=ny_forelder.pk)
    _krev_ikke_rot(enhet)
    fra = _endringsdato(enhet, fra)
    gammel_forelder = _forelder(enhet)
    if ny_forelder == gammel_forelder:
        raise ValidationError({"ny_forelder": _("Enheten ligger allerede under %s.") % ny_forelder})
    _flytt_under(enhet, ny_forelder, fra)
    logg(enhet, "enhet.flytt", bruker=bruker, fra_enhet=gammel_forelder.navn, til_enhet=ny_forelder.navn, fra=fra)
    synkroniser_lederroller(enhet.kommune_id, bruker=bruker)
    return Enhet.objects.get(pk=enhet.pk)


@transaction.atomic
def slaa_sammen(
    kilder: Iterable[Enhet], *, maal: Enhet, bruker: Bruker, fra: dt.date | None = None, rettighet: str = CHANGE
) -> Enhet:
    """Let one or more units go on in `maal` from a date: people, roles and the units below follow.

    The sources end the day before, and point to the unit that they went into. A source's leader leads the merged unit
    only when that has no leader of its own.
    """
    maal = _laas(maal, bruker=bruker, rettighet=rettighet)
    if not kilder:
        raise ValidationError({"kilder": _("Velg minst én enhet som skal slås inn i %s.") % maal})
    fra = fra or timezone.localdate()
    _krev_gyldig(maal, fra, "fra")
    for kilde in kilder:
        _slaa_inn(Enhet.objects.get(pk=kilde.pk), Enhet.objects.get(pk=maal.pk), fra, bruker)
    synkroniser_lederroller(maal.kommune_id, bruker=bruker)
    return Enhet.objects.get(pk=maal.pk)


@transaction.atomic
def del_opp(
    enhet: Enhet,
    *,
    navn: str,
    bruker: Bruker,
    folk: Iterable[Person] = (),
    enheter: Iterable[Enhet] = (),
    kode: str = "",
    fra: dt.date | None = None,
    rettighet: str = CHANGE,
) -> Enhet:
    """Let some of the unit's people, and of the units below it, go on in a new unit beside it. Returns the new one.

    The roles that were given for the unit stay; one who leads goes on leading where the position goes.
    """
    enhet = _laas(enhet, bruker=bruker, rettighet=rettighet)
    _krev_ikke_rot(enhet)
    fra = _endringsdato(enhet, fra)
    if not (folk or enheter):
        raise ValidationError(_("Velg hvem, eller hvilke enheter, som skal til den nye enheten."))
    ny = opprett(_forelder(enhet), navn=navn, kode=kode, fra=fra, bruker=bruker, rettighet=rettighet)
    Enhet.objects.filter(pk=ny.pk).update(delt_fra=enhet)
    for barn in enheter:
        _endringsdato(barn, fra)
        _flytt_under(Enhet.objects.get(pk=barn.pk), Enhet.objects.get(pk=ny.pk), fra)
    stillinger = flytt_stillinger(enhet, ny, fra, folk)
    logg(enhet, "enhet.del_opp", bruker=bruker, navn=navn, fra=fra, stillinger=stillinger)
    logg(ny, "enhet.skilt_ut", bruker=bruker, fra_enhet=enhet.navn, fra=fra, stillinger=stillinger)
    synkroniser_lederroller(enhet.kommune_id, bruker=bruker)
    return Enhet.objects.get(pk=ny.pk)


@transaction.atomic
def avslutt(enhet: Enhet, *, bruker: Bruker, siste_dag: dt.date | None = None, rettighet: str = CHANGE) -> Enhet:
    """Close a unit that has neither people nor units left after its last day; its roles end with it."""
    enhet = _laas(enhet, bruker=bruker, rettighet=rettighet)
    siste_dag = siste_dag or timezone.localdate()
    _krev_ikke_rot(enhet)
    _krev_aapen(enhet)
    _krev_dato(siste_dag, felt="siste_dag", tidligst=enhet.perioder.latest("fra").fra)
    _krev_dato(siste_dag, felt="siste_dag", senest=timezone.localdate() + LENGST_FRAM)
    _krev_ingen_stillinger(enhet, siste_dag)
    _krev_ingen_under(enhet, siste_dag, "siste_dag")
    _lukk(enhet, siste_dag)
    roller = enhet.roller.filter(Q(til__isnull=True) | Q(til__gt=siste_dag))
    roller.filter(fra__gt=siste_dag).delete()
    roller.update(til=siste_dag)
    logg(enhet, "enhet.avslutt", bruker=bruker, siste_dag=siste_dag)
    synkroniser_lederroller(enhet.kommune_id, bruker=bruker)
    return enhet


def _laas(enhet, *, bruker, rettighet):
    """Lock the kommune for tree changes, and read the unit anew. Must run inside a transaction."""
    laas_kommune(enhet.kommune_id, bruker=bruker, rettighet=rettighet)
    return Enhet.objects.get(pk=enhet.pk)


def _forelder(enhet):
    return Enhet.objects.get(path=enhet.path[: -Enhet.steplen])


def _kontroller(enhet):
    enhet.full_clean(exclude=["path", "depth", "numchild"])


# --- What must hold -----------------------------------------------------------------------------


def _krev_aapen(enhet):
    if enhet.gyldig_til is not None:
        raise ValidationError(
            _("%(enhet)s er avsluttet %(dato)s og kan ikke endres.")
            % {"enhet": enhet, "dato": vis_dato(enhet.gyldig_til)}
        )


def _krev_ikke_rot(enhet):
    if enhet.depth == 1:
        raise ValidationError(
            _("%s er selve kommunen, øverst i treet. Den kan ikke flyttes, slås sammen eller avsluttes.") % enhet
        )


def _krev_gyldig(enhet, dato, felt):
    _krev_aapen(enhet)
    if dato < enhet.gyldig_fra:
        raise ValidationError(
            {
                felt: _("%(enhet)s finnes først fra %(dato)s. Velg den datoen eller en senere.")
                % {"enhet": enhet, "dato": vis_dato(enhet.gyldig_fra)}
            }
        )


def _krev_dato(dato, *, felt="fra", tidligst=None, senest=None):
    if tidligst and dato < tidligst:
        raise ValidationError({felt: _("Datoen er for tidlig. Velg %s eller en senere dato.") % vis_dato(tidligst)})
    if senest and dato > senest:
        raise ValidationError({felt: _("Datoen er for langt fram. Velg %s eller tidligere.") % vis_dato(senest)})


def _endringsdato(enhet, fra):
    """The date of a change to a unit as it is: not before its last change, not ahead, at most a year back."""
    idag = timezone.localdate()
    _krev_aapen(enhet)
    siste = enhet.perioder.latest("fra").fra
    fra = fra or max(idag, siste)
    if fra < siste:
        raise ValidationError(
            {
                "fra": _("%(enhet)s ble sist endret med virkning fra %(dato)s. Velg den datoen eller en senere.")
                % {"enhet": enhet, "dato": vis_dato(siste)}
            }
        )
    if fra > max(idag, siste):
        raise ValidationError({"fra": _("Endringen gjelder med en gang. Velg dagens dato eller en tidligere.")})
    _krev_dato(fra, tidligst=idag - LENGST_TILBAKE)
    return fra


def _krev_dybde(forelder, hoyde):
    """There is room for `hoyde` more levels under the parent."""
    if forelder.depth + hoyde > MAKS_DYBDE:
        raise ValidationError(
            _("Treet kan ha høyst seks nivåer under kommunen. Under %s er det ikke plass til flere.") % forelder
        )


def _krev_ledig_navn(forelder, navn, fra, unntatt=None):
    soesken = Enhet.objects.get_children(forelder).filter(Q(gyldig_til__isnull=True) | Q(gyldig_til__gte=fra))
    if soesken.filter(navn__iexact=navn).exclude(pk=unntatt and unntatt.pk).exists():
        raise ValidationError(
            {
                "navn": _("Det finnes allerede en enhet som heter «%(navn)s» under %(forelder)s. Velg et annet navn.")
                % {"navn": navn, "forelder": forelder}
            }
        )


def _krev_ingen_stillinger(enhet, siste_dag):
    antall = enhet.stillinger.filter(Q(til__isnull=True) | Q(til__gt=siste_dag)).count()
    if antall:
        raise ValidationError(
            ngettext(
                "%(enhet)s har én stilling som varer lenger enn %(dato)s. Slå enheten sammen med en annen, "
                "eller importer en ny ansattfil der den er flyttet.",
                "%(enhet)s har %(antall)d stillinger som varer lenger enn %(dato)s. Slå enheten sammen med en annen, "
                "eller importer en ny ansattfil der de er flyttet.",
                antall,
            )
            % {"enhet": enhet, "antall": antall, "dato": vis_dato(siste_dag)}
        )


def _krev_ingen_under(enhet, siste_dag, felt):
    """No unit stands, or stood, under this one after its last day."""
    under = Enhetsperiode.objects.filter(Q(til__isnull=True) | Q(til__gt=siste_dag), forelder=enhet)
    if under.filter(til__isnull=True).exists():
        navn = ", ".join(under.order_by("navn").values_list("navn", flat=True)[:5])
        raise ValidationError(
            _("%(enhet)s har enheter under seg: %(navn)s. Flytt eller avslutt dem først.")
            % {"enhet": enhet, "navn": navn}
        )
    if siste := under.order_by("til").last():
        raise ValidationError(
            {
                felt: _("%(barn)s lå under %(enhet)s til %(dato)s. Velg en senere dato.")
                % {"barn": siste.navn, "enhet": enhet, "dato": vis_dato(siste.til)}
            }
        )


def _krev_ingen_sirkel(enhet, ny_forelder, fra):
    """The new parent has not been below the unit at any time since `fra`, so that no date's tree is a circle."""
    if ny_forelder.path.startswith(enhet.path):
        raise ValidationError(
            {
                "ny_forelder": _("%(enhet)s kan ikke flyttes under seg selv. Velg en enhet utenfor %(enhet)s.")
                % {"enhet": enhet}
            }
        )
    foreldre = {}
    perioder = Enhetsperiode.objects.filter(Q(til__isnull=True) | Q(til__gte=fra), kommune_id=enhet.kommune_id)
    for barn, forelder in perioder.values_list("enhet_id", "forelder_id"):
        foreldre.setdefault(barn, set()).add(forelder)
    over, nye = set(), {ny_forelder.pk}
    while nye:
        over |= nye
        nye = {forelder for barn in nye for forelder in foreldre.get(barn, ())} - over - {None}
    if enhet.pk in over:
        raise ValidationError(
            {
                "fra": _("%(forelder)s lå under %(enhet)s på denne datoen. Velg en senere dato.")
                % {"forelder": ny_forelder, "enhet": enhet}
            }
        )


# --- What is written ----------------------------------------------------------------------------


def _ny_periode(enhet, fra, **endret):
    """Close the unit's last period the day before, and open one with what has changed."""
    siste = enhet.perioder.latest("fra")
    if siste.fra == fra:
        for felt, verdi in endret.items():
            setattr(siste, felt, verdi)
        siste.save(update_fields=list(endret))
        return
    ny = Enhetsperiode(
        kommune_id=enhet.kommune_id, enhet=enhet, navn=siste.navn, forelder_id=siste.forelder_id, fra=fra, til=siste.til
    )
    for felt, verdi in endret.items():
        setattr(ny, felt, verdi)
    siste.til = fra - DAG
    siste.save(update_fields=["til"])
    ny.save()


def _flytt_under(enhet, ny_forelder, fra):
    """Check and carry out a move; the caller has locked and logs."""
    _krev_gyldig(ny_forelder, fra, "ny_forelder")
    _krev_ingen_sirkel(enhet, ny_forelder, fra)
    dypest = Enhet.objects.filter(path__startswith=enhet.path).order_by("-depth").values_list("depth", flat=True)[0]
    _krev_dybde(ny_forelder, dypest - enhet.depth + 1)
    _krev_ledig_navn(ny_forelder, enhet.navn, fra, unntatt=enhet)
    Enhet.objects.move(enhet, ny_forelder, "last-child")
    _ny_periode(enhet, fra, forelder=ny_forelder)


def _lukk(enhet, siste_dag, videre_i=None):
    enhet.gyldig_til, enhet.videre_i = siste_dag, videre_i
    enhet.save(update_fields=["gyldig_til", "videre_i"])
    # A change on the very day that the unit went on in another never came into force.
    enhet.perioder.filter(fra__gt=siste_dag).delete()
    enhet.perioder.filter(Q(til__isnull=True) | Q(til__gt=siste_dag)).update(til=siste_dag)


def _slaa_inn(kilde, maal, fra, bruker):
    """One source goes on in the target: units below, positions, roles, then the source ends the day before."""
    _krev_ikke_rot(kilde)
    if maal.path.startswith(kilde.path):
        raise ValidationError({"kilder": _("%(kilde)s kan ikke slås inn i %(maal)s.") % {"kilde": kilde, "maal": maal}})
    _endringsdato(kilde, fra)
    _krev_dato(fra, tidligst=kilde.gyldig_fra + DAG)
    for barn in Enhet.objects.get_children(kilde).filter(Q(gyldig_til__isnull=True) | Q(gyldig_til__gte=fra)):
        _endringsdato(barn, fra)
        _flytt_under(barn, Enhet.objects.get(pk=maal.pk), fra)
    kilde = Enhet.objects.get(pk=kilde.pk)
    _krev_ingen_under(kilde, fra - DAG, "fra")
    stillinger = flytt_stillinger(kilde, maal, fra)
    roller = flytt_roller(kilde, maal, fra)
    _lukk(kilde, fra - DAG, videre_i=maal)
    logg(kilde, "enhet.slaa_sammen", bruker=bruker, videre_i=maal.navn, fra=fra, stillinger=stillinger, roller=roller)
