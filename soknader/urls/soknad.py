"""Addresses of the register, the form, the case, its attachments and its report."""

from django.urls import path

from soknader.sak.views import fra_tiltak, rapport, register, sak, soknad, vedlegg

urlpatterns = [
    path("", register.soknad_list, name="soknad-list"),
    path("ny/", soknad.soknad_create, name="soknad-create"),
    path("fra-tiltak/<int:tiltak_pk>/", fra_tiltak.soknad_fra_tiltak, name="soknad-fra-tiltak"),
    path("<int:pk>/", sak.soknad_detail, name="soknad-detail"),
    path("<int:pk>/rediger/<slug:steg>/", soknad.soknad_edit, name="soknad-edit"),
    path("<int:pk>/send/", sak.soknad_send, name="soknad-send"),
    path("<int:pk>/svar/<slug:handling>/", sak.soknad_answer, name="soknad-answer"),
    path("<int:pk>/kopier/", soknad.soknad_copy, name="soknad-copy"),
    path("<int:pk>/slett/", soknad.soknad_delete, name="soknad-delete"),
    path("<int:pk>/pdf/", sak.soknad_pdf, name="soknad-pdf"),
    path("<int:pk>/tiltak/", fra_tiltak.soknad_tiltak, name="soknad-tiltak"),
    path("<int:pk>/rapport/", rapport.soknad_rapport, name="soknad-rapport"),
    path("<int:pk>/rapport/rett/", rapport.soknad_rapport_rett, name="soknad-rapport-rett"),
    path("<int:pk>/vedlegg/<int:vedlegg_pk>/", vedlegg.vedlegg_download, name="vedlegg-download"),
    path("<int:pk>/vedlegg/<int:vedlegg_pk>/fjern/", vedlegg.vedlegg_delete, name="vedlegg-delete"),
]
