"""Addresses of goals."""

from django.urls import path

from planer.maal import views
from planer.valg import valg_suggest

urlpatterns = [
    path("maal/forslag/", valg_suggest, {"slag": "maal"}, name="maal-suggest"),
    path("<int:plan_pk>/maal/nytt/", views.maal_create, name="maal-create"),
    path("styringsdokumenter/<int:dokument_pk>/maal/nytt/", views.dokumentmaal_create, name="dokumentmaal-create"),
    path("maal/<int:pk>/", views.maal_detail, name="maal-detail"),
    path("maal/<int:pk>/endre/", views.maal_update, name="maal-update"),
    path("maal/<int:pk>/slett/", views.maal_delete, name="maal-delete"),
    path("maal/<int:pk>/maal-naa/", views.maal_measure, name="maal-measure"),
    path("maal/<int:maal_pk>/maalinger/", views.maaling_create, name="maaling-create"),
    path("maal/<int:maal_pk>/maalinger/les/", views.maaling_read, name="maaling-read"),
    path("maalinger/<int:pk>/slett/", views.maaling_delete, name="maaling-delete"),
]
