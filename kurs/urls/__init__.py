"""Addresses below /kurs/, one module per room."""

from kurs.urls import dager, ekstern, kalender, kjoring, oppmote, paamelding, tilbud

app_name = "kurs"
urlpatterns = [
    *kalender.urlpatterns,
    *tilbud.urlpatterns,
    *kjoring.urlpatterns,
    *paamelding.urlpatterns,
    *oppmote.urlpatterns,
    *ekstern.urlpatterns,
    *dager.urlpatterns,
]
