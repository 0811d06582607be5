from django.urls import path

from kompetanse.organisasjon.views import eksport

urlpatterns = [
    path("nedlastinger/<int:pk>/", eksport.eksport_detail, name="eksport-detail"),
    path("nedlastinger/<int:pk>/fil/", eksport.eksport_download, name="eksport-download"),
]
