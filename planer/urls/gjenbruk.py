"""Addresses of taking from another plan."""

from django.urls import path

from planer.gjenbruk import views

urlpatterns = [
    path("<int:plan_pk>/hent/", views.plan_kilder, name="plan-kilder"),
    path("<int:plan_pk>/hent/<int:kilde_pk>/", views.plan_hent, name="plan-hent"),
]
