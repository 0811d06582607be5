"""Addresses below /planer/, one module per room."""

from planer.urls import forankring, innlesing, maal, plan

app_name = "planer"
urlpatterns = [*forankring.urlpatterns, *maal.urlpatterns, *plan.urlpatterns, *innlesing.urlpatterns]
