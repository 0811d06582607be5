"""Another level than what was registered, agreed on with the employee in a talk; and the way back from there.

What was agreed is written on the row that says so: the day of the talk, and the leader's comment. So is what the row, and
those that ended for it, said before (`foer_justering`), so that the answer can be taken back whole.
"""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kartlegging.models import Personkompetanse
from kartlegging.profil import meldinger
from kartlegging.profil.registrering import laas_personer
from kartlegging.profil.svarrett import laas, laas_som_sett, rett
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker

Tilstand = Personkompetanse.Tilstand
REGISTRERT_SIDEN = gettext_lazy("Nivået er registrert på nytt siden. Svar på den nye i stedet.")
ENDRET_SIDEN = gettext_lazy("Det er endret siden, og kan ikke angres. Juster nivået i stedet.")
# What an adjustment writes on a row that it changes.
SKRIVES = (
    "nivaa",
    "fra",
    "tilstand",
    "vurdering",
    "vurdert",
    "vurdert_av_id",
    "i_rolle",
    "paa_vegne_av",
    "avtalt",
    "foer_justering",
)
EN_DAG = dt.timedelta(days=1)


@transaction.atomic
def juster(rad: Personkompetanse, nivaa: int, kommentar: str, *, avtalt: dt.date, bruker: Bruker) -> Personkompetanse:
    """Confirm at the level that the two agreed on that day, and return the row that says so.

    A level confirmed before ends yesterday, and what was agreed begins today, so that a level has one row at a time.
    """
    laas_personer([rad.person_id])
    rad = laas_som_sett(rad, *Personkompetanse.TELLER)
    rolle = rett([rad], bruker)
    _kontroller(rad, nivaa, kommentar, avtalt)
    fra_nivaa, ny = rad.nivaa, _rad_fra_i_dag(rad)
    slutter = [*_andre_paa_nivaaet(rad, nivaa), *([rad] if ny is not rad else [])]
    foer = {annen.pk: {"til": _json(annen.til)} for annen in slutter}
    if ny is rad:
        foer[rad.pk] = {felt: _json(getattr(rad, felt)) for felt in SKRIVES}
    i_dag = timezone.localdate()
    for annen in slutter:
        annen.til = i_dag - EN_DAG
        annen.save(update_fields=["til"])
    if slutter:
        ny.fra = i_dag
    ny.nivaa, ny.avtalt, ny.foer_justering = nivaa, avtalt, {"til": _json(ny.til), "rader": foer}
    ny.tilstand, ny.vurdering, ny.vurdert, ny.vurdert_av = Tilstand.BEKREFTET, kommentar, timezone.now(), bruker
    ny.i_rolle, ny.paa_vegne_av = tilgang.i_rollen(rolle).values()
    ny.save()
    data = {"kommentar": kommentar, "fra": fra_nivaa, "til": nivaa, "avtalt": avtalt}
    tilgang.logg(ny, "kompetanse.justert", bruker=bruker, som=rolle, **data)
    meldinger.justert(ny, bruker)
    return ny


def gi_tilbake(rad: Personkompetanse) -> None:
    """All that the adjustment changed is as it was before it. Call it with the person and the row locked.

    Raises ValidationError when something has been done since that stands in the way.
    """
    foer = rad.foer_justering["rader"]
    andre = [annen for annen in laas(foer) if annen.pk != rad.pk]
    mangler_noen = len(andre) != len(foer.keys() - {str(rad.pk)})
    if mangler_noen or _json(rad.til) != rad.foer_justering["til"] or any(en.til != rad.fra - EN_DAG for en in andre):
        raise ValidationError(ENDRET_SIDEN)
    if str(rad.pk) in foer:
        _skriv(rad, foer[str(rad.pk)])
    else:
        (forrige,) = (annen for annen in andre if annen.nivaa != rad.nivaa)
        rad.filer.update(personkompetanse=forrige)
        Personkompetanse.objects.filter(pk=rad.pk).delete()
    for annen in andre:
        _skriv(annen, foer[str(annen.pk)])


def _skriv(rad, felter):
    for felt, verdi in felter.items():
        setattr(rad, felt, rad._meta.get_field(felt).to_python(verdi))
    if rad.tilstand in Personkompetanse.TELLER and overlapper(rad, rad.nivaa).exists():
        raise ValidationError(REGISTRERT_SIDEN)
    rad.save()


def _json(verdi):
    return verdi.isoformat() if isinstance(verdi, dt.date) else verdi


# --- Levels ---------------------------------------------------------------------------------------


def _kontroller(rad, nivaa, kommentar, avtalt):
    if nivaa not in [trinn.nivaa for trinn in rad.kompetanse.trinn]:
        raise ValidationError({"nivaa": _("Velg et av nivåene i skalaen.")})
    if rad.tilstand == Tilstand.BEKREFTET and rad.nivaa == nivaa:
        raise ValidationError({"nivaa": _("Det er dette nivået som står der nå.")})
    if avtalt > timezone.localdate():
        raise ValidationError({"avtalt": _("Dagen er ikke kommet ennå.")})
    if not kommentar.strip():
        raise ValidationError({"kommentar": _("Skriv hva dere ble enige om.")})


def _rad_fra_i_dag(rad):
    """The row that the level is written on: a claim, or what was confirmed today, is changed; what was confirmed before
    is history, and goes on in a new one."""
    if rad.tilstand != Tilstand.BEKREFTET or rad.fra >= timezone.localdate():
        return rad
    felles = {"person": rad.person, "kompetanse": rad.kompetanse, "til": rad.til, "bruk": rad.bruk}
    return Personkompetanse(fra=timezone.localdate(), registrert_av=rad.registrert_av, **felles)


def _andre_paa_nivaaet(rad, nivaa):
    """What is registered on the level already, and is to end yesterday."""
    andre = list(overlapper(rad, nivaa))
    if any(annen.fra >= timezone.localdate() for annen in andre):
        raise ValidationError({"nivaa": _("Nivå %s er alt registrert fra i dag. Returner denne i stedet.") % nivaa})
    return andre


def overlapper(rad: Personkompetanse, nivaa: int | None) -> QuerySet[Personkompetanse]:
    """Other rows of the person on the level, that hold while this one does or will from today."""
    if nivaa is None:
        return Personkompetanse.objects.none()
    samtidig = Q(til__isnull=True) | Q(til__gte=rad.fra)
    if rad.til:
        samtidig &= Q(fra__lte=rad.til)
    alle = Personkompetanse.objects.filter(person_id=rad.person_id, kompetanse_id=rad.kompetanse_id, nivaa=nivaa)
    return alle.filter(samtidig, tilstand__in=Personkompetanse.TELLER).exclude(pk=rad.pk)
