"""Addresses of the yearly wheel."""

from django.urls import path

from planer.aarshjul import kalendersider, views

urlpatterns = [
    path("aarshjul/", views.aarshjul, name="aarshjul"),
    path("aarshjul/<int:pk>/", views.aarshjul_detail, name="aarshjul-detail"),
    path("aarshjul/<int:pk>/plan/", views.aarshjul_plan, name="aarshjul-plan"),
    path("aarshjul/kalender/", kalendersider.kalenderadresse_create, name="kalenderadresse-create"),
    path("kalender/<str:hemmelighet>.ics", kalendersider.kalender, name="kalender"),
    path("aarshjul/<int:enhet_pk>/ny/", views.aarsaktivitet_create, name="aarsaktivitet-create"),
    path("aarsaktivitet/<int:pk>/", views.aarsaktivitet_detail, name="aarsaktivitet-detail"),
    path("aarsaktivitet/<int:pk>/endre/", views.aarsaktivitet_update, name="aarsaktivitet-update"),
    path("aarsaktivitet/<int:pk>/slett/", views.aarsaktivitet_delete, name="aarsaktivitet-delete"),
    path("aarsaktivitet/<int:pk>/gjort/<int:enhet_pk>/<int:aar>/", views.aarsaktivitet_done, name="aarsaktivitet-done"),
]
