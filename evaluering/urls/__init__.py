"""Addresses below /evaluering/, one module per room."""

from evaluering.urls import bruk, nytte, oppsett, plan, rapport, svar

app_name = "evaluering"
urlpatterns = [
    *bruk.urlpatterns,
    *plan.urlpatterns,
    *svar.urlpatterns,
    *oppsett.urlpatterns,
    *nytte.urlpatterns,
    *rapport.urlpatterns,
]
