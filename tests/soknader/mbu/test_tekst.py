"""The sentences that a case to MBU proposes."""

import datetime as dt
import re
from decimal import Decimal
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompetanse.organisasjon.models import Rolletype
from soknader.mbu import saksgang
from soknader.mbu import tekst as mbutekst
from soknader.models import Kjedesteg, Mote, Soknadsoppsett
from tests.soknader.factories import lag_ramme, lag_satsingsomraade
from tests.soknader.mbu_factories import lag_avgjort

OPPSETT = SimpleNamespace(beslutningsorgan="etatsledergruppen")
UTFALL = {"innvilget": "besluttet innvilget", "delvis": "delvis innvilget med", "avslaatt": "avslått"}
HARDT = "\N{NO-BREAK SPACE}"


def vedtak(utfall, belop=1000, motesak=None):
    return SimpleNamespace(utfall=utfall, belop=Decimal(belop), motesak=motesak)


def numre_per_utfall(tekst):
    """The numbers that the text mentions with each outcome."""
    funnet = {utfall: [] for utfall in UTFALL}
    for setning in tekst.replace(HARDT, " ").split(". "):
        treff = re.match(r"Søknad ([0-9, og]+) er (.+)", setning)
        if treff:
            utfall = next(navn for navn, ordene in UTFALL.items() if treff[2].startswith(ordene))
            funnet[utfall] += [int(nr) for nr in re.findall(r"[0-9]+", treff[1])]
    return funnet


@given(st.lists(st.sampled_from(sorted(UTFALL)), min_size=2, max_size=60).filter(lambda alle: len(set(alle)) > 1))
def test_every_number_is_mentioned_once_with_its_outcome(utfallene):
    tekst = mbutekst.om_besluttet([vedtak(utfall) for utfall in utfallene], OPPSETT)

    assert numre_per_utfall(tekst) == {
        utfall: [nr for nr, rad in enumerate(utfallene, start=1) if rad == utfall] for utfall in UTFALL
    }


@given(st.integers(min_value=1, max_value=60))
def test_delvis_says_every_amount(antall):
    tekst = mbutekst.om_besluttet([vedtak("delvis", 1000 + nr) for nr in range(antall)], OPPSETT)

    assert tekst.replace(HARDT, " ") == " ".join(
        f"Søknad {nr + 1} er delvis innvilget med 1 {nr:03d} kr." for nr in range(antall)
    )


@pytest.mark.parametrize(
    ("utfallene", "ventet"),
    [
        ([], ""),
        (["innvilget"], "Søknaden er besluttet innvilget."),
        (["innvilget"] * 2, "Begge søknader er besluttet innvilget."),
        (["avslaatt"] * 2, "Begge søknader er avslått."),
        (["innvilget"] * 3, "Alle de tre søknadene er besluttet innvilget."),
        (["avslaatt"] * 14, "Alle de 14 søknadene er avslått."),
    ],
)
def test_one_outcome_gives_one_sentence(utfallene, ventet):
    assert mbutekst.om_besluttet([vedtak(utfall) for utfall in utfallene], OPPSETT) == ventet


def test_the_meeting_is_named_when_it_decided_them_all():
    motesak = SimpleNamespace(mote=Mote(pk=1, dato=dt.date(2026, 12, 9)))
    samme = [vedtak("innvilget", motesak=motesak), vedtak("innvilget", motesak=motesak)]
    ulike = [vedtak("innvilget", motesak=motesak), vedtak("avslaatt", motesak=motesak)]

    assert mbutekst.om_besluttet(samme, OPPSETT).replace(HARDT, " ") == (
        "Begge søknader er besluttet innvilget av etatsledergruppen 9. desember 2026."
    )
    assert mbutekst.om_besluttet(ulike, OPPSETT).replace(HARDT, " ") == (
        "Søknadene er behandlet av etatsledergruppen 9. desember 2026. "
        "Søknad 1 er besluttet innvilget. Søknad 2 er avslått."
    )
    assert "etatsledergruppen" not in mbutekst.om_besluttet([*samme, vedtak("innvilget")], OPPSETT)


# --- From the data --------------------------------------------------------------------------------------


def foreslaatt(hr, felt):
    return getattr(saksgang.opprett(bruker=hr), felt).replace(HARDT, " ")


def test_the_frame_is_told_in_points(hr):
    lag_ramme(total=2_000_000, fordelt=1_250_000)
    aar = saksgang.opprett(bruker=hr).aar

    assert foreslaatt(hr, "ramme_tekst").splitlines() == [
        f"- Det er satt av 2 000 000 kr i budsjett {aar} til kompetanseutvikling.",
        "  - 1 250 000 kr er fordelt ut til avdelingene (fordelt etter antall ansatte).",
        "  - 750 000 kr ligger sentralt.",
        "- Fagspesifikk kompetanse dekkes av midler som er fordelt ut.",
        "- Kompetanse på tvers av avdelingene dekkes av sentrale midler.",
    ]


def test_a_year_without_a_frame_says_only_what_pays_for_what(hr):
    assert [linje[:14] for linje in foreslaatt(hr, "ramme_tekst").splitlines()] == ["- Fagspesifikk", "- Kompetanse p"]


def test_the_organisation_follows_the_chain_and_the_earmarks(hr):
    lag_ramme(oremerket={lag_satsingsomraade("Office 365"): 150_000, lag_satsingsomraade("Ledelse"): 50_000.50})

    assert foreslaatt(hr, "organisering_tekst").splitlines() == [
        "- Deler av de sentrale midlene er øremerket til prioriterte satsinger:",
        "  - Ledelse: 50 000,50 kr",
        "  - Office 365: 150 000 kr",
        "- Avdelingene kan fortløpende søke om sentrale midler til kompetansetiltak som er forankret i "
        "definerte behov på strategiske kompetanseområder.",
        "- Søknader om tildeling av sentrale kompetansemidler gjøres slik:",
        "  1. Søknaden går i linjen via avdelingsdirektør til avdelingsdirektør HR og virksomhetsstyring "
        "(må inneholde begrunnelse, strategisk forankring og budsjett).",
        "  2. Etatsledergruppen beslutter fordelingen av de sentrale kompetansemidlene.",
        "  3. Etatsdirektøren rapporterer til MBU om bruken av de sentrale kompetansemidlene.",
    ]


@pytest.mark.parametrize(
    ("titler", "ventet"),
    [
        ([], "Søknaden går rett til beslutning"),
        (["HR-sjef"], "Søknaden går i linjen til HR-sjef"),
        (["Leder", "Sektorleder", "HR-sjef"], "Søknaden går i linjen via leder og sektorleder til HR-sjef"),
    ],
)
def test_the_way_of_an_application_is_the_chain_of_the_kommune(hr, titler, ventet):
    Kjedesteg.objects.filter(handling__in=["anbefaling", "innstilling"]).delete()
    rolletype = Rolletype.objects.filter(kommune=hr.kommune_id).first()
    for plass, tittel in enumerate(titler, start=10):
        Kjedesteg.objects.create(rekkefolge=plass, rolletype=rolletype, tittel=tittel, handling="anbefaling")

    assert f"1. {ventet} (må" in foreslaatt(hr, "organisering_tekst")


def test_the_standing_texts_of_the_kommune_are_used(hr):
    Soknadsoppsett.objects.update(organisering_tekst="Slik gjør vi det.", forslag_til_vedtak="Utvalget sier ja.")

    assert foreslaatt(hr, "organisering_tekst") == "Slik gjør vi det."
    assert foreslaatt(hr, "forslag_til_vedtak") == "Utvalget sier ja."


@pytest.mark.parametrize(
    ("antall", "ventet"),
    [(0, "Ingen søknader er avgjort."), (1, "Vi har mottatt én søknad:"), (2, "Vi har mottatt to søknader:")],
)
def test_the_first_case_counts_what_is_received(hr, soker, antall, ventet):
    for _ in range(antall):
        lag_avgjort(soker)

    assert foreslaatt(hr, "soknader_tekst") == ventet
