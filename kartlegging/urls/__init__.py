"""Addresses below /kompetanse/, one module per room."""

from kartlegging.urls import dekning, finn, katalog, krav, oppbevaring, profil, tabell

app_name = "kartlegging"
urlpatterns = [
    *profil.urlpatterns,
    *katalog.urlpatterns,
    *krav.urlpatterns,
    *tabell.urlpatterns,
    *dekning.urlpatterns,
    *oppbevaring.urlpatterns,
    *finn.urlpatterns,
]
