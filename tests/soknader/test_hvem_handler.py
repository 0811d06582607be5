"""Who acts: one person acts in the same role whatever the process is, own before deputy, and is named once."""

from decimal import Decimal

import pytest

from kompetanse.felles.models import Hendelse
from kompetanse.felles.samskriving import Endring
from kompetanse.organisasjon import personer, tilgang
from kompetanse.organisasjon.models import Rollekode
from planer.forankring import satsinger
from planer.models import Satsingsomraade
from soknader.mbu import saksgang as mbusaker
from soknader.models import Soknadsoppsett, Vedtak
from soknader.mote import beslutningsmote
from soknader.mote.vedtak import fatt_vedtak
from soknader.oppsett import kjede
from soknader.ramme import styring
from tests.rollebesetning import gi_rolle, gi_stedfortreder, lag_bruker
from tests.soknader.factories import lag_ramme
from tests.soknader.moter import lag_klar, lag_mote, saker_i, start_mote

HR_LEDER = "Avdelingsdirektør HR og virksomhetsstyring, Fjordby kommune"


@pytest.fixture
def klar(soker, avdelingsdirektor, hr_leder, gruppemedlem):
    """An application that waits for a meeting."""
    return lag_klar(soker, avdelingsdirektor, hr_leder)


def gjor_alt(bruker, klar):
    """One change in each process that HR has. Returns the roles in the audit lines, and in the decision."""
    ramme = lag_ramme(total=200_000, fordelt=100_000)
    styring.juster(ramme, Decimal(1_000), "Tilskudd fra fylket.", bruker)
    kjede.lagre_tekster(Soknadsoppsett.objects.get(), bruker=bruker)
    satsinger.lagre(Satsingsomraade(navn="Ledelse", fra_aar=2020), bruker=bruker)
    personer.endre_kontakt(klar.soker.person, Endring({"epost": "ny@eksempel.test"}), bruker=bruker)
    mote = start_mote(lag_mote(bruker, ramme=ramme), bruker)
    vedtak = fatt_vedtak(saker_i(mote)[0], bruker=bruker, utfall=Vedtak.Utfall.INNVILGET)
    beslutningsmote.avslutt(mote, bruker=bruker)
    mbusaker.opprett(bruker=bruker)
    linjer = list(Hendelse.objects.filter(utfort_av=bruker))
    rom = {linje.handling.partition(".")[0] for linje in linjer}
    assert rom == {"ramme", "oppsett", "satsingsomraade", "person", "mote", "soknad", "mbusak"}
    return {linje.rolletekst for linje in [*linjer, vedtak, klar.steg.get(handling="mote")]}


def test_an_adviser_who_is_deputy_for_the_hr_leader_acts_as_herself_in_every_process(hr, hr_leder, klar):
    gi_stedfortreder(hr_leder.person.roller.get(type__kode=Rollekode.HR_LEDER), hr)

    assert gjor_alt(hr, klar) == {"HR-rådgiver, Fjordby kommune"}


def test_a_deputy_without_a_role_of_her_own_acts_on_behalf_of_the_holder_who_is_named_once(tre, hr_leder, klar):
    vikar = lag_bruker("Vibeke", tre.hr)
    gi_stedfortreder(hr_leder.person.roller.get(type__kode=Rollekode.HR_LEDER), vikar)

    assert gjor_alt(vikar, klar) == {f"{HR_LEDER}, på vegne av Hanna Test"}


def test_a_role_for_one_unit_is_not_the_one_that_acts_for_the_kommune(tre, hr_leder, kollega):
    gi_rolle(kollega, Rollekode.HR, tre.barnehager)
    gi_stedfortreder(hr_leder.person.roller.get(type__kode=Rollekode.HR_LEDER), kollega)

    assert tilgang.handler_som(kollega, *tilgang.HR).kode == Rollekode.HR_LEDER
    assert tilgang.rolle_for(kollega, tre.barnehager, *tilgang.HR).tittel == "HR-rådgiver, Barnehager"


def test_a_role_that_the_change_does_not_ask_for_is_not_acted_in(hr, kollega):
    assert tilgang.handler_som(hr, Rollekode.KOMMUNEDIREKTOR) is None
    assert tilgang.handler_som(kollega, *tilgang.HR) is None
    assert tilgang.handler_som(None, *tilgang.HR) is None


def test_an_old_line_that_names_the_holder_in_the_role_is_not_told_twice():
    linje = Hendelse(i_rolle="Leder, IKT, som stedfortreder for Ada Test", paa_vegne_av="Ada Test")

    assert linje.rolletekst == "Leder, IKT, som stedfortreder for Ada Test"
