"""What has changed when a returned application is sent again: to the one who answers, and in the history."""

from decimal import Decimal

import pytest
from django.utils import translation

from kompetanse.felles.samskriving import Endring
from soknader.models import Innsending
from soknader.sak import saksgang, utkast, vedlegg
from soknader.sak.bilde import Sak
from soknader.sak.utkast import Linje
from tests.soknader.factories import lag_soknad
from tests.soknader.sak.test_vedlegg import bilde


@pytest.fixture
def returnert(soker, avdelingsdirektor, hr_leder):
    """Sent with two budget lines and one attachment, and returned."""
    soknad = lag_soknad(soker, linjer=[("Kurs", 20_000), ("Lokale", 5_000)])
    lagt_ved, _avvist = vedlegg.legg_ved(soknad, [bilde()], bruker=soker)
    assert len(lagt_ved) == 1
    soknad = saksgang.send_inn(soknad, bruker=soker)
    return saksgang.returner(soknad, bruker=avdelingsdirektor, kommentar="Skriv mer om hvorfor.")


def rett(soknad, soker, **felt):
    soknad, _ikke_lagret = utkast.lagre(soknad, Endring(felt), bruker=soker)
    return soknad


def send(soknad, soker):
    return saksgang.send_inn(soknad, bruker=soker)


def vist(deler):
    """Heading → what stood there, and what stands there now."""
    return {
        del_.tittel: [tuple("".join(bit.tekst for bit in side) for side in (rad.foer, rad.etter)) for rad in del_.rader]
        for del_ in deler
    }


def test_the_one_who_answers_sees_each_changed_field_budget_line_and_attachment(returnert, soker, avdelingsdirektor):
    rett(returnert, soker, begrunnelse="Ingen har fått opplæring siden 2019.", antall_deltakere=30)
    linjer = [Linje("Kurs", Decimal(18_000), "uten"), Linje("Reise", Decimal(2_000), "med")]
    utkast.lagre_budsjett(returnert, Endring({"linjer": linjer, "egenandel": Decimal(1_000)}), bruker=soker)
    vedlegg.fjern(returnert.vedlegg.get(), bruker=soker)

    endret = Sak(send(returnert, soker), avdelingsdirektor).endret_siden_retur

    assert vist(endret) == {
        "Deltakere": [("24", "30")],
        "Begrunnelse": [
            ("Flere avdelinger arbeider i prosjekter uten et felles språk.", "Ingen har fått opplæring siden 2019.")
        ],
        "Budsjett": [
            ("Kurs: 20 000 kr (uten mva.)", "Kurs: 18 000 kr (uten mva.)"),
            ("", "Reise: 2 000 kr (med mva.)"),
            (
                "Egenandel: 0 kr. Søkes om: 25 000 kr",
                "Egenandel: 1 000 kr. Søkes om: 19 000 kr",
            ),
            ("Lokale: 5 000 kr (uten mva.)", ""),
        ],
        "Vedlegg": [(f"tilbud.png ({bilde().size} B)", "")],
    }


def test_what_was_sent_taken_back_and_sent_again_unread_is_part_of_the_change(returnert, soker, avdelingsdirektor):
    soknad = send(rett(returnert, soker, tittel="Smidig uke"), soker)
    soknad = saksgang.ta_tilbake(soknad, bruker=soker)

    soknad = send(rett(soknad, soker, begrunnelse="Ny grunn."), soker)

    sak = Sak(soknad, avdelingsdirektor)
    assert list(vist(sak.endret_siden_retur)) == ["Kompetanseområde", "Begrunnelse"]
    assert [None if en.endret is None else list(vist(en.endret)) for en in sak.hendelser if en.navn == "Sendt"] == [
        None,
        ["Kompetanseområde"],
        ["Begrunnelse"],
    ]


def test_nobody_else_is_shown_what_changed_as_a_task_and_a_first_round_has_no_change(
    returnert, soker, avdelingsdirektor, leder
):
    foerste = send(lag_soknad(soker), soker)
    igjen = send(rett(returnert, soker, tittel="Smidig uke"), soker)

    vises = {(sak, hvem): Sak(sak, hvem).endret_siden_retur for sak in (foerste, igjen) for hvem in (leder, soker)}

    assert vises == dict.fromkeys(vises, [])
    assert Sak(foerste, avdelingsdirektor).endret_siden_retur == []


def test_what_was_sent_is_the_same_when_the_unit_has_got_another_name(returnert, soker, avdelingsdirektor, tre):
    tre.ikt.navn = "Digitalisering"
    tre.ikt.save()

    endret = Sak(send(returnert, soker), avdelingsdirektor).endret_siden_retur

    assert vist(endret) == {"Avdeling": [("IKT-tjenester", "Digitalisering")]}


def test_the_language_of_the_one_who_sends_is_no_change(returnert, soker, avdelingsdirektor):
    with translation.override("nn"):
        igjen = send(returnert, soker)

    assert Sak(igjen, avdelingsdirektor).endret_siden_retur == []
    assert Innsending.objects.count() == 2


def test_the_page_shows_it_side_by_side(returnert, soker, avdelingsdirektor, client):
    send(rett(returnert, soker, tittel="Smidig uke"), soker)
    client.force_login(avdelingsdirektor)

    side = client.get(returnert.get_absolute_url()).content.decode()

    assert side.count("Endret siden søknaden ble returnert") == 1
    assert side.count("<ins>uke</ins>") == 2
