"""Nobody can find out who answered what: tried with all that one copy of the database holds, while the form is open and
after. What two copies show is said in docs/anonymitet.md."""

import hashlib
import json
import re

import pytest
from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, connection, transaction

from evaluering.models import BruktLenke, Evalueringsoppsett, Innsamling, Lenke, Opptelling, Svar
from evaluering.svar import avlegging, innsamling, meldinger
from evaluering.svar.lenker import bruktmerke, sti
from kompetanse.felles.models import Engangslenke, Varsel
from tests.evaluering.svar.conftest import Gjest, adgang, skjemadata, svar, telt

pytestmark = pytest.mark.django_db

# Each person answers otherwise, so that an answer that can be joined is known by its words.
SKJULT = "Jeg sovnet under Fredriks innlegg"


def dump():
    """Every row of every table as text, with what the server itself knows of it: where it lies, and who wrote it when."""
    with connection.cursor() as cursor:
        cursor.execute("select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace")
        svar = {}
        for (tabell,) in cursor.fetchall():
            cursor.execute(f'select ctid::text, xmin::text, row_to_json(t) from "{tabell}" t order by ctid')
            svar[tabell] = [
                (ctid, xmin, json.dumps(rad, cls=DjangoJSONEncoder, ensure_ascii=False))
                for ctid, xmin, rad in cursor.fetchall()
            ]
    return svar


@pytest.fixture
def besvart(aapen, deltakere):
    """Everybody answers from a phone, signed in on it, in the order of their names. Returns the links in that order."""
    lenker = [sti(aapen.lenker.get(person=bruker.person)) for bruker in deltakere]
    for plass, (bruker, lenke) in enumerate(zip(deltakere, lenker, strict=True)):
        client = Gjest(REMOTE_ADDR=f"203.0.113.{plass}", HTTP_USER_AGENT=f"Telefonen til {bruker}")
        client.force_login(bruker)
        client.get(lenke)
        sendt = client.post(lenke, skjemadata(aapen, 1 + plass % 5, SKJULT if plass == 3 else f"Svar nr. {plass}"))
        assert sendt.status_code == 302
    return lenker


def test_the_answer_stands_in_one_place_with_nothing_beside_it(besvart, aapen):
    rader = dump()

    steder = {tabell for tabell, alle in rader.items() if any(SKJULT in rad for *_sted, rad in alle)}
    svaret = next(json.loads(rad) for *_sted, rad in rader["evaluering_svar"] if SKJULT in rad)
    samlet = "\n".join(rad for alle in rader.values() for *_sted, rad in alle)

    assert steder == {"evaluering_svar"}
    assert set(svaret) == {"id", "kommune_id", "innsamling_id", "verdier"}
    for spor in ("203.0.113.", "Telefonen til", *(lenke.split("/")[2] for lenke in besvart)):
        assert spor not in samlet
    assert "/e/" not in "".join(rad for *_sted, rad in rader["pghistory_context"])


# Each answer in a transaction of its own, as in life.
@pytest.mark.django_db(transaction=True)
def test_neither_place_nor_transaction_tells_one_answer_from_another(besvart):
    rader = dump()

    for tabell in ("evaluering_svar", "evaluering_bruktlenke"):
        assert len({xmin for _ctid, xmin, _rad in rader[tabell]}) == 1, tabell
    # By chance they would lie as they came once in 12! times.
    som_de_ligger = [plassen for *_sted, rad in rader["evaluering_svar"] for plassen in [_nummer(rad)]]
    som_de_kom = [bruktmerke(lenke.split("/")[2]) for lenke in besvart]
    assert som_de_ligger != sorted(som_de_ligger)
    assert [json.loads(rad)["avtrykk"] for *_sted, rad in rader["evaluering_bruktlenke"]] != som_de_kom


def _nummer(rad):
    """When an answer came, as only the one who gave it knows."""
    return 3 if SKJULT in rad else int(re.search(r"Svar nr\. (\d+)", rad)[1])


def test_no_link_can_be_told_from_another_by_what_is_stored_of_those_that_are_used(aapen, deltakere):
    svar(aapen, deltakere[0])

    lenker = [json.loads(rad) for *_sted, rad in dump()["evaluering_lenke"]]
    (brukt,) = (json.loads(rad)["avtrykk"] for *_sted, rad in dump()["evaluering_bruktlenke"])

    # Every hash of everything that the dump holds of a link: none is the mark of the one that was used.
    kjent = [str(verdi) for lenke in lenker for verdi in lenke.values()]
    proevd = {hashlib.sha256(f"{foran}{verdi}".encode()).hexdigest() for verdi in kjent for foran in FORAN}
    assert brukt not in proevd | set(kjent)
    # Whoever has the key of the installation as well can tell; the marks are not made of chance.
    assert adgang(aapen, deltakere[0]).er_brukt


FORAN = ("", "evaluering.brukt:", "evaluering.lenke:")


def test_no_message_tells_who_has_answered_or_holds_a_link(aapen, deltakere, settings):
    settings.EMAIL_HOST = "localhost"
    svar(aapen, deltakere[0])

    with transaction.atomic():
        meldinger.send(aapen)

    assert set(Engangslenke.objects.values_list("mottaker", flat=True)) == {bruker.pk for bruker in deltakere}
    assert not Varsel.objects.exists()
    assert meldinger.brev(deltakere[0]) is None
    assert sti(aapen.lenker.get(person=deltakere[1].person)) in meldinger.brev(deltakere[1])[1]


def test_when_the_form_has_closed_nobody_is_known_to_have_been_asked(besvart, aapen, deltakere):
    innsamling.lukk(aapen)
    rader = dump()

    assert (Lenke.objects.count(), BruktLenke.objects.count(), Svar.objects.count()) == (0, 0, 0)
    steder = {tabell for tabell, alle in rader.items() if any(SKJULT in rad for *_sted, rad in alle)}
    assert steder == {"evaluering_opptelling"}
    # What one person answered to two questions does not stand together.
    tekstene = [json.loads(rad)["fordeling"] for *_sted, rad in rader["evaluering_opptelling"] if SKJULT in rad]
    assert tekstene == [sorted([SKJULT, *(f"Svar nr. {nr}" for nr in range(12) if nr != 3)])]


def test_results_are_not_shown_before_the_form_has_closed_nor_of_fewer_than_five(aapen, deltakere):
    for bruker in deltakere[:4]:
        svar(aapen, bruker)
    assert telt(aapen) == [None] * 6

    lukket = innsamling.lukk(aapen)

    assert lukket.besvart == 4
    assert telt(aapen) == [None] * 6
    # Not even when fewer are enough later: there is nothing left to show.
    Evalueringsoppsett.objects.update(minste_svar=3)
    assert telt(aapen) == [None] * 6
    assert not Opptelling.objects.exists()


def test_results_are_hidden_again_when_more_answers_are_asked_for(aapen, deltakere):
    for bruker in deltakere[:5]:
        svar(aapen, bruker)
    innsamling.lukk(aapen)
    assert telt(aapen)[0] == {"1": 0, "2": 0, "3": 0, "4": 5, "5": 0}

    Evalueringsoppsett.objects.update(minste_svar=6)

    assert telt(aapen) == [None] * 6


def test_a_question_that_fewer_than_five_answered_is_not_shown(aapen, deltakere):
    valgfritt = str(aapen.versjon.sporsmal.all()[1].pk)
    for plass, bruker in enumerate(deltakere[:8]):
        verdiene = {str(ett.pk): 4 for ett in aapen.versjon.sporsmal.filter(slag="skala")}
        if plass >= 4:
            verdiene.pop(valgfritt)
        avlegging.svar(adgang(aapen, bruker), verdiene)

    innsamling.lukk(aapen)

    assert telt(aapen)[0]["4"] == 8
    assert telt(aapen)[1] is None


def test_a_closed_form_takes_no_answer_whoever_writes_it(aapen, deltakere):
    innsamling.lukk(aapen)

    with pytest.raises(IntegrityError, match="lukket"), transaction.atomic():
        Svar.objects.create(innsamling=aapen, verdier={})


def test_answering_leaves_no_history_and_no_line_in_the_log(aapen, deltakere, caplog):
    def spor():
        return {
            modell._meta.db_table: modell._default_manager.count()
            for modell in apps.get_models()
            if modell._meta.managed and modell not in (Svar, BruktLenke)
        }

    foer = spor()
    svar(aapen, deltakere[0], tekst=SKJULT)

    assert spor() == foer
    assert SKJULT not in caplog.text
    assert not hasattr(Svar, "pgh_event_model")
    assert Innsamling.objects.get().spurt == len(deltakere)
