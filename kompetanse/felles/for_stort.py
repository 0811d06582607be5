"""A request that says that it is larger than anything we take, refused before any of it is read."""

from django.conf import settings
from django.shortcuts import render


def storste_kropp(cookies: str) -> int:
    """How many bytes the body may have. Who brings no session has only short forms to send."""
    har_okt = f"{settings.SESSION_COOKIE_NAME}=" in cookies
    return settings.MAX_BODY_BYTES if har_okt else settings.DATA_UPLOAD_MAX_MEMORY_SIZE


class ForStortMiddleware:
    """Stands after what its page needs, and before the first that looks into the body: the check of the form's token."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        grense = storste_kropp(request.META.get("HTTP_COOKIE", ""))
        lengde = request.META.get("CONTENT_LENGTH") or "0"
        if lengde.isdecimal() and int(lengde) <= grense:
            return self.get_response(request)
        return render(request, "413.html", {"grense": grense}, status=413)
