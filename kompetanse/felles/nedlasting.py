"""Answers that are a file."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from kompetanse.felles.tekst import trygt_filnavn


def fil_response(innhold: bytes, filnavn: str, mime: str, *, inline: bool = False) -> HttpResponse:
    """The bytes as a download, or shown in the browser with `inline=True`. Never kept by shared caches."""
    return HttpResponse(
        innhold,
        content_type=mime,
        headers={
            "Content-Disposition": content_disposition_header(not inline, trygt_filnavn(filnavn)),
            "Cache-Control": "private, no-store",
        },
    )
