from django.urls import path

from kompetanse.felles import views

app_name = "felles"
urlpatterns = [
    path("jobber/<int:pk>/", views.jobb_detail, name="jobb-detail"),
    path("varsler/", views.varsel_list, name="varsel-list"),
    path("varsler/lest/", views.varsel_read_all, name="varsel-read-all"),
    path("varsler/<int:pk>/aapne/", views.varsel_open, name="varsel-open"),
]
