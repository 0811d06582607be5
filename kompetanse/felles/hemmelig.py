"""What the database holds and must not show, encrypted with a key made from SECRET_KEY.

Read with SECRET_KEY_FALLBACKS too, so that a new key does not shut anyone out (docs/drift.md).
"""

import base64
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.core.signing import JSONSerializer
from django.utils.crypto import salted_hmac

SALT = "kompetanse.felles.hemmelig"


def krypter(tekst: str) -> str:
    return _nokkelring().encrypt(tekst.encode()).decode()


def dekrypter(kryptert: str) -> str:
    """Raises `cryptography.fernet.InvalidToken` when no key of this installation fits."""
    return _nokkelring().decrypt(kryptert).decode()


class SessionSerializer(JSONSerializer):
    """A session may hold the key of an opened reset link, or a second step that is being set up."""

    def dumps(self, obj: Any) -> bytes:
        return _nokkelring().encrypt(super().dumps(obj))

    def loads(self, data: bytes) -> Any:
        return super().loads(_nokkelring().decrypt(data))


def _nokkelring():
    return _med((settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))


@lru_cache(maxsize=4)
def _med(nokler):
    """New text is encrypted with the first key, and read with any."""
    utledet = [salted_hmac(SALT, "", secret=nokkel, algorithm="sha256").digest() for nokkel in nokler]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(nokkel)) for nokkel in utledet])
