from django.urls import path

from kompetanse.organisasjon.views import importer

urlpatterns = [
    path("import/eksempel/", importer.import_eksempel, name="import-eksempel"),
    *importer.SIDER.stier("import/"),
]
