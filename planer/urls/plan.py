"""Addresses of the plans and their three steps."""

from django.urls import path

from planer.plan import views

urlpatterns = [
    path("", views.plan_list, name="plan-list"),
    path("<int:pk>/", views.plan_detail, name="plan-detail"),
    path("<int:pk>/maal/", views.plan_maal, name="plan-maal"),
    path("<int:pk>/behov/", views.plan_behov, name="plan-behov"),
    path("<int:pk>/tiltak/", views.plan_tiltak, name="plan-tiltak"),
]
