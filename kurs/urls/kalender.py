"""Addresses of the course calendar."""

from django.urls import path

from kurs.kalender import views

urlpatterns = [
    path("", views.kalender, name="kalender"),
    path("kalender/<str:hemmelighet>.ics", views.kalender_ical, name="kalender-ical"),
]
