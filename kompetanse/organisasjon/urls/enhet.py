from django.urls import path

from kompetanse.organisasjon.views import enhet, enhet_endring

ENDRINGER = {
    "ny": "create",
    "nytt-navn": "rename",
    "flytt": "move",
    "slaa-sammen": "merge",
    "del": "split",
    "avslutt": "close",
}

urlpatterns = [
    path("", enhet.enhet_list, name="enhet-list"),
    path("enheter/forslag/", enhet.enhet_suggest, name="enhet-suggest"),
    path("enheter/<int:pk>/", enhet.enhet_detail, name="enhet-detail"),
    path("enheter/<int:pk>/gren/", enhet.enhet_branch, name="enhet-branch"),
    path("enheter/<int:pk>/ansatte/", enhet.enhet_people, name="enhet-people"),
    path("enheter/<int:pk>/historikk/", enhet.enhet_history, name="enhet-history"),
    *(
        path(f"enheter/<int:pk>/{ord_}/", enhet_endring.enhet_change, {"handling": handling}, name=f"enhet-{handling}")
        for ord_, handling in ENDRINGER.items()
    ),
]
