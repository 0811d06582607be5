"""People sign up, are signed up, are answered and give up their place. Always locked in this order: the run, the place."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kompetanse.felles.formats import dato, i_setning, og_liste
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker, Person, Rollekode, Stilling
from kurs.models import Kjoring, Kurs, Kursplass
from kurs.paamelding import meldinger
from kurs.paamelding.livslop import LIVSLOP
from kurs.paamelding.venteliste import laas, ledige, rykk_opp
from kurs.tilbud.malgrupper import for_personen, i_ord

Status, Maate = Kursplass.Status, Kursplass.Maate


@dataclass
class Utfall:
    """What came of signing people up: their places by state, and the people who were passed by, with the reason."""

    plasser: list[Kursplass] = field(default_factory=list)
    utelatt: dict[Person, str] = field(default_factory=dict)

    def med(self, status: str) -> list[Kursplass]:
        return [plass for plass in self.plasser if plass.status == status]


@transaction.atomic
def meld_paa(
    kjoring: Kjoring,
    folk: Iterable[Person],
    *,
    bruker: Bruker,
    maate: str = Maate.SELV,
    stilling: Stilling | None = None,
) -> Utfall:
    """Sign people up: a seat as long as there is one, else the waiting list; or the leader is asked first, when the course
    wants that and it is not a leader of theirs who does it. The number of statements is the same however many they are.

    `stilling` is the position that the learning is for, of one who signs up alone; else it is the largest. Raises
    ValidationError when the run takes nobody in, PermissionDenied for people who are not the user's to sign up.
    """
    kjoring, folk = laas(kjoring), list(folk)
    _krev_aapen(kjoring, bruker)
    _krev_at_de_er_mine(folk, bruker)
    if maate == Maate.SELV and not er_for(kjoring.kurs, bruker):
        raise ValidationError(utenfor_malgruppen(kjoring.kurs), code="malgruppe")
    utfall = Utfall()
    finnes = {plass.person_id: plass for plass in kjoring.plasser_tatt.filter(person__in=folk)}
    utfall.utelatt = _utelatt(kjoring, folk, finnes)
    nye = [person for person in folk if person not in utfall.utelatt]
    stillinger = {stilling.person_id: stilling} if stilling else _stillinger(nye)
    utfall.plasser = [_plass(kjoring, person, finnes, stillinger, bruker, maate) for person in nye]
    _gi_status(kjoring, utfall.plasser, bruker)
    _lagre(utfall.plasser)
    tilgang.logg(
        kjoring, "kjoring.paamelding", *tilgang.MED_INNSYN_I_SAKER, bruker=bruker, antall=len(nye), maate=maate
    )
    meldinger.paameldt(kjoring, utfall.plasser, av=bruker)
    return utfall


def _krev_aapen(kjoring, bruker):
    """Those who answer for the course may let people in after the deadline, but not after it has begun."""
    naa = timezone.now()
    forvalter = bruker.has_perm("kurs.change_kjoring", kjoring)
    if kjoring.tar_imot(naa):
        return
    if forvalter and kjoring.status in Kjoring.Status.kommende() and not kjoring.er_for_sent(naa):
        return
    raise ValidationError(grunn_til_nei(kjoring), code="stengt")


def grunn_til_nei(kjoring: Kjoring) -> str:
    """Why nobody can sign up for the run now, in a sentence."""
    if kjoring.status == Kjoring.Status.AVLYST:
        return _("Kurset er avlyst.")
    if kjoring.status != Kjoring.Status.AAPEN:
        return _("Påmeldingen er ikke åpen.")
    if kjoring.er_for_sent(timezone.now()):
        return _("Kurset har begynt.")
    return _("Påmeldingsfristen gikk ut %(dag)s.") % {"dag": dato(kjoring.paameldingsfrist)}


def er_for(kurs: Kurs, bruker: Bruker) -> bool:
    """The user is among those whom the course is for, or answers for it. Others ask whoever answers to sign them up."""
    return bool(for_personen(bruker.person_id, [kurs])) or bruker.has_perm("kurs.change_kurs", kurs)


def utenfor_malgruppen(kurs: Kurs) -> str:
    hvem = og_liste(i_ord(regel) for regel in kurs.malgrupper.all())
    ord_ = {"hvem": i_setning(hvem), "ansvarlig": kurs.ansvarlig or kurs.enhet}
    return _("Kurset er for %(hvem)s. Spør %(ansvarlig)s hvis du bør være med.") % ord_


def kan_melde_paa(bruker: Bruker):
    """Those whom the user may sign up besides oneself: where the user leads, or is HR."""
    roller = bruker.roller_som(*tilgang.MED_INNSYN_I_SAKER) if tilgang.aktive_roller(bruker) else []
    return Person.objects.hos(roller).ansatt() if roller else Person.objects.none()


def _krev_at_de_er_mine(folk, bruker):
    andre = {person.pk for person in folk} - {bruker.person_id}
    if andre and kan_melde_paa(bruker).filter(pk__in=andre).count() < len(andre):
        raise PermissionDenied


def _utelatt(kjoring, folk, finnes):
    """Who has a place here already, or in another run of the course that is to come; and who has left."""
    ansatt = set(Person.objects.ansatt().filter(pk__in=[person.pk for person in folk]).values_list("pk", flat=True))
    andre = Kursplass.objects.som_kommer().filter(kjoring__kurs=kjoring.kurs_id, person__in=folk)
    i_andre = set(andre.exclude(kjoring=kjoring).values_list("person", flat=True))
    grunner = {}
    for person in folk:
        plass = finnes.get(person.pk)
        if plass and plass.status not in Status.frafalt():
            grunner[person] = _("er allerede påmeldt")
        elif person.pk in i_andre:
            grunner[person] = _("er påmeldt samme kurs en annen gang")
        elif person.pk not in ansatt:
            grunner[person] = _("arbeider ikke i kommunen i dag")
    return grunner


def _stillinger(folk) -> Mapping[int, Stilling]:
    """Person → the largest position of today, the main one first. One statement."""
    stillinger = Stilling.objects.gjeldende().filter(person__in=folk).order_by("hovedstilling", "prosent", "pk")
    return {stilling.person_id: stilling for stilling in stillinger}


def _plass(kjoring, person, finnes, stillinger, bruker, maate):
    """A new place, or the one that was given up."""
    plass = finnes.get(person.pk) or Kursplass(kjoring=kjoring, person=person)
    plass.person, plass.stilling, plass.maate = person, stillinger.get(person.pk), maate
    plass.paameldt_av, plass.paameldt = bruker, timezone.now()
    plass.svart_av = plass.svart = None
    plass.grunn = ""
    return plass


def _gi_status(kjoring, plasser, bruker):
    igjen = ledige(kjoring)
    egne = _ledes_av(bruker, plasser) if kjoring.kurs.krever_godkjenning else None
    for plass in plasser:
        if egne is not None and plass.person_id not in egne:
            plass.status = Status.SOKT
        elif igjen is None or igjen > 0:
            plass.status = Status.PLASS
            igjen = igjen and igjen - 1
        else:
            plass.status = Status.VENTELISTE


def _ledes_av(bruker, plasser):
    """The people among them whom the user leads: what is asked of their leader, is answered. Oneself is led by others."""
    roller = bruker.roller_som(*Rollekode.ledere()) if tilgang.aktive_roller(bruker) else []
    if not roller:
        return set()
    folk = Person.objects.hos(roller).filter(pk__in=[plass.person_id for plass in plasser])
    return set(folk.values_list("pk", flat=True)) - {bruker.person_id}


FELT = ("stilling", "maate", "paameldt_av", "paameldt", "svart_av", "svart", "grunn", "status")


def _lagre(plasser):
    Kursplass.objects.bulk_update([plass for plass in plasser if plass.pk], FELT)
    Kursplass.objects.bulk_create([plass for plass in plasser if not plass.pk])


@transaction.atomic
def godkjenn(plass: Kursplass, *, bruker: Bruker, kommentar: str = "") -> Kursplass:
    """The leader says yes: a seat, or the waiting list, where the place has stood since it was asked for."""
    kjoring = laas(plass.kjoring)
    if kjoring.status not in Kjoring.Status.kommende() or kjoring.er_for_sent(timezone.now()):
        raise ValidationError(grunn_til_nei(kjoring), code="stengt")
    plass = LIVSLOP.begynn(plass, "godkjenn", bruker=bruker, grunn=kommentar)
    igjen = ledige(kjoring)
    plass.status = Status.PLASS if igjen is None or igjen > 0 else Status.VENTELISTE
    return _besvar(plass, "kursplass.godkjent", bruker, kommentar)


@transaction.atomic
def avslaa(plass: Kursplass, *, bruker: Bruker, kommentar: str = "") -> Kursplass:
    """The leader says no, and why."""
    laas(plass.kjoring)
    plass = LIVSLOP.begynn(plass, "avslaa", bruker=bruker, grunn=kommentar)
    return _besvar(plass, "kursplass.avslaatt", bruker, kommentar)


def _besvar(plass, handling, bruker, kommentar):
    som = tilgang.handler_som(bruker, *tilgang.MED_INNSYN_I_SAKER)
    plass.svart_av, plass.svart, plass.grunn = bruker, timezone.now(), kommentar
    for navn, verdi in tilgang.i_rollen(som).items():
        setattr(plass, navn, verdi)
    plass.save()
    tilgang.logg(plass, handling, bruker=bruker, som=som)
    meldinger.besvart(plass)
    return plass


def kan_meldes_av(plass: Kursplass, bruker: Bruker) -> bool:
    """It is not too late for this user. Others than oneself may until it begins, and so may one who got the seat after the
    deadline had passed."""
    kjoring, frist = plass.kjoring, plass.kjoring.avmeldingsfrist
    if kjoring.er_for_sent(timezone.now()):
        return False
    sent = frist is not None and timezone.localdate() > frist
    fikk_den_sent = frist is not None and plass.svart is not None and timezone.localdate(plass.svart) > frist
    return plass.status != Status.PLASS or not sent or fikk_den_sent or plass.person_id != bruker.person_id


@transaction.atomic
def meld_av(plass: Kursplass, *, bruker: Bruker, kommentar: str = "") -> Kursplass:
    """Give up a place, one's own or another's; the next on the list gets the seat. Raises ValidationError when it is too
    late."""
    kjoring = laas(plass.kjoring)
    plass = LIVSLOP.begynn(plass, "meld_av", bruker=bruker, grunn=kommentar)
    naa = Kursplass.objects.get(pk=plass.pk)
    if not kan_meldes_av(naa, bruker):
        grunn = _("Avmeldingsfristen er ute. Ta kontakt med %(hvem)s.")
        hvem = {"hvem": kjoring.kurs.ansvarlig or kjoring.kurs.enhet}
        raise ValidationError(grunn % hvem, code="for_sent")
    plass.grunn = kommentar
    plass.save()
    tilgang.logg(plass, "kursplass.avmeldt", *tilgang.MED_INNSYN_I_SAKER, bruker=bruker)
    meldinger.avmeldt(plass, av=bruker)
    rykk_opp(kjoring)
    return plass
