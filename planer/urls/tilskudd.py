"""Addresses of grants."""

from django.urls import path

from planer.tilskudd import views

urlpatterns = [
    path("tilskudd/", views.tilskudd_list, name="tilskudd-list"),
    path("tilskudd/nytt/", views.tilskudd_create, name="tilskudd-create"),
    path("tilskudd/<int:pk>/", views.tilskudd_detail, name="tilskudd-detail"),
    path("tilskudd/<int:pk>/endre/", views.tilskudd_update, name="tilskudd-update"),
    path("tilskudd/<int:pk>/slett/", views.tilskudd_delete, name="tilskudd-delete"),
    path("tilskudd/<int:pk>/ferdig/<slug:felt>/", views.tilskudd_ferdig, name="tilskudd-ferdig"),
]
