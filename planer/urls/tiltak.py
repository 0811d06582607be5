"""Addresses of measures."""

from django.urls import path

from planer.tiltak import alternativsider, views

urlpatterns = [
    path("<int:plan_pk>/tiltak/nytt/", views.tiltak_create, name="tiltak-create"),
    path("tiltak/<int:pk>/", views.tiltak_detail, name="tiltak-detail"),
    path("tiltak/<int:pk>/endre/", views.tiltak_update, name="tiltak-update"),
    path("tiltak/<int:pk>/flytt/", views.tiltak_flytt, name="tiltak-flytt"),
    path("tiltak/<int:pk>/slett/", views.tiltak_delete, name="tiltak-delete"),
    path(
        "behov/<int:kompetansebehov_pk>/alternativ/nytt/",
        alternativsider.tiltaksalternativ_create,
        name="tiltaksalternativ-create",
    ),
    path("alternativ/<int:pk>/", alternativsider.tiltaksalternativ_update, name="tiltaksalternativ-update"),
    path("alternativ/<int:pk>/velg/", alternativsider.tiltaksalternativ_choose, name="tiltaksalternativ-choose"),
    path("alternativ/<int:pk>/angre/", alternativsider.tiltaksalternativ_withdraw, name="tiltaksalternativ-withdraw"),
    path("alternativ/<int:pk>/slett/", alternativsider.tiltaksalternativ_delete, name="tiltaksalternativ-delete"),
]
