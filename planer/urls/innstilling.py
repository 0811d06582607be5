"""Addresses of HR's innstillinger and of what the units do with what was decided."""

from django.urls import path

from planer.innstilling import views

urlpatterns = [
    path("innstillinger/", views.innstilling_list, name="innstilling-list"),
    path("innstillinger/ny/", views.innstilling_create, name="innstilling-create"),
    path("innstillinger/forslag/", views.innstilling_forslag, name="innstilling-forslag"),
    path("innstillinger/<int:pk>/", views.innstilling_detail, name="innstilling-detail"),
    path("innstillinger/<int:pk>/rediger/", views.innstilling_edit, name="innstilling-edit"),
    path("innstillinger/<int:pk>/pdf/", views.innstilling_pdf, name="innstilling-pdf"),
    path("innstillinger/<int:pk>/send/", views.innstilling_send, name="innstilling-send"),
    path("innstillinger/<int:pk>/slett/", views.innstilling_delete, name="innstilling-delete"),
    path("innstillingspunkter/<int:pk>/", views.innstillingspunkt_update, name="innstillingspunkt-update"),
    path("innstillingspunkter/<int:pk>/avgjor/", views.innstillingspunkt_avgjor, name="innstillingspunkt-avgjor"),
    path("innstillingsforslag/<int:pk>/ta-ut/", views.innstillingsforslag_delete, name="innstillingsforslag-delete"),
    path("iverksettinger/<int:pk>/", views.iverksetting_detail, name="iverksetting-detail"),
]
