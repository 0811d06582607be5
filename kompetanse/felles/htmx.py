"""htmx acts only on elements that bear the session's mark, so markup that someone typed can never make it act.

The mark is made from the session's key: who writes a text does not know the mark of the one who reads it.
"""

import json

from django.http import HttpRequest
from django.utils.crypto import salted_hmac

MERKE = "data-htmx"
# What makes an element send something. All other hx-attributes only say how.
VERB = ("get", "post", "put", "patch", "delete", "boost")
VIRKER = [f"[{prefiks}hx-{verb}]" for prefiks in ("", "data-") for verb in VERB]


def merke(request: HttpRequest | None) -> str:
    """The `data-htmx` that htmx obeys in this session, also in pieces that are fetched later. `request` may be None."""
    nokkel = getattr(getattr(request, "session", None), "session_key", None)
    return salted_hmac("felles.htmx", nokkel or "").hexdigest()[:32]


def innstillinger(request: HttpRequest | None) -> str:
    """The JSON of `<meta name="htmx-config">`."""
    return json.dumps(
        {
            "selfRequestsOnly": True,
            "allowEval": False,
            "allowScriptTags": False,
            "includeIndicatorStyles": False,
            "historyCacheSize": 0,
            "allowNestedOobSwaps": False,
            # A form that is refused (422), or that meets another's change (409), is shown with the reason.
            "responseHandling": [
                {"code": "204", "swap": False},
                {"code": "[23]..", "swap": True},
                {"code": "409|422", "swap": True},
                {"code": "[45]..", "swap": False, "error": True},
            ],
            "disableSelector": f':is({", ".join(VIRKER)}):not([{MERKE}="{merke(request)}"])',
        }
    )
