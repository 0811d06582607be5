"""Write a plan: units, people and positions, in bulk. Runs inside the caller's transaction and kommune lock."""

import logging

from django.db import IntegrityError
from django.utils.translation import gettext_lazy

from kompetanse.felles.feil import LesbarFeil
from kompetanse.felles.innlesing.sql import laas_uendrede, oppdater, sett_inn
from kompetanse.organisasjon.importering.enhetslagring import lagre_enheter
from kompetanse.organisasjon.importering.plan import PERSONFELTER
from kompetanse.organisasjon.models import Person, Stilling

logger = logging.getLogger(__name__)

NOEN_ANDRE = gettext_lazy("Noen andre endret de samme ansatte akkurat nå. Ingenting er lagret. Prøv igjen.")
# In the order of `Verdi`.
STILLINGSFELTER = (
    *("enhet", "nummer", "stillingskode", "tittel", "prosent", "fra", "til", "er_leder", "hovedstilling"),
)


class Foreldet(LesbarFeil):
    """What is stored has changed since the plan was made; nothing is written."""


def lagre_plan(plan, kommune_id, framdrift=lambda gjort, av: None):
    """Write everything in the plan. Raises `Foreldet` when someone has changed one of the rows in the meantime."""
    endrede = [person for person in plan.personer if person.er_endret]
    poster = [post for person in plan.personer for post in person.stillinger]
    endrede_poster = [post for post in poster if post.er_endret]
    nye_personer = [person for person in plan.personer if person.gammel is None]
    nye_poster = [post for post in poster if post.pk is None]
    av = len(plan.personer) + len(nye_poster) + len(endrede_poster) or 1
    start = av - len(nye_poster)
    _laas(Person, endrede)
    _laas(Stilling, endrede_poster)
    try:
        lagre_enheter(plan, kommune_id)
        _lagre_personer(nye_personer, endrede, kommune_id, lambda gjort: framdrift(gjort, av))
        _endre_stillinger(endrede_poster)
        _nye_stillinger(plan.personer, kommune_id, lambda gjort: framdrift(start + gjort, av))
    except IntegrityError as feil:
        # Someone has made the same person or position by hand since the plan read the tables.
        logger.exception("The plan of an import met other rows than it knew")
        raise Foreldet(NOEN_ANDRE) from feil


def _laas(modell, poster):
    """Lock the rows to be changed; each must be as it was when the plan was made."""
    if not laas_uendrede(modell, [(post.pk, post.versjon) for post in poster]):
        raise Foreldet(NOEN_ANDRE)


def _lagre_personer(nye, endrede, kommune_id, meld):
    oppdater(Person, PERSONFELTER, [(person.pk, *person.ny) for person in endrede])
    rader = [(kommune_id, person.ansattnummer, *person.ny) for person in nye]
    ider = sett_inn(Person, ("kommune", "ansattnummer", *PERSONFELTER), rader, meld)
    for person, pk in zip(nye, ider, strict=True):
        person.pk = pk


def _endre_stillinger(poster):
    """First what becomes shorter, so that no two periods overlap on the way; then the rest."""
    kortere = [post for post in poster if post.ny.til and (post.gammel.til is None or post.ny.til < post.gammel.til)]
    oppdater(Stilling, ["til"], [(post.pk, max(post.ny.til, post.gammel.fra)) for post in kortere])
    bare_kortere = {post for post in kortere if post.ny == post.gammel._replace(til=post.ny.til)}
    resten = [post for post in poster if post not in bare_kortere]
    oppdater(Stilling, STILLINGSFELTER, [(post.pk, *_verdier(post)) for post in resten])


def _verdier(post):
    enhet, *resten = post.ny
    return enhet.pk, *resten


def _nye_stillinger(personer, kommune_id, meld):
    rader = [
        (kommune_id, person.pk, *_verdier(post)) for person in personer for post in person.stillinger if post.pk is None
    ]
    sett_inn(Stilling, ("kommune", "person", *STILLINGSFELTER), rader, meld)
