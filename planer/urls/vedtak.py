"""Addresses of a plan's way to being adopted, and of what was."""

from django.urls import path

from planer.vedtak.views import drofting, protokoll, saksframlegg, vedtak

urlpatterns = [
    path("<int:pk>/vedtak/", vedtak.plan_vedtak, name="plan-vedtak"),
    path("<int:pk>/vedta/", vedtak.plan_vedta, name="plan-vedta"),
    path("<int:pk>/pdf/", vedtak.plan_pdf, name="plan-pdf"),
    path("<int:pk>/vedtak/<slug:handling>/", vedtak.plan_steg, name="plan-steg"),
    path("<int:pk>/drofting/", drofting.plan_drofting, name="plan-drofting"),
    path("<int:pk>/forslag/", drofting.plan_forslag, name="plan-forslag"),
    path("versjoner/<int:pk>/", vedtak.planversjon_detail, name="planversjon-detail"),
    path("versjoner/<int:pk>/pdf/", vedtak.planversjon_pdf, name="planversjon-pdf"),
    path("versjoner/<int:pk>/endringer/", protokoll.planversjon_endringer, name="planversjon-endringer"),
    path("<int:pk>/protokoll/ny/", protokoll.plan_protokoll, name="plan-protokoll"),
    path("protokoll/<int:pk>/", protokoll.protokollinje_update, name="protokollinje-update"),
    path("protokoll/<int:pk>/slett/", protokoll.protokollinje_delete, name="protokollinje-delete"),
    path("<int:pk>/saksframlegg/", saksframlegg.plan_saksframlegg, name="plan-saksframlegg"),
    path("saksframlegg/<int:pk>/", saksframlegg.saksframlegg_detail, name="saksframlegg-detail"),
    path("saksframlegg/<int:pk>/rediger/", saksframlegg.saksframlegg_edit, name="saksframlegg-edit"),
    path("saksframlegg/<int:pk>/pdf/", saksframlegg.saksframlegg_pdf, name="saksframlegg-pdf"),
    path("saksframlegg/<int:pk>/vedlegg/", saksframlegg.saksframlegg_vedlegg, name="saksframlegg-vedlegg"),
    path("saksframlegg/<int:pk>/send/", saksframlegg.saksframlegg_send, name="saksframlegg-send"),
    path("saksframlegg/<int:pk>/slett/", saksframlegg.saksframlegg_delete, name="saksframlegg-delete"),
    path("droftinger/<int:pk>/", drofting.drofting_detail, name="drofting-detail"),
    path("droftinger/<int:pk>/pdf/", drofting.drofting_pdf, name="drofting-pdf"),
    path("droftinger/<int:pk>/hold/", drofting.drofting_hold, name="drofting-hold"),
    path("droftingsparter/<int:pk>/syn/", drofting.droftingspart_syn, name="droftingspart-syn"),
    path("behovsforslag/<int:pk>/<slug:handling>/", drofting.behovsforslag_svar, name="behovsforslag-svar"),
]
