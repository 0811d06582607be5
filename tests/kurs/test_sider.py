"""The pages: a course from a measure, a run with its dates, people signed up and answered, and what waits on Min side."""

from decimal import Decimal

import pytest
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from kompetanse.felles.oppgaver import oppgavene
from kompetanse.organisasjon.models import Rollekode, Rolletype
from kurs.models import Kjoring, Kurs, Kursoppsett, Kursplass, Malgruppe
from kurs.oppgaver import slag_for
from kurs.sok import finn
from planer.models import Tiltak
from tests.kartlegging.factories import lag_kategori, lag_kompetanse
from tests.klokke import dag, skrevet
from tests.kurs.factories import lag_kjoring, lag_kurs, lag_plass
from tests.planer.factories import lag_behov, lag_plan, lag_tiltak, verdi
from tests.rollebesetning import lag_bruker

pytestmark = pytest.mark.django_db
Status = Kursplass.Status


def adresse(navn, *args):
    return reverse(f"kurs:{navn}", args=args)


@pytest.fixture
def kompetanse(tre):
    return lag_kompetanse("Sårbehandling")


@pytest.fixture
def tiltak(tre, leder, kompetanse):
    plan = lag_plan(tre.prosjekt)
    behov = lag_behov(plan, "Flere som kan sårbehandling", kompetanse=kompetanse)
    ett = lag_tiltak(
        plan,
        "Sårkurs",
        behov=[behov],
        antall=12,
        kostnader=[("eget", 24_000)],
        laerer=Tiltak.Laerer.EKSTERN,
        laeringsform=verdi("laeringsform", "nettverk"),
        ansvarlig=leder.person,
    )
    ett.kategorier.add(lag_kategori("Rådgivere", titler=["rådgiver"]))
    return ett


def skjema(response, **endret):
    """What the form on the page would send, with these fields changed."""
    form = response.context["form"]
    verdier = {navn: form[navn].value() for navn in form.fields}
    return {navn: verdi for navn, verdi in (verdier | endret).items() if verdi not in (None, False)}


def tider(*rader):
    data = {"tid-TOTAL_FORMS": len(rader), "tid-INITIAL_FORMS": 0, "tid-MIN_NUM_FORMS": 0, "tid-MAX_NUM_FORMS": 40}
    for nr, rad in enumerate(rader):
        data |= {f"tid-{nr}-{navn}": verdi for navn, verdi in zip(("dag", "fra", "til"), rad, strict=True)}
    return data


def test_a_measure_becomes_a_course_with_what_it_knows(client, tre, leder, tiltak, kompetanse):
    client.force_login(leder)
    assert adresse("kurs-create") in client.get(tiltak.get_absolute_url()).content.decode()
    ny = f"{adresse('kurs-create')}?tiltak={tiltak.pk}"

    response = client.post(ny, skjema(client.get(ny), ansvarlig=leder.person.ansattnummer, enhet="Prosjektkontoret"))

    kurs = Kurs.objects.get()
    assert response.url == adresse("kjoring-create", kurs.pk)
    assert (kurs.navn, kurs.form, kurs.larer, kurs.enhet) == ("Sårkurs", "nettverk", "ekstern", tre.prosjekt)
    assert kurs.ansvarlig == leder.person
    assert kurs.maal == "Flere som kan sårbehandling"
    assert [(rad.kompetanse, rad.nivaa) for rad in kurs.kompetanser.all()] == [(kompetanse, 1)]
    assert [(str(rad.kategori), rad.enhet) for rad in kurs.malgrupper.all()] == [("Rådgivere", tre.prosjekt)]
    assert list(kurs.tiltak.all()) == [tiltak]
    neste = client.get(response.url).context["form"]
    assert (neste["plasser"].value(), neste["kostnad"].value()) == (12, "24 000")
    assert "Sårkurs" in client.get(tiltak.get_absolute_url()).content.decode()


@pytest.mark.parametrize(("hvem", "status"), [("soker", 403), ("utenforstaende", 404), ("avdelingsdirektor", 200)])
def test_only_those_who_answer_for_the_measure_make_a_course_of_it(client, request, tiltak, hvem, status):
    client.force_login(request.getfixturevalue(hvem))

    assert client.get(f"{adresse('kurs-create')}?tiltak={tiltak.pk}").status_code == status


@pytest.mark.parametrize("nokkel", ["0", "abc", "9" * 30, "999999999"])
def test_a_measure_that_is_none_is_not_found(client, leder, nokkel):
    client.force_login(leder)

    assert client.get(f"{adresse('kurs-create')}?tiltak={nokkel}").status_code == 404


def test_a_leader_gives_no_course_to_a_unit_of_another(client, tre, leder):
    client.force_login(leder)
    ny = adresse("kurs-create")

    response = client.post(ny, skjema(client.get(ny), navn="Kurs", enhet="Barnehager"))

    assert response.context["form"].errors["enhet"] == ["Velg en enhet som du svarer for."]
    assert not Kurs.objects.exists()


def test_a_course_serves_many_measures_and_lets_one_go(client, tre, hr, tiltak):
    kurs = lag_kurs(tre.rot, tiltak=[tiltak])
    annet = lag_tiltak(lag_plan(tre.barnehager), "Sårkurs i barnehagen")
    client.force_login(hr)

    client.post(adresse("kurstiltak-create", kurs.pk), {"tiltak": annet.pk})
    assert set(kurs.tiltak.all()) == {tiltak, annet}
    client.post(adresse("kurs-losne", kurs.pk, tiltak.pk))

    assert list(kurs.tiltak.all()) == [annet]


def test_a_run_is_written_with_its_dates_announced_and_moved(client, tre, hr):
    kurs = lag_kurs(tre.ikt, tiltak=[lag_tiltak(lag_plan(tre.ikt), "Årets")])
    client.force_login(hr)

    rader = tider((skrevet(30), "9", "12"), (skrevet(37), "9.00", "15.30"), ("", "", ""))
    response = client.post(
        adresse("kjoring-create", kurs.pk), {**rader, "plasser": "12", "pris": "1 200", "sted": "Rådhuset"}
    )

    kjoring = Kjoring.objects.get()
    assert response.url == kjoring.get_absolute_url()
    assert (kjoring.plasser, kjoring.pris, kjoring.samlinger.count()) == (12, Decimal(1200), 2)
    client.post(adresse("kjoring-handling", kjoring.pk, "aapne"))
    assert Kjoring.objects.get().status == "aapen"
    neste_aar = dag(30).replace(day=1, year=dag(30).year + 1)
    response = client.post(adresse("kjoring-flytt", kjoring.pk), {"forste": f"{neste_aar:%d.%m.%Y}"}, follow=True)
    assert "Årets" in str(list(response.context["messages"])[-1])


def test_the_page_of_a_run_leads_to_all_that_may_be_done_with_it(client, tre, hr, soker):
    kurs = lag_kurs(tre.ikt)
    gjoer = {"utkast": {"aapne", "slett"}, "aapen": {"steng", "avlys"}, "stengt": {"gjenaapne", "avlys"}}
    for status, handlinger in gjoer.items():
        kjoring = lag_kjoring(kurs, status=status)
        lenker = {navn: adresse("kjoring-handling", kjoring.pk, navn) for navn in set().union(*gjoer.values())}
        client.force_login(hr)
        html = client.get(kjoring.get_absolute_url()).content.decode()
        assert {navn for navn, lenke in lenker.items() if f'href="{lenke}"' in html} == handlinger
    client.force_login(soker)
    html = client.get(kjoring.get_absolute_url()).content.decode()
    assert not any(f'href="{lenke}"' in html for lenke in lenker.values())


@pytest.mark.parametrize(("dager", "kan"), [((5, 9), True), ((-1, 9), False)])
def test_the_page_of_a_run_offers_places_to_others_until_it_has_begun(client, tre, leder, dager, kan):
    kjoring = lag_kjoring(lag_kurs(tre.rot, larer_person=leder.person), dager=dager)
    client.force_login(leder)

    html = client.get(kjoring.get_absolute_url()).content.decode()

    assert (adresse("kjoring-paameld-andre", kjoring.pk) in html) == kan
    assert ("De som har plass, står på listen du fører oppmøtet i." in html) == kan


def test_why_the_leader_said_no_stands_on_the_page_of_the_run_for_the_one_who_asked_alone(client, tre, soker, hr):
    kjoring = lag_kjoring(lag_kurs(tre.ikt))
    lag_plass(kjoring, soker.person, Kursplass.Status.AVSLATT, grunn="Vi er for få på vakt.")
    for leser, ser in ((soker, True), (hr, False)):
        client.force_login(leser)
        assert (
            "Lederen din sa nei: Vi er for få på vakt." in client.get(kjoring.get_absolute_url()).content.decode()
        ) == ser


def test_what_is_over_offers_nothing_more(client, tre, hr):
    holdt = lag_kjoring(lag_kurs(tre.ikt), dager=(-3,), status=Kjoring.Status.GJENNOMFORT)
    kommer = lag_kjoring(lag_kurs(tre.ikt, "Nytt"), dager=(3,), status=Kjoring.Status.UTKAST)
    client.force_login(hr)
    for kjoring, kan in ((holdt, False), (kommer, True)):
        siden, kurset = (client.get(ett.get_absolute_url()).content.decode() for ett in (kjoring, kjoring.kurs))
        assert ("Kurset er gjennomført" in siden, adresse("kjoring-ical", kjoring.pk) in siden) == (not kan, False)
        assert (adresse("kurs-delete", kjoring.kurs_id) in kurset) == kan


def test_on_the_page_of_the_course_one_waits_for_a_run_that_is_full(client, tre, soker, kollega):
    kurs = lag_kurs(tre.ikt)
    lag_kjoring(kurs, dager=(20,), plasser=2)
    lag_plass(lag_kjoring(kurs, dager=(30,), plasser=1), kollega.person)
    client.force_login(soker)

    html = client.get(kurs.get_absolute_url()).content.decode()

    assert (html.count("Meld deg på\n"), html.count("Still deg på venteliste\n")) == (1, 1)


@pytest.mark.parametrize(
    ("rad", "felt"),
    [
        (("31.2.2027", "9", "12"), "dag"),
        ((skrevet(30), "9", ""), "til"),
        ((skrevet(30), "12", "9"), "til"),
        ((skrevet(30), "25", "26"), "fra"),
        (("28.3.2027", "2.30", "4"), "fra"),
    ],
)
def test_a_date_that_cannot_be_is_told_of_and_nothing_typed_is_lost(client, tre, hr, rad, felt):
    client.force_login(hr)

    response = client.post(adresse("kjoring-create", lag_kurs(tre.ikt).pk), {**tider(rad), "sted": "Rådhuset"})

    assert felt in response.context["tider"].errors[0]
    assert response.context["form"]["sted"].value() == "Rådhuset"
    assert not Kjoring.objects.exists()


def test_a_row_more_is_given_without_javascript(client, tre, hr):
    client.force_login(hr)

    response = client.post(
        adresse("kjoring-create", lag_kurs(tre.ikt).pk), {**tider((skrevet(30), "9", "12")), "legg_til_rad": "tid"}
    )

    assert len(response.context["tider"].forms) == 2
    assert not Kjoring.objects.exists()


def test_one_signs_up_with_one_press_and_gives_it_up_with_another(client, tre, soker):
    kjoring = lag_kjoring(lag_kurs(tre.ikt))
    client.force_login(soker)

    response = client.post(adresse("kjoring-paameld", kjoring.pk), follow=True)
    assert "Du har plass" in str(list(response.context["messages"])[-1])
    plass = kjoring.plasser_tatt.get()
    client.post(adresse("kursplass-svar", plass.pk, "meld_av"))

    plass.refresh_from_db()
    assert plass.status == Status.AVMELDT


def test_a_run_that_is_full_late_or_over_says_so_and_stores_nothing(client, tre, soker):
    kjoring = lag_kjoring(lag_kurs(tre.ikt), paameldingsfrist=dag(-1))
    client.force_login(soker)

    response = client.post(adresse("kjoring-paameld", kjoring.pk), follow=True)

    assert "Påmeldingsfristen gikk ut" in str(list(response.context["messages"])[-1])
    assert not kjoring.plasser_tatt.exists()
    assert "Meld deg på" not in client.get(kjoring.get_absolute_url()).content.decode()


def test_a_leader_signs_up_by_name_and_the_target_group_at_once(client, tre, leder, soker, kollega):
    kurs = lag_kurs(tre.ikt)
    Malgruppe.objects.create(kurs=kurs, enhet=tre.prosjekt)
    kjoring = lag_kjoring(kurs, plasser=1)
    client.force_login(leder)
    side = adresse("kjoring-paameld-andre", kjoring.pk)

    assert set(client.get(side).context["valg"].folk) == {soker.person, kollega.person}
    client.post(side, {"folk": [soker.person.pk]})
    response = client.post(adresse("kjoring-paameld-malgruppe", kjoring.pk), follow=True)

    assert str(list(response.context["messages"])[-1]) == "2 står på venteliste."
    assert kjoring.plasser_tatt.count() == 3


@pytest.mark.parametrize("antall", [1, 3])
def test_to_sign_up_a_target_group_asks_as_much_for_three_as_for_one(
    client, tre, leder, antall, django_assert_num_queries
):
    kjoring = lag_kjoring(lag_kurs(tre.ikt, krever_godkjenning=True), plasser=5)
    Malgruppe.objects.create(kurs=kjoring.kurs, enhet=tre.prosjekt)
    for nr in range(antall):
        lag_bruker(f"Deltaker{nr}", tre.prosjekt)
    client.force_login(leder)
    side = adresse("kjoring-paameld-malgruppe", kjoring.pk)
    client.get(side)
    ContentType.objects.get_for_model(Kjoring)  # kept in memory by the first that asks

    with django_assert_num_queries(35):
        client.post(side)

    # And the leader.
    assert kjoring.plasser_tatt.count() == antall + 1


def test_the_leader_answers_from_min_side(client, tre, leder, soker):
    kjoring = lag_kjoring(lag_kurs(tre.ikt, krever_godkjenning=True), paameldingsfrist=dag(5))
    plass = lag_plass(kjoring, soker.person, Status.SOKT)
    oppgave = next(ett for ett in oppgavene(slag_for(leder)) if ett.ikon == "PersonCheckmark")
    assert (oppgave.hva, oppgave.hvorfor, oppgave.frist_dato) == (
        "Svar på 1 påmelding til kurs",
        "Siri Test",
        dag(5),
    )
    client.force_login(leder)

    assert str(kjoring.kurs) in client.get(oppgave.url).content.decode()
    response = client.post(adresse("kursplass-svar", plass.pk, "avslaa"), {"kommentar": ""})
    assert "kommentar" in response.context["form"].errors
    client.post(adresse("kursplass-svar", plass.pk, "godkjenn"), {"kommentar": ""})

    plass.refresh_from_db()
    assert plass.status == Status.PLASS
    assert not [ett for ett in oppgavene(slag_for(leder)) if ett.ikon == "PersonCheckmark"]


def test_min_side_says_what_one_goes_to_soon_and_nothing_of_what_is_cancelled(tre, soker):
    lag_plass(lag_kjoring(lag_kurs(tre.ikt, "Snart"), dager=(3, 40), sted="Rådhuset"), soker.person)
    lag_plass(lag_kjoring(lag_kurs(tre.ikt, "Avlyst"), dager=(3,), status=Kjoring.Status.AVLYST), soker.person)
    lag_plass(lag_kjoring(lag_kurs(tre.ikt, "Om lenge"), dager=(40,)), soker.person)

    assert [(ett.hva, ett.frist_dato) for ett in oppgavene(slag_for(soker))] == [("Du skal på Snart", dag(3))]


def test_one_who_goes_alone_is_pointed_out_to_the_leader_before_the_sign_up_closes(tre, leder, soker, kollega):
    kjoring = lag_kjoring(lag_kurs(tre.ikt), paameldingsfrist=dag(6))
    lag_plass(kjoring, soker.person)
    senere = lag_kjoring(lag_kurs(tre.ikt), paameldingsfrist=dag(20))
    lag_plass(senere, soker.person)

    assert [(ett.hva, ett.frist_dato) for ett in oppgavene(slag_for(leder))] == [
        ("Meld på én til på Kurs i sårbehandling", dag(6))
    ]
    lag_plass(kjoring, kollega.person)
    assert oppgavene(slag_for(leder)) == []


def test_the_search_finds_a_course_by_its_name_and_by_what_it_gives(tre, soker, kompetanse):
    kurs = lag_kurs(tre.ikt, "Stell av sår", kompetanser=[(kompetanse, 1)])
    lag_kurs(tre.ikt, "Sårstell før", i_bruk=False)

    for ord_ in ("stell", "sårbehandling"):
        ((gruppe, treff),) = finn(ord_, soker)
        assert (gruppe, [ett.url for ett in treff]) == ("Kurs", [kurs.get_absolute_url()])


def test_hr_decides_that_leaders_are_asked_and_a_new_course_begins_so(client, tre, hr):
    client.force_login(hr)
    side = adresse("kursoppsett-update")

    client.post(side, skjema(client.get(side), krever_godkjenning="on", alene_dager="3"))

    oppsett = Kursoppsett.for_kommunen()
    assert (oppsett.krever_godkjenning, oppsett.alene_dager, oppsett.timer_per_dag) == (True, 3, Decimal("7.50"))
    assert client.get(adresse("kurs-create")).context["form"]["krever_godkjenning"].value() is True


def test_who_is_seen_among_the_participants(client, tre, soker, leder, kollega, utenforstaende, avdelingsdirektor):
    kjoring = lag_kjoring(lag_kurs(tre.ikt), kostnad=5000)
    for bruker in (soker, kollega, utenforstaende):
        lag_plass(kjoring, bruker.person)
    side, sett = adresse("kjoring-deltakere", kjoring.pk), {}

    for bruker in (soker, leder, utenforstaende, avdelingsdirektor):
        client.force_login(bruker)
        sett[bruker.person.fornavn] = {rad.person.fornavn for rad in client.get(side).context["liste"].rader}

    assert sett == {"Siri": {"Siri"}, "Lars": {"Siri", "Kari"}, "Ulf": {"Ulf"}, "Ada": {"Siri", "Kari", "Ulf"}}
    client.force_login(soker)
    assert "5\xa0000" not in client.get(kjoring.get_absolute_url()).content.decode()


def test_rules_and_competences_are_added_and_refused_in_words(client, tre, hr, kompetanse):
    kurs = lag_kurs(tre.ikt)
    client.force_login(hr)

    response = client.post(adresse("malgruppe-create", kurs.pk), {})
    assert "Fyll ut minst ett felt" in str(response.context["form"].non_field_errors())
    rolle = Rolletype.objects.get(kode=Rollekode.LEDER)
    client.post(
        adresse("malgruppe-create", kurs.pk), {"rolle": rolle.pk, "fra_prosent": "50", "ny_siden": skrevet(-30)}
    )
    assert kurs.malgrupper.get().rolle == rolle
    response = client.post(adresse("kurskompetanse-create", kurs.pk), {"kompetanse": "Sårbehandling", "nivaa": "9"})
    assert response.context["form"].errors["nivaa"] == ["«Sårbehandling» har ikke dette nivået."]
    client.post(adresse("kurskompetanse-create", kurs.pk), {"kompetanse": "Sårbehandling", "nivaa": "2"})
    assert kurs.kompetanser.get().nivaa == 2


def test_one_who_goes_with_the_reader_is_not_alone_from_the_unit(client, tre, soker, kollega):
    kjoring = lag_kjoring(lag_kurs(tre.ikt, ansvarlig=kollega.person))
    med, alene = (lag_plass(kjoring, en.person) for en in (soker, lag_bruker("Berit", tre.barnehager)))
    lag_plass(kjoring, kollega.person)
    client.force_login(kollega)

    deltakere = client.get(kjoring.get_absolute_url()).context["deltakere"]

    assert med.stilling.enhet_id == kollega.person.stillinger.get().enhet_id
    assert (deltakere.plasser, deltakere.alene) == ([med, alene], [alene])
