"""The shared import, by one of a noun that no app has: key cards."""

import datetime as dt

import pytest
import rules
from django.contrib.auth.models import AnonymousUser
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, models
from django.urls import reverse

from kompetanse.felles.fields import DatoField
from kompetanse.felles.innlesing import Felt, Innlesing, Tabellplan, les_rader, prosess
from kompetanse.felles.innlesing.filer import les_tabell
from kompetanse.felles.innlesing.models import InnlesingModell, InnlesingslinjeModell, OppsettModell
from kompetanse.felles.innlesing.sider import Sider
from kompetanse.felles.models import Hendelse, Jobb, KommuneModel
from kompetanse.urls import urlpatterns as alle_andre

pytestmark = [pytest.mark.usefixtures("lager", "tabeller"), pytest.mark.urls(__name__)]

# --- The whole import -------------------------------------------------------------------------------


class Kort(KommuneModel):
    nummer = models.CharField("kortnummer", max_length=20)
    eier = models.CharField("eier", max_length=80)
    utlevert = models.DateField("utlevert", null=True)

    class Meta:
        app_label = "nokkelkort"


class Kortoppsett(OppsettModell):
    class Meta:
        app_label = "nokkelkort"


class Kortimport(InnlesingModell):
    RETTIGHET = "nokkelkort.importer"

    class Meta(InnlesingModell.Meta):
        app_label = "nokkelkort"

    def get_absolute_url(self):
        return reverse("kort-detail", args=[self.pk])


class Kortlinje(InnlesingslinjeModell):
    importen = models.ForeignKey(Kortimport, on_delete=models.CASCADE, related_name="linjer")

    class Meta(InnlesingslinjeModell.Meta):
        app_label = "nokkelkort"


class Kortinnlesing(Innlesing):
    sti = f"{__name__}.KORT"
    modell, oppsett = Kortimport, Kortoppsett
    felter = (
        Felt("nummer", "Kortnummer", ("kortnummer", "kortnr", "nøkkelkort"), paakrevd=True),
        Felt("eier", "Eier", ("eier", "holder", "navn"), paakrevd=True),
        Felt("utlevert", "Utlevert", ("utlevert", "utleveringsdato", "fra"), les=DatoField().clean),
    )

    def lag_plan(self, importen, tabell, framdrift):
        rader, feil = les_rader(self.felter, tabell, importen.kolonner, nokkel="nummer", navn="eier")
        felter = [felt.kode for felt in self.felter if felt.kode in importen.kolonner.values()]
        return Tabellplan.for_rader(rader, feil, Kort, nokkel="nummer", navn="eier", felter=felter)

    def skriv(self, importen, plan, *, bruker, framdrift):
        plan.skriv(Kort)


KORT = Kortinnlesing()
SIDER = Sider(slag=KORT, navn="kort", tittel="Importer nøkkelkort", om="Kort")
urlpatterns = [*SIDER.stier("kort/"), *alle_andre]

# --- What it does -----------------------------------------------------------------------------------


@pytest.fixture
def tabeller(db):
    """The four tables, for the length of a test."""
    ContentType.objects.clear_cache()
    with connection.schema_editor() as skjema:
        for modell in (Kort, Kortoppsett, Kortimport, Kortlinje):
            skjema.create_model(modell)
    yield
    # The types of these models go with the tables; who comes after must not remember them.
    ContentType.objects.clear_cache()


@pytest.fixture(autouse=True)
def bare_ada():
    """The right to import key cards."""
    rules.add_perm(Kortimport.RETTIGHET, rules.predicate(lambda bruker: str(bruker).startswith("Ada")))
    yield
    rules.remove_perm(Kortimport.RETTIGHET)


FIL = b"Kort nr.;Holder;Utlevert\n17;Kari Berg;1.2.2025\n18;Ola Dal;\n"


def forhaandsvis(bruker, innhold, navn="kort.csv"):
    importen = prosess.last_opp(KORT, innhold, navn, bruker=bruker)
    if not Kortimport.objects.get(pk=importen.pk).fingeravtrykk:
        prosess.velg_kolonner(KORT, importen, importen.kolonner, bruker=bruker)
    return Kortimport.objects.get(pk=importen.pk)


def importer(bruker, innhold):
    importen = forhaandsvis(bruker, innhold)
    return prosess.bekreft(KORT, importen, bruker=bruker, fingeravtrykk=importen.fingeravtrykk)


def linjer(importen):
    return [(en.linje, en.slag, en.nokkel, en.tekst) for en in importen.linjer.all()]


def kortene():
    return list(Kort.objects.order_by("nummer").values_list("nummer", "eier", "utlevert"))


def test_a_file_is_shown_line_by_line_and_stored_when_it_is_confirmed(ada):
    importen = forhaandsvis(ada, FIL)

    assert linjer(importen) == [(2, "ny", "17", ""), (3, "ny", "18", "")]
    assert kortene() == []

    svar = prosess.bekreft(KORT, importen, bruker=ada, fingeravtrykk=importen.fingeravtrykk)

    assert svar == "Importen er lagret."
    assert kortene() == [("17", "Kari Berg", dt.date(2025, 2, 1)), ("18", "Ola Dal", None)]
    assert Hendelse.objects.for_objekt(importen).get().data["ny"] == 2


def test_new_changed_unchanged_and_faulty_rows_are_told_apart_with_line_and_reason(ada):
    importer(ada, FIL)

    ny = "Kort nr.;Holder;Utlevert\n17;Kari Berg;1.2.2025\n18;Ola Vik;\n19;;\n20;Eva Li;31.2.2025\n21;Bo Ek;\n21;Bo Ek;\n"
    importen = forhaandsvis(ada, ny.encode())

    assert linjer(importen) == [
        (2, "uendret", "17", ""),
        (3, "endret", "18", "eier: Ola Dal → Ola Vik."),
        (4, "feil", "19", "Eier: Tom."),
        (5, "feil", "20", "Utlevert: Denne datoen finnes ikke. Kontroller dag og måned."),
        (6, "ny", "21", ""),
        (7, "feil", "21", "«21» står også på linje 6."),
    ]


def test_the_same_file_again_changes_nothing(ada):
    importer(ada, FIL)

    assert not forhaandsvis(ada, FIL).plan["endrer_noe"]


def test_the_choice_of_columns_is_remembered_for_the_same_headings_in_any_order(ada):
    importen = prosess.last_opp(KORT, b"A;B\n17;Kari Berg\n", "a.csv", bruker=ada)
    with pytest.raises(ValidationError, match="Velg hvilken kolonne som er kortnummer."):
        prosess.velg_kolonner(KORT, importen, importen.kolonner, bruker=ada)
    prosess.velg_kolonner(KORT, importen, {"A": "nummer", "B": "eier"}, bruker=ada)

    neste = prosess.last_opp(KORT, b"B;A\nOla Dal;18\n", "b.csv", bruker=ada)

    assert linjer(neste) == [(2, "ny", "18", "")]


def test_an_old_preview_stores_nothing_and_is_made_again(ada):
    importen = forhaandsvis(ada, FIL)
    Kort.objects.create(nummer="17", eier="Noen")

    svar = prosess.bekreft(KORT, importen, bruker=ada, fingeravtrykk=importen.fingeravtrykk)

    assert svar.startswith("Noe er endret siden forhåndsvisningen ble laget")
    assert kortene() == [("17", "Noen", None)]
    assert linjer(importen)[0] == (2, "endret", "17", "eier: Noen → Kari Berg. utlevert: None → 2025-02-01.")


def test_an_import_is_confirmed_once(ada):
    importer(ada, FIL)

    with pytest.raises(ValidationError, match="allerede lagret"):
        prosess.bekreft(KORT, Kortimport.objects.get(), bruker=ada, fingeravtrykk="")


def test_those_without_the_right_import_nothing(bo):
    with pytest.raises(PermissionDenied):
        prosess.last_opp(KORT, FIL, "kort.csv", bruker=bo)
    assert not Kortimport.objects.visible_to(AnonymousUser()).exists()


def test_a_long_file_is_checked_by_a_job(ada):
    rader = "".join(f"{nummer};Kari Berg;\n" for nummer in range(prosess.RADER_UTEN_JOBB + 1))

    importen = forhaandsvis(ada, f"Kort nr.;Holder;Utlevert\n{rader}".encode())

    assert (importen.plan, importen.jobb.status) == ({}, Jobb.Status.VENTER)
    prosess.kontroller_jobb(KORT.sti, importen.pk)
    assert Kortimport.objects.get().plan["ny"] == prosess.RADER_UTEN_JOBB + 1


def test_an_identity_number_is_refused_in_any_column_and_kept_nowhere(ada, lager):
    importen = forhaandsvis(ada, b"Kort nr.;Holder;Annet\n17;Kari 130972-48022;x\n18;Ola Dal;13097248022\n")

    assert linjer(importen) == [
        (2, "feil", "17", "Eier: Cellen inneholder et fødselsnummer (B2). Slike lagres aldri. Ta det bort fra filen."),
        (3, "ny", "18", ""),
    ]
    assert "48022" not in str(les_tabell(importen))
    assert importen.utelatt == []


def test_the_pages_take_a_file_all_the_way(client, ada):
    client.force_login(ada)
    kolonner = client.post(reverse("kort-list"), {"fil": SimpleUploadedFile("kort.csv", FIL)}).url
    form = client.get(kolonner).context["form"]
    detalj = client.post(kolonner, {felt.html_name: felt.initial for felt in form.kolonnefelter}).url
    importen = client.get(detalj).context["importen"]
    client.post(reverse("kort-bekreft", args=[importen.pk]), {"fingeravtrykk": importen.fingeravtrykk})

    assert [nummer for nummer, _eier, _utlevert in kortene()] == ["17", "18"]
    assert "Importer nøkkelkort" in client.get(reverse("kort-list")).content.decode()
    assert client.get(reverse("kort-feil", args=[importen.pk])).status_code == 200


@pytest.mark.parametrize("side", ["list", "detail", "kolonner", "les", "forkast", "feil"])
def test_the_pages_are_closed_to_those_without_the_right(client, ada, bo, side):
    importen = forhaandsvis(ada, FIL)
    client.force_login(bo)

    assert client.get(SIDER.url(side, *([] if side == "list" else [importen.pk]))).status_code == 403


def test_the_example_in_the_documentation_is_short():
    with open(__file__, encoding="utf-8") as fil:
        linjene = fil.read().split("# --- ")[1].splitlines()

    assert len(linjene) < 60
