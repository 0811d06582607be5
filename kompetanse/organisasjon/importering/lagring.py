"""Write a plan: units, people and positions, in bulk. Runs inside the caller's transaction and kommune lock."""

from django.utils.translation import gettext as _

from kompetanse.felles.feil import LesbarFeil
from kompetanse.organisasjon.importering.enhetslagring import lagre_enheter
from kompetanse.organisasjon.importering.sql import laas_uendrede, oppdater
from kompetanse.organisasjon.models import Person, Stilling

PORSJON = 5000


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
    _laas(Person, endrede)
    _laas(Stilling, endrede_poster)
    lagre_enheter(plan, kommune_id)
    _lagre_personer(nye_personer, endrede, kommune_id, lambda gjort: framdrift(gjort, av))
    _endre_stillinger(endrede_poster)
    start = av - len(nye_poster)
    _nye_stillinger(plan.personer, kommune_id, lambda gjort: framdrift(start + gjort, av))


def _laas(modell, poster):
    """Lock the rows to be changed; each must be as it was when the plan was made."""
    if not laas_uendrede(modell, [(post.pk, post.versjon) for post in poster]):
        raise Foreldet(_("Noen andre endret de samme ansatte akkurat nå. Ingenting er lagret. Prøv igjen."))


def _lagre_personer(nye, endrede, kommune_id, meld):
    felter = ("fornavn", "etternavn", "epost", "telefon")
    oppdater(Person, felter, [(person.pk, *person.ny) for person in endrede])
    for start in range(0, len(nye), PORSJON):
        porsjon = nye[start : start + PORSJON]
        rader = Person.objects.bulk_create(
            Person(kommune_id=kommune_id, ansattnummer=person.ansattnummer, **dict(zip(felter, person.ny, strict=True)))
            for person in porsjon
        )
        for person, rad in zip(porsjon, rader, strict=True):
            person.pk = rad.pk
        meld(start + len(porsjon))


def _endre_stillinger(poster):
    """First what becomes shorter, so that no two periods overlap on the way; then the rest."""
    kortere = [post for post in poster if post.ny.til and (post.gammel.til is None or post.ny.til < post.gammel.til)]
    oppdater(Stilling, ["til"], [(post.pk, max(post.ny.til, post.gammel.fra)) for post in kortere])
    resten = [post for post in poster if post.ny != post.gammel._replace(til=post.ny.til) or post not in set(kortere)]
    felter = list(_felter(poster[0])) if poster else []
    oppdater(Stilling, felter, [(post.pk, *_felter(post).values()) for post in resten])


def _felter(post):
    ny = post.ny
    return {
        "enhet": ny.enhet.pk,
        "nummer": ny.nummer,
        "stillingskode": ny.kode,
        "tittel": ny.tittel,
        "prosent": ny.prosent,
        "fra": ny.fra,
        "til": ny.til,
        "er_leder": ny.er_leder,
        "hovedstilling": ny.hovedstilling,
    }


def _nye_stillinger(personer, kommune_id, meld):
    nye = [(person.pk, post) for person in personer for post in person.stillinger if post.pk is None]
    for start in range(0, len(nye), PORSJON):
        porsjon = nye[start : start + PORSJON]
        Stilling.objects.bulk_create(_stilling(kommune_id, person_id, post) for person_id, post in porsjon)
        meld(start + len(porsjon))


def _stilling(kommune_id, person_id, post):
    felter = _felter(post)
    return Stilling(kommune_id=kommune_id, person_id=person_id, enhet_id=felter.pop("enhet"), **felter)
