from django.urls import path

from soknader.views import mbu, mbu_endring

urlpatterns = [
    path("mbu/", mbu.mbusak_list, name="mbusak-list"),
    path("mbu/ny/", mbu_endring.mbusak_create, name="mbusak-create"),
    path("mbu/<int:pk>/", mbu.mbusak_detail, name="mbusak-detail"),
    path("mbu/<int:pk>/pdf/", mbu.mbusak_pdf, name="mbusak-pdf"),
    path("mbu/<int:pk>/rediger/", mbu_endring.mbusak_edit, name="mbusak-edit"),
    path("mbu/<int:pk>/hent/", mbu_endring.mbusak_collect, name="mbusak-collect"),
    path("mbu/<int:pk>/vedtak/", mbu_endring.mbusak_vedtak, name="mbusak-vedtak"),
    path("mbu/<int:pk>/<slug:handling>/", mbu_endring.mbusak_step, name="mbusak-step"),
]
