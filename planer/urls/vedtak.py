"""Addresses of a plan's way to being adopted, and of what was."""

from django.urls import path

from planer.vedtak import views

urlpatterns = [
    path("<int:pk>/vedtak/", views.plan_vedtak, name="plan-vedtak"),
    path("<int:pk>/vedta/", views.plan_vedta, name="plan-vedta"),
    path("<int:pk>/pdf/", views.plan_pdf, name="plan-pdf"),
    path("<int:pk>/vedtak/<slug:handling>/", views.plan_steg, name="plan-steg"),
    path("versjoner/<int:pk>/", views.planversjon_detail, name="planversjon-detail"),
    path("versjoner/<int:pk>/pdf/", views.planversjon_pdf, name="planversjon-pdf"),
]
