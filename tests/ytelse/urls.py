from django.urls import include, path

from tests.ytelse import gulv

urlpatterns = [
    path("gulv/ramme/", gulv.ramme),
    path("gulv/g1/", gulv.g1),
    path("gulv/g2/", gulv.g2),
    path("gulv/g2/<int:rader>/<int:kolonner>/", gulv.g2),
    path("gulv/g3/", gulv.g3),
    path("", include("kompetanse.urls")),
]
