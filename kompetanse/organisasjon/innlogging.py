"""Who gets in: local accounts by invitation only, and OpenID Connect matched to an employee."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter


class KontoAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request):
        """Nobody makes an account for themselves; HR invites."""
        return False


class OidcAdapter(DefaultSocialAccountAdapter):
    pass
