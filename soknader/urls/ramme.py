from django.urls import path

from soknader.views import ramme, ramme_endring

urlpatterns = [
    path("midler/", ramme.ramme_list, name="ramme-list"),
    path("midler/ny/", ramme_endring.ramme_create, name="ramme-create"),
    path("midler/<int:aar>/", ramme.ramme_detail, name="ramme-detail"),
    path("midler/<int:aar>/saker/", ramme.ramme_saker, name="ramme-saker"),
    path("midler/<int:aar>/fordelt/", ramme.ramme_fordelt, name="ramme-fordelt"),
    path("midler/<int:aar>/endre/", ramme_endring.ramme_update, name="ramme-update"),
    path("midler/<int:aar>/oremerking/", ramme_endring.ramme_oremerk, name="ramme-oremerk"),
    path("midler/<int:aar>/justering/", ramme_endring.ramme_juster, name="ramme-juster"),
    path("midler/<int:aar>/overforing/", ramme_endring.ramme_overfor, name="ramme-overfor"),
    path("midler/<int:aar>/fordeling/", ramme_endring.ramme_fordel, name="ramme-fordel"),
]
