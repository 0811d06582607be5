"""Every address of the product."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path

from kompetanse.felles.helse import helse
from kompetanse.organisasjon.views.kommune import tema
from kompetanse.organisasjon.views.konto import velg_spraak

# The support pages ask for the same login as all others, with its lock-out and its second step.
admin.site.login = secure_admin_login(admin.site.login)

urlpatterns = [
    path("helse/", helse, name="helse"),
    path("drift/", admin.site.urls),
    path("i18n/setlang/", velg_spraak, name="set_language"),
    path("tema.css", tema, name="tema"),
    path("konto/", include("kompetanse.organisasjon.urls.innlogging")),
    path("organisasjon/", include("kompetanse.organisasjon.urls")),
    path("kompetanse/", include("kartlegging.urls")),
    path("planer/", include("planer.urls")),
    path("d/", include("planer.urls.telefon")),
    path("o/", include("kurs.urls.dor")),
    path("kurs/", include("kurs.urls")),
    path("evaluering/", include("evaluering.urls")),
    path("e/", include("evaluering.urls.telefon")),
    path("soknader/", include("soknader.urls")),
    path("", include("kompetanse.felles.urls")),
    path("", include("kompetanse.oversikt.urls")),
]
