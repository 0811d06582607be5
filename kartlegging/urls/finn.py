from django.urls import path

from kartlegging.finn import views

urlpatterns = [
    path("finn/", views.finn_kompetanse, name="finn"),
    path("finn/foresporsler/", views.foresporsel_list, name="foresporsel-list"),
    path("finn/foresporsler/ny/", views.foresporsel_create, name="foresporsel-create"),
    path("finn/foresporsler/<int:pk>/", views.foresporsel_detail, name="foresporsel-detail"),
    path("finn/foresporsler/<int:pk>/trekk/", views.foresporsel_trekk, name="foresporsel-trekk"),
    path("finn/foresporsler/<int:pk>/avslutt/", views.foresporsel_lukk, name="foresporsel-lukk"),
    path("oppsett/sok/", views.apentsok_update, name="apentsok-update"),
]
