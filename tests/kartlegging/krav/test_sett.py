"""Ready sets, and requirements of another unit, taken into a unit."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from kartlegging.katalog.standard import INNHOLD, opprett_standardkatalog
from kartlegging.krav import sett
from kartlegging.models import Kompetanse, Kompetansekrav, Oppgave, Stillingskategori
from kartlegging.oppfylling import oppfylling
from kompetanse.felles.innhold import les
from kompetanse.organisasjon.models import Enhet, Person, Rollekode, Stilling
from tests.kartlegging.factories import lag_kompetanse, lag_krav, lag_oppgave, om
from tests.parallelt import samtidig
from tests.rollebesetning import gi_rolle

pytestmark = pytest.mark.django_db


@pytest.fixture
def katalog(kommune):
    opprett_standardkatalog(kommune)


def ta_inn(enhet, nokkel, bruker):
    return sett.ta_inn(enhet, sett.kravsett(enhet, nokkel).forslag, fra=om(0), bruker=bruker)


def test_every_ready_set_can_be_taken_in_whole(katalog, tre, hr):
    for innhold in les(INNHOLD, "kravsett")["sett"]:
        nye = ta_inn(tre.rot, innhold["nokkel"], hr)

        assert [krav.kompetanse.nokkel for krav in nye] == [linje["kompetanse"] for linje in innhold["krav"]]


def test_a_set_says_beforehand_how_many_it_concerns(katalog, tre, soker, kollega, leder):
    Stilling.objects.filter(person__in=[soker.person, kollega.person]).update(tittel="Sykepleier")
    gi_rolle(kollega, Rollekode.VERNEOMBUD, tre.prosjekt)
    antall = {ett.nokkel: ett.antall_folk for ett in sett.bibliotek(tre.prosjekt)}

    valgte = ("sykepleier", "verneombud", "leder", "alle-ansatte", "gi-legemidler", "brannkonstabel")
    assert [antall[nokkel] for nokkel in valgte] == [2, 1, 1, 3, 0, 0]


def test_what_is_said_beforehand_is_what_follows(katalog, tre, soker, kollega, leder):
    Stilling.objects.filter(person=soker.person).update(tittel="Sykepleier")
    for nokkel in ("sykepleier", "leder", "alle-ansatte"):
        foer = sett.kravsett(tre.prosjekt, nokkel)
        nye = ta_inn(tre.prosjekt, nokkel, leder)

        svar = oppfylling(Person.objects.all(), Kompetansekrav.objects.filter(pk=nye[0].pk))
        assert len(svar) == foer.antall_folk


def test_what_stands_in_the_unit_or_above_is_not_doubled(katalog, tre, leder, hr):
    ta_inn(tre.rot, "verneombud", hr)
    hlr = Kompetanse.objects.get(nokkel="hlr")
    sykepleier = Stillingskategori.objects.get(nokkel="sykepleier")
    lag_krav(tre.prosjekt, hlr, kategori=sykepleier)

    assert sett.kravsett(tre.prosjekt, "verneombud").nye == []
    nye = [ett.nokkel for ett in sett.kravsett(tre.prosjekt, "sykepleier").nye]
    assert nye == [ett.nokkel for ett in sett.kravsett(tre.prosjekt, "sykepleier").forslag if ett.nokkel != "hlr"]


def test_a_set_taken_in_twice_is_there_once(katalog, tre, leder):
    forslag = sett.kravsett(tre.prosjekt, "gi-legemidler").forslag
    igjen = sett.kravsett(tre.prosjekt, "gi-legemidler").forslag

    assert len(sett.ta_inn(tre.prosjekt, forslag, fra=om(0), bruker=leder)) == 4
    assert sett.ta_inn(tre.prosjekt, igjen, fra=om(0), bruker=leder) == []
    assert Oppgave.objects.get().krav.count() == 4


def test_only_the_chosen_lines_are_taken_in(katalog, tre, leder):
    forslag = [ett for ett in sett.kravsett(tre.prosjekt, "leder").forslag if ett.nokkel == "leder-hms"]

    sett.ta_inn(tre.prosjekt, forslag, fra=om(3), bruker=leder)
    krav = Kompetansekrav.objects.get()
    assert (krav.rolle, krav.frist_dager, krav.maa_bekreftes, krav.fra) == ("leder", 180, True, om(3))


def test_what_the_kommune_has_taken_out_is_left_out_and_what_it_has_merged_is_followed(katalog, tre):
    Kompetanse.objects.filter(nokkel="verneombud-kurs").update(avviklet=om(0))
    ny = lag_kompetanse("HMS hos oss")
    Kompetanse.objects.filter(nokkel="hms-arbeid").update(slaatt_sammen_med=ny)
    Stillingskategori.objects.filter(nokkel="renholder").delete()

    forslag = sett.kravsett(tre.prosjekt, "verneombud").forslag
    assert [ett.krav.kompetanse.navn for ett in forslag] == ["HMS hos oss", "Avvik og forbedring"]
    assert sett.kravsett(tre.prosjekt, "renholder") is None


def test_another_units_requirements_come_with_their_tasks_and_without_their_dates(katalog, tre, leder, hr):
    oppgave = lag_oppgave(tre.hr, "Kjøre lønn", merknad="Hver måned")
    lonn = Kompetanse.objects.get(nokkel="lonn")
    lag_krav(tre.hr, lonn, oppgave=oppgave, nivaa=3, per_vakt=2, vakter=2, antall=4, overgang_til=om(5))
    lag_krav(tre.hr, lonn, nivaa=1, til=om(-1))

    sett.ta_inn(tre.prosjekt, sett.fra_enhet(tre.hr, tre.prosjekt), fra=om(0), bruker=leder)

    krav = Kompetansekrav.objects.get(enhet=tre.prosjekt)
    assert (krav.oppgave.navn, krav.oppgave.merknad, krav.oppgave.enhet) == ("Kjøre lønn", "Hver måned", tre.prosjekt)
    assert (krav.nivaa, krav.antall, krav.per_vakt, krav.overgang_til, krav.fra) == (3, 4, 2, None, om(0))


def test_a_line_that_cannot_be_is_named_and_nothing_is_taken_in(katalog, tre, leder):
    forslag = sett.kravsett(tre.prosjekt, "leder").forslag
    forslag[1].krav.nivaa = 9

    with pytest.raises(ValidationError, match="Medarbeidersamtale: Velg et nivå fra 1 til 4"):
        sett.ta_inn(tre.prosjekt, forslag, fra=om(0), bruker=leder)
    assert not Kompetansekrav.objects.exists()


def test_a_leader_takes_in_nothing_for_the_whole_kommune(katalog, tre, leder):
    with pytest.raises(PermissionDenied):
        ta_inn(tre.rot, "alle-ansatte", leder)


def test_the_library_asks_the_same_number_of_questions_whatever_is_there(katalog, tre, hr, django_assert_num_queries):
    enhet = Enhet.objects.get(pk=tre.rot.pk)
    for nokkel in (None, "alle-ansatte", "gi-legemidler"):
        if nokkel:
            ta_inn(enhet, nokkel, hr)
        # competences, the levels of their scales, those in use, categories, tasks; requirements, levels, whom they concern
        with django_assert_num_queries(8 if nokkel else 7):
            sett.bibliotek(enhet)


@pytest.mark.django_db(transaction=True)
def test_two_who_take_in_the_same_set_at_once_get_it_once(katalog, tre, leder, hr):
    forslag = [sett.kravsett(tre.prosjekt, "gi-legemidler").forslag for _nr in range(2)]
    svar = samtidig(
        tre.rot.kommune_id,
        lambda: sett.ta_inn(tre.prosjekt, forslag[0], fra=om(0), bruker=leder),
        lambda: sett.ta_inn(tre.prosjekt, forslag[1], fra=om(0), bruker=hr),
    )

    assert sorted(len(nye) for nye in svar) == [0, 4]
    assert Kompetansekrav.objects.count() == 4
