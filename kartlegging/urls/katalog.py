from django.urls import path

from kartlegging.katalog.views import forslag, importer, inndeling, katalog, stillingskategori

urlpatterns = [
    path("katalog/", katalog.katalog_list, name="katalog-list"),
    path("katalog/ny/", katalog.katalog_create, name="katalog-create"),
    path("katalog/fyll/", katalog.katalog_fill, name="katalog-fill"),
    path("katalog/<int:pk>/", katalog.katalog_detail, name="katalog-detail"),
    path("katalog/<int:pk>/endre/", katalog.katalog_update, name="katalog-update"),
    path("katalog/<int:pk>/slaa-sammen/", katalog.katalog_merge, name="katalog-merge"),
    path("katalog/<int:pk>/utgaar/", katalog.katalog_retire, name="katalog-retire"),
    path("katalog/<int:pk>/ta-i-bruk/", katalog.katalog_restore, name="katalog-restore"),
    path("katalog/inndeling/", inndeling.inndeling_detail, name="inndeling-detail"),
    path("katalog/grupper/ny/", inndeling.gruppe_create, name="gruppe-create"),
    path("katalog/grupper/<int:pk>/endre/", inndeling.gruppe_update, name="gruppe-update"),
    path("katalog/grupper/<int:pk>/slett/", inndeling.gruppe_delete, name="gruppe-delete"),
    path("katalog/kategorier/ny/", inndeling.realkategori_create, name="realkategori-create"),
    path("katalog/kategorier/<int:pk>/endre/", inndeling.realkategori_update, name="realkategori-update"),
    path("katalog/kategorier/<int:pk>/slett/", inndeling.realkategori_delete, name="realkategori-delete"),
    path("katalog/skalaer/ny/", inndeling.skala_create, name="skala-create"),
    path("katalog/skalaer/<int:pk>/endre/", inndeling.skala_update, name="skala-update"),
    path("katalog/skalaer/<int:pk>/slett/", inndeling.skala_delete, name="skala-delete"),
    path("katalog/forslag/", forslag.forslag_list, name="forslag-list"),
    path("katalog/forslag/ny/", forslag.forslag_create, name="forslag-create"),
    path("katalog/forslag/<int:pk>/", forslag.forslag_detail, name="forslag-detail"),
    path("katalog/forslag/<int:pk>/ta-inn/", forslag.forslag_accept, name="forslag-accept"),
    path("katalog/forslag/<int:pk>/finnes/", forslag.forslag_merge, name="forslag-merge"),
    path("katalog/forslag/<int:pk>/avslaa/", forslag.forslag_decline, name="forslag-decline"),
    path("stillingskategorier/", stillingskategori.stillingskategori_list, name="stillingskategori-list"),
    path("stillingskategorier/ny/", stillingskategori.stillingskategori_create, name="stillingskategori-create"),
    path(
        "stillingskategorier/uten/", stillingskategori.stillingskategori_unmatched, name="stillingskategori-unmatched"
    ),
    path("stillingskategorier/knytt/", stillingskategori.stillingskategori_assign, name="stillingskategori-assign"),
    path("stillingskategorier/<int:pk>/", stillingskategori.stillingskategori_detail, name="stillingskategori-detail"),
    path(
        "stillingskategorier/<int:pk>/endre/",
        stillingskategori.stillingskategori_update,
        name="stillingskategori-update",
    ),
    path(
        "stillingskategorier/<int:pk>/slett/",
        stillingskategori.stillingskategori_delete,
        name="stillingskategori-delete",
    ),
    *importer.SIDER.stier("katalog/import/"),
]
