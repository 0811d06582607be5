from django.urls import path

from kompetanse.organisasjon.views import rolle

urlpatterns = [
    path("roller/", rolle.rolle_list, name="rolle-list"),
    path("roller/ny/", rolle.rolle_create, name="rolle-create"),
    path("roller/<int:pk>/avslutt/", rolle.rolle_end, name="rolle-end"),
    path("roller/<int:pk>/stedfortreder/", rolle.stedfortreder_create, name="stedfortreder-create"),
    path("stedfortredere/<int:pk>/fjern/", rolle.stedfortreder_delete, name="stedfortreder-delete"),
    path("rollenavn/", rolle.rolletype_list, name="rolletype-list"),
    path("rollenavn/<int:pk>/", rolle.rolletype_update, name="rolletype-update"),
]
