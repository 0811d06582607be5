"""Addresses of the plans of one person each."""

from django.urls import path

from planer.person.views import maal, plan, tiltak

urlpatterns = [
    path("utvikling/", plan.personplan_list, name="personplan-list"),
    path("utvikling/min/", plan.personplan_mine, name="personplan-mine"),
    path("utvikling/for/<int:person_pk>/", plan.personplan_create, name="personplan-create"),
    path("utvikling/<int:pk>/", plan.personplan_detail, name="personplan-detail"),
    path("utvikling/<int:pk>/leder/", plan.personplan_leader, name="personplan-leader"),
    path("utvikling/<int:pk>/godta/", plan.personplan_agree, name="personplan-agree"),
    path("utvikling/<int:pk>/endre/", plan.personplan_withdraw, name="personplan-withdraw"),
    path("utvikling/<int:personplan_pk>/maal/nytt/", maal.personmaal_create, name="personmaal-create"),
    path("utvikling/maal/<int:pk>/", maal.personmaal_update, name="personmaal-update"),
    path("utvikling/maal/<int:pk>/slett/", maal.personmaal_delete, name="personmaal-delete"),
    path("utvikling/maal/<int:personmaal_pk>/tiltak/nytt/", tiltak.persontiltak_create, name="persontiltak-create"),
    path("utvikling/tiltak/<int:pk>/", tiltak.persontiltak_update, name="persontiltak-update"),
    path("utvikling/tiltak/<int:pk>/slett/", tiltak.persontiltak_delete, name="persontiltak-delete"),
]
