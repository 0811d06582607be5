"""What is kept ready equals a recount, and what readers without names see never tells about fewer than five."""

import pytest
from django.utils import timezone

from kartlegging.dekning.ferdigtall import tell_alle, tell_kommunen
from kartlegging.dekning.telling import Telling, tell
from kartlegging.models import Dekningstall
from kartlegging.ufaglart import ufaglarte
from kompetanse.organisasjon.models import Stilling
from tests.kartlegging.factories import gi_kompetanse, lag_bevis, lag_kategori, lag_kompetanse, om
from tests.klokke import dag, senere
from tests.rollebesetning import START, lag_bruker

pytestmark = pytest.mark.django_db


def ansett(enhet, antall, **felt):
    return [lag_bruker(f"Ny{nummer}", enhet, **felt) for nummer in range(antall)]


def aapne(tre):
    """Unit → the figures of readers without names, None where there is none."""
    tell_kommunen(tre.rot.kommune_id)
    return {rad.enhet.navn: rad.aapne for rad in Dekningstall.objects.filter(kategori=None).select_related("enhet")}


def test_what_is_kept_equals_a_recount(tre):
    kategori = lag_kategori("Pleier", titler=["Pleier"])
    kategori.formalkrav.add(lag_bevis("Autorisasjon"))
    folk = [*ansett(tre.prosjekt, 6, tittel="Pleier"), *ansett(tre.barnehager, 3)]
    gi_kompetanse(folk[0], kategori.formalkrav.get())
    gi_kompetanse(folk[8], lag_kompetanse("Demens"), 2)
    antall = tell_alle()

    lagret = {(rad.enhet.path, rad.kategori_id): rad.tall for rad in Dekningstall.objects.select_related("enhet")}
    dekning = {sti: Telling.lest(tall) for (sti, kategori_id), tall in lagret.items() if kategori_id is None}
    assert antall == len(lagret)
    assert dekning == tell(tre.rot.path, dag())
    assert {nokkel: tuple(tall) for nokkel, tall in lagret.items() if nokkel[1]} == {
        (rad.sti, rad.kategori_id): tuple(rad[2:]) for rad in ufaglarte(tre.rot.path, dag())
    }


def test_counting_again_renews_the_figures_and_forgets_a_unit_where_nobody_is_left(tre):
    (eneste,) = ansett(tre.hr, 1)
    ansett(tre.prosjekt, 1)
    tell_kommunen(tre.rot.kommune_id)
    Stilling.objects.filter(person=eneste.person).update(til=om(-1))
    with senere(hours=24):
        tell_kommunen(tre.rot.kommune_id)
        naa = timezone.now()

    assert {rad.enhet.navn for rad in Dekningstall.objects.select_related("enhet")} == {
        "Fjordby kommune",
        "Stab",
        "IKT-tjenester",
        "Prosjektkontoret",
    }
    assert all((naa - rad.talt).seconds < 60 for rad in Dekningstall.objects.all())


def test_a_unit_of_four_has_no_open_figure_and_takes_its_only_sibling_with_it(tre):
    ansett(tre.prosjekt, 6)
    ansett(tre.hr, 4)

    funnet = aapne(tre)
    assert (funnet["Stab"][0], funnet["IKT-tjenester"], funnet["HR og virksomhetsstyring"]) == (10, None, None)


def test_one_who_leaves_changes_no_open_figure_before_five_have(tre):
    folk = ansett(tre.prosjekt, 11)
    gi_kompetanse(folk[0], lag_kompetanse("Demens"), 2)
    foer = aapne(tre)
    Stilling.objects.filter(person=folk[0].person).update(til=om(-1))

    assert aapne(tre) == foer
    Stilling.objects.filter(person__in=[bruker.person_id for bruker in folk[:5]]).update(til=om(-1))
    assert [aapne(tre)[navn][:5] for navn in ("Prosjektkontoret", "Fjordby kommune")] == [[6, 0, 0, 0, 0]] * 2


def test_the_same_people_get_new_figures_each_night(tre):
    folk = ansett(tre.prosjekt, 5)
    assert aapne(tre)["Prosjektkontoret"][4] == 0
    gi_kompetanse(folk[0], lag_kompetanse("Demens"), 2)

    assert aapne(tre)["Prosjektkontoret"][4] == 1


def test_a_unit_that_was_hidden_for_a_while_is_compared_with_what_was_shown_before(tre):
    folk = ansett(tre.prosjekt, 5)
    aapne(tre)
    Stilling.objects.filter(person=folk[0].person).update(til=om(-1))
    assert aapne(tre)["Prosjektkontoret"] is None
    ansett(tre.prosjekt, 1)

    assert aapne(tre)["Prosjektkontoret"] is None


def test_few_of_a_category_have_no_open_figure_though_the_unit_has(tre):
    kategori = lag_kategori("Pleier", titler=["Pleier"])
    kategori.formalkrav.add(lag_bevis("Autorisasjon"))
    ansett(tre.prosjekt, 4, tittel="Pleier")
    ansett(tre.prosjekt, 6)
    assert aapne(tre)["Prosjektkontoret"][0] == 10
    assert not Dekningstall.objects.filter(kategori=kategori, aapne__isnull=False).exists()

    ansett(tre.prosjekt, 5, tittel="Pleier")
    tell_kommunen(tre.rot.kommune_id)
    assert Dekningstall.objects.get(kategori=kategori, enhet=tre.prosjekt).aapne == [9, 9, 9, 9]


def test_another_kommune_counts_its_own(tre, annen_kommune):
    ansett(tre.prosjekt, 1)
    tell_alle()

    assert {rad.enhet.kommune_id for rad in Dekningstall.objects.select_related("enhet")} == {tre.rot.kommune_id}


def test_someone_with_positions_in_two_units_counts_once_above_them(tre):
    (bo,) = ansett(tre.prosjekt, 1)
    Stilling.objects.create(person=bo.person, enhet=tre.hr, tittel="Kasserer", prosent=20, fra=START)
    tell_kommunen(tre.rot.kommune_id)

    assert Dekningstall.objects.get(enhet=tre.stab, kategori=None).tall[0] == 1
