"""Addresses of courses, and of the rows that belong to them."""

from django.urls import path

from kurs.tilbud import views

urlpatterns = [
    path("ny/", views.kurs_create, name="kurs-create"),
    path("oppsett/", views.kursoppsett_update, name="kursoppsett-update"),
    path("<int:pk>/endre/", views.kurs_update, name="kurs-update"),
    path("<int:pk>/slett/", views.kurs_delete, name="kurs-delete"),
    path("<int:kurs_pk>/kompetanse/ny/", views.kurskompetanse_create, name="kurskompetanse-create"),
    path("kompetanse/<int:pk>/slett/", views.kurskompetanse_delete, name="kurskompetanse-delete"),
    path("<int:kurs_pk>/malgruppe/ny/", views.malgruppe_create, name="malgruppe-create"),
    path("malgruppe/<int:pk>/slett/", views.malgruppe_delete, name="malgruppe-delete"),
    path("<int:kurs_pk>/tiltak/ny/", views.kurstiltak_create, name="kurstiltak-create"),
    path("<int:pk>/tiltak/<int:tiltak_pk>/losne/", views.kurs_losne, name="kurs-losne"),
]
