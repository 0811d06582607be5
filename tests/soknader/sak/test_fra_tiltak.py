"""From a measure to an application with everything filled in: what it says, whom it names, and who may."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from planer.models import Kompetanseplan, Tiltak
from soknader.models import Soknad
from soknader.sak import fra_tiltak, saksgang
from soknader.sak.anker import ankrene
from soknader.sak.utkast import mangler
from tests.planer.factories import lag_behov, lag_maal, lag_plan, lag_tiltak
from tests.soknader.factories import lag_satsingsomraade, lag_soknad

TVERR = Soknad.Kompetansetype.TVERRGAAENDE


@pytest.fixture
def plan(tre):
    return lag_plan(tre.prosjekt, status=Kompetanseplan.Status.VEDTATT, gjelder_fra=dt.date(2020, 1, 1))


@pytest.fixture
def maal(plan):
    frist = dt.date(plan.aar, 12, 31)
    tall = {"indikator": "Andel som leverer hver måned", "utgangspunkt": 20, "maaltall": 60, "maaleenhet": "prosent"}
    return lag_maal(plan, "Vi leverer oftere", frist=frist, **tall)


@pytest.fixture
def tiltak(plan, maal):
    behov = lag_behov(
        plan, "Smidig arbeid", kritisk=True, har=2, trenger=24, beskrivelse="Prosjektene stopper.", maal=[maal]
    )
    return lag_tiltak(
        plan,
        "Smidig dag",
        behov=[behov],
        beskrivelse="En dag med øvelser.",
        maalgruppe="Alle prosjektledere",
        antall=24,
        fra=dt.date(plan.aar, 12, 1),
        frist=dt.date(plan.aar, 12, 31),
        kostnader=[("sentralt", 35_000), ("eget", 5_000)],
        evalueringsnivaaer=[1, 3],
        evaluering="Spørsmål etter fire måneder.",
        satsingsomraade=lag_satsingsomraade(),
    )


def sok(tiltak, bruker):
    return fra_tiltak.opprett(tiltak, bruker=bruker, kompetansetype=TVERR)


def test_the_draft_is_filled_in_with_what_the_measure_says_and_can_be_sent_as_it_is(tiltak, maal, soker, tre):
    soknad = Soknad.objects.get(pk=sok(tiltak, soker).pk)

    felt = ("tittel", "beskrivelse", "maalgruppe", "maalgruppe_tekst", "antall_deltakere", "periode_fra", "periode_til")
    aar = tiltak.plan.aar
    dager = (dt.date(aar, 12, 1), dt.date(aar, 12, 31))
    assert tuple(getattr(soknad, navn) for navn in felt) == (
        *("Smidig dag", "En dag med øvelser.", "andre", "Alle prosjektledere", 24),
        *dager,
    )
    assert (soknad.aar, soknad.enhet, soknad.avdeling, soknad.satsingsomraade) == (
        *(aar, tre.prosjekt, tre.ikt),
        tiltak.satsingsomraade,
    )
    assert soknad.begrunnelse == "Smidig arbeid (kritisk). Vi har 2 og trenger 24. Prosjektene stopper."
    assert soknad.forventet_effekt.replace("\N{NO-BREAK SPACE}", " ") == (
        "Bidrar til målet «Vi leverer oftere»: Andel som leverer hver måned fra 20 til 60 prosent "
        f"innen 31. desember {aar}."
    )
    assert soknad.evaluering == "Reaksjoner og Anvendelse\nSpørsmål etter fire måneder."
    assert [(linje.hva, linje.belop) for linje in soknad.budsjett.all()] == [("Smidig dag", Decimal(35_000))]
    assert (soknad.soknadsbelop, soknad.forankring, mangler(soknad)) == (35_000, "", [])
    assert [rad.enhet for rad in soknad.soknadsenheter.all()] == [tre.prosjekt]
    assert [(anker.slag, anker.navn, bool(anker.adresse)) for anker in ankrene(soknad, soker)] == [
        ("Tiltak", "Smidig dag", True),
        ("Behov", "Smidig arbeid", True),
        ("Mål", "Vi leverer oftere", True),
        ("Plan", tiltak.plan.tittel, True),
    ]


def test_what_the_measure_does_not_say_is_asked_for_and_never_guessed(plan, soker):
    soknad = sok(lag_tiltak(plan, maalgruppe="medarbeidere", kostnader=[("eget", 9_000)]), soker)

    assert (soknad.maalgruppe, soknad.antall_deltakere, soknad.deltakere_tekst) == (
        *("medarbeidere", None),
        "medarbeidere",
    )
    assert {mangel.felt for mangel in mangler(soknad)} == {
        *("periode_fra", "begrunnelse", "linjer", "forventet_effekt", "evaluering")
    }


def test_a_measure_common_for_several_units_gives_one_application_that_names_them_all(tre, leder, soker):
    plan = lag_plan(tre.rot, gjelder_fra=dt.date(2020, 1, 1))
    tiltak = lag_tiltak(plan, kostnader=[("sentralt", 90_000)])
    tiltak.felles_for.set([tre.prosjekt, tre.barnehager, tre.oppvekst, tre.hr])

    soknad = sok(tiltak, soker)

    assert Soknad.objects.count() == 1
    assert soknad.valgte_seksjoner == [tre.prosjekt]
    assert set(soknad.andre_enheter) == {tre.hr, tre.oppvekst}  # Barnehager stands under Oppvekst
    assert soknad.soknadsbelop == 90_000


def test_the_first_year_that_money_can_be_asked_for_is_the_one_applied_for(tiltak, soker):
    tiltak.kostnader.update(aar=timezone.localdate().year + 1)

    soknad = sok(tiltak, soker)

    assert (soknad.aar, soknad.soknadsbelop) == (timezone.localdate().year + 1, 35_000)


@pytest.mark.parametrize(
    ("hvem", "kan"),
    [
        ("soker", True),
        ("kollega", True),
        ("leder", True),
        ("avdelingsdirektor", True),  # answers for the plan
        ("hr", True),
        ("utenforstaende", False),  # sees the adopted plan, and works elsewhere
        ("mbu_medlem", False),
    ],
)
def test_who_may_apply_for_the_measure(request, tiltak, hvem, kan):
    bruker = request.getfixturevalue(hvem)

    assert fra_tiltak.kan_soke(tiltak, bruker) is kan
    assert bool(fra_tiltak.soknadsvei(tiltak, bruker).sok) is kan
    if not kan:
        with pytest.raises(PermissionDenied):
            sok(tiltak, bruker)


def test_nobody_applies_for_what_is_stopped_replaced_or_not_seen(tiltak, soker):
    felles = {"tiltak": tiltak, "bruker": soker}
    Tiltak.objects.update(status=Tiltak.Status.STOPPET)
    tiltak.refresh_from_db()
    assert not fra_tiltak.kan_soke(**felles)
    Tiltak.objects.update(status=Tiltak.Status.FERDIG)
    tiltak.refresh_from_db()
    assert fra_tiltak.kan_soke(**felles)  # afterwards, as any other

    for felt in ({"status": "avlost"}, {"status": "utkast", "gjelder_fra": None}):
        Kompetanseplan.objects.update(**felt)
        assert not fra_tiltak.kan_soke(Tiltak.objects.get(), soker)


def test_what_there_is_already_is_told_and_a_second_application_is_asked_about(client, tiltak, soker, leder):
    sendt = saksgang.send_inn(sok(tiltak, soker), bruker=soker)
    andres = sok(tiltak, leder)
    client.force_login(soker)
    adresse = reverse("soknader:soknad-fra-tiltak", args=[tiltak.pk])

    side = client.get(adresse)
    nei = client.post(adresse, {"kompetansetype": TVERR})
    antall = Soknad.objects.count()
    ja = client.post(adresse, {"kompetansetype": TVERR, "en_til": "on"})

    assert sendt.nummer in side.text
    assert sendt.get_absolute_url() in side.text
    assert andres.get_absolute_url() not in side.text
    assert (nei.status_code, antall) == (200, 2)
    ny = Soknad.objects.filter(soker=soker).order_by("pk").last()
    assert (ja.status_code, ja.url) == (302, reverse("soknader:soknad-edit", args=[ny.pk, "oppsummering"]))
    assert Soknad.objects.filter(tiltak=tiltak).count() == 3


def test_subject_specific_need_is_shown_where_to_go_instead_and_nothing_is_stored(client, tiltak, soker):
    client.force_login(soker)

    side = client.post(reverse("soknader:soknad-fra-tiltak", args=[tiltak.pk]), {"kompetansetype": "fagspesifikk"})

    assert (side.status_code, Soknad.objects.count()) == (200, 0)


def test_a_leader_who_sees_the_measure_and_not_the_application_reads_what_it_got_without_a_way_in(
    client, tiltak, soker, utenforstaende
):
    sendt = saksgang.send_inn(lag_soknad(soker, tiltak=tiltak, tittel="Bare for linjen"), bruker=soker)
    sider = {}
    for bruker in (soker, utenforstaende):
        client.force_login(bruker)
        sider[bruker.pk] = client.get(tiltak.get_absolute_url()).text

    assert client.get(sendt.get_absolute_url()).status_code == 404
    assert sendt.get_absolute_url() in sider[soker.pk]
    assert "Bare for linjen" in sider[soker.pk]
    for hva, ventet in ((sendt.nummer, True), ("Under behandling", True), (sendt.get_absolute_url(), False)):
        assert (hva in sider[utenforstaende.pk]) is ventet
    assert "Bare for linjen" not in sider[utenforstaende.pk]
    assert "Søk om midler" not in sider[utenforstaende.pk]


def test_the_case_names_the_measure_for_one_who_may_not_read_its_plan_and_follows_it_to_another(
    client, tiltak, soker, mbu_medlem, tre, hr
):
    Kompetanseplan.objects.update(status="utkast", gjelder_fra=None)
    soknad = saksgang.send_inn(lag_soknad(soker, tiltak=tiltak), bruker=soker)

    assert [anker.adresse for anker in ankrene(soknad, soker) if anker.slag == "Tiltak"] == [""]
    Tiltak.objects.update(plan=lag_plan(tre.ikt, tittel="IKT-planen"))
    soknad = Soknad.objects.get(pk=soknad.pk)
    assert [anker.navn for anker in ankrene(soknad, hr) if anker.slag == "Plan"] == ["IKT-planen"]
    client.force_login(hr)
    assert tiltak.get_absolute_url() in client.get(soknad.get_absolute_url()).text
