"""Addresses below /kompetanse/, one module per room."""

from kartlegging.urls import tabell

app_name = "kartlegging"
urlpatterns = [*tabell.urlpatterns]
