"""Addresses of the plans and their three steps."""

from django.urls import path

from planer.plan.views import behovsteg, endring, maalsteg, planer
from planer.valg import valg_suggest

urlpatterns = [
    path("forslag/", valg_suggest, {"slag": "plan"}, name="plan-suggest"),
    path("", planer.plan_list, name="plan-list"),
    path("ny/", planer.plan_start, name="plan-start"),
    path("ny/<int:enhet_pk>/", planer.plan_create, name="plan-create"),
    path("<int:pk>/", planer.plan_detail, name="plan-detail"),
    path("<int:pk>/om/", endring.plan_update, name="plan-update"),
    path("<int:pk>/slett/", endring.plan_delete, name="plan-delete"),
    path("<int:pk>/eksempel/", endring.plan_eksempel, name="plan-eksempel"),
    path("<int:plan_pk>/gruppen/ny/", endring.medlem_create, name="arbeidsgruppemedlem-create"),
    path("gruppen/<int:pk>/ta-ut/", endring.medlem_delete, name="arbeidsgruppemedlem-delete"),
    path("tekster/<int:pk>/", endring.planseksjon_update, name="planseksjon-update"),
    path(
        "<int:plan_pk>/refleksjon/<int:refleksjonssporsmaal_pk>/", endring.refleksjon_update, name="refleksjon-update"
    ),
    path("<int:pk>/maal/", maalsteg.plan_maal, name="plan-maal"),
    path("<int:plan_pk>/maal/<int:over_pk>/svar/", maalsteg.maal_answer, name="maal-answer"),
    path("<int:pk>/behov/", behovsteg.plan_behov, name="plan-behov"),
    path("<int:plan_pk>/funn/", behovsteg.funn_answer, name="funn-answer"),
    path("<int:plan_pk>/faktor/<int:listeverdi_pk>/", behovsteg.faktornotat_update, name="faktornotat-update"),
    path("<int:pk>/tiltak/", planer.plan_tiltak, name="plan-tiltak"),
]
