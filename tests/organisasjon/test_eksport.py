"""Files that take long to make: a job makes them, and only the one who asked may fetch them, while the right lasts."""

import csv
import io

import openpyxl
import pytest
import time_machine
from django.core.files.storage import default_storage
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django_q.models import OrmQ
from django_q.signing import SignedPackage

from kompetanse.felles import jobber, vegg
from kompetanse.felles.models import Jobb, Varsel
from kompetanse.organisasjon import eksport
from kompetanse.organisasjon.models import Eksport, Rolle
from soknader.sak import register, saksgang
from tests.klokke import dag, senere
from tests.rollebesetning import glem_roller
from tests.soknader.factories import lag_soknad

LISTE = reverse("soknader:soknad-list")


@pytest.fixture
def lang_liste(monkeypatch, lager, soker, avdelingsdirektor):
    """Three applications, and a limit that makes them many."""
    monkeypatch.setattr(eksport, "RADER_I_SVARET", 2)
    for nummer in (1, 2, 3):
        soknad = lag_soknad(soker, tittel=f"Kurs {nummer}", linjer=[("Kurs", 1000 * nummer)])
        saksgang.send_inn(soknad, bruker=soker)


def kjor_jobbene():
    """What the worker does with the queue."""
    for pakke in OrmQ.objects.order_by("pk"):
        oppgave = SignedPackage.loads(pakke.payload)
        jobber.kjor(*oppgave["args"], **oppgave["kwargs"])
        pakke.delete()


def be_om(client, bruker, **valg):
    """Ask for the file and let the job make it. Returns the row."""
    client.force_login(bruker)
    svar = client.get(LISTE, {"format": "xlsx", **valg})
    with vegg.innenfor(bruker.kommune_id):
        kjor_jobbene()
        (laget,) = Eksport.objects.all()
    assert svar.url == reverse("felles:jobb-detail", args=[laget.jobb_id])
    return laget


def hent(client, laget):
    return client.get(reverse("organisasjon:eksport-download", args=[laget.pk]))


def rader(svar):
    return list(openpyxl.load_workbook(io.BytesIO(svar.content), data_only=True).active.iter_rows(values_only=True))


def test_a_short_list_is_answered_with_the_file_at_once(client, hr, lang_liste):
    client.force_login(hr)

    svar = client.get(LISTE, {"format": "xlsx", "sok": "kurs 1"})

    assert len(rader(svar)) == 4  # headings, one row, a blank one, sums
    assert not Eksport.objects.exists()


@pytest.mark.parametrize("filformat", ["xlsx", "csv"])
def test_the_job_makes_the_same_file_as_the_request(client, hr, lang_liste, monkeypatch, filformat):
    with time_machine.travel(timezone.now(), tick=False):
        laget = be_om(client, hr, format=filformat, sorter="sokt", side="2")
        fra_jobben = hent(client, laget)
        monkeypatch.setattr(eksport, "RADER_I_SVARET", 100)
        med_en_gang = client.get(LISTE, {"format": filformat, "sorter": "sokt"})

    assert fra_jobben["Content-Disposition"] == med_en_gang["Content-Disposition"]
    if filformat == "csv":
        assert fra_jobben.content == med_en_gang.content
    else:
        assert rader(fra_jobben) == rader(med_en_gang)
        assert rader(fra_jobben)[-1][rader(fra_jobben)[0].index("Søkt")] == 6000


def test_the_job_tells_when_the_file_is_ready(client, hr, lang_liste):
    laget = be_om(client, hr)

    jobb = Jobb.objects.get(pk=laget.jobb_id)
    assert (jobb.status, jobb.resultat_lenke) == ("ferdig", laget.get_absolute_url())
    varsel = Varsel.objects.get(mottaker=hr, emne="Filen du ba om, er klar")
    assert varsel.lenke == laget.get_absolute_url()
    html = client.get(laget.get_absolute_url()).content.decode()
    assert reverse("organisasjon:eksport-download", args=[laget.pk]) in html
    assert "3 rader" in html


def test_each_row_moves_the_progress(lang_liste, hr):
    sett = []
    tabell = register.REGISTER.tabell(hr, QueryDict())

    rad_for_rad = list(eksport._med_framdrift(tabell, lambda gjort, av: sett.append((gjort, av))))

    assert len(rad_for_rad) == 3
    assert sett == [(1, 3), (2, 3), (3, 3)]


def test_the_page_leads_back_to_the_list_as_it_was(client, hr, lang_liste):
    laget = be_om(client, hr, sok="kurs", sorter="-sokt", side="4")

    assert f"{LISTE}?sok=kurs&amp;sorter=-sokt" in client.get(laget.get_absolute_url()).content.decode()


def test_asking_twice_makes_one_file(client, hr, lang_liste):
    client.force_login(hr)

    forste, andre, annet = (client.get(LISTE, {"format": format}).url for format in ("xlsx", "xlsx", "csv"))

    assert forste == andre != annet
    assert Eksport.objects.count() == 2


@pytest.mark.parametrize("hvem", ["hr_leder", "soker", "systemansvarlig"])
def test_the_file_of_another_does_not_exist(client, request, hr, lang_liste, hvem):
    laget = be_om(client, hr)
    client.force_login(request.getfixturevalue(hvem))

    assert hent(client, laget).status_code == 404
    assert client.get(laget.get_absolute_url()).status_code == 404


def test_the_file_is_behind_the_wall(client, hr, lang_liste, annen_kommune):
    laget = be_om(client, hr)
    client.force_login(annen_kommune.hr)

    assert hent(client, laget).status_code == 404
    with vegg.innenfor(annen_kommune.kommune.pk):
        assert not Eksport.objects.filter(pk=laget.pk).exists()


def test_one_who_has_lost_a_role_does_not_get_what_it_showed(client, hr, lang_liste):
    laget = be_om(client, hr)
    Rolle.objects.filter(person=hr.person).update(til=dag(-1))

    svar = hent(client, laget)

    assert svar.status_code == 403
    html = client.get(laget.get_absolute_url()).content.decode()
    assert "Rollene dine er endret" in html
    assert reverse("organisasjon:eksport-download", args=[laget.pk]) not in html


def test_a_role_lost_while_the_job_waits_stops_it(client, hr, lang_liste):
    client.force_login(hr)
    client.get(LISTE, {"format": "xlsx"})
    Rolle.objects.filter(person=hr.person).update(til=dag(-1))
    glem_roller(hr)

    kjor_jobbene()

    jobb = Jobb.objects.get()
    assert (jobb.status, jobb.melding) == ("feilet", "Rollene dine er endret. Åpne listen og last ned på nytt.")
    assert Eksport.objects.get().lagringssti == ""


def test_the_file_holds_no_more_than_the_reader_may_see(client, soker, kollega, lang_liste, monkeypatch):
    lag_soknad(kollega, tittel="Kollegas utkast")

    tekst = hent(client, be_om(client, soker, format="csv")).content.decode("utf-8-sig")

    titler = [rad["Kompetanseområde"] for rad in csv.DictReader(io.StringIO(tekst), delimiter=";")]
    assert sorted(titler) == ["Kurs 1", "Kurs 2", "Kurs 3"]


def test_files_are_deleted_after_a_week_and_the_page_says_so(client, hr, lang_liste):
    laget = be_om(client, hr, sok="kurs")
    assert default_storage.exists(laget.lagringssti)

    with senere(days=6):
        assert eksport.rydd_alle() == 0
    with senere(days=8):
        assert (eksport.rydd_alle(), eksport.rydd_alle()) == (1, 0)

    client.force_login(hr)
    assert hent(client, laget).status_code == 404
    assert "Filen er slettet" in client.get(laget.get_absolute_url()).content.decode()
    with vegg.innenfor(hr.kommune_id):
        laget.refresh_from_db()
    assert (laget.sporring, laget.lagringssti) == ("", "")


@pytest.mark.django_db(transaction=True)
def test_the_stored_file_goes_unless_another_row_has_the_same(client, hr, lang_liste):
    laget = be_om(client, hr)
    tvilling = Eksport.objects.create(
        bruker=hr, navn="Samme", lag=laget.lag, side="/", rettighet="", lagringssti=laget.lagringssti
    )

    with senere(days=8):
        Eksport.objects.filter(pk=tvilling.pk).update(opprettet=timezone.now())
        eksport.rydd_alle()
        assert default_storage.exists(laget.lagringssti)
    with senere(days=16):
        eksport.rydd_alle()

    assert not default_storage.exists(laget.lagringssti)
