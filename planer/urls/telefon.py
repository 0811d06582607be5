"""Addresses below /d/: short, since they are typed on a phone, and without login."""

from django.urls import path

from planer.drofting.views import telefon

app_name = "telefon"
urlpatterns = [
    path("", telefon.kode, name="kode"),
    path("<slug:kode>/", telefon.rom, name="rom"),
    path("<slug:kode>/naa/", telefon.naa, name="naa"),
    path("<slug:kode>/trekk/<int:pk>/", telefon.trekk, name="trekk"),
    path("<slug:kode>/stem/<int:pk>/", telefon.stem, name="stem"),
]
