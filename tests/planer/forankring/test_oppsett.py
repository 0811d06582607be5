"""«Oppsett for planene»: the words, the sections and the questions that HR keeps."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from kompetanse.felles.models import Hendelse
from planer.forankring import oppsett
from planer.models import Listeverdi, Planoppsett, Refleksjonssporsmaal, Saksdelmal, Seksjonsmal
from tests.planer.factories import lag_dokument, lag_plan, verdi

KILDE, SLAG = Listeverdi.Liste.KILDE, Listeverdi.Liste.DOKUMENTSLAG


@pytest.fixture
def som_hr(client, hr):
    client.force_login(hr)
    return client


def adresse(navn, *args):
    return reverse(f"planer:{navn}", args=args)


def test_a_word_is_added_last_in_its_list_and_logged(som_hr, hr):
    som_hr.post(adresse("listeverdi-create", KILDE), {"navn": "Gave", "rekkefolge": "900", "i_bruk": "on"})

    gave = Listeverdi.objects.i_liste(KILDE).last()
    assert (gave.navn, gave.kode, gave.i_bruk) == ("Gave", "", True)
    linje = Hendelse.objects.for_objekt(gave).get()
    assert (linje.handling, linje.utfort_av) == ("listeverdi.lagret", hr)


def test_a_word_is_renamed_and_taken_out_of_use_and_keeps_what_the_product_knows_it_by(som_hr):
    eget = verdi(KILDE, "eget")

    som_hr.post(adresse("listeverdi-update", eget.pk), {"navn": "Enhetens budsjett", "rekkefolge": "10"})

    eget.refresh_from_db()
    assert (eget.navn, eget.kode, eget.i_bruk) == ("Enhetens budsjett", "eget", False)
    assert eget not in Listeverdi.objects.i_liste(KILDE)


@pytest.mark.parametrize(
    ("felt", "feil"),
    [
        ({"navn": ""}, "Fyll ut dette feltet."),
        ({"navn": "Eget budsjett"}, "Listen har allerede denne verdien."),
        ({"rekkefolge": "først"}, "heltall"),
    ],
)
def test_bad_input_is_told_and_nothing_is_stored(som_hr, felt, feil):
    antall = Listeverdi.objects.count()

    svar = som_hr.post(adresse("listeverdi-create", KILDE), {"navn": "Gave", "rekkefolge": "1", **felt})

    assert feil in svar.content.decode()
    assert Listeverdi.objects.count() == antall


def test_a_list_that_there_is_not_is_not_found(som_hr):
    assert som_hr.get(adresse("listeverdi-create", "lonn")).status_code == 404


def test_only_what_no_plan_uses_and_the_product_does_not_know_is_deleted(som_hr):
    ledig, brukt = (Listeverdi.objects.create(liste=SLAG, navn=navn) for navn in ("Ledig", "Brukt"))
    dokument = lag_dokument()
    dokument.slag = brukt
    dokument.save()

    for rad in (ledig, brukt, verdi(KILDE, "eget")):
        som_hr.post(adresse("listeverdi-delete", rad.pk))

    assert set(Listeverdi.objects.filter(kode="")) == {brukt}
    assert verdi(KILDE, "eget")


def test_a_section_is_changed_for_new_plans_and_its_text_is_cleaned(som_hr, tre):
    mal = Seksjonsmal.objects.first()
    data = {
        "tittel": "Vår ambisjon",
        "tekst": "<p>Slik <script>alert(1)</script></p>",
        "nivaaer": ["enhet"],
        "rekkefolge": "1",
    }

    som_hr.post(adresse("seksjonsmal-update", mal.pk), data)

    mal.refresh_from_db()
    assert (mal.tittel, mal.nivaaer, mal.i_bruk) == ("Vår ambisjon", ["enhet"], False)
    assert "script" not in mal.tekst
    assert "Slik" in mal.tekst


def test_a_section_is_for_at_least_one_level(som_hr):
    svar = som_hr.post(adresse("seksjonsmal-create"), {"tittel": "Ny", "rekkefolge": "1"})

    assert "Velg minst ett nivå." in svar.content.decode()


def test_a_question_that_has_been_answered_is_not_deleted(som_hr, tre, leder):
    brukt, ledig = Refleksjonssporsmaal.objects.all()[:2]
    lag_plan(tre.prosjekt).refleksjoner.create(sporsmaal=brukt, tekst="Natten.", skrevet_av=leder)

    for rad in (brukt, ledig):
        som_hr.post(adresse("refleksjonssporsmaal-delete", rad.pk))

    assert set(Refleksjonssporsmaal.objects.filter(pk__in=[brukt.pk, ledig.pk])) == {brukt}


def test_a_part_of_the_case_is_added_and_one_that_the_product_proposes_words_for_is_only_renamed(som_hr):
    vurdering = Saksdelmal.objects.get(kode="vurdering")
    felt = {"hjelp": "", "rekkefolge": "65", "i_bruk": "on"}

    som_hr.post(adresse("saksdelmal-create"), {"tittel": "Klima og miljø", **felt})
    som_hr.post(adresse("saksdelmal-update", vurdering.pk), {"tittel": "Direktørens vurdering", **felt})
    som_hr.post(adresse("saksdelmal-delete", vurdering.pk))

    assert list(Saksdelmal.objects.filter(rekkefolge=65).values_list("kode", "tittel")) == [
        ("vurdering", "Direktørens vurdering"),
        ("", "Klima og miljø"),
    ]


def test_the_proposed_resolution_is_in_every_case(som_hr):
    innstilling = Saksdelmal.objects.get(kode="innstilling")

    svar = som_hr.post(adresse("saksdelmal-update", innstilling.pk), {"tittel": "Vedtak", "rekkefolge": "1"})

    innstilling.refresh_from_db()
    assert "En sak må ha et forslag til vedtak" in svar.content.decode()
    assert (innstilling.tittel, innstilling.i_bruk) == ("Forslag til vedtak", True)


def test_the_process_itself_refuses_others(kommune, leder):
    with pytest.raises(PermissionDenied):
        oppsett.lagre(Listeverdi(liste=KILDE, navn="Gave"), bruker=leder)
    with pytest.raises(PermissionDenied):
        oppsett.slett(verdi(KILDE, "eget"), bruker=leder)


def test_another_kommune_s_word_is_not_found(client, kommune, annen_kommune):
    rad = verdi(KILDE, "eget")
    client.force_login(annen_kommune.hr)

    assert client.get(adresse("listeverdi-update", rad.pk)).status_code == 404


@pytest.mark.parametrize("antall", [1, 3])
def test_planoppsett_detail_query_count(som_hr, antall, django_assert_num_queries):
    for nummer in range(antall):
        Listeverdi.objects.create(liste=KILDE, navn=f"Kilde {nummer}")
    Planoppsett.for_kommunen()

    # session, user, wall, person with kommune, roles; words, questions, the year, sections, parts, bodies,
    # and what the joint checklist, the leader's, the discussion's agenda and the talk ask
    with django_assert_num_queries(15):
        svar = som_hr.get(adresse("planoppsett-detail"))

    assert sum(len(verdier) for _liste, verdier in svar.context["lister"]) == Listeverdi.objects.count()
