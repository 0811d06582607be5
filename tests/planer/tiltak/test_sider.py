"""The pages of measures: step 3 of a plan, and one measure read, written, moved and deleted."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from kompetanse.felles.samskriving import Endring
from planer.models import Kompetanseplan, Listeverdi, Satsingsomraade, Tiltak, Tiltakskostnad
from planer.tiltak import styring
from tests.klokke import dag
from tests.planer.factories import lag_behov, lag_plan, lag_tiltak, verdi
from tests.rollebesetning import lag_bruker

Status = Tiltak.Status


@pytest.fixture
def plan(tre):
    return lag_plan(tre.prosjekt)


@pytest.fixture
def som_leder(client, leder):
    client.force_login(leder)
    return client


def steg3(plan):
    return reverse("planer:plan-tiltak", args=[plan.pk])


def nytt(plan):
    return reverse("planer:tiltak-create", args=[plan.pk])


def skjema(*kostnader, **felt):
    """A form as the browser sends it; a cost is (amount, kilde's kode, year)."""
    data = {"navn": "Kurs i sårbehandling", "status": "forslag", "kostnad-TOTAL_FORMS": len(kostnader)}
    data |= {"kostnad-INITIAL_FORMS": 0, **felt}
    for nr, (belop, kilde, aar) in enumerate(kostnader):
        rad = {"belop": belop, "kilde": verdi(Listeverdi.Liste.KILDE, kilde).pk, "aar": aar}
        data |= {f"kostnad-{nr}-{navn}": hva for navn, hva in rad.items()}
    return data


def test_a_need_is_met_by_a_measure_in_one_short_form(som_leder, plan, leder):
    behov = lag_behov(plan)
    utvikle = verdi(Listeverdi.Liste.MAATE, "utvikle")
    side = som_leder.get(f"{nytt(plan)}?behov={behov.pk}")
    assert side.context["form"]["behov"].value() == [behov.pk]

    svar = som_leder.post(
        nytt(plan),
        skjema(
            ("36 000", "tilskudd", plan.aar),
            behov=behov.pk,
            maater=utvikle.pk,
            ansvarlig="Lars Test",
            frist=f"15.6.{plan.aar}",
        ),
    )

    tiltak = Tiltak.objects.get()
    assert svar.url == f"{steg3(plan)}#tiltak-{tiltak.pk}"
    assert [tiltak.ansvarlig, tiltak.frist] == [leder.person, dt.date(plan.aar, 6, 15)]
    assert [list(tiltak.behov.all()), list(tiltak.maater.all())] == [[behov], [utvikle]]
    assert [(k.aar, k.kilde.kode, k.belop) for k in tiltak.kostnader.all()] == [
        (plan.aar, "tilskudd", Decimal("36000.00"))
    ]


def test_words_are_kept_where_no_date_person_or_amount_is_known(som_leder, plan):
    som_leder.post(
        nytt(plan),
        skjema(ansvarlig="Enhetsleder", frist="hele året", kostnad_tekst="Dekkes av egen drift", maalgruppe="Alle"),
    )

    tiltak = Tiltak.objects.get()
    assert [tiltak.ansvarlig, tiltak.ansvarlig_tekst] == [None, "Enhetsleder"]
    assert [tiltak.frist, tiltak.frist_tekst] == [None, "hele året"]
    assert [tiltak.antall, tiltak.maalgruppe] == [None, "Alle"]
    assert [list(tiltak.kostnader.all()), tiltak.kostnad_tekst] == [[], "Dekkes av egen drift"]


@pytest.mark.parametrize(
    ("felt", "feil"),
    [
        ({"frist": "31.02.2027"}, "frist"),
        ({"antall": "0"}, "antall"),
        ({"navn": ""}, "navn"),
        ({"fra": "1.8.2027", "frist": "1.6.2027"}, "__all__"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_the_reason_and_kept_as_typed(som_leder, plan, felt, feil):
    svar = som_leder.post(nytt(plan), skjema(**{"merknad": "Spør Nav", **felt}))

    assert list(svar.context["form"].errors) == [feil]
    assert svar.context["form"]["merknad"].value() == "Spør Nav"
    assert not Tiltak.objects.exists()


def test_a_cost_in_words_is_told_where_to_be_written(som_leder, plan):
    svar = som_leder.post(nytt(plan), skjema(("dekkes av egen drift", "eget", plan.aar)))

    assert svar.context["kostnader"].errors[0]["belop"] == [
        "Skriv beløpet med tall. Kan det ikke tallfestes, skriver du det under «Flere opplysninger»."
    ]
    assert "dekkes av egen drift" in svar.content.decode()
    assert not Tiltak.objects.exists()


def test_one_source_stands_once_a_year(som_leder, plan):
    svar = som_leder.post(nytt(plan), skjema(("1", "eget", plan.aar), ("2", "eget", plan.aar)))

    assert svar.context["form"].non_field_errors() == [
        f"Eget budsjett står to ganger i {plan.aar}. Skriv beløpet samlet på én linje."
    ]
    assert not Tiltak.objects.exists()


def test_a_row_more_is_given_without_javascript(som_leder, plan):
    svar = som_leder.post(nytt(plan), skjema(("1", "eget", plan.aar), legg_til_rad="kostnad"))

    assert len(svar.context["kostnader"].forms) == 2
    assert not Tiltak.objects.exists()


def test_costs_are_changed_as_the_form_says_and_the_same_keeps_its_row(som_leder, plan):
    tiltak = lag_tiltak(plan, kostnader=[("eget", 10), ("tilskudd", 20)])
    uendret = tiltak.kostnader.get(kilde__kode="eget")

    som_leder.post(
        reverse("planer:tiltak-update", args=[tiltak.pk]),
        skjema(("10", "eget", plan.aar), ("30", "sentralt", plan.aar + 1)),
    )

    assert [(k.aar, k.kilde.kode, k.belop) for k in tiltak.kostnader.all()] == [
        (plan.aar, "eget", 10),
        (plan.aar + 1, "sentralt", 30),
    ]
    assert Tiltakskostnad.objects.filter(pk=uendret.pk).exists()


def test_the_second_of_two_in_one_measure_is_told_keeps_the_text_and_chooses(som_leder, plan):
    tiltak = lag_tiltak(plan, merknad="Før", kostnader=[("eget", 10)])
    adresse = reverse("planer:tiltak-update", args=[tiltak.pk])
    vist = {"navn": tiltak.navn, "sett": som_leder.get(adresse).context["form"].sett}
    Tiltak.objects.update(merknad="Den andres", partner="Nesvik")
    tiltak.kostnader.update(belop=99)

    svar = som_leder.post(adresse, skjema(("10", "eget", plan.aar), merknad="Mitt", **vist))

    form = svar.context["form"]
    assert [(ett.label, ett.andres) for ett in form.uenigheter] == [("Merknad", "Den andres")]
    assert form["merknad"].value() == "Mitt"
    tiltak.refresh_from_db()
    assert tiltak.merknad == "Den andres"
    som_leder.post(adresse, skjema(("10", "eget", plan.aar), merknad="Mitt", **vist | {"sett": form.sett}))
    tiltak.refresh_from_db()
    assert [tiltak.merknad, tiltak.partner, tiltak.kostnader.get().belop] == ["Mitt", "Nesvik", 99]


def test_two_who_write_who_answers_what_it_costs_and_who_takes_part_see_both(som_leder, plan, leder, kollega):
    tiltak = lag_tiltak(plan, ansvarlig_tekst="enhetsleder", frist_tekst="hele året", kostnader=[("eget", 10)])
    adresse = reverse("planer:tiltak-update", args=[tiltak.pk])
    vist = {"navn": tiltak.navn, "sett": som_leder.get(adresse).context["form"].sett}
    Tiltak.objects.update(ansvarlig=leder.person, ansvarlig_tekst="", frist=dag(30), frist_tekst="")
    tiltak.kostnader.update(belop=99)
    tiltak.deltakere.create(person=kollega.person)
    mitt = {"ansvarlig": "fagleder", "frist": "hver vår", "deltakere": [leder.person.pk]}

    svar = som_leder.post(adresse, skjema(("20", "eget", plan.aar), **vist | mitt))

    andres = {ett.navn: ett.andres for ett in svar.context["form"].uenigheter}
    assert andres == {
        "uenig-ansvarlig": str(leder.person),
        "uenig-frist": f"{dag(30):%d.%m.%Y}",
        "uenig-kostnader": f"{plan.aar}, eget budsjett: 99\N{NO-BREAK SPACE}kr",
        "uenig-deltakere": str(kollega.person),
    }
    valg = {"uenig-ansvarlig": "andres", "uenig-kostnader": "andres", "sett": svar.context["form"].sett}
    som_leder.post(adresse, skjema(("20", "eget", plan.aar), **vist | mitt | valg))
    tiltak.refresh_from_db()
    assert (tiltak.ansvarlig, tiltak.frist, tiltak.frist_tekst) == (leder.person, None, "hver vår")
    assert tiltak.kostnader.get().belop == 99
    assert [ett.person for ett in tiltak.deltakere.all()] == [leder.person]


def test_step_three_says_who_when_what_it_costs_and_what_is_late(som_leder, plan, leder):
    behov = lag_behov(plan)
    lag_tiltak(
        plan,
        behov=[behov],
        ansvarlig=leder.person,
        frist=dag(-3),
        status=Status.I_GANG,
        antall=3,
        maalgruppe="Sykepleiere",
        kostnader=[("eget", 25_000), ("tilskudd", 36_000)],
    )
    lag_tiltak(plan, "Hospitering", rekkefolge=200, frist_tekst="hele året")

    bilde = som_leder.get(steg3(plan)).context["bilde"]

    forst, sist = bilde.egne
    assert [forst.nummer, str(forst.behov[0]), forst.under] == [1, str(behov), "3 sykepleiere"]
    assert [forst.status[0], forst.over_fristen] == ["Forsinket", "3 dager over fristen"]
    assert [forst.kostnad, forst.betales_av] == [61_000, "eget budsjett og statlig tilskudd"]
    assert [sist.status[0], sist.frist, sist.kostnad] == ["Utkast", "hele året", None]
    assert bilde.penger.per_kilde == [("Eget budsjett", 25_000), ("Statlig tilskudd", 36_000)]


def test_needs_that_no_measure_meets_are_offered_the_critical_first(som_leder, plan):
    lag_tiltak(plan, behov=[lag_behov(plan, "Dekket")])
    lag_behov(plan, "Åpent")
    lag_behov(plan, "Kritisk", kritisk=True)

    bilde = som_leder.get(steg3(plan)).context["bilde"]

    assert [str(ett) for ett in bilde.udekkede] == ["Kritisk", "Åpent"]


def test_a_measure_is_moved_one_place_by_its_buttons(som_leder, plan):
    a, b, c = (lag_tiltak(plan, navn) for navn in "abc")

    som_leder.post(reverse("planer:tiltak-flytt", args=[c.pk]), {"plass": "1"})
    som_leder.post(reverse("planer:tiltak-flytt", args=[a.pk]), {"plass": "99"})

    assert list(plan.tiltak.all()) == [c, b, a]


def test_a_measure_is_deleted_with_its_costs_after_one_question(som_leder, plan):
    tiltak = lag_tiltak(plan, kostnader=[("eget", 1)])

    svar = som_leder.post(reverse("planer:tiltak-delete", args=[tiltak.pk]))

    assert svar.url == steg3(plan)
    assert [Tiltak.objects.count(), Tiltakskostnad.objects.count()] == [0, 0]


def test_the_names_of_participants_are_for_those_who_answer_for_the_plan(client, plan, leder, soker, kollega):
    Kompetanseplan.objects.update(status=Kompetanseplan.Status.VEDTATT, gjelder_fra=dag(0))
    tiltak = lag_tiltak(plan)
    styring.lagre(tiltak, Endring({"deltakere": [soker.person]}), bruker=leder)
    sider = {}
    for hvem in (leder, kollega):
        client.force_login(hvem)
        sider[hvem] = client.get(reverse("planer:tiltak-detail", args=[tiltak.pk]))

    assert [sider[hvem].context["deltakere"] for hvem in (leder, kollega)] == [[soker.person], []]
    assert "Siri" not in sider[kollega].content.decode()
    assert sider[kollega].context["rad"].maalgruppe == "1 deltaker"


def test_a_plan_that_is_up_for_adoption_refuses_a_form_that_was_open(som_leder, plan):
    Kompetanseplan.objects.update(status=Kompetanseplan.Status.TIL_BEHANDLING)

    svar = som_leder.post(nytt(plan), skjema())

    assert svar.status_code == 403
    assert not Tiltak.objects.exists()


def test_measures_are_kept_up_after_the_plan_is_adopted_by_those_who_answer_for_it(som_leder, plan):
    Kompetanseplan.objects.update(status=Kompetanseplan.Status.VEDTATT, gjelder_fra=dag(0))

    som_leder.post(nytt(plan), skjema())

    assert Tiltak.objects.count() == 1


@pytest.mark.parametrize("antall", [1, 3])
def test_step_three_asks_the_same_number_of_times_whatever_the_number_of_rows(
    som_leder, plan, leder, antall, django_assert_num_queries
):
    behov = lag_behov(plan)
    for nr in range(antall):
        tiltak = lag_tiltak(plan, f"Tiltak {nr}", behov=[behov], ansvarlig=leder.person, kostnader=[("eget", nr)])
        tiltak.maater.add(verdi(Listeverdi.Liste.MAATE, "utvikle"))
        styring.lagre(tiltak, Endring({"deltakere": [leder.person]}), bruker=leder)
    som_leder.get(steg3(plan))

    # Session, user, roles; the plan, its way, its rights and its cards; its measures and seven kinds of what they hold,
    # those that are common, the sums, the needs, and what was learnt before.
    with django_assert_num_queries(30):
        svar = som_leder.get(steg3(plan))

    assert len(svar.context["bilde"].egne) == antall


def test_a_common_measure_stands_in_the_plans_below_and_costs_only_where_it_is_owned(client, tre, leder, plan):
    sektor = lag_plan(tre.ikt)
    felles = lag_tiltak(sektor, "Fagdag for alle", kostnader=[("eget", 500)])
    felles.felles_for.add(tre.prosjekt)
    lag_tiltak(sektor, "Bare for oss")
    lag_tiltak(plan, "Eget", kostnader=[("eget", 7)])
    client.force_login(leder)

    bilde = client.get(steg3(plan)).context["bilde"]

    assert [[str(rad.tiltak) for rad in rader] for rader in (bilde.egne, bilde.felles)] == [
        ["Eget"],
        ["Fagdag for alle"],
    ]
    assert bilde.penger.sum == 7
    assert client.get(felles.get_absolute_url()).status_code == 200


def test_a_common_measure_of_a_plan_that_is_being_written_is_for_leaders_of_the_units_alone(client, tre, plan, leder):
    felles = lag_tiltak(lag_plan(tre.ikt))
    felles.felles_for.add(tre.prosjekt)
    kollega = lag_bruker("Per", tre.prosjekt)

    assert list(Tiltak.objects.visible_to(leder)) == [felles]
    assert list(Tiltak.objects.visible_to(kollega)) == []


def test_who_answers_for_the_plan_is_proposed_for_a_new_measure_and_stored_as_it_stands(som_leder, plan, leder):
    plan.ansvarlig = leder.person
    plan.save()
    form = som_leder.get(nytt(plan)).context["form"]

    som_leder.post(nytt(plan), skjema(ansvarlig=form["ansvarlig"].value(), sett=form.sett))

    assert Tiltak.objects.get().ansvarlig == leder.person


def test_a_measure_is_in_one_of_the_priorities_of_its_years_or_keeps_the_one_it_had(som_leder, plan):
    naa, gammel = (
        Satsingsomraade.objects.create(navn=navn, fra_aar=plan.aar - 5, til_aar=til)
        for navn, til in (("Digital kompetanse", None), ("Lederløft", plan.aar - 1))
    )

    side = som_leder.get(nytt(plan)).content.decode()
    assert (naa.navn in side, gammel.navn in side) == (True, False)
    som_leder.post(nytt(plan), skjema(satsingsomraade=gammel.pk))
    som_leder.post(nytt(plan), skjema(satsingsomraade=naa.pk))
    tiltak = Tiltak.objects.get()
    assert tiltak.satsingsomraade == naa
    assert naa.navn in som_leder.get(tiltak.get_absolute_url()).content.decode()

    Satsingsomraade.objects.filter(pk=naa.pk).update(til_aar=plan.aar - 1)
    assert naa.navn in som_leder.get(reverse("planer:tiltak-update", args=[tiltak.pk])).content.decode()
