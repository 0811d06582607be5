"""An action from a page is carried out once for each form that was shown."""

import re

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kompetanse.felles import handling
from kompetanse.felles.models import Engangsnokkel
from kompetanse.organisasjon.models import Person
from soknader.models import Inhabilitet, Justering, MbuSak, Mote, Soknad
from soknader.sak import saksgang
from tests.parallelt import samtidig
from tests.soknader.factories import lag_ramme, lag_soknad


@pytest.fixture
def som_hr(client, hr):
    client.force_login(hr)
    return client


def nokkel_paa(svar):
    return re.search(r'name="engang" value="([\w-]+)"', svar.content.decode())[1]


def meldinger(svar):
    return [str(melding) for melding in get_messages(svar.wsgi_request)]


def _adresse(hva, ramme):
    return reverse(f"soknader:ramme-{hva}", args=[ramme.aar])


def skjemaer(ramme):
    """Address, what is posted, and the rows it makes: each would count twice if the form did."""
    neste = ramme.aar + 1
    return {
        "juster": (_adresse("juster", ramme), {"belop": "1000", "retning": "oek", "grunn": "Mer"}, Justering),
        "overfor": (_adresse("overfor", ramme), {"belop": "1000", "grunn": "Rest"}, Justering),
        "mote": (reverse("soknader:mote-create"), {"tittel": "Møte", "dato": f"1.3.{neste}", "ramme": ramme.pk}, Mote),
        "person": (reverse("organisasjon:person-create"), {"fornavn": "Nora", "etternavn": "Test"}, Person),
        "mbusak": (reverse("soknader:mbusak-create"), {"per_dato": timezone.localdate().isoformat()}, MbuSak),
        "soknad": (reverse("soknader:soknad-create"), {"kompetansetype": "tverrgaaende", "tittel": "Kurs"}, Soknad),
    }  # fmt: skip


@pytest.mark.parametrize("navn", ["juster", "overfor", "mote", "person", "mbusak", "soknad"])
def test_the_same_shown_form_sent_twice_counts_once_and_is_answered_alike(som_hr, navn):
    adresse, data, modell = skjemaer(lag_ramme())[navn]
    data = {**data, handling.FELT: nokkel_paa(som_hr.get(adresse))}
    foer = modell.objects.count()

    forst = som_hr.post(adresse, data)
    laget = modell.objects.count() - foer
    igjen = som_hr.post(adresse, data)

    assert (forst.status_code, igjen.status_code) == (302, 302)
    assert igjen.url == forst.url
    assert laget > 0
    assert modell.objects.count() - foer == laget
    assert "utført én gang" in meldinger(igjen)[-1]


def test_a_second_click_is_answered_like_the_first_when_that_took_the_right_away(client, soker, avdelingsdirektor):
    sak = saksgang.send_inn(lag_soknad(soker), bruker=soker)
    client.force_login(avdelingsdirektor)
    adresse = reverse("soknader:soknad-answer", args=[sak.pk, "meld_inhabil"])
    data = {"kommentar": "Gift med søkeren.", handling.FELT: nokkel_paa(client.get(adresse))}

    forst, igjen = client.post(adresse, data), client.post(adresse, data)

    assert [(svar.status_code, svar.get("Location")) for svar in (forst, igjen)] == [(302, forst.url)] * 2
    assert Inhabilitet.objects.count() == 1
    assert "utført én gang" in meldinger(igjen)[-1]
    assert client.post(adresse, data | {handling.FELT: ""}).status_code == 403


def test_a_freshly_opened_form_with_the_same_values_counts_again(som_hr):
    adresse, data, _modell = skjemaer(lag_ramme())["juster"]

    for _gang in range(2):
        som_hr.post(adresse, {**data, handling.FELT: nokkel_paa(som_hr.get(adresse))})

    assert Justering.objects.count() == 2


def test_a_form_that_was_refused_can_be_mended_and_sent_with_the_same_key(som_hr):
    adresse, data, _modell = skjemaer(lag_ramme())["juster"]
    nokkel = {handling.FELT: nokkel_paa(som_hr.get(adresse))}

    avvist = som_hr.post(adresse, {**data, **nokkel, "belop": "900000000", "retning": "reduser"})
    assert (avvist.status_code, Justering.objects.count()) == (200, 0)

    som_hr.post(adresse, {**data, **nokkel})
    assert Justering.objects.count() == 1


def test_a_key_of_someone_else_does_not_count(som_hr, hr_leder):
    adresse, data, _modell = skjemaer(lag_ramme())["juster"]
    data |= {handling.FELT: nokkel_paa(som_hr.get(adresse))}
    som_hr.post(adresse, data)

    som_hr.force_login(hr_leder)
    som_hr.post(adresse, data)

    assert Justering.objects.count() == 2


@pytest.mark.parametrize("nokkel", ["", "kort", "x\0y" * 10, "é" * 20, "a" * 65, "<b>" * 10])
def test_a_key_that_is_none_is_no_fault(som_hr, nokkel):
    adresse, data, _modell = skjemaer(lag_ramme())["juster"]

    assert som_hr.post(adresse, {**data, handling.FELT: nokkel}).status_code == 302
    assert Justering.objects.count() == 1


def test_a_key_that_no_database_takes_is_no_fault_in_a_form_that_must_be_mended(som_hr):
    adresse = _adresse("juster", lag_ramme())

    svar = som_hr.post(adresse, {"belop": "mye", handling.FELT: "a\x00b"})

    assert (svar.status_code, set(svar.context["form"].errors)) == (200, {"belop", "retning", "grunn"})


def test_every_form_on_a_page_has_a_key_of_its_own(som_hr, soker):
    lag_soknad(soker)

    html = som_hr.get(reverse("soknader:oppsett-detail")).content.decode()
    nokler = re.findall(r'name="engang" value="([\w-]+)"', html)

    assert len(nokler) == len(set(nokler)) == len(re.findall(r'<form[^>]*method="post"', html))


def test_old_keys_are_forgotten_and_young_ones_kept(hr):
    naa = timezone.now()
    for nokkel, dager in (("gammel-nokkel-000", 31), ("ung-nokkel-0000000", 29)):
        Engangsnokkel.objects.create(bruker=hr, nokkel=nokkel, brukt=naa - timezone.timedelta(days=dager))

    assert handling.rydd_nokler() == 1
    assert Engangsnokkel.objects.get().nokkel == "ung-nokkel-0000000"


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_the_same_instant_book_one_adjustment(kommune, hr):
    adresse, data, _modell = skjemaer(lag_ramme())["juster"]
    nettlesere = [Client(), Client()]
    for nettleser in nettlesere:
        nettleser.force_login(hr)
    data |= {handling.FELT: nokkel_paa(nettlesere[0].get(adresse))}

    svar = samtidig(kommune.pk, *[lambda n=n: n.post(adresse, data) for n in nettlesere])

    assert [(ett.status_code, ett.url) for ett in svar] == [(302, svar[0].url)] * 2
    assert Justering.objects.count() == 1
