"""Addresses of kompetansedager."""

from django.urls import path

from kurs.dager import oppsettsider, views

urlpatterns = [
    path("kompetansedager/", views.mine, name="dager-mine"),
    path("kompetansedager/personer/<int:person_pk>/", views.person_detail, name="dager-person"),
    path("kompetansedager/enheter/<int:enhet_pk>/", views.enhet_detail, name="dager-enhet"),
    path("kompetansedager/enheter/<int:enhet_pk>/tabell/", views.enhet_tabell, name="dager-tabell"),
    path("kompetansedager/enheter/<int:enhet_pk>/rapport/", views.enhet_rapport, name="dager-rapport"),
    path("kompetansedager/andeler/", views.andel_list, name="dager-andeler"),
    path("kompetansedager/oppsett/", oppsettsider.oppsett_update, name="dagoppsett-update"),
    path("kompetansedager/maal/nytt/", oppsettsider.maal_create, name="dagmaal-create"),
    path("kompetansedager/maal/<int:pk>/slett/", oppsettsider.maal_delete, name="dagmaal-delete"),
]
