"""Addresses of a course with its runs, and of one run."""

from django.urls import path

from kurs.kjoring import views

urlpatterns = [
    path("<int:pk>/", views.kurs_detail, name="kurs-detail"),
    path("<int:kurs_pk>/kjoring/ny/", views.kjoring_create, name="kjoring-create"),
    path("kjoring/<int:pk>/", views.kjoring_detail, name="kjoring-detail"),
    path("kjoring/<int:pk>/endre/", views.kjoring_update, name="kjoring-update"),
    path("kjoring/<int:pk>/flytt/", views.kjoring_flytt, name="kjoring-flytt"),
    path("kjoring/<int:pk>/kopier/", views.kjoring_kopier, name="kjoring-kopier"),
    path("kjoring/<int:pk>/kalenderfil/", views.kjoring_ical, name="kjoring-ical"),
    path("kjoring/<int:pk>/handling/<slug:handling>/", views.kjoring_handling, name="kjoring-handling"),
]
