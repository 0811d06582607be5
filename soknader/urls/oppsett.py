from django.urls import path

from soknader.views import oppsett

urlpatterns = [
    path("oppsett/", oppsett.oppsett_detail, name="oppsett-detail"),
    path("oppsett/tekster/", oppsett.oppsett_update, name="oppsett-update"),
    path("oppsett/steg/nytt/", oppsett.kjedesteg_create, name="kjedesteg-create"),
    path("oppsett/steg/<int:pk>/", oppsett.kjedesteg_update, name="kjedesteg-update"),
    path("oppsett/steg/<int:pk>/flytt/", oppsett.kjedesteg_flytt, name="kjedesteg-flytt"),
    path("oppsett/steg/<int:pk>/fjern/", oppsett.kjedesteg_delete, name="kjedesteg-delete"),
]
