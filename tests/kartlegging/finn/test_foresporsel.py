"""Who can, and would like to: who is asked and told, who sees the answers, and until when they count."""

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from kartlegging.finn import foresporsler
from kartlegging.finn.foresporsler import Sporsmaal
from kartlegging.models import Foresporsel, Foresporselsvar
from kompetanse.felles.models import Varsel
from kompetanse.organisasjon.models import Stilling
from tests.kartlegging.factories import lag_kompetanse, om
from tests.parallelt import samtidig
from tests.rollebesetning import lag_bruker

pytestmark = pytest.mark.django_db
LISTEN = "/kompetanse/finn/foresporsler/"


def spor(enhet, bruker, frist=9, **felt):
    return foresporsler.spor(Sporsmaal(enhet, "Veilede lærlinger", "To timer i uken", om(frist), **felt), bruker=bruker)


def svar(foresporsel, bruker, vil=True, ord="Gjerne"):
    return foresporsler.svar(foresporsel, vil=vil, ord=ord, bruker=bruker)


def svarene(foresporsel):
    return [
        (ett.person.fornavn, ett.vil, ett.ord) for ett in foresporsel.svar.fra_ansatte().order_by("person__fornavn")
    ]


def varslet():
    return sorted(Varsel.objects.values_list("mottaker__person__fornavn", flat=True))


def test_all_who_work_in_the_unit_and_below_are_told_but_the_one_who_asks(
    tre, leder, avdelingsdirektor, soker, kollega
):
    lag_bruker("Utenfor", tre.barnehager)

    foresporsel = spor(tre.ikt, avdelingsdirektor)

    assert varslet() == ["Kari", "Lars", "Siri"]
    varsel = Varsel.objects.first()
    assert varsel.emne == "Hvem kan og vil? Veilede lærlinger"
    assert varsel.lenke == foresporsel.get_absolute_url()
    assert foresporsel.i_rolle == "Avdelingsdirektør, IKT-tjenester"


def test_a_leader_asks_in_the_own_line_only(tre, leder, soker, kollega):
    spor(tre.prosjekt, leder)
    for bruker, enhet in ((leder, tre.ikt), (leder, tre.barnehager), (soker, tre.prosjekt)):
        with pytest.raises(PermissionDenied):
            spor(enhet, bruker)

    assert Foresporsel.objects.count() == 1


@pytest.mark.parametrize("frist", [-1, 367])
def test_the_last_day_is_from_today_and_at_most_a_year_ahead(tre, leder, soker, frist):
    with pytest.raises(ValidationError, match="Siste dag å svare må være fra i dag"):
        spor(tre.prosjekt, leder, frist)

    assert (Foresporsel.objects.count(), Varsel.objects.count()) == (0, 0)


def test_a_unit_where_nobody_else_works_cannot_be_asked_and_nothing_is_stored(tre, leder, client):
    client.force_login(leder)
    skjema = {"tittel": "Veilede", "beskrivelse": "Litt", "enhet": "Prosjektkontoret", "svarfrist": om(3)}

    response = client.post(reverse("kartlegging:foresporsel-create"), skjema)

    assert response.context["form"].errors == {"enhet": ["Det er ingen andre å spørre i Prosjektkontoret."]}
    assert response.context["form"]["beskrivelse"].value() == "Litt"
    assert Foresporsel.objects.count() == 0


def test_an_answer_can_be_changed_and_taken_back_until_the_last_day(tre, leder, soker, kollega):
    foresporsel = spor(tre.prosjekt, leder)
    svar(foresporsel, soker, ord="Ja")
    svar(foresporsel, soker, vil=False, ord="Nei likevel")
    svar(foresporsel, kollega)

    assert svarene(foresporsel) == [("Kari", True, "Gjerne"), ("Siri", False, "Nei likevel")]
    foresporsler.trekk(foresporsel, bruker=kollega)
    foresporsler.trekk(foresporsel, bruker=kollega)
    assert svarene(foresporsel) == [("Siri", False, "Nei likevel")]


@pytest.mark.parametrize("handling", ["svar", "trekk"])
@pytest.mark.parametrize(("dager", "gaar"), [(9, True), (10, False)])
def test_the_last_day_counts_and_the_day_after_does_not(tre, leder, soker, handling, dager, gaar):
    foresporsel = spor(tre.prosjekt, leder)
    svar(foresporsel, soker)

    def gjor():
        return (
            svar(foresporsel, soker, vil=False) if handling == "svar" else foresporsler.trekk(foresporsel, bruker=soker)
        )

    with time_machine.travel(om(dager)):
        if gaar:
            gjor()
        else:
            with pytest.raises(ValidationError, match="tar ikke imot svar lenger"):
                gjor()
    assert (svarene(foresporsel) == [("Siri", True, "Gjerne")]) is not gaar


def test_only_those_who_are_asked_can_answer(tre, leder, avdelingsdirektor, utenforstaende, soker):
    foresporsel = spor(tre.prosjekt, leder)

    for bruker in (leder, avdelingsdirektor, utenforstaende):
        with pytest.raises(PermissionDenied):
            svar(foresporsel, bruker)
    assert svarene(foresporsel) == []


def test_nobody_but_the_one_who_asked_sees_who_answered(tre, leder, avdelingsdirektor, hr, soker, kollega, client):
    foresporsel = spor(tre.prosjekt, leder)
    svar(foresporsel, soker, ord="Hemmelige ord")
    sider = {}
    for bruker in (leder, kollega, avdelingsdirektor, hr):
        client.force_login(bruker)
        sider[bruker] = client.get(foresporsel.get_absolute_url())

    assert [sider[bruker].status_code for bruker in sider] == [200, 200, 404, 404]
    assert "Hemmelige ord" in sider[leder].content.decode()
    assert "1 av 2 har svart" in sider[leder].content.decode()
    for ord_ in ("Hemmelige ord", "Siri", "har svart"):
        assert ord_ not in sider[kollega].content.decode()


def test_closing_tells_those_who_answered_what_came_of_it_once(tre, leder, soker, kollega):
    foresporsel = spor(tre.prosjekt, leder)
    svar(foresporsel, soker)
    Varsel.objects.all().delete()

    for _gang in range(2):
        foresporsler.lukk(foresporsel, utfall="Vi begynner i mars.", bruker=leder)

    assert [(varsel.mottaker, varsel.emne, varsel.tekst) for varsel in Varsel.objects.all()] == [
        (soker, "«Veilede lærlinger» er avsluttet", "Vi begynner i mars.")
    ]
    with pytest.raises(ValidationError):
        svar(foresporsel, kollega)
    with pytest.raises(PermissionDenied):
        foresporsler.lukk(foresporsel, utfall="Nei", bruker=soker)


def test_who_has_left_is_no_answer_any_more_and_is_not_told(tre, leder, soker):
    foresporsel = spor(tre.prosjekt, leder)
    svar(foresporsel, soker)
    Stilling.objects.filter(person=soker.person).update(til=om(-1))
    Varsel.objects.all().delete()

    foresporsler.lukk(foresporsel, utfall="Takk", bruker=leder)

    assert svarene(foresporsel) == []
    assert Varsel.objects.count() == 0


def test_what_was_asked_by_someone_who_has_left_waits_for_nobody(tre, leder, soker, client):
    foresporsel = spor(tre.prosjekt, leder)
    Stilling.objects.filter(person=leder.person).update(til=om(-1))
    leder.person.roller.all().delete()

    assert list(Foresporsel.objects.visible_to(soker)) == []
    with pytest.raises(ValidationError):
        svar(foresporsel, soker)


def test_the_whole_way_in_the_pages(tre, leder, soker, client):
    lag_kompetanse("Veiledning")
    client.force_login(leder)
    skjema = {
        "tittel": "Veilede",
        "beskrivelse": "To timer",
        "kompetanse": "veiledning",
        "enhet": "Prosjektkontoret",
        "svarfrist": om(3),
    }
    client.post(reverse("kartlegging:foresporsel-create"), skjema)
    foresporsel = Foresporsel.objects.get()
    client.force_login(soker)
    assert foresporsel.tittel in client.get(LISTEN).content.decode()
    client.post(foresporsel.get_absolute_url(), {"vil": "ja", "ord": "Ja takk"})
    assert svarene(foresporsel) == [("Siri", True, "Ja takk")]
    client.post(reverse("kartlegging:foresporsel-trekk", args=[foresporsel.pk]))
    assert svarene(foresporsel) == []
    client.force_login(leder)
    client.post(reverse("kartlegging:foresporsel-lukk", args=[foresporsel.pk]), {"utfall": "Ingen denne gangen"})

    assert Foresporsel.objects.get().utfall == "Ingen denne gangen"


@pytest.mark.parametrize("antall", [1, 3])
def test_the_answers_ask_as_many_questions_for_one_as_for_three(tre, leder, client, antall, django_assert_num_queries):
    brukere = [lag_bruker(f"Navn{nummer}", tre.prosjekt) for nummer in range(antall)]
    foresporsel = spor(tre.prosjekt, leder)
    for bruker in brukere:
        svar(foresporsel, bruker)
    client.force_login(leder)

    with django_assert_num_queries(ANTALL):
        response = client.get(foresporsel.get_absolute_url())

    assert len(response.context["svar"]) == antall


# Session, user, roles; the question, its answers, those who are asked; the kommune, messages, tabs.
ANTALL = 8


@pytest.mark.django_db(transaction=True)
def test_two_answers_at_once_are_one(tre, leder, soker):
    foresporsel = spor(tre.prosjekt, leder)

    samtidig(leder.kommune_id, lambda: svar(foresporsel, soker), lambda: svar(foresporsel, soker))

    assert Foresporselsvar.objects.count() == 1
