"""Addresses below /planer/, one module per room."""

from planer.urls import aaret, behov, forankring, innlesing, maal, oversikt, person, plan, tiltak

app_name = "planer"
urlpatterns = [
    *forankring.urlpatterns,
    *maal.urlpatterns,
    *behov.urlpatterns,
    *plan.urlpatterns,
    *tiltak.urlpatterns,
    *innlesing.urlpatterns,
    *aaret.urlpatterns,
    *person.urlpatterns,
    *oversikt.urlpatterns,
]
