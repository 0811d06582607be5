"""Who is on the list of a meeting, and who of them is there. The list follows the roles until the meeting is closed."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker, Person
from soknader.models import Mote, Motedeltaker
from soknader.mote.deltakelse import FELT, GRUPPENS_ROLLER, Innkalt, inhabile_i, innkalte
from soknader.mote.livslop import AVSLUTTET, LIVSLOP, PAAGAAR


@transaction.atomic
def registrer_oppmote(mote: Mote, *, bruker: Bruker, til_stede: set[int], moteleder: Person | None) -> Mote:
    """Write down who is there and who leads, before the meeting and in it."""
    mote = LIVSLOP.begynn(mote, "registrer_oppmote", bruker=bruker)
    sett_oppmote(mote, til_stede, moteleder)
    tilgang.logg(mote, "mote.oppmote", *tilgang.HR, bruker=bruker, til_stede=sorted(til_stede), moteleder=moteleder.pk)
    return mote


def sett_oppmote(mote, til_stede, moteleder):
    """`til_stede` is ids of people among those called; the one who leads is among them."""
    til_stede = set(mote.deltakere.filter(person__in=til_stede).values_list("person_id", flat=True))
    if moteleder is None or moteleder.pk not in til_stede:
        raise ValidationError({"moteleder": _("Møtelederen må være blant de som er til stede.")})
    for ny in _kalt(mote):
        borte = {person.pk for person in ny.i_stedet_for}
        if not ny.medlem and ny.person.pk in til_stede and borte & til_stede:
            grunn = _("%(vikar)s er %(rolle)s. Begge kan ikke stå som til stede. Fjern krysset for den ene.")
            raise ValidationError({"til_stede": grunn % {"vikar": ny.person, "rolle": ny.i_rolle}})
    mote.deltakere.filter(person__in=til_stede).update(til_stede=True)
    mote.deltakere.exclude(person__in=til_stede).update(til_stede=False)
    mote.moteleder = moteleder
    mote.save()
    deltakere = list(mote.deltakere.all())
    for sak in mote.saker.exclude(vedtak=None).prefetch_related("inhabile"):
        if not til_stede - inhabile_i(sak, deltakere):
            raise ValidationError(
                _("Sak %(nr)s er avgjort. Minst én som ikke er inhabil i den saken, må stå som til stede.")
                % {"nr": sak.rekkefolge}
            )


@transaction.atomic
def kall_inn_paa_nytt(mote: Mote, *, bruker: Bruker) -> None:
    """Let the list be those who have a role in the group now."""
    mote = LIVSLOP.begynn(mote, "hent_medlemmer", bruker=bruker)
    kall_inn(mote)
    tilgang.logg(mote, "mote.innkalt", *tilgang.HR, bruker=bruker)


@transaction.atomic
def folg_rollene(kommune_id: int, koder: Iterable[str] | None = None) -> None:
    """Roles have changed: the lists of the meetings that are not closed follow. `koder` as in `signals.roller_endret`."""
    if koder is not None and not set(koder).intersection(GRUPPENS_ROLLER):
        return
    for mote in Mote.objects.select_for_update().filter(kommune_id=kommune_id).exclude(status=AVSLUTTET):
        kall_inn(mote)


def kall_inn(mote: Mote) -> list[Innkalt]:
    """Let the list be the group's members and their deputies on the day of the meeting (today, in one that is under way).
    Returns them, the director first.

    Whoever was there when a case was decided stays on the list.
    """
    kalt = _kalt(mote)
    skal = {ny.person.pk: ny for ny in kalt}
    har = {deltaker.person_id: deltaker for deltaker in mote.deltakere.all()}
    if har.keys() == skal.keys() and all(_som(har[pk], ny) for pk, ny in skal.items()):
        return kalt
    borte = mote.deltakere.exclude(person__in=skal)
    (borte.exclude(til_stede=True) if mote.saker.exclude(vedtak=None).exists() else borte).delete()
    Motedeltaker.objects.bulk_create(
        [
            Motedeltaker(kommune_id=mote.kommune_id, mote=mote, person=ny.person, til_stede=ny.kommer, **ny.felt)
            for ny in kalt
        ],
        update_conflicts=True,
        unique_fields=["mote", "person"],
        update_fields=[*FELT, *(() if mote.status == PAAGAAR else ["til_stede"])],
    )
    if mote.moteleder_id and not mote.deltakere.filter(person=mote.moteleder_id).exists():
        mote.moteleder = next((ny.person for ny in kalt if ny.kommer), None)
        mote.save(update_fields=["moteleder"])
    return kalt


def _som(deltaker, ny):
    return all(getattr(deltaker, navn) == verdi for navn, verdi in ny.felt.items())


def _kalt(mote):
    idag = timezone.localdate()
    return innkalte(mote.kommune_id, idag if mote.status == PAAGAAR else max(mote.dato, idag))
