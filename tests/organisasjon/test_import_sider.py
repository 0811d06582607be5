"""The pages of the import: who comes in, how many statements, and what they say."""

import datetime as dt
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from kompetanse.felles import vegg
from kompetanse.felles.innlesing import prosess
from kompetanse.felles.models import Jobb
from kompetanse.organisasjon.importering import lagring
from kompetanse.organisasjon.importering.ansattimport import ANSATTE
from kompetanse.organisasjon.models import Import, Person, Stilling
from tests.klokke import skrevet
from tests.organisasjon.importhjelp import (
    HELSE,
    KARI,
    OLA,
    bytt,
    csv,
    forhaandsvis,
    importer,
)

pytestmark = pytest.mark.usefixtures("lager")
SIDER = ["import-detail", "import-kolonner", "import-forkast", "import-feil", "import-bekreft", "import-kontroller"]


def side(navn, *args):
    return reverse(f"organisasjon:{navn}", args=args)


@pytest.mark.parametrize("navn", SIDER)
@pytest.mark.parametrize("metode", ["get", "post"])
def test_an_import_of_another_kommune_is_not_found(client, hr, annen_kommune, navn, metode):
    importen = forhaandsvis(hr, csv(HELSE), full_fil=False)
    client.force_login(annen_kommune.hr)

    assert getattr(client, metode)(side(navn, importen.pk)).status_code in (404, 405)
    with vegg.innenfor(hr.kommune_id):
        assert Import.objects.get().status == Import.Status.KONTROLLERT


def test_a_file_that_names_people_of_another_kommune_makes_ones_own(hr, annen_kommune):
    nils = annen_kommune.hr.person

    importer(hr, csv(bytt(HELSE, Ansattnummer=nils.ansattnummer)), full_fil=False)

    assert Person.objects.get(ansattnummer=nils.ansattnummer).kommune_id == hr.kommune_id
    with vegg.innenfor(annen_kommune.kommune.pk):
        assert Person.objects.get(ansattnummer=nils.ansattnummer).etternavn == nils.etternavn


def test_from_file_to_stored_on_the_pages(client, hr):
    client.force_login(hr)
    fil = SimpleUploadedFile("ansatte.csv", csv(KARI, OLA, HELSE))
    kolonner = client.post(side("import-list"), {"fil": fil, "omfang": "delvis", "dato": skrevet(-8)}).url
    form = client.get(kolonner).context["form"]
    svar = {felt.html_name: felt.initial for felt in form.kolonnefelter}

    forhaandsvisning = client.post(kolonner, {**svar, "omfang": "delvis", "dato": skrevet(-8)}).url
    importen = client.get(forhaandsvisning).context["importen"]
    lagret = client.post(side("import-bekreft", importen.pk), {"fingeravtrykk": importen.fingeravtrykk}, follow=True)

    assert [str(melding) for melding in lagret.context["messages"]] == ["Importen er lagret."]
    assert lagret.context["importen"].status == Import.Status.LAGRET
    assert Person.objects.filter(ansattnummer__in=["1001", "1002", "1003"]).count() == 3


def test_a_change_by_hand_at_the_same_moment_is_told_on_the_page(client, hr, monkeypatch):
    importen = forhaandsvis(hr, csv(HELSE), full_fil=False)
    client.force_login(hr)
    ekte = lagring.lagre_plan

    def med_en_annen(*args):
        Person.objects.create(ansattnummer="1003", fornavn="Eva", etternavn="Vik")
        ekte(*args)

    monkeypatch.setattr(lagring, "lagre_plan", med_en_annen)
    svar = client.post(side("import-bekreft", importen.pk), {"fingeravtrykk": importen.fingeravtrykk}, follow=True)

    assert [str(melding) for melding in svar.context["messages"]] == [
        "Noen andre endret de samme ansatte akkurat nå. Ingenting er lagret. Prøv igjen."
    ]
    assert svar.context["importen"].status == Import.Status.KONTROLLERT


def test_an_excel_file_with_dates_numbers_and_per_cent_cells(hr):
    bok = Workbook()
    ark = bok.active
    ark.append(["Ansattnr", "Navn", "Stilling", "Enhet", "Stillingsprosent", "Fra dato", "Mobil"])
    ark.append([1001, "Berg, Kari", "Lege", "Stab", 0.805, dt.datetime(2020, 1, 2), 90000001])
    ark.append(["00123", "Dal, Ola", "Lege", "Stab", 80.5, "3.1.2020", None])
    ark["E2"].number_format = "0.0%"
    ut = io.BytesIO()
    bok.save(ut)

    importer(hr, ut.getvalue(), filnavn="ansatte.xlsx", full_fil=False)

    stillinger = Stilling.objects.filter(enhet__navn="Stab", tittel="Lege").order_by("fra")
    assert [(s.person.ansattnummer, str(s.prosent), s.fra, s.person.telefon) for s in stillinger] == [
        ("1001", "80.50", dt.date(2020, 1, 2), "90000001"),
        ("00123", "80.50", dt.date(2020, 1, 3), ""),
    ]


def test_an_old_preview_is_told_on_the_page(client, hr):
    importen = forhaandsvis(hr, csv(KARI, HELSE), full_fil=False)
    importer(hr, csv(HELSE), full_fil=False)
    client.force_login(hr)

    svar = client.post(side("import-bekreft", importen.pk), {"fingeravtrykk": importen.fingeravtrykk}, follow=True)

    assert "Forhåndsvisningen er laget på nytt" in svar.content.decode()
    assert svar.context["importen"].status == Import.Status.KONTROLLERT


@pytest.mark.parametrize("antall", [1, 3])
def test_import_list_query_count(client, hr, antall, django_assert_num_queries):
    for _nr in range(antall):
        importer(hr, csv(HELSE), full_fil=False)
    client.force_login(hr)

    # session, user, wall, person, roles; the number of imports, the imports
    with django_assert_num_queries(7):
        client.get(side("import-list"))


@pytest.mark.parametrize("antall", [1, 60])
def test_import_detail_query_count(client, hr, antall, django_assert_num_queries):
    rader = [bytt(HELSE, Ansattnummer=str(nr)) for nr in range(antall)]
    importen = forhaandsvis(hr, csv(*rader), full_fil=False)
    client.force_login(hr)

    # session, user, wall, person, roles; the import, the number of lines, the lines
    with django_assert_num_queries(8):
        svar = client.get(side("import-detail", importen.pk))

    assert len(svar.context["side"]) == min(antall, 50)


def test_import_kolonner_query_count(client, hr, django_assert_num_queries):
    importen = prosess.last_opp(ANSATTE, csv(HELSE), "a.csv", bruker=hr)
    client.force_login(hr)

    # session, user, wall, person, roles; the import
    with django_assert_num_queries(6):
        client.get(side("import-kolonner", importen.pk))


@pytest.mark.parametrize(
    ("sok", "navn"), [("dal", ["Ola Dal"]), ("1003", ["Eva Vik"]), ("hjemme", ["Kari Berg", "Ola Dal"])]
)
def test_the_lines_can_be_searched(client, hr, sok, navn):
    importen = forhaandsvis(hr, csv(KARI, OLA, HELSE), full_fil=False)
    client.force_login(hr)

    svar = client.get(side("import-detail", importen.pk), {"vis": "ny", "q": sok})

    assert [linje.navn for linje in svar.context["side"]] == navn


@pytest.mark.parametrize("vis", ["feil", "avsluttet", "ny", "endret", "enhet", "uendret", "tull", ""])
def test_every_tab_can_be_opened_also_when_it_is_empty(client, hr, vis):
    importen = forhaandsvis(hr, csv(HELSE), full_fil=False)
    client.force_login(hr)

    assert client.get(side("import-detail", importen.pk), {"vis": vis, "side": "99"}).status_code == 200


def test_what_a_job_is_doing_is_shown_and_nothing_can_be_confirmed_meanwhile(client, hr, hr_leder):
    importen = forhaandsvis(hr, csv(HELSE), full_fil=False)
    importen.jobb = Jobb.objects.create(bruker=hr, navn="Lagre", status=Jobb.Status.VENTER)
    importen.save()
    for bruker, tekst in ((hr, "Jobben står i kø"), (hr_leder, "Filen er under arbeid")):
        client.force_login(bruker)
        html = client.get(side("import-detail", importen.pk)).content.decode()
        assert tekst in html
        assert "Lagre importen" not in html

    svar = client.post(side("import-bekreft", importen.pk), {"fingeravtrykk": importen.fingeravtrykk}, follow=True)

    assert [str(m) for m in svar.context["messages"]] == ["Filen er under arbeid. Vent til jobben er ferdig."]


def test_a_job_that_was_cut_off_can_be_tried_again(client, hr):
    importen = forhaandsvis(hr, csv(HELSE), full_fil=False)
    importen.jobb = Jobb.objects.create(bruker=hr, navn="Lagre", status=Jobb.Status.KJORER)
    importen.save()
    client.force_login(hr)

    html = client.get(side("import-detail", importen.pk)).content.decode()
    client.post(side("import-kontroller", importen.pk))

    assert "Jobben ble avbrutt fordi serveren stoppet." in html
    assert "Kontroller på nytt" in html
    assert Import.objects.get().status == Import.Status.KONTROLLERT


def test_the_example_file_can_be_imported_as_it_is(client, hr):
    client.force_login(hr)
    for filformat in ("xlsx", "csv"):
        innhold = client.get(side("import-eksempel"), {"format": filformat}).content

        importen = forhaandsvis(hr, innhold, filnavn=f"eksempel.{filformat}", full_fil=False)

        assert (importen.plan["ny"], importen.plan["feil"], importen.plan["nye_enheter"]) == (5, 0, 3)
        assert all(importen.kolonner.values())


def test_the_faulty_rows_can_be_mended_and_imported_again(client, hr):
    importen = importer(hr, csv(KARI, bytt(OLA, Stillingsprosent="101"), HELSE), full_fil=False)
    client.force_login(hr)
    innhold = client.get(side("import-feil", importen.pk)).content
    bok = load_workbook(io.BytesIO(innhold))
    ark = bok.active
    prosent = [celle.value for celle in ark[1]].index("Stillingsprosent") + 1
    ark.cell(2, prosent).value = 50
    ut = io.BytesIO()
    bok.save(ut)

    rettet = forhaandsvis(hr, ut.getvalue(), filnavn="rettet.xlsx", full_fil=False)

    assert (rettet.plan["ny"], rettet.plan["feil"]) == (1, 0)


def test_files_that_are_deleted_are_not_found(client, hr):
    importen = importer(hr, csv(HELSE), full_fil=False)
    prosess.rydd(ANSATTE, importen)
    client.force_login(hr)

    assert client.get(side("import-feil", importen.pk)).status_code == 404
    assert "Linje for linje" not in client.get(side("import-detail", importen.pk)).content.decode()


def test_the_imports_are_a_file_with_the_number_of_each_kind_of_line(client, hr):
    forhaandsvis(hr, csv(HELSE), full_fil=False)
    client.force_login(hr)

    tekst = client.get(side("import-list"), {"format": "csv"}).content.decode("utf-8-sig")

    hode, rad = (linje.split(";") for linje in tekst.splitlines())
    assert dict(zip(hode, rad, strict=True))["Nye"] == "1"
    assert client.get(side("import-list"), {"format": "ukjent"}).url == side("import-list")
