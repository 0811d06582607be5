from django.urls import path

from kompetanse.oversikt import views

app_name = "oversikt"
urlpatterns = [
    path("", views.min_side, name="min-side"),
    path("sok/", views.sok_alt, name="sok"),
    path("tilgjengelighet/", views.tilgjengelighet, name="tilgjengelighet"),
    path("personvern/", views.personvern, name="personvern"),
    path("hjelp/", views.hjelp, name="hjelp"),
]
