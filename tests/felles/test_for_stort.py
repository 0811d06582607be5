"""A form that is too large, or breaks off on the way: said in our own words, with nothing stored."""

import pytest

SKJEMA = "/i18n/setlang/"


@pytest.mark.parametrize(
    ("innhold", "slag"),
    [
        (b"language=" + b"n" * (6 * 1024 * 1024), "application/x-www-form-urlencoded"),
        (b"a=1&" * 6000, "application/x-www-form-urlencoded"),
        (b"--x\r\nikke en del", "multipart/form-data; boundary="),
        (
            b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n' + b"n" * (6 * 1024 * 1024),
            "multipart/form-data; boundary=x",
        ),
    ],
    ids=["bytes", "felter", "uten grense", "deler"],
)
def test_what_cannot_be_taken_in_is_explained(client, ada, innhold, slag):
    client.force_login(ada)
    client.raise_request_exception = False

    svar = client.post(SKJEMA, innhold, content_type=slag)

    assert svar.status_code == 400
    assert "Ingenting er lagret" in svar.content.decode()
    assert "<h1" in svar.content.decode()
