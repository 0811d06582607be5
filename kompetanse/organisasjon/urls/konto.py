from django.urls import path

from kompetanse.organisasjon.views import egne_data, kommune, konto

urlpatterns = [
    path("invitasjon/<str:token>/", konto.invitasjon, name="invitasjon"),
    path("mine-data/", egne_data.mine_data, name="mine-data"),
    path("mine-data/json/", egne_data.mine_data_json, name="mine-data-json"),
    path("mine-data/pdf/", egne_data.mine_data_pdf, name="mine-data-pdf"),
    path("varsler/", konto.velg_varselrytme, name="varselrytme"),
    path("innstillinger/", kommune.kommune_update, name="kommune-update"),
    path("logo/", kommune.logo, name="logo"),
]
