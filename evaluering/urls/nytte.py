"""Addresses of level 4."""

from django.urls import path

from evaluering.nytte import views

urlpatterns = [
    path("<int:pk>/nytte/", views.nytte_detail, name="nytte-detail"),
    path("<int:pk>/nytte/ord/", views.nytte_ord, name="nytte-ord"),
    path("<int:pk>/nytte/foreslaa/", views.nytte_foreslaa, name="nytte-foreslaa"),
    path("<int:evaluering_pk>/nytte/kostnad/ny/", views.kostnad_create, name="kostnad-create"),
    path("<int:evaluering_pk>/nytte/linje/ny/", views.nyttelinje_create, name="nyttelinje-create"),
    path("nyttelinjer/<int:pk>/", views.nyttelinje_update, name="nyttelinje-update"),
    path("nyttelinjer/<int:pk>/slett/", views.nyttelinje_delete, name="nyttelinje-delete"),
    path("indikatorer/<int:pk>/", views.indikator_detail, name="indikator-detail"),
    path("indikatorer/<int:pk>/maal/", views.indikator_measure, name="indikator-measure"),
    path("indikatorer/<int:indikator_pk>/maalinger/ny/", views.indikatormaaling_create, name="indikatormaaling-create"),
    path("indikatorer/<int:indikator_pk>/maalinger/les/", views.indikatormaaling_read, name="indikatormaaling-read"),
    path("indikatormaalinger/<int:pk>/slett/", views.indikatormaaling_delete, name="indikatormaaling-delete"),
]
