"""Changes of a frame by HR: making one, its amounts and earmarks, adjustments, carrying over to another year."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from kompetanse.felles.formats import kr
from kompetanse.organisasjon.models import Bruker
from soknader.models import Justering, Oremerking, Ramme
from soknader.ramme import fordeling
from soknader.ramme.regnskap import (
    for_lite,
    gyldig_belop,
    kontroller_rett,
    laas,
    logg_endring,
    nok_i_rammen,
    regnskap,
)


@transaction.atomic
def opprett(ramme: Ramme, *, bruker: Bruker) -> Ramme:
    """Store a new frame. Raises ValidationError when the year has one."""
    kontroller_rett(bruker)
    # full_clean leaves out constraints on what nobody edits, and the kommune is one of those.
    ramme.full_clean()
    ramme.validate_constraints()
    try:
        with transaction.atomic():
            ramme.save()
    except IntegrityError as feil:  # someone else made it in the same instant
        raise ValidationError(_("Dere har allerede en ramme for dette året."), code="finnes") from feil
    logg_endring(ramme, "ramme.opprettet", bruker, total=ramme.total, fordelt=ramme.fordelt)
    return ramme


@transaction.atomic
def endre(ramme: Ramme, *, total: Decimal, fordelt: Decimal, merknad: str, bruker: Bruker) -> Ramme:
    """Change the amounts; the departments' parts are split anew by the weights they have.

    Raises ValidationError (`for_lite`) when the central share would be less than what is earmarked and granted.
    """
    kontroller_rett(bruker)
    ramme = laas(ramme)
    forrige = {"total": ramme.total, "fordelt": ramme.fordelt}
    mangler = (ramme.sentral - (total - fordelt)) - regnskap(ramme).fri.ledig
    if mangler > 0:
        raise ValidationError(
            _("Det sentrale beløpet blir %(mangler)s for lite til det som er øremerket og innvilget."),
            code="for_lite",
            params={"mangler": kr(mangler)},
        )
    ramme.total, ramme.fordelt, ramme.merknad = total, fordelt, merknad
    with nok_i_rammen():
        ramme.save()
    fordeling.fordel_paa_nytt(ramme)
    logg_endring(ramme, "ramme.endret", bruker, total=total, fordelt=fordelt, forrige=forrige)
    return ramme


@transaction.atomic
def sett_oremerkinger(ramme: Ramme, belop_per_omraade: dict[int, Decimal], *, bruker: Bruker) -> None:
    """Set the earmarks of the frame to {satsingsomraade_id: amount}; areas with 0, None or left out lose theirs.

    Raises ValidationError: `for_lite` with one sentence for each area that has been granted more, or for the whole.
    """
    kontroller_rett(bruker)
    ramme = laas(ramme)
    balanse = regnskap(ramme)
    gamle = {pott.oremerking.satsingsomraade_id: pott for pott in balanse.oremerkede}
    nye = {omraade: belop for omraade, belop in belop_per_omraade.items() if belop}
    _kontroller_oremerkinger(balanse, gamle, nye)
    with nok_i_rammen():
        _skriv_oremerkinger(ramme, gamle, nye)
    logg_endring(ramme, "ramme.oremerket", bruker, oremerkinger={str(nokkel): belop for nokkel, belop in nye.items()})


def _kontroller_oremerkinger(balanse, gamle, nye):
    feil = [
        _("%(omraade)s: Det er innvilget %(innvilget)s av dette området. Øremerkingen kan ikke være mindre.")
        % {"omraade": pott.navn, "innvilget": kr(pott.ramme_belop - pott.ledig)}
        for omraade, pott in gamle.items()
        if nye.get(omraade, 0) < pott.ramme_belop - pott.ledig
    ]
    mulig = balanse.sum.ramme_belop - (balanse.fri.ramme_belop - balanse.fri.ledig)
    if sum(nye.values()) > mulig:
        feil.append(
            _("Dere kan øremerke høyst %(mulig)s. Nå er summen %(sum)s.")
            % {"mulig": kr(mulig), "sum": kr(sum(nye.values()))}
        )
    if feil:
        raise ValidationError([ValidationError(melding, code="for_lite") for melding in feil])


def _skriv_oremerkinger(ramme, gamle, nye):
    """Make the smaller ones smaller first, so that the free part never goes below zero on the way."""
    for omraade, pott in gamle.items():
        if omraade not in nye:
            # An earmark that has been drawn on and paid back in full stays in the accounts, with nothing in it.
            if pott.innvilget:
                Oremerking.objects.filter(pk=pott.oremerking.pk).update(belop=0)
            else:
                pott.oremerking.delete()
    for omraade, belop in sorted(nye.items(), key=lambda par: par[1] - _gammelt(gamle, par[0])):
        Oremerking.objects.update_or_create(
            ramme=ramme, satsingsomraade_id=omraade, defaults={"belop": belop}, create_defaults={"belop": belop}
        )


def _gammelt(gamle, omraade):
    return gamle[omraade].ramme_belop if omraade in gamle else 0


@transaction.atomic
def juster(ramme: Ramme, belop: Decimal, grunn: str, bruker: Bruker) -> Justering:
    """Make the central money larger or smaller (negative) after the budget; the free part takes the change.

    Writes a Justering and an audit line. Raises ValidationError `for_lite` when more is taken than is left.
    """
    kontroller_rett(bruker)
    _kontroller_grunn(grunn)
    ramme = laas(ramme)
    if not belop:
        raise ValidationError(_("Skriv et beløp som ikke er null."), code="ugyldig_belop")
    fri = regnskap(ramme).fri
    if fri.ledig + belop < 0:
        raise for_lite([fri], -belop)
    with nok_i_rammen():
        justering = _juster(ramme, Justering.Type.JUSTERING, belop, grunn, bruker)
    logg_endring(ramme, "ramme.justert", bruker, grunn, belop=belop)
    return justering


@transaction.atomic
def overfor(
    ramme_fra: Ramme, ramme_til: Ramme, belop: Decimal, grunn: str, bruker: Bruker
) -> tuple[Justering, Justering]:
    """Carry money of the free part over to another year's frame, as two Justeringer that cancel each other.

    Earmarked money is carried over by making the earmark smaller first. Raises ValidationError `for_lite`.
    """
    kontroller_rett(bruker)
    _kontroller_grunn(grunn)
    belop = gyldig_belop(belop)
    # Locked in one order, so that two carry-overs cannot wait for each other.
    rammer = {
        ramme.pk: ramme
        for ramme in Ramme.objects.select_for_update().filter(pk__in=[ramme_fra.pk, ramme_til.pk]).order_by("pk")
    }
    fra, til = rammer[ramme_fra.pk], rammer[ramme_til.pk]
    fri = regnskap(fra).fri
    if belop > fri.ledig:
        raise for_lite([fri], belop)
    with nok_i_rammen():
        ut = _juster(fra, Justering.Type.OVERFORT_UT, -belop, grunn, bruker)
        inn = _juster(til, Justering.Type.OVERFORT_INN, belop, grunn, bruker)
    logg_endring(fra, "ramme.overfort_ut", bruker, grunn, belop=belop, til=til.aar)
    logg_endring(til, "ramme.overfort_inn", bruker, grunn, belop=belop, fra=fra.aar)
    return ut, inn


@transaction.atomic
def overfor_til_neste(ramme: Ramme, *, belop: Decimal, grunn: str, bruker: Bruker) -> Ramme:
    """Carry free money over to next year's frame; an empty frame is made when there is none."""
    kontroller_rett(bruker)
    neste, ny = Ramme.objects.get_or_create(
        kommune_id=ramme.kommune_id, aar=ramme.aar + 1, defaults={"total": 0, "fordelt": 0}
    )
    if ny:
        logg_endring(neste, "ramme.opprettet", bruker, total=0, fordelt=0)
    overfor(ramme, neste, belop, grunn, bruker)
    return neste


def _kontroller_grunn(grunn):
    if not grunn.strip():
        raise ValidationError(_("Skriv en grunn."), code="mangler_grunn")


def _juster(ramme, slag, belop, grunn, bruker):
    return Justering.objects.create(
        kommune_id=ramme.kommune_id, ramme=ramme, type=slag, belop=belop, grunn=grunn, utfort_av=bruker
    )
