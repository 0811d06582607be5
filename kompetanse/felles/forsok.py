"""How often something may be tried, from one address or by one key. Nothing is kept but a number, for a short while."""

import time
from dataclasses import dataclass

from allauth.core.internal.ratelimit import get_ip
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac


class ForMange(Exception):
    """Tried too often. The page that asks answers with 429."""


@dataclass(frozen=True)
class Forsok:
    """At most `hoyst` of a kind in `sekunder` seconds.

    The address is stored as a mark that nobody can turn back without the secret key. Two at the same instant may count as
    one: it is a brake, and no lock.
    """

    navn: str
    hoyst: int
    sekunder: int

    def krev(self, hvem: HttpRequest | str) -> None:
        """Raises ForMange when it has been tried too often by this address or key."""
        if cache.get(self._nokkel(hvem), 0) >= self.hoyst:
            raise ForMange

    def tell(self, hvem: HttpRequest | str) -> None:
        nokkel = self._nokkel(hvem)
        cache.set(nokkel, cache.get(nokkel, 0) + 1, self.sekunder)

    def _nokkel(self, hvem):
        """Each stretch of time has its own, so that counting on does not prolong it."""
        hvem = hvem if isinstance(hvem, str) else get_ip(hvem)
        strekk = int(time.time() // self.sekunder)
        return f"forsok:{self.navn}:{strekk}:{salted_hmac('felles.forsok', hvem).hexdigest()}"
