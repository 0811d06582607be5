from django.urls import path

from soknader.mbu.views import redigering, sak

urlpatterns = [
    path("mbu/", sak.mbusak_list, name="mbusak-list"),
    path("mbu/ny/", sak.mbusak_create, name="mbusak-create"),
    path("mbu/<int:pk>/", sak.mbusak_detail, name="mbusak-detail"),
    path("mbu/<int:pk>/pdf/", sak.mbusak_pdf, name="mbusak-pdf"),
    path("mbu/<int:pk>/rediger/", redigering.mbusak_edit, name="mbusak-edit"),
    path("mbu/<int:pk>/hent/", sak.mbusak_collect, name="mbusak-collect"),
    path("mbu/<int:pk>/vedtak/", sak.mbusak_vedtak, name="mbusak-vedtak"),
    path("mbu/<int:pk>/<slug:handling>/", sak.mbusak_step, name="mbusak-step"),
]
