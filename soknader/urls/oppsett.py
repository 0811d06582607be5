from django.urls import path

from soknader.oppsett import views

urlpatterns = [
    path("oppsett/", views.oppsett_detail, name="oppsett-detail"),
    path("oppsett/tekster/", views.oppsett_update, name="oppsett-update"),
    path("oppsett/steg/nytt/", views.kjedesteg_create, name="kjedesteg-create"),
    path("oppsett/steg/<int:pk>/", views.kjedesteg_update, name="kjedesteg-update"),
    path("oppsett/steg/<int:pk>/flytt/", views.kjedesteg_flytt, name="kjedesteg-flytt"),
    path("oppsett/steg/<int:pk>/fjern/", views.kjedesteg_delete, name="kjedesteg-delete"),
    path("oppsett/beslutning/<int:pk>/", views.beslutning_update, name="beslutning-update"),
    path("oppsett/mottak/", views.soknadsmottak, name="soknadsmottak"),
    path("oppsett/mottak/ny/", views.soknadsrunde_create, name="soknadsrunde-create"),
    path("oppsett/mottak/<int:pk>/", views.soknadsrunde_update, name="soknadsrunde-update"),
    path("oppsett/mottak/<int:pk>/slett/", views.soknadsrunde_delete, name="soknadsrunde-delete"),
    path("oppsett/mottak/<int:pk>/etterfrist/", views.soknadsrunde_etterfrist, name="soknadsrunde-etterfrist"),
]
