"""The minutes: lines that are typed, with a day, a month or a case number; and those that wrote themselves."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from kompetanse.felles.samskriving import Endring
from planer.models import Protokollinje
from planer.vedtak import protokoll, saksgang
from planer.vedtak.samling import linjetekst, naar
from tests.planer.factories import lag_plan

pytestmark = pytest.mark.usefixtures("uten_pdf")


@pytest.mark.parametrize(
    ("felt", "ventet"),
    [
        ({"dato": dt.date(2022, 12, 17)}, "17. desember 2022"),
        ({"dato": dt.date(2022, 12, 1), "hele_maaneden": True}, "desember 2022"),
        ({"saksnummer": "18/21"}, "sak 18/21"),
    ],
)
def test_a_line_says_when_as_well_as_is_known(felt, ventet):
    assert naar(Protokollinje(organ="MBU", **felt)).replace("\N{NO-BREAK SPACE}", " ") == ventet


def test_a_line_says_what_in_one_sentence():
    linje = Protokollinje(
        organ="MBU", slag="etterretning", dato=dt.date(2022, 12, 17), saksnummer="18/21", tekst="Ingen merknader."
    )

    assert linjetekst(linje) == "Tatt til etterretning av: MBU, sak 18/21. Ingen merknader."


@pytest.mark.parametrize(
    ("tekst", "ventet"),
    [
        ("desember 2022", dt.date(2022, 12, 1)),
        ("Mars  2021", dt.date(2021, 3, 1)),
        ("12.2022", dt.date(2022, 12, 1)),
        ("13.2022", None),
        ("julen 2022", None),
        ("17.12.2022", None),
    ],
)
def test_a_month_is_read(tekst, ventet):
    assert protokoll.les_maaned(tekst) == ventet


@pytest.mark.parametrize(
    ("naar_", "saksnummer", "melding"),
    [("", "", "Skriv en dato, en måned eller et saksnummer."), ("i fjor", "", "Skriv datoen som dag.måned.år")],
)
def test_bad_input_is_told_and_nothing_is_stored(client, tre, leder, naar_, saksnummer, melding):
    client.force_login(leder)
    adresse = reverse("planer:plan-protokoll", args=[lag_plan(tre.prosjekt).pk])

    svar = client.post(adresse, {"slag": "vedtak", "organ": "MBU", "naar": naar_, "saksnummer": saksnummer})

    assert melding in svar.content.decode()
    assert not Protokollinje.objects.exists()


def test_a_typed_line_is_mended_and_deleted(client, tre, leder):
    plan = lag_plan(tre.prosjekt)
    client.force_login(leder)
    data = {"slag": "orientering", "organ": "AMU", "naar": "mars 2021"}
    client.post(reverse("planer:plan-protokoll", args=[plan.pk]), data)
    linje = plan.protokoll.get()

    client.post(reverse("planer:protokollinje-update", args=[linje.pk]), {**data, "naar": "4.3.2021"})

    linje.refresh_from_db()
    assert (linje.dato, linje.hele_maaneden) == (dt.date(2021, 3, 4), False)
    client.post(reverse("planer:protokollinje-delete", args=[linje.pk]))
    assert not plan.protokoll.exists()


def test_a_line_that_nobody_is_known_to_have_written_can_be_mended(tre, leder):
    plan = lag_plan(tre.prosjekt)
    linje = plan.protokoll.create(organ="MBU", saksnummer="18/21")

    protokoll.skriv_inn(plan, Endring({"organ": "AMU"}), bruker=leder, linje=linje)

    assert plan.protokoll.get().organ == "AMU"


def test_what_wrote_itself_is_never_changed(tre, leder, avdelingsdirektor, soker):
    plan = lag_plan(tre.prosjekt)
    saksgang.vedta(plan, bruker=avdelingsdirektor)
    linje = plan.protokoll.get()

    with pytest.raises(ValidationError, match="skrevet av seg selv"):
        protokoll.slett(linje, bruker=leder)
    with pytest.raises(PermissionDenied):
        protokoll.skriv_inn(plan, Endring({"organ": "MBU", "saksnummer": "1/21"}), bruker=soker)

    assert plan.protokoll.count() == 1
