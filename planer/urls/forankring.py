"""Addresses of what plans are anchored in."""

from django.urls import path

from planer.forankring.views import dokumenter, oppsett, satsinger

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
    path("oppsett/", oppsett.planoppsett_detail, name="planoppsett-detail"),
    path("oppsett/lister/<slug:liste>/ny/", oppsett.listeverdi_create, name="listeverdi-create"),
    path("oppsett/verdier/<int:pk>/", oppsett.listeverdi_update, name="listeverdi-update"),
    path("oppsett/verdier/<int:pk>/slett/", oppsett.listeverdi_delete, name="listeverdi-delete"),
    path("oppsett/seksjoner/ny/", oppsett.seksjonsmal_create, name="seksjonsmal-create"),
    path("oppsett/seksjoner/<int:pk>/", oppsett.seksjonsmal_update, name="seksjonsmal-update"),
    path("oppsett/seksjoner/<int:pk>/slett/", oppsett.seksjonsmal_delete, name="seksjonsmal-delete"),
    path("oppsett/vedtaksorganer/<int:pk>/", oppsett.vedtaksorgan_update, name="vedtaksorgan-update"),
    path("oppsett/sporsmaal/nytt/", oppsett.refleksjonssporsmaal_create, name="refleksjonssporsmaal-create"),
    path("oppsett/sporsmaal/<int:pk>/", oppsett.refleksjonssporsmaal_update, name="refleksjonssporsmaal-update"),
    path("oppsett/sporsmaal/<int:pk>/slett/", oppsett.refleksjonssporsmaal_delete, name="refleksjonssporsmaal-delete"),
]
