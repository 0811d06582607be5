"""Two competences that become one, and the courses that give them."""

from kartlegging.katalog.sammenslaaing import slaa_sammen
from kurs.models import Ekstern, Kurskompetanse
from tests.kartlegging.factories import lag_kompetanse
from tests.klokke import dag
from tests.kurs.factories import lag_kurs


def test_what_courses_give_and_what_was_learnt_elsewhere_follow_a_competence_that_is_merged(tre, hr, soker):
    kilde, maal = (lag_kompetanse(navn, nivaaer=False) for navn in ("Sårstell", "Sårbehandling"))
    lag_kurs(tre.ikt, "Bare den ene", kompetanser=[kilde])
    lag_kurs(tre.ikt, "Begge", kompetanser=[kilde, maal])
    Ekstern.objects.create(person=soker.person, navn="Sår på nett", fullfort=dag(-9), kompetanse=kilde)

    slaa_sammen(kilde, maal, bruker=hr)
    lag_kurs(tre.ikt, "Etterpå", kompetanser=[kilde])

    assert sorted(Kurskompetanse.objects.values_list("kurs__navn", "kompetanse__navn")) == [
        ("Bare den ene", "Sårbehandling"),
        ("Begge", "Sårbehandling"),
        ("Etterpå", "Sårbehandling"),
    ]
    assert Ekstern.objects.get().kompetanse == maal
