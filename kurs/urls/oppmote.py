"""Addresses of attendance."""

from django.urls import path

from kurs.oppmote.views import fullforing, gruppe, liste

urlpatterns = [
    path("samling/<int:pk>/oppmote/", liste.samling_oppmote, name="samling-oppmote"),
    path("samling/<int:pk>/kode/", liste.samling_kode, name="samling-kode"),
    path("samling/<int:pk>/dor/", liste.samling_dor, name="samling-dor"),
    path("samling/<int:pk>/dor/naa/", liste.samling_dor_naa, name="samling-dor-naa"),
    path("kjoring/<int:pk>/fullfor/", fullforing.kjoring_fullfor, name="kjoring-fullfor"),
    path("kjoring/<int:pk>/logg/", gruppe.kjoring_logg, name="kjoring-logg"),
    path("kjoring/<int:pk>/kursbevis/", fullforing.kjoring_kursbevis, name="kjoring-kursbevis"),
    path("kursbevis/<int:pk>/", fullforing.kursplass_kursbevis, name="kursplass-kursbevis"),
    path("kursbevis/<int:pk>/delt/", fullforing.kursplass_delt, name="kursplass-delt"),
]
