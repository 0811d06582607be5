from django.urls import path

from soknader.views import mbu

urlpatterns = [
    path("mbu/", mbu.mbusak_list, name="mbusak-list"),
]
