"""Addresses below /planer/, one module per room."""

from planer.urls import forankring, maal, plan

app_name = "planer"
urlpatterns = [*forankring.urlpatterns, *maal.urlpatterns, *plan.urlpatterns]
