"""Styringsdokumenter: who keeps them, their files, and the goals pasted into them."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from kompetanse.felles.models import Hendelse
from planer.forankring import dokumenter
from planer.forankring.maalliste import Limt
from planer.models import Listeverdi, Maal, Styringsdokument
from tests.klokke import dag
from tests.planer.factories import lag_dokument, lag_maal, lag_plan, verdi

PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    b"\x00\x00\x00\nIDATx\x9cc\x00\x01\x00\x00\x05\x00\x01\r\n-\xb4\x00\x00\x00\x00IEND\xaeB`\x82"
)


@pytest.fixture
def som_hr(client, hr):
    client.force_login(hr)
    return client


def adresse(navn, *args):
    return reverse(f"planer:styringsdokument-{navn}", args=args)


def data(**felt):
    slag = verdi(Listeverdi.Liste.DOKUMENTSLAG, "samfunnsdel").pk
    return {"tittel": "Samfunnsdelen", "slag": slag, "enhet": "Fjordby kommune", **felt}


def test_create_stores_the_document_with_its_file_and_logs(som_hr, tre, hr, lager):
    fil = SimpleUploadedFile("forside.png", PNG, "image/png")

    svar = som_hr.post(adresse("create"), data(vedtatt="12.12.2024", saksnummer="24/117", filer=fil))

    dokument = Styringsdokument.objects.get()
    assert svar["Location"] == dokument.get_absolute_url()
    assert (dokument.enhet, dokument.vedtatt, dokument.saksnummer) == (tre.rot, dt.date(2024, 12, 12), "24/117")
    assert [ett.filnavn for ett in dokument.filer.all()] == ["forside.png"]
    linje = Hendelse.objects.for_objekt(dokument).get()
    assert (linje.handling, linje.utfort_av) == ("styringsdokument.opprettet", hr)
    lastet_ned = som_hr.get(reverse("planer:dokumentfil-download", args=[dokument.filer.get().pk]))
    assert lastet_ned.content == PNG


@pytest.mark.parametrize(
    ("felt", "feil"),
    [
        ({"tittel": ""}, "Fyll ut dette feltet."),
        ({"tittel": "Loven"}, "Dere har allerede et dokument med denne tittelen."),
        ({"vedtatt": "1.1.2026", "gyldig_til": "31.12.2025"}, "Dokumentet kan ikke gå ut før det er vedtatt."),
        ({"enhet": "Ingensteds"}, "Vi finner ingen enhet som heter"),
        ({"lenke": "javascript:alert(1)"}, "gyldig"),
        ({"filer": SimpleUploadedFile("a.pdf", b"ikke en pdf")}, "passer ikke med filtypen"),
    ],
)
def test_bad_input_is_told_and_nothing_is_stored(som_hr, tre, felt, feil):
    lag_dokument("Loven")

    svar = som_hr.post(adresse("create"), data(**felt))

    assert feil in svar.content.decode()
    assert [ett.tittel for ett in Styringsdokument.objects.all()] == ["Loven"]


def test_a_leader_keeps_those_of_the_own_unit_and_no_others(client, tre, avdelingsdirektor):
    client.force_login(avdelingsdirektor)

    client.post(adresse("create"), data(tittel="Vår egen", enhet="Prosjektkontoret"))
    over = client.post(adresse("create"), data(tittel="Kommunens"))
    uten = client.post(adresse("create"), data(tittel="Loven", enhet=""))

    assert [ett.tittel for ett in Styringsdokument.objects.all()] == ["Vår egen"]
    assert "Velg en enhet du svarer for." in over.content.decode()
    assert "Fyll ut dette feltet." in uten.content.decode()


def test_nobody_moves_a_document_out_of_what_they_answer_for(tre, avdelingsdirektor):
    dokument = lag_dokument("Vår egen", tre.ikt)
    dokument.enhet = tre.rot

    with pytest.raises(PermissionDenied):
        dokumenter.lagre(dokument, bruker=avdelingsdirektor)

    kommunens = lag_dokument("Kommunens", tre.rot)
    kommunens.enhet = tre.ikt
    with pytest.raises(PermissionDenied):
        dokumenter.lagre(kommunens, bruker=avdelingsdirektor)


def test_a_document_that_plans_build_on_is_not_deleted(som_hr, tre):
    dokument = lag_dokument(enhet=tre.rot)
    over = lag_maal(dokument)
    lag_maal(lag_plan(tre.prosjekt), over.navn, over=over, valg=Maal.Valg.BIDRAR)

    svar = som_hr.post(adresse("delete", dokument.pk), follow=True)

    assert "Planer bygger på mål i dokumentet" in svar.content.decode()
    assert Maal.objects.count() == 2


def test_a_document_without_followers_is_deleted_with_its_goals(som_hr, tre):
    lag_maal(dokument := lag_dokument())

    som_hr.post(adresse("delete", dokument.pk))

    assert (Styringsdokument.objects.count(), Maal.objects.count()) == (0, 0)


def test_goals_are_shown_as_they_were_read_before_they_are_stored(som_hr, tre):
    dokument = lag_dokument()
    tekst = "1.1 Rett kompetanse\n1.2 Læring på jobben"

    sett = som_hr.post(adresse("maal", dokument.pk), {"tekst": tekst})
    assert sett.context["lest"] == [Limt("1.1", "Rett kompetanse"), Limt("1.2", "Læring på jobben")]
    assert not dokument.maal.exists()

    som_hr.post(adresse("maal", dokument.pk), {"tekst": tekst, "lagre": "1"})
    assert list(dokument.maal.values_list("nummer", "navn")) == [
        ("1.1", "Rett kompetanse"),
        ("1.2", "Læring på jobben"),
    ]


def test_the_same_list_pasted_twice_gives_the_same(tre, hr):
    dokument = lag_dokument()
    liste = [Limt("1", "Rett kompetanse"), Limt("2", "rett Kompetanse"), Limt("", "Læring")]

    foerst = dokumenter.legg_inn_maal(dokument, liste, bruker=hr)
    igjen = dokumenter.legg_inn_maal(dokument, [*liste, Limt("3", "Nytt")], bruker=hr)

    assert ([ett.navn for ett in foerst], [ett.navn for ett in igjen]) == (["Rett kompetanse", "Læring"], ["Nytt"])
    assert [ett.navn for ett in dokument.maal.all()] == ["Rett kompetanse", "Læring", "Nytt"]


def test_the_list_leaves_out_what_has_run_out_until_it_is_asked_for(som_hr, tre):
    lag_dokument("Utgått", gyldig_til=dag(-1))
    lag_dokument("Gjelder", gyldig_til=dag(0))

    assert [ett.tittel for ett in som_hr.get(adresse("list")).context["liste"].rader] == ["Gjelder"]
    assert len(som_hr.get(adresse("list") + "?vis=alle").context["liste"].rader) == 2


def test_another_kommune_s_document_is_not_found(client, tre, annen_kommune):
    dokument = lag_dokument()
    client.force_login(annen_kommune.hr)

    assert client.get(adresse("detail", dokument.pk)).status_code == 404
    assert client.post(adresse("delete", dokument.pk)).status_code == 404


@pytest.mark.parametrize("antall", [1, 3])
def test_styringsdokument_list_query_count(som_hr, tre, antall, django_assert_num_queries):
    for nummer in range(antall):
        lag_maal(lag_dokument(f"Dokument {nummer}", tre.rot))

    with django_assert_num_queries(8):  # session, user, wall, person with kommune, roles; kinds; count, documents
        svar = som_hr.get(adresse("list"))

    assert len(svar.context["liste"].rader) == antall


@pytest.mark.parametrize("antall", [1, 3])
def test_styringsdokument_detail_query_count(som_hr, tre, antall, django_assert_num_queries):
    dokument = lag_dokument()
    for nummer in range(antall):
        lag_maal(dokument, f"Mål {nummer}")

    with django_assert_num_queries(8):  # session, user, wall, person with kommune, roles; document, goals, files
        svar = som_hr.get(adresse("detail", dokument.pk))

    assert len(svar.context["maal"]) == antall


def test_more_files_than_there_is_room_for_are_refused(tre, hr, monkeypatch, lager):
    from kompetanse.felles.vedlegg import VedleggInfo

    monkeypatch.setattr(dokumenter, "FLEST_FILER", 1)
    filer = [VedleggInfo("image/png", f"{nr}" * 64, 3, f"{nr}.png", b"abc") for nr in range(2)]

    with pytest.raises(ValidationError, match="høyst 1 filer"):
        dokumenter.lagre(Styringsdokument(**{"tittel": "T", "slag": lag_dokument().slag}), filer, bruker=hr)
