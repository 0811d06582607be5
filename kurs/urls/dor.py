"""Addresses below /o/: short, since they are typed on a phone, and open to who is not signed in."""

from django.urls import path

from kurs.oppmote.views import telefon

app_name = "dor"
urlpatterns = [
    path("", telefon.kode, name="kode"),
    path("<slug:kode>/", telefon.samling, name="samling"),
    path("<slug:kode>/lenke/", telefon.lenke, name="lenke"),
    path("<slug:kode>/<str:bevis>/", telefon.meg, name="meg"),
]
