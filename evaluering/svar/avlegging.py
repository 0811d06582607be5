"""Answering, once. On level 1 so that nothing stored joins the answer with the one who gave it; on the others about a
participant, who is named.

Whoever answers is let in by a link or by the code of the collection, and nobody is signed in.
"""

import json
import secrets
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from psycopg2.extras import Json

from evaluering.models import BruktLenke, Deltakersvar, Innsamling, Lenke, Svarer
from evaluering.svar.lenker import bruktmerke
from evaluering.svar.proving import rett
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker

# All answers of the collection are written anew, in random order and by one transaction, with the new one among them: where
# a row lies and who wrote it then say nothing of when it came. The sort waits for the last of the old rows.
BLAND_SVAR = """
    with gamle as (delete from evaluering_svar where innsamling_id = %(innsamling)s returning kommune_id, verdier)
    insert into evaluering_svar (id, innsamling_id, kommune_id, verdier)
    select gen_random_uuid(), %(innsamling)s, kommune_id, verdier
    from (select * from gamle union all select %(kommune)s, %(verdier)s::jsonb) as alle
    order by random()
"""
BLAND_BRUKTE = """
    with gamle as (delete from evaluering_bruktlenke where innsamling_id = %(innsamling)s returning kommune_id, avtrykk)
    insert into evaluering_bruktlenke (avtrykk, innsamling_id, kommune_id)
    select avtrykk, %(innsamling)s, kommune_id
    from (select * from gamle union all select %(kommune)s, %(merke)s) as alle
    order by random()
"""


class Adgang(NamedTuple):
    """What lets someone in: the key of a link or, by the code of the collection, of a phone (then without link)."""

    innsamling: Innsamling
    nokkel: str
    lenke: Lenke | None = None

    @property
    def som(self) -> str:
        return self.lenke.som if self.lenke else Svarer.DELTAKER

    @property
    def er_brukt(self) -> bool:
        return BruktLenke.objects.filter(pk=bruktmerke(self.nokkel)).exists()


@transaction.atomic
def svar(adgang: Adgang, verdier: dict) -> None:
    """Answer. Raises ValidationError when the form is not open, when this key has been used, or when everybody who took
    part has answered."""
    innsamling = _laas(adgang)
    if innsamling.er_anonym:
        _krev_plass(innsamling)
        kjor(BLAND_SVAR, innsamling, verdier=Json(verdier))
    else:
        svar_om(innsamling, adgang.lenke.om_id, adgang.som, verdier, svart_av=adgang.lenke.person_id)


@transaction.atomic
def legg_inn(innsamling: Innsamling, alle: list[dict], *, bruker: Bruker) -> int:
    """Anonymous answers that were collected elsewhere, all or none. Returns how many. Raises as `svar`, and ValidationError
    for the same answers once more."""
    _bruk_filen(innsamling, alle)
    for verdier in alle:
        svar(paa_papir(innsamling), verdier)
    evaluering = innsamling.niva.evaluering
    tilgang.logg(evaluering, "innsamling.lest_inn", bruker=bruker, niva=innsamling.niva.niva, antall=len(alle))
    return len(alle)


def _bruk_filen(innsamling, alle):
    """Nobody can tell by the answers that they are read already; so a file leaves a mark, as a phone does, made with the
    installation's own key: whoever has the database alone cannot try out what a file said."""
    rader = sorted(json.dumps(verdier, sort_keys=True) for verdier in alle)
    filen = Adgang(innsamling, salted_hmac("evaluering.svarfil", f"{innsamling.pk} {rader}").hexdigest())
    if filen.er_brukt:
        raise ValidationError(
            _(
                "Akkurat disse svarene er lest inn før. Er det noen andre som svarte det samme, skriv dem inn fra papir."
            ),
            code="brukt",
        )
    _laas(filen)


class OmDeltaker(NamedTuple):
    """An answer about a participant, by one who answers as `som`; `proeve` has points and passed of a test that was marked
    elsewhere."""

    deltaker: int
    som: str
    verdier: dict
    proeve: dict


@transaction.atomic
def legg_inn_om(innsamling: Innsamling, alle: list[OmDeltaker], *, bruker: Bruker) -> int:
    """Answers about participants that were collected elsewhere; nobody is asked for them any more. Returns how many. Raises
    as `svar`."""
    lenker = {(lenke.om_id, lenke.som): lenke for lenke in innsamling.lenker.all()}
    for ett in alle:
        lenke = lenker.get((ett.deltaker, ett.som))
        _laas(Adgang(innsamling, lenke.nokkel, lenke) if lenke else paa_papir(innsamling))
        svart_av = ett.deltaker if ett.som == Svarer.DELTAKER else lenke and lenke.person_id
        svar_om(innsamling, ett.deltaker, ett.som, ett.verdier, svart_av=svart_av, proeve=ett.proeve)
    evaluering = innsamling.niva.evaluering
    tilgang.logg(evaluering, "innsamling.lest_inn", bruker=bruker, niva=innsamling.niva.niva, antall=len(alle))
    return len(alle)


def paa_papir(innsamling: Innsamling) -> Adgang:
    """Lets in one answer that somebody has on paper or in a file, and nobody says whose it is."""
    return Adgang(innsamling, secrets.token_urlsafe(15))


def svar_om(
    innsamling: Innsamling,
    deltaker_id: int,
    som: str,
    verdier: dict,
    *,
    svart_av: int | None,
    proeve: dict | None = None,
) -> Deltakersvar:
    """What was answered about a participant, by the link, typed from paper or read from a file; a test that is not marked
    (`proeve`) is marked as it is stored. Call it with the collection locked."""
    return Deltakersvar.objects.create(
        innsamling=innsamling,
        deltaker_id=deltaker_id,
        som=som,
        svart_av_id=svart_av,
        svart=timezone.localdate(),
        verdier=verdier,
        **(proeve or rett(innsamling, verdier)),
    )


@transaction.atomic
def har_svart(adgang: Adgang) -> None:
    """Used up without an answer: this person has answered by the code, and wants no reminders."""
    _laas(adgang)


@transaction.atomic
def var_ikke_med(adgang: Adgang) -> None:
    """Whoever did not take part is not asked, and not counted among those who were."""
    _laas(adgang)
    adgang.lenke.delete()


def _laas(adgang):
    """The collection, locked, with the key used up. One at a time answers the same collection."""
    innsamling = (
        Innsamling.objects.select_for_update(no_key=True, of=("self",))
        .select_related("niva")
        .get(pk=adgang.innsamling.pk)
    )
    if not innsamling.tar_imot(timezone.now()):
        raise ValidationError(_("Skjemaet er lukket, og tar ikke imot flere svar."), code="lukket")
    if adgang.er_brukt:
        raise ValidationError(_("Det er allerede svart med denne lenken."), code="brukt")
    if adgang.lenke and not Lenke.objects.filter(pk=adgang.lenke.pk).exists():
        raise ValidationError(_("Lenken virker ikke lenger."), code="brukt")
    kjor(BLAND_BRUKTE, innsamling, merke=bruktmerke(adgang.nokkel))
    return innsamling


def _krev_plass(innsamling):
    """By the code nobody says who they are; so there are never more answers than there were people."""
    if innsamling.antall_svar >= innsamling.plasser:
        raise ValidationError(_("Alle som var med, har svart."), code="fullt")


def kjor(setning: str, innsamling: Innsamling, **verdier: Any) -> None:
    """One of the two statements above. Call it with the collection locked."""
    with connection.cursor() as cursor:
        cursor.execute(setning, {"innsamling": innsamling.pk, "kommune": innsamling.kommune_id, **verdier})
