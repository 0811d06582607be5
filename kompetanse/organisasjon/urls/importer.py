from django.urls import path

from kompetanse.organisasjon.views import importer

urlpatterns = [
    path("import/", importer.import_list, name="import-list"),
    path("import/eksempel/", importer.import_eksempel, name="import-eksempel"),
    path("import/<int:pk>/", importer.import_detail, name="import-detail"),
    path("import/<int:pk>/kolonner/", importer.import_kolonner, name="import-kolonner"),
    path("import/<int:pk>/kontroller/", importer.import_kontroller, name="import-kontroller"),
    path("import/<int:pk>/bekreft/", importer.import_bekreft, name="import-bekreft"),
    path("import/<int:pk>/forkast/", importer.import_forkast, name="import-forkast"),
    path("import/<int:pk>/feil/", importer.import_feil, name="import-feil"),
]
