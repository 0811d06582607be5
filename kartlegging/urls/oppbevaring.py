from django.urls import path

from kartlegging.oppbevaring import views

urlpatterns = [
    path("oppbevaring/", views.oppbevaring_list, name="oppbevaring-list"),
    path("oppbevaring/<int:pk>/utsett/", views.oppbevaring_utsett, name="oppbevaring-utsett"),
    path("oppbevaring/<int:pk>/opphev/", views.oppbevaring_opphev, name="oppbevaring-opphev"),
]
