import hashlib

import pytest
from django.core.files.storage import default_storage
from django.db import InternalError, transaction

from kompetanse.felles.dokumenter import DokumentSkadet, dokument_response, lagre_dokument, les_dokument
from kompetanse.felles.models import Dokument

PDF = b"%PDF-1.7 saken"


@pytest.fixture
def dokument(ada, lager):
    return lagre_dokument(ada.person, "mbu-sak", "Sak 24/26", "Sak MBU 24/26 Årsrapport.pdf", PDF, bruker=ada)


def test_a_document_lies_under_its_sha256_in_the_folder_of_its_kommune(dokument, kommune, ada, lager):
    sha256 = hashlib.sha256(PDF).hexdigest()

    assert dokument.lagringssti == f"{kommune.pk}/{sha256[:2]}/{sha256}"
    assert (lager / dokument.lagringssti).read_bytes() == PDF
    assert (dokument.sha256, dokument.storrelse, dokument.laget_av) == (sha256, len(PDF), ada)
    assert dokument.filnavn == "Sak MBU 24-26 Årsrapport.pdf"
    assert les_dokument(dokument) == PDF


def test_the_same_content_is_stored_once(dokument, bo, lager):
    igjen = lagre_dokument(bo.person, "vedlegg", "Kopi", "kopi.pdf", PDF, bruker=bo)

    assert igjen.lagringssti == dokument.lagringssti
    assert len([fil for fil in lager.rglob("*") if fil.is_file()]) == 1


def test_half_a_file_from_a_stopped_write_is_replaced(dokument, bo, lager):
    (lager / dokument.lagringssti).write_bytes(PDF[:5])

    lagre_dokument(bo.person, "vedlegg", "Kopi", "kopi.pdf", PDF, bruker=bo)

    assert les_dokument(dokument) == PDF


def test_a_changed_file_is_never_shown(dokument, lager):
    (lager / dokument.lagringssti).write_bytes(PDF + b" og mer")

    with pytest.raises(DokumentSkadet, match="Be systemansvarlig"):
        dokument_response(dokument)


def test_a_lost_file_is_told(dokument):
    default_storage.delete(dokument.lagringssti)

    with pytest.raises(DokumentSkadet):
        les_dokument(dokument)


def test_a_store_that_keeps_something_else_is_noticed_at_once(ada, lager, monkeypatch):
    monkeypatch.setattr("django.core.files.storage.FileSystemStorage.save", lambda self, sti, innhold: "et-annet-sted")

    with pytest.raises(DokumentSkadet, match="ikke lagret riktig"):
        lagre_dokument(ada.person, "brev", "Brev", "brev.pdf", PDF, bruker=ada)

    assert not Dokument.objects.exists()


def test_the_row_of_a_document_never_changes(dokument):
    with pytest.raises(InternalError), transaction.atomic():
        Dokument.objects.update(sha256="0" * 64)


def test_the_answer_has_the_name_and_the_kind_of_the_document(dokument):
    response = dokument_response(dokument, inline=False)

    assert response.content == PDF
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == "attachment; filename*=utf-8''Sak%20MBU%2024-26%20%C3%85rsrapport.pdf"
