"""Every address of the product."""

from django.contrib import admin
from django.urls import include, path

from kompetanse.felles.helse import helse

urlpatterns = [
    path("helse/", helse, name="helse"),
    path("drift/", admin.site.urls),
    path("i18n/", include("django.conf.urls.i18n")),
    path("konto/", include("allauth.urls")),
    path("organisasjon/", include("kompetanse.organisasjon.urls")),
    path("planer/", include("planer.urls")),
    path("soknader/", include("soknader.urls")),
    path("", include("kompetanse.felles.urls")),
    path("", include("kompetanse.oversikt.urls")),
]
