"""Addresses of the report."""

from django.urls import path

from evaluering.rapport import views

urlpatterns = [
    path("<int:pk>/rapport/", views.rapport_detail, name="rapport-detail"),
    path("<int:pk>/rapport/pdf/", views.rapport_pdf, name="rapport-pdf"),
    path("<int:pk>/rapport/utgaver/<int:utgave>/", views.rapport_utgave, name="rapport-utgave"),
    path("<int:pk>/konklusjon/", views.konklusjon_update, name="konklusjon-update"),
]
