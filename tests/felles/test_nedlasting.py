import pytest

from kompetanse.felles.nedlasting import fil_response
from kompetanse.felles.tekst import trygt_filnavn


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Søknad om kurs.pdf", "Søknad om kurs.pdf"),
        ("Sak MBU 24/26.pdf", "Sak MBU 24-26.pdf"),
        ("../../etc/passwd", "etc-passwd"),
        ("C:\\Mine filer\\vedlegg.docx", "C -Mine filer-vedlegg.docx"),
        ('a<b>:"c|d?*.png', "a b c d.png"),
        ("to\r\nSet-Cookie: x.pdf", "to Set-Cookie x.pdf"),
        (".htaccess", "htaccess"),
        ("", "fil"),
        ("...", "fil"),
        ("x" * 500 + ".pdf", "x" * 100 + ".pdf"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
    ],
)
def test_a_file_name_becomes_safe(name, expected):
    assert trygt_filnavn(name) == expected


def test_the_answer_names_the_file_with_norwegian_letters():
    response = fil_response(b"x", "Årsrapport og søknader.pdf", "application/pdf", inline=True)

    assert response["Content-Disposition"] == "inline; filename*=utf-8''%C3%85rsrapport%20og%20s%C3%B8knader.pdf"
    assert response["Cache-Control"] == "private, no-store"


def test_a_download_is_an_attachment():
    assert fil_response(b"x", "liste.csv", "text/csv")["Content-Disposition"] == 'attachment; filename="liste.csv"'
