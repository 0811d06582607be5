from django.urls import include, path

from tests.ytelse.gulv import gulv

urlpatterns = [path("gulv/", gulv), path("", include("kompetanse.urls"))]
