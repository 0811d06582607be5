from django.urls import path

from kompetanse.organisasjon.views import kommune, konto

urlpatterns = [
    path("invitasjon/<str:token>/", konto.invitasjon, name="invitasjon"),
    path("innstillinger/", kommune.kommune_update, name="kommune-update"),
    path("logo/", kommune.logo, name="logo"),
]
