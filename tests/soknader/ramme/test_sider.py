"""The frame's pages as HR and others meet them."""

from decimal import Decimal

import pytest
from django.urls import reverse

from kompetanse.felles import vegg
from soknader.models import Justering, Oremerking, Ramme, Soknad
from soknader.ramme import lister, regnskap, styring
from tests.klokke import aar
from tests.soknader.factories import lag_ramme, lag_satsingsomraade, lag_soknad

FORTROLIG = "Hemmelig kurs"


@pytest.fixture
def digital(kommune):
    return lag_satsingsomraade("Digital kompetanse")


@pytest.fixture
def ramme(digital, tre):
    """100 000 kr centrally, 30 000 of it for digital; 50 000 to two units."""
    return lag_ramme(
        2026,
        total=150_000,
        fordelt=50_000,
        oremerket={digital: 30_000},
        fordelinger={tre.ikt: 30_000, tre.barnehager: 20_000},
    )


@pytest.fixture
def innvilget(ramme, digital, soker):
    return _innvilg(ramme, digital, soker)


def _innvilg(ramme, digital, soker, **felt):
    felt = {"aar": 2026, "status": Soknad.Status.INNVILGET, "lopenummer": 1, **felt}
    soknad = lag_soknad(soker, satsingsomraade=digital, **felt)
    regnskap.ta_ut(ramme, soknad=soknad, belop=35_000, satsingsomraade=digital)
    return soknad


def side(client, bruker, navn, *args, **data):
    client.force_login(bruker)
    return client.get(reverse(f"soknader:{navn}", args=args), data)


def send(client, bruker, navn, *args, **data):
    client.force_login(bruker)
    return client.post(reverse(f"soknader:{navn}", args=args), data)


def tekst(svar):
    return svar.content.decode().replace("\N{NO-BREAK SPACE}", " ")


def test_ramme_detail_shows_every_number_with_its_meaning(client, hr, ramme, innvilget):
    svar = side(client, hr, "ramme-detail", 2026)

    html = tekst(svar)
    assert [(rad["navn"], rad["verdi"].replace("\N{NO-BREAK SPACE}", " ")) for rad in svar.context["talliste"]] == [
        ("Ramme", "100 000 kr"),
        ("Innvilget", "35 000 kr"),
        ("Brukt", "0 kr"),
        ("Søkt om", "0 kr"),
        ("Ledig", "65 000 kr"),
    ]
    assert all(str(mening) in html for _navn, mening in svar.context["definisjoner"])
    assert "IKT-tjenester" in html
    assert "Endre rammen" in html


def test_ramme_detail_offers_changes_to_hr_only(client, etatsdirektor, gruppemedlem, leder, ramme):
    for bruker in (etatsdirektor, gruppemedlem, leder):
        assert "Endre rammen" not in tekst(side(client, bruker, "ramme-detail", 2026))


@pytest.mark.parametrize("antall", [1, 3])
def test_ramme_detail_query_count(client, hr, ramme, soker, tre, antall, django_assert_num_queries):
    for nummer in range(antall):
        omraade = lag_satsingsomraade(f"Område {nummer}")
        Oremerking.objects.create(ramme=ramme, satsingsomraade=omraade, belop=1_000)
        soknad = lag_soknad(soker, satsingsomraade=omraade, aar=2026, status=Soknad.Status.TIL_MOTE)
        regnskap.ta_ut(ramme, soknad=soknad, belop=1_500, satsingsomraade=omraade)
        styring.juster(ramme, 10, "Øre", hr)
        lag_ramme(2010 + nummer)
    client.force_login(hr)

    # session, user, wall, person with kommune, roles; years; the balances (four); handed out; adjustments
    with django_assert_num_queries(12):
        svar = client.get(reverse("soknader:ramme-detail", args=[2026]))

    assert len(svar.context["omraader"]) == antall + 2


@pytest.mark.parametrize("antall", [1, 3])
def test_ramme_list_query_count(client, hr, kommune, antall, django_assert_num_queries):
    for nummer in range(antall):
        lag_ramme(2020 + nummer)
    client.force_login(hr)

    with django_assert_num_queries(9):  # session, user, wall, person with kommune, roles; the balances (four)
        svar = client.get(reverse("soknader:ramme-list"))

    assert [ramme.aar for ramme, *_rest in svar.context["rader"]] == [2022, 2021, 2020][-antall:]


def test_ramme_list_teaches_when_it_is_empty(client, hr, leder):
    assert "Lag årets ramme" in tekst(side(client, hr, "ramme-list"))
    assert "Lag årets ramme" not in tekst(side(client, leder, "ramme-list"))


def test_ramme_detail_of_another_kommune_is_not_found(client, ramme, annen_kommune):
    with vegg.innenfor(annen_kommune.kommune.pk):
        lag_ramme(2025)

    assert side(client, annen_kommune.hr, "ramme-detail", 2026).status_code == 404
    assert side(client, annen_kommune.hr, "ramme-update", 2026).status_code == 404
    assert side(client, annen_kommune.hr, "ramme-detail", 9**30).status_code == 404


@pytest.mark.parametrize(
    ("format", "begynner"), [("csv", "\ufeffOmråde;Ramme;Innvilget;Brukt;Tilbakeført;Søkt om;Ledig"), ("xlsx", "PK")]
)
def test_the_balances_can_be_downloaded(client, hr, ramme, innvilget, format, begynner):
    svar = side(client, hr, "ramme-detail", 2026, format=format)

    assert svar.content.startswith(begynner.encode())
    if format == "csv":
        assert svar.content.decode().splitlines()[1] == "Digital kompetanse;30000,00;30000,00;0,00;0,00;0,00;0,00"


def test_the_other_tables_can_be_downloaded(client, hr, ramme, innvilget):
    def linjer(navn, *args):
        return side(client, hr, navn, *args, format="csv").content.decode("utf-8-sig").splitlines()

    assert linjer("ramme-list")[1] == "2026;150000,00;50000,00;100000,00;35000,00;0,00;0,00;65000,00"
    assert linjer("ramme-fordelt", 2026)[1:] == ["IKT-tjenester;1,00;30000,00", "Barnehager;1,00;20000,00"]
    assert linjer("ramme-saker", 2026)[1] == "26/001;Workshop «Smidig dag»;IKT-tjenester;Innvilget;35000,00"


@pytest.mark.parametrize(
    ("navn", "kolonner"),
    [("ramme-fordelt", lister.FORDELT.sorteringer), ("ramme-saker", lister.SAKENE.sorteringer)],
)
def test_the_other_tables_are_ordered_both_ways_on_page_and_in_file(client, hr, ramme, innvilget, navn, kolonner):
    annen = lag_soknad(innvilget.soker, tittel="Årskurs", aar=2026, status=Soknad.Status.INNVILGET, lopenummer=2)
    regnskap.ta_ut(ramme, soknad=annen, belop=5_000, satsingsomraade=None)

    for kolonne in kolonner:
        opp, ned = (
            side(client, hr, navn, 2026, format="csv", sorter=retning).content.decode("utf-8-sig").splitlines()[1:]
            for retning in (kolonne, f"-{kolonne}")
        )
        assert len(opp) == 2
        assert opp == ned[::-1]
        assert 'aria-sort="descending"' in side(client, hr, navn, 2026, sorter=f"-{kolonne}").content.decode() or (
            kolonne == "plass"
        )


@pytest.mark.parametrize(("finnes", "foreslaatt"), [([], 0), ([-1], 0), ([0], 1), ([0, 1], 2), ([1], 0)])
def test_a_new_frame_proposes_the_first_year_without_one(client, hr, finnes, foreslaatt):
    i_aar = aar()
    for fra_naa in finnes:
        lag_ramme(i_aar + fra_naa)

    assert side(client, hr, "ramme-create").context["form"]["aar"].value() == i_aar + foreslaatt


def test_ramme_create(client, hr):
    svar = send(client, hr, "ramme-create", aar="2027", total="2 000 000", fordelt="1.000.000,50", merknad="")

    ramme = Ramme.objects.get()
    assert (ramme.aar, ramme.total, ramme.fordelt) == (2027, 2_000_000, Decimal("1000000.50"))
    assert svar["Location"] == ramme.get_absolute_url()


@pytest.mark.parametrize(
    ("felt", "verdi", "melding"),
    [
        ("total", "1e9", "Skriv beløpet med tall, for eksempel 93 000 eller 93 000,50."),
        ("total", "-5", "Beløpet kan ikke være mindre enn null. Ta bort minustegnet."),
        ("total", "12,345", "Et beløp har høyst to desimaler. Skriv 12 345 hvis du mener tusener, ellers 12,35."),
        ("total", "NaN", "Skriv beløpet med tall, for eksempel 93 000 eller 93 000,50."),
        ("total", "99999999999", "Beløpet er for stort. Skriv et beløp under 10 000 000 000 kr."),
        ("total", "", "Fyll ut dette feltet."),
        ("aar", "1999", "Skriv et år fra og med 2000."),
        ("aar", "to tusen", "Skriv årstallet med fire siffer, for eksempel 2027."),
        ("fordelt", "3000000", "Beløpet som fordeles, kan ikke være større enn det samlede beløpet."),
        ("aar", "2026", "Dere har allerede en ramme for dette året."),
    ],
)
def test_bad_input_is_told_and_nothing_is_stored(client, hr, ramme, felt, verdi, melding):
    data = {"aar": "2027", "total": "2 000 000", "fordelt": "1 000 000", felt: verdi}

    svar = send(client, hr, "ramme-create", **data)

    assert svar.status_code == 200
    assert melding in tekst(svar)
    assert Ramme.objects.count() == 1
    assert data["total"] in tekst(svar)


@pytest.mark.parametrize("verdi", ["1e9", "-5", "12,345", "NaN"])
def test_no_amount_on_any_form_takes_what_is_not_an_amount(client, hr, ramme, digital, verdi):
    skjemaer = {
        "ramme-update": {"total": verdi, "fordelt": "0"},
        "ramme-oremerk": {f"{digital.pk}-belop": verdi},
        "ramme-juster": {"retning": "oek", "belop": verdi, "grunn": "Fordi"},
        "ramme-overfor": {"belop": verdi, "grunn": "Fordi"},
    }

    for navn, data in skjemaer.items():
        svar = send(client, hr, navn, 2026, **data)

        assert svar.status_code == 200
        assert len(svar.context["form"].errors) == 1

    assert not Justering.objects.exists()
    assert list(Ramme.objects.values_list("total")) == [(150_000,)]
    assert list(Oremerking.objects.values_list("belop")) == [(30_000,)]


def test_ramme_update_splits_the_departments_parts_anew(client, hr, ramme):
    send(client, hr, "ramme-update", 2026, total="150 000", fordelt="60 000")

    assert [rad.belop for rad in ramme.fordelinger.all()] == [30_000, 30_000]


def test_ramme_update_refuses_less_than_what_is_granted(client, hr, ramme, innvilget):
    svar = send(client, hr, "ramme-update", 2026, total="80 000", fordelt="50 000")

    assert "Det sentrale beløpet blir 5 000 kr for lite til det som er øremerket og innvilget." in tekst(svar)


def test_ramme_oremerk_has_a_field_for_each_area_of_the_year(client, hr, ramme, digital):
    ledelse = lag_satsingsomraade("Ledelse")
    lag_satsingsomraade("Office 365", til_aar=2025)

    svar = side(client, hr, "ramme-oremerk", 2026)
    send(client, hr, "ramme-oremerk", 2026, **{f"{digital.pk}-belop": "", f"{ledelse.pk}-belop": "40 000"})

    assert [felt.label for felt in svar.context["form"]] == ["Digital kompetanse", "Ledelse"]
    assert svar.context["form"].sum == 30_000
    assert [(str(rad), rad.belop) for rad in Oremerking.objects.all()] == [("Ledelse", 40_000)]


def test_ramme_oremerk_refuses_more_than_there_is(client, hr, ramme, digital):
    svar = send(client, hr, "ramme-oremerk", 2026, **{f"{digital.pk}-belop": "100 001"})

    assert "Dere kan øremerke høyst 100 000 kr. Nå er summen 100 001 kr." in tekst(svar)


def test_ramme_juster_makes_it_smaller_and_shows_why(client, hr, ramme):
    send(client, hr, "ramme-juster", 2026, retning="reduser", belop="10 000", grunn="Innsparing i mars")

    html = tekst(side(client, hr, "ramme-detail", 2026))
    assert "Innsparing i mars" in html
    assert "Ivar Test" in html
    assert "\N{MINUS SIGN}10 000 kr" in html


def test_ramme_overfor_makes_next_year(client, hr, ramme):
    send(client, hr, "ramme-overfor", 2026, belop="70 000", grunn="Kurs flyttet til januar")

    assert regnskap.regnskap(Ramme.objects.get(aar=2027)).sum.ledig == 70_000
    assert regnskap.regnskap(ramme).fri.ledig == 0


def test_ramme_overfor_says_what_is_left(client, hr, ramme):
    svar = send(client, hr, "ramme-overfor", 2026, belop="70 001", grunn="Kurs flyttet til januar")

    assert "Det er ikke nok penger igjen til 70 001 kr. Ledig nå: Fri del 70 000 kr." in tekst(svar)
    assert Ramme.objects.count() == 1


@pytest.mark.parametrize(
    ("tall", "pott", "sum_vist"),
    [
        ("innvilget", "", 35_000),
        ("innvilget", "fri", 5_000),
        ("bundet", "", 35_000),
        ("brukt", "", 0),
        ("omsokt", "", 35_000),
        ("omsokt", "fri", 0),
    ],
)
def test_ramme_saker_sums_to_the_number_it_explains(client, hr, ramme, innvilget, digital, soker, tall, pott, sum_vist):
    lag_soknad(soker, satsingsomraade=digital, aar=2026, status=Soknad.Status.TIL_MOTE)

    svar = side(client, hr, "ramme-saker", 2026, tall=tall, pott=pott)

    assert (svar.context["liste"].summer["belop"], svar.context["skjult"]) == (sum_vist, 0)


def test_ramme_saker_leaves_out_cases_that_the_reader_may_not_see(client, leder, utenforstaende, ramme, digital, soker):
    _innvilg(ramme, digital, soker, tittel=FORTROLIG)

    hos_ulf = tekst(side(client, utenforstaende, "ramme-saker", 2026))
    assert FORTROLIG not in hos_ulf
    assert "35 000 kr gjelder søknader som du ikke har tilgang til." in hos_ulf
    assert FORTROLIG in tekst(side(client, leder, "ramme-saker", 2026))


@pytest.mark.parametrize("antall", [1, 3])
def test_ramme_saker_query_count(client, hr, ramme, soker, antall, django_assert_num_queries):
    for _sak in range(antall):
        soknad = lag_soknad(soker, satsingsomraade=None, aar=2026)
        Soknad.objects.filter(pk=soknad.pk).update(status=Soknad.Status.INNVILGET)
        regnskap.ta_ut(ramme, soknad=soknad, belop=1_500, satsingsomraade=None)
    client.force_login(hr)

    # session, user, wall, person with kommune, roles; frame; the balances (four); sum, rows, units
    with django_assert_num_queries(13):
        svar = client.get(reverse("soknader:ramme-saker", args=[2026]))

    assert len(svar.context["liste"].rader) == antall


def test_ramme_saker_of_an_unknown_number_is_not_found(client, hr, ramme):
    assert side(client, hr, "ramme-saker", 2026, tall="lønn").status_code == 404
    assert side(client, hr, "ramme-saker", 2026, pott="999999").status_code == 404
