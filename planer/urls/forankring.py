"""Addresses of what plans are anchored in."""

from django.urls import path

from planer.forankring.views import dokumenter, satsinger

urlpatterns = [
    path("satsingsomraader/", satsinger.satsingsomraade_list, name="satsingsomraade-list"),
    path("satsingsomraader/nytt/", satsinger.satsingsomraade_create, name="satsingsomraade-create"),
    path("satsingsomraader/<int:pk>/", satsinger.satsingsomraade_update, name="satsingsomraade-update"),
    path("satsingsomraader/<int:pk>/slett/", satsinger.satsingsomraade_delete, name="satsingsomraade-delete"),
    path("styringsdokumenter/", dokumenter.styringsdokument_list, name="styringsdokument-list"),
    path("styringsdokumenter/nytt/", dokumenter.styringsdokument_create, name="styringsdokument-create"),
    path("styringsdokumenter/<int:pk>/", dokumenter.styringsdokument_detail, name="styringsdokument-detail"),
    path("styringsdokumenter/<int:pk>/endre/", dokumenter.styringsdokument_update, name="styringsdokument-update"),
    path("styringsdokumenter/<int:pk>/slett/", dokumenter.styringsdokument_delete, name="styringsdokument-delete"),
    path("styringsdokumenter/<int:pk>/lim-inn/", dokumenter.styringsdokument_maal, name="styringsdokument-maal"),
    path("styringsdokumenter/filer/<int:pk>/", dokumenter.dokumentfil_download, name="dokumentfil-download"),
    path("styringsdokumenter/filer/<int:pk>/fjern/", dokumenter.dokumentfil_delete, name="dokumentfil-delete"),
]
