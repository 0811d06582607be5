"""Addresses of what HR keeps."""

from django.urls import path

from evaluering.oppsett.views import oppsett, skjema

urlpatterns = [
    path("oppsett/", oppsett.oppsett_detail, name="oppsett-detail"),
    path("oppsett/felles/", oppsett.oppsett_update, name="oppsett-update"),
    path("oppsett/nivaaer/<int:pk>/", oppsett.standard_update, name="standard-update"),
    path("oppsett/regler/ny/", oppsett.regel_create, name="regel-create"),
    path("oppsett/regler/<int:pk>/", oppsett.regel_update, name="regel-update"),
    path("oppsett/regler/<int:pk>/slett/", oppsett.regel_delete, name="regel-delete"),
    path("skjemaer/nytt/", skjema.skjema_create, name="skjema-create"),
    path("skjemaer/<int:pk>/", skjema.skjema_detail, name="skjema-detail"),
    path("skjemaer/<int:pk>/endre/", skjema.skjema_update, name="skjema-update"),
    path("skjemaer/<int:pk>/slett/", skjema.skjema_delete, name="skjema-delete"),
    path("skjemaer/<int:pk>/vis/", skjema.skjema_vis, name="skjema-vis"),
    path("skjemaer/<int:skjema_pk>/sporsmal/nytt/", skjema.sporsmal_create, name="sporsmal-create"),
    path("sporsmal/<int:pk>/", skjema.sporsmal_update, name="sporsmal-update"),
    path("sporsmal/<int:pk>/slett/", skjema.sporsmal_delete, name="sporsmal-delete"),
    path("sporsmal/<int:pk>/flytt/", skjema.sporsmal_flytt, name="sporsmal-flytt"),
]
