"""Addresses of the collections, and of what waits for oneself."""

from django.urls import path

from evaluering.svar import views

urlpatterns = [
    path("mine/", views.mine, name="svar-mine"),
    path("nivaaer/<int:pk>/svar/", views.niva_svar, name="niva-svar"),
    path("nivaaer/<int:pk>/spor/<slug:moment>/", views.niva_spor, name="niva-spor"),
    path("nivaaer/<int:pk>/fil/<slug:moment>/", views.niva_fil, name="niva-fil"),
    path("nivaaer/<int:pk>/mal/<slug:moment>/", views.niva_mal, name="niva-mal"),
    path("nivaaer/<int:pk>/rakk-ikke/", views.niva_rakk_ikke, name="niva-rakk-ikke"),
    path("nivaaer/<int:pk>/registrer/", views.niva_registrer, name="niva-registrer"),
    path("innsamlinger/<int:pk>/frist/", views.innsamling_frist, name="innsamling-frist"),
    path("innsamlinger/<int:pk>/lukk/", views.innsamling_lukk, name="innsamling-lukk"),
    path("innsamlinger/<int:pk>/vegg/", views.innsamling_vegg, name="innsamling-vegg"),
    path("innsamlinger/<int:pk>/papir/", views.innsamling_papir, name="innsamling-papir"),
    path("innsamlinger/<int:pk>/papir/<uuid:lenke>/", views.innsamling_papir_om, name="innsamling-papir-om"),
]
