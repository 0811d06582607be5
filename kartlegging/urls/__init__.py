"""Addresses below /kompetanse/, one module per room."""

from kartlegging.urls import dekning, krav, profil, tabell

app_name = "kartlegging"
urlpatterns = [*profil.urlpatterns, *krav.urlpatterns, *tabell.urlpatterns, *dekning.urlpatterns]
