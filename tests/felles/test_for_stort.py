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


@pytest.mark.parametrize(
    ("innlogget", "byte", "status"),
    [(False, 400 * 2**20, 413), (True, 400 * 2**20, 413), (False, 6 * 2**20, 413), (True, 6 * 2**20, 302)],
)
def test_what_says_that_it_is_too_large_is_refused_unread(client, ada, innlogget, byte, status):
    if innlogget:
        client.force_login(ada)
    client.raise_request_exception = False
    kropp = UlestKropp()

    # With an empty body of its own, the client leaves these as they are.
    hode = {"CONTENT_TYPE": "multipart/form-data; boundary=x", "CONTENT_LENGTH": str(byte), "wsgi.input": kropp}
    svar = client.post(SKJEMA, b"", content_type="", **hode)

    assert svar.status_code == status
    assert kropp.lest == (status == 302)
    assert ("Ingenting er lagret" in svar.content.decode()) == (status == 413)


class UlestKropp:
    """A body that tells whether anyone has begun to read it."""

    lest = False

    def read(self, *_antall):
        self.lest = True
        return b""

    readline = read
