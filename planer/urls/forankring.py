"""Addresses of what plans are anchored in."""

from django.urls import path

from planer.forankring import views

urlpatterns = [
    path("satsingsomraader/", views.satsingsomraade_list, name="satsingsomraade-list"),
    path("satsingsomraader/nytt/", views.satsingsomraade_create, name="satsingsomraade-create"),
    path("satsingsomraader/<int:pk>/", views.satsingsomraade_update, name="satsingsomraade-update"),
    path("satsingsomraader/<int:pk>/slett/", views.satsingsomraade_delete, name="satsingsomraade-delete"),
]
