"""Addresses of the plans and their three steps."""

from django.urls import path

from planer.plan.views import behovsteg, maalsteg, planer

urlpatterns = [
    path("", planer.plan_list, name="plan-list"),
    path("ny/", planer.plan_start, name="plan-start"),
    path("ny/<int:enhet_pk>/", planer.plan_create, name="plan-create"),
    path("<int:pk>/", planer.plan_detail, name="plan-detail"),
    path("<int:pk>/maal/", maalsteg.plan_maal, name="plan-maal"),
    path("<int:plan_pk>/maal/<int:over_pk>/svar/", maalsteg.maal_answer, name="maal-answer"),
    path("<int:pk>/behov/", behovsteg.plan_behov, name="plan-behov"),
    path("<int:plan_pk>/funn/", behovsteg.funn_answer, name="funn-answer"),
    path("<int:plan_pk>/faktor/<int:listeverdi_pk>/", behovsteg.faktornotat_update, name="faktornotat-update"),
    path("<int:pk>/tiltak/", planer.plan_tiltak, name="plan-tiltak"),
]
