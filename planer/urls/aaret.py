"""Addresses of the plan through the year."""

from django.urls import path

from planer.aaret import views

urlpatterns = [
    path("<int:pk>/underveis/", views.plan_underveis, name="plan-underveis"),
    path("<int:pk>/evaluer/", views.plan_evaluer, name="plan-evaluer"),
    path("<int:pk>/rull/", views.plan_rull, name="plan-rull"),
    path("<int:pk>/overgang/", views.plan_overgang, name="plan-overgang"),
    path("enhet/<int:pk>/rull/", views.enhet_rull, name="enhet-rull"),
]
