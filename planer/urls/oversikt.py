"""Addresses of the overview of plans."""

from django.urls import path

from planer.oversikt import views

urlpatterns = [
    path("oversikt/", views.oversikt_list, name="oversikt-list"),
    path("oversikt/paaminnelse/", views.oversikt_remind, name="oversikt-remind"),
]
