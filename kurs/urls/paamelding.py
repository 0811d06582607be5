"""Addresses of signing up, answering and giving up."""

from django.urls import path

from kurs.paamelding import views

urlpatterns = [
    path("kjoring/<int:pk>/meld-paa/", views.kjoring_paameld, name="kjoring-paameld"),
    path("kjoring/<int:pk>/meld-paa-andre/", views.kjoring_paameld_andre, name="kjoring-paameld-andre"),
    path("kjoring/<int:pk>/meld-paa-malgruppen/", views.kjoring_paameld_malgruppe, name="kjoring-paameld-malgruppe"),
    path("kjoring/<int:pk>/deltakere/", views.kjoring_deltakere, name="kjoring-deltakere"),
    path("plass/svar/", views.kursplass_svar_list, name="kursplass-svar-list"),
    path("plass/<int:pk>/<slug:handling>/", views.kursplass_svar, name="kursplass-svar"),
]
