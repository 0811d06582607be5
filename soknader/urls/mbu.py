from django.urls import path

from soknader.mbu import views

urlpatterns = [
    path("mbu/", views.mbusak_list, name="mbusak-list"),
    path("mbu/ny/", views.mbusak_create, name="mbusak-create"),
    path("mbu/<int:pk>/", views.mbusak_detail, name="mbusak-detail"),
    path("mbu/<int:pk>/pdf/", views.mbusak_pdf, name="mbusak-pdf"),
    path("mbu/<int:pk>/rediger/", views.mbusak_edit, name="mbusak-edit"),
    path("mbu/<int:pk>/hent/", views.mbusak_collect, name="mbusak-collect"),
    path("mbu/<int:pk>/vedtak/", views.mbusak_vedtak, name="mbusak-vedtak"),
    path("mbu/<int:pk>/<slug:handling>/", views.mbusak_step, name="mbusak-step"),
]
