"""People are found by how the words of their names begin, by an index, and within their own kommune."""

import pytest
from django.db import connection

from kompetanse.felles import vegg
from kompetanse.organisasjon.models import Navneord, Person
from kompetanse.organisasjon.sok import finn_personer, navnetreff


@pytest.fixture
def folk(kommune):
    """Two people with an easy name, and one for each kind that is not."""
    navn = [
        ("Kari", "Berg"), ("Karin", "Bergan"), ("Anne-Marie", "O'Brien"), ("Håkon", "Øverås"), ("Haakon", "Næss"),
        ("José", "Lunde"), ("Jovan", "Kočić"),
    ]  # fmt: skip
    return Person.objects.bulk_create(
        Person(ansattnummer=f"77{nr:03d}", fornavn=fornavn, etternavn=etternavn, epost=f"p{nr}.x@eksempel.test")
        for nr, (fornavn, etternavn) in enumerate(navn)
    )


def funnet(uttrykk):
    return sorted(str(person) for person in finn_personer(Person.objects.all(), uttrykk))


@pytest.mark.parametrize(
    ("uttrykk", "navn"),
    [
        ("kar", ["Kari Berg", "Karin Bergan"]),
        ("Karin", ["Karin Bergan"]),
        ("berg, kari", ["Kari Berg", "Karin Bergan"]),
        ("bergan k", ["Karin Bergan"]),
        ("anne-marie", ["Anne-Marie O'Brien"]),
        ("marie brien", ["Anne-Marie O'Brien"]),
        ("o'b", ["Anne-Marie O'Brien"]),
        ("HÅKON", ["Haakon Næss", "Håkon Øverås"]),
        ("haakon", ["Haakon Næss", "Håkon Øverås"]),
        ("ha", ["Haakon Næss", "Håkon Øverås"]),
        ("øver", ["Håkon Øverås"]),
        ("næ", ["Haakon Næss"]),
        ("jose", ["José Lunde"]),
        ("koč", ["Jovan Kočić"]),
        ("ko", ["Jovan Kočić"]),
        ("p1.x@", ["Karin Bergan"]),
        ("77002", ["Anne-Marie O'Brien"]),
        ("Kari Berg (77000)", ["Kari Berg"]),
        ("Karri Brg", ["Kari Berg"]),
        ("finnesikke", []),
        (" ,() ", []),
    ],
)
def test_people_are_found_by_how_their_words_begin(folk, uttrykk, navn):
    assert funnet(uttrykk) == navn


def test_the_words_follow_a_change_of_name_and_go_with_the_person(folk):
    Person.objects.filter(pk=folk[0].pk).update(etternavn="Vik", epost="")

    assert funnet("kari vik") == ["Kari Vik"]
    assert set(Navneord.objects.filter(person=folk[0]).values_list("ord", flat=True)) == {"kari", "vik", "77000"}

    folk[0].delete()

    assert not Navneord.objects.filter(person_id=folk[0].pk).exists()


def test_a_name_is_not_found_from_another_kommune(folk, annen_kommune):
    with vegg.innenfor(annen_kommune.kommune.pk):
        assert list(navnetreff("kari")) == []


def test_behind_the_wall_an_index_finds_the_words(folk):
    with connection.cursor() as cursor:
        cursor.execute("set local enable_seqscan = off; set local enable_bitmapscan = off")

    plan = navnetreff("kar").explain()

    assert "navneord_ord" in plan
    assert "(ord >= 'kar'::text)" in plan[plan.index("Index Cond") :].splitlines()[0]
