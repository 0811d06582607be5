"""The budget: its sums against plain Python over a random world, and who sees which costs."""

import io
import random
from collections import defaultdict
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from kompetanse.organisasjon.models import Enhet
from kompetanse.oversikt.budsjett import rader
from kompetanse.oversikt.budsjett.bilde import Budsjett
from planer.aaret.rullering import rull
from planer.models import Kompetanseplan, Listeverdi, Plannivaa, Satsingsomraade, Tiltak, Tiltakskostnad, Tiltaksmidler
from tests.klokke import dag
from tests.planer.factories import lag_plan, lag_tiltak, verdi
from tests.rollebesetning import gi_rolle
from tests.soknader.factories import lag_ramme

SIDE = reverse("oversikt:budsjett-detail")
POSTER = reverse("oversikt:budsjett-poster")
DELINGER = {
    "sektor": rader.per_del,
    "kilde": rader.per_kilde,
    "omraade": rader.per_omraade,
    "plan": lambda bruker, aar: rader.med_planen(rader.per_plan(bruker, aar)),
}


@pytest.fixture
def aar():
    return timezone.localdate().year


def koster(tiltak, aar, kilde, belop):
    kilden = verdi(Listeverdi.Liste.KILDE, kilde)
    return Tiltakskostnad.objects.create(tiltak=tiltak, aar=aar, kilde=kilden, belop=belop)


@pytest.fixture
def verden(tre, soker, aar):
    """Plans of every unit over two years with measures at random, some carried on, stopped, common or without an area."""
    tilfeldig = random.Random(814)
    omraader = [Satsingsomraade.objects.create(navn=f"Satsing {nr}", fra_aar=aar - 3) for nr in range(3)]
    kilder = list(Listeverdi.objects.filter(liste=Listeverdi.Liste.KILDE))
    for enhet in (tre.rot, tre.stab, tre.ikt, tre.prosjekt, tre.hr, tre.oppvekst, tre.barnehager):
        gammel, ny = lag_plan(enhet, aar=aar - 1), lag_plan(enhet, aar=aar)
        for plan in (gammel, ny):
            for nr in range(tilfeldig.randint(1, 4)):
                tiltak = lag_tiltak(
                    plan,
                    f"{enhet} {plan.aar} {nr}",
                    status=tilfeldig.choice(Tiltak.Status.values),
                    satsingsomraade=tilfeldig.choice([*omraader, None]),
                )
                for kilde in tilfeldig.sample(kilder, tilfeldig.randint(0, 3)):
                    for ett_aar in (aar - 1, aar, aar + 1):
                        belop = Decimal(tilfeldig.randint(0, 9_999_99)) / 100
                        Tiltakskostnad.objects.create(tiltak=tiltak, aar=ett_aar, kilde=kilde, belop=belop)
                tiltak.felles_for.set(tilfeldig.sample([tre.ikt, tre.prosjekt], tilfeldig.randint(0, 2)))
        viderefores = gammel.tiltak.first()
        lag_tiltak(ny, f"Videre {enhet}", forgjenger=viderefores, kostnader=[("eget", "7.77")])
    personplan = lag_plan(tre.prosjekt, aar=aar, nivaa=Plannivaa.PERSON, person=soker.person)
    lag_tiltak(personplan, "Bare vårt", kostnader=[("eget", 1_000_000)])


def regnet_for_haand(enhet, aar):
    """Part, source, area and plan → year → amount, of the unit and all below it, row by row."""
    svar = defaultdict(lambda: defaultdict(lambda: defaultdict(Decimal)))
    over = {ett.path: ett for ett in Enhet.objects.all()}
    felt = ("tiltak__plan__enhet", "tiltak__satsingsomraade", "kilde")
    for kostnad in Tiltakskostnad.objects.select_related(*felt):
        tiltak, plan = kostnad.tiltak, kostnad.tiltak.plan
        viderefort = [ett for ett in tiltak.videreforinger.all() if ett.plan.fra.year <= kostnad.aar]
        if tiltak.status == "stoppet" or plan.person_id or viderefort:
            continue
        if not plan.enhet.path.startswith(enhet.path):
            continue
        del_ = plan.enhet
        while del_.depth > enhet.depth + 1:
            del_ = over[del_.path[:-4]]
        nokler = {
            "sektor": f"Felles for {del_}" if del_ == enhet else str(del_),
            "kilde": str(kostnad.kilde),
            "omraade": str(tiltak.satsingsomraade or "Uten satsingsområde"),
            "plan": (str(plan.enhet), plan.aar),
        }
        for deling, nokkel in nokler.items():
            if kostnad.aar in (aar - 1, aar):
                svar[deling][nokkel][kostnad.aar] += kostnad.belop
    return svar


def nokkel(deling, rad):
    return (rad.under.split(" · ")[0], int(rad.under.split(" · ")[1])) if deling == "plan" else rad.navn


@pytest.mark.parametrize("hvem", ["hr", "etatsdirektor", "avdelingsdirektor", "leder", "hr_enhet"])
def test_every_split_is_what_the_rows_come_to_and_they_come_to_the_same(request, verden, tre, aar, hvem):
    bruker = request.getfixturevalue(hvem)
    enhet = {"avdelingsdirektor": tre.ikt, "leder": tre.prosjekt, "hr_enhet": tre.oppvekst}.get(hvem, tre.rot)
    ventet = regnet_for_haand(enhet, aar)

    summer = set()
    for deling, rader_for in DELINGER.items():
        delt = list(rader_for(bruker, aar))
        assert {nokkel(deling, rad): {aar - 1: rad.i_fjor, aar: rad.belop} for rad in delt} == {
            navn: {aar - 1: belop[aar - 1], aar: belop[aar]} for navn, belop in ventet[deling].items()
        }
        summer.add((sum(rad.belop for rad in delt), sum(rad.i_fjor for rad in delt), sum(r.uavklart for r in delt)))
    budsjett = Budsjett(bruker, aar)
    assert summer == {
        (budsjett.penger[aar].sum, budsjett.penger[aar - 1].sum, budsjett.penger[aar].fra("uavklart")),
    }


@pytest.mark.parametrize("deling", DELINGER)
def test_the_costs_behind_an_amount_come_to_it_on_the_page_and_in_the_file(client, verden, hr, aar, deling):
    client.force_login(hr)
    for rad in DELINGER[deling](hr, aar):
        bak = client.get(rad.poster()).context["liste"].summer["belop"]
        assert (rad.navn, bak) == (rad.navn, rad.belop)

    ark = load_workbook(io.BytesIO(client.get(SIDE, {"aar": aar, "del": deling, "format": "xlsx"}).content)).active
    belop = [celle.value for celle in ark["D"][1:] if isinstance(celle.value, (int, float))]
    assert round(sum(belop), 2) == float(Budsjett(hr, aar).penger[aar].sum)


def test_what_a_measure_costs_after_it_is_carried_on_counts_once(tre, hr, aar):
    plan = lag_plan(tre.prosjekt, aar=aar - 1, status=Kompetanseplan.Status.VEDTATT, gjelder_fra=dag(-400))
    tiltak = lag_tiltak(plan, status=Tiltak.Status.I_GANG, kostnader=[("eget", 100)])
    koster(tiltak, aar, "eget", 40)

    for _gang in range(2):
        assert [(rad.i_fjor, rad.belop) for rad in rader.per_kilde(hr, aar)] == [(100, 40)]
        rull(plan, bruker=hr)
    assert Tiltakskostnad.objects.filter(aar=aar).count() == 2


@pytest.mark.parametrize(
    ("hvem", "ventet"), [("leder", {"Eget"}), ("hr", {"Eget", "Naboen"}), ("hr_enhet", {"Naboen"})]
)
def test_everyone_sees_the_costs_of_the_units_that_they_answer_for(request, client, tre, aar, hvem, ventet):
    for enhet, navn in ((tre.prosjekt, "Eget"), (tre.barnehager, "Naboen")):
        lag_tiltak(lag_plan(enhet, aar=aar), navn, kostnader=[("eget", 10)])
        lag_tiltak(lag_plan(enhet, aar=aar, slag="strategi"), f"Uten {navn}")
    client.force_login(request.getfixturevalue(hvem))

    assert {rad.tiltak.navn for rad in client.get(POSTER).context["liste"].rader} == ventet
    uten = client.get(reverse("oversikt:budsjett-uten-belop")).context["liste"].rader
    assert {rad.navn for rad in uten} == {f"Uten {navn}" for navn in ventet}


def test_one_who_answers_for_no_unit_sees_no_budget(client, soker):
    client.force_login(soker)

    assert [client.get(side).status_code for side in (SIDE, POSTER)] == [403, 403]


def test_the_frame_stands_beside_what_is_planned_of_it(client, tre, hr, leder, hr_enhet, aar):
    lag_ramme(aar=aar)
    tiltak = lag_tiltak(lag_plan(tre.prosjekt, aar=aar), kostnader=[("sentralt", 5_000_000), ("uavklart", 300)])
    Tiltaksmidler.objects.create(
        tiltak=tiltak, soknad_pk=1, nummer="1/27", tittel="Kurs", adresse="/", aar=aar, status="innvilget",
        omsokt=500, innvilget=400,
    )  # fmt: skip
    Tiltaksmidler.objects.create(
        tiltak=tiltak, soknad_pk=2, nummer="2/27", tittel="Kurs", adresse="/", aar=aar, status="trukket", omsokt=900
    )
    budsjett = Budsjett(hr, aar)

    ramme = budsjett.ramme
    assert ramme.planlagt == 5_000_000
    assert ramme.for_mye == 5_000_000 - ramme.balanse.sum.ramme_belop > 0
    assert (budsjett.midler.omsokt, budsjett.midler.innvilget) == (500, 400)
    assert [Budsjett(bruker, aar).ramme is None for bruker in (leder, hr_enhet)] == [False, True]
    client.force_login(hr)
    assert "mer fra sentrale midler enn det er satt av" in client.get(SIDE).content.decode()
    client.force_login(leder)
    assert "mer fra sentrale midler enn det er satt av" not in client.get(SIDE).content.decode()


@pytest.mark.parametrize("valg", [{"aar": "tull"}, {"aar": "99999"}, {"del": "x"}, {"kilde": "²"}, {"plan": "a"}])
def test_nonsense_in_the_address_is_answered(client, hr, valg):
    client.force_login(hr)

    assert [client.get(side, valg).status_code for side in (SIDE, POSTER)] == [200, 200]


def test_a_leader_of_two_units_sees_the_parts_of_both(tre, leder, aar):
    gi_rolle(leder, "leder", tre.barnehager)
    for enhet in (tre.prosjekt, tre.barnehager, tre.oppvekst):
        lag_tiltak(lag_plan(enhet, aar=aar), kostnader=[("eget", 10)])

    assert [rad.navn for rad in rader.per_del(leder, aar)] == ["Felles for Prosjektkontoret", "Felles for Barnehager"]


@pytest.mark.parametrize("antall", [1, 3])
def test_the_pages_ask_as_often_whatever_there_is(client, tre, hr, aar, antall, django_assert_num_queries):
    lag_ramme(aar=aar)
    for enhet in (tre.prosjekt, tre.barnehager, tre.hr)[:antall]:
        lag_tiltak(lag_plan(enhet, aar=aar), kostnader=[("eget", 10), ("uavklart", 5)])
        lag_tiltak(lag_plan(enhet, aar=aar - 1))
    client.force_login(hr)

    # Who asks and the frame, the split and its names, the years, the sources, measures without an amount and applications.
    for side, spor in ((SIDE, 17), (f"{SIDE}?del=plan", 16), (POSTER, 12)):
        with django_assert_num_queries(spor):
            client.get(side)
