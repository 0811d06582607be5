"""Addresses of the yearly meetings with the unions."""

from django.urls import path

from planer.aarsmote import views

urlpatterns = [
    path("droftingsmoter/", views.aarsmote_list, name="aarsmote-list"),
    path("droftingsmoter/ny/", views.aarsmote_create, name="aarsmote-create"),
    path("droftingsmoter/<int:pk>/", views.aarsmote_detail, name="aarsmote-detail"),
    path("droftingsmoter/<int:pk>/grunnlag/", views.aarsmote_grunnlag, name="aarsmote-grunnlag"),
    path("droftingsmoter/<int:pk>/syn/", views.aarsmote_syn, name="aarsmote-syn"),
    path("droftingsmoter/<int:pk>/rediger/", views.aarsmote_edit, name="aarsmote-edit"),
    path("droftingsmoter/<int:pk>/protokoll/", views.aarsmote_protokoll, name="aarsmote-protokoll"),
    path("droftingsmoter/<int:pk>/hold/", views.aarsmote_hold, name="aarsmote-hold"),
    path("droftingsmoter/<int:pk>/avlys/", views.aarsmote_avlys, name="aarsmote-avlys"),
]
