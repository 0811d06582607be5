"""Addresses below /planer/, one module per room."""

from planer.urls import forankring, plan

app_name = "planer"
urlpatterns = [*forankring.urlpatterns, *plan.urlpatterns]
