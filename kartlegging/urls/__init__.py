"""Addresses below /kompetanse/, one module per room."""

from kartlegging.urls import profil, tabell

app_name = "kartlegging"
urlpatterns = [*profil.urlpatterns, *tabell.urlpatterns]
