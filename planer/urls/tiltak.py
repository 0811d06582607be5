"""Addresses of measures."""

from django.urls import path

from planer.tiltak import views

urlpatterns = [
    path("<int:plan_pk>/tiltak/nytt/", views.tiltak_create, name="tiltak-create"),
    path("tiltak/<int:pk>/", views.tiltak_detail, name="tiltak-detail"),
    path("tiltak/<int:pk>/endre/", views.tiltak_update, name="tiltak-update"),
    path("tiltak/<int:pk>/flytt/", views.tiltak_flytt, name="tiltak-flytt"),
    path("tiltak/<int:pk>/slett/", views.tiltak_delete, name="tiltak-delete"),
]
