from django.urls import path

from kartlegging.tabell import views

urlpatterns = [
    path("enhet/<int:pk>/", views.enhet_tabell, name="enhet-tabell"),
    path("enhet/<int:pk>/matrise/", views.enhet_matrise, name="enhet-matrise"),
    path("enhet/<int:pk>/pdf/", views.enhet_tabell_pdf, name="enhet-tabell-pdf"),
    path("enhet/<int:pk>/krav/<int:krav_pk>/behov/", views.enhet_behov, name="enhet-behov"),
    path("katalog/<int:pk>/behov/", views.katalog_behov, name="katalog-behov"),
    path("behov/<int:pk>/trekk/", views.behov_trekk, name="behov-trekk"),
]
