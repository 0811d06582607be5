"""Addresses of needs, and of what they rest on."""

from django.urls import path

from planer.behov import views

urlpatterns = [
    path("<int:plan_pk>/behov/nytt/", views.kompetansebehov_create, name="kompetansebehov-create"),
    path("behov/<int:pk>/", views.kompetansebehov_detail, name="kompetansebehov-detail"),
    path("behov/<int:pk>/endre/", views.kompetansebehov_update, name="kompetansebehov-update"),
    path("behov/<int:pk>/flytt/", views.kompetansebehov_move, name="kompetansebehov-move"),
    path("behov/<int:pk>/slett/", views.kompetansebehov_delete, name="kompetansebehov-delete"),
    path("behov/<int:kompetansebehov_pk>/grunnlag/nytt/", views.behovsgrunnlag_create, name="behovsgrunnlag-create"),
    path("behov/grunnlag/<int:pk>/fil/", views.behovsgrunnlag_download, name="behovsgrunnlag-download"),
    path("behov/grunnlag/<int:pk>/fjern/", views.behovsgrunnlag_delete, name="behovsgrunnlag-delete"),
]
