"""The certificate: what it says, and that it is a page for each."""

import datetime as dt
import io

import pikepdf
import pytest

from kurs.models import Kursplass
from kurs.oppmote import kursbevis
from tests.kartlegging.factories import lag_kompetanse
from tests.klokke import dag
from tests.kurs.factories import lag_kjoring, lag_kurs, lag_oppmote, lag_plass

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
