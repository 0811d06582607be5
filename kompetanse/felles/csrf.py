"""The CSRF token of a request, made once: Django masks it anew for every form, and a page may have a hundred."""

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils.functional import SimpleLazyObject


def token(request: HttpRequest) -> str:
    """The same token for every form of this answer. Asking for it sends the cookie along."""
    if not hasattr(request, "csrf_token"):
        request.csrf_token = get_token(request)
    return request.csrf_token


def context_processor(request: HttpRequest) -> dict:
    """`csrf_token` of the templates, in place of Django's own."""
    return {"csrf_token": SimpleLazyObject(lambda: token(request))}
