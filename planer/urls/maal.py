"""Addresses of goals."""

from django.urls import path

from planer.maal import views

urlpatterns = [
    path("<int:plan_pk>/maal/nytt/", views.maal_create, name="maal-create"),
    path("maal/<int:pk>/endre/", views.maal_update, name="maal-update"),
]
