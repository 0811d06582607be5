"""Addresses below /e/: short, since they are scanned and typed on a phone, and without login."""

from django.urls import path

from evaluering.svar import telefon

app_name = "svar"
urlpatterns = [
    path("<slug:nokkel>/", telefon.skjema, name="skjema"),
    path("<slug:nokkel>/ikke-med/", telefon.ikke_med, name="ikke-med"),
]
