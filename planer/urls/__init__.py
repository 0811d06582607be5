"""Addresses below /planer/, one module per room."""

from planer.urls import (
    aaret,
    behov,
    forankring,
    gjenbruk,
    handlingsplan,
    innlesing,
    maal,
    oversikt,
    person,
    plan,
    tiltak,
    vedtak,
)

app_name = "planer"
urlpatterns = [
    *forankring.urlpatterns,
    *maal.urlpatterns,
    *behov.urlpatterns,
    *plan.urlpatterns,
    *tiltak.urlpatterns,
    *handlingsplan.urlpatterns,
    *innlesing.urlpatterns,
    *gjenbruk.urlpatterns,
    *vedtak.urlpatterns,
    *aaret.urlpatterns,
    *person.urlpatterns,
    *oversikt.urlpatterns,
]
