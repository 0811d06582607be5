"""What the database holds and must not show, encrypted with a key made from SECRET_KEY.

Read with SECRET_KEY_FALLBACKS too, so that a new key does not shut anyone out (docs/drift.md).
"""

import base64
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.apps import apps
from django.conf import settings
from django.core.signing import JSONSerializer
from django.db import models
from django.utils.crypto import salted_hmac

SALT = "kompetanse.felles.hemmelig"


def krypter(tekst: str) -> str:
    return _nokkelring().encrypt(tekst.encode()).decode()


def dekrypter(kryptert: str) -> str:
    """Raises `cryptography.fernet.InvalidToken` when no key of this installation fits."""
    return _nokkelring().decrypt(kryptert).decode()


class Uleselig(str):
    """An encrypted text that no key of this installation fits. Reads as empty; saved, it is what it was."""

    kryptert: str


class KryptertTekst(models.TextField):
    """A text that Python reads and writes as it is, and that stands encrypted in the database, its backups and dumps.

    No look-up can read it. `krypter_paa_nytt` finds the fields by this class.
    """

    def get_prep_value(self, value: Any) -> Any:
        if isinstance(value, Uleselig):
            return value.kryptert
        value = super().get_prep_value(value)
        return krypter(value) if value else value

    def from_db_value(self, value: str | None, expression, connection) -> str | None:
        if not value:
            return value
        try:
            return dekrypter(value)
        except InvalidToken:
            uleselig = Uleselig()
            uleselig.kryptert = value
            return uleselig


def krypterte_felt() -> dict[type[models.Model], list[str]]:
    """Model → its encrypted fields, for those that have any."""
    return {
        modell: navn
        for modell in apps.get_models()
        if (navn := [felt.name for felt in modell._meta.fields if isinstance(felt, KryptertTekst)])
    }


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
