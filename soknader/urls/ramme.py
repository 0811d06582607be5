from django.urls import path

from soknader.ramme import views

urlpatterns = [
    path("midler/", views.ramme_list, name="ramme-list"),
    path("midler/ny/", views.ramme_create, name="ramme-create"),
    path("midler/<int:aar>/", views.ramme_detail, name="ramme-detail"),
    path("midler/<int:aar>/saker/", views.ramme_saker, name="ramme-saker"),
    path("midler/<int:aar>/fordelt/", views.ramme_fordelt, name="ramme-fordelt"),
    path("midler/<int:aar>/endre/", views.ramme_update, name="ramme-update"),
    path("midler/<int:aar>/oremerking/", views.ramme_oremerk, name="ramme-oremerk"),
    path("midler/<int:aar>/justering/", views.ramme_juster, name="ramme-juster"),
    path("midler/<int:aar>/overforing/", views.ramme_overfor, name="ramme-overfor"),
    path("midler/<int:aar>/fordeling/", views.ramme_fordel, name="ramme-fordel"),
]
