"""Nobody is shown more than a plain rule of the two doors allows, and everything that it allows."""

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from kartlegging.finn.sporring import tolk
from kartlegging.finn.treff import finn
from kartlegging.models import Kartleggingsoppsett, MiniCv
from kompetanse.organisasjon.models import Stilling
from tests.eksempler import eksempler
from tests.kartlegging.factories import Tilstand, gi_kompetanse, lag_bevis, lag_kompetanse, om
from tests.rollebesetning import lag_bruker, lag_figur

pytestmark = pytest.mark.django_db
ENHETER = ("prosjekt", "ikt", "hr", "barnehager")
LESERE = ("kollega", "leder", "avdelingsdirektor", "etatsdirektor", "hr", "hr_enhet", "utenforstaende", "tillitsvalgt")
# Reader → the units of which the reader is leader, and HR; as the cast has it.
LEDER_FOR = {
    "leder": {"prosjekt"},
    "avdelingsdirektor": {"prosjekt", "ikt"},
    "etatsdirektor": set(ENHETER),
    "utenforstaende": {"barnehager"},
}
HR_FOR = {"hr": set(ENHETER), "hr_enhet": {"barnehager"}}
ARBEIDER_I = {"kollega": "prosjekt", "leder": "prosjekt", "avdelingsdirektor": "ikt", "etatsdirektor": None, "hr": "hr"}
ARBEIDER_I |= {"hr_enhet": None, "utenforstaende": "barnehager", "tillitsvalgt": "ikt"}

PERSON = st.fixed_dictionaries(
    {
        "enhet": st.sampled_from(ENHETER),
        "formell": st.booleans(),
        "tilstand": st.sampled_from(list(Tilstand)),
        "til": st.sampled_from([None, None, -1, 0, 30]),
        "deling": st.sampled_from(list(MiniCv.Deling)),
        "sluttet": st.sampled_from([False, False, False, True]),
    }
)


def gyldig(person):
    return person["tilstand"] in ("egenvurdert", "bekreftet") and (person["til"] is None or person["til"] >= 0)


def ser(leser, person, apent):
    """The rule of the doors, in plain words."""
    if person["sluttet"] or person["tilstand"] == "returnert":
        return False
    if person["enhet"] in HR_FOR.get(leser, ()):
        return True
    if (person["formell"] or person["tilstand"] == "bekreftet") and (
        person["enhet"] in LEDER_FOR.get(leser, ()) or (apent and leser in LEDER_FOR)
    ):
        return True
    delt = person["deling"] == "kommune" or (person["deling"] == "enhet" and person["enhet"] == ARBEIDER_I[leser])
    return delt and gyldig(person)


@pytest.fixture
def lesere(tre):
    return {navn: lag_figur(navn, tre) for navn in LESERE}


@eksempler(60)
@given(folk=st.lists(PERSON, min_size=1, max_size=5), leser=st.sampled_from(LESERE), apent=st.booleans())
def test_exactly_those_are_found_whom_the_rule_lets_the_reader_see(tre, lesere, folk, leser, apent):
    punkt = transaction.savepoint()
    try:
        formell, real = lag_bevis("Sveisesertifikat"), lag_kompetanse("Sveising")
        Kartleggingsoppsett.objects.create(apent_sok=apent, formaal="Finne", grunnlag="Art. 6", droftet=om(-1))
        ventet = {"kan": set(), "naer": set()}
        for nummer, person in enumerate(folk):
            bruker = _lag(tre, nummer, person, formell if person["formell"] else real)
            if ser(leser, person, apent):
                ventet["kan" if gyldig(person) else "naer"].add(bruker.person_id)

        svar = finn(tolk("sveis"), lesere[leser])

        assert {"kan": _hvem(svar.kan), "naer": _hvem(svar.naer)} == ventet
    finally:
        transaction.savepoint_rollback(punkt)


def _lag(tre, nummer, person, kompetanse):
    bruker = lag_bruker(f"Navn{nummer}", getattr(tre, person["enhet"]))
    gi_kompetanse(
        bruker,
        kompetanse,
        None if person["formell"] else 2,
        tilstand=person["tilstand"],
        til=None if person["til"] is None else om(person["til"]),
        forventet=om(9) if person["tilstand"] == "paabegynt" else None,
    )
    MiniCv.objects.create(person=bruker.person, deling=person["deling"])
    if person["sluttet"]:
        Stilling.objects.filter(person=bruker.person).update(til=om(-1))
    return bruker


def _hvem(treff):
    return {ett.person.pk for ett in treff}
