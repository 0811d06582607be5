from django.urls import path

from kompetanse.oversikt import views
from kompetanse.oversikt.budsjett import views as budsjett
from kompetanse.oversikt.rodtraad import views as rodtraad

app_name = "oversikt"
urlpatterns = [
    path("", views.min_side, name="min-side"),
    path("sok/", views.sok_alt, name="sok"),
    path("tilgjengelighet/", views.tilgjengelighet, name="tilgjengelighet"),
    path("personvern/", views.personvern, name="personvern"),
    path("hjelp/", views.hjelp, name="hjelp"),
    path("hjelp/<slug:navn>/", views.veiledning, name="veiledning"),
    path("budsjett/", budsjett.budsjett_detail, name="budsjett-detail"),
    path("budsjett/poster/", budsjett.budsjett_poster, name="budsjett-poster"),
    path("budsjett/uten-belop/", budsjett.budsjett_uten_belop, name="budsjett-uten-belop"),
    path("rod-traad/brudd/", rodtraad.brudd_list, name="brudd-list"),
    path("rod-traad/brudd/<slug:brudd>/", rodtraad.brudd_detail, name="brudd-detail"),
    path("rod-traad/<slug:ledd>/<int:pk>/", rodtraad.traad_detail, name="traad-detail"),
    path("rod-traad/<slug:ledd>/<int:pk>/pdf/", rodtraad.traad_pdf, name="traad-pdf"),
]
