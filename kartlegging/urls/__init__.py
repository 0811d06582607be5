"""Addresses below /kompetanse/, one module per room."""

from kartlegging.urls import dekning, profil, tabell

app_name = "kartlegging"
urlpatterns = [*profil.urlpatterns, *tabell.urlpatterns, *dekning.urlpatterns]
