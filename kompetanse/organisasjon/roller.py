"""Every change of who may act: give and end a role, set and remove a deputy, and follow the leaders' positions.

Each function locks the kommune's row, checks the right, writes the change and one audit line, and sends
`signals.roller_endret` on commit. `bruker=None` means that the system itself acts.

Nobody gives what they do not have: a role reaches no further than the giver's own (`tilgang.styrer_som`), and lasts no
longer than a deputy is one. It takes another to give a role to oneself, since a role reads what others have written.
"""

import datetime as dt

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Exists, F, Max, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from kompetanse.felles.formats import dato as vis_dato
from kompetanse.felles.formats import og_liste
from kompetanse.felles.jobber import for_hver_kommune
from kompetanse.felles.samskriving import Endring
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.endring import laas_kommune, logg
from kompetanse.organisasjon.models import (
    Bruker,
    Enhet,
    Person,
    Rolle,
    Rollekode,
    Rolletype,
    Stedfortreder,
    Stilling,
)
from kompetanse.organisasjon.signals import meld_roller_endret

DAG = dt.timedelta(days=1)
CHANGE = "organisasjon.change_roller"
END = "organisasjon.end_rolle"
LEND = "organisasjon.set_stedfortreder"
RENAME = "organisasjon.change_rolletype"
LENGSTE_VIKARIAT = dt.timedelta(days=366)
NAVN_I_MELDING = 3


@transaction.atomic
def tildel(
    rolletype: Rolletype,
    person: Person,
    enhet: Enhet,
    *,
    bruker: Bruker | None,
    fra: dt.date | None = None,
    til: dt.date | None = None,
    med_underliggende: bool = True,
) -> Rolle:
    """Give a person a role for a unit (and those below it) in a period."""
    laas_kommune(enhet.kommune_id, bruker=bruker, rettighet=CHANGE)
    rolle = Rolle(
        kommune_id=enhet.kommune_id,
        type=rolletype,
        person=person,
        enhet=enhet,
        fra=fra or timezone.localdate(),
        til=til,
        med_underliggende=med_underliggende,
    )
    _krev_kan_gis(rolle, bruker)
    _krev_innenfor_vikariatet(rolle, til, bruker)
    _krev_gyldig_rolle(rolle)
    rolle.full_clean()
    rolle.save()
    logg(rolle, "rolle.tildel", bruker=bruker, rolle=str(rolle), person=str(person), fra=rolle.fra, til=til)
    meld_roller_endret(rolle.kommune_id, rolle.kode)
    return rolle


@transaction.atomic
def avslutt(rolle: Rolle, *, bruker: Bruker | None, siste_dag: dt.date | None = None) -> Rolle | None:
    """End a role after its last day. One that had not begun is removed, and None is returned."""
    laas_kommune(rolle.kommune_id, bruker=bruker, rettighet=END, om=rolle)
    rolle = Rolle.objects.select_related("type", "enhet", "person").get(pk=rolle.pk)
    siste_dag = siste_dag or timezone.localdate()
    _krev_kan_avsluttes(rolle, siste_dag)
    logg(rolle, "rolle.avslutt", bruker=bruker, rolle=str(rolle), person=str(rolle.person), siste_dag=siste_dag)
    meld_roller_endret(rolle.kommune_id, rolle.kode)
    if rolle.fra > siste_dag:
        rolle.delete()
        return None
    rolle.til = siste_dag
    rolle.save(update_fields=["til"])
    return rolle


@transaction.atomic
def sett_stedfortreder(
    rolle: Rolle, person: Person, *, bruker: Bruker | None, fra: dt.date, til: dt.date, grunn: str = ""
) -> Stedfortreder:
    """Let a person act in the role's name in a period. The holder sets a deputy, or one who may give the role."""
    laas_kommune(rolle.kommune_id, bruker=bruker, rettighet=LEND, om=rolle)
    rolle = Rolle.objects.select_related("type", "enhet", "person").get(pk=rolle.pk)
    _krev_gyldig_vikar(rolle, person, fra, til)
    _krev_annen_enn_seg_selv(rolle, person, bruker)
    _krev_innenfor_vikariatet(rolle, til, bruker)
    vikar = Stedfortreder(kommune_id=rolle.kommune_id, rolle=rolle, person=person, fra=fra, til=til, grunn=grunn)
    vikar.full_clean()
    vikar.save()
    logg(rolle, "stedfortreder.sett", bruker=bruker, person=str(person), fra=fra, til=til, kommentar=grunn)
    meld_roller_endret(rolle.kommune_id, rolle.kode)
    return vikar


@transaction.atomic
def fjern_stedfortreder(stedfortreder: Stedfortreder, *, bruker: Bruker | None) -> None:
    """End a deputy's right at once; what was done in the role's name stays. One not begun is removed."""
    rolle = stedfortreder.rolle
    laas_kommune(rolle.kommune_id, bruker=bruker, rettighet=LEND, om=rolle)
    igaar = timezone.localdate() - DAG
    if stedfortreder.fra > igaar:
        stedfortreder.delete()
    else:
        stedfortreder.til = min(igaar, stedfortreder.til)
        stedfortreder.save(update_fields=["til"])
    logg(rolle, "stedfortreder.fjern", bruker=bruker, person=str(stedfortreder.person))
    meld_roller_endret(rolle.kommune_id, rolle.kode)


@transaction.atomic
def gi_nytt_navn(rolletype: Rolletype, endring: Endring, *, bruker: Bruker | None) -> Rolletype:
    """Call a role what this kommune calls it (`navn`), and say at which level leaders hold it by themselves
    (`leder_paa_nivaa`). Raises ValidationError, and Uenig."""
    laas_kommune(rolletype.kommune_id, bruker=bruker, rettighet=RENAME)
    rolletype = Rolletype.objects.get(pk=rolletype.pk)
    gammelt, fulgte = rolletype.navn, rolletype.leder_paa_nivaa
    endring.flett(rolletype)
    _krev_kan_folge_stilling(rolletype, fulgte, bruker)
    rolletype.full_clean(exclude=["kode"])
    rolletype.save(update_fields=["navn", "leder_paa_nivaa"])
    logg(
        rolletype,
        "rolletype.endre",
        bruker=bruker,
        fra_navn=gammelt,
        navn=rolletype.navn,
        leder_paa_nivaa=rolletype.leder_paa_nivaa,
    )
    synkroniser_lederroller(rolletype.kommune_id, bruker=bruker)
    return rolletype


def _krev_kan_gis(rolle, bruker):
    """By this user, to this person, for this unit."""
    _krev_annen_enn_seg_selv(rolle, rolle.person, bruker)
    if not (bruker is None or tilgang.styrer_som(bruker, rolle) or _kan_gi_den_foerste_hr(bruker, rolle)):
        raise ValidationError(
            _("Rollen «%(rolle)s» rekker lenger enn din egen. %(hvem)s")
            % {"rolle": rolle, "hvem": _hvem_kan(rolle.kommune_id, unntatt=bruker.person_id)}
        )
    if rolle.type.kode in Rollekode.for_kommunen() and not (rolle.enhet.is_root() and rolle.med_underliggende):
        raise ValidationError(
            {"enhet": _("Rollen «%s» gjelder hele kommunen. Velg kommunen selv og enhetene under.") % rolle.type}
        )


def _krev_annen_enn_seg_selv(rolle, person, bruker):
    if bruker is not None and person.pk == bruker.person_id:
        raise ValidationError(
            _("Du kan ikke gi deg selv en rolle, eller gjøre deg selv til stedfortreder. %s")
            % _hvem_kan(rolle.kommune_id, unntatt=person.pk)
        )


def _krev_innenfor_vikariatet(rolle, til, bruker):
    """What one gives as a deputy ends no later than one is that. The holder gives what is theirs."""
    if bruker is None or bruker.person_id == rolle.person_id:
        return
    gir_som = tilgang.styrer_som(bruker, rolle) or tilgang.forvalterroller(bruker)
    if any(not egen.paa_vegne_av for egen in gir_som):
        return
    vikariater = Stedfortreder.objects.gjeldende().filter(person_id=bruker.person_id)
    siste = vikariater.filter(rolle__in=[egen.rolle_id for egen in gir_som]).aggregate(siste=Max("til"))["siste"]
    if til is None or til > siste:
        raise ValidationError(
            {
                "til": _("Du handler som stedfortreder til %s. Velg den datoen eller en tidligere som sluttdato.")
                % vis_dato(siste)
            }
        )


def krev_rekker_til(bruker: Bruker | None, person: Person) -> None:
    """Raise ValidationError when the person has rights wider than those of the user, who could come to act with them."""
    if bruker is not None and not tilgang.rekker_til(bruker, person):
        raise ValidationError(
            _("%(person)s har en rolle som rekker lenger enn din egen. %(hvem)s")
            % {"person": person, "hvem": _hvem_kan(person.kommune_id, unntatt=bruker.person_id)}
        )


def _kan_gi_den_foerste_hr(bruker, rolle):
    """Without HR nobody could give that role, so then the system administrator does."""
    return (
        rolle.type.kode in tilgang.HR
        and tilgang.er_forvalter(bruker)
        and not _forvaltere(rolle.kommune_id).filter(type__kode__in=tilgang.HR).exists()
    )


def _hvem_kan(kommune_id, *, unntatt):
    """Whom to ask instead, as a sentence."""
    andre = _forvaltere(kommune_id).filter(type__kode__in=tilgang.HR).exclude(person=unntatt)
    navn = [str(annen.person) for annen in andre.select_related("person")[:NAVN_I_MELDING]]
    if not navn:
        return _("Ingen andre har HR-rollen for hele kommunen. Gi den først til en kollega, som kan gjøre det.")
    return _("Dette kan gjøres av: %s.") % og_liste(navn)


def _forvaltere(kommune_id, paa_dato=None):
    """Roles for the whole kommune on a date (today) whose holders give roles."""
    roller = Rolle.objects.gjeldende(paa_dato).for_hele_kommunen()
    return roller.filter(kommune_id=kommune_id, type__kode__in=tilgang.FORVALTERE)


def _krev_kan_folge_stilling(rolletype, foer, bruker):
    """Whom a role follows is a way to give it; `foer` is the level that it followed."""
    if rolletype.leder_paa_nivaa == foer:
        return
    som = tilgang.handler_som(bruker, *tilgang.HR)
    if bruker is not None and (not tilgang.er_hr(bruker) or som.paa_vegne_av):
        raise ValidationError(
            {"leder_paa_nivaa": _("Bare HR selv kan bestemme hvilke ledere som får rollen av seg selv.")}
        )
    if rolletype.leder_paa_nivaa not in (None, 1) and rolletype.kode in Rollekode.for_kommunen():
        raise ValidationError({"leder_paa_nivaa": _("Rollen gjelder hele kommunen, og tildeles for hånd.")})


def _krev_gyldig_rolle(rolle):
    if rolle.enhet.gyldig_til is not None:
        raise ValidationError({"enhet": _("%s er avsluttet. Velg en enhet som er i bruk.") % rolle.enhet})
    if rolle.person.kommune_id != rolle.enhet.kommune_id:
        raise PermissionDenied
    if rolle.til and rolle.til < timezone.localdate():
        raise ValidationError({"til": _("Sluttdatoen er passert. Velg en senere dato, eller la feltet stå tomt.")})
    like = Rolle.objects.filter(type=rolle.type, person=rolle.person, enhet=rolle.enhet)
    like = like.filter(Q(til__isnull=True) | Q(til__gte=rolle.fra))
    if rolle.til:
        like = like.filter(fra__lte=rolle.til)
    if annen := like.order_by("fra").first():
        raise ValidationError(
            _("%(person)s har allerede rollen «%(rolle)s» fra %(dato)s.")
            % {"person": rolle.person, "rolle": rolle, "dato": vis_dato(annen.fra)}
        )


def _krev_kan_avsluttes(rolle, siste_dag):
    if rolle.kilde == Rolle.Kilde.LEDERSTILLING:
        raise ValidationError(
            _("Rollen følger av lederstillingen og slutter når stillingen slutter. Endre stillingen i HR-systemet.")
        )
    if rolle.til and rolle.til < timezone.localdate():
        raise ValidationError(_("Rollen er allerede avsluttet."))
    if siste_dag < timezone.localdate() - DAG:
        raise ValidationError({"siste_dag": _("Velg i går eller en senere dato. Rollen har vært brukt til nå.")})
    andre = _forvaltere(rolle.kommune_id, siste_dag + DAG).exclude(pk=rolle.pk)
    if rolle.type.kode in tilgang.FORVALTERE and not andre.exists():
        raise ValidationError(
            _("%s er den siste som kan tildele roller. Gi rollen til en annen før du avslutter den.") % rolle.person
        )


def _krev_gyldig_vikar(rolle, person, fra, til):
    if person.pk == rolle.person_id:
        raise ValidationError({"person": _("Ingen kan være stedfortreder for seg selv. Velg en annen person.")})
    if person.kommune_id != rolle.kommune_id:
        raise PermissionDenied
    if Person.objects.med_slutt().filter(pk=person.pk, har_sluttet=True).exists():
        raise ValidationError({"person": _("%s har sluttet. Velg en annen person.") % person})
    if til < timezone.localdate():
        raise ValidationError({"til": _("Sluttdatoen er passert. Velg en dato fra og med i dag.")})
    if til - fra > LENGSTE_VIKARIAT:
        raise ValidationError({"til": _("En stedfortreder settes for høyst ett år om gangen. Velg en tidligere dato.")})
    if rolle.til and til > rolle.til:
        raise ValidationError(
            {"til": _("Rollen varer til %s. Velg den datoen eller en tidligere.") % vis_dato(rolle.til)}
        )
    if rolle.stedfortredere.filter(person=person, fra__lte=til, til__gte=fra).exists():
        raise ValidationError(_("%s er allerede stedfortreder i denne perioden.") % person)


# --- Roles that come with a leader's position ---------------------------------------------------


@transaction.atomic
def synkroniser_lederroller(kommune_id: int, *, bruker: Bruker | None = None) -> int:
    """Let leaders of units hold the roles that come with it, from today on; others lose theirs.

    A leader's position gives the role `leder` at its unit, and the role type whose `leder_paa_nivaa` is the unit's
    depth. Who has left the municipality loses the roles that were given while working there. The number of statements
    does not grow with the municipality. Returns the number of roles made, changed and ended.
    """
    laas_kommune(kommune_id, bruker=None, rettighet=CHANGE)
    idag = timezone.localdate()
    skal = _roller_som_folger(kommune_id, idag)
    har = _lederroller(kommune_id, idag)
    tildelte = _tildelte(kommune_id, idag)
    nye = [_lederrolle(kommune_id, nokkel, skal[nokkel]) for nokkel in skal.keys() - har.keys() - tildelte]
    felles = skal.keys() & har.keys() - tildelte
    endrede = [har[nokkel] for nokkel in felles if (har[nokkel].fra, har[nokkel].til) != skal[nokkel]]
    for rolle in endrede:
        rolle.fra, rolle.til = skal[rolle.type_id, rolle.person_id, rolle.enhet_id]
    borte = [rolle.pk for nokkel, rolle in har.items() if nokkel not in skal]
    Rolle.objects.filter(pk__in=borte, fra__gte=idag).delete()
    Rolle.objects.filter(pk__in=borte).update(til=idag - DAG)
    Rolle.objects.bulk_update(endrede, ["fra", "til"], batch_size=500)
    Rolle.objects.bulk_create(nye, batch_size=2000)
    sluttet = _avslutt_for_dem_som_har_sluttet(kommune_id, idag)
    meld_roller_endret(kommune_id)
    return len(nye) + len(endrede) + len(borte) + sluttet


def folg_datoene() -> int:
    """Each night, for every kommune: let roles begin and end with the positions that did so by their dates."""
    return for_hver_kommune(synkroniser_lederroller)


def _roller_som_folger(kommune_id, idag):
    """(type, person, unit) → (from, to) of the roles that today's and coming leader positions give."""
    typer = list(Rolletype.objects.filter(kommune_id=kommune_id).values_list("pk", "kode", "leder_paa_nivaa"))
    stillinger = Stilling.objects.filter(Q(til__isnull=True) | Q(til__gte=idag), kommune_id=kommune_id, er_leder=True)
    skal = {}
    for person, enhet, dybde, fra, til in stillinger.values_list("person_id", "enhet_id", "enhet__depth", "fra", "til"):
        for type_id, kode, nivaa in typer:
            if kode == Rollekode.LEDER or nivaa == dybde:
                nokkel = (type_id, person, enhet)
                skal[nokkel] = _spenn(skal.get(nokkel), fra, til)
    return skal


def _spenn(forrige, fra, til):
    """The period that covers both; no end means for ever."""
    if forrige is None:
        return fra, til
    return min(forrige[0], fra), None if None in (forrige[1], til) else max(forrige[1], til)


def _lederroller(kommune_id, idag):
    roller = Rolle.objects.filter(
        Q(til__isnull=True) | Q(til__gte=idag), kommune_id=kommune_id, kilde=Rolle.Kilde.LEDERSTILLING
    )
    return {(rolle.type_id, rolle.person_id, rolle.enhet_id): rolle for rolle in roller}


def _tildelte(kommune_id, idag):
    """Keys of roles that were given by hand and stand: they are not doubled."""
    roller = Rolle.objects.filter(
        Q(til__isnull=True) | Q(til__gte=idag), kommune_id=kommune_id, kilde=Rolle.Kilde.TILDELT
    )
    return set(roller.values_list("type_id", "person_id", "enhet_id"))


def _lederrolle(kommune_id, nokkel, periode):
    type_id, person_id, enhet_id = nokkel
    return Rolle(
        kommune_id=kommune_id,
        type_id=type_id,
        person_id=person_id,
        enhet_id=enhet_id,
        fra=periode[0],
        til=periode[1],
        kilde=Rolle.Kilde.LEDERSTILLING,
    )


def _avslutt_for_dem_som_har_sluttet(kommune_id, idag):
    """End roles given during an employment that is over. The last ones who can give roles keep theirs."""
    stillinger = Stilling.objects.filter(person=OuterRef("person"))
    gjeldende = Rolle.objects.gjeldende(idag).filter(kommune_id=kommune_id)
    har_sluttet = gjeldende.annotate(siste=Subquery(stillinger.order_by("-til").values("til")[:1])).filter(
        ~Exists(stillinger.filter(Q(til__isnull=True) | Q(til__gte=idag))),
        kilde=Rolle.Kilde.TILDELT,
        fra__lte=F("siste"),
        fra__lt=idag,
    )
    roller = {rolle.pk: rolle.type.kode for rolle in har_sluttet.select_related("type")}
    if not roller:
        return 0
    if not _forvaltere(kommune_id, idag).exclude(pk__in=roller).exists():
        roller = {pk: kode for pk, kode in roller.items() if kode not in tilgang.FORVALTERE}
    return Rolle.objects.filter(pk__in=roller).update(til=idag - DAG)
