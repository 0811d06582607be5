"""The certificate: what it says, and that it is a page for each."""

import datetime as dt
import io

import pikepdf
import pytest
from django.urls import reverse

from kompetanse.felles.models import Varsel
from kompetanse.organisasjon import eksport
from kompetanse.organisasjon.models import Eksport
from kurs.models import Kurs, Kursplass
from kurs.oppmote import kursbevis
from tests.kartlegging.factories import lag_kompetanse
from tests.klokke import dag, senere
from tests.kurs.factories import lag_kjoring, lag_kurs, lag_oppmote, lag_plass
from tests.organisasjon.test_eksport import kjor_jobbene

pytestmark = pytest.mark.django_db


@pytest.fixture
def fullforte(tre, soker, leder, kollega, avdelingsdirektor):
    forstehjelp = lag_kompetanse("Førstehjelp", nivaaer=False, gyldig_mnd=24)
    kurs = lag_kurs(
        tre.ikt,
        "Kurs i førstehjelp",
        larer_person=kollega.person,
        ansvarlig=avdelingsdirektor.person,
        kompetanser=[forstehjelp, (lag_kompetanse("Sår"), 2)],
    )
    kjoring = lag_kjoring(kurs, dager=(-8, -1), varer=dt.timedelta(hours=3), sted="Rådhuset")
    plasser = [lag_plass(kjoring, en.person, Kursplass.Status.FULLFORT, avsluttet=dag(-1)) for en in (soker, leder)]
    for plass, timer in zip(plasser, ("3.75", "3.00"), strict=True):
        lag_oppmote(kjoring.samlinger.first(), plass, timer=timer)
    return kjoring, plasser


def test_a_certificate_says_who_what_how_much_and_who_taught(fullforte):
    kjoring, plasser = fullforte

    sagt = kursbevis.context(kjoring, plasser)

    assert [(ett.navn, ett.omfang) for ett in sagt["bevis"]] == [("Siri Test", "3,75 timer"), ("Lars Test", "3 timer")]
    assert sagt["bevis"][0].linjer[0].startswith("Førstehjelp, gyldig til ")
    assert sagt["bevis"][0].linjer[1] == "Sår, nivå 2 selvstendig"
    fakta = ("avsender", "samlinger", "sted", "kursholder", "ansvarlig", "fullfort")
    ventet = ["Fjordby kommune", 2, "Rådhuset", "Kari Test", "Ada Test", dag(-1)]
    assert [sagt[navn] for navn in fakta] == ventet


def test_all_of_them_are_a_landscape_page_each_and_the_same_again(fullforte):
    kjoring, plasser = fullforte

    pdf = kursbevis.pdf(kjoring, plasser)

    sider = pikepdf.open(io.BytesIO(pdf)).pages
    assert [round(float(side.mediabox[2]) - float(side.mediabox[3])) > 0 for side in sider] == [True, True]
    assert kursbevis.pdf(kjoring, plasser) == pdf


# --- All of a run, which takes time --------------------------------------------------------------------


def be_om_alle(client, bruker, kjoring):
    client.force_login(bruker)
    return client.get(reverse("kurs:kjoring-kursbevis", args=[kjoring.pk]))


@pytest.fixture
def mange(fullforte, lager, monkeypatch):
    """More than the page itself draws."""
    monkeypatch.setattr("kurs.oppmote.views.fullforing.BEVIS_I_SVARET", 1)
    return fullforte


def test_few_are_the_answer_itself(client, fullforte, hr):
    svar = be_om_alle(client, hr, fullforte[0])

    assert svar["Content-Type"] == "application/pdf"
    assert not Eksport.objects.exists()


def test_many_are_drawn_by_a_job_as_the_page_would_have(client, mange, kollega):
    kjoring, plasser = mange

    svar = be_om_alle(client, kollega, kjoring)
    andre = be_om_alle(client, kollega, kjoring)
    kjor_jobbene()

    (laget,) = Eksport.objects.all()
    assert svar.url == andre.url == reverse("felles:jobb-detail", args=[laget.jobb_id])
    fil = client.get(reverse("organisasjon:eksport-download", args=[laget.pk]))
    assert fil.content == kursbevis.pdf(kjoring, plasser[::-1])  # by name: Lars before Siri
    html = client.get(laget.get_absolute_url()).content.decode()
    assert (f'href="{kjoring.get_absolute_url()}"' in html, "0 rader" in html) == (True, False)
    assert Varsel.objects.filter(mottaker=kollega, lenke=laget.get_absolute_url()).count() == 1


@pytest.mark.parametrize("naar", ["foer", "etter"])
def test_who_no_longer_keeps_the_attendance_gets_nothing(client, mange, kollega, naar):
    kjoring, _plasser = mange
    be_om_alle(client, kollega, kjoring)
    if naar == "etter":
        kjor_jobbene()
    Kurs.objects.update(larer_person=None)

    kjor_jobbene()

    (laget,) = Eksport.objects.all()
    assert (laget.lagringssti == "") == (naar == "foer")
    assert client.get(reverse("organisasjon:eksport-download", args=[laget.pk])).status_code == 403
    assert be_om_alle(client, kollega, kjoring).status_code == 403


def test_another_who_keeps_the_attendance_orders_a_file_of_their_own(client, mange, kollega, hr):
    kjoring, _plasser = mange
    be_om_alle(client, kollega, kjoring)
    kjor_jobbene()
    client.force_login(hr)

    (laget,) = Eksport.objects.all()

    assert client.get(laget.get_absolute_url()).status_code == 404
    be_om_alle(client, hr, kjoring)
    assert Eksport.objects.count() == 2


def test_a_run_that_nobody_has_completed_has_no_certificates(client, mange, hr):
    Kursplass.objects.update(status=Kursplass.Status.IKKE_FULLFORT)

    assert be_om_alle(client, hr, mange[0]).status_code == 404
    assert not Eksport.objects.exists()


def test_when_the_file_is_deleted_its_page_says_so(client, mange, hr):
    be_om_alle(client, hr, mange[0])
    kjor_jobbene()
    with senere(days=8):
        eksport.rydd_alle()
        client.force_login(hr)
        (laget,) = Eksport.objects.all()

        assert "Filen er slettet" in client.get(laget.get_absolute_url()).content.decode()
