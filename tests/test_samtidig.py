"""The same button at the same instant, on two real connections: done once, and the other is told; never both, never half."""

import threading
from functools import partial

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kompetanse.felles.models import Hendelse, Varsel
from kompetanse.organisasjon import roller, tilgang
from kompetanse.organisasjon.models import Bruker, Rolle, Rollekode, Rolletype
from planer.models import Satsingsomraade
from soknader.models import Fordelt, Mote, Motesak, Ramme, Saksteg, Soknad
from soknader.mote import beslutningsmote, innkalling
from soknader.ramme import fordeling, styring
from soknader.sak import saksgang
from tests.parallelt import samtidig
from tests.soknader.factories import lag_ramme, lag_soknad
from tests.soknader.moter import lag_klar, lag_mote, start_mote

pytestmark = pytest.mark.django_db(transaction=True)


def samtidig_som(kommune, bruker, *oppgaver):
    """Run the tasks at the same instant, each with its own connection and user object. What each gave or raised."""
    egne = [Bruker.objects.get(pk=bruker.pk) for _oppgave in oppgaver]
    return samtidig(kommune.pk, *map(partial, oppgaver, egne))


def slag(svar):
    """What came of each, in no order: «ok» or the class of what was raised."""
    return sorted(type(ett).__name__ if isinstance(ett, Exception) else "ok" for ett in svar)


def antall(handling):
    return Hendelse.objects.filter(handling=handling).count()


@pytest.fixture
def klar(soker, avdelingsdirektor, hr_leder, kommune):
    """Makes cases that wait for a meeting."""
    lag_ramme()
    return lambda: lag_klar(soker, avdelingsdirektor, hr_leder)


def test_a_meeting_closed_twice_at_once_is_closed_once(kommune, hr, etatsdirektor, soker, klar):
    klar()
    mote = start_mote(lag_mote(hr), hr)
    foer = Varsel.objects.filter(mottaker=soker).count()

    svar = samtidig_som(kommune, hr, *[lambda b: beslutningsmote.avslutt(mote, bruker=b)] * 2)

    assert slag(svar) == ["ValidationError", "ok"]
    assert (antall("mote.avsluttet"), antall("soknad.utsatt")) == (1, 1)
    assert Varsel.objects.filter(mottaker=soker).count() == foer + 1


def test_two_people_never_add_a_case_to_two_meetings(kommune, hr, etatsdirektor, klar):
    moter = [lag_mote(hr), lag_mote(hr)]
    for _forsok in range(5):
        sak = klar()

        svar = samtidig_som(
            kommune,
            hr,
            *(lambda b, m=m, s=sak: beslutningsmote.sett_paa_saksliste(m, [s], bruker=b) for m in moter),
        )

        assert sorted(len(nye) for nye in svar) == [0, 1]
        assert Motesak.objects.filter(soknad=sak).count() == 1


def test_two_cases_added_at_once_get_a_number_each(kommune, hr, etatsdirektor, klar):
    mote = lag_mote(hr)
    for _forsok in range(5):
        saker = [klar(), klar()]

        samtidig_som(
            kommune, hr, *(lambda b, s=s: beslutningsmote.sett_paa_saksliste(mote, [s], bruker=b) for s in saker)
        )

    assert sorted(mote.saker.values_list("rekkefolge", flat=True)) == list(range(1, 11))


def test_a_case_added_while_the_meeting_is_closed_is_in_it_and_postponed_or_not_in_it(kommune, hr, etatsdirektor, klar):
    for _forsok in range(5):
        klar()
        mote = start_mote(lag_mote(hr), hr)
        sak = klar()

        svar = samtidig_som(
            kommune,
            hr,
            lambda b, m=mote: beslutningsmote.avslutt(m, bruker=b),
            lambda b, m=mote, s=sak: beslutningsmote.sett_paa_saksliste(m, [s], bruker=b),
        )

        rad = Motesak.objects.filter(soknad=sak).first()
        assert isinstance(svar[1], ValidationError) if rad is None else rad.utsatt
        assert Mote.objects.get(pk=mote.pk).status == Mote.Status.AVSLUTTET


def test_a_meeting_started_and_called_off_at_once_is_one_of_them(kommune, hr, etatsdirektor, klar):
    klar()
    mote = lag_mote(hr)
    kalt = {deltaker.person_id for deltaker in mote.deltakere.all()}

    svar = samtidig_som(
        kommune,
        hr,
        lambda b: beslutningsmote.start(mote, bruker=b, til_stede=kalt, moteleder=etatsdirektor.person),
        lambda b: beslutningsmote.avlys(mote, bruker=b),
    )

    assert slag(svar) == ["ValidationError", "ok"]


def test_a_call_sent_twice_at_once_is_sent_once(kommune, hr, etatsdirektor, klar):
    klar()
    mote = lag_mote(hr)
    forrige = innkalling.status(mote, saker=[], personer=[]).versjon
    foer = Varsel.objects.filter(mottaker=etatsdirektor).count()

    svar = samtidig_som(kommune, hr, *[lambda b: innkalling.send(mote, bruker=b, forrige=forrige)] * 2)

    assert slag(svar) == ["ValidationError", "ok"]
    assert antall("mote.innkalling_sendt") == 1
    assert Varsel.objects.filter(mottaker=etatsdirektor).count() == foer + 1


def test_a_case_withdrawn_while_its_meeting_starts_is_withdrawn_or_in_the_meeting(
    kommune, hr, etatsdirektor, soker, klar
):
    til_stede = {"til_stede": {etatsdirektor.person_id}, "moteleder": etatsdirektor.person}
    for _forsok in range(10):
        klar(), klar()
        mote = lag_mote(hr)
        sak = mote.saker.first().soknad

        trukket, startet = samtidig(
            kommune.pk,
            partial(saksgang.trekk, sak, bruker=Bruker.objects.get(pk=soker.pk)),
            partial(beslutningsmote.start, mote, bruker=Bruker.objects.get(pk=hr.pk), **til_stede),
        )

        assert isinstance(startet, Mote)
        sak.refresh_from_db()
        utfall = (slag([trukket]), sak.status, mote.saker.filter(soknad=sak).exists())
        assert utfall in ((["ok"], "trukket", False), (["ValidationError"], "til_mote", True))
        beslutningsmote.avslutt(mote, bruker=hr)


def test_a_meeting_that_starts_in_the_middle_of_a_withdrawal_waits_for_it(
    monkeypatch, kommune, hr, etatsdirektor, soker, klar
):
    klar(), klar()
    mote = lag_mote(hr)
    sak = mote.saker.first().soknad
    til_stede = {"til_stede": {etatsdirektor.person_id}, "moteleder": etatsdirektor.person}
    start = partial(beslutningsmote.start, mote, bruker=Bruker.objects.get(pk=hr.pk), **til_stede)
    starter, lagre = threading.Thread(target=samtidig, args=(kommune.pk, start)), Saksteg.save

    def mens_motet_starter(steg, *args, **kwargs):
        starter.start()
        starter.join(1)
        return lagre(steg, *args, **kwargs)

    monkeypatch.setattr(Saksteg, "save", mens_motet_starter)
    saksgang.trekk(sak, bruker=soker)
    starter.join()

    sak.refresh_from_db()
    mote.refresh_from_db()
    assert (sak.status, mote.status) == ("trukket", "paagaar")
    assert not mote.saker.filter(soknad=sak).exists()


def test_an_area_made_twice_at_once_is_made_once_and_the_other_is_told(kommune, hr):
    adresse = reverse("planer:satsingsomraade-create")
    klienter = [Client(), Client()]
    for klient in klienter:
        klient.force_login(hr)
    data = {"navn": "Digital kompetanse", "fra_aar": "2026", "rekkefolge": "100"}

    for _forsok in range(5):
        Satsingsomraade.objects.all().delete()
        svar = samtidig(kommune.pk, *(lambda k=k: k.post(adresse, data) for k in klienter))

        assert sorted(ett.status_code for ett in svar) == [200, 302]
        sagt = next(ett for ett in svar if ett.status_code == 200).content.decode()
        assert "Dere har allerede et satsingsområde med dette navnet." in sagt
        assert Satsingsomraade.objects.count() == 1


def test_a_role_given_twice_at_once_is_given_once(kommune, tre, hr, soker):
    rolletype = Rolletype.objects.get(kode=Rollekode.TILLITSVALGT)

    svar = samtidig_som(kommune, hr, *[lambda b: roller.tildel(rolletype, soker.person, tre.ikt, bruker=b)] * 2)

    assert slag(svar) == ["ValidationError", "ok"]
    assert Rolle.objects.filter(person=soker.person).count() == 1
    assert antall("rolle.tildel") == 1


def test_the_last_two_who_give_roles_cannot_end_each_other_at_once(kommune, tre, hr, hr_leder):
    svar = samtidig_som(
        kommune,
        hr,
        *(lambda b, p=p: roller.avslutt(p.person.roller.get(), bruker=b) for p in (hr, hr_leder)),
    )

    assert "ok" in slag(svar)
    assert Rolle.objects.filter(type__kode__in=tilgang.FORVALTERE, til=None).exists()


def test_a_frame_distributed_twice_at_once_is_distributed_once_over(kommune, tre, hr):
    ramme = lag_ramme(total=1_000_000, fordelt=600_000)
    enheter = [tre.stab, tre.oppvekst]

    def fordel(vekter):
        def gjor(bruker):
            rader = [
                fordeling.Fordelingsrad(enhet, None, vekt=vekt) for enhet, vekt in zip(enheter, vekter, strict=True)
            ]
            for rad, belop in zip(rader, fordeling.fordel(ramme.fordelt, vekter), strict=True):
                rad.belop = belop
            fordeling.lagre(ramme, rader, nokkel="egne", bruker=bruker)

        return gjor

    svar = samtidig_som(kommune, hr, fordel([1, 1]), fordel([1, 2]))

    assert slag(svar) == ["ok", "ok"]
    fordelt = sorted(Fordelt.objects.filter(ramme=ramme).values_list("belop", flat=True))
    assert fordelt in ([300_000, 300_000], [200_000, 400_000])


def test_a_frame_distributed_while_its_share_changes_is_whole(kommune, tre, hr):
    ramme = lag_ramme(total=1_000_000, fordelt=600_000)
    rad = fordeling.Fordelingsrad(tre.stab, None, vekt=1, belop=ramme.fordelt)

    svar = samtidig_som(
        kommune,
        hr,
        lambda b: fordeling.lagre(ramme, [rad], nokkel="egne", bruker=b),
        lambda b: styring.endre(ramme, total=1_000_000, fordelt=700_000, merknad="", bruker=b),
    )

    assert slag(svar) in (["ValidationError", "ok"], ["ok", "ok"])
    ramme.refresh_from_db()
    assert sum(Fordelt.objects.filter(ramme=ramme).values_list("belop", flat=True)) in (0, ramme.fordelt)


def test_a_years_frame_made_twice_at_once_is_made_once(kommune, hr):
    aar = timezone.localdate().year

    svar = samtidig_som(kommune, hr, *[lambda b: styring.opprett(Ramme(aar=aar, total=5, fordelt=1), bruker=b)] * 2)

    assert slag(svar) == ["ValidationError", "ok"]
    assert Ramme.objects.filter(aar=aar).count() == 1


def test_an_application_sent_twice_at_once_is_sent_once(kommune, soker, avdelingsdirektor, hr_leder):
    lag_ramme()
    soknad = lag_soknad(soker)

    svar = samtidig_som(kommune, soker, *[lambda b: saksgang.send_inn(soknad, bruker=b)] * 2)

    assert slag(svar) == ["ValidationError", "ok"]
    assert antall("soknad.sendt") == 1
    assert Soknad.objects.get(pk=soknad.pk).steg.count() == len({steg.rekkefolge for steg in soknad.steg.all()})


def test_ten_applications_sent_at_once_get_a_number_each(kommune, soker, avdelingsdirektor, hr_leder):
    lag_ramme()
    soknader = [lag_soknad(soker) for _nr in range(10)]

    svar = samtidig_som(kommune, soker, *(lambda b, s=s: saksgang.send_inn(s, bruker=b) for s in soknader))

    assert slag(svar) == ["ok"] * 10
    assert sorted(Soknad.objects.values_list("lopenummer", flat=True)) == list(range(1, 11))


def test_an_application_withdrawn_while_it_is_recommended_is_withdrawn_last_or_not_at_all(
    kommune, soker, avdelingsdirektor, hr_leder
):
    lag_ramme()
    for _forsok in range(5):
        soknad = saksgang.send_inn(lag_soknad(soker), bruker=soker)

        svar = samtidig_som(
            kommune,
            soker,
            lambda b, s=soknad: saksgang.trekk(s, bruker=b),
            lambda _b, s=soknad: saksgang.anbefal(s, bruker=Bruker.objects.get(pk=avdelingsdirektor.pk)),
        )

        trukket = Soknad.objects.get(pk=soknad.pk).status == Soknad.Status.TRUKKET
        assert not isinstance(svar[0], Exception) if trukket else isinstance(svar[0], ValidationError)
