"""Addresses below /planer/, one module per room."""

from planer.urls import aaret, forankring, innlesing, maal, oversikt, person, plan, tiltak

app_name = "planer"
urlpatterns = [
    *forankring.urlpatterns,
    *maal.urlpatterns,
    *plan.urlpatterns,
    *tiltak.urlpatterns,
    *innlesing.urlpatterns,
    *aaret.urlpatterns,
    *person.urlpatterns,
    *oversikt.urlpatterns,
]
