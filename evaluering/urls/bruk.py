"""Addresses of what evaluations are used for."""

from django.urls import path

from evaluering.bruk import views

urlpatterns = [
    path("oversikt/", views.evaluering_oversikt, name="evaluering-oversikt"),
    path("sammenlikn/", views.evaluering_sammenlikn, name="evaluering-sammenlikn"),
]
