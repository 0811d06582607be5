"""Addresses of the handlingsplan."""

from django.urls import path

from planer.handlingsplan.views import oppsett, tabell

urlpatterns = [
    path("<int:pk>/handlingsplan/", tabell.plan_handlingsplan, name="plan-handlingsplan"),
    path("tiltak/<int:pk>/celle/<str:kolonne>/", tabell.tiltak_celle, name="tiltak-celle"),
    path("visninger/", oppsett.visning_list, name="visning-list"),
    path("visninger/ny/", oppsett.visning_create, name="visning-create"),
    path("visninger/<int:pk>/", oppsett.visning_update, name="visning-update"),
    path("visninger/<int:pk>/slett/", oppsett.visning_delete, name="visning-delete"),
    path("visninger/kolonner/ny/", oppsett.egenkolonne_create, name="egenkolonne-create"),
    path("visninger/kolonner/<int:pk>/", oppsett.egenkolonne_update, name="egenkolonne-update"),
    path("visninger/kolonner/<int:pk>/slett/", oppsett.egenkolonne_delete, name="egenkolonne-delete"),
]
