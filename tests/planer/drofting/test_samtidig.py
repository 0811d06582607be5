"""Many at the same instant: phones that post, two who lead, and a meeting that ends meanwhile."""

import pytest

from kompetanse.felles.samskriving import Endring
from kompetanse.organisasjon.models import Bruker
from planer.drofting import forslag, mote, telefon
from planer.models import Innspill, Innspillsgruppe, Kompetansebehov, Kompetansedrofting, Moterom
from tests.parallelt import samtidig
from tests.planer.drofting.conftest import holdt, ny_telefon

pytestmark = pytest.mark.django_db(transaction=True)


def test_phones_that_post_at_once_all_get_their_note_in(kommune, rom):
    telefoner = [ny_telefon(rom) for _nr in range(8)]

    def skriv(egen):
        return lambda: [telefon.send(egen, rom, f"Nr. {nummer}").pk for nummer in range(4)]

    svar = samtidig(kommune.pk, *map(skriv, telefoner))

    assert [ett for ett in svar if isinstance(ett, Exception)] == []
    assert Innspill.objects.count() == 32
    assert Moterom.objects.get().telefoner == 8


def test_one_phone_that_votes_twice_at_once_has_voted_once(kommune, rom, leder):
    gruppe = Innspillsgruppe.objects.create(drofting=rom.drofting, navn="Natten")
    mote.la_stemme(rom.drofting, True, bruker=leder)
    rom, egen = Moterom.objects.select_related("drofting").get(), ny_telefon(rom)

    samtidig(kommune.pk, *[lambda: telefon.stem(egen, rom, gruppe)] * 4)

    assert gruppe.avgitte.count() == 1


def test_no_note_comes_in_after_the_meeting_has_ended(kommune, rom, leder):
    telefoner = [ny_telefon(rom) for _nr in range(4)]
    drofting = Kompetansedrofting.objects.get()
    avslutt = [lambda: mote.avslutt(drofting, Endring({}), bruker=Bruker.objects.get(pk=leder.pk))]

    samtidig(kommune.pk, *avslutt, *[lambda egen=egen: telefon.send(egen, rom, "Sent") for egen in telefoner])

    assert Kompetansedrofting.objects.get().er_avsluttet
    assert set(Innspill.objects.values_list("avtrykk", flat=True)) <= {""}


def test_two_who_put_the_same_into_the_plan_at_once_put_it_in_once(kommune, rom, plan, leder):
    Innspillsgruppe.objects.create(drofting=rom.drofting, navn="Natten", kritisk=True)
    drofting = holdt(rom, leder)
    grupper = forslag.behov_som_venter(drofting)

    def legg_inn():
        return forslag.legg_inn(drofting, plan, grupper, [], bruker=Bruker.objects.get(pk=leder.pk))

    svar = samtidig(kommune.pk, legg_inn, legg_inn)

    assert sorted(svar) == [0, 1]
    assert Kompetansebehov.objects.count() == 1


def test_a_meeting_opened_twice_at_once_has_one_code(kommune, drofting, leder):
    def start():
        return mote.start(drofting, bruker=Bruker.objects.get(pk=leder.pk)).kode

    koder = samtidig(kommune.pk, start, start)

    assert koder[0] == koder[1] == Moterom.objects.get().kode
