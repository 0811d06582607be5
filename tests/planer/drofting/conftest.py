"""A unit's meeting in each of its states."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from kompetanse.felles import vegg
from kompetanse.felles.samskriving import Endring
from planer.drofting import forberedelse, mote, telefon
from planer.models import Innspill, Kompetansedrofting, Moterom, Punkt
from tests.planer.factories import lag_maal, lag_plan


@pytest.fixture
def plan(tre):
    plan = lag_plan(tre.prosjekt)
    lag_maal(plan, "Levere prosjektene i tide")
    return plan


@pytest.fixture
def drofting(plan, leder):
    """Being prepared, with a day."""
    drofting = forberedelse.begynn(plan, bruker=leder)
    om_en_uke = timezone.localdate() + dt.timedelta(days=7)
    return forberedelse.endre(drofting, Endring({"dato": om_en_uke, "sted": "Møterommet"}), [], bruker=leder)


@pytest.fixture
def rom(drofting, leder):
    """Opened, at the point where everybody writes; notes are shown at once."""
    rom = mote.start(drofting, bruker=leder)
    mote.gaa_til(drofting, Punkt.BEHOV, bruker=leder)
    mote.innstill(drofting, Endring({"moderert": False}), bruker=leder)
    return Moterom.objects.select_related("drofting__enhet", "kommune").get(pk=rom.pk)


class Gjest(Client):
    """A browser that nobody is signed in by. Its requests leave the test within the wall that it was in."""

    def request(self, **request):
        kommune_id = vegg.gjeldende_kommune_id()
        try:
            return super().request(**request)
        finally:
            vegg.bruk_kommune(kommune_id)


def ny_telefon(rom):
    return telefon.kom_inn(rom)


def skriv(rom, *tekster):
    """One phone that sends these notes; returns it."""
    ny = ny_telefon(rom)
    for tekst in tekster:
        telefon.send(ny, rom, tekst)
    return ny


def innspill(rom, *tekster):
    """The keys of the notes that say this."""
    return [Innspill.objects.get(drofting=rom.drofting_id, tekst=tekst).pk for tekst in tekster]


def les(objekt):
    """The row as it is now."""
    return type(objekt).objects.get(pk=objekt.pk)


def holdt(rom, leder, oppsummering="Vi begynner i høst."):
    drofting = Kompetansedrofting.objects.get(pk=rom.drofting_id)
    return mote.avslutt(drofting, Endring({"oppsummering": oppsummering}), bruker=leder)
