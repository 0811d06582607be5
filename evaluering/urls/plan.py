"""Addresses of planned evaluations."""

from django.urls import path

from evaluering.plan import views

urlpatterns = [
    path("", views.evaluering_list, name="evaluering-list"),
    path("av-tiltak/<int:tiltak_pk>/", views.evaluering_create_tiltak, name="evaluering-create-tiltak"),
    path("av-kurs/<int:kjoring_pk>/", views.evaluering_create_kjoring, name="evaluering-create-kjoring"),
    path("av-midler/<int:midler_pk>/", views.evaluering_create_midler, name="evaluering-create-midler"),
    path("<int:pk>/", views.evaluering_detail, name="evaluering-detail"),
    path("<int:pk>/endre/", views.evaluering_update, name="evaluering-update"),
    path("<int:pk>/slett/", views.evaluering_delete, name="evaluering-delete"),
    path("<int:pk>/deltakere/", views.evaluering_deltakere, name="evaluering-deltakere"),
    path("<int:evaluering_pk>/indikatorer/ny/", views.indikator_create, name="indikator-create"),
    path("indikatorer/<int:pk>/endre/", views.indikator_update, name="indikator-update"),
    path("indikatorer/<int:pk>/slett/", views.indikator_delete, name="indikator-delete"),
    path("nivaaer/<int:pk>/endre/", views.niva_update, name="niva-update"),
]
